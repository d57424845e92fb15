//! A small shop whose rows are searched: a few hundred transactions, some operations that nothing came of yet, and
//! practice rows that no search of the live ones may find.

use super::search_text::plain;
use chrono::{DateTime, Utc};
use domain::{
    Account, AccountId, AccountSettings, AccountState, ChargeDetails, Checks, Details, Environment,
    Kind, Method, Money, Operation, OperationId, Phone, ProviderId, State, Status, Transaction,
    TransactionId,
};
use rust_decimal::Decimal;
use store::{Actor, Page, Query, Store, StoreError};

const TRANSACTIONS: u32 = 240;
const OPERATIONS: u32 = 24;
const PRACTICE: u32 = 16;

const FIRST: &[&str] = &[
    "Aïssatou",
    "Sarah",
    "N'Guessan",
    "Kouamé",
    "Jean-Pierre",
    "Ǹdèye",
    "İpek",
];
const LAST: &[&str] = &["Nakato", "Okello", "Diallo", "Traoré", "Mugisha"];
const WARES: &[&str] = &[
    "Invoice",
    "Facture n° ",
    "school fees ",
    "crème",
    "№ ",
    "12 bags/",
    "loyer\tmai ",
];
const NUMBERS: &[(&str, u64, &str)] = &[
    ("+256", 772_418_305, "UGX"),
    ("+250", 788_123_456, "RWF"),
    ("+225", 708_412_219, "XOF"),
    ("+221", 771_234_567, "XOF"),
];

/// The text of a row, by the promise of the box: any part of a phone, name, note or reference.
pub struct Written {
    /// Name and note.
    pub words: Vec<String>,
    /// Of the provider, of the operator, our own.
    pub references: Vec<String>,
    /// E.164.
    pub phone: Option<String>,
    /// What the row is called in a page.
    pub id: String,
    /// The same text as a scan compares it.
    pub folded: Vec<String>,
}

/// The rows, in a store in a folder that is gone with the shop.
pub struct Shop {
    /// The live rows, in no order.
    pub rows: Vec<Written>,
    store: Store,
    runtime: tokio::runtime::Runtime,
    _home: tempfile::TempDir,
}

impl Shop {
    /// Builds it. The same rows every time.
    ///
    /// # Panics
    /// When the disk does not take them: then there is nothing to be searched.
    #[must_use]
    pub fn open() -> Self {
        let home = tempfile::tempdir().expect("a folder to build the shop in");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let live: Vec<Transaction> = (0..TRANSACTIONS).map(transaction).collect();
        let practice: Vec<Transaction> = (0..PRACTICE).map(practised).collect();
        let operations: Vec<Operation> = (0..OPERATIONS).map(operation).collect();
        let store = runtime
            .block_on(filled(home.path(), &[&live, &practice], &operations))
            .expect("the disk takes a few hundred rows");
        let rows = live.iter().map(Written::transaction);
        Self {
            rows: rows
                .chain(operations.iter().map(Written::operation))
                .collect(),
            store,
            runtime,
            _home: home,
        }
    }

    /// Asks the search.
    pub fn search(&self, query: &Query) -> Result<Page, StoreError> {
        self.runtime.block_on(self.store.search(query))
    }
}

async fn filled(
    home: &std::path::Path,
    transactions: &[&Vec<Transaction>],
    operations: &[Operation],
) -> Result<Store, StoreError> {
    let store = Store::open(home).await?;
    let actor = Actor {
        name: "Justine N.".to_owned(),
        by: "window".to_owned(),
    };
    store
        .journal
        .insert_account(&shops_account(), &actor, at(0))
        .await?;
    for rows in transactions {
        store.history.upsert(rows).await?;
    }
    for operation in operations {
        store
            .journal
            .record(operation, &actor, "asked", operation.created_at)
            .await?;
    }
    Ok(store)
}

impl Written {
    fn transaction(row: &Transaction) -> Self {
        Self::new(
            String::from(row.id.clone()),
            &[&row.name, &row.note],
            &[
                Some(&row.provider_reference),
                row.our_reference.as_ref(),
                row.operator_reference.as_ref(),
            ],
            row.phone.as_ref(),
        )
    }

    fn operation(row: &Operation) -> Self {
        Self::new(
            String::from(row.id.clone()),
            &[&row.name, &row.note],
            &[Some(&row.our_reference)],
            row.phone.as_ref(),
        )
    }

