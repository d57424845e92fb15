//! A committed charge. It is written once and never changed: what is true of it at some moment
//! follows from its steps, so a restart or a wound clock cannot bring two answers.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::story::{Fate, Step};

/// Who asked for the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A request to the API, the thing a test counts.
    Api,
    /// The shop's website or counter, with the same account.
    Outside,
    /// The two years before the sandbox was first started.
    Past,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Charge {
    /// The provider's reference, unique in its book.
    pub(crate) reference: String,
    pub(crate) origin: Origin,
    pub(crate) at: DateTime<Utc>,
    pub(crate) amount: Decimal,
    pub(crate) currency: String,
    /// Share of the paid amount that the provider keeps.
    pub(crate) fee_rate: Decimal,
    /// Decimals to which the fee is rounded.
    pub(crate) fee_decimals: u32,
    pub(crate) customer_pays_fee: bool,
    /// International, digits only.
    pub(crate) phone: String,
    /// In the provider's own word.
    pub(crate) network: String,
    pub(crate) method: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) note: Option<String>,
    /// The reference the merchant gave, where the provider takes one.
    pub(crate) our_reference: Option<String>,
    /// The provider's other numbers for it, by the provider's own names.
    pub(crate) numbers: BTreeMap<String, String>,
    pub(crate) steps: Vec<Step>,
}

/// A charge at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    pub(crate) fate: &'a Fate,
    /// When it came to stand so; `None` while nothing has happened yet.
    pub(crate) since: Option<DateTime<Utc>>,
    pub(crate) amount: Decimal,
}

impl Charge {
    pub(crate) fn standing(&self, now: DateTime<Utc>) -> Standing<'_> {
        let reached = self.steps.iter().rev().find(|step| step.at <= now);
        Standing {
            fate: reached.map_or(&Fate::Pending, |step| &step.fate),
            since: reached.map(|step| step.at),
            amount: reached.and_then(|step| step.amount).unwrap_or(self.amount),
        }
    }

    /// The provider's fee, nothing before the money has come.
    pub(crate) fn fee(&self, now: DateTime<Utc>) -> Decimal {
        let standing = self.standing(now);
        if *standing.fate != Fate::Succeeded {
            return Decimal::ZERO;
        }
        let fee = standing
            .amount
            .checked_mul(self.fee_rate)
            .unwrap_or_default();
        fee.round_dp_with_strategy(self.fee_decimals, RoundingStrategy::MidpointAwayFromZero)
    }

    /// What it has added to the wallet.
    pub(crate) fn net(&self, now: DateTime<Utc>) -> Decimal {
        let standing = self.standing(now);
        if *standing.fate != Fate::Succeeded {
            Decimal::ZERO
        } else if self.customer_pays_fee {
            standing.amount
        } else {
            standing.amount - self.fee(now)
        }
    }
}

/// All charges of one sandbox in the order they were committed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    charges: Vec<Charge>,
    by_reference: HashMap<String, usize>,
}

impl Book {
    pub(crate) fn add(&mut self, charge: Charge) {
        self.by_reference
            .insert(charge.reference.clone(), self.charges.len());
        self.charges.push(charge);
    }

    pub(crate) fn find(&self, reference: &str) -> Option<&Charge> {
        self.by_reference
            .get(reference)
            .and_then(|&at| self.charges.get(at))
    }

    /// Oldest first.
    pub(crate) fn charges(&self) -> &[Charge] {
        &self.charges
    }

    /// The number the next charge will have.
    pub(crate) fn next_serial(&self) -> u64 {
        self.charges.len() as u64
    }
}
