//! The judge: a small model of what must be true after quiet. It reads the provider's ledger, the journal and the history, and
//! shares no code with the engine.

use crate::life::Life;
use chrono::{DateTime, Utc};
use domain::{Environment, Operation, State};
use simulator::{LedgerEntry, Origin};
use std::collections::HashMap;
use store::Query;

pub(crate) async fn judge(life: &Life) -> Vec<String> {
    let journal = &life.engine.store().journal;
    let operations = journal
        .recent_operations(Environment::Sandbox, DateTime::<Utc>::UNIX_EPOCH, 10_000)
        .await
        .unwrap();
    let ledger = life.control.ledger();
    let mut broken = Vec::new();
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
        judge_sendings(life, operation, &mut broken).await;
    }
    judge_lost(&operations, &ledger, &mut broken);
    judge_history(life, &ledger, &mut broken).await;
    broken
        .into_iter()
        .map(|law| format!("seed {}: {law}", life.seed))
        .collect()
}

/// The ledger entry came from this operation: it carries our reference, in a field of its own or first in its note.
fn bears(entry: &LedgerEntry, operation: &Operation) -> bool {
    entry.origin == Origin::Api
        && (entry.our_reference.as_deref() == Some(&operation.our_reference)
            || entry
                .note
                .as_deref()
                .is_some_and(|note| note.split(' ').next() == Some(&operation.our_reference)))
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
        .and_then(|reference| ledger.iter().find(|entry| entry.reference == reference));
    let paid_in_full = |entry: &LedgerEntry| {
        entry.status == "succeeded" && entry.paid_amount == operation.amount.amount()
    };
    match operation.state {
        State::Succeeded => {
            if !tied.is_some_and(paid_in_full) {
                law("shown as paid and is not");
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
            if tied.is_none_or(|entry| entry.status != "pending") {
                law("said to wait, and does not");
            }
        }
        State::InDoubt => {
            if doubts.is_empty() {
                law("in doubt with no question open");
            }
            if own.iter().any(|entry| paid_in_full(entry)) {
                law("a key was there and the doubt was not resolved");
            }
        }
    }
}

/// Sent again only after an attempt of which the provider took nothing.
async fn judge_sendings(life: &Life, operation: &Operation, broken: &mut Vec<String>) {
    let journal = &life.engine.store().journal;
    let attempts = journal.attempts(&operation.id).await.unwrap();
    for earlier in attempts.iter().rev().skip(1) {
        if !matches!(
            earlier.result.as_deref(),
            Some("not_written" | "rate_limited")
        ) {
            let story: Vec<String> = journal
                .timeline(&operation.id)
                .await
                .unwrap()
                .iter()
                .map(|line| format!("{} {} {}", line.at.format("%T"), line.what, line.cause))
                .collect();
            broken.push(format!(
                "L2 sent again after {:?}: {} {story:#?}",
                earlier.result, operation.id
            ));
        }
    }
    let mut over = None;
    for line in journal.timeline(&operation.id).await.unwrap() {
        let Some(state) = line.what.strip_prefix("state:").and_then(State::parse) else {
            continue;
        };
        if let Some(end) = over {
            broken.push(format!(
                "a final state became another: {end:?} {state:?} {}",
                operation.id
            ));
        }
        over = state.is_final().then_some(state);
    }
}

/// Every charge at the provider that came from here has its operation, and no two operations claim one transaction.
fn judge_lost(operations: &[Operation], ledger: &[LedgerEntry], broken: &mut Vec<String>) {
    for entry in ledger.iter().filter(|entry| entry.origin == Origin::Api) {
        if !operations.iter().any(|operation| bears(entry, operation)) {
            broken.push(format!("L1 a charge without its operation: {entry:?}"));
        }
    }
    let mut claimed: HashMap<(&str, &str), &Operation> = HashMap::new();
    for operation in operations {
        let Some(reference) = operation.provider_reference.as_deref() else {
            continue;
        };
        if let Some(other) = claimed.insert((operation.provider.as_str(), reference), operation) {
            broken.push(format!(
                "two operations, one transaction: {} {}",
                other.id, operation.id
            ));
        }
    }
}

/// L5 and L8: after a sync each row of the provider is here exactly once, with the same amount and end.
async fn judge_history(life: &Life, ledger: &[LedgerEntry], broken: &mut Vec<String>) {
    let store = life.engine.store();
    let kept = store.history.count(Environment::Sandbox).await.unwrap();
    if kept != ledger.len() as u64 {
        broken.push(format!(
            "L8 {} rows at the providers, {kept} here",
            ledger.len()
        ));
    }
    for entry in ledger {
        let mut query = Query::new(Environment::Sandbox);
        query.text.clone_from(&entry.reference);
        let page = store.search(&query).await.unwrap();
        let found: Vec<_> = page
            .rows
            .iter()
            .filter_map(|row| match row {
                store::Row::Transaction { transaction, .. } => Some(transaction),
                store::Row::Operation(_) => None,
            })
            .filter(|transaction| transaction.provider_reference == entry.reference)
            .collect();
        let [row] = found.as_slice() else {
            broken.push(format!("L8 {} rows for {}", found.len(), entry.reference));
            continue;
        };
        let status = match entry.status.as_str() {
            "unclear" => "in_doubt",
            other => other,
        };
        if row.status.as_str() != status {
            broken.push(format!(
                "L5 {} here, {status} there: {}",
                row.status.as_str(),
                entry.reference
            ));
        }
    }
}
