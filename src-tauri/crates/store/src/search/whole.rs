//! Everything that a query matches, newest first, a piece at a time: what is found here is what the pages of the
//! search give, but nothing of it is held in memory, and both files are read as they were at the beginning.

use super::facts::{Told, amounts, fits, rows};
use super::index::{
    has_of_operation, has_of_transaction, rail, status_of, text_of_operation, text_of_transaction,
};
use super::query::{Query, Row};
use super::segment::{Key, Of};
use super::term::{Clause, asked};
use crate::cells::parts;
use crate::error::StoreError;
use crate::file::File;
use crate::history::{self, Wanted};
use crate::{Store, journal};
use domain::{Money, Operation, OperationId, Transaction, TransactionId};
use sqlx::Sqlite;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::ops::{Range, RangeInclusive};

/// Small enough that whoever wants no more is heard at once, large enough that a piece costs little more than its rows.
const PIECE: u32 = 2_000;

/// A reading of both files from their newest row to their oldest.
pub struct Whole {
    history: Reading,
    journal: Reading,
    query: Query,
    clauses: Vec<Clause>,
    amounts: RangeInclusive<i64>,
    named: Named,
    /// Operations about which a question is open, as it was at the beginning.
    doubted: HashSet<OperationId>,
    /// Charges that operations gave back, as it was at the beginning.
    given_back: HashSet<TransactionId>,
}

/// One file as it was at the beginning: rows that were read and are not given yet, and where the unread ones lie.
struct Reading {
    tx: sqlx::Transaction<'static, Sqlite>,
    file: File,
    ready: VecDeque<(Key, Row)>,
    unread: Range<i64>,
    done: bool,
}

impl Reading {
    async fn begin(file: &File, rows: Range<i64>) -> Result<Self, StoreError> {
        Ok(Self {
            tx: file.named(file.snapshot()).await?,
            file: file.clone(),
            ready: VecDeque::new(),
            done: rows.is_empty(),
            unread: rows,
        })
    }

    fn is_due(&self) -> bool {
        self.ready.is_empty() && !self.done
    }

    /// Notes how far was read; fewer rows than were asked for are the last ones.
    fn went_to(&mut self, rows: &[i64]) {
        if let Some(last) = rows.last() {
            self.unread.end = *last;
        }
        self.done = rows.len() < PIECE as usize;
    }
}

/// The references that operations were given, as numbers: most transactions began elsewhere, and need not be looked for
/// in the journal one by one. A number that two references share costs a look, and decides nothing.
#[derive(Default)]
struct Named {
    numbers: HashSet<u64>,
    hasher: RandomState,
}

impl Named {
    fn put(&mut self, account: &str, kind: &str, reference: &str) {
        let number = self.hasher.hash_one((account, kind, reference));
        self.numbers.insert(number);
    }

    fn may_have(&self, t: &Transaction) -> bool {
        let key = (
            t.account.as_str(),
            t.kind.as_str(),
            t.provider_reference.as_str(),
        );
        !self.numbers.is_empty() && self.numbers.contains(&self.hasher.hash_one(key))
    }
}

impl Store {
    /// Begins to read everything that a query matches. Its `limit`, `after` and `totals` mean nothing here.
    pub async fn whole(&self, query: &Query) -> Result<Whole, StoreError> {
        let rows = rows(query);
        // The history first: an operation is older than its transaction, so none that is seen lacks its operation.
        let history = Reading::begin(&self.history.file, rows.clone()).await?;
        let mut journal = Reading::begin(&self.journal.file, rows).await?;
        let mut named = Named::default();
        let note = |account: &str, kind: &str, reference: &str| named.put(account, kind, reference);
        let noted = journal::named_references(&mut journal.tx, query.environment, note);
        journal.file.named(noted).await?;
        let doubted = journal::in_doubt(&mut journal.tx);
        let doubted = self.journal.file.named(doubted).await?;
        let given_back = journal::given_back(&mut journal.tx);
        let given_back = self.journal.file.named(given_back).await?;
        Ok(Whole {
            history,
            journal,
            clauses: asked(query),
            amounts: amounts(query),
            query: query.clone(),
            named,
            doubted,
            given_back,
        })
    }
}

