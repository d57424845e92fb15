//! The credentials of all accounts as one piece of JSON, for the vaults that keep them in a file.

use domain::{AccountId, Credentials, Secret};
use engine::ports::VaultError;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Everything such a vault holds.
pub(crate) type Keys = BTreeMap<AccountId, Credentials>;

/// A secret on its way into the vault's file: the one place where it may be written out.
struct WrittenOut<'a>(&'a Secret<String>);

impl Serialize for WrittenOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.reveal())
    }
}

/// The keys as text, which wipes itself.
pub(crate) fn to_json(keys: &Keys) -> Zeroizing<Vec<u8>> {
    let shown: BTreeMap<&AccountId, BTreeMap<&str, WrittenOut<'_>>> = keys
        .iter()
        .map(|(account, fields)| {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.as_str(), WrittenOut(value)))
                .collect();
            (account, fields)
        })
        .collect();
    // Room for everything from the start, six bytes for a byte that is escaped: a buffer that grows leaves
    // unwiped copies behind.
    let room: usize = keys
        .iter()
        .map(|(account, fields)| {
            let fields: usize = fields
                .iter()
                .map(|(name, value)| 8 + 6 * (name.len() + value.reveal().len()))
                .sum();
            fields + account.as_str().len() + 8
        })
        .sum();
    let mut text = Zeroizing::new(Vec::with_capacity(room + 2));
    serde_json::to_writer(&mut *text, &shown).expect("maps of strings can be written to memory");
    text
}

/// The keys again. The error says where, never what.
pub(crate) fn from_json(text: &[u8]) -> Result<Keys, VaultError> {
    let read: BTreeMap<AccountId, BTreeMap<String, String>> = serde_json::from_slice(text)
        .map_err(|error| {
            VaultError::Broken(format!(
                "the vault's contents cannot be read (line {}, column {})",
                error.line(),
                error.column()
            ))
        })?;
    let hidden = |(account, fields): (AccountId, BTreeMap<String, String>)| {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name, Secret::new(value)))
            .collect();
        (account, fields)
    };
    Ok(read.into_iter().map(hidden).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_any_letters_come_back_without_a_second_buffer() {
        let nasty = "\u{1}\"\\\n é 😀".repeat(40);
        let fields: Credentials = [("api_key".to_owned(), Secret::from(nasty.as_str()))].into();
        let keys: Keys = [(AccountId::parse("acc_1").unwrap(), fields)].into();
        let text = to_json(&keys);
        assert!(text.len() <= text.capacity());
        assert_eq!(from_json(&text).unwrap(), keys);
    }

    #[test]
    fn damage_is_reported_without_its_contents() {
        let error = from_json(br#"{"acc_1":{"api_key":"zp-secret-1"#).unwrap_err();
        assert!(!error.to_string().contains("zp-secret"), "{error}");
    }
}
