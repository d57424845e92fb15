//! How a period went in one currency: step by step, by rail, network and account, and why what failed did. Everything is
//! answered from the rollup, and says what the rows themselves say.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::figures::Figures;
use crate::view::{FailureView, MoneyView, TrendPointView, TrendShareView, TrendView};
use chrono::{Datelike as _, Days, Months, NaiveDate};
use domain::{AccountId, Currency, Environment, Kind, Money};
use std::collections::{BTreeMap, HashSet};
use store::{Failure, Period, Slice};

/// The longest period that is asked for: two years, a leap day among them.
const LONGEST_DAYS: i64 = 732;
/// Up to so many days, a step is a day.
const BY_DAY: i64 = 92;
/// Up to so many days, a step is a week.
const BY_WEEK: i64 = 200;
/// How many reasons are named.
const REASONS: usize = 10;

/// What is asked.
#[derive(Clone, Debug)]
pub struct TrendDraft {
    /// Whose money; nothing of the other environment is ever counted.
    pub environment: Environment,
    /// The first local day, `2026-11-01`.
    pub from: String,
    /// The last local day.
    pub to: String,
    /// ISO 4217; none is the first that there is.
    pub currency: Option<String>,
    /// `acc_…`
    pub account: Option<String>,
    /// `charge`, …
    pub kind: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
}

impl Step {
    fn of(days: i64) -> Self {
        if days <= BY_DAY {
            Self::Day
        } else if days <= BY_WEEK {
            Self::Week
        } else {
            Self::Month
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The day with which the step after that of this day begins: weeks begin on Mondays.
    fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.checked_add_days(Days::new(1)),
            Self::Week => {
                let left = 7 - u64::from(day.weekday().num_days_from_monday());
                day.checked_add_days(Days::new(left))
            }
            Self::Month => day.with_day(1)?.checked_add_months(Months::new(1)),
        }
    }
}

impl Engine {
    /// How a period went.
    pub async fn trend(&self, draft: &TrendDraft) -> Result<TrendView> {
        let history = &self.store().history;
        let currencies = history.currencies(draft.environment).await?;
        let period = read(draft, &currencies)?;
        let days = (period.to - period.from).num_days() + 1;
        let step = Step::of(days);
        let telling = history.accounts_telling_refunds().await?;
        let telling: HashSet<AccountId> = telling.into_iter().collect();
        let steps = async {
            match step {
                Step::Day => history.days(&period).await,
                Step::Week => history.weeks(&period).await,
                Step::Month => history.months(&period).await,
            }
        };
        let earlier = before(&period, days).ok_or_else(|| too_long("from"))?;
        let (slices, earlier, methods, networks, failures) = tokio::try_join!(
            steps,
            history.wholes(&earlier),
            history.methods(&period),
            history.networks(&period),
            history.failures(&period),
        )?;
        let (failures, failures_more) = reasons(failures);
        let by = |slices: &[Slice], key: &dyn Fn(&Slice) -> Option<String>| {
            shared(slices, key, &telling, period.currency)
        };
        Ok(TrendView {
            currency: period.currency.code().to_owned(),
            currencies: currencies.iter().map(|it| it.code().to_owned()).collect(),
            from: period.from.to_string(),
            to: period.to.to_string(),
            time_zone: self.zone().await?.name().to_owned(),
            step: step.as_str(),
            whole: all(&slices, &telling)?.view(period.currency)?,
            before: all(&earlier, &telling)?.view(period.currency)?,
            series: series(&slices, &period, step, &telling)?,
            by_method: by(&methods, &|slice| {
                slice.method.map(|it| it.as_str().to_owned())
            })?,
            by_network: by(&networks, &|slice| slice.network.clone())?,
            by_account: by(&slices, &|slice| Some(slice.account.to_string()))?,
            failures,
            failures_more,
        })
    }
}

fn read(draft: &TrendDraft, known: &[Currency]) -> Result<Period> {
    let day = |field: &str, text: &str| {
        text.trim()
            .parse::<NaiveDate>()
            .map_err(|_| bad(field, text))
    };
    let period = Period {
        environment: draft.environment,
        currency: match &draft.currency {
            Some(code) => Currency::parse(code).map_err(|_| bad("currency", code))?,
            None => *known.first().ok_or_else(nothing_yet)?,
        },
        from: day("from", &draft.from)?,
        to: day("to", &draft.to)?,
        account: draft.account.as_deref().map(AccountId::parse).transpose()?,
        kind: draft
            .kind
            .as_deref()
            .map(|word| Kind::parse(word).ok_or_else(|| bad("kind", word)))
            .transpose()?,
    };
    match (period.to - period.from).num_days() + 1 {
        ..=0 => Err(bad("to", &draft.to)),
        1..=LONGEST_DAYS => Ok(period),
        _ => Err(too_long("from")),
    }
}

