//! Two years of a shop in Conakry: what its customers paid, a few of them by the code on its counter, and what it sent.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Map, json};

use super::country::{self, Country};
use super::link::SORT;
use super::moment;
use super::payment::{self, Flow};
use super::payout;
use crate::book::{Entry, Paper};
use crate::dice::{dice, uuid};
use crate::movement::{Movement, Origin};
use crate::past::west::{GUINEA_FAMILIES, GUINEA_NAMES, GUINEA_OUTGOINGS, GUINEA_WARES};
use crate::past::{self, Network, Sale, Shop};
use crate::story::{Fate, Step, of_recipient};

const ZONE: Tz = chrono_tz::Africa::Conakry;
/// One payout for so many sales.
const SALES_FOR_A_PAYOUT: usize = 12;
/// In the account at the start, so that no wages were ever paid out of nothing.
const OPENING: i64 = 18_000_000;

static NETWORKS: [Network; 2] = [
    Network {
        word: "OM",
        prefixes: &["61", "62"],
        share: 68,
    },
    Network {
        word: "MOMO",
        prefixes: &["66"],
        share: 32,
    },
];
static SALES: Shop = Shop {
    label: "conakry",
    zone: ZONE,
    country_code: "224",
    networks: &NETWORKS,
    names: GUINEA_NAMES,
    family_names: GUINEA_FAMILIES,
    wares: GUINEA_WARES,
    smallest: 1_000,
};
static OUTGOINGS: Shop = Shop {
    label: "conakry out",
    zone: ZONE,
    country_code: "224",
    networks: &NETWORKS,
    names: GUINEA_NAMES,
    family_names: GUINEA_FAMILIES,
    wares: GUINEA_OUTGOINGS,
    smallest: 5_000,
};

pub(super) fn entries(seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
    let Some(guinea) = country::of_code("GN").filter(|_| count > 0) else {
        return Vec::new();
    };
    let out = count / SALES_FOR_A_PAYOUT;
    let sold = past::sales(&SALES, seed, now, count - out);
    let sent = past::sales(&OUTGOINGS, seed, now, out);
    let begun = sold.first().map_or(now, |sale| sale.at) - TimeDelta::days(1);
    let counter = counter(seed, begun);
    let mut all: Vec<(DateTime<Utc>, Vec<Entry>)> = Vec::new();
    for (sale, number) in sold.into_iter().zip(0_u64..) {
        let at = sale.at;
        all.push((at, vec![sold_for(sale, number, guinea, &counter.id).into()]));
    }
    for (sale, number) in sent.into_iter().zip(0_u64..) {
        all.push((sale.at, sent_for(sale, seed, number, guinea)));
    }
    all.sort_by_key(|(at, _)| *at);
    let all = all.into_iter().flat_map(|(_, entries)| entries);
    let opening = Entry::Funds {
        at: begun,
        currency: guinea.iso.to_owned(),
        amount: OPENING.into(),
    };
    [opening, counter.into()].into_iter().chain(all).collect()
}

/// The link behind the code on the counter.
fn counter(seed: u64, at: DateTime<Utc>) -> Paper {
    let mut luck = dice(seed, "conakry counter", 0);
    Paper {
        sort: SORT.to_owned(),
        id: format!("LNK-{}", &uuid(&mut luck)[..18]),
        at,
        fields: Map::from_iter([
            ("linkName".to_owned(), json!("Comptoir")),
            ("description".to_owned(), json!("Paiement au comptoir")),
            ("amountToPay".to_owned(), json!(null)),
            ("countryCode".to_owned(), json!("GN")),
            ("merchantReference".to_owned(), json!("COMPTOIR")),
            ("expiresAt".to_owned(), json!(null)),
            ("usageType".to_owned(), json!("MULTIPLE")),
            ("usageLimit".to_owned(), json!(100_000)),
            ("metadata".to_owned(), json!(null)),
            ("allowedPaymentMethods".to_owned(), json!(["OM", "MOMO"])),
            ("customFields".to_owned(), json!([])),
            ("reference".to_owned(), json!("00000001")),
            ("createdAt".to_owned(), moment(at)),
        ]),
    }
}

fn sold_for(mut sale: Sale, number: u64, country: &'static Country, counter: &str) -> Movement {
    let by_link = sale.dice.random_ratio(1, 9);
    let flow = match (by_link, sale.dice.random_ratio(1, 3)) {
        (true, _) => Flow::Link,
        (false, true) => Flow::Portal,
        (false, false) => Flow::Direct,
    };
    let asked = payment::Asked {
        amount: Decimal::from(sale.amount),
        country,
        flow,
        method: sale.customer.network,
        identifier: format!("00{}", sale.customer.phone),
        digits: sale.customer.phone.clone(),
        reference: Some(if by_link {
            "COMPTOIR".to_owned()
        } else {
            format!("CMD-{}-{number:05}", sale.at.format("%y%m"))
        }),
        description: Some(sale.note.clone()),
        metadata: None,
        allowed: vec![sale.customer.network],
        link: by_link.then(|| counter.to_owned()),
        origin: Origin::Past,
    };
    let mut made = payment::record(sale.at, asked, &mut sale.dice);
    made.first_name = sale.customer.first_name.to_owned();
    made.last_name = sale.customer.last_name.to_owned();
    made.steps = with_beginning(sale.at, sale.steps);
    made
}

fn sent_for(mut sale: Sale, seed: u64, number: u64, country: &'static Country) -> Vec<Entry> {
    let asked = payout::Asked {
        message: sale.note.clone(),
        amount: Decimal::from(sale.amount),
        name: format!("{} {}", sale.customer.first_name, sale.customer.last_name),
        country,
        account: sale.customer.phone.trim_start_matches("224").to_owned(),
        digits: sale.customer.phone.clone(),
        provider: sale.customer.network,
    };
    let mut luck = dice(seed, "conakry order", number);
    let order = Paper {
        sort: super::payouts::SORT.to_owned(),
        id: uuid(&mut luck),
        at: sale.at,
        fields: Map::from_iter([
            ("reference".to_owned(), json!(format!("P{number:05}"))),
            ("description".to_owned(), json!(sale.note)),
            ("createdAt".to_owned(), moment(sale.at)),
        ]),
    };
    let mut made = payout::accepted(sale.at, asked, &order.id, &mut sale.dice);
    made.origin = Origin::Past;
    made.steps = with_beginning(sale.at, of_recipient(sale.steps));
    vec![made.into(), order.into()]
}

fn with_beginning(at: DateTime<Utc>, story: Vec<Step>) -> Vec<Step> {
    let mut steps = vec![Step::new(at, Fate::Pending)];
    steps.extend(story);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;

    #[test]
    fn no_wages_in_conakry_were_paid_out_of_nothing() {
        let now = "2026-03-04T09:00:00Z".parse().unwrap();
        for seed in 0..20 {
            let mut book = Book::default();
            let mut times = Vec::new();
            for entry in entries(seed, now, 500) {
                if let Entry::Movement(movement) = &entry {
                    times.push(movement.at);
                }
                book.add(entry);
            }
            let least = times.iter().map(|at| book.wallet("GNF", *at)).min();
            assert!(least > Some(Decimal::ZERO), "seed {seed}: {least:?}");
        }
    }
}
