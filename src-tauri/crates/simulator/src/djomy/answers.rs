//! The envelope that everything comes in, and the page of who stands in front of the API. Messages are French.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::moment;
use crate::wire::Reply;

pub(super) const TOO_MANY: &str = "Trop de requêtes. Veuillez réessayer plus tard.";

pub(super) fn done(now: DateTime<Utc>, status: u16, message: &str, data: Value) -> Reply {
    Reply::json(
        status,
        &json!({
            "success": true,
            "message": message,
            "data": data,
            "error": null,
            "errors": null,
            "timestamp": moment(now),
            "status": status,
        }),
    )
}

pub(super) fn refuse(now: DateTime<Utc>, status: u16, message: &str) -> Reply {
    Reply::json(status, &body(now, status, message, &[]))
}

/// 400, with every wrong field named.
pub(super) fn invalid(now: DateTime<Utc>, problems: &[String]) -> Reply {
    let message = match problems {
        [only] => only.as_str(),
        _ => "Données invalides.",
    };
    Reply::json(400, &body(now, 400, message, problems))
}

pub(super) fn body(now: DateTime<Utc>, status: u16, message: &str, fields: &[String]) -> Value {
    let word = match status {
        400 => "BAD_REQUEST",
        401 => "UNAUTHORIZED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        409 => "CONFLICT",
        422 => "UNPROCESSABLE_ENTITY",
        429 => "TOO_MANY_REQUESTS",
        _ => "INTERNAL_SERVER_ERROR",
    };
    json!({
        "success": false,
        "message": message,
        "data": null,
        "error": {"code": status, "message": word, "details": message, "fieldsErrors": fields},
        "errors": fields,
        "timestamp": moment(now),
        "status": status,
    })
}

/// Who is not admitted, by address or by domain, never reaches the API.
pub(super) fn firewall() -> Reply {
    Reply::html(
        403,
        "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr>\
         <center>nginx</center></body></html>",
    )
}
