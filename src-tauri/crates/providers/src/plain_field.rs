//! A first look at a body of which fields are signed, and not its bytes. An honest body says plainly what they are; so a
//! forged one is turned away on them before anything reads it whole.
//!
//! Nothing is believed by this look. It answers only where no reader of JSON could find another value: the body has no
//! escape in it, so that a name cannot be written in two ways, and the name stands in it once.

use memchr::memchr;
use memchr::memmem::Finder;

/// A field by its name, quotes included.
pub(crate) struct Field(Finder<'static>);

impl Field {
    pub(crate) fn named(quoted: &'static str) -> Self {
        Self(Finder::new(quoted))
    }

    /// The text or the number that stands under this name.
    pub(crate) fn in_body<'a>(&self, body: Plain<'a>) -> Option<&'a str> {
        let after = &body.0[self.0.find(body.0)? + self.0.needle().len()..];
        if self.0.find(after).is_some() {
            return None;
        }
        let value = after.trim_ascii_start().strip_prefix(b":")?;
        let value = value.trim_ascii_start();
        let value = match value.strip_prefix(b"\"") {
            Some(text) => &text[..memchr(b'"', text)?],
            None => {
                let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
                let end = value.iter().position(|byte| !is_of_number(byte))?;
                Some(&value[..end]).filter(|number| !number.is_empty())?
            }
        };
        std::str::from_utf8(value).ok()
    }
}

/// A body without a single escape.
#[derive(Clone, Copy)]
pub(crate) struct Plain<'a>(&'a [u8]);

impl<'a> Plain<'a> {
    pub(crate) fn of(body: &'a [u8]) -> Option<Self> {
        memchr(b'\\', body).is_none().then_some(Self(body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(body: &str) -> Option<&str> {
        Field::named("\"amount\"").in_body(Plain::of(body.as_bytes())?)
    }

    #[test]
    fn a_field_that_can_mean_one_thing_only_is_found() {
        assert_eq!(amount(r#"{"data":{"amount":"5000"}}"#), Some("5000"));
        assert_eq!(amount("{\"amount\" :\t5000.00 }"), Some("5000.00"));
        assert_eq!(amount(r#"{"amount":""}"#), Some(""));
        for unclear in [
            "",
            r#"{"fee":"5000"}"#,
            r#"{"amount":"1","amount":"2"}"#,
            r#"{"amount":"1","\u0061mount":"2"}"#,
            r#"{"amount":"1","note":"say \"amount\""}"#,
            r#"{"signed":"amount"}"#,
            r#"{"signed":"amount","amount":"1"}"#,
            r#"{"amount":{"value":"1"}}"#,
            r#"{"amount":null}"#,
            r#"{"amount":"5000"#,
            r#"{"amount":5000"#,
            r#"{"amount""#,
        ] {
            assert_eq!(amount(unclear), None, "{unclear}");
        }
    }
}
