//! Names that leave the program: prefixed strings, safe in a URL, a file name and a shell.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use ulid::Ulid;

use crate::kind::Kind;

/// A string that is not an id of the expected sort.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id of the form {1}…")]
pub struct IdError(String, &'static str);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What every id of this sort begins with.
            pub const PREFIX: &'static str = $prefix;

            /// Reads an id; only its form is checked.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let well_formed = text.strip_prefix($prefix).is_some_and(|rest| {
                    !rest.is_empty() && rest.len() <= 40 && rest.bytes().all(|b| b.is_ascii_alphanumeric())
                });
                if well_formed { Ok(Self(text.to_owned())) } else { Err(IdError(text.to_owned(), $prefix)) }
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> { Self::parse(&text) }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String { id.0 }
        }
    };
}

macro_rules! made_from_time_and_chance {
    ($name:ident) => {
        impl $name {
            /// A new id: its text sorts by time. Chance comes from the caller, this crate has none.
            #[must_use]
            pub fn new(at: DateTime<Utc>, chance: u128) -> Self {
                let milliseconds = u64::try_from(at.timestamp_millis()).unwrap_or(0);
                let ulid = Ulid::from_parts(milliseconds, chance);
                Self(format!(
                    "{}{}",
                    Self::PREFIX,
                    ulid.to_string().to_ascii_lowercase()
                ))
            }
        }
    };
}

id!(
    /// Names an operation.
    OperationId, "op_"
);
id!(
    /// Names an account.
    AccountId, "acc_"
);
id!(
    /// Names a transaction. Derived, so that it survives a rebuild of the store.
    TransactionId, "tx_"
);
id!(
    /// Names a payment link. Derived, so that it survives a rebuild of the store.
    LinkId, "ln_"
);
id!(
    /// Names a person in the address book.
    ContactId, "ct_"
);
id!(
    /// Names a file of payouts.
    BatchId, "ba_"
);
id!(
    /// Names somebody who works here.
    StaffId, "st_"
);
made_from_time_and_chance!(OperationId);
made_from_time_and_chance!(ContactId);
made_from_time_and_chance!(BatchId);
made_from_time_and_chance!(AccountId);
made_from_time_and_chance!(StaffId);

impl TransactionId {
    /// The id of what an account's provider calls `provider_reference`. The same three give the same id for ever.
    #[must_use]
    pub fn derive(account: &AccountId, kind: Kind, provider_reference: &str) -> Self {
        let parts = [account.as_str(), kind.as_str(), provider_reference];
        Self(derived(Self::PREFIX, parts))
    }
}

impl LinkId {
    /// The id of what an account's provider calls `provider_reference`. The same two give the same id for ever.
    #[must_use]
    pub fn derive(account: &AccountId, provider_reference: &str) -> Self {
        let parts = [account.as_str(), Kind::Link.as_str(), provider_reference];
        Self(derived(Self::PREFIX, parts))
    }
}

fn derived(prefix: &str, parts: [&str; 3]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let text = data_encoding::BASE32_NOPAD.encode(&hash.finalize()[..16]);
    format!("{prefix}{}", text.to_ascii_lowercase())
}

/// Names a provider, by the word its own folder gives it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProviderId(String);

impl ProviderId {
    /// The provider called `word`. Whether it exists is the registry's to say.
    pub fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_keeps_its_id_through_a_rebuild() {
        let account = AccountId::parse("acc_one").unwrap();
        let id = TransactionId::derive(&account, Kind::Charge, "dgs_1");
        assert_eq!(id, TransactionId::derive(&account, Kind::Charge, "dgs_1"));
        assert_ne!(id, TransactionId::derive(&account, Kind::Payout, "dgs_1"));
        assert!(TransactionId::parse(id.as_str()).is_ok());
    }

    #[test]
    fn an_id_of_another_sort_is_refused() {
        assert!(OperationId::parse("tx_abc").is_err());
        assert!(OperationId::parse("op_../etc").is_err());
        assert!(OperationId::parse("op_").is_err());
    }

    #[test]
    fn later_operations_sort_after_earlier_ones() {
        let at = |s| DateTime::<Utc>::from_timestamp(s, 0).unwrap();
        assert!(
            OperationId::new(at(1_700_000_000), u128::MAX) < OperationId::new(at(1_700_000_001), 0)
        );
    }
}
