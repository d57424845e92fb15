//! What no request asks for: payments of the shop's website, of somebody with a link, and money out of nowhere.

use rust_decimal::Decimal;

use super::World;
use crate::book::Entry;
use crate::movement::Kind;
use crate::registry::SANDBOXES;
use crate::sandbox::{Desk, LinkPayment, OutsidePayment, Sandbox};

impl World {
    pub(crate) fn outside(
        &mut self,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<String, String> {
        self.by_hand(&payment.provider, |sandbox, desk| {
            sandbox.outside(desk, kind, payment)
        })
    }

    pub(crate) fn pay_link(&mut self, payment: &LinkPayment) -> Result<String, String> {
        self.by_hand(&payment.provider, |sandbox, desk| {
            sandbox.pay_link(desk, payment)
        })
    }

    /// Puts money into a wallet.
    pub(crate) fn fund(
        &mut self,
        provider: &str,
        currency: &str,
        amount: Decimal,
    ) -> Result<(), String> {
        let funds = Entry::Funds {
            at: self.timepiece.now(),
            currency: currency.to_owned(),
            amount,
        };
        self.by_hand(provider, |_, _| Ok(vec![funds])).map(drop)
    }

    /// Commits what no request asked for; the reference of its first movement.
    fn by_hand(
        &mut self,
        provider: &str,
        make: impl FnOnce(&dyn Sandbox, &Desk<'_>) -> Result<Vec<Entry>, String>,
    ) -> Result<String, String> {
        let now = self.timepiece.now();
        let known = SANDBOXES.iter().find(|sandbox| sandbox.id() == provider);
        let desk = self.desk(provider, now).zip(known);
        let (desk, sandbox) = desk.ok_or("no such provider")?;
        let made = make(*sandbox, &desk)?;
        let reference = reference(&made).unwrap_or_default();
        self.commit(provider, made)
            .map_err(|error| error.to_string())?;
        Ok(reference)
    }
}

/// Of the first movement that is written or changed.
pub(super) fn reference(entries: &[Entry]) -> Option<String> {
    entries.iter().find_map(|entry| match entry {
        Entry::Movement(movement) => Some(movement.reference.clone()),
        Entry::Turn(turn) => Some(turn.reference.clone()),
        Entry::Paper(_) | Entry::Funds { .. } => None,
    })
}
