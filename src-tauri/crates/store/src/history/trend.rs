//! What the rollup says of whole days in one currency: long periods are added up of months, tens of days, and the days at
//! their ends.

use super::History;
use super::rollup_tables::Level;
use crate::cells::Cells;
use crate::error::StoreError;
use chrono::{Datelike as _, Days, NaiveDate};
use domain::{AccountId, Currency, Environment, Kind, Method, Money, Status};
use serde::Deserialize;
use sqlx::SqliteConnection;

const TABLE: &str = "rollup_days";

/// Whole local days in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Sandbox or live.
    pub environment: Environment,
    /// In which currency.
    pub currency: Currency,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Only of this account.
    pub account: Option<AccountId>,
    /// Only of this kind.
    pub kind: Option<Kind>,
}

/// Transactions that are alike in everything that is named here, added up. Amounts are ten-thousandths of the period's
/// currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The day, the Monday or the first of the month, where days, weeks or months are told apart.
    pub day: Option<NaiveDate>,
    /// What they are.
    pub kind: Kind,
    /// Where they stand.
    pub status: Status,
    /// Of which account.
    pub account: AccountId,
    /// By which rail, where that was told and is told apart.
    pub method: Option<Method>,
    /// Over which network, where that was told and is told apart.
    pub network: Option<String>,
    /// How many.
    pub count: u64,
    /// Their amounts.
    pub amount: Money,
    /// Their fees, as far as they were told.
    pub fee: Money,
    /// Of how many no fee was told.
    pub fee_not_told: u64,
    /// What was added to the wallet: as told, or the amount without a fee that was told.
    pub net: Money,
    /// For how many neither was told.
    pub net_not_told: u64,
    /// What went back of them.
    pub refunded: Money,
}

/// Why some of what failed did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The provider's words, without figures.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// Their amounts.
    pub amount: Money,
}

/// A period as its whole months, the whole tens of days before and after them, and the days at its ends. Where it has no
/// whole month, its tens are those before; where it has no ten either, all of it is days before.
struct Parts {
    months: Stretch,
    tens: [Stretch; 2],
    days: [Stretch; 2],
}

/// From the first to the end, which is not included.
type Stretch = (NaiveDate, NaiveDate);

fn first_of_month(day: NaiveDate) -> bool {
    day.day() == 1
}

fn first_of_ten(day: NaiveDate) -> bool {
    matches!(day.day(), 1 | 10 | 20 | 30)
}

/// What of a stretch begins and ends with such a day; `None` where that is nothing.
fn within((from, end): Stretch, begins: fn(NaiveDate) -> bool) -> Option<Stretch> {
    let first = from.iter_days().find(|day| begins(*day))?;
    let mut back = std::iter::successors(Some(end), NaiveDate::pred_opt);
    let last = back.find(|day| begins(*day))?;
    (first < last).then_some((first, last))
}

impl Period {
    fn end(&self) -> NaiveDate {
        self.to.checked_add_days(Days::new(1)).unwrap_or(self.to)
    }

    fn parts(&self) -> Parts {
        let all = (self.from, self.end());
        let nothing = (all.1, all.1);
        let (before, months, after) = match within(all, first_of_month) {
            Some(months) => ((all.0, months.0), months, (months.1, all.1)),
            None => (all, nothing, nothing),
        };
        let tens = [before, after].map(|part| within(part, first_of_ten));
        let days = match tens {
            [Some(left), Some(right)] => [(before.0, left.0), (right.1, all.1)],
            // Without months in between, what follows the tens are days too.
            [Some(left), None] if months == nothing => [(before.0, left.0), (left.1, all.1)],
            [Some(left), None] => [(before.0, left.0), after],
            [None, Some(right)] => [before, (right.1, all.1)],
            [None, None] => [before, after],
        };
        Parts {
            months,
            tens: tens.map(|part| part.unwrap_or(nothing)),
            days,
        }
    }
}

