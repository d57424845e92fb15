//! A part of an answer that may be of any shape, or not there.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// An object of the shape `T`. Nothing where something else stands: that must not make the rest unreadable.
#[derive(Debug)]
pub(crate) struct Part<T>(pub(crate) Option<T>);

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        // serde would read a struct out of an array, too.
        let part = value.is_object().then(|| serde_json::from_value(value));
        Ok(Self(part.and_then(Result::ok)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Word;

    #[derive(Debug, Deserialize)]
    struct Inside {
        id: Word,
    }

    #[test]
    fn a_part_of_another_shape_is_nothing_and_hurts_nothing() {
        let read = |json: &str| {
            let part: Part<Inside> = serde_json::from_str(json).unwrap();
            part.0.and_then(|inside| inside.id.0)
        };
        assert_eq!(read(r#"{"id":"a"}"#).as_deref(), Some("a"));
        for json in ["null", "[]", "[\"a\"]", "\"a\"", "1", "{}", "true"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
