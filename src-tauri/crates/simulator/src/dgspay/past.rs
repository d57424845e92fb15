//! Two years of a shop in Kigali, with a few card payments from abroad.

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;

use super::ZONE;
use super::record::{Asked, record};
use crate::book::Entry;
use crate::movement::{Kind, Movement, Origin};
use crate::past::{self, Network, RWANDA_WARES, Sale, Shop, names};

static SHOP: Shop = Shop {
    label: "kigali",
    zone: ZONE,
    country_code: "250",
    networks: &[
        Network {
            word: "MTN",
            prefixes: &["78", "79"],
            share: 64,
        },
        Network {
            word: "Airtel",
            prefixes: &["72", "73"],
            share: 36,
        },
    ],
    names: names::RWANDA,
    family_names: names::RWANDA_FAMILIES,
    wares: RWANDA_WARES,
    smallest: 100,
};

pub(super) fn charges(seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
    let sales = past::sales(&SHOP, seed, now, count);
    sales
        .into_iter()
        .zip(0_u64..)
        .map(|(sale, serial)| charge(sale, serial).into())
        .collect()
}

fn charge(mut sale: Sale, serial: u64) -> Movement {
    let by_card = sale.dice.random_ratio(1, 20);
    let cents = if sale.dice.random_ratio(1, 3) { 50 } else { 0 };
    // A dollar is taken as 1,400 francs: near enough for a past that never was.
    let amount = if by_card {
        Decimal::new((sale.amount / 1_400).max(2) * 100 + cents, 2).normalize()
    } else {
        Decimal::from(sale.amount)
    };
    let asked = Asked {
        kind: Kind::Charge,
        at: sale.at,
        amount,
        currency: if by_card { "USD" } else { "RWF" }.to_owned(),
        method: if by_card { "card" } else { "mobile_money" },
        phone: sale.customer.phone,
        network: if by_card {
            String::new()
        } else {
            sale.customer.network.to_owned()
        },
        first_name: sale.customer.first_name.to_owned(),
        last_name: sale.customer.last_name.to_owned(),
        email: "customer@shop.example".to_owned(),
        note: Some(sale.note),
        origin: Origin::Past,
    };
    let mut charge = record(asked, serial, &mut sale.dice);
    charge.steps = sale.steps;
    charge
}