impl Parts {
    /// In the order in which [`parts`] asks for them.
    fn bounds(self) -> [String; 10] {
        let name = |level: Level, day: NaiveDate| level.of(&day.to_string());
        let ([a, b], [c, d]) = (self.tens, self.days);
        let stretches = [
            (Level::Month, self.months),
            (Level::Ten, a),
            (Level::Ten, b),
            (Level::Day, c),
            (Level::Day, d),
        ];
        let mut bounds = stretches
            .into_iter()
            .flat_map(|(level, (from, end))| [name(level, from), name(level, end)]);
        std::array::from_fn(|_| bounds.next().unwrap_or_default())
    }
}

fn bounds_of_days(period: &Period) -> [String; 2] {
    [period.from.to_string(), period.end().to_string()]
}

/// The letters of a day that are its month.
const MONTH: usize = "2026-07".len();

/// A slice by position, in the order of the question's columns.
#[derive(Deserialize)]
struct Told {
    kind: Kind,
    status: Status,
    account: AccountId,
    method: String,
    network: String,
    n: u64,
    amount: i64,
    fee: i64,
    fee_not_told: u64,
    net: i64,
    net_not_told: u64,
    refunded: i64,
}

impl Told {
    fn read(self, currency: Currency) -> Result<Slice, StoreError> {
        let bad = |what: &str| StoreError::unreadable(TABLE, what.to_owned());
        let money = |parts| Money::from_ten_thousandths(parts, currency);
        let method = match self.method.as_str() {
            "" => None,
            word => Some(Method::parse(word).ok_or_else(|| bad("a method that is not known"))?),
        };
        Ok(Slice {
            day: None,
            kind: self.kind,
            status: self.status,
            account: self.account,
            method,
            network: Some(self.network).filter(|network| !network.is_empty()),
            count: self.n,
            amount: money(self.amount),
            fee: money(self.fee),
            fee_not_told: self.fee_not_told,
            net: money(self.net),
            net_not_told: self.net_not_told,
            refunded: money(self.refunded),
        })
    }
}

/// Each slice as a list in JSON: one row costs the driver what a thousand cost SQLite.
macro_rules! told {
    ($($from:tt)*) => {
        concat!(
            "SELECT json_group_array(json_array(kind, status, account, method, network, n, amount, fee, \
             fee_not_told, net, net_not_told, refunded)) FROM (",
            $($from)*,
            ")"
        )
    };
}

/// The sums of a stretch of a table, by what `by` names: one key's lie beside each other, so its sum is made on the way.
macro_rules! sums {
    ($day:literal, $table:literal, $first:literal, $end:literal, $told_apart:literal, $by:literal) => {
        concat!(
            "SELECT ",
            $day,
            " AS day, k.kind AS kind, k.status AS status, k.account AS account, k.method AS method, \
             k.network AS network, sum(s.n) AS n, sum(s.amount) AS amount, sum(s.fee) AS fee, \
             sum(s.fee_not_told) AS fee_not_told, sum(s.net) AS net, sum(s.net_not_told) AS net_not_told, \
             sum(s.refunded) AS refunded FROM rollup_keys k CROSS JOIN ",
            $table,
            " s ON s.key = k.key AND s.day >= ",
            $first,
            " AND s.day < ",
            $end,
            " WHERE k.told_apart = '",
            $told_apart,
            "' AND k.environment = ?1 AND k.currency = ?2 AND (?3 IS NULL OR k.account = ?3) \
             AND (?4 IS NULL OR k.kind = ?4) GROUP BY ",
            $by
        )
    };
}

/// The months of a period, and the tens and the days around them.
macro_rules! parts {
    ($day:literal, $told_apart:literal, $by:literal) => {
        concat!(
            sums!($day, "rollup_months", "?5", "?6", $told_apart, $by),
            " UNION ALL ",
            sums!($day, "rollup_tens", "?7", "?8", $told_apart, $by),
            " UNION ALL ",
            sums!($day, "rollup_tens", "?9", "?10", $told_apart, $by),
            " UNION ALL ",
            sums!($day, "rollup_days", "?11", "?12", $told_apart, $by),
            " UNION ALL ",
            sums!($day, "rollup_days", "?13", "?14", $told_apart, $by)
        )
    };
}

