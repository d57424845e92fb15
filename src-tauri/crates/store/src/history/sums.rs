//! What the rollup says of a period, and for the ends of it that are no whole days, what the rows themselves say.

use super::History;
use super::local_day::zone;
use super::rollup::{Deltas, Key, Sums, add_alike, add_rows};
use super::transaction::load_by_ids;
use super::trend::Slice;
use crate::cells::Cells;
use crate::error::StoreError;
use crate::row_id;
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use domain::{
    AccountId, Currency, Environment, Kind, Method, Money, ProviderId, Status, Transaction,
    TransactionId,
};
use sqlx::SqliteConnection;

const TABLE: &str = "rollup_days";

/// Transactions of one day, account, kind, method, network, status and currency, added up.
///
/// A fee, a net or a refund in another currency than the amount stands in a sum of that currency, which counts no
/// transaction for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The business's local day.
    pub day: NaiveDate,
    /// Sandbox or live.
    pub environment: Environment,
    /// Of which account.
    pub account: AccountId,
    /// Whose API.
    pub provider: ProviderId,
    /// What they are.
    pub kind: Kind,
    /// By which rail, where that was told.
    pub method: Option<Method>,
    /// Over which network, where that was told.
    pub network: Option<String>,
    /// Where they stand.
    pub status: Status,
    /// How many.
    pub count: u64,
    /// Their amounts; its currency is that of every other amount here.
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

/// The moments in which the whole days of a period begin and end, and their names.
struct WholeDays {
    first: String,
    /// Not included.
    end: String,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

fn start_of(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    // Where a clock jumps over midnight, its day begins with the first hour that there is.
    (0..4).find_map(|hour| {
        let at = day.and_hms_opt(hour, 0, 0)?;
        let local = zone.from_local_datetime(&at).earliest()?;
        Some(local.with_timezone(&Utc))
    })
}

/// The whole days of a period; `None` when it has none.
fn whole_days(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<WholeDays> {
    let day_of = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let mut first = day_of(from);
    if start_of(first, zone)? < from {
        first = first.checked_add_days(Days::new(1))?;
    }
    let end = day_of(to);
    (first < end).then_some(())?;
    Some(WholeDays {
        from: start_of(first, zone)?,
        to: start_of(end, zone)?,
        first: first.to_string(),
        end: end.to_string(),
    })
}

/// The sums of a period, with what was to be told apart beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SumsApart {
    /// Of everything else.
    pub others: Vec<Sum>,
    /// Of the payouts that were named, as refunds: what the customer got of each stands as refunded.
    pub given_back: Vec<Sum>,
}

impl History {
    /// What of a day lies before a moment, which is not included, by kind, status and account: equal to the sum over its rows,
    /// to the last unit.
    pub async fn part_of_day(
        &self,
        environment: Environment,
        begin: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Slice>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let mut deltas = Deltas::new(Tz::UTC);
                let rows = row_id::floor(begin)..row_id::floor(until);
                add_alike(&mut conn, environment, &rows, &mut deltas).await?;
                told(&deltas).map(|(key, sums)| slice(key, sums)).collect()
            })
            .await
    }

    /// Everything of a period, `to` not included, added up: equal to the sum over its rows, to the last unit. Payouts that give
    /// charges back are told apart: they are in one sum or the other, never in both.
    pub async fn sums_apart(
        &self,
        environment: Environment,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
        giving_back: &[TransactionId],
    ) -> Result<SumsApart, StoreError> {
        let giving_back: Vec<&str> = giving_back.iter().map(TransactionId::as_str).collect();
        self.file
            .named(async {
                let mut tx = self.file.snapshot().await?;
                let zone = zone(&mut tx).await?;
                let mut deltas = Deltas::new(zone);
                let rows = from.map_or(i64::MIN, row_id::floor)..to.map_or(i64::MAX, row_id::floor);
                // An end that is open lies on no day's border, and needs none.
                let days = whole_days(
                    zone,
                    from.unwrap_or(DateTime::UNIX_EPOCH),
                    to.unwrap_or_else(far),
                );
                match days {
                    None => add_rows(&mut tx, Some(environment), &rows, &mut deltas).await?,
                    Some(days) => {
                        let first = from.map_or(String::new(), |_| days.first.clone());
                        let end = to.map_or_else(|| "9999".to_owned(), |_| days.end.clone());
                        add_days(&mut tx, environment, &first, &end, &mut deltas).await?;
                        if from.is_some() {
                            let before = rows.start..row_id::floor(days.from);
                            add_rows(&mut tx, Some(environment), &before, &mut deltas).await?;
                        }
                        if to.is_some() {
                            let after = row_id::floor(days.to)..rows.end;
                            add_rows(&mut tx, Some(environment), &after, &mut deltas).await?;
                        }
                    }
                }
                let mut refunds = Deltas::new(zone);
                for (row, payout) in load_by_ids(&mut tx, &giving_back).await? {
                    if rows.contains(&row) {
                        deltas.take_out(&payout)?;
                        refunds.put_in(&as_refund(payout))?;
                    }
                }
                Ok(SumsApart {
                    others: read_all(&deltas)?,
                    given_back: read_all(&refunds)?,
                })
            })
            .await
    }
}

