//! A book as a file: whole, or not there at all, and honest about how far the data goes.

use chrono::Duration;
use domain::{Environment, Lang};
use engine::export::{ExportDraft, FileFormat, Separator, Stop};
use engine::view::ExportedView;
use engine::{EngineError, SearchDraft};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tests::{Shop, World};

fn draft(environment: Environment, out: &Path) -> ExportDraft {
    ExportDraft {
        search: SearchDraft::newest(environment),
        columns: Vec::new(),
        format: FileFormat::Csv(Separator::Comma),
        out: out.to_owned(),
        force: false,
    }
}

async fn export(world: &World, out: &Path, stop: &Stop) -> Result<ExportedView, EngineError> {
    let draft = draft(Environment::Sandbox, out);
    world.engine.export(draft, &|_| {}, stop, Lang::En).await
}

async fn sync(world: &World) {
    world
        .engine
        .sync(None, None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn an_export_that_is_stopped_or_dropped_leaves_no_file() {
    let world = World::with_past(2_500).await;
    sync(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("book.csv");
    for format in [FileFormat::Csv(Separator::Comma), FileFormat::Xlsx] {
        let stop = Stop::default();
        let heard = Mutex::new(Vec::new());
        let progress = |so_far: engine::export::ExportProgress| {
            heard.lock().unwrap().push(so_far.rows);
            stop.ask();
        };
        let draft = ExportDraft {
            format,
            ..draft(Environment::Sandbox, &out)
        };
        let stopped = world
            .engine
            .export(draft.clone(), &progress, &stop, Lang::En)
            .await;
        assert_eq!(stopped.unwrap_err().code, "stopped");
        assert_eq!(heard.into_inner().unwrap().len(), 1);
        assert_eq!(files(folder.path()), Vec::<PathBuf>::new());

        // Dropped at its first piece: the window was closed.
        let begun = tokio::sync::Notify::new();
        let (never, told) = (Stop::default(), |_| begun.notify_one());
        tokio::select! {
            biased;
            () = begun.notified() => {}
            done = world.engine.export(draft, &told, &never, Lang::En) => panic!("{done:?}"),
        }
        // The writer hears of it at its next piece.
        while !files(folder.path()).is_empty() {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn an_export_says_how_old_its_data_is_and_of_which_money() {
    let world = World::with_past(60).await;
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("before.csv");
    let stop = Stop::default();
    let empty = export(&world, &before, &stop).await.unwrap();
    assert_eq!((empty.rows, empty.environment), (0, "sandbox"));
    let said = lines(&before);
    let age = |said: &[String]| -> Vec<String> {
        let of = |line: &&String| line.starts_with("# Age of the data");
        said.iter().filter(of).cloned().collect()
    };
    assert!(!age(&said).is_empty());
    assert!(age(&said).iter().all(|line| line.contains("never read")));
    sync(&world).await;
    world.pass(Duration::hours(5));
    let after = folder.path().join("after.csv");
    let done = export(&world, &after, &stop).await.unwrap();
    assert!(done.rows > 0);
    let said = lines(&after);
    assert!(age(&said).iter().all(|line| line.contains("last read")));
    assert!(
        age(&said).iter().any(|line| line.contains("complete to")),
        "{said:?}"
    );
    let unclaimed = "not known to be complete";
    assert!(age(&said).iter().any(|line| line.contains(unclaimed)));
    // Nothing of it stands in a file of real money.
    let live = folder.path().join("live.csv");
    let none = world
        .engine
        .export(draft(Environment::Live, &live), &|_| {}, &stop, Lang::En)
        .await
        .unwrap();
    assert_eq!(none.rows, 0);
}

#[tokio::test]
async fn a_charge_and_the_transaction_it_became_are_one_row() {
    let world = World::with_past(20).await;
    sync(&world).await;
    let paid = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let paid = world.until(&paid.id, domain::State::Succeeded).await;
    sync(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("book.csv");
    let done = export(&world, &out, &Stop::default()).await.unwrap();
    let count = world.engine.store().history.count(Environment::Sandbox);
    assert_eq!(done.rows, count.await.unwrap());
    let rows = lines(&out);
    let of_paid: Vec<&String> = rows
        .iter()
        .filter(|row| row.contains(paid.id.as_str()))
        .collect();
    assert_eq!(of_paid.len(), 1);
    assert!(of_paid[0].contains(",Paid,"), "{of_paid:?}");
}
