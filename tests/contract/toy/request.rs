//! What leaves for the toy.

use super::answer::no;
use super::{API_KEY, CURRENCY};
use domain::{Country, Money, Phone, Refusal, RefusalKind, Secret};
use providers::{Connection, HeaderValue, HttpRequest};
use serde_json::Value;

/// A request to `path`, which begins with a slash and holds nothing that was typed.
pub(super) fn to(
    method: &'static str,
    path: &str,
    body: Option<&Value>,
    connection: &Connection<'_>,
) -> Result<HttpRequest, Refusal> {
    let key = connection
        .credentials
        .get(API_KEY)
        .map(Secret::reveal)
        .filter(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic()))
        .ok_or_else(|| {
            no(
                RefusalKind::Unauthorised,
                "credential_unusable",
                "There is no key.",
                "Il n’y a pas de clé.",
            )
        })?;
    Ok(HttpRequest {
        method,
        url: format!("{}{path}", connection.base_url),
        headers: vec![(
            "X-Toy-Key",
            HeaderValue::Secret(Secret::new(key.to_owned())),
        )],
        body: body.map(|body| serde_json::to_vec(body).unwrap()),
    })
}

/// A reference as a part of a path.
pub(super) fn segment(reference: &str) -> Result<&str, Refusal> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !reference.is_empty() && reference.bytes().all(plain) {
        Ok(reference)
    } else {
        Err(no(
            RefusalKind::Invalid,
            "reference_unusable",
            "This reference cannot be looked up.",
            "Cette référence ne peut pas être recherchée.",
        ))
    }
}

/// The amount as the toy writes it: text, digit for digit.
pub(super) fn amount(money: &Money) -> Result<String, Refusal> {
    let sound = money.currency().code() == CURRENCY
        && Money::to_send(money.amount(), money.currency()).is_ok();
    sound.then(|| money.amount().to_string()).ok_or_else(|| {
        no(
            RefusalKind::Invalid,
            "amount_not_sendable",
            "This amount cannot be sent.",
            "Ce montant ne peut pas partir.",
        )
        .about("amount")
    })
}

/// A number of Ghana's.
pub(super) fn phone(phone: Option<&Phone>) -> Result<&str, Refusal> {
    phone
        .filter(|phone| phone.country() == Country::parse("GH").ok())
        .map(Phone::e164)
        .ok_or_else(|| {
            no(
                RefusalKind::Invalid,
                "phone_missing",
                "A number of Ghana is needed.",
                "Il faut un numéro du Ghana.",
            )
            .about("phone")
        })
}
