//! Refusals with the bodies the documentation shows.

use serde_json::{Map, Value, json};

use crate::fields::Problem;
use crate::wire::{Reply, Request};

pub(super) fn unauthorized() -> Reply {
    reply(
        401,
        "The API KEY you supplied is either INVALID or API access has been DISABLED because your account is \
         unverified. If this error persists, please contact [email protected]",
    )
}

/// The vendor's own wording, typing slip included.
pub(super) fn blocked_ip(ip: &str, path: &str) -> Reply {
    let message = format!(
        "Connection refused from unauthorized IP: {ip},  This IP is NOT unauthorized to access the {path} \
         endpoint on your account. If you believe this is in error, please contact [email protected]"
    );
    reply(403, &message)
}

/// The body of a request as an object, or the refusal.
pub(super) fn read(request: &Request) -> Result<Map<String, Value>, Reply> {
    if !request.says_json() {
        return Err(not_json());
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) => Ok(body),
        _ => Err(reply(400, "Your request is invalid.")),
    }
}

pub(super) fn not_found() -> Reply {
    reply(
        404,
        "The specified transaction or resource could not be found.",
    )
}

pub(super) fn not_json() -> Reply {
    reply(406, "You requested a format that isn't json.")
}

pub(super) fn invalid(problems: &[Problem]) -> Reply {
    let mut body = body(422, "A required field was missing or invalid.");
    let mut fields = serde_json::Map::new();
    for problem in problems {
        let texts = fields
            .entry(problem.field.clone())
            .or_insert_with(|| json!([]));
        if let Value::Array(texts) = texts {
            texts.push(json!(problem.text));
        }
    }
    body["errors"] = Value::Object(fields);
    Reply::json(422, &body)
}

pub(super) fn reply(code: u16, message: &str) -> Reply {
    Reply::json(code, &body(code, message))
}

pub(super) fn body(code: u16, message: &str) -> Value {
    let status = match code {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        422 => "Unprocessable Entity",
        _ => "Internal Server Error",
    };
    json!({"code": code, "status": status, "message": message})
}
