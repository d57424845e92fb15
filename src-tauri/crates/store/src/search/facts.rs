//! What filters look at, besides text.

use super::page::bound;
use super::query::{Having, Query};
use super::signs::{self, Sign, Signs};
use crate::row_id;
use domain::{AccountId, Currency, Environment, Kind, Method, Status};
use std::ops::{Range, RangeInclusive};

/// Everything that a row may have, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Has(u8);

impl Has {
    pub(crate) fn with(self, what: Having, has: bool) -> Self {
        if has {
            Self(self.0 | 1 << (what as u8))
        } else {
            self
        }
    }

    pub(crate) fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    pub(crate) fn has(self, what: Having) -> bool {
        self.0 & 1 << (what as u8) != 0
    }
}

/// The facts of a row. Accounts and networks go by numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) environment: Environment,
    pub(crate) account: u16,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) method: Option<Method>,
    /// Zero where none was told.
    pub(crate) network: u16,
    pub(crate) has: Has,
    pub(crate) currency: Currency,
    pub(crate) amount: i64,
}

const ENVIRONMENT: u8 = 0;
const ACCOUNT: u8 = 1;
const KIND: u8 = 2;
const STATUS: u8 = 3;
const METHOD: u8 = 4;
const NETWORK: u8 = 5;
const HAS: u8 = 6;
const CURRENCY: u8 = 7;

fn currency_number(currency: Currency) -> u64 {
    let code = currency.code().bytes();
    code.fold(0, |all, byte| all << 8 | u64::from(byte))
}

impl Facts {
    /// Notes in which block a row with these facts stands.
    pub(crate) fn put_into(&self, signs: &mut Signs, block: usize) {
        let told = [
            (ENVIRONMENT, self.environment as u64),
            (ACCOUNT, u64::from(self.account)),
            (KIND, self.kind as u64),
            (STATUS, self.status as u64),
            (NETWORK, u64::from(self.network)),
            (CURRENCY, currency_number(self.currency)),
        ];
        for (which, value) in told {
            signs.put(signs::fact(which, value), block);
        }
        if let Some(method) = self.method {
            signs.put(signs::fact(METHOD, method as u64), block);
        }
        for what in Having::ALL {
            if self.has.has(*what) {
                signs.put(signs::fact(HAS, *what as u64), block);
            }
        }
        for sign in signs::amount(self.amount) {
            signs.put(sign, block);
        }
    }
}

/// The filters of a query in the terms of what is held. What is empty bounds nothing.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) environment: Environment,
    pub(crate) accounts: Vec<u16>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) statuses: Vec<Status>,
    pub(crate) methods: Vec<Method>,
    pub(crate) networks: Vec<u16>,
    pub(crate) currency: Option<Currency>,
    pub(crate) having: Vec<Having>,
    pub(crate) rows: Range<i64>,
    pub(crate) amounts: RangeInclusive<i64>,
}

fn any<T: PartialEq>(wanted: &[T], is: &T) -> bool {
    wanted.is_empty() || wanted.contains(is)
}

impl Filter {
    /// The filter, with the numbers by which accounts and networks go.
    pub(crate) fn new(query: &Query, accounts: Vec<u16>, networks: Vec<u16>) -> Self {
        Self {
            environment: query.environment,
            accounts,
            kinds: query.kinds.clone(),
            statuses: query.statuses.clone(),
            methods: query.methods.clone(),
            networks,
            currency: query.currency,
            having: query.having.clone(),
            rows: rows(query),
            amounts: amounts(query),
        }
    }

    pub(crate) fn passes(&self, row: i64, facts: &Facts) -> bool {
        self.rows.contains(&row) && self.amounts.contains(&facts.amount) && self.fits(facts)
    }

    /// Everything but time and amount.
    pub(crate) fn fits(&self, facts: &Facts) -> bool {
        facts.environment == self.environment
            && any(&self.accounts, &facts.account)
            && any(&self.kinds, &facts.kind)
            && any(&self.statuses, &facts.status)
            && (self.methods.is_empty()
                || facts.method.is_some_and(|one| self.methods.contains(&one)))
            && any(&self.networks, &facts.network)
            && self.currency.is_none_or(|one| one == facts.currency)
            && self.having.iter().all(|what| facts.has.has(*what))
    }

    /// True when every amount passes.
    pub(crate) fn takes_every_amount(&self) -> bool {
        self.amounts == (i64::MIN..=i64::MAX)
    }

    /// For each thing that must hold, the signs of which a row has one.
    pub(crate) fn signs(&self) -> Vec<Vec<Sign>> {
        let each = |which: u8, values: Vec<u64>| -> Vec<Sign> {
            values
                .into_iter()
                .map(|value| signs::fact(which, value))
                .collect()
        };
        let mut all = vec![
            each(ENVIRONMENT, vec![self.environment as u64]),
            each(
                ACCOUNT,
                self.accounts.iter().map(|it| u64::from(*it)).collect(),
            ),
            each(KIND, self.kinds.iter().map(|it| *it as u64).collect()),
            each(STATUS, self.statuses.iter().map(|it| *it as u64).collect()),
            each(METHOD, self.methods.iter().map(|it| *it as u64).collect()),
            each(
                NETWORK,
                self.networks.iter().map(|it| u64::from(*it)).collect(),
            ),
            each(
                CURRENCY,
                self.currency
                    .iter()
                    .map(|it| currency_number(*it))
                    .collect(),
            ),
        ];
        all.extend(self.having.iter().map(|what| each(HAS, vec![*what as u64])));
        all.retain(|signs| !signs.is_empty());
        all
    }
}

/// The facts of a row as its file tells them.
pub(crate) struct Told<'a> {
    pub(crate) account: &'a AccountId,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) method: Option<Method>,
    pub(crate) network: Option<&'a str>,
    pub(crate) has: Has,
    pub(crate) currency: Currency,
}

/// The same as [`Filter::fits`], for whoever reads the files and not what is held of them.
pub(crate) fn fits(query: &Query, told: &Told<'_>) -> bool {
    let network = |network: &str| query.networks.iter().any(|one| one == network);
    any(&query.accounts, told.account)
        && any(&query.kinds, &told.kind)
        && any(&query.statuses, &told.status)
        && (query.methods.is_empty() || told.method.is_some_and(|it| query.methods.contains(&it)))
        && (query.networks.is_empty() || told.network.is_some_and(network))
        && query.currency.is_none_or(|one| one == told.currency)
        && query.having.iter().all(|what| told.has.has(*what))
}

/// Which rows lie in the time of a query.
pub(crate) fn rows(query: &Query) -> Range<i64> {
    query.from.map_or(i64::MIN, row_id::floor)..query.to.map_or(i64::MAX, row_id::floor)
}

/// Which amounts a query takes.
pub(crate) fn amounts(query: &Query) -> RangeInclusive<i64> {
    query.min.map_or(i64::MIN, |min| bound(min, |d| d.ceil()))
        ..=query.max.map_or(i64::MAX, |max| bound(max, |d| d.floor()))
}
