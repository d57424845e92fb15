//! The merchant's account and what is in it, by network.

use rust_decimal::Decimal;
use serde_json::json;

use super::transactions::{currency_name, local};
use super::{AIRTEL, MTN, ok, words};
use crate::fields::number;
use crate::sandbox::Desk;
use crate::wire::Reply;

/// The knob by which it is another merchant's account.
pub(super) const NUMBER: &str = "number";

pub(super) fn account(desk: &Desk<'_>) -> Reply {
    let total = available(desk, MTN) + available(desk, AIRTEL);
    let opened = desk
        .book
        .movements()
        .first()
        .map_or(desk.now, |first| first.at);
    ok(
        "data",
        json!({
            "account": [{
                "name": "DUKA PRACTICE TRADERS",
                "number": desk.access.knob(NUMBER).unwrap_or("100835000042"),
                "category": "Business",
                "address": "Kampala Road",
                "official_email": "practice@shop.example",
                "support_email": "practice@shop.example",
                "website": "https://shop.example",
                "created": local(opened),
            }],
            "balance": {"currency": "UGX", "available": number(total), "inWords": words::shillings(total)},
        }),
    )
}

pub(super) fn balance(desk: &Desk<'_>) -> Reply {
    let wallets = [
        (MTN, "MTN Uganda Limited"),
        (AIRTEL, "Airtel Uganda Limited"),
    ];
    let mut total = Decimal::ZERO;
    let balances = wallets.map(|(code, provider)| {
        let available = available(desk, code);
        total += available;
        json!({
            "currencyName": currency_name(code),
            "currencyCode": code,
            "currencyProvider": provider,
            "available": number(available),
        })
    });
    ok(
        "data",
        json!({
            "balances": balances,
            "balance": {
                "available": number(total),
                "currency": "Ugandan shillings (UGX)",
                "inWords": words::shillings(total),
            },
        }),
    )
}

fn available(desk: &Desk<'_>, code: &str) -> Decimal {
    desk.book.wallet(code, desk.now).normalize()
}
