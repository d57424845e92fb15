//! What a person at the desk may do. Every command names the right it needs before it gets to the open book, so none can
//! forget to ask.

use crate::seat::Sitting;
use domain::{Kind, Role};

/// One thing that some may and others may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// Nothing of the shop is told: the start, the language, who is here.
    Anybody,
    /// Sales of one's own, of today.
    OwnSales,
    /// Ask a customer for money, and look again at what was asked.
    TakePayment,
    /// Make a page where customers pay, and see one's pages.
    MakeLinks,
    /// Look at transactions, links, doubts and names.
    Look,
    /// Look at balances, fees and figures over the whole shop.
    LookAtFigures,
    /// Write a remark that stays here.
    Comment,
    /// Send money out: payouts, refunds, conversions.
    SendMoney,
    /// Say yes to money that somebody else wants to send.
    Approve,
    /// Settle a doubt: tie it to a transaction, set it aside, offer it again.
    SettleDoubts,
    /// Take data out of Duka: files, backups.
    Export,
    /// Accounts, keys, webhooks.
    Accounts,
    /// How the desk is set up.
    SetUp,
    /// Who works here.
    People,
}

impl Right {
    /// Every one of them.
    pub(crate) const ALL: [Self; 14] = [
        Self::Anybody,
        Self::OwnSales,
        Self::TakePayment,
        Self::MakeLinks,
        Self::Look,
        Self::LookAtFigures,
        Self::Comment,
        Self::SendMoney,
        Self::Approve,
        Self::SettleDoubts,
        Self::Export,
        Self::Accounts,
        Self::SetUp,
        Self::People,
    ];

    /// The right to ask for an operation of this kind.
    pub(crate) fn to_ask_for(kind: Kind) -> Self {
        match kind {
            Kind::Charge => Self::TakePayment,
            Kind::Link => Self::MakeLinks,
            Kind::Payout | Kind::Refund | Kind::Conversion => Self::SendMoney,
        }
    }

    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::OwnSales => "own_sales",
            Self::TakePayment => "take_payment",
            Self::MakeLinks => "make_links",
            Self::Look => "look",
            Self::LookAtFigures => "look_at_figures",
            Self::Comment => "comment",
            Self::SendMoney => "send_money",
            Self::Approve => "approve",
            Self::SettleDoubts => "settle_doubts",
            Self::Export => "export",
            Self::Accounts => "accounts",
            Self::SetUp => "set_up",
            Self::People => "people",
        }
    }
}

/// What each sort of person may do.
fn allows(role: Role, right: Right) -> bool {
    match role {
        Role::Owner => true,
        Role::Cashier => matches!(
            right,
            Right::Anybody | Right::OwnSales | Right::TakePayment | Right::MakeLinks
        ),
        Role::Support => matches!(right, Right::Anybody | Right::Look | Right::Comment),
    }
}

impl Sitting {
    /// True where whoever sits there may do this.
    pub(crate) fn may(&self, right: Right) -> bool {
        match self {
            Self::Anybody => true,
            Self::Staff(staff) => allows(staff.role, right),
            Self::Nobody => false,
        }
    }

    /// Everything that whoever sits there may do.
    pub(crate) fn rights(&self) -> Vec<&'static str> {
        let may = Right::ALL.into_iter().filter(|right| self.may(*right));
        may.map(Right::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_owner_touches_keys_people_settings_money_that_leaves_and_files() {
        for right in [
            Right::LookAtFigures,
            Right::SendMoney,
            Right::Approve,
            Right::SettleDoubts,
            Right::Export,
            Right::Accounts,
            Right::SetUp,
            Right::People,
        ] {
            assert!(allows(Role::Owner, right));
            assert!(!allows(Role::Cashier, right), "{right:?}");
            assert!(!allows(Role::Support, right), "{right:?}");
        }
    }

    #[test]
    fn a_cashier_takes_payments_and_does_not_look_around_and_support_the_other_way_round() {
        assert!(allows(Role::Cashier, Right::TakePayment) && !allows(Role::Cashier, Right::Look));
        assert!(allows(Role::Support, Right::Look) && !allows(Role::Support, Right::TakePayment));
        assert!(Right::ALL.iter().all(|right| !Sitting::Nobody.may(*right)));
        assert!(Right::ALL.iter().all(|right| Sitting::Anybody.may(*right)));
    }
}
