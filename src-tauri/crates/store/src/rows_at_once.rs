//! Many rows by few statements. Each value that is bound costs more than SQLite takes to write it, so a column that is the
//! same in every row of a piece is bound once for all of them, and one that holds nothing in any of them is not named: no
//! column that may hold nothing has another default.

use crate::error::StoreError;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, SqliteConnection};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

/// Rows of one piece: enough that going to SQLite's thread and back costs little beside them, few enough that the first
/// piece is there soon and a statement is quickly prepared. Times forty columns, no more than a statement may bind.
pub(crate) const ROWS_AT_ONCE: usize = 250;

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
    fn bind(&self, arguments: &mut SqliteArguments) -> Result<(), StoreError> {
        let bound = match self {
            Self::None => arguments.add(None::<i64>),
            Self::Integer(number) => arguments.add(*number),
            Self::Text(text) => arguments.add(Arc::<str>::from(text.as_ref())),
            Self::Bytes(bytes) => arguments.add(bytes.as_slice()),
        };
        bound.map_err(|error| StoreError::from(sqlx::Error::Encode(error)))
    }
}

/// How the rows of a piece differ in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Each has its own value there.
    Own,
    /// All have the same.
    Shared,
    /// None has any.
    Empty,
}

/// Statements that go to SQLite's thread together, with what they bind.
#[derive(Default)]
pub(crate) struct Piece {
    sql: String,
    arguments: SqliteArguments,
    /// Of a number of rows that hardly comes again: kept prepared, it would push out a text that does.
    once: bool,
}

