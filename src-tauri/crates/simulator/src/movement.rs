//! Money on its way in, out, or from one wallet into another. What is true of it at some moment follows from its
//! steps, so a restart or a wound clock cannot bring two answers.

use std::collections::BTreeMap;

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

/// Which way the money goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// From a customer into the wallet. The first homes knew nothing else and left the word out.
    #[default]
    Charge,
    /// Out of the wallet to somebody. It is taken from the wallet when it is accepted, and given back when it fails.
    Payout,
    /// From one wallet into another of the same merchant; taken at once, given when it succeeds.
    Conversion,
}

impl Kind {
    /// As the ledger says it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Payout => "payout",
            Self::Conversion => "conversion",
        }
    }
}

/// What a conversion gives for what it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Given {
    pub(crate) currency: String,
    pub(crate) amount: Decimal,
    pub(crate) rate: Decimal,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Movement {
    #[serde(default)]
    pub(crate) kind: Kind,
    /// The provider's reference, unique in its book.
    pub(crate) reference: String,
    pub(crate) origin: Origin,
    pub(crate) at: DateTime<Utc>,
    pub(crate) amount: Decimal,
    /// The wallet: a currency, or the provider's own code for the wallet of a network.
    pub(crate) currency: String,
    /// Share of the paid amount that the provider keeps.
    pub(crate) fee_rate: Decimal,
    /// Kept besides, whatever the amount.
    #[serde(default)]
    pub(crate) flat_fee: Decimal,
    /// Decimals to which the fee is rounded.
    pub(crate) fee_decimals: u32,
    /// The other side bears the fee: the payer on top of a charge, the recipient out of a payout.
    pub(crate) customer_pays_fee: bool,
    /// International, digits only; of a payout to a bank the account number; empty where there is neither.
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
    /// The provider's other numbers for it, and what else only this provider asks, by the provider's own names.
    pub(crate) numbers: BTreeMap<String, String>,
    /// In the order of time.
    pub(crate) steps: Vec<Step>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) gives: Option<Given>,
    /// Where this one's webhooks go instead of the account's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) callback_url: Option<String>,
}

/// A movement at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    pub(crate) fate: &'a Fate,
    /// When it came to stand so; `None` while nothing has happened yet.
    pub(crate) since: Option<DateTime<Utc>>,
    pub(crate) amount: Decimal,
    /// What has been given back of it so far.
    pub(crate) refunded: Decimal,
}

impl Movement {
    /// A charge with nothing but what every movement has.
    pub(crate) fn new(
        kind: Kind,
        reference: String,
        at: DateTime<Utc>,
        amount: Decimal,
        currency: &str,
    ) -> Self {
        Self {
            kind,
            reference,
            origin: Origin::Api,
            at,
            amount,
            currency: currency.to_owned(),
            fee_rate: Decimal::ZERO,
            flat_fee: Decimal::ZERO,
            fee_decimals: 0,
            customer_pays_fee: false,
            phone: String::new(),
            network: String::new(),
            method: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            email: String::new(),
            note: None,
            our_reference: None,
            numbers: BTreeMap::new(),
            steps: Vec::new(),
            gives: None,
            callback_url: None,
        }
    }

    /// One of the provider's other numbers.
    pub(crate) fn number(&self, name: &str) -> Option<&str> {
        self.numbers.get(name).map(String::as_str)
    }

    pub(crate) fn standing(&self, now: DateTime<Utc>) -> Standing<'_> {
        let reached = self.steps.iter().rev().find(|step| step.at <= now);
        Standing {
            fate: reached.map_or(&Fate::Pending, |step| &step.fate),
            since: reached.map(|step| step.at),
            amount: reached.and_then(|step| step.amount).unwrap_or(self.amount),
            refunded: reached.and_then(|step| step.refunded).unwrap_or_default(),
        }
    }

    pub(crate) fn succeeded(&self, now: DateTime<Utc>) -> bool {
        *self.standing(now).fate == Fate::Succeeded
    }

    pub(crate) fn failed(&self, now: DateTime<Utc>) -> bool {
        matches!(self.standing(now).fate, Fate::Failed { .. })
    }

    /// The fee there would be, were it to succeed as it stands.
    pub(crate) fn quoted_fee(&self, now: DateTime<Utc>) -> Decimal {
        let share = self.standing(now).amount.checked_mul(self.fee_rate);
        let fee = share.unwrap_or_default() + self.flat_fee;
        fee.round_dp_with_strategy(self.fee_decimals, RoundingStrategy::MidpointAwayFromZero)
    }

    /// The provider's fee, nothing before the money has come.
    pub(crate) fn fee(&self, now: DateTime<Utc>) -> Decimal {
        if self.succeeded(now) {
            self.quoted_fee(now)
        } else {
            Decimal::ZERO
        }
    }

    /// What a charge has added to the wallet, refunds taken off.
    pub(crate) fn net(&self, now: DateTime<Utc>) -> Decimal {
        if !self.succeeded(now) {
            return Decimal::ZERO;
        }
        let standing = self.standing(now);
        let kept = standing.amount - standing.refunded;
        if self.customer_pays_fee {
            kept
        } else {
            kept - self.fee(now)
        }
    }

    /// What it has done to the wallet of a currency: more for a charge, less for what goes out.
    pub(crate) fn effect(&self, currency: &str, now: DateTime<Utc>) -> Decimal {
        let own = self.currency == currency;
        match self.kind {
            Kind::Charge if own => self.net(now),
            Kind::Payout if own => -self.taken(now),
            Kind::Conversion => {
                let other = self.gives.as_ref();
                let given = other
                    .filter(|given| given.currency == currency)
                    .and_then(|_| self.given(now));
                let taken = if own { self.taken(now) } else { Decimal::ZERO };
                given.unwrap_or_default() - taken
            }
            Kind::Charge | Kind::Payout => Decimal::ZERO,
        }
    }

    /// What a conversion has given; it may turn out to be another amount than was said.
    pub(crate) fn given(&self, now: DateTime<Utc>) -> Option<Decimal> {
        let given = self.gives.as_ref().filter(|_| self.succeeded(now))?;
        let reached = self.steps.iter().rev().find(|step| step.at <= now);
        let other = reached.and_then(|step| step.amount);
        Some(other.unwrap_or(given.amount))
    }

    /// What a payout or a conversion holds out of its wallet: all of it from the start, nothing after a failure.
    fn taken(&self, now: DateTime<Utc>) -> Decimal {
        if self.failed(now) {
            return Decimal::ZERO;
        }
        let standing = self.standing(now);
        let asked = match self.kind {
            // The other amount of a conversion is on the side it gives.
            Kind::Conversion => self.amount,
            Kind::Charge | Kind::Payout => standing.amount,
        };
        if self.customer_pays_fee {
            asked
        } else {
            asked + self.quoted_fee(now)
        }
    }
}
