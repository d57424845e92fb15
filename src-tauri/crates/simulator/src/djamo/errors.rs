//! Refusals in the envelope of the documentation, and the page of who stands in front of the API.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::dice::{dice, uuid};
use crate::fields::Problem;
use crate::sandbox::Desk;
use crate::wire::{Reply, Request};

/// A request and the desk it came to: an error tells of both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) request: &'a Request,
}

impl Spot<'_> {
    pub(super) fn refuse(&self, status: u16, text: &str) -> Reply {
        self.refuse_for(status, &[text])
    }

    pub(super) fn invalid(&self, problems: &[Problem]) -> Reply {
        let texts: Vec<&str> = problems
            .iter()
            .map(|problem| problem.text.as_str())
            .collect();
        self.refuse_for(400, &texts)
    }

    pub(super) fn not_found(&self, what: &str) -> Reply {
        self.refuse(404, &format!("{what} not found"))
    }

    fn refuse_for(&self, status: u16, messages: &[&str]) -> Reply {
        let number = u64::try_from(self.desk.now.timestamp_millis()).unwrap_or_default();
        let label = format!("{} {}", self.request.path, self.desk.requests_this_minute);
        let id = uuid(&mut dice(self.desk.seed, &label, number));
        let path = &self.request.path;
        Reply::json(status, &body(status, messages, &id, path, self.desk.now))
    }
}

/// The body where no request is known.
pub(super) fn standing_body(status: u16, message: &str) -> Value {
    let id = "00000000-0000-4000-9000-000000000000";
    body(status, &[message], id, "/v1", DateTime::UNIX_EPOCH)
}

fn body(status: u16, messages: &[&str], id: &str, path: &str, now: DateTime<Utc>) -> Value {
    let error = match status {
        400 => "Bad Request Exception",
        401 => "Unauthorized Exception",
        403 => "Forbidden Exception",
        404 => "Not Found Exception",
        409 => "Conflict Exception",
        422 => "Unprocessable Entity Exception",
        429 => "Throttler Exception",
        _ => "Internal Server Error Exception",
    };
    json!({
        "statusCode": status,
        "message": messages,
        "error": error,
        "correlationId": id,
        "path": path,
        "timestamp": now.to_rfc3339_opts(SecondsFormat::Millis, true),
    })
}

/// An address that is not admitted never reaches the API.
pub(super) fn cloudflare(ip: &str) -> Reply {
    Reply::html(
        403,
        &format!(
            "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you \
             have been blocked</h1><p>You are unable to access djamo.io</p><p>Your IP: {ip}</p></body></html>"
        ),
    )
    .with_header("server", "cloudflare")
}