impl Whole {
    /// The next rows; none when there are no more.
    pub async fn piece(&mut self) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        while rows.is_empty() {
            while self.history.is_due() {
                self.read_transactions().await?;
            }
            while self.journal.is_due() {
                self.read_operations().await?;
            }
            // As far as both files are known: where one runs out, what is older in the other waits for it.
            while !self.history.is_due() && !self.journal.is_due() {
                let seen = self.history.ready.front().map(|(key, _)| *key);
                let asked = self.journal.ready.front().map(|(key, _)| *key);
                let next = if seen > asked {
                    self.history.ready.pop_front()
                } else {
                    self.journal.ready.pop_front()
                };
                match next {
                    Some((_, row)) => rows.push(row),
                    None => return Ok(rows),
                }
            }
        }
        Ok(rows)
    }

    async fn read_transactions(&mut self) -> Result<(), StoreError> {
        let wanted = Wanted {
            environment: self.query.environment,
            rows: self.history.unread.clone(),
            amounts: self.amounts.clone(),
            accounts: &self.query.accounts,
            kinds: &self.query.kinds,
            statuses: &self.query.statuses,
        };
        let loading = history::load_piece(&mut self.history.tx, &wanted, PIECE);
        let loaded = self.history.file.named(loading).await?;
        let rows: Vec<i64> = loaded.iter().map(|(row, _)| *row).collect();
        self.history.went_to(&rows);
        let named = |t: &&Transaction| self.named.may_have(t);
        let named: Vec<&Transaction> = loaded.iter().map(|(_, t)| t).filter(named).collect();
        let references = named
            .iter()
            .map(|t| (t.account.clone(), t.kind, t.provider_reference.clone()))
            .collect();
        let mut tied = self.oldest_naming(references).await?;
        for (row, transaction) in loaded {
            let operation = tied.remove(&transaction.id);
            let text = || text_of_transaction(&transaction, operation.as_ref());
            let fits = fits(&self.query, &self.told(&transaction, operation.as_ref()));
            if fits && self.finds(text, &transaction.amount)? {
                let key = Key {
                    row,
                    of: Of::History,
                };
                let found = Row::Transaction {
                    transaction,
                    operation,
                };
                self.history.ready.push_back((key, found));
            }
        }
        Ok(())
    }

    async fn read_operations(&mut self) -> Result<(), StoreError> {
        let environment = self.query.environment;
        let rows = self.journal.unread.clone();
        let loading = journal::newest_in(&mut self.journal.tx, environment, &rows, PIECE);
        let loaded = self.journal.file.named(loading).await?;
        let rows: Vec<i64> = loaded.iter().map(|(row, _)| *row).collect();
        self.journal.went_to(&rows);
        let tied = self.tied_among(&loaded).await?;
        for (row, operation) in loaded {
            let text = || text_of_operation(&operation);
            if !tied.contains(&operation.id)
                && self.passes(&operation)?
                && self.finds(text, &operation.amount)?
            {
                let key = Key {
                    row,
                    of: Of::Journal,
                };
                self.journal
                    .ready
                    .push_back((key, Row::Operation(operation)));
            }
        }
        Ok(())
    }

    /// Those of the operations whose transaction is there and is tied to no older one: that row stands for both.
    async fn tied_among(
        &mut self,
        operations: &[(i64, Operation)],
    ) -> Result<HashSet<OperationId>, StoreError> {
        let named: HashMap<String, &Operation> = operations
            .iter()
            .filter_map(|(_, o)| Some((o.transaction()?.to_string(), o)))
            .collect();
        let ids: Vec<&str> = named.keys().map(String::as_str).collect();
        if ids.is_empty() {
            return Ok(HashSet::new());
        }
        let looking = history::known_ids(&mut self.history.tx, &ids);
        let known = self.history.file.named(looking).await?;
        let references = known
            .iter()
            .filter_map(|id| named.get(id))
            .filter_map(|o| Some((o.account.clone(), o.kind, o.provider_reference.clone()?)))
            .collect();
        let tied = self.oldest_naming(references).await?;
        Ok(tied.into_values().map(|operation| operation.id).collect())
    }

    /// The oldest operation that each reference was given to.
    async fn oldest_naming(
        &mut self,
        references: Vec<(domain::AccountId, domain::Kind, String)>,
    ) -> Result<HashMap<TransactionId, Operation>, StoreError> {
        let mut oldest = HashMap::new();
        if references.is_empty() {
            return Ok(oldest);
        }
        let looking = journal::naming(&mut self.journal.tx, &references);
        for operation in self.journal.file.named(looking).await? {
            if let Some(id) = operation.transaction() {
                oldest.entry(id).or_insert(operation);
            }
        }
        Ok(oldest)
    }

    /// What filters look at of a transaction.
    fn told<'a>(&self, transaction: &'a Transaction, operation: Option<&Operation>) -> Told<'a> {
        let told = transaction.refunded.as_ref();
        let refunded = self.given_back.contains(&transaction.id)
            || told.is_some_and(|money| !money.amount().is_zero());
        let own = has_of_transaction(refunded, transaction.link.is_some());
        let with = operation.map(|o| has_of_operation(o, self.doubted.contains(&o.id)));
        Told {
            account: &transaction.account,
            kind: transaction.kind,
            status: transaction.status,
            method: transaction.method,
            network: transaction.network.as_deref(),
            has: own.and(with.unwrap_or_default()),
            currency: transaction.amount.currency(),
        }
    }

    fn passes(&self, operation: &Operation) -> Result<bool, StoreError> {
        let (method, network) = rail(operation);
        let told = Told {
            account: &operation.account,
            kind: operation.kind,
            status: status_of(operation.state),
            method,
            network,
            has: has_of_operation(operation, self.doubted.contains(&operation.id)),
            currency: operation.amount.currency(),
        };
        let amount = parts("operations", &operation.amount)?;
        Ok(fits(&self.query, &told) && self.amounts.contains(&amount))
    }

    fn finds(&self, text: impl FnOnce() -> String, amount: &Money) -> Result<bool, StoreError> {
        if self.clauses.is_empty() {
            return Ok(true);
        }
        let (text, amount) = (text(), parts("transactions", amount)?);
        Ok(self
            .clauses
            .iter()
            .all(|clause| clause.holds(text.as_bytes(), amount)))
    }
}
