//! How much a screen may hand to the core. The engine judges what it means; here only its size.

use crate::error::too_long;
use crate::views::{AccountChangeInput, AccountInput, ChargeInput, ConfirmInput, SearchInput};
use engine::EngineError;
use std::collections::BTreeMap;

/// Ids, words and names.
const SHORT: usize = 500;
/// The longest key that a provider gives out is an RSA key in text.
const KEY: usize = 8_192;
/// How many settings or credentials an account may bring.
const FIELDS: usize = 40;

/// Something that came from a screen and has not been measured yet.
pub(crate) trait Bounded {
    /// Refuses what is too large to be meant.
    fn within_bounds(&self) -> Result<(), EngineError>;
}

pub(crate) fn short(field: &str, text: &str) -> Result<(), EngineError> {
    within(field, text, SHORT)
}

pub(crate) fn within(field: &str, text: &str, most: usize) -> Result<(), EngineError> {
    if text.len() <= most {
        Ok(())
    } else {
        Err(too_long(field, most))
    }
}

fn all_short<'a>(
    fields: impl IntoIterator<Item = (&'static str, Option<&'a String>)>,
) -> Result<(), EngineError> {
    for (field, text) in fields {
        if let Some(text) = text {
            short(field, text)?;
        }
    }
    Ok(())
}

type Fields = BTreeMap<String, String>;

fn account_fields(settings: &Fields, credentials: &Fields) -> Result<(), EngineError> {
    if settings.len() > FIELDS || credentials.len() > FIELDS {
        return Err(too_long("credentials", FIELDS));
    }
    for (name, value) in settings {
        short("settings", name)?;
        short("settings", value)?;
    }
    for (name, value) in credentials {
        short("credentials", name)?;
        within("credentials", value, KEY)?;
    }
    Ok(())
}

impl Bounded for AccountInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        short("provider", &self.provider)?;
        short("name", &self.name)?;
        all_short([("base-url", self.base_url.as_ref())])?;
        account_fields(&self.settings, &self.credentials)
    }
}

impl Bounded for AccountChangeInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([("name", self.name.as_ref())])?;
        let none = Fields::new();
        account_fields(&self.settings, self.credentials.as_ref().unwrap_or(&none))
    }
}

impl Bounded for ChargeInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("account", Some(&self.account)),
            ("amount", Some(&self.amount)),
            ("currency", Some(&self.currency)),
            ("method", Some(&self.method)),
            ("phone", self.phone.as_ref()),
            ("network", self.network.as_ref()),
            ("payer", self.payer.as_ref()),
            ("country", self.country.as_ref()),
            ("fee-payer", self.fee_payer.as_ref()),
            ("first-name", self.first_name.as_ref()),
            ("last-name", self.last_name.as_ref()),
            ("email", self.email.as_ref()),
            ("note", self.note.as_ref()),
            ("request-id", self.request_id.as_ref()),
            ("scenario", self.scenario.as_ref()),
        ])
    }
}

impl Bounded for ConfirmInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        all_short([
            ("nonce", Some(&self.nonce)),
            ("amount", Some(&self.amount.amount)),
            ("currency", Some(&self.amount.currency)),
            ("recipient", self.recipient.as_ref()),
            ("despite", self.despite.as_ref()),
        ])
    }
}

impl Bounded for SearchInput {
    fn within_bounds(&self) -> Result<(), EngineError> {
        // What is searched for is cut by the engine, since a paste is no mistake; here only the absurd ends.
        within("text", &self.text, KEY)?;
        all_short([
            ("status", self.status.as_ref()),
            ("account", self.account.as_ref()),
            ("kind", self.kind.as_ref()),
            ("from", self.from.as_ref()),
            ("to", self.to.as_ref()),
            ("min", self.min.as_ref()),
            ("max", self.max.as_ref()),
            ("after", self.after.as_ref()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: String) -> SearchInput {
        SearchInput {
            text,
            status: None,
            account: None,
            kind: None,
            from: None,
            to: None,
            min: None,
            max: None,
            limit: 50,
            after: None,
            totals: false,
        }
    }

    #[test]
    fn an_absurdly_long_text_is_refused_by_its_field() {
        assert!(search("x".repeat(KEY)).within_bounds().is_ok());
        let error = search("x".repeat(KEY + 1)).within_bounds().unwrap_err();
        assert_eq!(error.field.as_deref(), Some("text"));
        let mut filter = search(String::new());
        filter.after = Some("x".repeat(SHORT + 1));
        assert_eq!(
            filter.within_bounds().unwrap_err().field.as_deref(),
            Some("after")
        );
    }
}
