//! Credentials on their way in. They are read once, never repeated, and no complaint about them quotes them.

use domain::{Credentials, Lang, Secret};
use engine::EngineError;
use engine::view::ProviderView;
use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use std::fmt;
use std::io::{IsTerminal as _, Read, Write as _};
use zeroize::Zeroizing;

/// More than any set of credentials; what is longer is a mistake.
const MOST: u64 = 64 * 1024;

/// The credentials of a new account: every required field of its provider.
pub(crate) fn of_new_account(
    provider: &ProviderView,
    may_ask: bool,
    lang: Lang,
) -> Result<Credentials, EngineError> {
    let keys = if may_ask {
        typed(provider, lang)?
    } else {
        read(provider, std::io::stdin().lock())?
    };
    let missing = provider
        .credentials
        .iter()
        .find(|field| field.required && !keys.contains_key(&field.name));
    match missing {
        Some(field) => Err(missing_field(&field.name)),
        None => Ok(keys),
    }
}

/// New keys for an account that is there: none where stdin is empty, or a person's keyboard.
pub(crate) fn of_update(provider: &ProviderView) -> Result<Option<Credentials>, EngineError> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Ok(None);
    }
    let keys = read(provider, stdin.lock())?;
    Ok((!keys.is_empty()).then_some(keys))
}

/// Asks a person for each field; what is secret does not show.
fn typed(provider: &ProviderView, lang: Lang) -> Result<Credentials, EngineError> {
    let mut keys = Credentials::new();
    for field in &provider.credentials {
        let optional = match (field.required, lang) {
            (true, _) => "",
            (false, Lang::En) => " (may be left empty)",
            (false, Lang::Fr) => " (peut rester vide)",
        };
        let question = format!("{} [{}]{optional}: ", field.label, field.name);
        let value = if field.secret {
            rpassword::prompt_password(question)
        } else {
            ask(&question)
        }
        .map_err(|_| not_readable())?;
        let value = value.trim();
        if !value.is_empty() {
            keys.insert(field.name.clone(), Secret::new(value.to_owned()));
        }
    }
    Ok(keys)
}

fn ask(question: &str) -> std::io::Result<String> {
    std::io::stderr().write_all(question.as_bytes())?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line)
}

fn read(provider: &ProviderView, from: impl Read) -> Result<Credentials, EngineError> {
    let mut text = Zeroizing::new(Vec::new());
    from.take(MOST + 1)
        .read_to_end(&mut text)
        .map_err(|_| not_readable())?;
    if u64::try_from(text.len()).is_ok_and(|length| length > MOST) {
        return Err(EngineError::bad(
            "credentials",
            "bad_credentials",
            "More than 64 kB came on stdin; credentials are much shorter.",
            "Plus de 64 Ko sont arrivés sur l’entrée standard ; des clés sont bien plus courtes.",
        ));
    }
    if text.trim_ascii().is_empty() {
        return Ok(Credentials::new());
    }
    let known: Vec<&str> = provider
        .credentials
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    parse(&text, &known)
}

fn parse(text: &[u8], known: &[&str]) -> Result<Credentials, EngineError> {
    let mut complaint = None;
    let fields = Fields {
        known,
        complaint: &mut complaint,
    };
    let mut json = serde_json::Deserializer::from_slice(text);
    let read = json.deserialize_map(fields).and_then(|keys| {
        json.end()?;
        Ok(keys)
    });
    // The reader's own words may quote what it read, so only the place is told.
    read.map_err(|error| complaint.unwrap_or_else(|| not_an_object(error.line(), error.column())))
}

/// Reads one object of text fields, and says itself what is wrong with a field.
struct Fields<'a> {
    known: &'a [&'a str],
    complaint: &'a mut Option<EngineError>,
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Credentials;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of credentials")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Credentials, A::Error> {
        let mut keys = Credentials::new();
        while let Some(name) = map.next_key::<String>()? {
            let refuse = |complaint: &mut Option<EngineError>, error: EngineError| {
                *complaint = Some(error);
                A::Error::custom("refused")
            };
            if keys.contains_key(&name) {
                return Err(refuse(self.complaint, twice(&name)));
            }
            if !self.known.contains(&name.as_str()) {
                let error = unknown(&name, self.known);
                return Err(refuse(self.complaint, error));
            }
            match map.next_value_seed(OneValue)? {
                Some(value) => keys.insert(name, value),
                None => return Err(refuse(self.complaint, not_text(&name))),
            };
        }
        Ok(keys)
    }
}

/// One value: text that says something, or nothing that can be used.
struct OneValue;

