//! What must come to an end once the world is calm: nothing waits for ever that could be settled, and what does wait stands
//! on the desk as a question with a name.

use super::judge::bears;
use super::stage::Stage;
use domain::{Details, Kind, Operation, State};
use engine::Engine;
use rust_decimal::Decimal;
use simulator::LedgerEntry;

/// Time has passed on good days, and no list was pulled. Looks alone have settled what they can: nothing waits whose
/// key and end are at the provider. Where the shop's clock was wrong, only a pull may find a key.
pub(super) async fn judge_looks(stage: &Stage, engine: &Engine) {
    if stage.jumped() {
        return;
    }
    let ledger = stage.control.ledger();
    let open = engine.store().journal.open_operations(None).await.unwrap();
    for operation in open {
        let settled = |entry: &&LedgerEntry| {
            bears(entry, &operation)
                && match entry.status.as_str() {
                    "succeeded" => entry.paid_amount == operation.amount.amount(),
                    status => status == "failed",
                }
        };
        if let Some(entry) = ledger.iter().find(settled) {
            stage.broke(format!(
                "days of looks have not settled {}: it is {} there and {} here",
                operation.id,
                entry.status,
                operation.state.as_str()
            ));
        }
    }
}

/// Days have passed, every webhook was handed over, and all lists were pulled.
pub(super) async fn judge_waiting(stage: &Stage, engine: &Engine) {
    let journal = &engine.store().journal;
    let ledger = stage.control.ledger();
    for operation in journal.open_operations(None).await.unwrap() {
        let doubts = journal.doubts_of(&operation.id).await.unwrap();
        let open = doubts.iter().filter(|doubt| doubt.settled_at.is_none());
        let open: Vec<&str> = open.map(|doubt| doubt.kind.as_str()).collect();
        let law = |what: &str| {
            stage.broke(format!(
                "{what}: {} {} {} {} {} doubts {open:?}",
                operation.id,
                operation.kind.as_str(),
                operation.provider,
                operation.amount,
                operation.state.as_str(),
            ));
        };
        // What is usual is learnt from the shop's own clock: where that was wrong, nothing is late for days.
        let by_call = matches!(operation.kind, Kind::Refund | Kind::Conversion);
        if open.is_empty() && by_call && !stage.jumped() {
            law("waits for days, and nobody is told");
        }
        stage.met(&format!(
            "stands as a question: {} ({})",
            operation.shown_kind().as_str(),
            operation.provider
        ));
        if operation.kind == Kind::Refund && operation.state == State::Pending {
            law("given back by a call, and said to be on its way for days");
        }
        if went_back(&operation, &ledger) && open == ["fate_unknown"] {
            law("its charge tells that exactly this went back, and it waits");
        }
    }
}

/// So much of the charge was given back by calls as there was before this refund, and exactly this refund besides.
fn went_back(operation: &Operation, ledger: &[LedgerEntry]) -> bool {
    let Details::Refund(refund) = &operation.details else {
        return false;
    };
    let rows = ledger.iter().filter(|entry| {
        entry.kind == "refund"
            && entry.provider == operation.provider.as_str()
            && entry.reference == refund.charge_reference
    });
    let back: Decimal = rows.map(|entry| entry.amount).sum();
    back == refund.refunded_before.amount() + operation.amount.amount()
}
