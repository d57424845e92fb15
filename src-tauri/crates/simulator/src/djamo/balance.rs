//! What is in the account.

use serde_json::json;

use super::CURRENCY;
use crate::fields::number;
use crate::sandbox::Desk;
use crate::wire::Reply;

pub(super) fn balance(desk: &Desk<'_>) -> Reply {
    let held = desk.book.wallet(CURRENCY, desk.now);
    Reply::json(
        200,
        &json!({"balance": number(held.normalize()), "currency": CURRENCY}),
    )
}
