//! A file judged in full: by itself, against the past, and by what the provider would take. Nothing is sent.

use super::BatchDraft;
use super::facts::rules;
use crate::batch_file::{BatchFile, BatchRow, Destination, Earlier, Known, Remark};
use crate::core::{Engine, locked};
use crate::draft::{Origin, PayoutDraft};
use crate::error::{EngineError, Result};
use crate::exchange::Unprepared;
use crate::question::Sending;
use crate::reference::reference_at;
use crate::session::OpenedSession;
use chrono::{DateTime, Duration, Utc};
use domain::{Account, Kind, Money, Operation, OperationId, Rail, State};
use providers::Manifest;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use store::KnownReference;

/// How far back the same amount to the same recipient is called a likely double.
const WINDOW_HOURS: i64 = 24;
/// How often one row may have been recorded before a book was lost.
const TURNS_BEFORE_A_GAP: u32 = 4;

/// A file with the operations that its rows would become.
pub(super) struct Judged {
    pub(super) account: Account,
    pub(super) file: BatchFile,
    /// Each row to send with its operation, in the file's order.
    pub(super) rows: Vec<(BatchRow, Operation)>,
}

/// What all rows of a file have in common, asked for once.
struct Shared<'a> {
    account: &'a Account,
    facts: &'static Manifest,
    /// The batch's name.
    batch: &'a str,
    /// The moment that all rows are of. UTC.
    at: DateTime<Utc>,
    /// From here on the rows' ids are counted: in their order, each finds its place beside the one before it.
    chance: u128,
    has_gaps: bool,
}

impl Engine {
    /// Judges a file for a batch of this name.
    pub(super) async fn judged(&self, draft: &BatchDraft, batch: &str) -> Result<Judged> {
        self.sending_allowed().await?;
        let account = self.usable_account(&draft.account).await?;
        let provider = self.provider_of(&account)?;
        if provider.create_payout().is_none() {
            return Err(crate::send::unsupported());
        }
        let facts = provider.manifest();
        let rules = rules(&account, facts)?;
        let mut file =
            BatchFile::read_mended(draft.file.clone(), &draft.mapping, &draft.mends, &rules)?;
        let references: Vec<&str> = file.references().collect();
        let used = self.used_references(&account, &references).await?;
        let (free, used): (Vec<_>, Vec<_>) = used.into_iter().partition(|it| it.free);
        let known = self.known(&account, &file, used, draft).await?;
        file.compare(&known);

        let free: HashMap<&str, &KnownReference> =
            free.iter().map(|it| (it.reference.as_str(), it)).collect();
        let shared = Shared {
            account: &account,
            facts,
            batch,
            at: self.now(),
            chance: self.chance(),
            has_gaps: self.has_gaps().await?,
        };
        let mut rows = Vec::new();
        let mut refused = Vec::new();
        for (number, row) in (0_u128..).zip(file.to_send().cloned().collect::<Vec<_>>()) {
            let earlier = free.get(row.reference.as_str()).copied();
            let payment = (row.destination.key(), row.amount);
            let despite = known.paid.get(&payment).cloned();
            let made = self
                .operation_of_row(&shared, number, &row, earlier, despite)
                .await;
            match made {
                Ok(operation) => rows.push((row, operation)),
                Err(error) => refused.push((row.line, Remark::of_error(&error))),
            }
        }
        self.take_free_references(&account, facts, &mut rows)
            .await?;
        refused.extend(self.not_writable(&account, &rows).await?);
        let mut lines: HashMap<u32, Vec<Remark>> = HashMap::new();
        for (line, remark) in refused {
            lines.entry(line).or_default().push(remark);
        }
        rows.retain(|(row, _)| !lines.contains_key(&row.line));
        for read in &mut file.rows {
            for remark in lines.remove(&read.line).unwrap_or_default() {
                read.refuse(remark);
            }
        }
        Ok(Judged {
            account,
            file,
            rows,
        })
    }

    /// The references that the account has used. What was recorded and left by nobody is called off first, where this process
    /// is the one that sends: its row is free again.
    async fn used_references(
        &self,
        account: &Account,
        references: &[&str],
    ) -> Result<Vec<KnownReference>> {
        let journal = &self.store().journal;
        let used = journal.known_references(&account.id, references).await?;
        let left_over: Vec<OperationId> = used
            .iter()
            .filter(|it| it.state == State::Recorded)
            .filter(|it| !locked(&self.inner.batches_here).contains(&it.batch))
            .map(|it| it.operation.clone())
            .collect();
        if left_over.is_empty() {
            return Ok(used);
        }
        let Some(_holding) = self.try_hold().await? else {
            return Ok(used);
        };
        self.call_off(&left_over).await?;
        Ok(journal.known_references(&account.id, references).await?)
    }

