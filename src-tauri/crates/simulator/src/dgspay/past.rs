//! Two years of a shop in Kigali, with a few card payments from abroad, wages and suppliers paid out of what came in,
//! and the dollars changed into francs now and then.

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;

use super::convert;
use super::record::{Asked, conversion, record};
use super::{ZONE, recipient};
use crate::book::{Book, Entry};
use crate::movement::{Kind, Movement, Origin};
use crate::past::{self, Network, RWANDA_OUTGOINGS, RWANDA_WARES, Sale, Shop, names};
use crate::story::{Fate, Step, of_recipient};

/// One thing that goes out for so many sales.
const SALES_FOR_A_PAYOUT: usize = 12;
/// One of so many of those is a conversion, when there are dollars.
const PAYOUTS_FOR_A_CONVERSION: usize = 5;
/// So many dollars are not worth changing.
const FEW_DOLLARS: i64 = 20;
/// In the wallet at the start, so that no wages were ever paid out of nothing.
const OPENING: i64 = 1_000_000;

static NETWORKS: [Network; 2] = [
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
];
static SALES: Shop = Shop {
    label: "kigali",
    zone: ZONE,
    country_code: "250",
    networks: &NETWORKS,
    names: names::RWANDA,
    family_names: names::RWANDA_FAMILIES,
    wares: RWANDA_WARES,
    smallest: 100,
};
static OUTGOINGS: Shop = Shop {
    label: "kigali out",
    wares: RWANDA_OUTGOINGS,
    ..SALES
};

pub(super) fn entries(seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
    let out = count / SALES_FOR_A_PAYOUT;
    let sold = past::sales(&SALES, seed, now, count - out).into_iter();
    let sent = past::sales(&OUTGOINGS, seed, now, out).into_iter();
    let mut all: Vec<(Option<usize>, Sale)> = sold.map(|sale| (None, sale)).collect();
    all.extend(sent.enumerate().map(|(at, sale)| (Some(at), sale)));
    all.sort_by_key(|(_, sale)| sale.at);
    let mut book = Book::default();
    let mut entries: Vec<Entry> = Vec::new();
    if let Some((_, first)) = all.first() {
        entries.push(Entry::Funds {
            at: first.at,
            currency: "RWF".to_owned(),
            amount: OPENING.into(),
        });
    }
    for ((out, sale), serial) in all.into_iter().zip(0_u64..) {
        let movement = match out {
            None => charge(sale, serial),
            Some(at) => sent_or_changed(&book, seed, at, sale, serial),
        };
        book.add(movement.clone().into());
        entries.push(movement.into());
    }
    entries
}

fn sent_or_changed(book: &Book, seed: u64, at: usize, sale: Sale, serial: u64) -> Movement {
    let dollars = book.wallet("USD", sale.at).trunc();
    if at % PAYOUTS_FOR_A_CONVERSION == 2 && dollars > Decimal::from(FEW_DOLLARS) {
        changed(seed, dollars, sale, serial)
    } else {
        sent(sale, serial)
    }
}

fn changed(seed: u64, dollars: Decimal, mut sale: Sale, serial: u64) -> Movement {
    let given = convert::given(seed, sale.at, "USD", "RWF", dollars);
    let soon = sale.steps.first().map_or(sale.at, |step| step.at);
    let mut movement = conversion(sale.at, "USD", dollars, given, serial, &mut sale.dice);
    movement.origin = Origin::Past;
    movement.steps = vec![Step::new(soon, Fate::Succeeded)];
    movement
}

fn sent(mut sale: Sale, serial: u64) -> Movement {
    let by_bank = sale.note.starts_with("Supplier") || sale.note.starts_with("Fournisseur");
    let asked = Asked {
        kind: Kind::Payout,
        at: sale.at,
        amount: Decimal::from(sale.amount),
        currency: "RWF".to_owned(),
        method: if by_bank { "bank" } else { "mobile_money" },
        phone: if by_bank {
            format!("4{}", sale.customer.phone)
        } else {
            sale.customer.phone
        },
        network: if by_bank {
            String::new()
        } else {
            sale.customer.network.to_owned()
        },
        first_name: format!("{} {}", sale.customer.first_name, sale.customer.last_name),
        last_name: String::new(),
        email: String::new(),
        note: Some(sale.note),
        origin: Origin::Past,
    };
    let mut payout = record(asked, serial, &mut sale.dice);
    if by_bank {
        recipient::keep(&mut payout, Some("bk_rw".to_owned()), None);
    }
    payout.steps = of_recipient(sale.steps);
    payout
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
