//! The provider's refusals. Its bodies repeat the HTTP status in `code`, and a 200 may hold a failure.

use super::manifest::{MANIFEST, SETTINGS_PAGE};
use crate::reading::{Asked, Quoted, Said, Word, unreadable};
use crate::refusals;
use domain::{Doubt, Outcome, Refusal, RefusalKind};
use serde::Deserialize;

/// What stands around the content of every answer. The word in `status` differs from endpoint to endpoint.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    code: Word,
    #[serde(default)]
    message: Quoted,
    #[serde(default)]
    errors: Quoted,
}

/// Goes on with an answer in which the provider does not say that it failed to do what was asked.
pub(super) fn accepted(said: Said<'_>, asked: Asked) -> Outcome<Said<'_>> {
    said.read::<Envelope>()
        .and_then(|envelope| match denial(&said, envelope, asked) {
            None => Outcome::Known(said),
            Some(denial) => denial,
        })
}

fn denial<T>(said: &Said<'_>, envelope: Envelope, asked: Asked) -> Option<Outcome<T>> {
    let words = envelope.message.and(envelope.errors);
    let code = match (envelope.code.0.as_deref(), said.is_success()) {
        (None, true) => return None,
        (None, false) if words.text().is_none() => {
            return Some(unreadable("JSON that is not the provider's", said.status));
        }
        (None, false) => said.status,
        (Some(code), _) => code.parse().unwrap_or_default(),
    };
    match code {
        200..=299 if said.is_success() => None,
        408 | 500..=599 => Some(Outcome::Unknown(Doubt::ServerError { status: code })),
        400..=499 if said.status == 429 => {
            Some(Outcome::Refused(refusals::rate_limited(said.pause_s)))
        }
        400..=499 => Some(Outcome::Refused(refusal(code, &words, asked))),
        _ => Some(unreadable("a body that denies its own status", said.status)),
    }
}

fn refusal(code: u16, words: &Quoted, asked: Asked) -> Refusal {
    let text = words.text();
    let refusal = match code {
        401 if words.speaks_of(&["unverified"]) => {
            refusals::wrong_key_or_unverified(&MANIFEST, SETTINGS_PAGE)
        }
        401 => refusals::wrong_key(&MANIFEST, SETTINGS_PAGE),
        403 if words.speaks_of(&["ip"]) => {
            let address = text.as_deref().and_then(refusals::address_in);
            refusals::address_not_admitted(&MANIFEST, address, SETTINGS_PAGE)
        }
        403 => refusals::forbidden(&MANIFEST),
        404 => refusals::not_found(&MANIFEST),
        405 => refusals::unsupported(&MANIFEST),
        409 => refusals::conflict(&MANIFEST),
        429 => refusals::rate_limited(None),
        _ if asked == Asked::ToMoveMoney && words.speaks_of(&["insufficient balance"]) => {
            refusals::insufficient_funds(&MANIFEST)
        }
        _ => refusals::invalid(&MANIFEST, asked),
    };
    match text {
        None => refusal,
        Some(text) => about_its_field(refusal, &text).quoting(text),
    }
}

/// The input that the provider names as faulty.
fn about_its_field(refusal: Refusal, text: &str) -> Refusal {
    const FIELDS: &[(&str, &str)] = &[
        ("msisdn", "phone"),
        ("amount", "amount"),
        ("narration", "note"),
        ("contact_id", "contact"),
        ("first_name", "first_name"),
        ("phone", "phone"),
    ];
    match FIELDS.iter().find(|(name, _)| text.contains(name)) {
        Some((_, field)) if refusal.kind == RefusalKind::Invalid => refusal.about(field),
        Some(_) | None => refusal,
    }
}
