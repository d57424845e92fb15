//! What a sighting means for an operation. One pure function; everything that learns of a transaction asks it.

use domain::{Details, DoubtKind, Kind, Money, Operation, RefundDetails, Sighting, State, Status};

/// What follows from a sighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// Where the operation stands now. The same as before when nothing moves.
    pub state: State,
    /// Questions that this opens.
    pub open: Vec<DoubtKind>,
    /// Questions that this answers.
    pub settle: Vec<DoubtKind>,
}

/// Judges a sighting that is known to be this operation's: it bears its key.
#[must_use]
pub(crate) fn decide(operation: &Operation, sighting: &Sighting) -> Decision {
    let now = operation.state;
    if let Details::Refund(refund) = &operation.details {
        return decide_refund(operation, refund, sighting);
    }
    if contradicts(operation.amount, sighting) || sighting.kind != operation.kind {
        return Decision {
            state: if now.is_final() { now } else { State::InDoubt },
            open: vec![DoubtKind::Mismatch],
            // Where it is, is known now; what it is, is the question.
            settle: vec![DoubtKind::FateUnknown],
        };
    }
    let told = told_state(sighting);
    if now.is_final() {
        return judge_final(now, sighting.status);
    }
    if told == State::InDoubt {
        return Decision {
            state: State::InDoubt,
            open: vec![DoubtKind::FateUnknown],
            settle: Vec::new(),
        };
    }
    // An amount that was not told proves nothing: money is not called moved on it.
    let unproven = sighting.amount.is_none() && told == State::Succeeded;
    if unproven {
        // The answer to a sending ends the sending, whatever it proves.
        let sent = now == State::Sending;
        return Decision {
            state: if sent { State::InDoubt } else { now },
            open: sent.then_some(DoubtKind::FateUnknown).into_iter().collect(),
            settle: Vec::new(),
        };
    }
    let mut settle = vec![DoubtKind::FateUnknown, DoubtKind::Mismatch];
    if told.is_final() {
        settle.push(DoubtKind::Overdue);
    }
    Decision {
        state: told,
        open: Vec::new(),
        settle,
    }
}

/// A refund by the provider's own call is seen on its charge alone: in how much of it has gone back in all. Whatever went
/// back before, this refund is done when exactly its amount went back besides, since Duka asks for one at a time.
fn decide_refund(operation: &Operation, refund: &RefundDetails, charge: &Sighting) -> Decision {
    let now = operation.state;
    let nothing_new = Decision {
        state: if now == State::Sending {
            State::Pending
        } else {
            now
        },
        open: Vec::new(),
        settle: Vec::new(),
    };
    if charge.kind != Kind::Charge || contradicts(refund.charged, charge) {
        return Decision {
            state: if now.is_final() { now } else { State::InDoubt },
            open: vec![DoubtKind::Mismatch],
            settle: vec![DoubtKind::FateUnknown],
        };
    }
    let Some(told) = charge.refunded else {
        return nothing_new;
    };
    let Ok(wanted) = refund.refunded_before.checked_add(&operation.amount) else {
        return nothing_new;
    };
    if told.currency() != wanted.currency() {
        return nothing_new;
    }
    let (told, before, wanted) = (
        told.amount(),
        refund.refunded_before.amount(),
        wanted.amount(),
    );
    if now.is_final() {
        // Later refunds make it more; less than ours denies ours.
        let status = if told >= wanted {
            Status::Succeeded
        } else {
            Status::Failed
        };
        let says_nothing = now != State::Succeeded && told != wanted;
        return if says_nothing {
            nothing_new
        } else {
            judge_final(now, status)
        };
    }
    if told == wanted {
        return Decision {
            state: State::Succeeded,
            open: Vec::new(),
            settle: vec![
                DoubtKind::FateUnknown,
                DoubtKind::Mismatch,
                DoubtKind::Overdue,
            ],
        };
    }
    if told == before {
        return nothing_new;
    }
    // Something else went back meanwhile: whether ours did too, nobody can tell from a sum.
    Decision {
        state: State::InDoubt,
        open: vec![DoubtKind::Mismatch],
        settle: Vec::new(),
    }
}

/// A final state never flips. What denies it, either way, opens a doubt; what confirms it closes one.
fn judge_final(now: State, status: Status) -> Decision {
    let denied = match status {
        Status::Pending | Status::InDoubt => now == State::Succeeded,
        Status::Succeeded => now != State::Succeeded,
        Status::Failed | Status::Expired => now == State::Succeeded,
    };
    let confirmed = status.is_final() && !denied;
    Decision {
        state: now,
        open: if denied {
            vec![DoubtKind::Contradicted]
        } else {
            Vec::new()
        },
        settle: if confirmed {
            vec![
                DoubtKind::Contradicted,
                DoubtKind::FateUnknown,
                DoubtKind::Overdue,
                DoubtKind::Mismatch,
            ]
        } else {
            Vec::new()
        },
    }
}

