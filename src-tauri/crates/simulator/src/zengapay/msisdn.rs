//! Phone numbers of Uganda and the wallets of their operators.

use serde_json::Value;

use super::{AIRTEL, MTN};
use crate::fields::Fields;

/// International without the plus sign; the table says integer and every sample sends a string.
pub(super) fn read(fields: &mut Fields<'_>, field: &str) -> String {
    let digits = match fields.value(field) {
        Some(Value::Number(number)) => number.to_string(),
        Some(_) | None => fields.text(field).to_owned(),
    };
    if digits.trim().is_empty() {
        return String::new();
    }
    let right = digits.len() == 12
        && digits.starts_with("256")
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !right {
        fields.problem(
            field,
            format!("The {field} must be 12 digits in international format without the +."),
        );
        return String::new();
    }
    if wallet(&digits).is_none() {
        fields.problem(
            field,
            format!("The {field} is not an MTN or Airtel number of Uganda."),
        );
        return String::new();
    }
    digits
}

/// The wallet of the operator a number belongs to.
pub(super) fn wallet(msisdn: &str) -> Option<&'static str> {
    let national = msisdn.strip_prefix("256").filter(|rest| rest.len() == 9)?;
    if !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match national.get(..2)? {
        "77" | "78" | "76" | "39" => Some(MTN),
        "75" | "70" | "74" => Some(AIRTEL),
        _ => None,
    }
}

/// What contacts and fee rows call the operator of a wallet.
pub(super) fn operator(wallet: &str) -> &'static str {
    if wallet == AIRTEL { "AIRTEL" } else { "MTN" }
}