    fn new(
        id: String,
        words: &[&Option<String>],
        references: &[Option<&String>],
        phone: Option<&Phone>,
    ) -> Self {
        let words: Vec<String> = words.iter().copied().flatten().cloned().collect();
        let references: Vec<String> = references.iter().copied().flatten().cloned().collect();
        let mut folded: Vec<String> = words.iter().map(|text| plain(text)).collect();
        for reference in &references {
            let told = plain(reference);
            folded.push(told.replace(['-', '.', '/'], ""));
            folded.push(told);
        }
        Self {
            words,
            references,
            phone: phone.map(|phone| phone.e164().to_owned()),
            id,
            folded,
        }
    }
}

/// One of a list, by a number that need not be small.
fn one<T: Copy>(of: &[T], number: u32) -> T {
    of[number as usize % of.len()]
}

fn at(number: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000 + i64::from(number) * 977, 0)
        .expect("a time of this century")
}

fn phone(number: u32) -> Phone {
    let (code, first, _) = one(NUMBERS, number);
    // A step that shares no factor with the size keeps the numbers apart.
    let subscriber = first + u64::from(number) * 1_237;
    let zero = if code == "+225" { "0" } else { "" };
    Phone::try_from(format!("{code}{zero}{subscriber}")).expect("E.164")
}

fn amount(number: u32) -> Money {
    let (_, _, code) = one(NUMBERS, number);
    let amount = Decimal::from((number % 97 + 1) * 500);
    Money::told(amount, super::money_and_phone::currency(code)).expect("a small amount")
}

fn account(word: &str) -> AccountId {
    AccountId::parse(&format!("acc_{word}")).expect("an account's id")
}

fn shops_account() -> Account {
    Account {
        id: account("one"),
        provider: ProviderId::new("acme"),
        environment: Environment::Live,
        name: "one".to_owned(),
        base_url: "https://acme.test".to_owned(),
        state: AccountState::Ready,
        settings: AccountSettings::default(),
        credentials_set: Vec::new(),
        identity: "identity-one".to_owned(),
        created_at: at(0),
    }
}

fn code(number: u32) -> String {
    domain::note::code(u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

fn name(number: u32) -> String {
    format!("{} {}", one(FIRST, number), one(LAST, number / 3))
}

fn transaction(number: u32) -> Transaction {
    let reference = format!("REF-{:06}/{}", number * 7_919 % 999_983, number % 7);
    Transaction {
        id: TransactionId::derive(&account("one"), Kind::Charge, &reference),
        environment: Environment::Live,
        account: account("one"),
        provider: ProviderId::new("acme"),
        kind: Kind::Charge,
        status: one(Status::ALL, number),
        provider_status: "SUCCESSFUL".to_owned(),
        amount: amount(number),
        fee: None,
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        provider_reference: reference,
        our_reference: (!number.is_multiple_of(3)).then(|| code(number)),
        operator_reference: number.is_multiple_of(2).then(|| {
            format!(
                "MP{:08}.{}",
                u64::from(number) * 104_729 % 99_999_989,
                number % 90
            )
        }),
        phone: (!number.is_multiple_of(11)).then(|| phone(number)),
        name: (!number.is_multiple_of(5)).then(|| name(number)),
        method: Some(Method::MobileMoney),
        network: None,
        note: (!number.is_multiple_of(4)).then(|| format!("{}{number}", one(WARES, number / 2))),
        provider_message: None,
        occurred_at: at(number),
        synced_at: at(TRANSACTIONS),
        raw: None,
    }
}

/// As a live row, but for its environment and account.
fn practised(number: u32) -> Transaction {
    let live = transaction(number);
    Transaction {
        id: TransactionId::derive(&account("practice"), live.kind, &live.provider_reference),
        environment: Environment::Sandbox,
        account: account("practice"),
        ..live
    }
}

fn operation(number: u32) -> Operation {
    let created_at = at(TRANSACTIONS + number);
    Operation {
        id: OperationId::new(created_at, u128::from(number)),
        request_id: format!("request-{number}"),
        content_hash: "00".to_owned(),
        kind: Kind::Charge,
        state: State::Recorded,
        environment: Environment::Live,
        account: account("one"),
        provider: ProviderId::new("acme"),
        amount: amount(number),
        phone: Some(phone(TRANSACTIONS + number)),
        name: Some(name(number + 1)),
        note: Some(format!("{} avance {number}", code(TRANSACTIONS + number))),
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
        our_reference: code(TRANSACTIONS + number),
        provider_reference: None,
        provider_status: None,
        action: None,
        reason: None,
        send_by: created_at,
        retry_of: None,
        refund_of: None,
        despite: None,
        recorded_by: "run-1".to_owned(),
        checks: Checks::default(),
        version: 0,
        created_at,
        updated_at: created_at,
    }
}
