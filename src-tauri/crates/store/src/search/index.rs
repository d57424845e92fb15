//! What is searched, held in memory and kept in step with both files, whoever writes them.

use super::facts::{Facts, Has};
use super::fold::{fold, phone, squeeze};
use super::query::Having;
use super::segment::{self, Held, Key, Laid, Of, Segment};
use crate::error::StoreError;
use crate::history::{self, History};
use crate::journal::{self, Journal};
use domain::{
    AccountId, Currency, Destination, Details, Environment, Kind, Method, Operation, OperationId,
    Phone, State, Status, Transaction,
};
use serde::Deserialize;
use sqlx::{Connection, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

const PIECE: u32 = 5_000;

/// The rows of both files.
#[derive(Default)]
pub(crate) struct Index {
    pub(crate) segments: Arc<Vec<Arc<Segment>>>,
    accounts: HashMap<String, u16>,
    /// From one on: zero is where none was told.
    networks: HashMap<String, u16>,
    operations: HashMap<i64, Kept>,
    /// Refunds that went through, by the charge that they give back.
    given_back: HashMap<String, BTreeSet<i64>>,
    /// Which operations name a transaction, the oldest first: that one is tied to it.
    naming: HashMap<String, BTreeSet<i64>>,
    journal: i64,
    history: i64,
}

/// An operation as it is held beside the stretches: its text is searched with its transaction's.
struct Kept {
    held: Held,
    transaction: Option<String>,
    /// The charge that it gave back.
    gave_back: Option<String>,
}

/// What is held of a transaction, by position in the text that the history gives.
#[derive(Deserialize)]
struct Loaded {
    row: i64,
    id: String,
    environment: Environment,
    account: String,
    kind: Kind,
    status: Status,
    amount: i64,
    currency: Currency,
    phone: Option<String>,
    name: Option<String>,
    note: Option<String>,
    provider_reference: String,
    our_reference: Option<String>,
    operator_reference: Option<String>,
    method: Option<Method>,
    network: Option<String>,
    link: Option<String>,
    refunded: Option<i64>,
}

/// What an operation has, which its transaction has with it.
pub(super) fn has_of_operation(operation: &Operation, in_doubt: bool) -> Has {
    let open = !operation.state.is_final();
    Has::default()
        .with(Having::Operation, true)
        .with(Having::Doubt, in_doubt)
        .with(Having::Approval, operation.state == State::AwaitingApproval)
        .with(Having::Action, open && operation.action.is_some())
}

/// What a transaction has of its own.
pub(super) fn has_of_transaction(refunded: bool, link: bool) -> Has {
    Has::default()
        .with(Having::Refunded, refunded)
        .with(Having::Link, link)
}

/// By which rail an operation goes, and over which network.
pub(super) fn rail(operation: &Operation) -> (Option<Method>, Option<&str>) {
    match &operation.details {
        Details::Charge(charge) => (Some(charge.method), charge.network.as_deref()),
        Details::Payout(payout) => match &payout.to {
            Destination::MobileMoney { network } => (Some(Method::MobileMoney), network.as_deref()),
            Destination::Bank { bank, .. } => (Some(Method::Bank), Some(bank)),
            Destination::Wallet => (Some(Method::Wallet), None),
            Destination::Contact { .. } => (None, None),
        },
        Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => (None, None),
    }
}

/// What is found of an operation.
pub(super) fn text_of_operation(operation: &Operation) -> String {
    text_of(
        &[operation.name.as_deref(), operation.note.as_deref()],
        &[
            Some(&operation.our_reference),
            operation.provider_reference.as_deref(),
        ],
        operation.phone.as_ref().map(Phone::e164),
    )
}

/// What is found of a transaction, and of the operation that it is tied to.
pub(super) fn text_of_transaction(
    transaction: &Transaction,
    operation: Option<&Operation>,
) -> String {
    let mut text = text_of(
        &[transaction.name.as_deref(), transaction.note.as_deref()],
        &[
            Some(&transaction.provider_reference),
            transaction.our_reference.as_deref(),
            transaction.operator_reference.as_deref(),
            transaction.link.as_deref(),
        ],
        transaction.phone.as_ref().map(Phone::e164),
    );
    if let Some(operation) = operation {
        text += &text_of_operation(operation);
    }
    text
}

/// The text of a row: words as they are, references with and without what stands between their parts, and the
/// phone in every spelling. It begins and ends with a space, so that a whole word can be asked for.
fn text_of(words: &[Option<&str>], references: &[Option<&str>], number: Option<&str>) -> String {
    let mut text = String::with_capacity(160);
    text.push(' ');
    for told in words.iter().flatten() {
        fold(told, &mut text);
        text.push(' ');
    }
    for told in references.iter().flatten() {
        let start = text.len();
        fold(told, &mut text);
        let squeezed = squeeze(&text[start..]);
        text.push(' ');
        if let Some(squeezed) = squeezed {
            text.push_str(&squeezed);
            text.push(' ');
        }
    }
    if let Some(number) = number {
        phone(number, &mut text);
        text.push(' ');
    }
    text
}

/// Where an operation stands, in the words that transactions use.
pub(super) fn status_of(state: State) -> Status {
    match state {
        State::Recorded
        | State::AwaitingApproval
        | State::Sending
        | State::Pending
        | State::NeedsAction => Status::Pending,
        State::InDoubt => Status::InDoubt,
        State::Succeeded => Status::Succeeded,
        State::Failed => Status::Failed,
        State::Expired | State::Cancelled => Status::Expired,
    }
}

impl Index {
    /// The number an account goes by here, if any row of it is held.
    pub(crate) fn account(&self, account: &AccountId) -> Option<u16> {
        self.accounts.get(account.as_str()).copied()
    }

    /// The number a network goes by here, if any row of it is held.
    pub(crate) fn network(&self, network: &str) -> Option<u16> {
        self.networks.get(network).copied()
    }

    fn number_network(&mut self, network: Option<&str>) -> Result<u16, StoreError> {
        let Some(network) = network else {
            return Ok(0);
        };
        if let Some(number) = self.networks.get(network) {
            return Ok(*number);
        }
        let number = u16::try_from(self.networks.len() + 1)
            .map_err(|_| StoreError::unreadable("transactions", "too many networks"))?;
        self.networks.insert(network.to_owned(), number);
        Ok(number)
    }

    fn number_account(&mut self, account: &str) -> Result<u16, StoreError> {
        if let Some(number) = self.accounts.get(account) {
            return Ok(*number);
        }
        let number = u16::try_from(self.accounts.len())
            .map_err(|_| StoreError::unreadable("accounts", "too many to be searched"))?;
        self.accounts.insert(account.to_owned(), number);
        Ok(number)
    }

    /// Takes in what changed in either file since the last time.
    pub(crate) async fn refresh(
        &mut self,
        journal: &Journal,
        history: &History,
    ) -> Result<(), StoreError> {
        let revisions = tokio::try_join!(journal.file.revision(), history.file.revision())?;
        if revisions == (self.journal, self.history) {
            return Ok(());
        }
        if revisions.0 < self.journal || revisions.1 < self.history {
            // Another file lies there now than the one that was read.
            *self = Self::default();
        }
        let mut changes = BTreeMap::new();
        let (operations, doubted, at) = journal.file.named(self.new_operations(journal)).await?;
        let named = self.take_operations(&operations, &doubted)?;
        let seen = history
            .file
            .named(self.take_transactions(history, &named, &mut changes))
            .await?;
        let mut touched: BTreeSet<i64> = operations.iter().map(|(row, _)| *row).collect();
        for id in &seen {
            touched.extend(self.naming.get(id).into_iter().flatten());
        }
        for row in touched {
            self.place_operation(row, &seen, &mut changes);
        }
        self.put(&changes);
        self.journal = at;
        Ok(())
    }

    fn put(&mut self, changes: &BTreeMap<Key, Option<Held>>) {
        if !changes.is_empty() {
            self.segments = Arc::new(segment::change(&self.segments, changes));
        }
    }

    async fn new_operations(
        &self,
        journal: &Journal,
    ) -> Result<(Vec<(i64, Operation)>, HashSet<OperationId>, i64), StoreError> {
        let mut conn = journal.file.reader().await?;
        let mut tx = conn.begin().await?;
        let at = sqlx::query_scalar("SELECT revision FROM mark WHERE one = 1")
            .fetch_one(&mut *tx)
            .await?;
        let operations = journal::changed_since(&mut tx, self.journal).await?;
        let doubted = journal::in_doubt(&mut tx).await?;
        tx.commit().await?;
        Ok((operations, doubted, at))
    }

    /// Holds the operations; gives the ids of the transactions whose text they are part of.
    fn take_operations(
        &mut self,
        operations: &[(i64, Operation)],
        doubted: &HashSet<OperationId>,
    ) -> Result<BTreeSet<String>, StoreError> {
        let mut named = BTreeSet::new();
        for (row, operation) in operations {
            let before = self.operations.get(row);
            let before = before.map(|o| (o.transaction.clone(), o.gave_back.clone()));
            let (transaction, gave_back) = before.unwrap_or_default();
            if let Some(id) = transaction {
                if let Some(rows) = self.naming.get_mut(&id) {
                    rows.remove(row);
                }
                named.insert(id);
            }
            if let Some(charge) = gave_back {
                if let Some(rows) = self.given_back.get_mut(&charge) {
                    rows.remove(row);
                }
                named.insert(charge);
            }
            let gave_back = operation
                .refunds()
                .filter(|_| operation.state == State::Succeeded)
                .map(ToString::to_string);
            if let Some(charge) = &gave_back {
                self.given_back
                    .entry(charge.clone())
                    .or_default()
                    .insert(*row);
                named.insert(charge.clone());
            }
            let transaction = operation.transaction().map(String::from);
            if let Some(id) = &transaction {
                self.naming.entry(id.clone()).or_default().insert(*row);
                named.insert(id.clone());
            }
            let (method, network) = rail(operation);
            let held = Held {
                facts: Facts {
                    environment: operation.environment,
                    account: self.number_account(operation.account.as_str())?,
                    kind: operation.kind,
                    status: status_of(operation.state),
                    method,
                    network: self.number_network(network)?,
                    has: has_of_operation(operation, doubted.contains(&operation.id)),
                    amount: crate::cells::parts("operations", &operation.amount)?,
                    currency: operation.amount.currency(),
                },
                text: text_of_operation(operation),
            };
            let kept = Kept {
                held,
                transaction,
                gave_back,
            };
            self.operations.insert(*row, kept);
        }
        Ok(named)
    }

    /// Holds the transactions that changed, and those named; gives the ids of those of them that an operation names.
    async fn take_transactions(
        &mut self,
        history: &History,
        named: &BTreeSet<String>,
        changes: &mut BTreeMap<Key, Option<Held>>,
    ) -> Result<BTreeSet<String>, StoreError> {
        let mut conn = history.file.reader().await?;
        let mut tx = conn.begin().await?;
        let at: i64 = sqlx::query_scalar("SELECT revision FROM mark WHERE one = 1")
            .fetch_one(&mut *tx)
            .await?;
        let mut seen = BTreeSet::new();
        if self.segments.is_empty() {
            self.lay(&mut tx, &mut seen).await?;
        } else if at != self.history {
            let of = Of::History;
            for row in history::vacated_since(&mut tx, self.history).await? {
                changes.insert(Key { row, of }, None);
            }
            self.take_pieces(&mut tx, self.history, &mut seen, changes)
                .await?;
        }
        let missing: Vec<&str> = named
            .iter()
            .filter(|id| !seen.contains(*id))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            let text = history::load_named(&mut tx, &missing).await?;
            self.take_piece(&text, &mut seen, changes)?;
        }
        tx.commit().await?;
        self.history = at;
        Ok(seen)
    }

    /// All that there is, in the order of time: a long book is not gathered before it is held.
    async fn lay(
        &mut self,
        conn: &mut SqliteConnection,
        seen: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let mut laid = Laid::default();
        let mut after = i64::MIN;
        loop {
            let mut piece = BTreeMap::new();
            let text = history::load_after(conn, 0, after, PIECE).await?;
            let Some(last) = self.take_piece(&text, seen, &mut piece)? else {
                break;
            };
            after = last;
            for (key, held) in &piece {
                if let Some(held) = held {
                    laid.put(*key, held);
                }
            }
        }
        self.segments = Arc::new(laid.done());
        Ok(())
    }

    async fn take_pieces(
        &mut self,
        conn: &mut SqliteConnection,
        since: i64,
        seen: &mut BTreeSet<String>,
        changes: &mut BTreeMap<Key, Option<Held>>,
    ) -> Result<(), StoreError> {
        let mut after = i64::MIN;
        loop {
            let text = history::load_after(conn, since, after, PIECE).await?;
            match self.take_piece(&text, seen, changes)? {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    }

    /// Gives the last row of the piece.
    fn take_piece(
        &mut self,
        text: &str,
        seen: &mut BTreeSet<String>,
        changes: &mut BTreeMap<Key, Option<Held>>,
    ) -> Result<Option<i64>, StoreError> {
        let loaded: Vec<Loaded> = serde_json::from_str(text)
            .map_err(|error| StoreError::unreadable("transactions", error.to_string()))?;
        let last = loaded.last().map(|row| row.row);
        for row in loaded {
            let mut text = text_of(
                &[row.name.as_deref(), row.note.as_deref()],
                &[
                    Some(&row.provider_reference),
                    row.our_reference.as_deref(),
                    row.operator_reference.as_deref(),
                    row.link.as_deref(),
                ],
                row.phone.as_deref(),
            );
            let gone_back = self
                .given_back
                .get(&row.id)
                .is_some_and(|it| !it.is_empty());
            let refunded = gone_back || row.refunded.is_some_and(|parts| parts != 0);
            let mut has = has_of_transaction(refunded, row.link.is_some());
            if let Some(tied) = self.tied(&row.id) {
                text.push_str(&tied.held.text);
                has = has.and(tied.held.facts.has);
            }
            let facts = Facts {
                environment: row.environment,
                account: self.number_account(&row.account)?,
                kind: row.kind,
                status: row.status,
                method: row.method,
                network: self.number_network(row.network.as_deref())?,
                has,
                amount: row.amount,
                currency: row.currency,
            };
            let key = Key {
                row: row.row,
                of: Of::History,
            };
            changes.insert(key, Some(Held { facts, text }));
            if self.naming.contains_key(&row.id) || self.given_back.contains_key(&row.id) {
                seen.insert(row.id);
            }
        }
        Ok(last)
    }

    fn tied(&self, transaction: &str) -> Option<&Kept> {
        let first = self.naming.get(transaction)?.first()?;
        self.operations.get(first)
    }

    /// An operation stands by itself unless it is the one that its transaction is tied to.
    fn place_operation(
        &self,
        row: i64,
        seen: &BTreeSet<String>,
        changes: &mut BTreeMap<Key, Option<Held>>,
    ) {
        let Some(kept) = self.operations.get(&row) else {
            return;
        };
        let tied = kept.transaction.as_ref().is_some_and(|id| {
            seen.contains(id) && self.naming.get(id).and_then(BTreeSet::first) == Some(&row)
        });
        let key = Key {
            row,
            of: Of::Journal,
        };
        changes.insert(key, (!tied).then(|| kept.held.clone()));
    }
}
