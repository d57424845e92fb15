//! The judge: a small model of what must be true after quiet. It reads the provider's ledger, the journal and the history, and
//! shares no code with the engine.

use super::books::judge_books;
use super::stage::Stage;
use chrono::{DateTime, Utc};
use domain::{Environment, Kind, Operation, State, Transaction, Trust};
use engine::Engine;
use rust_decimal::Decimal;
use simulator::{LedgerEntry, Origin};
use std::collections::{BTreeMap, HashMap};
use store::{Query, Row, Store};

pub(super) async fn judge(stage: &Stage, engine: &Engine) -> Vec<String> {
    let store = engine.store();
    let journal = &store.journal;
    let operations = journal
        .recent_operations(Environment::Sandbox, DateTime::<Utc>::UNIX_EPOCH, 10_000)
        .await
        .unwrap();
    let ledger = stage.control.ledger();
    let mut broken = stage.all_broken();
    for operation in &operations {
        let own: Vec<&LedgerEntry> = ledger
            .iter()
            .filter(|entry| bears(entry, operation))
            .collect();
        let open: Vec<&'static str> = journal
            .doubts_of(&operation.id)
            .await
            .unwrap()
            .iter()
            .filter(|doubt| doubt.settled_at.is_none())
            .map(|doubt| doubt.kind.as_str())
            .collect();
        judge_one(operation, &own, &ledger, &open, &mut broken);
        note_stories(stage, operation, &own, &open);
        judge_sendings(store, operation, &mut broken).await;
    }
    for id in stage.known() {
        if !operations.iter().any(|operation| operation.id == id) {
            broken.push(format!("L4 {id} was shown as recorded and is gone"));
        }
    }
    if let Err(error) = journal.verify_chain().await {
        broken.push(format!("the journal's chain is broken: {error}"));
    }
    judge_lost(&operations, &ledger, &mut broken);
    judge_books(stage, store, &operations, &ledger, &mut broken).await;
    judge_deliveries(stage, store, &mut broken).await;
    judge_history(stage, store, &ledger, &mut broken).await;
    broken
}

/// The ledger entry came from this operation: it carries our reference, in a field of its own or first in its note.
pub(super) fn bears(entry: &LedgerEntry, operation: &Operation) -> bool {
    entry.kind == operation.kind.as_str() && names(entry, &operation.our_reference)
}

/// The ledger entry came from here, under this reference.
pub(super) fn names(entry: &LedgerEntry, our_reference: &str) -> bool {
    let note = entry.note.as_deref();
    entry.origin == Origin::Api
        && (entry.our_reference.as_deref() == Some(our_reference)
            || note.is_some_and(|note| note.split(' ').next() == Some(our_reference)))
}

/// The provider's reference as Duka keeps it: where something is found under its order only, behind that.
pub(super) fn is_of(reference: &str, entry: &LedgerEntry) -> bool {
    reference.rsplit('/').next() == Some(&entry.reference)
}

fn judge_one(
    operation: &Operation,
    own: &[&LedgerEntry],
    ledger: &[LedgerEntry],
    doubts: &[&str],
    broken: &mut Vec<String>,
) {
    let mut law = |what: &str| {
        broken.push(format!(
            "{what}: {} {} {} doubts {doubts:?} ledger {own:?}",
            operation.id,
            operation.provider,
            operation.state.as_str()
        ));
    };
    if own.len() > 1 {
        law("L2 one intent, two charges");
    }
    let tied = operation
        .provider_reference
        .as_deref()
        .and_then(|reference| {
            let kind = operation.kind.as_str();
            let mut same = ledger.iter().filter(|entry| entry.kind == kind);
            same.find(|entry| is_of(reference, entry))
        });
    // A refund by the provider's own call is judged with its charge, and a conversion is told by webhooks alone.
    let is_told_elsewhere = matches!(operation.kind, Kind::Refund | Kind::Conversion);
    let paid_in_full = |entry: &LedgerEntry| {
        entry.status == "succeeded" && entry.paid_amount == operation.amount.amount()
    };
    let denied = doubts.contains(&"contradicted") || doubts.contains(&"mismatch");
    match operation.state {
        State::Succeeded => {
            if !tied.is_some_and(paid_in_full) && !denied && operation.kind != Kind::Refund {
                law("shown as paid and is not, with no question open");
            }
            if tied.is_some_and(paid_in_full) && denied {
                law("a question about what is paid in full stays open");
            }
        }
        State::Failed | State::Expired => {
            let paid = own.iter().any(|entry| entry.status == "succeeded");
            if paid && doubts.is_empty() {
                law("shown as not paid and is, with no question open");
            }
        }
        State::Cancelled => {
            if !own.is_empty() {
                law("called off, and is at the provider");
            }
        }
        State::Recorded | State::AwaitingApproval | State::Sending => law("L3 left lying"),
        State::Pending | State::NeedsAction => {
            if !is_told_elsewhere && tied.is_none_or(|entry| entry.status != "pending") {
                law("said to wait, and does not");
            }
        }
        State::InDoubt => {
            if doubts.is_empty() {
                law("in doubt with no question open");
            }
            let settled = |entry: &&LedgerEntry| {
                paid_in_full(entry) || entry.status == "failed" || entry.status == "pending"
            };
            if own.iter().any(settled) {
                law("a key was there and the doubt was not resolved");
            }
        }
    }
}

