//! What the history knows of one phone number.

use super::History;
use super::transaction::TABLE;
use crate::cells::Cells;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{AccountId, Environment, Kind, Method, Money, Phone, Status};

/// A network that a number was seen with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkSeen {
    /// In the provider's word, where one was told.
    pub network: Option<String>,
    /// By which rail.
    pub method: Option<Method>,
    /// In how many transactions.
    pub count: u64,
    /// In the newest of them. UTC.
    pub last: DateTime<Utc>,
}

/// Transactions of a number that are alike, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSum {
    /// Of which account.
    pub account: AccountId,
    /// What they are.
    pub kind: Kind,
    /// Where they stand.
    pub status: Status,
    /// How many.
    pub count: u64,
    /// Their amounts; one sum a currency.
    pub amount: Money,
    /// What went back of them in that currency.
    pub refunded: Money,
}

/// Everything that was seen of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// When first. UTC.
    pub first: Option<DateTime<Utc>>,
    /// When last. UTC.
    pub last: Option<DateTime<Utc>>,
    /// The networks, the most frequent first.
    pub networks: Vec<NetworkSeen>,
    /// By currency, account, kind and status.
    pub sums: Vec<NumberSum>,
}

impl History {
    /// What was seen of a number in an environment, ever.
    pub async fn seen_of(
        &self,
        phone: &Phone,
        environment: Environment,
    ) -> Result<Seen, StoreError> {
        self.file
            .named(async {
                let mut tx = self.file.snapshot().await?;
                let span = sqlx::query(
                    "SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM transactions \
                     WHERE phone = ?1 AND environment = ?2",
                )
                .bind(phone.e164())
                .bind(environment.as_str())
                .fetch_one(&mut *tx)
                .await?;
                let networks = sqlx::query(
                    "SELECT network, method, count(*) AS n, max(occurred_at) AS last FROM transactions \
                     WHERE phone = ?1 AND environment = ?2 GROUP BY network, method ORDER BY n DESC, last DESC",
                )
                .bind(phone.e164())
                .bind(environment.as_str())
                .fetch_all(&mut *tx)
                .await?;
                let sums = sqlx::query(
                    "SELECT currency, account, kind, status, count(*) AS n, sum(amount) AS amount, \
                     sum(CASE WHEN refunded_currency = currency THEN refunded ELSE 0 END) AS refunded \
                     FROM transactions WHERE phone = ?1 AND environment = ?2 \
                     GROUP BY currency, account, kind, status ORDER BY currency, account, kind, status",
                )
                .bind(phone.e164())
                .bind(environment.as_str())
                .fetch_all(&mut *tx)
                .await?;
                let span = Cells::new(TABLE, &span);
                Ok(Seen {
                    first: span.time_if_told("first")?,
                    last: span.time_if_told("last")?,
                    networks: networks
                        .iter()
                        .map(|row| network(&Cells::new(TABLE, row)))
                        .collect::<Result<_, _>>()?,
                    sums: sums
                        .iter()
                        .map(|row| sum(&Cells::new(TABLE, row)))
                        .collect::<Result<_, _>>()?,
                })
            })
            .await
    }
}

fn network(cells: &Cells<'_>) -> Result<NetworkSeen, StoreError> {
    Ok(NetworkSeen {
        network: cells.text_if_told("network")?,
        method: cells.word_if_told("method", Method::parse)?,
        count: cells.integer("n")?.unsigned_abs(),
        last: cells.time("last")?,
    })
}

fn sum(cells: &Cells<'_>) -> Result<NumberSum, StoreError> {
    Ok(NumberSum {
        account: cells.formed("account")?,
        kind: cells.word("kind", Kind::parse)?,
        status: cells.word("status", Status::parse)?,
        count: cells.integer("n")?.unsigned_abs(),
        amount: cells.money("amount", "currency")?,
        refunded: cells.money("refunded", "currency")?,
    })
}
