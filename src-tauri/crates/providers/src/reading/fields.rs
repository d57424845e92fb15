//! Fields as providers really write them: numbers as text, text as numbers, words as objects. An odd field that
//! nobody needs must not make a whole answer unreadable; an odd field that is needed must be seen.

use domain::Money;
use domain::money::{Currency, parse_decimal};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// An amount, as a number or as text. Read from its digits, never through a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Amount {
    /// Not told, or null.
    #[default]
    Absent,
    /// Told exactly.
    Exact(Decimal),
    /// Something stands there that is no amount.
    Unreadable,
}

/// What an [`Amount`] is in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Nothing,
    Money(Money),
    Nonsense,
}

impl Amount {
    /// The digits alone, of what is no money: a rate.
    pub(crate) fn exact(self) -> Option<Decimal> {
        match self {
            Self::Exact(amount) => Some(amount),
            Self::Absent | Self::Unreadable => None,
        }
    }

    /// The money it is. Nonsense where the currency is unknown, too: a number alone is no money.
    pub(crate) fn of(self, currency: Option<Currency>) -> Told {
        match (self, currency) {
            (Self::Absent, _) => Told::Nothing,
            (Self::Exact(amount), Some(currency)) => {
                Money::told(amount, currency).map_or(Told::Nonsense, Told::Money)
            }
            (Self::Exact(_), None) | (Self::Unreadable, _) => Told::Nonsense,
        }
    }
}

impl Told {
    /// The money, where nothing hangs on the difference between untold and unreadable.
    pub(crate) fn money(self) -> Option<Money> {
        match self {
            Self::Money(money) => Some(money),
            Self::Nothing | Self::Nonsense => None,
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = match Value::deserialize(deserializer)? {
            Value::Null => return Ok(Self::Absent),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text,
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => return Ok(Self::Unreadable),
        };
        Ok(parse_decimal(&digits).map_or(Self::Unreadable, Self::Exact))
    }
}

/// A short word or reference: text, or a number where text was promised. Empty is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word(pub(crate) Option<String>);

impl Word {
    /// As text, empty when absent.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// True when this is that word, in either case.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.as_str().eq_ignore_ascii_case(word)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Value::deserialize(deserializer)? {
            Value::String(text) => tidy(&text),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
        };
        Ok(Self((!text.is_empty()).then_some(text)))
    }
}

/// The provider's own words, wherever in a JSON value they stand: a message, a list of them, or one for each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quoted(Vec<String>);

impl Quoted {
    /// All of it, for a person. `None` when nothing was said.
    pub(crate) fn text(&self) -> Option<String> {
        let text: String = self.0.join(" ").chars().take(LONGEST_QUOTE).collect();
        (!text.is_empty()).then_some(text)
    }

    /// Both one after the other.
    pub(crate) fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// True when one of these stands in it as a word or phrase, in either case.
    pub(crate) fn speaks_of(&self, phrases: &[&str]) -> bool {
        let text = format!(" {} ", self.0.join(" ").to_ascii_lowercase())
            .replace(|c: char| !c.is_ascii_alphanumeric(), " ");
        phrases
            .iter()
            .any(|phrase| text.contains(&format!(" {phrase} ")))
    }
}

impl<'de> Deserialize<'de> for Quoted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut words = Vec::new();
        collect(&Value::deserialize(deserializer)?, None, &mut words);
        Ok(Self(words))
    }
}

fn collect(value: &Value, field: Option<&str>, words: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let text = tidy(text);
            if !text.is_empty() {
                words.push(field.map_or_else(|| text.clone(), |field| format!("{field}: {text}")));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, field, words)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| collect(value, Some(name), words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Long enough for any honest message, short enough for a screen.
const LONGEST_QUOTE: usize = 500;

/// Without control characters, and not longer than anything honest.
fn tidy(text: &str) -> String {
    const LONGEST: usize = 2_000;
    let text: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(json: &str) -> Amount {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_amount_is_read_from_its_digits_as_number_or_text() {
        let exact = |text: &str| Amount::Exact(text.parse().unwrap());
        assert_eq!(amount("2152.2"), exact("2152.2"));
        assert_eq!(amount("\"2152.20\""), exact("2152.20"));
        assert_eq!(amount("5000.00"), exact("5000.00"));
        // A float would have made 90071992547409.9344 of it.
        assert_eq!(amount("90071992547409.9343"), exact("90071992547409.9343"));
        assert_eq!(amount("null"), Amount::Absent);
        for json in ["true", "{}", "[1]", "\"\"", "\"2,000\"", "1e3", "\"ten\""] {
            assert_eq!(amount(json), Amount::Unreadable, "{json}");
        }
    }

    #[test]
    fn a_number_without_a_known_currency_is_no_money() {
        let ugx = Currency::parse("UGX").ok();
        assert_eq!(amount("5").of(None), Told::Nonsense);
        assert_eq!(amount("0.00001").of(ugx), Told::Nonsense);
        assert_eq!(amount("null").of(None), Told::Nothing);
        assert_eq!(
            amount("5").of(ugx).money().unwrap().to_string(),
            "5 UGX".to_owned()
        );
    }

    #[test]
    fn words_are_found_in_whatever_holds_them() {
        let quoted: Quoted =
            serde_json::from_str(r#"{"msisdn":["is\nmissing"],"amount":"too small","n":1}"#)
                .unwrap();
        let text = quoted.text().unwrap();
        assert!(text.contains("msisdn: is missing"), "{text}");
        assert!(text.contains("amount: too small"), "{text}");
        assert!(quoted.speaks_of(&["msisdn"]));
        let quoted: Quoted = serde_json::from_str("\"shipped\"").unwrap();
        assert!(!quoted.speaks_of(&["ip"]));
    }

    #[test]
    fn a_reference_may_be_a_number() {
        let word: Word = serde_json::from_str("49747002508").unwrap();
        assert_eq!(word.0.as_deref(), Some("49747002508"));
        let word: Word = serde_json::from_str("\" \"").unwrap();
        assert_eq!(word.0, None);
    }
}
