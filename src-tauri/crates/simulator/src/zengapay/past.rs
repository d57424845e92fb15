//! Two years of a shop in Kampala.

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;

use super::transactions::{Asked, record};
use super::{AIRTEL, MTN, ZONE};
use crate::book::Entry;
use crate::movement::{Kind, Origin};
use crate::past::{self, Network, Shop, UGANDA_WARES, names};

static SHOP: Shop = Shop {
    label: "kampala",
    zone: ZONE,
    country_code: "256",
    networks: &[
        Network {
            word: MTN,
            prefixes: &["77", "78", "76", "39"],
            share: 58,
        },
        Network {
            word: AIRTEL,
            prefixes: &["75", "70", "74"],
            share: 42,
        },
    ],
    names: names::UGANDA,
    family_names: names::UGANDA_FAMILIES,
    wares: UGANDA_WARES,
    smallest: 500,
};

pub(super) fn charges(seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
    let sales = past::sales(&SHOP, seed, now, count);
    sales
        .into_iter()
        .zip(0_u64..)
        .map(|(mut sale, serial)| {
            let channel = ["API", "API", "API", "WEB", "APP"][sale.dice.random_range(0..5)];
            let number = sale.dice.random_range(10_000_000..99_999_999_u32);
            let with_name = sale.dice.random_ratio(1, 4);
            let name = format!("{} {}", sale.customer.first_name, sale.customer.last_name);
            let asked = Asked {
                kind: Kind::Charge,
                at: sale.at,
                amount: Decimal::from(sale.amount),
                msisdn: sale.customer.phone,
                currency_code: if sale.customer.network == MTN {
                    MTN
                } else {
                    AIRTEL
                },
                external_reference: format!("{}{number}", sale.at.format("%y%m")),
                narration: if with_name {
                    format!("{} - {name}", sale.note)
                } else {
                    sale.note
                },
                charge_customer: sale.dice.random_ratio(1, 6),
                channel,
                origin: Origin::Past,
            };
            let mut charge = record(asked, serial, &mut sale.dice);
            charge.steps = sale.steps;
            charge.into()
        })
        .collect()
}