/// What customers and operators did to it: stories that are told nowhere else.
fn note_stories(stage: &Stage, operation: &Operation, own: &[&LedgerEntry], doubts: &[&str]) {
    let there = own.first().map_or("", |entry| entry.status.as_str());
    let story = match (operation.state, there) {
        (State::Failed, "succeeded") => "late success after failed",
        (State::InDoubt, "succeeded") => "amount changed",
        (State::Succeeded, "succeeded") if doubts.contains(&"mismatch") => {
            "amount changed after it was paid"
        }
        (State::Succeeded, "failed") => "paid, then taken back",
        _ => return,
    };
    stage.met(&match operation.kind {
        Kind::Charge => story.to_owned(),
        kind => format!("{}: {story}", kind.as_str()),
    });
}

/// Of all attempts only one may have arrived. In which order they stand cannot be asked of their times: the clock jumps. The
/// witness saw the order.
async fn judge_sendings(store: &Store, operation: &Operation, broken: &mut Vec<String>) {
    let journal = &store.journal;
    let attempts = journal.attempts(&operation.id).await.unwrap();
    let arrived = attempts.iter().filter(|attempt| {
        !matches!(
            attempt.result.as_deref(),
            Some("not_written" | "rate_limited" | "session_over")
        )
    });
    let arrived: Vec<Option<&str>> = arrived.map(|attempt| attempt.result.as_deref()).collect();
    if arrived.len() > 1 {
        broken.push(format!(
            "L2 sent more than once: {} {arrived:?}",
            operation.id
        ));
    }
    for line in journal.timeline(&operation.id).await.unwrap() {
        if let (Some(from), Some(to)) = (line.from, line.to)
            && from.is_final()
            && from != to
        {
            broken.push(format!(
                "a final state became another: {from:?} {to:?} {}",
                operation.id
            ));
        }
    }
}

/// Every charge at the provider that came from here has its operation, and no two operations claim one transaction.
fn judge_lost(operations: &[Operation], ledger: &[LedgerEntry], broken: &mut Vec<String>) {
    for entry in ledger.iter().filter(|entry| entry.origin == Origin::Api) {
        // What bears nothing of ours is counted, below.
        let bears_nothing = matches!(entry.kind.as_str(), "refund" | "conversion");
        if !bears_nothing && !operations.iter().any(|operation| bears(entry, operation)) {
            broken.push(format!("L1 a charge without its operation: {entry:?}"));
        }
    }
    let mut claimed: HashMap<(&str, &str, &str), &Operation> = HashMap::new();
    for operation in operations.iter().filter(|it| it.kind != Kind::Refund) {
        let Some(reference) = operation.provider_reference.as_deref() else {
            continue;
        };
        if let Some(other) = claimed.insert(
            (
                operation.provider.as_str(),
                operation.kind.as_str(),
                reference,
            ),
            operation,
        ) {
            broken.push(format!(
                "two operations, one transaction: {} {}",
                other.id, operation.id
            ));
        }
    }
}

/// L6: what nobody vouches for is followed by nothing, and what the provider told is followed in the end.
async fn judge_deliveries(stage: &Stage, store: &Store, broken: &mut Vec<String>) {
    for account in stage.accounts.values() {
        for kept in store.journal.deliveries(account, 10_000).await.unwrap() {
            let followed = kept.looks > 0 || kept.looked_up_at.is_some();
            if kept.trust != Trust::Verified && (followed || kept.look_at.is_some()) {
                broken.push(format!("L6 a webhook was followed: {kept:?}"));
            }
            if kept.trust == Trust::Verified && kept.look_at.is_some() {
                broken.push(format!("a webhook still waits: {kept:?}"));
            }
        }
    }
}

/// What the journal says of each operation in the end, whoever told it.
pub(super) async fn said_of_each(engine: &Engine) -> Vec<String> {
    let journal = &engine.store().journal;
    let since = DateTime::<Utc>::UNIX_EPOCH;
    let operations = journal.recent_operations(Environment::Sandbox, since, 10_000);
    let mut said = Vec::new();
    for operation in operations.await.unwrap() {
        let doubts = journal.doubts_of(&operation.id).await.unwrap();
        let open = doubts.iter().filter(|doubt| doubt.settled_at.is_none());
        let open: Vec<&str> = open.map(|doubt| doubt.kind.as_str()).collect();
        said.push(format!(
            "{} {} {:?} {} {open:?}",
            operation.our_reference,
            operation.state.as_str(),
            operation.provider_reference,
            operation.amount.amount(),
        ));
    }
    said.sort();
    said
}

