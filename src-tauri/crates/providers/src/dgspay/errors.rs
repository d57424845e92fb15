//! The provider's error codes, and what each means for us. They are an open set of words; HTTP statuses are not
//! documented, so the body is read for 2xx and 4xx alike.

use super::manifest::{MANIFEST, SETTINGS_PAGE};
use super::refused;
use super::test_key::is_of_older_api;
use crate::contract::Connection;
use crate::reading::{Asked, Quoted, Said, Word, unreadable};
use crate::refusals;
use domain::{Doubt, Environment, Outcome, Refusal};
use serde::Deserialize;

/// What stands around the content of every answer.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    status: Word,
    #[serde(default)]
    error_code: Word,
    #[serde(default)]
    message: Quoted,
    #[serde(default)]
    errors: Quoted,
    /// What the wallet holds, where it does not hold enough.
    #[serde(default)]
    available_balance: Word,
    #[serde(default)]
    required: Word,
    #[serde(default)]
    currency: Word,
}

impl Envelope {
    /// The figures of a wallet that does not hold enough, as they are told.
    fn shortfall(&self) -> Option<String> {
        let available = self.available_balance.0.as_deref()?;
        let (required, currency) = (self.required.as_str(), self.currency.as_str());
        Some(format!(
            "available_balance: {available}, required: {required}, currency: {currency}"
        ))
    }
}

/// Goes on with an answer in which the provider does not say that it failed to do what was asked.
pub(super) fn accepted<'r>(
    said: Said<'r>,
    asked: Asked,
    connection: &Connection<'_>,
) -> Outcome<Said<'r>> {
    said.read::<Envelope>().and_then(
        |envelope| match denial(&said, envelope, asked, connection) {
            None => Outcome::Known(said),
            Some(denial) => denial,
        },
    )
}

fn denial<T>(
    said: &Said<'_>,
    envelope: Envelope,
    asked: Asked,
    connection: &Connection<'_>,
) -> Option<Outcome<T>> {
    let shortfall = envelope.shortfall();
    let words = envelope.message.and(envelope.errors);
    let failed = !said.is_success() || envelope.status.is("failed") || envelope.status.is("error");
    let refusal = match envelope.error_code.as_str() {
        "" | "00" if said.is_success() => return None,
        "" if envelope.status.0.is_none() && words.text().is_none() => {
            return Some(unreadable("JSON that is not the provider's", said.status));
        }
        "99" => {
            let status = said.status;
            return Some(Outcome::Unknown(Doubt::ServerError { status }));
        }
        _ if said.status == 429 => {
            return Some(Outcome::Refused(refusals::rate_limited(said.pause_s)));
        }
        "" | "00" => by_status(said.status, &words, asked, connection),
        "90" | "VALIDATION_ERROR" => match shortfall {
            Some(figures) => {
                let quote = words
                    .text()
                    .map_or_else(|| figures.clone(), |words| format!("{words} ({figures})"));
                let refusal = refusals::insufficient_funds(&MANIFEST);
                return Some(Outcome::Refused(refusal.quoting(quote)));
            }
            None => refusals::invalid(&MANIFEST, asked),
        },
        "91" => unauthorised(&words, connection),
        "92" => refusals::not_found(&MANIFEST),
        "93" => refusals::conflict(&MANIFEST),
        word if !failed => {
            let word = word.to_owned();
            return Some(Outcome::Unknown(Doubt::UnknownWord { word }));
        }
        _ => by_status(said.status, &words, asked, connection),
    };
    Some(Outcome::Refused(quoting(refusal, &words)))
}

fn by_status(status: u16, words: &Quoted, asked: Asked, connection: &Connection<'_>) -> Refusal {
    match status {
        401 | 403 => unauthorised(words, connection),
        404 => refusals::not_found(&MANIFEST),
        409 => refusals::conflict(&MANIFEST),
        405 => refusals::unsupported(&MANIFEST),
        _ => refusals::invalid(&MANIFEST, asked),
    }
}

/// One code for several troubles: the words tell them apart, and the next step of each is another.
fn unauthorised(words: &Quoted, connection: &Connection<'_>) -> Refusal {
    let of_address = words.speaks_of(&["ip", "ips", "whitelist", "whitelisted", "whitelisting"]);
    let of_key = words.speaks_of(&["key", "keys"]);
    let of_account = words.speaks_of(&[
        "unverified",
        "not verified",
        "not active",
        "inactive",
        "disabled",
        "suspended",
    ]);
    let address = words.text().and_then(|text| refusals::address_in(&text));
    // The sandbox admits every address, so there a general remark about addresses says nothing.
    if of_address && !of_key {
        refusals::address_not_admitted(&MANIFEST, address, SETTINGS_PAGE)
    } else if of_address && connection.environment == Environment::Live {
        refusals::wrong_key_or_address(&MANIFEST, SETTINGS_PAGE)
    } else if of_account && of_key {
        refusals::wrong_key_or_unverified(&MANIFEST, SETTINGS_PAGE)
    } else if of_account {
        refusals::unverified(&MANIFEST)
    } else if is_of_older_api(connection) {
        refused::key_of_older_api()
    } else {
        refusals::wrong_key(&MANIFEST, SETTINGS_PAGE)
    }
}

/// With the provider's words, and the input they are about where they name it.
fn quoting(refusal: Refusal, words: &Quoted) -> Refusal {
    const FIELDS: &[(&[&str], &str)] = &[
        (&["customer_phone", "mobile_money_phone", "msisdn"], "phone"),
        (&["mobile_money_network", "recipient.network"], "network"),
        (&["customer_email"], "email"),
        (&["customer_first_name"], "first_name"),
        (&["customer_last_name"], "last_name"),
        (&["card_encrypted", "card_nonce"], "card"),
        (&["auth_otp"], "otp"),
        (&["avs_line1"], "line1"),
        (&["bank_key"], "bank"),
        (&["account_number"], "number"),
        (&["branch"], "branch"),
        (&["to_currency"], "to"),
        (&["from_currency", "currency"], "currency"),
        (&["min_amount"], "min"),
        (&["max_amount"], "max"),
        (&["max_uses"], "uses"),
        (&["expires_at"], "expires_at"),
        (&["payment_types"], "methods"),
        (&["amount"], "amount"),
        (&["title"], "title"),
        (&["redirect_url"], "landing_url"),
        (&["callback_url"], "callback_url"),
        (&["scenario_key"], "scenario"),
    ];
    let Some(text) = words.text() else {
        return refusal;
    };
    let named = |names: &[&str]| names.iter().any(|name| text.contains(name));
    let refusal = match FIELDS.iter().find(|(names, _)| named(names)) {
        Some((_, field)) if refusal.kind == domain::RefusalKind::Invalid => refusal.about(field),
        Some(_) | None => refusal,
    };
    refusal.quoting(text)
}