/// One slice of each: what the parts of a period have apart is put together.
macro_rules! of_parts {
    ($told_apart:literal) => {
        told!(concat!(
            "SELECT kind, status, account, method, network, sum(n) AS n, sum(amount) AS amount, \
             sum(fee) AS fee, sum(fee_not_told) AS fee_not_told, sum(net) AS net, sum(net_not_told) AS net_not_told, \
             sum(refunded) AS refunded FROM (",
            parts!("''", $told_apart, "k.key"),
            ") GROUP BY kind, status, account, method, network"
        ))
    };
}

macro_rules! failures {
    ($table:literal, $first:literal, $end:literal) => {
        concat!(
            "SELECT * FROM ",
            $table,
            " WHERE environment = ?1 AND currency = ?2 AND day >= ",
            $first,
            " AND day < ",
            $end
        )
    };
}

/// Every step as a line of one text: thousands of small lists would cost more to read than to add up.
macro_rules! steps {
    ($from:expr) => {
        concat!(
            "SELECT group_concat(kind || ' ' || status || ' ' || account || ' ' || day || ' ' || n || ' ' || amount || ' ' || \
             fee || ' ' || fee_not_told || ' ' || net || ' ' || net_not_told || ' ' || refunded, char(10)) FROM (",
            $from,
            ")"
        )
    };
}

/// One line of [`steps`]. `None` where it is none.
fn step(line: &str, currency: Currency) -> Option<Slice> {
    let mut cells = line.split(' ');
    let kind = Kind::parse(cells.next()?)?;
    let status = Status::parse(cells.next()?)?;
    let account = AccountId::parse(cells.next()?).ok()?;
    let day = match cells.next()? {
        month if month.len() == MONTH => format!("{month}-01").parse(),
        day => day.parse(),
    };
    let mut number = || cells.next()?.parse::<i64>().ok();
    let (n, amount, fee, fee_not_told) = (number()?, number()?, number()?, number()?);
    let (net, net_not_told, refunded) = (number()?, number()?, number()?);
    let money = |parts| Money::from_ten_thousandths(parts, currency);
    Some(Slice {
        day: Some(day.ok()?),
        kind,
        status,
        account,
        method: None,
        network: None,
        count: n.try_into().ok()?,
        amount: money(amount),
        fee: money(fee),
        fee_not_told: fee_not_told.try_into().ok()?,
        net: money(net),
        net_not_told: net_not_told.try_into().ok()?,
        refunded: money(refunded),
    })
}

fn of_day(cells: &Cells<'_>, day: NaiveDate) -> Result<Slice, StoreError> {
    let count = |column| cells.integer(column).map(i64::unsigned_abs);
    let money = |column| cells.money(column, "currency");
    Ok(Slice {
        day: Some(day),
        kind: cells.word("kind", Kind::parse)?,
        status: cells.word("status", Status::parse)?,
        account: cells.formed("account")?,
        method: None,
        network: None,
        count: count("n")?,
        amount: money("amount")?,
        fee: money("fee")?,
        fee_not_told: count("fee_not_told")?,
        net: money("net")?,
        net_not_told: count("net_not_told")?,
        refunded: money("refunded")?,
    })
}

async fn text(
    conn: &mut SqliteConnection,
    sql: &'static str,
    period: &Period,
    bounds: &[String],
) -> Result<String, StoreError> {
    let mut query = sqlx::query_scalar(sql)
        .bind(period.environment.as_str())
        .bind(period.currency.code())
        .bind(period.account.as_ref().map(AccountId::as_str))
        .bind(period.kind.map(Kind::as_str));
    for bound in bounds {
        query = query.bind(bound);
    }
    let text: Option<String> = query.fetch_one(conn).await?;
    Ok(text.unwrap_or_default())
}

