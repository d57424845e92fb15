//! What moved in one currency, added up from the sums of the rollup. Unknown fees are counted, never taken for nothing; what
//! is waited for, or in question, is apart from what happened.

use crate::error::{Class, EngineError, Result};
use crate::view::{CountsView, FiguresView, MoneyView};
use domain::{AccountId, Currency, Kind, Money, Status};
use std::collections::HashSet;
use store::{NumberSum, Slice};

/// Transactions that are alike, as the store added them up.
pub(crate) struct Alike<'a> {
    kind: Kind,
    status: Status,
    account: &'a AccountId,
    count: u64,
    pub(crate) amount: Money,
    fee: Money,
    fee_not_told: u64,
    net: Money,
    net_not_told: u64,
    refunded: Money,
}

impl<'a> From<&'a Slice> for Alike<'a> {
    fn from(sum: &'a Slice) -> Self {
        Self {
            kind: sum.kind,
            status: sum.status,
            account: &sum.account,
            count: sum.count,
            amount: sum.amount,
            fee: sum.fee,
            fee_not_told: sum.fee_not_told,
            net: sum.net,
            net_not_told: sum.net_not_told,
            refunded: sum.refunded,
        }
    }
}

impl<'a> From<&'a NumberSum> for Alike<'a> {
    fn from(sum: &'a NumberSum) -> Self {
        let none = Money::from_ten_thousandths(0, sum.amount.currency());
        Self {
            kind: sum.kind,
            status: sum.status,
            account: &sum.account,
            count: sum.count,
            amount: sum.amount,
            fee: none,
            fee_not_told: sum.count,
            net: none,
            net_not_told: sum.count,
            refunded: sum.refunded,
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    succeeded: u64,
    failed: u64,
    expired: u64,
    pending: u64,
    in_doubt: u64,
}

impl Counts {
    fn add(&mut self, status: Status, n: u64) {
        let place = match status {
            Status::Succeeded => &mut self.succeeded,
            Status::Failed => &mut self.failed,
            Status::Expired => &mut self.expired,
            Status::Pending => &mut self.pending,
            Status::InDoubt => &mut self.in_doubt,
        };
        *place += n;
    }

    fn view(self) -> CountsView {
        let ended = self.succeeded + self.failed + self.expired;
        let rate = self.succeeded.saturating_mul(1_000).checked_div(ended);
        CountsView {
            count: ended + self.pending + self.in_doubt,
            succeeded: self.succeeded,
            failed: self.failed,
            expired: self.expired,
            pending: self.pending,
            in_doubt: self.in_doubt,
            success_per_mille: rate.and_then(|rate| u32::try_from(rate).ok()),
        }
    }
}

/// What moved, in ten-thousandths.
#[derive(Clone, Default)]
pub(crate) struct Figures {
    received: i128,
    fees: i128,
    fees_not_told: u64,
    net: i128,
    net_not_told: u64,
    paid_out: i128,
    payout_fees: i128,
    payout_fees_not_told: u64,
    refunded: i128,
    waiting: i128,
    in_question: i128,
    going_out: i128,
    charges: Counts,
    payouts: Counts,
}

impl Figures {
    /// Takes more in. `telling` names the accounts whose charges tell what went back of them: there, a refund is the same
    /// money told twice.
    pub(crate) fn add<'a>(
        &mut self,
        more: impl Into<Alike<'a>>,
        telling: &HashSet<AccountId>,
    ) -> Result<()> {
        let more = more.into();
        let amount = parts(&more.amount)?;
        match more.kind {
            Kind::Charge => self.add_charges(&more, amount),
            Kind::Payout => self.add_payouts(&more, amount),
            Kind::Refund => {
                match more.status {
                    Status::Succeeded if !telling.contains(more.account) => self.refunded += amount,
                    Status::Pending | Status::InDoubt => self.going_out += amount,
                    Status::Succeeded | Status::Failed | Status::Expired => {}
                }
                Ok(())
            }
            Kind::Conversion | Kind::Link => Ok(()),
        }
    }

    fn add_charges(&mut self, more: &Alike<'_>, amount: i128) -> Result<()> {
        self.charges.add(more.status, more.count);
        self.refunded += parts(&more.refunded)?;
        match more.status {
            Status::Succeeded => {
                self.received += amount;
                self.fees += parts(&more.fee)?;
                self.fees_not_told += more.fee_not_told;
                self.net += parts(&more.net)?;
                self.net_not_told += more.net_not_told;
            }
            Status::Pending => self.waiting += amount,
            Status::InDoubt => self.in_question += amount,
            Status::Failed | Status::Expired => {}
        }
        Ok(())
    }

    fn add_payouts(&mut self, more: &Alike<'_>, amount: i128) -> Result<()> {
        self.payouts.add(more.status, more.count);
        match more.status {
            Status::Succeeded => {
                self.paid_out += amount;
                self.payout_fees += parts(&more.fee)?;
                self.payout_fees_not_told += more.fee_not_told;
            }
            Status::Pending | Status::InDoubt => self.going_out += amount,
            Status::Failed | Status::Expired => {}
        }
        Ok(())
    }

    /// Takes in what was asked for here and no provider has told of yet: so many, and their amounts.
    pub(crate) fn add_untold(
        &mut self,
        kind: Kind,
        status: Status,
        count: u64,
        amount: &Money,
    ) -> Result<()> {
        let amount = parts(amount)?;
        match (kind, status) {
            (Kind::Charge, Status::InDoubt) => {
                self.in_question += amount;
                self.charges.in_doubt += count;
            }
            (Kind::Charge, _) => {
                self.waiting += amount;
                self.charges.pending += count;
            }
            (Kind::Payout, status) => {
                self.going_out += amount;
                self.payouts.add(status, count);
            }
            (Kind::Refund, _) => self.going_out += amount,
            (Kind::Conversion | Kind::Link, _) => {}
        }
        Ok(())
    }

    /// In one currency, for eyes.
    pub(crate) fn view(&self, currency: Currency) -> Result<FiguresView> {
        let money = |parts: i128| in_words(parts, currency);
        let net_known = self.net_not_told == 0;
        Ok(FiguresView {
            received: money(self.received)?,
            fees: money(self.fees)?,
            fees_not_told: self.fees_not_told,
            net: net_known.then(|| money(self.net)).transpose()?,
            net_not_told: self.net_not_told,
            paid_out: money(self.paid_out)?,
            payout_fees: money(self.payout_fees)?,
            payout_fees_not_told: self.payout_fees_not_told,
            refunded: money(self.refunded)?,
            waiting: money(self.waiting)?,
            in_question: money(self.in_question)?,
            going_out: money(self.going_out)?,
            charges: self.charges.view(),
            payouts: self.payouts.view(),
        })
    }
}

fn parts(money: &Money) -> Result<i128> {
    money
        .ten_thousandths()
        .map(i128::from)
        .map_err(|_| too_large())
}

fn in_words(parts: i128, currency: Currency) -> Result<MoneyView> {
    i64::try_from(parts)
        .map(|parts| Money::from_ten_thousandths(parts, currency).into())
        .map_err(|_| too_large())
}

/// No sum is better than a wrong one.
pub(crate) fn too_large() -> EngineError {
    EngineError::new(
        Class::Failed,
        "sum_too_large",
        "A sum of this period is larger than Duka can keep exactly, so none is told.",
        "Une somme de cette période dépasse ce que Duka peut garder exactement : aucune n’est donnée.",
    )
    .next("Ask for a shorter period.", "Demandez une période plus courte.")
}
