//! The row a request becomes, its story still to be told.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;

use super::{FEE_RATE, customer, disburse};
use crate::dice::Dice;
use crate::movement::{Given, Kind, Movement, Origin};

pub(super) struct Asked {
    pub(super) kind: Kind,
    pub(super) at: DateTime<Utc>,
    pub(super) amount: Decimal,
    pub(super) currency: String,
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
    let id = uuid(dice);
    let processors = dice.random_range(100_000_000..999_999_999_u32);
    let mut numbers: BTreeMap<String, String> = [
        ("id".to_owned(), id),
        ("transaction_id".to_owned(), number.to_string()),
    ]
    .into();
    let is_charge = asked.kind == Kind::Charge;
    let (name, value) = if is_charge {
        ("flw_reference", format!("flw_{processors}"))
    } else {
        ("flw_transfer_id", processors.to_string())
    };
    numbers.insert(name.to_owned(), value);
    let reference = if is_charge {
        format!("dgs_{number}")
    } else {
        format!("DGS{number}")
    };
    Movement {
        origin: asked.origin,
        fee_rate: if is_charge { FEE_RATE } else { Decimal::ZERO },
        flat_fee: if is_charge {
            Decimal::ZERO
        } else {
            disburse::FEE
        },
        fee_decimals: customer::decimals(&asked.currency),
        // Of a payout the recipient bears it.
        customer_pays_fee: !is_charge,
        phone: asked.phone,
        network: asked.network,
        method: asked.method.to_owned(),
        first_name: asked.first_name,
        last_name: asked.last_name,
        email: asked.email,
        note: asked.note,
        numbers,
        ..Movement::new(
            asked.kind,
            reference,
            asked.at,
            asked.amount,
            &asked.currency,
        )
    }
}

pub(super) fn conversion(
    at: DateTime<Utc>,
    from: &str,
    amount: Decimal,
    given: Given,
    serial: u64,
    dice: &mut Dice,
) -> Movement {
    let high = dice.random_range(0x10_0000..0xff_ffff_u64);
    // The serial keeps it unique whatever the dice say.
    let reference = format!("DGSCONV{high:06X}{serial:04X}");
    Movement {
        method: "conversion".to_owned(),
        gives: Some(given),
        ..Movement::new(Kind::Conversion, reference, at, amount, from)
    }
}

/// Version 4.
pub(super) fn uuid(dice: &mut Dice) -> String {
    let id: [u8; 16] = dice.random();
    let id = hex::encode(id);
    format!(
        "{}-{}-4{}-9{}-{}",
        &id[..8],
        &id[8..12],
        &id[13..16],
        &id[17..20],
        &id[20..]
    )
}
