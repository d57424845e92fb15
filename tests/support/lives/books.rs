//! What bears no reference of ours: refunds by the provider's own call, seen on their charge alone, and conversions. They are
//! judged by count and amount, as a bookkeeper would: nothing moved that nobody asked for, and what is shown as done was done.

use super::stage::Stage;
use domain::{Details, Kind, Operation, State, TransactionId};
use rust_decimal::Decimal;
use simulator::{LedgerEntry, Origin};
use std::collections::BTreeMap;
use store::Store;

pub(super) async fn judge_books(
    stage: &Stage,
    store: &Store,
    operations: &[Operation],
    ledger: &[LedgerEntry],
    broken: &mut Vec<String>,
) {
    let mut denied = Vec::new();
    for operation in operations {
        let doubts = store.journal.doubts_of(&operation.id).await.unwrap();
        if doubts.iter().any(|doubt| doubt.settled_at.is_none()) {
            denied.push(&operation.id);
        }
    }
    let questioned = |operation: &Operation| denied.contains(&&operation.id);
    for (charge, rows) in refunds(ledger) {
        let asked = operations.iter().filter(|operation| {
            matches!(&operation.details, Details::Refund(refund) if refund.charge_reference == charge)
        });
        judge_pairs(
            stage,
            &format!("refunds of {charge}"),
            asked,
            &rows,
            questioned,
            broken,
        );
    }
    let converted: Vec<&LedgerEntry> = ledger
        .iter()
        .filter(|entry| entry.kind == "conversion" && entry.origin == Origin::Api)
        .collect();
    let asked = operations.iter().filter(|it| it.kind == Kind::Conversion);
    judge_pairs(stage, "conversions", asked, &converted, questioned, broken);
    judge_given_back(stage, operations, ledger, &questioned, broken);
}

/// By the charge that they give back.
fn refunds(ledger: &[LedgerEntry]) -> BTreeMap<&str, Vec<&LedgerEntry>> {
    let mut refunds: BTreeMap<&str, Vec<&LedgerEntry>> = BTreeMap::new();
    for entry in ledger {
        match entry.kind.as_str() {
            "charge" => drop(refunds.entry(&entry.reference).or_default()),
            "refund" => refunds.entry(&entry.reference).or_default().push(entry),
            _ => {}
        }
    }
    refunds
}

/// Each row there has an operation of its own here that may have made it, and what is shown as done has a row.
fn judge_pairs<'a>(
    stage: &Stage,
    what: &str,
    asked: impl Iterator<Item = &'a Operation>,
    rows: &[&LedgerEntry],
    questioned: impl Fn(&Operation) -> bool,
    broken: &mut Vec<String>,
) {
    let mut rows: Vec<&LedgerEntry> = rows.to_vec();
    let mut may_have: Vec<&Operation> = Vec::new();
    for operation in asked {
        let amount = operation.amount.amount();
        // A conversion that was answered is known by the provider's reference; a refund is part of its charge's row.
        let tied = rows.iter().position(|row| match operation.kind {
            Kind::Conversion => operation.provider_reference.as_deref() == Some(&row.reference),
            _ => operation.state == State::Succeeded && row.amount == amount,
        });
        match (operation.state, tied) {
            (_, Some(place)) => {
                let row = rows.remove(place);
                let fits = match operation.state {
                    State::Succeeded => row.status == "succeeded",
                    State::Failed | State::Expired => row.status == "failed",
                    _ => true,
                };
                if row.amount != amount || (!fits && !questioned(operation)) {
                    broken.push(format!("{what}: {} {row:?}", described(operation)));
                }
            }
            (State::Succeeded, None) if !questioned(operation) => broken.push(format!(
                "{what}: shown as done, and is not: {}",
                described(operation)
            )),
            (State::Cancelled | State::Failed | State::Expired, None) => {}
            (_, None) => may_have.push(operation),
        }
    }
    for row in rows {
        let place = may_have
            .iter()
            .position(|operation| operation.amount.amount() == row.amount);
        match place {
            Some(place) => {
                let lost = may_have.remove(place);
                stage.met(&format!("{}: its answer was lost", lost.kind.as_str()));
            }
            None => broken.push(format!(
                "{what}: L2 nobody asked for it, or once less: {row:?}"
            )),
        }
    }
}

/// By call and by payout together: no more goes back than came in.
fn judge_given_back(
    stage: &Stage,
    operations: &[Operation],
    ledger: &[LedgerEntry],
    questioned: &impl Fn(&Operation) -> bool,
    broken: &mut Vec<String>,
) {
    for charge in ledger.iter().filter(|entry| entry.kind == "charge") {
        let by_call = ledger
            .iter()
            .filter(|entry| entry.kind == "refund" && entry.reference == charge.reference);
        let account = &stage.accounts[charge.provider.as_str()];
        let known_as = TransactionId::derive(account, Kind::Charge, &charge.reference);
        let payouts = operations.iter().filter(|operation| {
            matches!(&operation.details, Details::Payout(payout) if payout.refunds.as_ref() == Some(&known_as))
        });
        let payouts: Vec<&Operation> = payouts.collect();
        let paid_back: Vec<&LedgerEntry> = ledger
            .iter()
            .filter(|entry| entry.kind == "payout" && entry.status != "failed")
            .filter(|entry| payouts.iter().any(|it| super::judge::bears(entry, it)))
            .collect();
        for _ in &paid_back {
            stage.met(&format!("went back by a payout ({})", charge.provider));
        }
        let back: Decimal = by_call.chain(paid_back).map(customer_gets).sum();
        let asked_for = charge.amount.max(charge.paid_amount);
        // A payout that came after it had failed opens a question, and money that is out is not taken back.
        if back > asked_for && !payouts.iter().any(|it| questioned(it)) {
            broken.push(format!("{back} went back of {charge:?}"));
        }
    }
}

/// At one provider the recipient loses the fee of a payout; what goes back is what the customer gets.
fn customer_gets(entry: &LedgerEntry) -> Decimal {
    match (entry.provider.as_str(), entry.kind.as_str()) {
        ("dgspay", "payout") => entry.amount - entry.fee,
        _ => entry.amount,
    }
}

fn described(operation: &Operation) -> String {
    format!(
        "{} {} {}",
        operation.id,
        operation.state.as_str(),
        operation.amount
    )
}