/// As many days just before a period.
fn before(period: &Period, days: i64) -> Option<Period> {
    let days = Days::new(days.unsigned_abs());
    Some(Period {
        from: period.from.checked_sub_days(days)?,
        to: period.to.checked_sub_days(days)?,
        ..period.clone()
    })
}

fn all(slices: &[Slice], telling: &HashSet<AccountId>) -> Result<Figures> {
    let mut figures = Figures::default();
    for slice in slices {
        figures.add(slice, telling)?;
    }
    Ok(figures)
}

/// Every step of a period, also those in which nothing moved.
fn series(
    slices: &[Slice],
    period: &Period,
    step: Step,
    telling: &HashSet<AccountId>,
) -> Result<Vec<TrendPointView>> {
    let mut points: BTreeMap<NaiveDate, (NaiveDate, Figures)> = BTreeMap::new();
    let mut day = period.from;
    while day <= period.to {
        let next = step.after(day).ok_or_else(|| too_long("to"))?;
        let last = next.pred_opt().map_or(period.to, |it| it.min(period.to));
        points.insert(day, (last, Figures::default()));
        day = next;
    }
    for slice in slices {
        // A week or a month is told by its first day, which may lie before a period that begins within it.
        let day = slice.day.map_or(period.from, |day| day.max(period.from));
        if let Some((_, (_, figures))) = points.range_mut(..=day).next_back() {
            figures.add(slice, telling)?;
        }
    }
    points
        .into_iter()
        .map(|(from, (to, figures))| {
            Ok(TrendPointView {
                from: from.to_string(),
                to: to.to_string(),
                figures: figures.view(period.currency)?,
            })
        })
        .collect()
}

fn shared(
    slices: &[Slice],
    key: &dyn Fn(&Slice) -> Option<String>,
    telling: &HashSet<AccountId>,
    currency: Currency,
) -> Result<Vec<TrendShareView>> {
    let mut shares: BTreeMap<Option<String>, Figures> = BTreeMap::new();
    for slice in slices {
        shares.entry(key(slice)).or_default().add(slice, telling)?;
    }
    shares
        .into_iter()
        .map(|(key, figures)| {
            Ok(TrendShareView {
                key,
                figures: figures.view(currency)?,
            })
        })
        .collect()
}

fn reasons(failures: Vec<Failure>) -> (Vec<FailureView>, u64) {
    let more = failures.iter().skip(REASONS).map(|it| it.count).sum();
    let first = failures.into_iter().take(REASONS).map(|failure| {
        let amount: Money = failure.amount;
        FailureView {
            reason: failure.reason,
            count: failure.count,
            amount: MoneyView::from(amount),
        }
    });
    (first.collect(), more)
}

fn bad(field: &str, value: &str) -> EngineError {
    EngineError::bad(
        field,
        "bad_filter",
        format!("`{value}` does not fit the filter `{field}`."),
        format!("« {value} » ne va pas avec le filtre « {field} »."),
    )
}

fn too_long(field: &str) -> EngineError {
    EngineError::bad(
        field,
        "period_too_long",
        "A trend covers two years at most.",
        "Une évolution couvre deux ans au plus.",
    )
}

fn nothing_yet() -> EngineError {
    EngineError::bad(
        "currency",
        "nothing_yet",
        "No provider has told of anything yet.",
        "Aucun fournisseur n’a encore rien dit.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(from: &str, to: &str, step: Step) -> Vec<String> {
        let period = Period {
            environment: Environment::Live,
            currency: Currency::parse("UGX").unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            account: None,
            kind: None,
        };
        let points = series(&[], &period, step, &HashSet::new()).unwrap();
        let span = |point: TrendPointView| format!("{}..{}", point.from, point.to);
        points.into_iter().map(span).collect()
    }

    #[test]
    fn steps_leave_no_day_out_and_end_with_the_period() {
        assert_eq!(
            steps("2026-11-20", "2026-12-01", Step::Week),
            [
                "2026-11-20..2026-11-22",
                "2026-11-23..2026-11-29",
                "2026-11-30..2026-12-01"
            ]
        );
        assert_eq!(
            steps("2026-01-31", "2026-03-02", Step::Month),
            [
                "2026-01-31..2026-01-31",
                "2026-02-01..2026-02-28",
                "2026-03-01..2026-03-02"
            ]
        );
        assert_eq!(steps("2026-11-20", "2026-11-21", Step::Day).len(), 2);
    }
}