    async fn known(
        &self,
        account: &Account,
        file: &BatchFile,
        used: Vec<KnownReference>,
        draft: &BatchDraft,
    ) -> Result<Known> {
        let rows: Vec<&BatchRow> = file.to_send().collect();
        let payments: Vec<(String, Money)> = rows
            .iter()
            .map(|row| (recipient(&row.destination), row.amount))
            .collect();
        let since = self.now() - Duration::hours(WINDOW_HOURS);
        let before = self
            .store()
            .journal
            .paid_since(account.environment, &payments, since)
            .await?;
        let mut known = Known {
            despite: draft.despite.iter().cloned().collect(),
            ..Known::default()
        };
        // A row of this very file that went out already is another row, and the file says so.
        let of_file: HashSet<&OperationId> = used.iter().map(|it| &it.operation).collect();
        for found in before {
            let row = rows[found.index];
            let payment = (row.destination.key(), row.amount);
            if found.unsettled {
                known.in_doubt.entry(payment).or_insert(found.operation);
            } else if !of_file.contains(&found.operation) {
                known.paid.entry(payment).or_insert(found.operation);
            }
        }
        known.references = used
            .into_iter()
            .map(|it| {
                let earlier = Earlier {
                    content: it.content,
                    operation: it.operation,
                };
                (it.reference, earlier)
            })
            .collect();
        Ok(known)
    }

    async fn operation_of_row(
        &self,
        shared: &Shared<'_>,
        number: u128,
        row: &BatchRow,
        earlier: Option<&KnownReference>,
        despite: Option<OperationId>,
    ) -> Result<Operation> {
        let &Shared {
            account, facts, at, ..
        } = shared;
        let turn = earlier.map_or(0, |it| turn_of(&it.request_id) + 1);
        if earlier.is_none() && shared.has_gaps {
            for turn in 0..TURNS_BEFORE_A_GAP {
                let stands_for = key(account, &row.reference, turn);
                self.not_sent_before_the_gap(account, facts, Kind::Payout, &stands_for)
                    .await?;
            }
        }
        let origin = Origin {
            batch: Some(shared.batch.to_owned()),
            phone: match &row.destination {
                Destination::Phone(phone) => Some(phone.clone()),
                Destination::Bank { .. } | Destination::Contact(_) => None,
            },
            checked_from: Some(at),
            ..Origin::default()
        };
        let draft = draft_of(account, facts, row, despite);
        let intent = Box::pin(self.payout_intent_for(account.clone(), &draft, origin)).await?;
        let reference = reference_at(&account.id, facts, &key(account, &row.reference, turn), 0);
        let id = OperationId::new(at, shared.chance.wrapping_add(number));
        let drafted = self.operation_of(intent, request_id(turn, &id), reference)?;
        let mut operation = drafted.operation;
        operation.id = id;
        operation.retry_of = earlier.map(|it| it.operation.clone());
        Ok(operation)
    }

    /// A reference of ours that another operation has is changed for one that nobody has.
    async fn take_free_references(
        &self,
        account: &Account,
        facts: &'static Manifest,
        rows: &mut [(BatchRow, Operation)],
    ) -> Result<()> {
        let wanted: Vec<String> = rows
            .iter()
            .map(|(_, it)| it.our_reference.clone())
            .collect();
        let journal = &self.store().journal;
        let mut taken: HashSet<String> = journal
            .operations_by_our_references(&account.id, &wanted)
            .await?
            .into_iter()
            .map(|operation| operation.our_reference)
            .collect();
        for (row, operation) in rows {
            let mut turn = 0;
            while taken.contains(&operation.our_reference) {
                turn += 1;
                let stands_for = key(account, &row.reference, turn_of(&operation.request_id));
                let next = reference_at(&account.id, facts, &stands_for, turn);
                if journal.our_reference_taken(&account.id, &next).await? {
                    continue;
                }
                operation.note = Some(crate::reference::final_note(
                    facts,
                    crate::reference::stands_in_note(facts, &operation.details),
                    &next,
                    row.note.as_deref(),
                )?);
                operation.our_reference = next;
            }
            taken.insert(operation.our_reference.clone());
        }
        Ok(())
    }

