//! What must be true whatever the disk did, read from the files and from the provider's ledger.

use chrono::{DateTime, Utc};
use domain::{Details, Environment, Lang, Operation};
use engine::Class;
use engine::{Engine, EngineError, SearchDraft};
use simulator::{LedgerEntry, Origin};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};
use std::path::Path;
use tests::World;

/// A law that was broken, in words.
pub(crate) type Breach = String;

/// The words that a person reads about trouble with the disk, held against what the provider heard.
pub(crate) fn judge_told(error: &EngineError, sent: bool, broken: &mut Vec<Breach>) {
    let (en, fr) = (&error.message.en, &error.message.fr);
    let says_nothing_left = en.contains("Nothing was sent") && fr.contains("Rien n’a été envoyé");
    let says_may_have_left =
        en.contains("It may have been sent") && fr.contains("Elle est peut-être partie");
    let known = ["disk_full", "disk_failed", "sent_not_written_down"];
    if !known.contains(&error.code.as_str()) {
        broken.push(format!("an unclear code: {error:?}"));
    }
    if says_nothing_left == says_may_have_left {
        broken.push(format!("not said whether it may have left: {error:?}"));
    }
    if says_may_have_left != (error.class == Class::InDoubt) {
        broken.push(format!("class and words differ: {error:?}"));
    }
    if sent && says_nothing_left {
        broken.push(format!(
            "it left, and a person was told that nothing did: {error:?}"
        ));
    }
    let invites = error
        .next
        .as_ref()
        .is_some_and(|next| next.en.contains("try again"));
    if says_may_have_left && invites {
        broken.push(format!(
            "a person is told to try again what may have left: {error:?}"
        ));
    }
}

/// The operations, and what the provider took, each exactly where it belongs.
pub(crate) async fn operations(world: &World, broken: &mut Vec<Breach>) -> Vec<Operation> {
    let operations = world
        .engine
        .store()
        .journal
        .recent_operations(Environment::Sandbox, DateTime::<Utc>::UNIX_EPOCH, 100)
        .await
        .unwrap();
    let taken = taken(world);
    if taken.len() > 1 || world.posted() > 1 {
        broken.push(format!("sent twice: {taken:?}"));
    }
    for entry in &taken {
        if !operations.iter().any(|operation| bears(entry, operation)) {
            broken.push(format!("at the provider without its operation: {entry:?}"));
        }
    }
    operations
}

/// A refund by the provider's own call bears nothing of ours: it stands on its charge.
fn bears(entry: &LedgerEntry, operation: &Operation) -> bool {
    if let Details::Refund(refund) = &operation.details {
        return entry.kind == "refund" && entry.reference == refund.charge_reference;
    }
    entry.our_reference.as_deref() == Some(&operation.our_reference)
        || entry
            .note
            .as_deref()
            .is_some_and(|note| note.split(' ').next() == Some(&operation.our_reference))
}

/// Both files are whole, in SQLite's eyes and in ours, and what is derived says what the rows say.
pub(crate) async fn files(engine: &Engine, home: &Path, broken: &mut Vec<Breach>) {
    let store = engine.store();
    if let Err(error) = store.journal.verify_chain().await {
        broken.push(format!("the chain: {error}"));
    }
    for file in ["journal.db", "history.db"] {
        let mut connection = open(home, file).await;
        let said: String = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        if said != "ok" {
            broken.push(format!("{file}: {said}"));
        }
    }
    let mut connection = open(home, "history.db").await;
    let kept = sums(
        &mut connection,
        "SELECT k.status, sum(d.n), sum(d.amount) FROM rollup_keys k JOIN rollup_days d ON d.key = k.key \
         WHERE k.told_apart = 'rail' AND d.n <> 0 GROUP BY k.status",
    )
    .await;
    let counted = sums(
        &mut connection,
        "SELECT status, count(*), sum(amount) FROM transactions GROUP BY status",
    )
    .await;
    if kept != counted {
        broken.push(format!("the sums say {kept:?}, the rows {counted:?}"));
    }
}

async fn open(home: &Path, file: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(home.join(file));
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn sums(connection: &mut SqliteConnection, sql: &'static str) -> Vec<(String, i64, i64)> {
    let mut sums: Vec<(String, i64, i64)> = sqlx::query(sql)
        .fetch_all(connection)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect();
    sums.sort();
    sums
}

/// How many rows a person finds who looks for each of these.
pub(crate) async fn each_found_once(
    engine: &Engine,
    rows: &[LedgerEntry],
    broken: &mut Vec<Breach>,
) {
    for entry in rows {
        let mut draft = SearchDraft::newest(Environment::Sandbox);
        draft.filters.text.clone_from(&entry.reference);
        let found = engine.search(draft, Lang::En).await.unwrap().rows;
        let exact = found
            .iter()
            .filter_map(|row| row.transaction.as_ref())
            .filter(|row| row.provider_reference == entry.reference)
            .count();
        if exact != 1 {
            broken.push(format!("{} is found {exact} times", entry.reference));
        }
    }
}

/// What Duka moved. A refund stands on a charge that came from elsewhere.
pub(crate) fn taken(world: &World) -> Vec<LedgerEntry> {
    let mut taken = world.taken();
    taken.retain(|entry| entry.origin == Origin::Api || entry.kind == "refund");
    taken
}
