//! The row a charge becomes, its story still to be told.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;

use super::FEE_RATE;
use crate::dice::Dice;
use crate::movement::{Kind, Movement, Origin};

pub(super) struct Asked {
    pub(super) at: DateTime<Utc>,
    pub(super) amount: Decimal,
    pub(super) currency: &'static str,
    pub(super) method: &'static str,
    pub(super) phone: String,
    pub(super) network: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) note: Option<String>,
    pub(super) origin: Origin,
}

pub(super) fn record(asked: Asked, serial: u64, dice: &mut Dice) -> Movement {
    // Spread out by the dice, kept apart by the serial.
    let number = 100_000_000 + serial * 887 + dice.random_range(0..887_u64);
    let id: [u8; 16] = dice.random();
    let id = hex::encode(id);
    let id = format!(
        "{}-{}-4{}-9{}-{}",
        &id[..8],
        &id[8..12],
        &id[13..16],
        &id[17..20],
        &id[20..]
    );
    let numbers: BTreeMap<String, String> = [
        ("id".to_owned(), id),
        ("transaction_id".to_owned(), number.to_string()),
        (
            "flw_reference".to_owned(),
            format!("flw_{}", dice.random_range(100_000_000..999_999_999_u32)),
        ),
    ]
    .into();
    Movement {
        kind: Kind::Charge,
        reference: format!("dgs_{number}"),
        origin: asked.origin,
        at: asked.at,
        amount: asked.amount,
        currency: asked.currency.to_owned(),
        fee_rate: FEE_RATE,
        flat_fee: Decimal::ZERO,
        fee_decimals: if asked.currency == "RWF" { 0 } else { 2 },
        customer_pays_fee: false,
        phone: asked.phone,
        network: asked.network,
        method: asked.method.to_owned(),
        first_name: asked.first_name,
        last_name: asked.last_name,
        email: asked.email,
        note: asked.note,
        our_reference: None,
        numbers,
        steps: Vec::new(),
        gives: None,
        callback_url: None,
    }
}
