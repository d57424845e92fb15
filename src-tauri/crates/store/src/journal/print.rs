//! Table `prints`: what was put on paper about a payment, and the running number of each receipt.

use super::{Actor, Journal};
use crate::cells::ms;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Environment, OperationId, TransactionId};
use sqlx::SqliteConnection;

/// The setting that names the series that a journal counts in.
const SERIES: &str = "receipt_series";

/// What is to be put on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPrint {
    /// Whose money.
    pub environment: Environment,
    /// What we asked for.
    pub operation: Option<OperationId>,
    /// What the provider tells of.
    pub transaction: Option<TransactionId>,
    /// Which sort of paper: `receipt`, `claim`, `evidence`.
    pub document: &'static str,
    /// On which paper: `58mm`, `80mm`, `a4`, `text`.
    pub paper: &'static str,
    /// Has its sort a running number?
    pub numbered: bool,
}

/// What is known of the papers of one sort about one payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintsKept {
    /// How many there were.
    pub count: u32,
    /// Their number, which copies share.
    pub number: Option<ReceiptNumber>,
}

/// A receipt's running number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptNumber {
    /// Empty for a journal that was never restored.
    pub series: String,
    /// Counts from one.
    pub number: i64,
}

impl std::fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.series.is_empty() {
            write!(f, "{}-", self.series)?;
        }
        write!(f, "{:06}", self.number)
    }
}

async fn kept(conn: &mut SqliteConnection, print: &NewPrint) -> Result<PrintsKept, StoreError> {
    let rows: Vec<(i64, String, Option<i64>)> = sqlx::query_as(
        "SELECT nth, series, number FROM prints WHERE document = ?1 AND environment = ?2 \
         AND (operation = ?3 OR transaction_id = ?4) ORDER BY seq",
    )
    .bind(print.document)
    .bind(print.environment.as_str())
    .bind(print.operation.as_ref().map(OperationId::as_str))
    .bind(print.transaction.as_ref().map(TransactionId::as_str))
    .fetch_all(conn)
    .await?;
    let number = rows.iter().find_map(|(_, series, number)| {
        number.map(|number| ReceiptNumber {
            series: series.clone(),
            number,
        })
    });
    Ok(PrintsKept {
        count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        number,
    })
}

async fn next_number(
    conn: &mut SqliteConnection,
    environment: Environment,
) -> Result<ReceiptNumber, StoreError> {
    let series: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE key = ?1")
        .bind(SERIES)
        .fetch_optional(&mut *conn)
        .await?;
    let series = series.unwrap_or_default();
    let number = sqlx::query_scalar(
        "SELECT coalesce(max(number), 0) + 1 FROM prints WHERE environment = ?1 AND series = ?2",
    )
    .bind(environment.as_str())
    .bind(&series)
    .fetch_one(conn)
    .await?;
    Ok(ReceiptNumber { series, number })
}

impl Journal {
    /// Begins another series: a journal that was restored or copied may not know every number that was given.
    pub async fn begin_receipt_series(
        &self,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let series = at.format("%y%m%d%H%M%S").to_string();
        self.set_setting(SERIES, Some(&series), actor, at).await
    }

    /// What was printed of this sort about this payment.
    pub async fn prints_kept(&self, print: &NewPrint) -> Result<PrintsKept, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                kept(&mut conn, print).await
            })
            .await
    }

    /// Writes down that a paper is coming out now. `count` includes it. Two at once get two places.
    pub async fn record_print(
        &self,
        print: &NewPrint,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<PrintsKept, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let before = kept(&mut writing.tx, print).await?;
                let number = match (print.numbered, before.number) {
                    (false, _) => None,
                    (true, Some(number)) => Some(number),
                    (true, None) => Some(next_number(&mut writing.tx, print.environment).await?),
                };
                let count = before.count.saturating_add(1);
                sqlx::query(
                    "INSERT INTO prints (at, actor, actor_by, environment, operation, transaction_id, document, paper, \
                     nth, series, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                )
                .bind(ms(at))
                .bind(&actor.name)
                .bind(&actor.by)
                .bind(print.environment.as_str())
                .bind(print.operation.as_ref().map(OperationId::as_str))
                .bind(print.transaction.as_ref().map(TransactionId::as_str))
                .bind(print.document)
                .bind(print.paper)
                .bind(i64::from(count))
                .bind(number.as_ref().map_or("", |number| &number.series))
                .bind(number.as_ref().map(|number| number.number))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await?;
                Ok(PrintsKept { count, number })
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    fn at(minute: u32) -> DateTime<Utc> {
        format!("2026-11-21T13:{minute:02}:00Z").parse().unwrap()
    }

    fn actor() -> Actor {
        Actor {
            name: "Awa".to_owned(),
            by: "window".to_owned(),
        }
    }

    fn receipt(transaction: &str) -> NewPrint {
        NewPrint {
            environment: Environment::Live,
            operation: None,
            transaction: Some(TransactionId::parse(transaction).unwrap()),
            document: "receipt",
            paper: "58mm",
            numbered: true,
        }
    }

    #[tokio::test]
    async fn a_receipt_gets_its_number_once_and_copies_keep_it_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let mut numbers = Vec::new();
        for round in 1..=2 {
            let store = Store::open(folder.path()).await.unwrap();
            for one in ["tx_one", "tx_two"] {
                let kept = store
                    .journal
                    .record_print(&receipt(one), &actor(), at(round))
                    .await
                    .unwrap();
                assert_eq!(kept.count, round);
                numbers.push(kept.number.unwrap().to_string());
            }
            store.close().await;
        }
        assert_eq!(numbers, ["000001", "000002", "000001", "000002"]);
    }

    #[tokio::test]
    async fn sandbox_and_live_count_apart_and_a_claim_has_no_number() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let of = async |print: &NewPrint| {
            store
                .journal
                .record_print(print, &actor(), at(1))
                .await
                .unwrap()
        };
        let sandbox = NewPrint {
            environment: Environment::Sandbox,
            ..receipt("tx_three")
        };
        assert_eq!(of(&sandbox).await.number.unwrap().number, 1);
        assert_eq!(of(&receipt("tx_one")).await.number.unwrap().number, 1);
        let claim = NewPrint {
            document: "claim",
            numbered: false,
            ..receipt("tx_one")
        };
        let kept = of(&claim).await;
        assert_eq!((kept.count, kept.number), (1, None));
    }

    #[tokio::test]
    async fn another_series_begins_again_and_says_which_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let journal = &store.journal;
        let first = journal
            .record_print(&receipt("tx_one"), &actor(), at(1))
            .await
            .unwrap();
        journal.begin_receipt_series(&actor(), at(2)).await.unwrap();
        let second = journal
            .record_print(&receipt("tx_two"), &actor(), at(3))
            .await
            .unwrap();
        let again = journal
            .record_print(&receipt("tx_one"), &actor(), at(4))
            .await
            .unwrap();
        assert_eq!(second.number.unwrap().to_string(), "261121130200-000001");
        assert_eq!(again.number, first.number);
    }
}