/// L5, L7 and L8: after a sync each row of the provider is here exactly once, with the same amount and end; what is found by
/// its reference is what the whole list holds; and the sums are the provider's, to the unit.
async fn judge_history(
    stage: &Stage,
    store: &Store,
    ledger: &[LedgerEntry],
    broken: &mut Vec<String>,
) {
    let mut query = Query::new(Environment::Sandbox);
    query.limit = 500;
    let page = store.search(&query).await.unwrap();
    let rows: Vec<&Transaction> = page.rows.iter().filter_map(transaction).collect();
    let kept = store.history.count(Environment::Sandbox).await.unwrap();
    // A refund is seen on its charge, and conversions stand in no list.
    let told_of_conversions = rows.iter().filter(|row| row.kind == Kind::Conversion);
    let told_of_conversions = told_of_conversions.count();
    let rows: Vec<&Transaction> = rows
        .into_iter()
        .filter(|row| row.kind != Kind::Conversion)
        .collect();
    let kept = kept - told_of_conversions as u64;
    let listed: Vec<LedgerEntry> = ledger
        .iter()
        .filter(|entry| matches!(entry.kind.as_str(), "charge" | "payout"))
        .cloned()
        .collect();
    let ledger = listed.as_slice();
    if kept != ledger.len() as u64 || rows.len() != ledger.len() {
        broken.push(format!(
            "L8 {} rows at the providers, {kept} here, {} in the list",
            ledger.len(),
            rows.len()
        ));
    }
    for entry in ledger {
        let here: Vec<&&Transaction> = rows
            .iter()
            .filter(|row| is_of(&row.provider_reference, entry))
            .collect();
        let [row] = here.as_slice() else {
            broken.push(format!("L8 {} rows for {}", here.len(), entry.reference));
            continue;
        };
        let status = match entry.status.as_str() {
            "unclear" => "in_doubt",
            // One provider tells how much of a charge was paid, and its charge of another amount is not paid.
            "succeeded" if paid_in_part(entry) => "in_doubt",
            other => other,
        };
        let here = match row.status.as_str() {
            "expired" => "failed",
            other => other,
        };
        if here != status || (row.amount.amount() != entry.paid_amount && !paid_in_part(entry)) {
            broken.push(format!(
                "L5 {} {} here, {status} {} there: {}",
                row.status.as_str(),
                row.amount.amount(),
                entry.paid_amount,
                entry.reference
            ));
        }
    }
    for kind in [Kind::Charge, Kind::Payout] {
        let mut query = Query::new(Environment::Sandbox);
        query.kinds = vec![kind];
        query.totals = true;
        let of_kind = store.search(&query).await.unwrap();
        let there = ledger
            .iter()
            .filter(|entry| entry.kind == kind.as_str() && !paid_in_part(entry));
        judge_sums(&of_kind.totals, there, broken);
    }
    // Not for every row of every life: one, by the seed.
    if !ledger.is_empty() {
        let entry = &ledger[stage.below(ledger.len())];
        let mut query = Query::new(Environment::Sandbox);
        query.text.clone_from(&entry.reference);
        let found = store.search(&query).await.unwrap();
        let found = found.rows.iter().filter_map(transaction);
        let found = found.filter(|row| is_of(&row.provider_reference, entry));
        if found.count() != 1 {
            broken.push(format!("L7 the search does not find {}", entry.reference));
        }
    }
}

fn paid_in_part(entry: &LedgerEntry) -> bool {
    entry.provider == "djamo" && entry.kind == "charge" && entry.paid_amount != entry.amount
}

pub(super) fn transaction(row: &Row) -> Option<&Transaction> {
    match row {
        Row::Transaction { transaction, .. } => Some(transaction),
        Row::Operation(_) => None,
    }
}

fn judge_sums<'a>(
    told: &[domain::Money],
    ledger: impl Iterator<Item = &'a LedgerEntry>,
    broken: &mut Vec<String>,
) {
    let mut there: BTreeMap<&str, Decimal> = BTreeMap::new();
    for entry in ledger.filter(|entry| entry.status == "succeeded") {
        // One provider counts each of its wallets as a currency of its own.
        let currency = entry.currency.get(..3).unwrap_or_default();
        *there.entry(currency).or_default() += entry.paid_amount;
    }
    let here: BTreeMap<&str, Decimal> = told
        .iter()
        .map(|sum| (sum.currency().code(), sum.amount()))
        .collect();
    if here != there {
        broken.push(format!("L5 the sums are {here:?} here and {there:?} there"));
    }
}
