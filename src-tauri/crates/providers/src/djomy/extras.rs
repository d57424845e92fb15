//! What an account may have sent along with its charges and links, as its settings say, checked before it leaves: the
//! provider takes some of it wrongly in silence.

use super::methods;
use super::words;
use crate::contract::Connection;
use domain::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The settings of an account.
pub(super) const METADATA: &str = "metadata";
pub(super) const CUSTOM_FIELDS: &str = "custom_fields";
pub(super) const PAGE_METHODS: &str = "allowed_payment_methods";

/// Our word in the metadata, echoed in every answer.
const FLOW: &str = "flow";

/// Where the customer agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// On the phone, or with a code that is handed in here.
    Direct,
    /// On the provider's page.
    Page,
}

impl Flow {
    const ALL: [Self; 2] = [Self::Direct, Self::Page];

    fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Page => "page",
        }
    }
}

/// The flow that an answer echoes.
pub(super) fn flow(metadata: &Value) -> Option<Flow> {
    let told = metadata.get(FLOW)?.as_str()?;
    Flow::ALL.into_iter().find(|flow| flow.word() == told)
}

/// A flat object: texts, numbers and flags. With our own word, where there is one.
pub(super) fn metadata(
    connection: &Connection<'_>,
    flow: Option<Flow>,
) -> Result<Map<String, Value>, Refusal> {
    let mut metadata = match setting(connection, METADATA) {
        None => Map::new(),
        Some(text) => serde_json::from_str::<Map<String, Value>>(text)
            .ok()
            .filter(|fields| fields.values().all(is_flat))
            .ok_or_else(words::metadata_not_flat)?,
    };
    if let Some(flow) = flow {
        metadata.insert(FLOW.to_owned(), flow.word().into());
    }
    Ok(metadata)
}

fn is_flat(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

/// A field that the customer fills in on a link's page.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomField {
    label: String,
    #[serde(default)]
    placeholder: String,
    #[serde(default)]
    required: bool,
}

/// The fields that the account's links ask for.
pub(super) fn custom_fields(connection: &Connection<'_>) -> Result<Vec<CustomField>, Refusal> {
    let Some(text) = setting(connection, CUSTOM_FIELDS) else {
        return Ok(Vec::new());
    };
    serde_json::from_str::<Vec<CustomField>>(text)
        .ok()
        .filter(|fields| fields.iter().all(|field| !field.label.trim().is_empty()))
        .ok_or_else(words::custom_fields_unreadable)
}

/// What the account's pages are limited to; none is all.
pub(super) fn page_methods(connection: &Connection<'_>) -> Result<Vec<&'static str>, Refusal> {
    let Some(text) = setting(connection, PAGE_METHODS) else {
        return Ok(Vec::new());
    };
    text.split(',').map(methods::on_a_page).collect()
}

fn setting<'a>(connection: &'a Connection<'_>, name: &str) -> Option<&'a str> {
    let text = connection.settings.other.get(name)?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use domain::AccountSettings;

    fn with<T>(name: &str, text: &str, test: impl FnOnce(&Connection<'_>) -> T) -> T {
        let settings = AccountSettings {
            other: [(name.to_owned(), text.to_owned())].into(),
            ..AccountSettings::default()
        };
        sample::connected(|connection| {
            let connection = Connection {
                settings: &settings,
                ..connection.clone()
            };
            test(&connection)
        })
    }

    #[test]
    fn metadata_is_flat_or_nothing_is_sent() {
        let read = |text: &str| with(METADATA, text, |it| metadata(it, Some(Flow::Page)));
        let sent = read(r#"{"till":"2","clerk":7,"vip":true}"#).unwrap();
        assert_eq!(
            Value::Object(sent).to_string(),
            r#"{"clerk":7,"flow":"page","till":"2","vip":true}"#
        );
        for text in [
            r#"{"till":{"number":2}}"#,
            r#"{"tills":["2"]}"#,
            r#"{"till":null}"#,
            r#"["till"]"#,
            r#""till""#,
            "till=2",
        ] {
            assert_eq!(read(text).unwrap_err().code, "metadata_not_flat", "{text}");
        }
    }

    #[test]
    fn custom_fields_are_labelled_or_nothing_is_sent() {
        let read = |text: &str| with(CUSTOM_FIELDS, text, custom_fields);
        let fields = read(r#"[{"label":"Classe","placeholder":"CM2","required":true}]"#).unwrap();
        assert_eq!((fields.len(), fields[0].required), (1, true));
        assert_eq!(read("").unwrap(), []);
        for text in [
            r#"[{"placeholder":"CM2"}]"#,
            r#"[{"label":" "}]"#,
            r#"[{"label":"Classe","required":"yes"}]"#,
            r#"[{"label":"Classe","choices":["CM1"]}]"#,
            r#"{"label":"Classe"}"#,
        ] {
            let refusal = read(text).unwrap_err();
            assert_eq!(refusal.code, "custom_fields_unreadable", "{text}");
        }
    }

    #[test]
    fn the_methods_of_a_page_are_spelt_right_or_nothing_is_sent() {
        let read = |text: &str| with(PAGE_METHODS, text, page_methods);
        assert_eq!(read("OM, momo ,CARD"), Ok(vec!["OM", "MOMO", "CARD"]));
        assert_eq!(read(" "), Ok(Vec::new()));
        assert_eq!(read("OM,ORANGE").unwrap_err().code, "method_unknown");
    }

    #[test]
    fn our_own_word_comes_back() {
        let echoed = serde_json::json!({ "flow": "direct", "till": "2" });
        assert_eq!(flow(&echoed), Some(Flow::Direct));
        for other in [serde_json::json!({"flow": "x"}), Value::Null] {
            assert_eq!(flow(&other), None);
        }
    }
}