impl<'de> DeserializeSeed<'de> for OneValue {
    type Value = Option<Secret<String>>;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValue {
    type Value = Option<Secret<String>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        let text = text.trim();
        Ok((!text.is_empty()).then(|| Secret::new(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

/// A field's name as it may be repeated: a value that slipped into a name is cut to a stub.
fn shown(name: &str) -> String {
    let plain = name.len() <= 30
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
    if plain {
        format!("`{name}`")
    } else {
        format!("`{}…`", name.chars().take(3).collect::<String>())
    }
}

fn missing_field(name: &str) -> EngineError {
    EngineError::bad(
        name,
        "missing_credential",
        format!("The credential {} is missing. Nothing was saved.", shown(name)),
        format!("Il manque la clé {}. Rien n’a été enregistré.", shown(name)),
    )
    .next(
        "Give the credentials as one JSON object on stdin; `provider list` names the fields.",
        "Donnez les clés en un objet JSON sur l’entrée standard ; « provider list » nomme les champs.",
    )
}

fn unknown(name: &str, known: &[&str]) -> EngineError {
    let known = known.join(", ");
    EngineError::bad(
        &shown(name).replace('`', ""),
        "unknown_credential",
        format!(
            "This provider has no credential {}; it has {known}. Nothing was saved.",
            shown(name)
        ),
        format!(
            "Ce fournisseur n’a pas de clé {} ; il a {known}. Rien n’a été enregistré.",
            shown(name)
        ),
    )
}

fn twice(name: &str) -> EngineError {
    EngineError::bad(
        name,
        "doubled_credential",
        format!(
            "The credential {} is given twice. Nothing was saved.",
            shown(name)
        ),
        format!(
            "La clé {} est donnée deux fois. Rien n’a été enregistré.",
            shown(name)
        ),
    )
}

fn not_text(name: &str) -> EngineError {
    EngineError::bad(
        name,
        "bad_credential",
        format!(
            "The credential {} is not a text with something in it. Nothing was saved.",
            shown(name)
        ),
        format!(
            "La clé {} n’est pas un texte qui dit quelque chose. Rien n’a été enregistré.",
            shown(name)
        ),
    )
}

fn not_an_object(line: usize, column: usize) -> EngineError {
    EngineError::bad(
        "credentials",
        "bad_credentials",
        format!(
            "What came on stdin is not one JSON object (line {line}, column {column}). Nothing was saved."
        ),
        format!(
            "Ce qui est arrivé sur l’entrée standard n’est pas un objet JSON (ligne {line}, colonne {column}). Rien n’a été enregistré."
        ),
    )
}

fn not_readable() -> EngineError {
    EngineError::new(
        engine::Class::Failed,
        "stdin",
        "The credentials could not be read. Nothing was saved.",
        "Les clés n’ont pas pu être lues. Rien n’a été enregistré.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["api_key", "account_number"];

    fn complaint(text: &str) -> EngineError {
        parse(text.as_bytes(), KNOWN).expect_err("it is refused")
    }

    #[test]
    fn one_object_of_texts_is_read() {
        let keys = parse(br#"{"api_key": " k1 ", "account_number": "A"}"#, KNOWN).unwrap();
        assert_eq!(keys["api_key"].reveal(), "k1");
        assert_eq!(keys.len(), 2);
    }

    #[test]
    fn what_is_wrong_with_a_field_is_named_and_no_value_is_quoted() {
        let rows = [
            (
                r#"{"api_key":"canary","api_key":"canary"}"#,
                "doubled_credential",
                "api_key",
            ),
            (r#"{"apikey":"canary"}"#, "unknown_credential", "apikey"),
            (r#"{"api_key":7}"#, "bad_credential", "api_key"),
            (r#"{"api_key":7.5}"#, "bad_credential", "api_key"),
            (r#"{"api_key":null}"#, "bad_credential", "api_key"),
            (r#"{"api_key":"  "}"#, "bad_credential", "api_key"),
            (r#"{"api_key":["canary"]}"#, "bad_credential", "api_key"),
            (
                r#"{"api_key":{"canary":"canary"}}"#,
                "bad_credential",
                "api_key",
            ),
            (r#""canary""#, "bad_credentials", "credentials"),
            (r#"["canary"]"#, "bad_credentials", "credentials"),
            (
                r#"{"api_key":"canary"} canary"#,
                "bad_credentials",
                "credentials",
            ),
            (r#"{"api_key":"canary"#, "bad_credentials", "credentials"),
            (
                r#"{"sk_live_canary1234":"x"}"#,
                "unknown_credential",
                "sk_…",
            ),
        ];
        for (text, code, field) in rows {
            let error = complaint(text);
            assert_eq!(error.code, code, "{text}");
            assert_eq!(error.field.as_deref(), Some(field), "{text}");
            assert!(!format!("{error:?}").contains("canary"), "{text}");
        }
    }
}
