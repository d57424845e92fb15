//! The life of an operation: the one transition table.

use crate::kind::words;
use serde::{Deserialize, Serialize};

words!(
    /// Where an operation stands.
    State {
        /// In the journal; not one byte has left.
        Recorded = "recorded",
        /// Waits for a second person.
        AwaitingApproval = "awaiting_approval",
        /// Being sent now. Found at start, it is in doubt.
        Sending = "sending",
        /// The provider has it and waits.
        Pending = "pending",
        /// The provider waits for something from a person here.
        NeedsAction = "needs_action",
        /// Sent, fate unknown.
        InDoubt = "in_doubt",
        /// The provider says that the money moved.
        Succeeded = "succeeded",
        /// The provider says that it did not.
        Failed = "failed",
        /// The provider closed it unanswered.
        Expired = "expired",
        /// Ended before or without money moving.
        Cancelled = "cancelled",
    }
);

impl State {
    /// True when nothing more is expected. A final state never changes silently: what denies it opens a doubt.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Succeeded | Self::Failed | Self::Expired | Self::Cancelled => true,
            Self::Recorded
            | Self::AwaitingApproval
            | Self::Sending
            | Self::Pending
            | Self::NeedsAction
            | Self::InDoubt => false,
        }
    }

    /// True from the moment in which a provider may know of the operation.
    #[must_use]
    pub fn may_have_left(self) -> bool {
        !matches!(self, Self::Recorded | Self::AwaitingApproval)
    }

    /// The transition table. Whatever is not listed cannot happen.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Recorded => matches!(
                next,
                Self::AwaitingApproval | Self::Sending | Self::Cancelled
            ),
            Self::AwaitingApproval => matches!(next, Self::Recorded | Self::Cancelled),
            // Back to `recorded` only when not one byte left, or the provider itself said that it did not take it.
            Self::Sending => {
                matches!(
                    next,
                    Self::Recorded | Self::Pending | Self::NeedsAction | Self::InDoubt
                ) || next.is_final()
            }
            Self::Pending => matches!(next, Self::NeedsAction | Self::InDoubt) || next.is_final(),
            Self::NeedsAction => matches!(next, Self::Pending | Self::InDoubt) || next.is_final(),
            Self::InDoubt => matches!(next, Self::Pending | Self::NeedsAction) || next.is_final(),
            Self::Succeeded | Self::Failed | Self::Expired | Self::Cancelled => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the design, row by row, written apart from the function it judges.
    #[test]
    fn the_transition_table_allows_exactly_what_the_design_lists() {
        let table = [
            ("recorded", "awaiting_approval sending cancelled"),
            ("awaiting_approval", "recorded cancelled"),
            (
                "sending",
                "recorded pending needs_action in_doubt succeeded failed expired cancelled",
            ),
            (
                "pending",
                "needs_action in_doubt succeeded failed expired cancelled",
            ),
            (
                "needs_action",
                "pending in_doubt succeeded failed expired cancelled",
            ),
            (
                "in_doubt",
                "pending needs_action succeeded failed expired cancelled",
            ),
            ("succeeded", ""),
            ("failed", ""),
            ("expired", ""),
            ("cancelled", ""),
        ];
        assert_eq!(table.len(), State::ALL.len());
        for (from, allowed) in table {
            let from = State::parse(from).unwrap();
            for &to in State::ALL {
                let expected = allowed.split(' ').any(|word| word == to.as_str());
                assert_eq!(from.may_become(to), expected, "{from:?} -> {to:?}");
            }
        }
    }

    #[test]
    fn a_final_state_never_becomes_anything() {
        for &from in State::ALL.iter().filter(|s| s.is_final()) {
            assert!(State::ALL.iter().all(|&to| !from.may_become(to)));
        }
    }
}
