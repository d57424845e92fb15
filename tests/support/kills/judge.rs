//! What must be true once all is quiet. It reads the provider's ledger, the journal and the history; of the engine it uses
//! nothing but the open files.

use super::desk::Desk;
use super::report::Report;
use super::round::is_of;
use domain::{Details, Environment, Kind, Operation, State};
use engine::Engine;
use simulator::{LedgerEntry, Origin};

pub(super) async fn judge(desk: &Desk, engine: &Engine, report: &mut Report) -> Vec<String> {
    let store = engine.store();
    let all = desk.control.ledger();
    // Charges are listed, and payouts; a refund by the provider's own call is seen on its charge alone.
    let listed = all.iter().filter(|entry| entry.kind != "refund").count();
    let in_files = |entry: &LedgerEntry| desk.files.iter().any(|file| file.holds(entry));
    let ledger: Vec<LedgerEntry> = all
        .iter()
        .filter(|entry| entry.origin == Origin::Api || entry.kind == "refund")
        .filter(|entry| !in_files(entry))
        .cloned()
        .collect();
    let mut broken = Vec::new();
    report.recorded += count(desk.told.len());
    report.taken += count(ledger.len());
    for file in &desk.files {
        broken.extend(file.judge(desk, &all, report).await);
    }
    for told in &desk.told {
        let Ok(Some(now)) = store.journal.operation(&told.id).await else {
            report.lost += 1;
            broken.push(format!("{} was told to a person and is gone", told.id));
            continue;
        };
        let own: Vec<&LedgerEntry> = ledger.iter().filter(|entry| is_of(entry, &now)).collect();
        report.twice += count(own.len().saturating_sub(1));
        for what in faults(&now, &own) {
            broken.push(format!("{what}: {} {own:?}", brief(&now)));
        }
        let attempts = store.journal.attempts(&told.id).await.unwrap();
        if !may_follow_each_other(attempts.iter().map(|attempt| attempt.result.as_deref())) {
            broken.push(format!("sent again: {} {attempts:?}", brief(&now)));
        }
        report.lost += count(own.iter().filter(|entry| !knows(&now, entry)).count());
    }
    for entry in &ledger {
        if !desk.told.iter().any(|told| is_of(entry, told)) {
            report.lost += 1;
            broken.push(format!("nobody here asked for this: {entry:?}"));
        }
    }
    let kept = store.history.count(Environment::Sandbox).await.unwrap();
    if kept != listed as u64 {
        broken.push(format!("{listed} at the providers, {kept} here"));
    }
    if let Err(error) = store.journal.verify_chain().await {
        broken.push(format!("the journal's chain is broken: {error}"));
    }
    broken
}

/// What is wrong between an operation and what the provider has of it.
fn faults(operation: &Operation, own: &[&LedgerEntry]) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if own.len() > 1 {
        faults.push("sent twice");
    }
    if own.iter().any(|entry| !bears(entry, operation)) {
        faults.push("at the provider without its key");
    }
    if own.iter().any(|entry| !knows(operation, entry)) {
        faults.push("lost");
    }
    let paid = own.iter().any(|entry| entry.status == "succeeded");
    let left_lying = matches!(
        operation.state,
        State::Recorded | State::AwaitingApproval | State::Sending
    );
    if left_lying {
        faults.push("left lying");
    }
    if operation.state == State::Succeeded && !paid {
        faults.push("shown as paid and is not");
    }
    if operation.state == State::Cancelled && !own.is_empty() {
        faults.push("called off, and is at the provider");
    }
    faults
}

/// The operation is tied to this entry, and says of it what is so.
fn knows(operation: &Operation, entry: &LedgerEntry) -> bool {
    let same_end = match operation.state {
        State::Succeeded => {
            entry.status == "succeeded" && entry.paid_amount == operation.amount.amount()
        }
        State::Failed => entry.status == "failed",
        State::Pending | State::NeedsAction => entry.status == "pending",
        State::Recorded
        | State::AwaitingApproval
        | State::Sending
        | State::InDoubt
        | State::Expired
        | State::Cancelled => false,
    };
    same_end && tied(operation, entry)
}

/// By the provider's reference; where something is found under its order only, behind that. A refund is tied to its charge.
fn tied(operation: &Operation, entry: &LedgerEntry) -> bool {
    let reference = match &operation.details {
        Details::Refund(refund) => Some(refund.charge_reference.as_str()),
        _ => operation.provider_reference.as_deref(),
    };
    reference.and_then(|it| it.rsplit('/').next()) == Some(entry.reference.as_str())
}

/// Our key went with it, in a field of its own or first in its note. A refund by the provider's own call has room for neither.
pub(super) fn bears(entry: &LedgerEntry, operation: &Operation) -> bool {
    if operation.kind == Kind::Refund {
        return tied(operation, entry);
    }
    let key = Some(operation.our_reference.as_str());
    let first_of_note = entry
        .note
        .as_deref()
        .and_then(|note| note.split(' ').next());
    entry.our_reference.as_deref() == key || first_of_note == key
}

/// Nothing is sent again after a sending that may have arrived. The last one may have ended in any way, or unseen.
fn may_follow_each_other<'a>(results: impl DoubleEndedIterator<Item = Option<&'a str>>) -> bool {
    results.rev().skip(1).all(|result| {
        matches!(
            result,
            Some("not_written" | "rate_limited" | "session_over")
        )
    })
}

pub(super) fn brief(operation: &Operation) -> String {
    format!(
        "{} at {} is {}, {:?}",
        operation.id,
        operation.provider.as_str(),
        operation.state.as_str(),
        operation.reason.as_ref().map(|reason| &reason.code)
    )
}

fn count(many: usize) -> u32 {
    u32::try_from(many).expect("a home holds some hundreds")
}

#[cfg(test)]
mod tests {
    use super::may_follow_each_other;

    #[test]
    fn only_a_sending_of_which_nothing_was_taken_may_be_followed_by_another() {
        let judge =
            |results: &[Option<&'static str>]| may_follow_each_other(results.iter().copied());
        assert!(judge(&[]));
        assert!(judge(&[None]));
        assert!(judge(&[
            Some("not_written"),
            Some("rate_limited"),
            Some("answered")
        ]));
        assert!(!judge(&[None, Some("answered")]));
        assert!(!judge(&[Some("no_reply"), Some("answered")]));
    }
}
