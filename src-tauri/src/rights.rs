//! What a person at the desk may do. Every command names the right it needs before it gets to the open book, so none can
//! forget to ask.

/// One thing that some may and others may not.
#[expect(
    dead_code,
    reason = "people and the screens of the other rights come next"
)]
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