impl Piece {
    /// Inserts rows in their order, at most [`ROWS_AT_ONCE`] of them. What is to be done where one is there already stands
    /// in `ending`.
    pub(crate) fn insert<const COLUMNS: usize>(
        &mut self,
        table: &str,
        columns: &[&str; COLUMNS],
        rows: &[[Bound<'_>; COLUMNS]],
        ending: &str,
    ) -> Result<(), StoreError> {
        let Some((first, others)) = rows.split_first() else {
            return Ok(());
        };
        let uses: [Use; COLUMNS] = std::array::from_fn(|column| {
            let same = |row: &[Bound<'_>; COLUMNS]| row[column] == first[column];
            let shared = column > 0 && !others.is_empty() && others.iter().all(same);
            match (shared, &first[column]) {
                (true, Bound::None) => Use::Empty,
                (true, _) => Use::Shared,
                (false, _) => Use::Own,
            }
        });
        state(&mut self.sql, table, columns, &uses, rows.len(), ending);
        self.once |= !matches!(rows.len(), 1 | ROWS_AT_ONCE);
        let own = uses.iter().filter(|of| **of == Use::Own).count();
        self.arguments.reserve(own * rows.len() + COLUMNS, 0);
        for (value, of) in first.iter().zip(&uses) {
            if *of == Use::Shared {
                value.bind(&mut self.arguments)?;
            }
        }
        for row in rows {
            for (value, of) in row.iter().zip(&uses) {
                if *of == Use::Own {
                    value.bind(&mut self.arguments)?;
                }
            }
        }
        Ok(())
    }

    /// Tells how many rows were written.
    pub(crate) async fn run(self, conn: &mut SqliteConnection) -> Result<u64, StoreError> {
        let written = sqlx::query_with(AssertSqlSafe(self.sql), self.arguments)
            .persistent(!self.once)
            .execute(conn)
            .await?;
        Ok(written.rows_affected())
    }
}

/// Runs pieces in their order. While SQLite's own thread writes one, the next is made here.
pub(crate) async fn run_all(
    conn: &mut SqliteConnection,
    mut pieces: impl Iterator<Item = Result<Piece, StoreError>>,
) -> Result<u64, StoreError> {
    let mut written = 0;
    let mut next = pieces.next();
    while let Some(piece) = next {
        let running = piece?.run(&mut *conn);
        let (ran, made) = tokio::join!(biased; running, async { pieces.next() });
        written += ran?;
        next = made;
    }
    Ok(written)
}

/// The same text for as many rows that differ in the same columns, so that it is prepared once. Its parameters have no number:
/// among thousands, the driver looks for each numbered one from the first on.
fn state(sql: &mut String, table: &str, columns: &[&str], uses: &[Use], rows: usize, ending: &str) {
    let of = |wanted: Use| {
        let pairs = columns.iter().zip(uses);
        pairs.filter_map(move |(column, of)| (*of == wanted).then_some(*column))
    };
    let own: Vec<&str> = of(Use::Own).collect();
    let row = format!("({})", vec!["?"; own.len()].join(","));
    let values = vec![row.as_str(); rows].join(",");
    let names: Vec<&str> = own.iter().copied().chain(of(Use::Shared)).collect();
    // Writing to a string cannot fail.
    let _ = write!(sql, "INSERT INTO {table} ({}) ", names.join(", "));
    if names.len() == own.len() {
        let _ = write!(sql, "VALUES {values} {ending};");
        return;
    }
    let each = (1..=own.len()).map(|place| format!("each.column{place}"));
    let read: Vec<String> = each
        .chain(of(Use::Shared).map(|_| "?".to_owned()))
        .collect();
    let _ = write!(
        sql,
        "SELECT {} FROM (VALUES {values}) each WHERE true {ending};",
        read.join(", "),
    );
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

    async fn insert(
        conn: &mut SqliteConnection,
        rows: Vec<[Bound<'static>; 4]>,
        ending: &str,
    ) -> Result<u64, StoreError> {
        let mut piece = Piece::default();
        piece.insert("t", &COLUMNS, &rows, ending)?;
        piece.run(conn).await
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
            let written = insert(&mut conn, rows(names), UPSERT).await;
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
            insert(&mut conn, rows(&names), UPSERT).await.unwrap();
        }
        let names: Vec<_> = kept(&mut conn).await.into_iter().map(|row| row.1).collect();
        assert_eq!(names, [Some("Awa".to_owned()), Some("Zoé".to_owned())]);
        let again = insert(&mut conn, rows(&[Some("Awa"), None]), "").await;
        assert!(again.is_err());
    }

    #[tokio::test]
    async fn the_statements_of_a_piece_bind_their_own_values_one_behind_the_other() {
        let mut conn = table().await;
        let pieces = [[1_i64, 2], [3, 4]].map(|ids| {
            let mut piece = Piece::default();
            for id in ids {
                let name = |nth: i64| Bound::from(format!("{id}.{nth}"));
                let row = |nth: i64| {
                    [
                        Bound::from(10 * id + nth),
                        name(nth),
                        "bt_1".into(),
                        vec![7_u8].into(),
                    ]
                };
                piece.insert("t", &COLUMNS, &[row(1), row(2)], "")?;
            }
            Ok(piece)
        });
        let written = run_all(&mut conn, pieces.into_iter()).await;
        assert_eq!(written.unwrap(), 8);
        let told: Vec<String> = kept(&mut conn)
            .await
            .into_iter()
            .filter_map(|row| row.1)
            .collect();
        assert_eq!(
            told,
            ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]
        );
    }

    #[tokio::test]
    async fn nothing_runs_behind_a_piece_that_fails() {
        let mut conn = table().await;
        let pieces = [1, 1, 2].map(|id: i64| {
            let mut piece = Piece::default();
            let row = [id.into(), "Awa".into(), "bt_1".into(), vec![7_u8].into()];
            piece.insert("t", &COLUMNS, &[row], "")?;
            Ok(piece)
        });
        assert!(run_all(&mut conn, pieces.into_iter()).await.is_err());
        assert_eq!(kept(&mut conn).await.len(), 1);
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
        let rows: Vec<[Bound<'_>; 40]> = (0_i64..)
            .take(ROWS_AT_ONCE)
            .map(|row| [(); 40].map(|()| row.into()))
            .collect();
        let mut piece = Piece::default();
        piece.insert("wide", &WIDE, &rows, "").unwrap();
        let written = piece.run(&mut conn).await;
        assert_eq!(written.unwrap(), ROWS_AT_ONCE as u64);
    }
}
