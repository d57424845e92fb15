//! The provider's refusals, and the page of the firewall that stands in front of it.

use super::{KEYS_FROM, MANIFEST};
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Asked, Quoted, Said, Word, said, unreadable};
use crate::refusals;
use domain::{Doubt, Outcome, Refusal, RefusalKind};
use serde::Deserialize;

/// What a refusal looks like. `message` is a list, or one sentence.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Envelope {
    status_code: Word,
    message: Quoted,
    error: Quoted,
    correlation_id: Word,
}

/// What the provider itself said, unless it says that it did not do what was asked.
pub(super) fn answer<'r>(
    response: &'r HttpResponse,
    asked: Asked,
    connection: &Connection<'_>,
) -> Outcome<Said<'r>> {
    // Cloudflare keeps away addresses that Djamo has not admitted: that says nothing about the key. After a request
    // that moves money even this page is doubt.
    if asked == Asked::ToTell && response.status == 403 {
        let page = page_of(&response.body).filter(|page| is_the_firewalls(page));
        if let Some(page) = page {
            return Outcome::Refused(blocked(&page));
        }
    }
    said(response, asked, connection).and_then(|said| accepted(said, asked))
}

/// Goes on with an answer in which the provider does not say no.
pub(super) fn accepted(said: Said<'_>, asked: Asked) -> Outcome<Said<'_>> {
    said.read::<Envelope>()
        .and_then(|envelope| match denial(&said, &envelope, asked) {
            None => Outcome::Known(said),
            Some(denial) => denial,
        })
}

fn denial<T>(said: &Said<'_>, envelope: &Envelope, asked: Asked) -> Option<Outcome<T>> {
    let code = match (envelope.status_code.0.as_deref(), said.is_success()) {
        (None, true) => return None,
        (None, false) if envelope.message.text().is_none() && envelope.error.text().is_none() => {
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
        400..=499 => Some(Outcome::Refused(refusal(code, envelope, asked))),
        _ => Some(unreadable("a body that denies its own status", said.status)),
    }
}

fn refusal(code: u16, envelope: &Envelope, asked: Asked) -> Refusal {
    let words = &envelope.message;
    let refusal = match code {
        401 => refusals::wrong_key(&MANIFEST, KEYS_FROM),
        403 => refusals::forbidden(&MANIFEST),
        404 => refusals::not_found(&MANIFEST),
        405 => refusals::unsupported(&MANIFEST),
        409 => refusals::conflict(&MANIFEST),
        429 => refusals::rate_limited(None),
        _ if words.speaks_of(&["insufficient balance", "insufficient funds"]) => {
            refusals::insufficient_funds(&MANIFEST)
        }
        _ => refusals::invalid(&MANIFEST, asked),
    };
    let text = words.text().or_else(|| envelope.error.text());
    // Djamo's support finds a request by this number only.
    let number = envelope.correlation_id.0.as_deref();
    match (text, number) {
        (None, None) => refusal,
        (Some(text), None) => about_its_field(refusal, &text).quoting(text),
        (None, Some(number)) => refusal.quoting(format!("correlationId: {number}")),
        (Some(text), Some(number)) => {
            about_its_field(refusal, &text).quoting(format!("{text} (correlationId: {number})"))
        }
    }
}

/// The input that the provider names as faulty.
fn about_its_field(refusal: Refusal, text: &str) -> Refusal {
    const FIELDS: &[(&str, &str)] = &[
        ("msisdn", "phone"),
        ("amount", "amount"),
        ("description", "note"),
        ("RedirectionUrl", "landing_url"),
    ];
    match FIELDS.iter().find(|(name, _)| text.contains(name)) {
        Some((_, field)) if refusal.kind == RefusalKind::Invalid => refusal.about(field),
        Some(_) | None => refusal,
    }
}

/// The page of a body, as far as it is worth reading.
fn page_of(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 64 * 1024;
    let body = body.trim_ascii_start();
    (body.first() == Some(&b'<'))
        .then(|| String::from_utf8_lossy(&body[..body.len().min(LONGEST)]).into_owned())
}

/// Other pages under this status say nothing at all.
fn is_the_firewalls(page: &str) -> bool {
    page.to_ascii_lowercase().contains("cloudflare")
}

/// The page names the address that it saw, so that it can be sent to Djamo.
fn blocked(page: &str) -> Refusal {
    let seen = page
        .split_once("Your IP")
        .and_then(|(_, rest)| refusals::address_in(rest.get(..200).unwrap_or(rest)));
    refusals::address_not_admitted(&MANIFEST, seen, KEYS_FROM)
}
