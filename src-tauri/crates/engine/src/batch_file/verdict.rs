//! What a row came to: a payout that can be asked for, or every reason why it is none.

use super::remark::Remark;
use domain::{Money, OperationId, Phone};
use sha2::{Digest, Sha256};

/// Who is paid.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// The wallet of a phone.
    Phone(Phone),
    /// An account at a bank.
    Bank {
        /// The bank, as the row calls it.
        bank: String,
        /// The number there.
        number: String,
        /// Its branch.
        branch: Option<String>,
    },
    /// A contact kept at the provider, by its id.
    Contact(String),
}

impl Destination {
    /// Tells one recipient from another; the same for the same recipient.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Phone(phone) => phone.e164().to_owned(),
            Self::Bank {
                bank,
                number,
                branch,
            } => format!(
                "bank\u{1f}{bank}\u{1f}{number}\u{1f}{}",
                branch.as_deref().unwrap_or_default()
            ),
            Self::Contact(id) => format!("contact\u{1f}{id}"),
        }
    }
}

/// A payout that a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its line in the file.
    pub line: u32,
    /// Its own name: unique per account for ever.
    pub reference: String,
    /// Who is paid.
    pub destination: Destination,
    /// How much.
    pub amount: Money,
    /// Who that is.
    pub name: Option<String>,
    /// The message that goes with the money.
    pub note: Option<String>,
    /// The network that the row names, by the provider's code.
    pub network: Option<&'static str>,
    /// The network that the number begins like, by the provider's code. A guess: numbers move.
    pub likely_network: Option<&'static str>,
}

impl BatchRow {
    /// What a reference stands for: amount, currency, recipient and note. The same reference with another content is
    /// another payout under a used name.
    #[must_use]
    pub fn content(&self) -> String {
        let mut hash = Sha256::new();
        let amount = self.amount.amount().to_string();
        let recipient = self.destination.key();
        for part in [
            amount.as_str(),
            self.amount.currency().code(),
            &recipient,
            self.note.as_deref().unwrap_or_default(),
        ] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hex::encode(hash.finalize())
    }
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be paid.
    Payable(BatchRow),
    /// It cannot.
    Faulty {
        /// Its reference, where that could be read.
        reference: Option<String>,
        /// Every reason, never only the first.
        faults: Vec<Remark>,
    },
}

/// A row, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Its line in the file, as Excel and an editor count it.
    pub line: u32,
    /// What became of it.
    pub verdict: Verdict,
    /// What a person should look at before it is paid.
    pub warnings: Vec<Remark>,
    /// The operation that an earlier run of this file recorded for it: it is not sent again.
    pub recorded: Option<OperationId>,
}

impl ReadRow {
    /// The payout, where it can be paid and was not before.
    #[must_use]
    pub fn to_send(&self) -> Option<&BatchRow> {
        self.payable().filter(|_| self.recorded.is_none())
    }

    /// The payout, where the row has no fault.
    #[must_use]
    pub fn payable(&self) -> Option<&BatchRow> {
        match &self.verdict {
            Verdict::Payable(row) => Some(row),
            Verdict::Faulty { .. } => None,
        }
    }

    /// Every reason why it cannot be paid.
    #[must_use]
    pub fn faults(&self) -> &[Remark] {
        match &self.verdict {
            Verdict::Payable(_) => &[],
            Verdict::Faulty { faults, .. } => faults,
        }
    }

    /// Its reference, where that could be read.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        match &self.verdict {
            Verdict::Payable(row) => Some(&row.reference),
            Verdict::Faulty { reference, .. } => reference.as_deref(),
        }
    }

    pub(crate) fn refuse(&mut self, fault: Remark) {
        match &mut self.verdict {
            Verdict::Payable(row) => {
                self.verdict = Verdict::Faulty {
                    reference: Some(std::mem::take(&mut row.reference)),
                    faults: vec![fault],
                };
            }
            Verdict::Faulty { faults, .. } => faults.push(fault),
        }
    }
}
