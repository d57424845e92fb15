//! The settings of an account, as they are typed: each is checked here, while somebody is there to mend it.

use crate::error::{EngineError, Result};
use domain::{AccountSettings, Country, Environment};
use providers::{Manifest, SettingField, Takes};
use std::collections::BTreeMap;
use url::Url;

const COMMON_SETTINGS: &[&str] = &["landing_url", "payer_email", "country", "time_zone"];

/// The settings that an account has, with those that were typed now; an empty value clears one.
pub(crate) fn settings(
    facts: &Manifest,
    environment: Environment,
    mut settings: AccountSettings,
    typed: &BTreeMap<String, String>,
) -> Result<AccountSettings> {
    for (key, value) in typed {
        let value = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        let bad = || {
            EngineError::bad(
                key,
                "bad_setting",
                format!("`{key}` cannot be set to that."),
                format!("« {key} » ne peut pas prendre cette valeur."),
            )
        };
        let own = facts.settings.iter().find(|field| field.name == key);
        match key.as_str() {
            "landing_url" => {
                let fits = value
                    .as_deref()
                    .is_none_or(|text| Url::parse(text).is_ok_and(|url| url.scheme() == "https"));
                settings.landing_url = fits.then_some(value).ok_or_else(bad)?;
            }
            "payer_email" => {
                let fits = value.as_deref().is_none_or(|text| {
                    text.contains('@') && !text.contains(' ') && text.len() < 255
                });
                settings.payer_email = fits.then_some(value).ok_or_else(bad)?;
            }
            "country" => {
                settings.country = match value {
                    Some(code) => {
                        let country = Country::parse(&code).map_err(|_| bad())?;
                        let served = facts.countries.contains(&country.code());
                        Some(served.then_some(country).ok_or_else(bad)?)
                    }
                    None => None,
                };
            }
            "time_zone" => {
                let fits = value
                    .as_deref()
                    .is_none_or(|name| name.parse::<chrono_tz::Tz>().is_ok());
                settings.time_zone = fits.then_some(value).ok_or_else(bad)?;
            }
            _ if own.is_some() => match value {
                Some(value) => {
                    let fits = own.is_some_and(|own| own.takes.fits(&value, environment));
                    let value = fits.then_some(value).ok_or_else(|| not_taken(key, own))?;
                    settings.other.insert(key.clone(), value);
                }
                None => {
                    settings.other.remove(key);
                }
            },
            _ => {
                let known: Vec<&str> = COMMON_SETTINGS
                    .iter()
                    .copied()
                    .chain(facts.settings.iter().map(|field| field.name))
                    .collect();
                return Err(EngineError::bad(
                    key,
                    "unknown_setting",
                    format!(
                        "`{key}` is not a setting of an account. There are: {}.",
                        known.join(", ")
                    ),
                    format!(
                        "« {key} » n’est pas un réglage de compte. Il y a : {}.",
                        known.join(", ")
                    ),
                ));
            }
        }
    }
    Ok(settings)
}

/// The words for a value that this setting cannot hold.
fn not_taken(key: &str, field: Option<&SettingField>) -> EngineError {
    let (en, fr) = match field.map(|field| field.takes) {
        Some(Takes::WholeAmount) => (
            format!("`{key}` is a whole amount in digits alone, such as 25000."),
            format!("« {key} » est un montant entier, en chiffres seulement, comme 25000."),
        ),
        Some(Takes::WebhookAddress) => (
            format!("`{key}` is an https address; a sandbox account may name this computer."),
            format!(
                "« {key} » est une adresse https ; un compte de bac à sable peut nommer cet ordinateur."
            ),
        ),
        Some(Takes::Text) | None => (
            format!("`{key}` cannot be set to that."),
            format!("« {key} » ne peut pas prendre cette valeur."),
        ),
    };
    EngineError::bad(key, "bad_setting", en, fr)
}
