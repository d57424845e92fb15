//! Two years of a shop in Abidjan: what its customers paid, and what it sent to those who work and deliver for it.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::CURRENCY;
use super::charge;
use super::transfer::{self, Asked};
use crate::book::Entry;
use crate::movement::{Movement, Origin};
use crate::past::west::{
    IVORY_COAST_FAMILIES, IVORY_COAST_NAMES, IVORY_COAST_OUTGOINGS, IVORY_COAST_WARES,
};
use crate::past::{self, Network, Sale, Shop};
use crate::story::{Fate, Step, of_recipient};

const ZONE: Tz = chrono_tz::Africa::Abidjan;
/// One transfer for so many sales.
const SALES_FOR_A_TRANSFER: usize = 12;
/// Who answers at all answers in less.
const LONGEST_ANSWER: TimeDelta = TimeDelta::minutes(50);
/// In the account at the start, so that no wages were ever paid out of nothing.
const OPENING: i64 = 1_500_000;

static NETWORKS: [Network; 3] = [
    Network {
        word: "Orange",
        prefixes: &["070", "074", "075", "077", "078"],
        share: 45,
    },
    Network {
        word: "MTN",
        prefixes: &["050", "054", "055", "056"],
        share: 33,
    },
    Network {
        word: "Moov",
        prefixes: &["010", "014", "015"],
        share: 22,
    },
];

static SALES: Shop = Shop {
    label: "abidjan",
    zone: ZONE,
    country_code: "225",
    networks: &NETWORKS,
    names: IVORY_COAST_NAMES,
    family_names: IVORY_COAST_FAMILIES,
    wares: IVORY_COAST_WARES,
    smallest: 50,
};
static OUTGOINGS: Shop = Shop {
    label: "abidjan out",
    zone: ZONE,
    country_code: "225",
    networks: &NETWORKS,
    names: IVORY_COAST_NAMES,
    family_names: IVORY_COAST_FAMILIES,
    wares: IVORY_COAST_OUTGOINGS,
    smallest: 500,
};

pub(super) fn entries(seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
    let out = count / SALES_FOR_A_TRANSFER;
    let sold = past::sales(&SALES, seed, now, count - out);
    let sent = past::sales(&OUTGOINGS, seed, now, out);
    let charges = sold
        .into_iter()
        .zip(0_u64..)
        .map(|(sale, n)| sold_for(sale, n));
    let transfers = sent
        .into_iter()
        .zip(0_u64..)
        .map(|(sale, n)| sent_for(sale, n));
    let mut all: Vec<Movement> = charges.chain(transfers).collect();
    all.sort_by_key(|movement| movement.at);
    let opening = all.first().map(|first| Entry::Funds {
        at: first.at,
        currency: CURRENCY.to_owned(),
        amount: OPENING.into(),
    });
    opening
        .into_iter()
        .chain(all.into_iter().map(Entry::from))
        .collect()
}

fn sold_for(mut sale: Sale, number: u64) -> Movement {
    let reference = format!("CMD-{}-{number:05}", sale.at.format("%y%m"));
    let amount = Decimal::from(sale.amount);
    let mut made = charge::waiting(sale.at, amount, reference, sale.note, &mut sale.dice);
    // Whoever has not answered in an hour has not answered at all.
    let answered = |step: &Step| step.at - sale.at < LONGEST_ANSWER || step.fate == Fate::Succeeded;
    let mut steps = vec![charge::due(sale.at)];
    steps.extend(sale.steps.into_iter().filter(answered));
    made.steps = charge::until_dropped(sale.at, steps);
    named(made, sale.customer)
}

fn sent_for(mut sale: Sale, number: u64) -> Movement {
    let asked = Asked {
        amount: Decimal::from(sale.amount),
        msisdn: sale.customer.phone.clone(),
        reference: format!("OUT-{}-{number:04}", sale.at.format("%y%m")),
        description: Some(sale.note),
        sub_company: None,
    };
    let mut made = transfer::accepted(sale.at, asked, &mut sale.dice);
    made.steps = vec![Step::new(sale.at, Fate::Pending)];
    made.steps.extend(of_recipient(sale.steps));
    named(made, sale.customer)
}

fn named(mut movement: Movement, customer: past::Customer) -> Movement {
    movement.first_name = customer.first_name.to_owned();
    movement.last_name = customer.last_name.to_owned();
    movement.phone = customer.phone;
    movement.origin = Origin::Past;
    movement
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;

    #[test]
    fn no_wages_in_abidjan_were_paid_out_of_nothing() {
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
            let least = times.iter().map(|at| book.wallet(CURRENCY, *at)).min();
            assert!(least > Some(Decimal::ZERO), "seed {seed}: {least:?}");
        }
    }
}
