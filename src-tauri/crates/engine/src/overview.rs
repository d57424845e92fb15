//! The first page: what needs somebody, how today goes beside the same weekday of last week, and what lies in the wallets.
//!
//! Today until now is compared with that day until the same time of day: a morning set beside a whole day is always a loss.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::figures::{Alike, Figures};
use crate::view::{NeedView, OverviewView, TodayView};
use crate::zone::start_of_day;
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::{AccountId, Currency, Environment, Lang, Operation, State, Status};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How many of the newest rows the first page shows.
const LAST: u32 = 12;

/// The two days that are set beside each other.
struct BothDays {
    today: NaiveDate,
    then: NaiveDate,
    begin: DateTime<Utc>,
    then_begin: DateTime<Utc>,
    then_until: DateTime<Utc>,
}

impl BothDays {
    fn new(now: DateTime<Utc>, zone: Tz) -> Option<Self> {
        let today = now.with_timezone(&zone).date_naive();
        let then = today.checked_sub_days(Days::new(7))?;
        let (begin, then_begin) = (start_of_day(today, zone)?, start_of_day(then, zone)?);
        let then_end = start_of_day(then.checked_add_days(Days::new(1))?, zone)?;
        Some(Self {
            today,
            then,
            begin,
            then_begin,
            // Where a clock was changed in between, that day may be shorter than today is old.
            then_until: (then_begin + (now - begin)).min(then_end),
        })
    }
}

type ByCurrency = BTreeMap<Currency, Figures>;

impl Engine {
    /// The first page of an environment.
    pub async fn overview(&self, environment: Environment, lang: Lang) -> Result<OverviewView> {
        let (now, zone) = (self.now(), self.zone().await?);
        let days = BothDays::new(now, zone).ok_or_else(no_such_day)?;
        let (needs, currencies, balances, last) = tokio::try_join!(
            self.needs(environment),
            self.both_days(environment, &days),
            self.balances(environment, false, None),
            self.newest_rows(environment, LAST, lang),
        )?;
        Ok(OverviewView {
            made_at: now,
            time_zone: zone.name().to_owned(),
            today: days.today.to_string(),
            then: days.then.to_string(),
            then_until: days.then_until,
            needs,
            currencies,
            balances,
            last,
        })
    }

    async fn needs(&self, environment: Environment) -> Result<Vec<NeedView>> {
        let (doubts, approvals, actions, links, accounts) = tokio::try_join!(
            self.doubts_open(environment),
            self.approvals_open(environment),
            self.actions_open(environment),
            self.links_ending(environment),
            self.accounts_not_read(environment),
        )?;
        let mut needs = vec![doubts, approvals, actions, links, accounts];
        needs.retain(|need| need.count > 0);
        Ok(needs)
    }

    async fn both_days(&self, environment: Environment, days: &BothDays) -> Result<Vec<TodayView>> {
        let telling = self.store().history.accounts_telling_refunds().await?;
        let telling: HashSet<AccountId> = telling.into_iter().collect();
        let history = &self.store().history;
        let (today, then, whole) = tokio::try_join!(
            history.day(environment, days.today),
            history.part_of_day(environment, days.then_begin, days.then_until),
            history.day(environment, days.then),
        )?;
        let mut today = by_currency(&today, &telling)?;
        let (then, whole) = (
            by_currency(&then, &telling)?,
            by_currency(&whole, &telling)?,
        );
        self.add_untold(environment, days.begin, &mut today).await?;
        let currencies: BTreeSet<Currency> = today.keys().chain(whole.keys()).copied().collect();
        let of = |all: &ByCurrency, currency: Currency| {
            all.get(&currency)
                .cloned()
                .unwrap_or_default()
                .view(currency)
        };
        currencies
            .into_iter()
            .map(|currency| {
                Ok(TodayView {
                    currency: currency.code().to_owned(),
                    today: of(&today, currency)?,
                    then: of(&then, currency)?,
                    then_whole: of(&whole, currency)?,
                })
            })
            .collect()
    }

    /// What was asked for here today and no provider has told of yet: it waits, or is in question, like anything else.
    async fn add_untold(
        &self,
        environment: Environment,
        since: DateTime<Utc>,
        figures: &mut ByCurrency,
    ) -> Result<()> {
        let open = self.store().journal.open_since(environment, since).await?;
        let status = |in_doubt| {
            if in_doubt {
                Status::InDoubt
            } else {
                Status::Pending
            }
        };
        for sum in &open.unnamed {
            let status = status(sum.in_doubt);
            figures
                .entry(sum.amount.currency())
                .or_default()
                .add_untold(sum.kind, status, sum.count, &sum.amount)?;
        }
        let named: Vec<_> = open
            .named
            .iter()
            .filter_map(Operation::transaction)
            .collect();
        let told = self.store().history.transactions(&named).await?;
        let told: HashSet<_> = told.into_iter().map(|t| t.id).collect();
        for operation in &open.named {
            if operation.transaction().is_some_and(|id| told.contains(&id)) {
                continue;
            }
            let status = status(operation.state == State::InDoubt);
            figures
                .entry(operation.amount.currency())
                .or_default()
                .add_untold(operation.shown_kind(), status, 1, &operation.amount)?;
        }
        Ok(())
    }
}

/// What is alike, added up in each currency.
fn by_currency<'a, T>(sums: &'a [T], telling: &HashSet<AccountId>) -> Result<ByCurrency>
where
    Alike<'a>: From<&'a T>,
{
    let mut figures = ByCurrency::new();
    for sum in sums {
        let alike = Alike::from(sum);
        figures
            .entry(alike.amount.currency())
            .or_default()
            .add(alike, telling)?;
    }
    Ok(figures)
}

fn no_such_day() -> EngineError {
    EngineError::new(
        crate::Class::Failed,
        "no_such_day",
        "This computer’s clock shows a day that no calendar has.",
        "L’horloge de cet ordinateur indique un jour qu’aucun calendrier ne connaît.",
    )
    .next("Set the clock.", "Réglez l’horloge.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_days_are_the_business_s_own_and_end_at_the_same_time_of_day() {
        let zone: Tz = "Africa/Kigali".parse().unwrap();
        let now = "2026-11-22T22:30:00Z".parse().unwrap();
        let days = BothDays::new(now, zone).unwrap();
        assert_eq!(days.today.to_string(), "2026-11-23");
        assert_eq!(days.then.to_string(), "2026-11-16");
        assert_eq!(days.begin.to_rfc3339(), "2026-11-22T22:00:00+00:00");
        assert_eq!(days.then_until.to_rfc3339(), "2026-11-15T22:30:00+00:00");
        let late = BothDays::new("2026-11-23T21:59:00Z".parse().unwrap(), zone).unwrap();
        assert_eq!(
            (late.then_until - late.then_begin).num_minutes(),
            24 * 60 - 1
        );
    }
}
