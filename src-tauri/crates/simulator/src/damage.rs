//! Turns a reply and a fault into what happens on the wire.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::faults::{Fault, RetryAfter};
use crate::wire::Reply;

const HUGE: usize = 20 * 1024 * 1024;
/// A hang is ended after this, so that a forgotten one cannot hold a connection for ever.
const LONGEST_WAIT_MS: u64 = 10 * 60 * 1000;
const FIREWALL: &str = "<!DOCTYPE html><html><head><title>Attention Required!</title></head><body><h1>403 \
                        Forbidden</h1><p>The owner of this website has blocked your request.</p></body></html>";
const WELCOME: &str = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>";

/// What the shell does with one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Reply(Reply),
    /// The reply ends after so many bytes of its body.
    Cut {
        reply: Reply,
        after: usize,
    },
    /// The connection goes without a byte.
    Reset,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) wait: Duration,
    pub(crate) ending: Ending,
}

impl From<Reply> for Delivery {
    fn from(reply: Reply) -> Self {
        Self {
            wait: Duration::ZERO,
            ending: Ending::Reply(reply),
        }
    }
}

/// `reply` is what the sandbox said; it is `None` when the fault kept the request from it.
pub(crate) fn deliver(
    fault: &Fault,
    reply: Option<Reply>,
    failure: &Value,
    now: DateTime<Utc>,
) -> Delivery {
    let honest = || reply.clone().unwrap_or_else(|| Reply::json(200, failure));
    let ending = match fault {
        Fault::ResetBeforeCommit | Fault::DropReplyAfterCommit => Ending::Reset,
        Fault::HangBeforeCommit { ms } | Fault::HangAfterCommit { ms } => {
            return Delivery {
                wait: wait(*ms),
                ending: Ending::Reset,
            };
        }
        Fault::SlowBy { ms } => {
            return Delivery {
                wait: wait(*ms),
                ending: Ending::Reply(honest()),
            };
        }
        Fault::CutReply { after } => Ending::Cut {
            reply: honest(),
            after: *after,
        },
        Fault::StatusBeforeCommit { status } | Fault::StatusAfterCommit { status } => {
            Ending::Reply(server_error(*status, failure))
        }
        Fault::HtmlForbidden { .. } => Ending::Reply(Reply::html(403, FIREWALL)),
        Fault::HtmlOk { .. } => Ending::Reply(Reply::html(200, WELCOME)),
        Fault::EmptyBody { .. } => Ending::Reply(with_body(honest(), Vec::new())),
        Fault::TruncatedJson { .. } => {
            let mut reply = honest();
            reply.body.truncate(reply.body.len() / 2);
            Ending::Reply(reply)
        }
        Fault::Garbage { .. } => Ending::Reply(with_body(honest(), garbage())),
        Fault::HugeBody { .. } => Ending::Reply(with_body(honest(), huge())),
        Fault::Redirect { .. } => {
            let page = Reply::html(302, "<html><body>Moved</body></html>");
            Ending::Reply(page.with_header("location", "/elsewhere"))
        }
        Fault::FailureInside200 { .. } => Ending::Reply(Reply::json(200, failure)),
        Fault::NumberAsString => Ending::Reply(with_numbers_as_strings(honest())),
        Fault::RateLimited { retry_after } => {
            Ending::Reply(rate_limited(*retry_after, failure, now))
        }
    };
    Delivery {
        wait: Duration::ZERO,
        ending,
    }
}

fn wait(ms: u64) -> Duration {
    Duration::from_millis(ms.min(LONGEST_WAIT_MS))
}

fn with_body(reply: Reply, body: Vec<u8>) -> Reply {
    Reply { body, ..reply }
}

/// 500 comes from the application and is JSON; the others come from the server in front of it.
fn server_error(status: u16, failure: &Value) -> Reply {
    if status == 500 {
        return Reply::json(status, failure);
    }
    let reason = match status {
        502 => "Bad Gateway",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        _ => "Error",
    };
    let page = format!(
        "<html><head><title>{status} {reason}</title></head><body><h1>{status} {reason}</h1></body></html>"
    );
    // A status below 200 is not a whole reply, and HTTP knows none above 599.
    Reply::html(status.clamp(200, 599), &page)
}

fn garbage() -> Vec<u8> {
    (0..512_u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0] | 0x80)
        .collect()
}

/// Valid JSON, so that only a bound on size can refuse it.
fn huge() -> Vec<u8> {
    let mut body = Vec::with_capacity(HUGE);
    body.extend_from_slice(b"{\"padding\":\"");
    body.resize(HUGE - 2, b'x');
    body.extend_from_slice(b"\"}");
    body
}

fn with_numbers_as_strings(mut reply: Reply) -> Reply {
    if let Ok(mut value) = serde_json::from_slice::<Value>(&reply.body) {
        quote_numbers(&mut value);
        reply.body = value.to_string().into_bytes();
    }
    reply
}

fn quote_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => *value = Value::String(number.to_string()),
        Value::Array(items) => items.iter_mut().for_each(quote_numbers),
        Value::Object(fields) => fields.values_mut().for_each(quote_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn rate_limited(retry_after: RetryAfter, failure: &Value, now: DateTime<Utc>) -> Reply {
    let reply = Reply::json(429, failure);
    match retry_after {
        RetryAfter::Seconds(seconds) => reply.with_header("retry-after", seconds.to_string()),
        RetryAfter::HttpDate(ahead) => {
            let at = now + TimeDelta::seconds(i64::from(ahead));
            reply.with_header(
                "retry-after",
                at.format("%a, %d %b %Y %H:%M:%S GMT").to_string(),
            )
        }
        RetryAfter::Absurd => reply.with_header("retry-after", "99999999999999999999"),
        RetryAfter::None => reply,
    }
}
