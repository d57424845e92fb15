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
    // A conversion is nobody's, and an account at a bank is no phone.
    let of_a_phone = |entry: &LedgerEntry| entry.kind != "conversion" && entry.phone.len() < 13;
    for entry in past_of(42).await.into_iter().filter(of_a_phone) {
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
    let sum = |kind: &str, amount: fn(&LedgerEntry) -> Decimal| -> Decimal {
        let rows = past.iter().filter(|entry| entry.provider == "dgspay");
        let rows = rows.filter(|entry| entry.kind == kind && entry.currency == "RWF");
        rows.map(amount).sum()
    };
    let paid = |entry: &LedgerEntry| entry.status == "succeeded";
    let came = sum("charge", |entry| {
        if entry.status == "succeeded" {
            entry.paid_amount - entry.fee
        } else {
            Decimal::ZERO
        }
    });
    // What waits is out of the wallet, too.
    let went = sum("payout", |entry| {
        if entry.status == "failed" {
            Decimal::ZERO
        } else {
            entry.paid_amount
        }
    });
    let conversions = past.iter().filter(|entry| entry.kind == "conversion");
    let dollars: Decimal = conversions
        .filter(|entry| paid(entry))
        .map(|entry| entry.amount)
        .sum();
    let body = world.dgs_get("/balance").await.body;
    let rwf: Decimal = body["balances"][1]["total_balance"]
        .to_string()
        .parse()
        .unwrap();
    // What is more is what the dollars brought, and what lay in the wallet at the start.
    let brought = rwf - (came - went) - Decimal::from(1_000_000);
    assert!(dollars > Decimal::ZERO);
    let rate = brought / dollars;
    assert!(
        (1_390..=1_410).any(|near| rate.trunc() == Decimal::from(near)),
        "{rate}"
    );
    let charges = past
        .iter()
        .filter(|entry| entry.provider == "zengapay" && entry.kind == "charge");
    let pages = world.zp_get("/collections?per_page=100&page=10").await.body;
    assert_eq!(pages["collections"]["last_page"], 10);
    assert_eq!(pages["collections"]["to"], charges.count());
    let list = world.dgs_get("/transactions?limit=100&page=9").await.body;
    assert_eq!(list["data"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn the_past_has_payouts_conversions_and_fees_but_most_of_it_is_sales() {
    let past = past_of(42).await;
    for provider in PROVIDERS {
        let count = |kind: &str| {
            let own = past.iter().filter(|entry| entry.provider == provider);
            own.filter(|entry| entry.kind == kind).count()
        };
        assert!(count("charge") > 900, "{provider}: {}", count("charge"));
        assert!(count("payout") > 50, "{provider}: {}", count("payout"));
        assert_eq!(count("conversion") > 5, provider == "dgspay");
    }
    let world = start_with(Config {
        history: HISTORY,
        ..config()
    })
    .await;
    let read = async |query: &str| {
        let path = format!("/account/statement?per_page=100&{query}");
        world.zp_get(&path).await.body["statement"].clone()
    };
    assert!(read("designation=CHARGES").await["total"].as_u64() > Some(500));
    let pages = read("").await["last_page"].as_u64().unwrap();
    for page in 1..=pages {
        for row in read(&format!("page={page}")).await["data"]
            .as_array()
            .unwrap()
        {
            let after: Decimal = row["balanceAfterTransaction"].to_string().parse().unwrap();
            assert!(after >= Decimal::ZERO, "{row}");
        }
    }
    let contacts = world.zp_get("/contacts").await.body["contacts"]["total"].as_u64();
    assert!(contacts > Some(5));
}
