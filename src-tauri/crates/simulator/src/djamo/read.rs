//! Bodies, and the fields that Djamo reads in its own way.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::LARGEST;
use super::errors::Spot;
use crate::fields::Fields;
use crate::wire::Reply;

/// The body as an object. Without the right type it is not even read.
pub(super) fn body(spot: &Spot<'_>) -> Result<Map<String, Value>, Reply> {
    if spot.request.body.is_empty() || !spot.request.says_json() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&spot.request.body) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) | Err(_) => Err(spot.refuse(400, "Unexpected token in JSON")),
    }
}

/// A required whole number of francs.
pub(super) fn francs(fields: &mut Fields<'_>, field: &str) -> Decimal {
    let amount = fields.amount(field, 0);
    if amount > Decimal::from(LARGEST) {
        fields.problem(field, format!("{field} must not be greater than {LARGEST}"));
    }
    amount
}

pub(super) fn url(fields: &mut Fields<'_>, field: &str) {
    let text = fields.text(field);
    if !text.is_empty() && !is_url(text) {
        fields.problem(field, format!("{field} must be a URL address"));
    }
}

pub(super) fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