/// What the wallet lost may be more than what went back: the fee is the shop's.
fn as_refund(payout: Transaction) -> Transaction {
    Transaction {
        kind: Kind::Refund,
        refunded: Some(payout.recipient_gets.unwrap_or(payout.amount)),
        ..payout
    }
}

/// Those of which anything is told.
fn told(deltas: &Deltas) -> impl Iterator<Item = (&Key, &Sums)> {
    let sums = deltas.sums.iter();
    sums.filter(|(_, sums)| **sums != Sums::default())
}

fn read_all(deltas: &Deltas) -> Result<Vec<Sum>, StoreError> {
    told(deltas).map(|(key, sums)| read(key, sums)).collect()
}

impl History {
    /// The accounts whose charges themselves tell what went back of them.
    pub async fn accounts_telling_refunds(&self) -> Result<Vec<AccountId>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT DISTINCT k.account FROM rollup_keys k JOIN rollup_months m ON m.key = k.key \
                     WHERE k.told_apart = 'nothing' AND k.kind = ?1 AND m.refunded <> 0",
                )
                .bind(Kind::Charge.as_str())
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| Cells::new(TABLE, row).formed("account"))
                    .collect()
            })
            .await
    }
}

/// Later than whatever is asked about.
fn far() -> DateTime<Utc> {
    DateTime::from_timestamp(16_725_225_600, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

async fn add_days(
    conn: &mut SqliteConnection,
    environment: Environment,
    first: &str,
    end: &str,
    deltas: &mut Deltas,
) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "SELECT d.day, k.environment, k.account, k.provider, k.kind, k.method, k.network, k.status, k.currency, d.n, \
         d.amount, d.fee, d.fee_not_told, d.net, d.net_not_told, d.refunded FROM rollup_keys k \
         CROSS JOIN rollup_days d ON d.key = k.key AND d.day >= ?2 AND d.day < ?3 \
         WHERE k.told_apart = 'rail' AND k.environment = ?1",
    )
    .bind(environment.as_str())
    .bind(first)
    .bind(end)
    .fetch_all(conn)
    .await?;
    for row in &rows {
        let cells = Cells::new(TABLE, row);
        let key = Key {
            day: cells.text("day")?,
            environment: cells.text("environment")?,
            account: cells.text("account")?,
            provider: cells.text("provider")?,
            kind: cells.text("kind")?,
            method: cells.text("method")?,
            network: cells.text("network")?,
            status: cells.text("status")?,
            currency: cells.text("currency")?,
        };
        let sums = Sums {
            n: cells.integer("n")?,
            amount: cells.integer("amount")?.into(),
            fee: cells.integer("fee")?.into(),
            fee_not_told: cells.integer("fee_not_told")?,
            net: cells.integer("net")?.into(),
            net_not_told: cells.integer("net_not_told")?,
            refunded: cells.integer("refunded")?.into(),
        };
        deltas.sums.insert(key, sums);
    }
    Ok(())
}

fn read(key: &Key, sums: &Sums) -> Result<Sum, StoreError> {
    let bad = |what: &str| StoreError::unreadable(TABLE, what.to_owned());
    let slice = slice(key, sums)?;
    Ok(Sum {
        day: key.day.parse().map_err(|_| bad("a day that is none"))?,
        environment: Environment::parse(&key.environment).ok_or_else(|| bad("environment"))?,
        account: slice.account,
        provider: ProviderId::new(key.provider.clone()),
        kind: slice.kind,
        method: slice.method,
        network: slice.network,
        status: slice.status,
        count: slice.count,
        amount: slice.amount,
        fee: slice.fee,
        fee_not_told: slice.fee_not_told,
        net: slice.net,
        net_not_told: slice.net_not_told,
        refunded: slice.refunded,
    })
}

fn slice(key: &Key, sums: &Sums) -> Result<Slice, StoreError> {
    let bad = |what: &str| StoreError::unreadable(TABLE, what.to_owned());
    let currency = Currency::parse(&key.currency).map_err(|error| bad(&error.to_string()))?;
    let money = |parts: i128| {
        i64::try_from(parts)
            .map(|parts| Money::from_ten_thousandths(parts, currency))
            .map_err(|_| bad("a sum does not fit"))
    };
    let method = match key.method.as_str() {
        "" => None,
        word => Some(Method::parse(word).ok_or_else(|| bad("a method that is not known"))?),
    };
    Ok(Slice {
        day: None,
        kind: Kind::parse(&key.kind).ok_or_else(|| bad("kind"))?,
        status: Status::parse(&key.status).ok_or_else(|| bad("status"))?,
        account: AccountId::parse(&key.account).map_err(|_| bad("account"))?,
        method,
        network: Some(key.network.clone()).filter(|network| !network.is_empty()),
        count: sums.n.unsigned_abs(),
        amount: money(sums.amount)?,
        fee: money(sums.fee)?,
        fee_not_told: sums.fee_not_told.unsigned_abs(),
        net: money(sums.net)?,
        net_not_told: sums.net_not_told.unsigned_abs(),
        refunded: money(sums.refunded)?,
    })
}
