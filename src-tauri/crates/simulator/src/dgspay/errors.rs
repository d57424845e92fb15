//! Refusals. The codes are documented, their HTTP statuses are not.

use rust_decimal::Decimal;
use serde_json::json;

use super::transactions::whole;
use crate::fields::Problem;
use crate::wire::Reply;

pub(super) fn not_json() -> Reply {
    validation("Invalid JSON structure")
}

pub(super) fn validation(message: &str) -> Reply {
    refuse(400, "90", message)
}

pub(super) fn invalid(problems: &[Problem]) -> Reply {
    let texts: Vec<&str> = problems
        .iter()
        .map(|problem| problem.text.as_str())
        .collect();
    validation(&texts.join(" "))
}

pub(super) fn auth(message: &str) -> Reply {
    refuse(401, "91", message)
}

pub(super) fn not_found(message: &str) -> Reply {
    refuse(404, "92", message)
}

pub(super) fn key_used_twice() -> Reply {
    refuse(
        409,
        "93",
        "Idempotency key conflict: use a unique key per request",
    )
}

/// Of `/convert` the page shows it, with a word where every other error has a number; of `/disburse` it shows nothing.
pub(super) fn insufficient(currency: &str, available: Decimal, required: Decimal) -> Reply {
    Reply::json(
        400,
        &json!({
            "status": "failed",
            "message": format!("Insufficient {currency} balance"),
            "error_code": "VALIDATION_ERROR",
            "available_balance": whole(available),
            "required": whole(required),
            "currency": currency,
        }),
    )
}

fn refuse(status: u16, code: &str, message: &str) -> Reply {
    Reply::json(
        status,
        &json!({"status": "failed", "error_code": code, "message": message}),
    )
}