fn contradicts(asked: Money, sighting: &Sighting) -> bool {
    sighting.amount.is_some_and(|told| told != asked)
}

fn told_state(sighting: &Sighting) -> State {
    let waits = sighting.status == Status::Pending
        && sighting
            .action
            .as_ref()
            .is_some_and(|action| action.required);
    if waits {
        State::NeedsAction
    } else {
        sighting.status.as_state()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{operation, sighting};
    use domain::{Action, ActionKind};

    fn judged(state: State, status: Status) -> Decision {
        let mut operation = operation();
        operation.state = state;
        decide(&operation, &sighting(&operation, status))
    }

    #[test]
    fn an_open_operation_follows_what_the_provider_says() {
        for from in [
            State::Sending,
            State::Pending,
            State::NeedsAction,
            State::InDoubt,
        ] {
            for (status, to) in [
                (Status::Succeeded, State::Succeeded),
                (Status::Failed, State::Failed),
                (Status::Expired, State::Expired),
                (Status::Pending, State::Pending),
                (Status::InDoubt, State::InDoubt),
            ] {
                assert_eq!(judged(from, status).state, to, "{from:?} {status:?}");
            }
        }
    }

    #[test]
    fn an_unknown_word_is_never_success_and_never_failure() {
        let decision = judged(State::Pending, Status::InDoubt);
        assert_eq!(decision.state, State::InDoubt);
        assert_eq!(decision.open, [DoubtKind::FateUnknown]);
    }

    #[test]
    fn a_late_success_after_failed_is_a_doubt_and_does_not_flip_the_state() {
        for state in [State::Failed, State::Expired, State::Cancelled] {
            let decision = judged(state, Status::Succeeded);
            assert_eq!(decision.state, state);
            assert_eq!(decision.open, [DoubtKind::Contradicted]);
        }
    }

    #[test]
    fn a_success_that_is_taken_back_is_a_doubt_and_does_not_flip_the_state() {
        for status in [
            Status::Failed,
            Status::Expired,
            Status::Pending,
            Status::InDoubt,
        ] {
            let decision = judged(State::Succeeded, status);
            assert_eq!(decision.state, State::Succeeded);
            assert_eq!(decision.open, [DoubtKind::Contradicted], "{status:?}");
        }
    }

    #[test]
    fn a_final_state_that_is_confirmed_settles_its_doubts() {
        let decision = judged(State::Succeeded, Status::Succeeded);
        assert_eq!(decision.state, State::Succeeded);
        assert!(decision.settle.contains(&DoubtKind::Contradicted));
    }

    #[test]
    fn another_amount_is_a_mismatch_and_never_a_success() {
        let mut operation = operation();
        operation.state = State::Pending;
        let mut sighting = sighting(&operation, Status::Succeeded);
        sighting.amount = Some(Money::from_ten_thousandths(
            10_000,
            operation.amount.currency(),
        ));
        let decision = decide(&operation, &sighting);
        assert_eq!(decision.state, State::InDoubt);
        assert_eq!(decision.open, [DoubtKind::Mismatch]);
    }

    #[test]
    fn money_that_goes_the_other_way_is_a_mismatch() {
        let mut operation = operation();
        operation.state = State::Pending;
        let mut sighting = sighting(&operation, Status::Succeeded);
        sighting.kind = Kind::Payout;
        assert_eq!(decide(&operation, &sighting).open, [DoubtKind::Mismatch]);
    }

    #[test]
    fn a_success_without_an_amount_moves_nothing() {
        let mut operation = operation();
        operation.state = State::Pending;
        let mut sighting = sighting(&operation, Status::Succeeded);
        sighting.amount = None;
        assert_eq!(decide(&operation, &sighting).state, State::Pending);
        operation.state = State::Sending;
        let answered = decide(&operation, &sighting);
        assert_eq!(answered.state, State::InDoubt);
        assert_eq!(answered.open, [DoubtKind::FateUnknown]);
    }

    #[test]
    fn only_a_required_action_holds_a_charge() {
        let mut operation = operation();
        operation.state = State::Sending;
        let mut sighting = sighting(&operation, Status::Pending);
        let mut action = Action {
            kind: ActionKind::Redirect,
            required: false,
            url: None,
            word: None,
            text: None,
        };
        sighting.action = Some(action.clone());
        assert_eq!(decide(&operation, &sighting).state, State::Pending);
        action.required = true;
        sighting.action = Some(action);
        assert_eq!(decide(&operation, &sighting).state, State::NeedsAction);
    }

    /// Whatever is seen, in whatever state: the answer is a transition that the table allows.
    #[test]
    fn no_sighting_asks_for_a_transition_that_the_table_forbids() {
        for &state in State::ALL.iter().filter(|s| s.may_have_left()) {
            for &status in Status::ALL {
                let decision = judged(state, status);
                assert!(
                    decision.state == state || state.may_become(decision.state),
                    "{state:?} {status:?} -> {:?}",
                    decision.state
                );
            }
        }
    }
}
