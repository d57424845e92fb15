//! The two years a new world is born with.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use simulator::{Clock, Config, LedgerEntry, Origin};

use crate::support::{START, config, start_with};

const PROVIDERS: [&str; 4] = ["dgspay", "djamo", "djomy", "zengapay"];
/// A thousand for each.
const HISTORY: usize = 4_000;

async fn past_of(seed: u64) -> Vec<LedgerEntry> {
    past_before(seed, START).await
}

async fn past_before(seed: u64, start: &str) -> Vec<LedgerEntry> {
    let world = start_with(Config {
        seed,
        history: HISTORY,
        clock: Clock::Wound(start.parse().unwrap()),
        ..config()
    })
    .await;
    world.control().ledger_with_past()
}

#[tokio::test]
async fn the_seed_decides_the_past() {
    let (one, again, other) = tokio::join!(past_of(3), past_of(3), past_of(4));
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[tokio::test]
async fn it_spans_two_years_up_to_today_with_every_state_and_people_who_come_back() {
    let now: DateTime<Utc> = START.parse().unwrap();
    let past = past_of(42).await;
    assert_eq!(past.len(), HISTORY);
    assert!(
        past.iter()
            .all(|entry| entry.origin == Origin::Past && entry.committed_at < now)
    );
    assert!(now - past[0].committed_at > TimeDelta::days(700));
    for provider in PROVIDERS {
        let own: Vec<&LedgerEntry> = past
            .iter()
            .filter(|entry| entry.provider == provider)
            .collect();
        assert_eq!(own.len(), 1_000);
        let today = own
            .iter()
            .filter(|entry| entry.committed_at.date_naive() == now.date_naive())
            .count();
        assert!(today >= 5, "{provider} has {today} rows today");
        for status in ["pending", "unclear", "succeeded", "failed"] {
            assert!(
                own.iter().any(|entry| entry.status == status),
                "{provider} has no {status}"
            );
        }
        let phones: BTreeSet<&str> = own.iter().map(|entry| entry.phone.as_str()).collect();
        assert!(phones.len() < 250, "{} phones", phones.len());
        let references: BTreeSet<&str> = own.iter().map(|entry| entry.reference.as_str()).collect();
        assert_eq!(references.len(), own.len());
    }
    assert!(
        past.iter()
            .any(|entry| entry.currency == "USD" && entry.amount.scale() > 0)
    );
}

#[tokio::test]
async fn no_state_is_missing_at_any_hour_of_the_first_start() {
    for hour in ["00:10", "03:00", "06:30", "12:00", "20:40", "23:50"] {
        let past = past_before(1, &format!("2026-03-08T{hour}:00Z")).await;
        for provider in PROVIDERS {
            for status in ["pending", "unclear", "succeeded", "failed"] {
                let mut own = past.iter().filter(|entry| entry.provider == provider);
                let found = own.any(|entry| entry.status == status);
                assert!(found, "{provider} has no {status} at {hour}");
            }
        }
    }
}

#[tokio::test]
async fn phones_and_notes_belong_to_the_country() {
    for entry in past_of(42).await {
        let (code, prefixes): (&str, &[&str]) =
            match (entry.provider.as_str(), entry.currency.as_str()) {
                ("zengapay", "UGX-MTNMM") => ("256", &["77", "78", "76", "39"]),
                ("zengapay", "UGX-ATLMM") => ("256", &["75", "70", "74"]),
                ("dgspay", "RWF" | "USD") => ("250", &["78", "79", "72", "73"]),
                ("djamo", "XOF") => ("225", &["07", "05", "01"]),
                ("djomy", "GNF") => ("224", &["61", "62", "66"]),
                other => panic!("{other:?}"),
            };
        let national = entry.phone.strip_prefix(code).unwrap();
        assert!(
            (9..=10).contains(&national.len()) && prefixes.contains(&&national[..2]),
            "{}",
            entry.phone
        );
        let note = entry.note.unwrap();
        assert!(!note.is_empty() && !note.contains(['{', '}']), "{note}");
        assert!(entry.amount > Decimal::ZERO);
    }
}

#[tokio::test]
async fn balances_follow_from_the_past() {
    let world = start_with(Config {
        history: HISTORY,
        ..config()
    })
    .await;
    let past = world.control().ledger_with_past();
    let net = |currency: &str| -> Decimal {
        let paid = past
            .iter()
            .filter(|entry| entry.currency == currency && entry.status == "succeeded");
        paid.map(|entry| entry.paid_amount - entry.fee).sum()
    };
    let rwf = world.dgs_get("/balance").await.body["balances"][1]["total_balance"].to_string();
    assert_eq!(rwf.parse::<Decimal>().unwrap(), net("RWF"));
    let pages = world.zp_get("/collections?per_page=100&page=10").await.body;
    assert_eq!(pages["collections"]["last_page"], 10);
    assert_eq!(pages["collections"]["to"], 1000);
    let list = world.dgs_get("/transactions?limit=100&page=10").await.body;
    assert_eq!(list["data"].as_array().unwrap().len(), 100);
}
