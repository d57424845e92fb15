//! What a period brought, added up by day, provider, method or status: each currency by itself, and no kind with another.

use crate::core::Engine;
use crate::error::Result;
use crate::view::{KindStatsView, StatsView};
use crate::zone::moment;
use domain::{AccountId, Currency, Environment, Kind, Money, Operation, Status};
use std::collections::{BTreeMap, HashSet};
use store::{Sum, SumsApart};

/// What the sums are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatsBy {
    /// The business's local day.
    Day,
    /// Whose API.
    Provider,
    /// By which rail.
    Method,
    /// Where the transactions stand.
    Status,
}

impl StatsBy {
    /// The word used on the command line and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Provider => "provider",
            Self::Method => "method",
            Self::Status => "status",
        }
    }

    /// Reads [`StatsBy::as_str`] back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Day, Self::Provider, Self::Method, Self::Status]
            .into_iter()
            .find(|by| by.as_str() == word)
    }

    /// What a sum belongs under; empty where it was not told.
    fn key(self, sum: &Sum) -> String {
        match self {
            Self::Day => sum.day.to_string(),
            Self::Provider => sum.provider.to_string(),
            Self::Method => sum.method.map_or("", domain::Method::as_str).to_owned(),
            Self::Status => sum.status.as_str().to_owned(),
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct StatsDraft {
    /// Whose money; nothing of the other environment is ever counted.
    pub environment: Environment,
    /// A local day, or RFC 3339.
    pub from: Option<String>,
    /// A local day (included), or RFC 3339.
    pub to: Option<String>,
    /// Without it, one item a currency.
    pub by: Option<StatsBy>,
}

impl Engine {
    /// What a period brought, one item for each key and currency: days in their order, other keys by name.
    ///
    /// It is told of transactions, that is of what providers say; what is in doubt here and no transaction yet is in no sum.
    pub async fn stats(&self, draft: &StatsDraft) -> Result<Vec<StatsView>> {
        let zone = self.zone().await?;
        let at = |text: Option<&str>, end: bool, field: &str| {
            text.map(|text| moment(text, zone, end, field)).transpose()
        };
        let from = at(draft.from.as_deref(), false, "from")?;
        let to = at(draft.to.as_deref(), true, "to")?;
        let history = &self.store().history;
        let telling = history.accounts_telling_refunds().await?;
        let refunds = self
            .store()
            .journal
            .payouts_giving_back(draft.environment)
            .await?;
        let refunds: Vec<_> = refunds.iter().filter_map(Operation::transaction).collect();
        let sums = history
            .sums_apart(draft.environment, from, to, &refunds)
            .await?;
        add_up(&sums, &telling.into_iter().collect(), draft.by)
    }
}

/// Sums of one currency.
struct Item {
    environment: Environment,
    count: u64,
    succeeded: u64,
    received: Money,
    fees: Money,
    net: Money,
    net_not_told: u64,
    paid_out: Money,
    refunded: Money,
    kinds: BTreeMap<Kind, OfKind>,
}

struct OfKind {
    count: u64,
    succeeded: u64,
    amount: Money,
    moved: Money,
    fees: Money,
}

fn none(currency: Currency) -> Money {
    Money::from_ten_thousandths(0, currency)
}

fn put(into: &mut Money, more: &Money) -> Result<()> {
    *into = into
        .checked_add(more)
        .map_err(|_| crate::figures::too_large())?;
    Ok(())
}

impl Item {
    fn new(environment: Environment, currency: Currency) -> Self {
        let none = none(currency);
        Self {
            environment,
            count: 0,
            succeeded: 0,
            received: none,
            fees: none,
            net: none,
            net_not_told: 0,
            paid_out: none,
            refunded: none,
            kinds: BTreeMap::new(),
        }
    }

    fn add(&mut self, sum: &Sum, charges_tell_refunds: bool) -> Result<()> {
        let nothing = none(sum.amount.currency());
        let of_kind = self.kinds.entry(sum.kind).or_insert(OfKind {
            count: 0,
            succeeded: 0,
            amount: nothing,
            moved: nothing,
            fees: nothing,
        });
        self.count += sum.count;
        of_kind.count += sum.count;
        put(&mut of_kind.amount, &sum.amount)?;
        // What went back is told with the charge that it went back from, whatever that one is called since.
        if sum.kind == Kind::Charge {
            put(&mut self.refunded, &sum.refunded)?;
        }
        if sum.status != Status::Succeeded {
            return Ok(());
        }
        self.succeeded += sum.count;
        of_kind.succeeded += sum.count;
        put(&mut of_kind.moved, &sum.amount)?;
        put(&mut of_kind.fees, &sum.fee)?;
        match sum.kind {
            Kind::Charge => {
                put(&mut self.received, &sum.amount)?;
                put(&mut self.fees, &sum.fee)?;
                put(&mut self.net, &sum.net)?;
                self.net_not_told += sum.net_not_told;
            }
            Kind::Payout => put(&mut self.paid_out, &sum.amount)?,
            // Counted once: where charges tell what went back of them, this is the same money.
            Kind::Refund if !charges_tell_refunds => put(&mut self.refunded, &sum.amount)?,
            Kind::Refund | Kind::Conversion | Kind::Link => {}
        }
        Ok(())
    }

    /// A payout that gives a charge back is a refund, and no money paid out. No charge tells of it.
    fn add_given_back(&mut self, sum: &Sum) -> Result<()> {
        self.add(sum, true)?;
        if sum.status == Status::Succeeded {
            put(&mut self.refunded, &sum.refunded)?;
        }
        Ok(())
    }

    fn view(self, by: Option<StatsBy>, key: String) -> StatsView {
        let kinds = self.kinds.into_iter().map(|(kind, of)| {
            let view = KindStatsView {
                count: of.count,
                succeeded: of.succeeded,
                amount: of.amount.into(),
                moved: of.moved.into(),
                fees: of.fees.into(),
            };
            (kind.as_str(), view)
        });
        StatsView {
            by: by.map(StatsBy::as_str),
            key: Some(key).filter(|key| !key.is_empty()),
            environment: self.environment.as_str(),
            currency: self.received.currency().code().to_owned(),
            count: self.count,
            succeeded: self.succeeded,
            received: self.received.into(),
            fees: self.fees.into(),
            net: (self.net_not_told == 0).then(|| self.net.into()),
            net_not_told: self.net_not_told,
            paid_out: self.paid_out.into(),
            refunded: self.refunded.into(),
            kinds: kinds.collect(),
        }
    }
}

fn add_up(
    sums: &SumsApart,
    telling: &HashSet<AccountId>,
    by: Option<StatsBy>,
) -> Result<Vec<StatsView>> {
    let mut items: BTreeMap<(String, Currency), Item> = BTreeMap::new();
    let mut item = |sum: &Sum, add: &dyn Fn(&mut Item) -> Result<()>| {
        let key = by.map_or_else(String::new, |by| by.key(sum));
        let currency = sum.amount.currency();
        let new = || Item::new(sum.environment, currency);
        add(items.entry((key, currency)).or_insert_with(new))
    };
    for sum in &sums.others {
        item(sum, &|item| item.add(sum, telling.contains(&sum.account)))?;
    }
    for sum in &sums.given_back {
        item(sum, &|item| item.add_given_back(sum))?;
    }
    Ok(items
        .into_iter()
        .map(|((key, _), item)| item.view(by, key))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Method, ProviderId};

    fn add_up(
        sums: &[Sum],
        telling: &HashSet<AccountId>,
        by: Option<StatsBy>,
    ) -> Result<Vec<StatsView>> {
        let sums = SumsApart {
            others: sums.to_vec(),
            given_back: Vec::new(),
        };
        super::add_up(&sums, telling, by)
    }

    fn money(amount: i64, currency: &str) -> Money {
        Money::from_ten_thousandths(amount * 10_000, Currency::parse(currency).unwrap())
    }

    fn sum(kind: Kind, status: Status, count: u64, amount: i64, currency: &str) -> Sum {
        Sum {
            day: "2026-11-21".parse().unwrap(),
            environment: Environment::Live,
            account: AccountId::parse("acc_shop").unwrap(),
            provider: ProviderId::new("toy"),
            kind,
            method: Some(Method::MobileMoney),
            network: None,
            status,
            count,
            amount: money(amount, currency),
            fee: money(amount / 100, currency),
            fee_not_told: 0,
            net: money(amount - amount / 100, currency),
            net_not_told: 0,
            refunded: money(0, currency),
        }
    }

    fn text(view: &crate::view::MoneyView) -> String {
        format!("{} {}", view.amount, view.currency)
    }

    #[test]
    fn no_kind_and_no_currency_is_added_to_another() {
        let sums = [
            sum(Kind::Charge, Status::Succeeded, 3, 30_000, "UGX"),
            sum(Kind::Charge, Status::Failed, 1, 9_000, "UGX"),
            sum(Kind::Payout, Status::Succeeded, 2, 5_000, "UGX"),
            sum(Kind::Conversion, Status::Succeeded, 1, 700, "UGX"),
            sum(Kind::Charge, Status::Succeeded, 1, 100, "USD"),
        ];
        let items = add_up(&sums, &HashSet::new(), None).unwrap();
        let [ugx, usd] = items.as_slice() else {
            panic!("{items:?}")
        };
        assert_eq!(
            (ugx.currency.as_str(), usd.currency.as_str()),
            ("UGX", "USD")
        );
        assert_eq!(text(&ugx.received), "30000 UGX");
        assert_eq!(text(&ugx.fees), "300 UGX");
        assert_eq!(text(ugx.net.as_ref().unwrap()), "29700 UGX");
        assert_eq!(text(&ugx.paid_out), "5000 UGX");
        assert_eq!((ugx.count, ugx.succeeded), (7, 6));
        let charges = &ugx.kinds["charge"];
        assert_eq!((charges.count, charges.succeeded), (4, 3));
        assert_eq!(text(&charges.amount), "39000 UGX");
        assert_eq!(text(&charges.moved), "30000 UGX");
        assert_eq!(text(&ugx.kinds["conversion"].moved), "700 UGX");
        assert_eq!(text(&usd.received), "100 USD");
    }

    #[test]
    fn a_net_that_was_not_told_for_all_is_not_told_at_all() {
        let mut some = sum(Kind::Charge, Status::Succeeded, 2, 1_000, "UGX");
        some.net_not_told = 1;
        let items = add_up(&[some], &HashSet::new(), None).unwrap();
        assert_eq!(items[0].net, None);
        assert_eq!(items[0].net_not_told, 1);
    }

    #[test]
    fn what_went_back_is_counted_once() {
        let mut charge = sum(Kind::Charge, Status::Succeeded, 2, 9_000, "XOF");
        charge.refunded = money(2_500, "XOF");
        let refund = sum(Kind::Refund, Status::Succeeded, 1, 2_500, "XOF");
        let telling = HashSet::from([charge.account.clone()]);
        let both = add_up(&[charge, refund.clone()], &telling, None).unwrap();
        assert_eq!(text(&both[0].refunded), "2500 XOF");
        assert_eq!(text(&both[0].kinds["refund"].moved), "2500 XOF");
        let alone = add_up(&[refund], &HashSet::new(), None).unwrap();
        assert_eq!(text(&alone[0].refunded), "2500 XOF");
    }

    #[test]
    fn a_payout_that_gives_a_charge_back_is_refunded_and_not_paid_out() {
        let payout = sum(Kind::Payout, Status::Succeeded, 1, 900, "RWF");
        let mut back = sum(Kind::Refund, Status::Succeeded, 1, 2_600, "RWF");
        back.refunded = money(2_500, "RWF");
        let mut open = sum(Kind::Refund, Status::Pending, 1, 700, "RWF");
        open.refunded = money(700, "RWF");
        let telling = HashSet::from([back.account.clone()]);
        let sums = SumsApart {
            others: vec![payout],
            given_back: vec![back, open],
        };
        // Another charge of the account may tell of a refund that its provider made.
        for telling in [HashSet::new(), telling] {
            let items = super::add_up(&sums, &telling, None).unwrap();
            assert_eq!(text(&items[0].refunded), "2500 RWF");
            assert_eq!(text(&items[0].paid_out), "900 RWF");
            assert_eq!(text(&items[0].kinds["refund"].moved), "2600 RWF");
            assert_eq!(items[0].kinds["payout"].count, 1);
            assert_eq!(items[0].count, 3);
        }
    }

    #[test]
    fn each_key_stands_by_itself_and_what_has_none_has_null() {
        let mut untold = sum(Kind::Charge, Status::Pending, 1, 10, "UGX");
        untold.method = None;
        let told = sum(Kind::Charge, Status::Succeeded, 1, 20, "UGX");
        let sums = [untold, told];
        let keys = |by| -> Vec<Option<String>> {
            let items = add_up(&sums, &HashSet::new(), Some(by)).unwrap();
            items.into_iter().map(|item| item.key).collect()
        };
        let named = |word: &str| Some(word.to_owned());
        assert_eq!(keys(StatsBy::Method), [None, named("mobile-money")]);
        assert_eq!(
            keys(StatsBy::Status),
            [named("pending"), named("succeeded")]
        );
        assert_eq!(keys(StatsBy::Day), [named("2026-11-21")]);
        assert_eq!(keys(StatsBy::Provider), [named("toy")]);
    }
}
