//! What can be read of a journal, damaged or whole, as text that any program reads: one JSON object a line.

use crate::error::StoreError;
use serde_json::{Map, Value};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{
    AssertSqlSafe, Column as _, Connection as _, Row as _, SqliteConnection, TypeInfo as _,
    ValueRef as _,
};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// The tables with a row id, in the order in which a reader needs them.
const TABLES: &[&str] = &[
    "accounts",
    "operations",
    "transitions",
    "attempts",
    "doubts",
    "deliveries",
    "answers",
    "prints",
    "settings",
    "audit",
];
const PIECE: u32 = 200;

/// How much was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// Tables of which not everything could be read.
    pub cut_short: Vec<String>,
}

/// Writes every row that can be read into `out`, which has its name only when it is whole. The journal is not changed.
/// No secret is in it; names and phones are.
pub async fn export_journal(journal: &Path, out: &Path) -> Result<Exported, StoreError> {
    let told = |error: std::io::Error| StoreError::io(out, &error);
    let options = SqliteConnectOptions::new()
        .filename(journal)
        .read_only(true);
    let mut conn = SqliteConnection::connect_with(&options).await?;
    let mut unfinished = out.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = std::path::PathBuf::from(unfinished);
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut writer = BufWriter::new(options.open(&unfinished).map_err(told)?);
    let mut exported = Exported::default();
    for table in TABLES {
        let mut seen = std::collections::BTreeSet::new();
        let whole = walk(&mut conn, table, true, &mut seen, &mut writer).await;
        let whole = match whole {
            Ok(whole) => whole,
            Err(error) => return Err(told(error)),
        };
        if !whole {
            walk(&mut conn, table, false, &mut seen, &mut writer)
                .await
                .map_err(told)?;
            exported.cut_short.push((*table).to_owned());
        }
        exported.rows += seen.len() as u64;
    }
    // What cannot be closed is damaged too, and nothing was written to it.
    let _ = conn.close().await;
    writer
        .into_inner()
        .map_err(|error| told(error.into_error()))?
        .sync_all()
        .map_err(told)?;
    std::fs::rename(&unfinished, out).map_err(told)?;
    Ok(exported)
}

/// Writes a table from one end until the other, or until the damage. A piece that cannot be read is tried row by row.
async fn walk(
    conn: &mut SqliteConnection,
    table: &str,
    forward: bool,
    seen: &mut std::collections::BTreeSet<i64>,
    writer: &mut impl std::io::Write,
) -> std::io::Result<bool> {
    let mut from = if forward { i64::MIN } else { i64::MAX };
    let mut limit = PIECE;
    loop {
        let (side, order) = if forward { (">", "ASC") } else { ("<", "DESC") };
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT rowid AS \"row id\", * FROM {table} WHERE rowid {side} ?1 ORDER BY rowid {order} LIMIT ?2"
        )))
        .bind(from)
        .bind(limit)
        .fetch_all(&mut *conn)
        .await;
        match rows {
            Ok(rows) if rows.is_empty() => return Ok(true),
            Ok(rows) => {
                for row in &rows {
                    let Ok(place) = row.try_get::<i64, _>(0) else {
                        return Ok(false);
                    };
                    from = place;
                    if seen.insert(place) {
                        let line = serde_json::json!({"table": table, "row": cells(row)});
                        writeln!(writer, "{line}")?;
                    }
                }
            }
            Err(error) if limit > 1 && !unknown(&error) => limit = 1,
            // A table that an older journal does not have is not missing from it.
            Err(error) => return Ok(unknown(&error)),
        }
    }
}

fn unknown(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.message().starts_with("no such table"))
}

fn cells(row: &SqliteRow) -> Map<String, Value> {
    row.columns()
        .iter()
        .skip(1)
        .map(|column| (column.name().to_owned(), cell(row, column.ordinal())))
        .collect()
}

/// Amounts are the journal's ten-thousandths, times its milliseconds, and bytes are in hex.
fn cell(row: &SqliteRow, place: usize) -> Value {
    let Ok(raw) = row.try_get_raw(place) else {
        return Value::Null;
    };
    if raw.is_null() {
        return Value::Null;
    }
    let kind = raw.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" => row
            .try_get::<i64, _>(place)
            .map_or(Value::Null, Value::from),
        "BLOB" => row
            .try_get::<Vec<u8>, _>(place)
            .map_or(Value::Null, |bytes| Value::from(hex::encode(bytes))),
        _ => row
            .try_get::<String, _>(place)
            .map_or(Value::Null, Value::from),
    }
}