    /// Lets the adapter write every request once, for nothing. The keys are read once for all of them.
    async fn not_writable(
        &self,
        account: &Account,
        rows: &[(BatchRow, Operation)],
    ) -> Result<Vec<(u32, Remark)>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let provider = self.provider_of(account)?;
        let questions: Vec<Sending<'_>> = rows
            .iter()
            .map(|(_, it)| Sending::of(it, account, provider).ok_or_else(crate::send::unsupported))
            .collect::<Result<_>>()?;
        let refusals = match self.would_write_all(account, &questions).await {
            Ok(refusals) => refusals,
            Err(Unprepared::Trouble(error)) => return Err(error),
            Err(Unprepared::Refused(refusal)) => return Err(refusal.into()),
        };
        Ok(rows
            .iter()
            .zip(refusals)
            .filter_map(|((row, _), refusal)| {
                refusal.map(|it| (row.line, Remark::of_error(&EngineError::from(it))))
            })
            .collect())
    }

    async fn would_write_all(
        &self,
        account: &Account,
        questions: &[Sending<'_>],
    ) -> std::result::Result<Vec<Option<domain::Refusal>>, Unprepared> {
        use crate::question::Question as _;
        let credentials = self
            .inner
            .vault
            .read(&account.id)
            .await
            .map_err(|error| Unprepared::Trouble(error.into()))?;
        let session = OpenedSession::none_yet();
        let connection = self.connection(account, &credentials, Some(&session));
        Ok(questions
            .iter()
            .map(|question| question.request(&connection).err())
            .collect())
    }
}

/// Who is paid, in the word that the journal has for it.
fn recipient(destination: &Destination) -> String {
    match destination {
        Destination::Phone(phone) => phone.e164().to_owned(),
        Destination::Bank { bank, number, .. } => format!("bank:{bank}:{number}"),
        Destination::Contact(contact) => format!("contact:{contact}"),
    }
}

/// What a row's reference of ours is derived from. It is the same in every book: after a restore the reference tells whether
/// the row was sent.
fn key(account: &Account, reference: &str, turn: u32) -> String {
    let mut hash = Sha256::new();
    hash.update(account.id.as_str().as_bytes());
    hash.update([0]);
    hash.update(reference.as_bytes());
    format!("row-{turn}-{}", hex::encode(hash.finalize()))
}

/// A row is known by its reference, so nobody asks for it by its request id: that one only says the how-manyth time it is. Like
/// the ids it follows that of the row before, and finds its place in the journal beside it, however long that has become.
fn request_id(turn: u32, id: &OperationId) -> String {
    format!("row-{turn}-{id}")
}

/// How often a row was recorded before this time.
pub(super) fn turn_of(request_id: &str) -> u32 {
    let mut parts = request_id.split('-');
    parts.nth(1).and_then(|turn| turn.parse().ok()).unwrap_or(0)
}

/// A row as a person would have typed it.
fn draft_of(
    account: &Account,
    facts: &Manifest,
    row: &BatchRow,
    despite: Option<OperationId>,
) -> PayoutDraft {
    let by_phone = facts.payout_rails.iter().find(|rail| rail.needs_phone);
    let mut draft = PayoutDraft {
        account: account.id.clone(),
        amount: row.amount.amount().to_string(),
        currency: row.amount.currency().code().to_owned(),
        to: by_phone
            .map_or(Rail::MobileMoney, |rail| rail.rail)
            .as_str()
            .to_owned(),
        contact: None,
        phone: None,
        network: None,
        bank: None,
        number: None,
        branch: None,
        name: row.name.clone(),
        country: None,
        note: row.note.clone(),
        recipient_gets: false,
        request_id: None,
        scenario: None,
        sub_account: None,
        despite,
    };
    match &row.destination {
        Destination::Phone(phone) => {
            draft.phone = Some(phone.e164().to_owned());
            let likely = by_phone.filter(|rail| rail.needs_network);
            let network = row.network.or(likely.and(row.likely_network));
            draft.network = network.map(str::to_owned);
        }
        Destination::Bank {
            bank,
            number,
            branch,
        } => {
            draft.to = Rail::Bank.as_str().to_owned();
            draft.bank = Some(bank.clone());
            draft.number = Some(number.clone());
            draft.branch.clone_from(branch);
        }
        Destination::Contact(contact) => {
            draft.to = Rail::Contact.as_str().to_owned();
            draft.contact = Some(contact.clone());
        }
    }
    draft
}
