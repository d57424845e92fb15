//! The provider's refusals. An answer is judged by its HTTP status and by `success`: the body repeats the status, and a
//! 200 may hold a failure.

use super::manifest::MANIFEST;
use super::words;
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Asked, Quoted, Said, Word, said, unreadable};
use crate::refusals;
use domain::{Doubt, Outcome, Refusal, RefusalKind};
use serde::Deserialize;

/// What stands around the content of every answer.
#[derive(Deserialize)]
struct Envelope {
    success: Option<bool>,
    #[serde(default)]
    message: Quoted,
    error: Option<Told>,
    #[serde(default)]
    errors: Quoted,
    #[serde(default)]
    status: Word,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Parts(Parts),
    Other(Quoted),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parts {
    #[serde(default)]
    message: Word,
    #[serde(default)]
    details: Quoted,
    #[serde(default)]
    fields_errors: Quoted,
}

/// What the provider itself said, where it does not say that it failed to do what was asked.
pub(super) fn accepted<'r>(
    response: &'r HttpResponse,
    asked: Asked,
    connection: &Connection<'_>,
) -> Outcome<Said<'r>> {
    heard(response, asked, connection).and_then(|said| judged(said, asked, connection))
}

/// What the provider itself said, whatever it is. A firewall's page is told from a refused key, where no money hangs on it.
pub(super) fn heard<'r>(
    response: &'r HttpResponse,
    asked: Asked,
    connection: &Connection<'_>,
) -> Outcome<Said<'r>> {
    let first = response
        .body
        .iter()
        .find(|byte| !byte.is_ascii_whitespace());
    match (asked, response.status, first) {
        (Asked::ToTell, 401 | 403, Some(b'<')) => Outcome::Refused(words::not_admitted()),
        _ => said(response, asked, connection),
    }
}

/// Goes on with an answer in which the provider does not say that it failed to do what was asked.
pub(super) fn judged<'r>(
    said: Said<'r>,
    asked: Asked,
    connection: &Connection<'_>,
) -> Outcome<Said<'r>> {
    said.read::<Envelope>().and_then(|envelope| {
        match denial(&said, envelope, asked, connection.session.is_some()) {
            None => Outcome::Known(said),
            Some(denial) => denial,
        }
    })
}

fn denial<T>(
    said: &Said<'_>,
    envelope: Envelope,
    asked: Asked,
    in_session: bool,
) -> Option<Outcome<T>> {
    let named = envelope.success.is_some() || envelope.error.is_some();
    let quoted = quoted(envelope.message, envelope.error, envelope.errors);
    let told: Option<u16> = envelope.status.as_str().parse().ok();
    match (said.is_success(), envelope.success) {
        (true, Some(true) | None) => return None,
        (false, Some(true)) => {
            return Some(unreadable("a body that denies its own status", said.status));
        }
        (false, None) if !named && quoted.is_none() => {
            return Some(unreadable("JSON that is not the provider's", said.status));
        }
        _ => {}
    }
    // A failure in a 200 has its status in the body.
    let code = if said.is_success() {
        told.filter(|code| *code >= 400).unwrap_or(400)
    } else {
        said.status
    };
    if code == 408 || code >= 500 {
        return Some(Outcome::Unknown(Doubt::ServerError { status: code }));
    }
    let refusal = match code {
        429 => return Some(Outcome::Refused(refusals::rate_limited(said.pause_s))),
        401 if in_session => words::session_over(),
        401 => words::wrong_keys(),
        403 => refusals::forbidden(&MANIFEST),
        404 => refusals::not_found(&MANIFEST),
        405 => refusals::unsupported(&MANIFEST),
        409 => refusals::conflict(&MANIFEST),
        422 if speaks_of_the_balance(quoted.as_deref()) => refusals::insufficient_funds(&MANIFEST),
        _ => refusals::invalid(&MANIFEST, asked),
    };
    Some(Outcome::Refused(quoting(refusal, quoted)))
}

/// The message, and the error's own where it says more.
fn quoted(message: Quoted, error: Option<Told>, errors: Quoted) -> Option<String> {
    let mut parts: Vec<String> = message.text().into_iter().collect();
    match error {
        Some(Told::Parts(error)) => {
            parts.extend(error.details.text());
            parts.extend(error.message.0);
            parts.extend(error.fields_errors.text());
        }
        Some(Told::Other(error)) => parts.extend(error.text()),
        None => {}
    }
    parts.extend(errors.text());
    let mut said: Vec<String> = Vec::new();
    for part in parts {
        if !said.iter().any(|before| before.contains(&part)) {
            said.push(part);
        }
    }
    (!said.is_empty()).then(|| said.join(" "))
}

fn speaks_of_the_balance(words: Option<&str>) -> bool {
    let words = words.unwrap_or_default().to_lowercase();
    ["solde", "balance", "insufficient", "insuffisant"]
        .iter()
        .any(|word| words.contains(word))
}

/// With the provider's words, and the input they are about where they name it.
fn quoting(refusal: Refusal, words: Option<String>) -> Refusal {
    const FIELDS: &[(&[&str], &str)] = &[
        (
            &[
                "payerNumber",
                "payerIdentifier",
                "phoneNumber",
                "téléphone",
                "accountNumber",
            ],
            "phone",
        ),
        (&["paymentMethod", "providerCode"], "network"),
        (&["allowedPaymentMethods"], "methods"),
        (&["oneTimePin", "OTP"], "otp"),
        (&["amount", "montant"], "amount"),
        (&["countryCode"], "country"),
        (&["description", "message"], "note"),
        (&["returnUrl", "cancelUrl"], "landing_url"),
    ];
    let Some(text) = words else {
        return refusal;
    };
    let named = |names: &[&str]| names.iter().any(|name| text.contains(name));
    let refusal = match FIELDS.iter().find(|(names, _)| named(names)) {
        Some((_, field)) if refusal.kind == RefusalKind::Invalid => refusal.about(field),
        Some(_) | None => refusal,
    };
    refusal.quoting(text)
}
