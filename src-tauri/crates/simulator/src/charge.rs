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
pub struct Charge {
    /// The provider's reference, unique in its book.
    pub reference: String,
    pub origin: Origin,
    pub at: DateTime<Utc>,
    pub amount: Decimal,
    pub currency: String,
    /// Share of the paid amount that the provider keeps.
    pub fee_rate: Decimal,
    /// Decimals to which the fee is rounded.
    pub fee_decimals: u32,
    pub customer_pays_fee: bool,
    /// International, digits only.
    pub phone: String,
    /// In the provider's own word.
    pub network: String,
    pub method: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub note: Option<String>,
    /// The reference the merchant gave, where the provider takes one.
    pub our_reference: Option<String>,
    /// The provider's other numbers for it, by the provider's own names.
    pub numbers: BTreeMap<String, String>,
    pub steps: Vec<Step>,
}

/// A charge at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub fate: &'a Fate,
    /// When it came to stand so; `None` while nothing has happened yet.
    pub since: Option<DateTime<Utc>>,
    pub amount: Decimal,
}

impl Charge {
    pub fn standing(&self, now: DateTime<Utc>) -> Standing<'_> {
        let reached = self.steps.iter().rev().find(|step| step.at <= now);
        Standing {
            fate: reached.map_or(&Fate::Pending, |step| &step.fate),
            since: reached.map(|step| step.at),
            amount: reached.and_then(|step| step.amount).unwrap_or(self.amount),
        }
    }

    /// The provider's fee, nothing before the money has come.
    pub fn fee(&self, now: DateTime<Utc>) -> Decimal {
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
    pub fn net(&self, now: DateTime<Utc>) -> Decimal {
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
pub struct Book {
    charges: Vec<Charge>,
    by_reference: HashMap<String, usize>,
}

impl Book {
    pub(crate) fn add(&mut self, charge: Charge) {
        self.by_reference
            .insert(charge.reference.clone(), self.charges.len());
        self.charges.push(charge);
    }

    pub fn find(&self, reference: &str) -> Option<&Charge> {
        self.by_reference
            .get(reference)
            .and_then(|&at| self.charges.get(at))
    }

    /// Oldest first.
    pub fn charges(&self) -> &[Charge] {
        &self.charges
    }

    /// The number the next charge will have.
    pub(crate) fn next_serial(&self) -> u64 {
        self.charges.len() as u64
    }
}