impl History {
    /// The days of a period, by kind, status and account.
    pub async fn days(&self, period: &Period) -> Result<Vec<Slice>, StoreError> {
        const SQL: &str = steps!(sums!(
            "s.day",
            "rollup_days",
            "?5",
            "?6",
            "nothing",
            "k.key, s.day"
        ));
        self.steps(SQL, period, &bounds_of_days(period)).await
    }

    /// The weeks of a period, each by its Monday, by kind, status and account; its first and its last one as far as they lie
    /// in it.
    pub async fn weeks(&self, period: &Period) -> Result<Vec<Slice>, StoreError> {
        const SQL: &str = steps!(sums!(
            "date(s.day, '-6 days', 'weekday 1')",
            "rollup_days",
            "?5",
            "?6",
            "nothing",
            "k.key, date(s.day, '-6 days', 'weekday 1')"
        ));
        self.steps(SQL, period, &bounds_of_days(period)).await
    }

    /// The months of a period, by kind, status and account; its first and its last one as far as they lie in it, and in as many
    /// slices as they have parts.
    pub async fn months(&self, period: &Period) -> Result<Vec<Slice>, StoreError> {
        const SQL: &str = steps!(parts!(
            "substr(s.day, 1, 7)",
            "nothing",
            "k.key, substr(s.day, 1, 7)"
        ));
        self.steps(SQL, period, &period.parts().bounds()).await
    }

    async fn steps(
        &self,
        sql: &'static str,
        period: &Period,
        bounds: &[String],
    ) -> Result<Vec<Slice>, StoreError> {
        let text = self.asked(sql, period, bounds).await?;
        let bad = || StoreError::unreadable(TABLE, "a step that is none");
        text.lines()
            .map(|line| step(line, period.currency).ok_or_else(bad))
            .collect()
    }

    /// All of a period, by kind, status and account.
    pub async fn wholes(&self, period: &Period) -> Result<Vec<Slice>, StoreError> {
        self.of_parts(of_parts!("nothing"), period).await
    }

    /// All of a period, by kind, status, account and method.
    pub async fn methods(&self, period: &Period) -> Result<Vec<Slice>, StoreError> {
        self.of_parts(of_parts!("method"), period).await
    }

    /// All of a period, by kind, status, account and network.
    pub async fn networks(&self, period: &Period) -> Result<Vec<Slice>, StoreError> {
        self.of_parts(of_parts!("network"), period).await
    }

    async fn of_parts(&self, sql: &'static str, period: &Period) -> Result<Vec<Slice>, StoreError> {
        let text = self.asked(sql, period, &period.parts().bounds()).await?;
        let told: Vec<Told> = serde_json::from_str(&text)
            .map_err(|error| StoreError::unreadable(TABLE, error.to_string()))?;
        told.into_iter()
            .map(|told| told.read(period.currency))
            .collect()
    }

