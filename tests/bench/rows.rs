//! The rows and the questions of the benchmark: the same in every run.

use crate::Failure;
use chrono::{DateTime, Duration, Utc};
use domain::{
    Account, AccountId, AccountSettings, AccountState, ChargeDetails, Checks, Currency, Details,
    Environment, Kind, Method, Money, Operation, OperationId, Phone, ProviderId, State, Status,
    Transaction, TransactionId,
};
use rust_decimal::Decimal;

/// What is asked, by sort.
pub(crate) const ASKED: &[(&str, &[&str])] = &[
    (
        "phone",
        &["8305", "0772", "24183", "+256 772 41", "772 418", "418305"],
    ),
    ("name", &["nak", "Sarah", "okello s", "diallo", "aïssatou"]),
    ("reference", &["REF-0001", "000777", "REF-099999", "mp123"]),
    ("note", &["invoice 77", "cement", "fees 12", "frais"]),
    ("amount", &["50000", "50k", "1 250 000", "37,500"]),
    (
        "hostile",
        &[
            "2",
            "0",
            "a",
            "e",
            "256",
            "000",
            "zzqx",
            "'",
            "-",
            "%",
            "🏪",
            "' OR 1=1 --",
            "a* NEAR(b)",
            "256256256",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k l m n o p",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ],
    ),
];

const FIRST: &[&str] = &[
    "Sarah",
    "Aïssatou",
    "Moses",
    "Fatou",
    "Jean",
    "Grace",
    "Kouamé",
    "Ineza",
];
const LAST: &[&str] = &[
    "Nakato",
    "Okello",
    "Diallo",
    "N'Guessan",
    "Uwase",
    "Mugisha",
    "Traoré",
];
const WARES: &[&str] = &["Invoice", "cement", "school fees", "frais", "order"];

/// The moment of the first row.
pub(crate) fn begin() -> DateTime<Utc> {
    start()
}

/// The id of a transaction's row.
pub(crate) fn id_of(row: &store::Row) -> Option<String> {
    match row {
        store::Row::Transaction { transaction, .. } => Some(transaction.id.to_string()),
        store::Row::Operation(_) => None,
    }
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap_or_default()
}

/// Spreads numbers evenly: neighbours become strangers.
fn mix(number: u64) -> u64 {
    let mixed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 16
}

fn pick<'a>(from: &[&'a str], number: u64) -> &'a str {
    from[usize::try_from(number).unwrap_or(0) % from.len()]
}

fn account_id() -> Result<AccountId, Failure> {
    Ok(AccountId::parse("acc_bench")?)
}

pub(crate) fn account() -> Account {
    Account {
        id: account_id().expect("a fixed id of the right form"),
        provider: ProviderId::new("bench"),
        environment: Environment::Live,
        name: "bench".into(),
        base_url: "https://bench.invalid".into(),
        state: AccountState::Ready,
        settings: AccountSettings::default(),
        credentials_set: Vec::new(),
        identity: "bench".into(),
        created_at: start(),
    }
}

/// So many transactions over a year, oldest first.
pub(crate) fn transactions(count: u64) -> Result<Vec<Transaction>, Failure> {
    transactions_in(0..count)
}

/// Those of them with these numbers.
pub(crate) fn transactions_in(numbers: std::ops::Range<u64>) -> Result<Vec<Transaction>, Failure> {
    let currency = Currency::parse("UGX")?;
    numbers
        .map(|number| {
            let chance = mix(number);
            let reference = format!("REF-{number:06}");
            let account = account_id()?;
            Ok(Transaction {
                id: TransactionId::derive(&account, Kind::Charge, &reference),
                environment: Environment::Live,
                account,
                provider: ProviderId::new("bench"),
                kind: Kind::Charge,
                status: Status::ALL[usize::try_from(chance % 5)?],
                provider_status: "DONE".into(),
                amount: Money::told(Decimal::from((chance % 400 + 1) * 500), currency)?,
                fee: Some(Money::told(Decimal::from(chance % 999), currency)?),
                net: None,
                refunded: None,
                debited: None,
                recipient_gets: None,
                link: None,
                system_reference: None,
                provider_reference: reference,
                our_reference: Some(domain::note::code(chance)),
                operator_reference: Some(format!("MP{:09}", chance % 1_000_000_000)),
                // People come again: one number in seven is new.
                phone: Some(Phone::try_from(format!(
                    "+25677{:07}",
                    mix(number / 7) % 10_000_000
                ))?),
                name: Some(format!(
                    "{} {}",
                    pick(FIRST, chance >> 3),
                    pick(LAST, chance >> 9)
                )),
                method: Some(Method::MobileMoney),
                network: None,
                note: Some(format!("{} {}", pick(WARES, chance >> 5), chance % 9_000)),
                provider_message: None,
                occurred_at: start() + Duration::seconds(i64::try_from(number * 315)?),
                synced_at: start(),
                raw: None,
            })
        })
        .collect()
}

pub(crate) fn operation(number: u64) -> Operation {
    let at = start() + Duration::milliseconds(i64::try_from(number).unwrap_or(0));
    Operation {
        id: OperationId::new(at, u128::from(number)),
        request_id: format!("bench-{number}"),
        content_hash: "00".into(),
        kind: Kind::Charge,
        state: State::Recorded,
        environment: Environment::Live,
        account: account().id,
        provider: ProviderId::new("bench"),
        amount: Money::from_ten_thousandths(
            500_000_000,
            Currency::parse("UGX").expect("a currency of ISO 4217"),
        ),
        phone: None,
        name: None,
        note: Some("Invoice 56".into()),
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
        our_reference: format!("B{number}"),
        provider_reference: None,
        provider_status: None,
        action: None,
        reason: None,
        send_by: at + Duration::minutes(2),
        retry_of: None,
        refund_of: None,
        despite: None,
        recorded_by: "bench".into(),
        checks: Checks::default(),
        version: 0,
        created_at: at,
        updated_at: at,
    }
}
