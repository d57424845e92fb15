//! Who works here, and what they may be.

use crate::StaffId;
use crate::kind::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words!(
    /// What somebody is here: it says what they may see and do.
    Role {
        /// Whose money it is. Everything.
        Owner = "owner",
        /// Takes payments.
        Cashier = "cashier",
        /// Looks things up for customers.
        Support = "support",
    }
);

/// Somebody who works here. Their PIN is not among what is known of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// What they are called here. It stands for them in everything that is written down.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Since when they are here. UTC.
    pub added_at: DateTime<Utc>,
}

impl Staff {
    /// True when the name is theirs, however it is written: one name stands for one person.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name.trim().to_lowercase() == name.trim().to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_small_letters_and_with_spaces_around_it() {
        let staff = Staff {
            id: StaffId::parse("st_1").unwrap(),
            name: "Chantal Uwase".to_owned(),
            role: Role::Owner,
            added_at: DateTime::<Utc>::from_timestamp(1_790_000_000, 0).unwrap(),
        };
        assert!(staff.is_called(" chantal UWASE "));
        assert!(!staff.is_called("Chantal"));
    }
}
