//! Who is paid by a payout: an object in the webhook, maybe no more than a number elsewhere.

use crate::reading::Word;
use domain::Phone;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// As much of it as can be read.
#[derive(Debug, Default)]
pub(super) struct Recipient {
    number: Option<String>,
    pub(super) name: Option<String>,
    pub(super) network: Option<String>,
}

impl Recipient {
    /// A number of Rwanda; a bank account's number is none.
    pub(super) fn phone(&self) -> Option<Phone> {
        phone(self.number.as_deref()?, None)
    }
}

/// A number as this provider writes it: with its country code, or without it beside it, or with a zero in front.
pub(super) fn phone(digits: &str, country_code: Option<&str>) -> Option<Phone> {
    let digits = digits.trim();
    let national = digits.strip_prefix('0').unwrap_or(digits);
    Phone::parse(&format!("+{}{national}", country_code.unwrap_or("250")))
        .or_else(|_| Phone::parse(digits))
        .or_else(|_| Phone::parse(&format!("+{digits}")))
        .ok()
}

impl<'de> Deserialize<'de> for Recipient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let word = |value: &Value| {
            serde_json::from_value::<Word>(value.clone())
                .ok()
                .and_then(|word| word.0)
        };
        Ok(match &value {
            Value::Object(fields) => {
                let field = |name: &str| fields.get(name).and_then(word);
                Self {
                    number: field("msisdn").or_else(|| field("phone")),
                    name: field("name"),
                    network: field("network"),
                }
            }
            Value::String(_) | Value::Number(_) => Self {
                number: word(&value),
                ..Self::default()
            },
            Value::Null | Value::Bool(_) | Value::Array(_) => Self::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Recipient {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_recipient_is_read_from_whatever_holds_it() {
        let told = read(r#"{"msisdn":"+250788123456","network":"MTN","name":"Jane Doe"}"#);
        assert_eq!(told.phone().unwrap().e164(), "+250788123456");
        assert_eq!(told.name.as_deref(), Some("Jane Doe"));
        for json in ["\"0788123456\"", "\"250788123456\"", "788123456"] {
            assert_eq!(
                read(json).phone().unwrap().e164(),
                "+250788123456",
                "{json}"
            );
        }
        let bank = read(r#"{"account_number":"1234567890","bank_key":"kcb_rw","name":"John Doe"}"#);
        assert!(bank.phone().is_none());
        assert_eq!(bank.name.as_deref(), Some("John Doe"));
        for json in ["null", "true", "[]", "{}"] {
            assert!(read(json).phone().is_none(), "{json}");
        }
    }
}
