//! Many rows into one table by few statements. Each value that is bound costs more than SQLite takes to write it, so a
//! column that is the same in every row of a piece is bound once for all of them.

use crate::error::StoreError;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, SqliteConnection};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Rows of one statement: times forty columns, no more than a statement may bind.
pub(crate) const ROWS_AT_ONCE: usize = 800;

/// A value on its way into a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bound<'a> {
    None,
    Integer(i64),
    Text(Cow<'a, str>),
    Bytes(Vec<u8>),
}

impl<'a> From<&'a str> for Bound<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Bound<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Bound<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Bound<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Vec<u8>> for Bound<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, T: Into<Bound<'a>>> From<Option<T>> for Bound<'a> {
    fn from(told: Option<T>) -> Self {
        told.map_or(Self::None, Into::into)
    }
}

impl Bound<'_> {
    fn bind(self, arguments: &mut SqliteArguments) -> Result<(), StoreError> {
        let bound = match self {
            Self::None => arguments.add(None::<i64>),
            Self::Integer(number) => arguments.add(number),
            Self::Text(text) => arguments.add(text.into_owned()),
            Self::Bytes(bytes) => arguments.add(bytes),
        };
        bound.map_err(|error| StoreError::from(sqlx::Error::Encode(error)))
    }
}

/// Inserts rows in their order, at most [`ROWS_AT_ONCE`] of them, and tells how many were written. What is to be done where
/// one is there already stands in `ending`.
pub(crate) async fn insert<const COLUMNS: usize>(
    conn: &mut SqliteConnection,
    table: &'static str,
    columns: &[&'static str; COLUMNS],
    rows: Vec<[Bound<'_>; COLUMNS]>,
    ending: &'static str,
) -> Result<u64, StoreError> {
    let Some(first) = rows.first() else {
        return Ok(0);
    };
    let alone = rows.len() == 1;
    let shared: [bool; COLUMNS] = std::array::from_fn(|column| {
        !alone && column > 0 && rows.iter().all(|row| row[column] == first[column])
    });
    let sql = statement(table, columns, &shared, rows.len(), ending);
    let own = shared.iter().filter(|shared| !**shared).count();
    let mut arguments = SqliteArguments::default();
    arguments.reserve(own * rows.len() + COLUMNS, 0);
    let mut once = Vec::new();
    for (place, row) in rows.into_iter().enumerate() {
        for (value, shared) in row.into_iter().zip(&shared) {
            match (shared, place) {
                (false, _) => value.bind(&mut arguments)?,
                (true, 0) => once.push(value),
                (true, _) => {}
            }
        }
    }
    for value in once {
        value.bind(&mut arguments)?;
    }
    let written = sqlx::query_with(AssertSqlSafe(sql), arguments)
        .execute(conn)
        .await?;
    Ok(written.rows_affected())
}

/// The same text for as many rows with the same columns shared, so that it is prepared once. Its parameters have no number:
/// among thousands, the driver looks for each numbered one from the first on.
fn statement(table: &str, columns: &[&str], shared: &[bool], rows: usize, ending: &str) -> String {
    let own = shared.iter().filter(|shared| !**shared).count();
    let row = format!("({})", vec!["?"; own].join(","));
    let values = vec![row.as_str(); rows].join(",");
    let mut sql = format!("INSERT INTO {table} ({}) ", columns.join(", "));
    if own == columns.len() {
        // Writing to a string cannot fail.
        let _ = write!(sql, "VALUES {values} {ending}");
        return sql;
    }
    let mut place = 0;
    let mut read = Vec::with_capacity(columns.len());
    let mut once = Vec::new();
    for (column, shared) in columns.iter().zip(shared) {
        if *shared {
            read.push(format!("once.{column}"));
            once.push(format!("? AS {column}"));
        } else {
            place += 1;
            read.push(format!("each.column{place}"));
        }
    }
    // The order of a cross join is kept: rows come as they were given.
    let _ = write!(
        sql,
        "SELECT {} FROM (VALUES {values}) each CROSS JOIN (SELECT {}) once WHERE true {ending}",
        read.join(", "),
        once.join(", "),
    );
    sql
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::{Connection as _, Row as _};

    async fn table() -> SqliteConnection {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let made =
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, batch TEXT, bytes BLOB) STRICT";
        sqlx::raw_sql(made).execute(&mut conn).await.unwrap();
        conn
    }

    async fn kept(conn: &mut SqliteConnection) -> Vec<(i64, Option<String>, String, Vec<u8>)> {
        let rows = sqlx::query("SELECT * FROM t ORDER BY rowid")
            .fetch_all(conn)
            .await
            .unwrap();
        let read = |row: &sqlx::sqlite::SqliteRow| (row.get(0), row.get(1), row.get(2), row.get(3));
        rows.iter().map(read).collect()
    }

    const COLUMNS: [&str; 4] = ["id", "name", "batch", "bytes"];
    const UPSERT: &str = "ON CONFLICT (id) DO UPDATE SET name = excluded.name";

    fn rows(names: &[Option<&'static str>]) -> Vec<[Bound<'static>; 4]> {
        let row = |(id, name): (i64, &Option<&'static str>)| {
            [id.into(), (*name).into(), "bt_1".into(), vec![7_u8].into()]
        };
        (1..).zip(names).map(row).collect()
    }

    #[tokio::test]
    async fn every_row_is_kept_as_it_was_given_whichever_columns_are_shared() {
        for names in [
            &[Some("Awa")][..],
            &[Some("Awa"), Some("Awa")],
            &[Some("Awa"), None, Some("Zoé")],
            &[None, None],
            &[],
        ] {
            let mut conn = table().await;
            let written = insert(&mut conn, "t", &COLUMNS, rows(names), UPSERT).await;
            assert_eq!(written.unwrap(), names.len() as u64);
            let told = |(id, name): (i64, &Option<&str>)| {
                let name = name.map(str::to_owned);
                (id, name, "bt_1".to_owned(), vec![7_u8])
            };
            let expected: Vec<_> = (1..).zip(names).map(told).collect();
            assert_eq!(kept(&mut conn).await, expected);
        }
    }

    #[tokio::test]
    async fn what_is_there_already_is_met_as_the_ending_says() {
        let mut conn = table().await;
        for names in [[Some("Awa"), Some("Bintou")], [Some("Awa"), Some("Zoé")]] {
            insert(&mut conn, "t", &COLUMNS, rows(&names), UPSERT)
                .await
                .unwrap();
        }
        let names: Vec<_> = kept(&mut conn).await.into_iter().map(|row| row.1).collect();
        assert_eq!(names, [Some("Awa".to_owned()), Some("Zoé".to_owned())]);
        let again = insert(&mut conn, "t", &COLUMNS, rows(&[Some("Awa"), None]), "").await;
        assert!(again.is_err());
    }

    #[tokio::test]
    async fn as_many_rows_as_are_inserted_at_once_may_differ_in_forty_columns() {
        let mut conn = table().await;
        let names: Vec<String> = (0..40).map(|column| format!("c{column}")).collect();
        let made = format!("CREATE TABLE wide ({})", names.join(", "));
        sqlx::raw_sql(AssertSqlSafe(made))
            .execute(&mut conn)
            .await
            .unwrap();
        const WIDE: [&str; 40] = [
            "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13",
            "c14", "c15", "c16", "c17", "c18", "c19", "c20", "c21", "c22", "c23", "c24", "c25",
            "c26", "c27", "c28", "c29", "c30", "c31", "c32", "c33", "c34", "c35", "c36", "c37",
            "c38", "c39",
        ];
        let rows = (0_i64..)
            .take(ROWS_AT_ONCE)
            .map(|row| [(); 40].map(|()| row.into()));
        let written = insert(&mut conn, "wide", &WIDE, rows.collect(), "").await;
        assert_eq!(written.unwrap(), ROWS_AT_ONCE as u64);
    }
}
