//! Which requests move money, and what each tells of the operation that it came from.

use serde_json::Value;

/// A request that may move money, by what an onlooker at the line can read in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Moves {
    /// It bears our reference, in a field of its own or first in its note.
    Bearing(String),
    /// It gives this charge back, and bears nothing of ours.
    Refund(String),
    /// It converts, and bears nothing of ours.
    Conversion,
}

/// `None` where nothing moves.
pub(super) fn moves(method: &str, url: &str, body: &[u8]) -> Option<Moves> {
    if !may_move(method, url) {
        return None;
    }
    let path = path(url);
    if let Some(charge) = path.strip_suffix("/refund") {
        let charge = charge.rsplit('/').next().unwrap_or_default();
        return Some(Moves::Refund(charge.to_owned()));
    }
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    if path.ends_with("/convert") {
        return (body["action"] == "convert").then_some(Moves::Conversion);
    }
    Some(Moves::Bearing(reference_in(&body)))
}

/// By its address alone. A session that is opened and a sandbox's own customer move nothing of ours.
pub(super) fn may_move(method: &str, url: &str) -> bool {
    let path = path(url);
    method == "POST" && !path.ends_with("/auth") && !path.ends_with("/pay")
}

fn path(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

fn reference_in(body: &Value) -> String {
    let fields = [
        "external_reference",
        "externalId",
        "merchantPaymentReference",
        "reference",
    ];
    if let Some(own) = fields.iter().find_map(|field| body[field].as_str()) {
        return own.to_owned();
    }
    let notes = [&body["narration"], &body["items"][0]["message"]];
    let note = notes.iter().find_map(|note| note.as_str());
    let first = note.and_then(|note| note.split(' ').next());
    first.unwrap_or_default().to_owned()
}
