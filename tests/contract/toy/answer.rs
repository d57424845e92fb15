//! What a response of the toy's may be believed to say.

use domain::{Doubt, Outcome, Refusal, RefusalKind, Text};
use providers::HttpResponse;
use serde_json::Value;

/// The content of an answer in which the toy does not say no. Only its own JSON, whole and with a status that cannot have
/// come from a stumble, says anything.
pub(super) fn content(response: &HttpResponse) -> Outcome<Value> {
    let status = response.status;
    if status == 408 || status >= 500 {
        return Outcome::Unknown(Doubt::ServerError { status });
    }
    let own = match serde_json::from_slice::<Value>(&response.body) {
        Ok(body) if body["ok"].is_boolean() && response.body.len() <= 1024 * 1024 => body,
        _ => return unreadable("not the toy's own JSON", status),
    };
    match (status, own["ok"].as_bool()) {
        (200..=299, Some(true)) => Outcome::Known(own),
        (400..=499, Some(false)) => Outcome::Refused(refusal(status, &own)),
        _ => unreadable("a body that denies its own status", status),
    }
}

pub(super) fn unreadable<T>(what: &str, status: u16) -> Outcome<T> {
    Outcome::Unknown(Doubt::Unreadable {
        what: format!("{what} (HTTP {status})"),
    })
}

fn refusal(status: u16, own: &Value) -> Refusal {
    let refusal = match (status, own["error"].as_str()) {
        (401, _) => no(
            RefusalKind::Unauthorised,
            "wrong_key",
            "Toy Pay does not know this key.",
            "Toy Pay ne connaît pas cette clé.",
        ),
        (404, _) => no(
            RefusalKind::NotFound,
            "not_found",
            "Toy Pay knows no such thing.",
            "Toy Pay ne connaît rien de tel.",
        ),
        (_, Some("declined")) => no(
            RefusalKind::Declined,
            "declined",
            "It did not go through.",
            "Cela n’a pas abouti.",
        ),
        _ => no(
            RefusalKind::Invalid,
            "invalid_request",
            "Toy Pay does not take this.",
            "Toy Pay n’accepte pas cela.",
        ),
    };
    match own["words"].as_str() {
        Some(words) => refusal.quoting(words),
        None => refusal,
    }
}

pub(super) fn no(kind: RefusalKind, code: &str, en: &str, fr: &str) -> Refusal {
    Refusal::new(kind, code, Text::new(en, fr))
}
