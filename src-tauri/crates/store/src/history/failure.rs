//! Derived tables `failures`, `failures_tens` and `failures_months`: why what failed did, and how often.

use super::rollup_tables::Level;
use crate::error::StoreError;
use domain::Status;
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::collections::BTreeMap;

/// Longer than any reason that is one.
const LONGEST: usize = 120;

/// Under what failures are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) environment: String,
    pub(super) day: String,
    pub(super) currency: String,
    pub(super) kind: String,
    pub(super) account: String,
    pub(super) reason: String,
}

/// How many failed so, and their amounts in ten-thousandths.
pub(super) type Failures = BTreeMap<Key, (i64, i128)>;

/// Why a transaction failed, as far as it did: the provider's message, else its status. Figures are taken out: a number or a
/// reference would make each failure one of its own, and is nobody's reason.
pub(super) fn reason(status: Status, message: Option<&str>, word: &str) -> Option<String> {
    match status {
        Status::Failed | Status::Expired => {}
        Status::Pending | Status::InDoubt | Status::Succeeded => return None,
    }
    let said = message.map(str::trim).filter(|text| !text.is_empty());
    let mut reason = String::new();
    for c in said.unwrap_or(word).chars() {
        let figure = c.is_numeric();
        if figure && reason.ends_with('#') {
            continue;
        }
        reason.push(match c {
            _ if figure => '#',
            c if c.is_whitespace() || c.is_control() => ' ',
            c => c,
        });
        if reason.len() >= LONGEST {
            break;
        }
    }
    Some(reason)
}

pub(super) async fn apply(
    conn: &mut SqliteConnection,
    level: Level,
    failures: &Failures,
) -> Result<(), StoreError> {
    let table = level.failures();
    for (key, (n, amount)) in failures {
        if (*n, *amount) == (0, 0) {
            continue;
        }
        let parts = i64::try_from(*amount)
            .map_err(|_| StoreError::unreadable("failures", "a sum does not fit"))?;
        let sql = format!(
            "INSERT INTO {table} (environment, day, currency, kind, account, reason, n, amount) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (environment, day, currency, kind, account, reason) \
             DO UPDATE SET n = n + excluded.n, amount = amount + excluded.amount"
        );
        put(conn, sql, key, Some((*n, parts))).await?;
        if *n < 0 {
            let sql = format!(
                "DELETE FROM {table} WHERE environment = ?1 AND day = ?2 AND currency = ?3 AND kind = ?4 \
                 AND account = ?5 AND reason = ?6 AND n = 0 AND amount = 0"
            );
            put(conn, sql, key, None).await?;
        }
    }
    Ok(())
}

async fn put(
    conn: &mut SqliteConnection,
    sql: String,
    key: &Key,
    sums: Option<(i64, i64)>,
) -> Result<(), StoreError> {
    let mut query = sqlx::query(AssertSqlSafe(sql))
        .bind(&key.environment)
        .bind(&key.day)
        .bind(&key.currency)
        .bind(&key.kind)
        .bind(&key.account)
        .bind(&key.reason);
    if let Some((n, amount)) = sums {
        query = query.bind(n).bind(amount);
    }
    query.execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_differ_by_figures_are_one() {
        let of = |text: &str| reason(Status::Failed, Some(text), "FAILED");
        assert_eq!(
            of("Balance of 256772418305 is\n12.50"),
            Some("Balance of # is #.#".to_owned())
        );
        assert_eq!(of("  "), Some("FAILED".to_owned()));
        assert_eq!(reason(Status::Succeeded, Some("fine"), "OK"), None);
    }
}
