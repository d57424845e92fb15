//! How SQLite means to answer what is asked for many rows at once.

use super::{approval, batch, batch_known, open, operation};
use crate::Store;
use sqlx::{AssertSqlSafe, Row as _};

#[tokio::test]
async fn what_is_asked_of_a_long_journal_in_bulk_is_looked_up_and_not_searched_for() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let mut conn = store.journal.file.reader().await.unwrap();
    for (sql, leads) in [
        (batch_known::KNOWN, "SCAN w "),
        (batch_known::PAID, "SCAN w "),
        (batch::TAKEN, "SCAN w "),
        (batch::OF_REFERENCES, "SCAN w "),
        (operation::OF_BATCH, "SEARCH b "),
        (batch::STATES_OF, "SEARCH b "),
        (operation::NAMING, "SCAN w "),
        (approval::ASKED_OF, "SEARCH o "),
        (open::IN_STATE, "SEARCH o USING INDEX operations_open "),
        (
            open::COUNT_IN_STATE,
            "SEARCH o USING INDEX operations_open ",
        ),
        (open::UNNAMED, "SEARCH o USING INDEX operations_open "),
        (open::NAMED, "SEARCH o USING INDEX operations_open "),
    ] {
        let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.get("detail")).collect();
        assert!(steps[0].starts_with(leads), "{steps:?}");
        let searched = steps[1..].iter().find(|step| step.contains("SCAN"));
        assert_eq!(searched, None, "{steps:?}");
    }
}