    async fn asked(
        &self,
        sql: &'static str,
        period: &Period,
        bounds: &[String],
    ) -> Result<String, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                text(&mut conn, sql, period, bounds).await
            })
            .await
    }

    /// Why what failed in a period did, the most frequent first.
    pub async fn failures(&self, period: &Period) -> Result<Vec<Failure>, StoreError> {
        const SQL: &str = concat!(
            "SELECT reason, sum(n) AS n, sum(amount) AS amount FROM (",
            failures!("failures_months", "?5", "?6"),
            " UNION ALL ",
            failures!("failures_tens", "?7", "?8"),
            " UNION ALL ",
            failures!("failures_tens", "?9", "?10"),
            " UNION ALL ",
            failures!("failures", "?11", "?12"),
            " UNION ALL ",
            failures!("failures", "?13", "?14"),
            ") WHERE (?3 IS NULL OR account = ?3) AND (?4 IS NULL OR kind = ?4) \
             GROUP BY reason ORDER BY n DESC, reason LIMIT 200"
        );
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let mut query = sqlx::query(SQL)
                    .bind(period.environment.as_str())
                    .bind(period.currency.code())
                    .bind(period.account.as_ref().map(AccountId::as_str))
                    .bind(period.kind.map(Kind::as_str));
                for bound in period.parts().bounds() {
                    query = query.bind(bound);
                }
                let rows = query.fetch_all(&mut *conn).await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new("failures", row);
                        Ok(Failure {
                            reason: cells.text("reason")?,
                            count: cells.integer("n")?.unsigned_abs(),
                            amount: Money::from_ten_thousandths(
                                cells.integer("amount")?,
                                period.currency,
                            ),
                        })
                    })
                    .collect()
            })
            .await
    }

    /// One whole day in every currency, by kind, status and account.
    pub async fn day(
        &self,
        environment: Environment,
        day: NaiveDate,
    ) -> Result<Vec<Slice>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT k.kind, k.status, k.account, k.currency, s.n, s.amount, s.fee, s.fee_not_told, s.net, \
                     s.net_not_told, s.refunded FROM rollup_keys k CROSS JOIN rollup_days s ON s.key = k.key AND s.day = ?2 \
                     WHERE k.told_apart = 'nothing' AND k.environment = ?1",
                )
                .bind(environment.as_str())
                .bind(day.to_string())
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| of_day(&Cells::new(TABLE, row), day))
                    .collect()
            })
            .await
    }

    /// The currencies that anything of an environment was ever told in, by their letters.
    pub async fn currencies(&self, environment: Environment) -> Result<Vec<Currency>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT DISTINCT k.currency FROM rollup_keys k WHERE k.told_apart = 'nothing' AND k.environment = ?1 \
                     AND EXISTS (SELECT 1 FROM rollup_months m WHERE m.key = k.key) ORDER BY k.currency",
                )
                .bind(environment.as_str())
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| Cells::new(TABLE, row).currency("currency"))
                    .collect()
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period {
            environment: Environment::Live,
            currency: Currency::parse("UGX").unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            account: None,
            kind: None,
        }
    }

    #[test]
    fn a_period_is_its_whole_months_and_the_tens_and_days_around_them() {
        let parts = |from, to| {
            let bounds = period(from, to).parts().bounds();
            let told = bounds.chunks(2).filter(|pair| pair[0] != pair[1]);
            let told: Vec<String> = told.map(|pair| pair.join("..")).collect();
            told.join(" ")
        };
        for (from, to, expected) in [
            (
                "2026-01-31",
                "2026-04-02",
                "2026-02..2026-04 2026-01-31..2026-02-01 2026-04-01..2026-04-03",
            ),
            ("2026-02-01", "2026-02-28", "2026-02..2026-03"),
            (
                "2026-02-02",
                "2026-03-30",
                "2026-02-1..2026-03-3 2026-02-02..2026-02-10 2026-03-30..2026-03-31",
            ),
            (
                "2026-01-15",
                "2026-04-25",
                "2026-02..2026-04 2026-01-2..2026-02-0 2026-04-0..2026-04-2 2026-01-15..2026-01-20 2026-04-20..2026-04-26",
            ),
            ("2026-01-14", "2026-01-17", "2026-01-14..2026-01-18"),
            ("2026-01-10", "2026-01-19", "2026-01-1..2026-01-2"),
        ] {
            assert_eq!(parts(from, to), expected, "{from} to {to}");
        }
    }

    #[test]
    fn the_parts_of_a_period_hold_each_of_its_days_once() {
        let first: NaiveDate = "2027-12-20".parse().unwrap();
        for from in first.iter_days().take(75) {
            for to in from.iter_days().take(100) {
                let [from, to] = [from, to].map(|day| day.to_string());
                let Parts { months, tens, days } = period(&from, &to).parts();
                let mut held: Vec<NaiveDate> = [months, tens[0], tens[1], days[0], days[1]]
                    .into_iter()
                    .flat_map(|(from, end)| from.iter_days().take_while(move |day| *day < end))
                    .collect();
                held.sort_unstable();
                let asked: Vec<NaiveDate> = period(&from, &to)
                    .from
                    .iter_days()
                    .take_while(|day| day.to_string() <= to)
                    .collect();
                assert_eq!(held, asked, "{from} to {to}");
            }
        }
    }
}
