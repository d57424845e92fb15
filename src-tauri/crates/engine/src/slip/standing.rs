//! What a paper may say of the money. There is one way to the word *paid*, and it is narrow.

use domain::{Direction, DoubtKind, Operation, State, Transaction};

/// What may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It happened: the provider said so, and nothing speaks against it.
    Proven,
    /// It has not happened yet, as far as anybody knows; and nobody has lost sight of it.
    NotYet,
    /// It is on its way at the provider: not proven, and not to be called undone either.
    OnItsWay,
    /// Nobody knows, or what is known contradicts itself.
    NotCertain,
    /// It ended without money moving.
    DidNotHappen,
}

impl Standing {
    /// Every one.
    pub const ALL: &[Self] = &[
        Self::Proven,
        Self::NotYet,
        Self::OnItsWay,
        Self::NotCertain,
        Self::DidNotHappen,
    ];

    /// What may be said of an operation with its open doubts, and of what the provider tells of it.
    #[must_use]
    pub fn of(
        operation: Option<&Operation>,
        doubts: &[DoubtKind],
        transaction: Option<&Transaction>,
    ) -> Self {
        let told = transaction
            .map(|it| Self::of_state(it.status.as_state(), it.kind.direction() == Direction::In));
        let Some(operation) = operation else {
            return told.unwrap_or(Self::NotCertain);
        };
        let own = Self::of_state(operation.state, operation.kind.direction() == Direction::In);
        let open = matches!(own, Self::NotYet | Self::OnItsWay);
        // Only lateness leaves what is open as it is; every other question, and any about what ended, is doubt.
        let late = |kind: &DoubtKind| open && *kind == DoubtKind::Overdue;
        if !doubts.iter().all(late) {
            return Self::NotCertain;
        }
        match told {
            // The journal lags behind a pull by moments: what is still open stays so until the journal itself says more.
            None => own,
            Some(_) if open => own,
            Some(told) if told != own => Self::NotCertain,
            Some(_) if own == Self::Proven && !same_money(operation, transaction) => {
                Self::NotCertain
            }
            Some(_) => own,
        }
    }

    fn of_state(state: State, comes_in: bool) -> Self {
        match state {
            State::Recorded | State::AwaitingApproval => Self::NotYet,
            // Asked for a moment ago: a charge waits for the customer, money that goes out may be anywhere.
            State::Sending | State::Pending | State::NeedsAction if comes_in => Self::NotYet,
            State::Sending | State::Pending | State::NeedsAction => Self::OnItsWay,
            State::InDoubt => Self::NotCertain,
            State::Succeeded => Self::Proven,
            State::Failed | State::Expired | State::Cancelled => Self::DidNotHappen,
        }
    }
}

fn same_money(operation: &Operation, transaction: Option<&Transaction>) -> bool {
    transaction.is_none_or(|it| it.amount == operation.amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::operation;
    use domain::{Kind, Status, TransactionId};

    fn transaction(of: &Operation, status: Status) -> Transaction {
        Transaction {
            id: TransactionId::derive(&of.account, of.kind, "PR-1"),
            environment: of.environment,
            account: of.account.clone(),
            provider: of.provider.clone(),
            kind: of.kind,
            status,
            provider_status: "A WORD".to_owned(),
            amount: of.amount,
            fee: None,
            net: None,
            refunded: None,
            debited: None,
            recipient_gets: None,
            link: None,
            system_reference: None,
            provider_reference: "PR-1".to_owned(),
            our_reference: None,
            operator_reference: None,
            phone: None,
            name: None,
            method: None,
            network: None,
            note: None,
            provider_message: None,
            occurred_at: of.created_at,
            synced_at: of.created_at,
            raw: None,
        }
    }

    fn doubts() -> Vec<Vec<DoubtKind>> {
        let mut sets = vec![Vec::new()];
        sets.extend(DoubtKind::ALL.iter().map(|kind| vec![*kind]));
        sets.push(vec![DoubtKind::Overdue, DoubtKind::Contradicted]);
        sets
    }

    #[test]
    fn nothing_is_proven_but_what_succeeded_undoubted_and_undenied() {
        for kind in Kind::ALL {
            for state in State::ALL {
                for open in doubts() {
                    for told in [None]
                        .into_iter()
                        .chain(Status::ALL.iter().copied().map(Some))
                    {
                        let mut operation = operation();
                        (operation.kind, operation.state) = (*kind, *state);
                        let transaction = told.map(|status| transaction(&operation, status));
                        let standing = Standing::of(Some(&operation), &open, transaction.as_ref());
                        let proven = *state == State::Succeeded
                            && open.is_empty()
                            && told.is_none_or(|status| status == Status::Succeeded);
                        assert_eq!(
                            standing == Standing::Proven,
                            proven,
                            "{kind:?} {state:?} {open:?} {told:?}"
                        );
                        let ended =
                            matches!(state, State::Failed | State::Expired | State::Cancelled);
                        assert!(standing != Standing::DidNotHappen || ended && open.is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn another_amount_at_the_provider_is_not_certain() {
        let mut operation = operation();
        operation.state = State::Succeeded;
        let mut transaction = transaction(&operation, Status::Succeeded);
        transaction.amount = transaction
            .amount
            .checked_add(&operation.amount)
            .expect("one currency");
        let standing = Standing::of(Some(&operation), &[], Some(&transaction));
        assert_eq!(standing, Standing::NotCertain);
    }

    #[test]
    fn what_only_the_provider_tells_stands_as_it_tells() {
        for status in Status::ALL {
            let told = transaction(&operation(), *status);
            let standing = Standing::of(None, &[], Some(&told));
            assert_eq!(
                standing == Standing::Proven,
                *status == Status::Succeeded,
                "{status:?}"
            );
        }
        assert_eq!(Standing::of(None, &[], None), Standing::NotCertain);
    }

    #[test]
    fn money_that_went_out_is_never_called_unsent_while_it_may_be_anywhere() {
        for state in [State::Sending, State::Pending, State::NeedsAction] {
            let mut operation = operation();
            (operation.kind, operation.state) = (Kind::Payout, state);
            assert_eq!(
                Standing::of(Some(&operation), &[], None),
                Standing::OnItsWay
            );
        }
    }
}
