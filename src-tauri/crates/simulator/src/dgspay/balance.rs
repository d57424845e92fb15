//! The wallet, by currency. What a charge brings is pending for a day, then available; what goes out is taken from
//! what is available.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::CURRENCIES;
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::story::Fate;
use crate::wire::Reply;

pub(super) fn balance(desk: &Desk<'_>) -> Reply {
    let balances = CURRENCIES.map(|currency| wallet(desk, currency));
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
    let pending = pending(desk, currency);
    let total = desk.book.wallet(currency, desk.now);
    json!({
        "currency": currency,
        "pending_balance": two_places(pending),
        "available_balance": two_places(total - pending),
        "total_balance": two_places(total),
    })
}

/// What can be paid out of a wallet now.
pub(super) fn available(desk: &Desk<'_>, currency: &str) -> Decimal {
    desk.book.wallet(currency, desk.now) - pending(desk, currency)
}

fn pending(desk: &Desk<'_>, currency: &str) -> Decimal {
    let charges = desk.book.of(Kind::Charge);
    charges
        .filter(|charge| charge.currency == currency && !is_settled(charge, desk.now))
        .map(|charge| charge.net(desk.now))
        .sum()
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
