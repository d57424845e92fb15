//! The wallet, by currency. Money is pending for a day, then available.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::story::Fate;
use crate::wire::Reply;

pub(super) fn balance(desk: &Desk<'_>) -> Reply {
    let balances = ["USD", "RWF"].map(|currency| wallet(desk, currency));
    Reply::json(
        200,
        &json!({
            "status": "success",
            "error_code": "00",
            "merchant_id": "6f1d2c40-5a3b-4e7f-9c21-d0a4b7e93f15",
            "balances": balances,
        }),
    )
}

fn wallet(desk: &Desk<'_>, currency: &str) -> Value {
    let mut pending = Decimal::ZERO;
    let mut available = Decimal::ZERO;
    for charge in desk
        .book
        .of(Kind::Charge)
        .filter(|charge| charge.currency == currency)
    {
        let net = charge.net(desk.now);
        if is_settled(charge, desk.now) {
            available += net;
        } else {
            pending += net;
        }
    }
    json!({
        "currency": currency,
        "pending_balance": two_places(pending),
        "available_balance": two_places(available),
        "total_balance": two_places(pending + available),
    })
}

/// Whether the money of a paid charge can be spent.
pub(super) fn is_settled(charge: &Movement, now: DateTime<Utc>) -> bool {
    let standing = charge.standing(now);
    let paid = standing.since.filter(|_| *standing.fate == Fate::Succeeded);
    paid.is_some_and(|paid| now - paid >= TimeDelta::days(1))
}

fn two_places(mut amount: Decimal) -> Value {
    amount.rescale(2);
    number(amount)
}
