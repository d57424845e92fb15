//! Whether a number belongs to somebody with a Djamo account. Those that end in 99 do not.

use serde_json::json;

use super::errors::Spot;
use super::{knobs, msisdn};
use crate::wire::Reply;

const STRANGER: &str = "99";

/// Money can be sent to customers only.
pub(super) fn is_customer(digits: &str) -> bool {
    !digits.ends_with(STRANGER)
}

pub(super) fn check(spot: &Spot<'_>) -> Result<Reply, Reply> {
    let asked = spot.request.parameter("msisdn").unwrap_or_default();
    let Some(digits) = msisdn::read(spot.desk, asked) else {
        return Err(spot.refuse(400, "msisdn must be a valid phone number"));
    };
    let known = is_customer(&digits);
    if !known && !knobs::check_has_field(spot.desk.access) {
        return Err(spot.not_found("Customer"));
    }
    let body = json!({"msisdn": msisdn::shown(&digits), "isCustomer": known});
    Ok(Reply::json(200, &body))
}
