//! Two years of a shop in Kampala: what its customers paid, what it sent to those who work and deliver for it, and the
//! contacts that became of them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;

use super::contacts;
use super::transactions::{Asked, record};
use super::{AIRTEL, MTN, ZONE};
use crate::book::{Entry, Paper};
use crate::movement::{Kind, Movement, Origin};
use crate::past::{self, Network, Sale, Shop, UGANDA_OUTGOINGS, UGANDA_WARES, names};
use crate::story::of_recipient;

/// One payout for so many sales.
const SALES_FOR_A_PAYOUT: usize = 12;
/// In each wallet at the start, so that no wages were ever paid out of nothing.
const OPENING: i64 = 3_000_000;

static NETWORKS: [Network; 2] = [
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
];
static SALES: Shop = Shop {
    label: "kampala",
    zone: ZONE,
    country_code: "256",
    networks: &NETWORKS,
    names: names::UGANDA,
    family_names: names::UGANDA_FAMILIES,
    wares: UGANDA_WARES,
    smallest: 500,
};
static OUTGOINGS: Shop = Shop {
    label: "kampala out",
    wares: UGANDA_OUTGOINGS,
    ..SALES
};

pub(super) fn entries(seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
    let out = count / SALES_FOR_A_PAYOUT;
    let sold = past::sales(&SALES, seed, now, count - out).into_iter();
    let sent = past::sales(&OUTGOINGS, seed, now, out).into_iter();
    let mut all: Vec<(Kind, Sale)> = sold.map(|sale| (Kind::Charge, sale)).collect();
    all.extend(sent.map(|sale| (Kind::Payout, sale)));
    all.sort_by_key(|(_, sale)| sale.at);
    let mut entries = Vec::new();
    if let Some((_, first)) = all.first() {
        entries.extend([MTN, AIRTEL].map(|wallet| opening(first.at, wallet)));
    }
    let mut known = BTreeSet::new();
    for ((kind, sale), serial) in all.into_iter().zip(0_u64..) {
        if kind == Kind::Payout && known.insert(sale.customer.phone.clone()) {
            let contact = recipient(seed, known.len() as u64 - 1, &sale);
            entries.push(Entry::from(contact));
        }
        entries.push(Entry::from(movement(kind, sale, serial)));
    }
    entries
}

fn opening(at: DateTime<Utc>, wallet: &str) -> Entry {
    Entry::Funds {
        at,
        currency: wallet.to_owned(),
        amount: OPENING.into(),
    }
}

fn recipient(seed: u64, serial: u64, sale: &Sale) -> Paper {
    let name = format!("{} {}", sale.customer.first_name, sale.customer.last_name);
    let sort = if sale.note.starts_with("Supplier") {
        "Vendor"
    } else {
        "Beneficiary"
    };
    contacts::made(seed, serial, sale.at, &name, &sale.customer.phone, sort)
}

fn movement(kind: Kind, mut sale: Sale, serial: u64) -> Movement {
    let channel = ["API", "API", "API", "WEB", "APP"][sale.dice.random_range(0..5)];
    let number = sale.dice.random_range(10_000_000..99_999_999_u32);
    let with_name = sale.dice.random_ratio(1, 4);
    let name = format!("{} {}", sale.customer.first_name, sale.customer.last_name);
    let asked = Asked {
        kind,
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
        charge_customer: kind == Kind::Charge && sale.dice.random_ratio(1, 6),
        channel,
        origin: Origin::Past,
    };
    let mut movement = record(asked, serial, &mut sale.dice);
    movement.steps = match kind {
        Kind::Charge => sale.steps,
        Kind::Payout | Kind::Conversion => of_recipient(sale.steps),
    };
    movement
}
