//! What the tests of the store are made of: a home in a temporary folder, and rows.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    reason = "each test file uses some of it"
)]

use chrono::{DateTime, Duration, Utc};
use domain::*;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_decimal::Decimal;
use store::{Actor, Store};

pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000 + seconds, 0).unwrap()
}

pub fn actor() -> Actor {
    Actor {
        name: "Justine N.".into(),
        by: "window".into(),
    }
}

pub fn ugx(amount: i64) -> Money {
    Money::told(Decimal::from(amount), Currency::parse("UGX").unwrap()).unwrap()
}

pub fn account_id(word: &str) -> AccountId {
    AccountId::parse(&format!("acc_{word}")).unwrap()
}

pub fn account(word: &str, environment: Environment) -> Account {
    Account {
        id: account_id(word),
        provider: ProviderId::new("acme"),
        environment,
        name: word.into(),
        base_url: "https://acme.test".into(),
        state: AccountState::Ready,
        settings: AccountSettings::default(),
        credentials_set: vec!["key".into()],
        identity: format!("identity-{word}"),
        created_at: at(0),
    }
}

pub fn operation(number: u64) -> Operation {
    Operation {
        id: OperationId::new(at(number as i64), u128::from(number)),
        request_id: format!("request-{number}"),
        content_hash: "00".into(),
        kind: Kind::Charge,
        state: State::Recorded,
        environment: Environment::Live,
        account: account_id("one"),
        provider: ProviderId::new("acme"),
        amount: ugx(50_000),
        phone: Some(Phone::try_from("+256772418305".to_owned()).unwrap()),
        name: None,
        note: Some(format!("K7Q2M{number} Invoice {number}")),
        details: Details::Charge(ChargeDetails {
            method: Method::MobileMoney,
            network: None,
            payer: None,
            country: None,
            fee_payer: None,
            first_name: None,
            last_name: None,
            email: None,
            scenario: None,
        }),
        our_reference: format!("K7Q2M{number}"),
        provider_reference: None,
        provider_status: None,
        action: None,
        reason: None,
        send_by: at(120),
        retry_of: None,
        refund_of: None,
        despite: None,
        recorded_by: "run-1".into(),
        checks: Checks::default(),
        version: 0,
        created_at: at(number as i64),
        updated_at: at(number as i64),
    }
}

pub fn transaction(number: u64) -> Transaction {
    let reference = format!("REF-{number:06}");
    Transaction {
        id: TransactionId::derive(&account_id("one"), Kind::Charge, &reference),
        environment: Environment::Live,
        account: account_id("one"),
        provider: ProviderId::new("acme"),
        kind: Kind::Charge,
        status: Status::Succeeded,
        provider_status: "SUCCESSFUL".into(),
        amount: ugx(50_000),
        fee: Some(ugx(500)),
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        provider_reference: reference,
        our_reference: None,
        operator_reference: None,
        phone: Some(Phone::try_from("+256772418305".to_owned()).unwrap()),
        name: Some("Aïssatou Nakato".into()),
        method: Some(Method::MobileMoney),
        network: None,
        note: Some(format!("Invoice {number}")),
        provider_message: None,
        occurred_at: at(number as i64),
        synced_at: at(1_000_000),
        raw: None,
    }
}

/// A home with one live and one sandbox account.
pub async fn home() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for account in [
        account("one", Environment::Live),
        account("practice", Environment::Sandbox),
    ] {
        store
            .journal
            .insert_account(&account, &actor(), at(0))
            .await
            .unwrap();
    }
    (folder, store)
}

const NAMES: &[&str] = &[
    "Aïssatou",
    "Nakato",
    "Sarah",
    "N'Guessan",
    "Kouamé",
    "Okello",
    "Fatou",
    "Diallo",
    "Mugisha",
    "Ineza",
    "Jean-Pierre",
    "Uwase",
    "Traoré",
];
const WARES: &[&str] = &[
    "Invoice",
    "Facture",
    "school fees",
    "ciment",
    "crème",
    "12 bags",
    "café",
    "loyer",
    "order #",
    "№",
];

/// Transactions as a shop of four countries has them, the same for the same seed.
pub fn crowd(seed: u64, count: u64) -> Vec<Transaction> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..count)
        .map(|number| one_of_a_crowd(&mut rng, number))
        .collect()
}

fn one_of_a_crowd(rng: &mut ChaCha8Rng, number: u64) -> Transaction {
    let mut t = transaction(number);
    let (code, digits, currency) = *[
        ("+256", 9, "UGX"),
        ("+250", 9, "RWF"),
        ("+225", 10, "XOF"),
        ("+224", 9, "GNF"),
    ]
    .choose(rng)
    .unwrap();
    let subscriber: String = (0..digits)
        .map(|place| match (place, code) {
            (0, "+225") => '0',
            (0 | 1, _) => '7',
            _ => char::from(b'0' + rng.random_range(0..10_u8)),
        })
        .collect();
    t.phone = rng
        .random_bool(0.9)
        .then(|| Phone::try_from(format!("{code}{subscriber}")).unwrap());
    t.name = rng.random_bool(0.9).then(|| {
        format!(
            "{} {}",
            NAMES.choose(rng).unwrap(),
            NAMES.choose(rng).unwrap()
        )
    });
    t.note = rng.random_bool(0.8).then(|| {
        format!(
            "{} {}",
            WARES.choose(rng).unwrap(),
            rng.random_range(1..5_000)
        )
    });
    t.our_reference = rng.random_bool(0.5).then(|| note::code(rng.next_u64()));
    t.operator_reference = rng.random_bool(0.5).then(|| {
        format!(
            "MP{:08}.{}",
            rng.random_range(0..99_999_999),
            rng.random_range(0..99)
        )
    });
    let currency = Currency::parse(currency).unwrap();
    t.amount = Money::told(Decimal::from(rng.random_range(1..500) * 500), currency).unwrap();
    t.fee = Some(Money::told(Decimal::new(rng.random_range(0..99_999), 1), currency).unwrap());
    t.status = *Status::ALL.choose(rng).unwrap();
    t.occurred_at = at(0) - Duration::milliseconds(rng.random_range(0..30_000_000_000));
    t
}
