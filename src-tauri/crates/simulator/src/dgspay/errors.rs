//! Refusals. The codes are documented, their HTTP statuses are not.

use serde_json::json;

use crate::fields::Problem;
use crate::wire::Reply;

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

fn refuse(status: u16, code: &str, message: &str) -> Reply {
    Reply::json(
        status,
        &json!({"status": "failed", "error_code": code, "message": message}),
    )
}
