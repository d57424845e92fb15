//! A book as a file: whole, or not there at all, and honest about how far the data goes.

use chrono::Duration;
use domain::{Environment, Lang};
use engine::export::{ExportDraft, FileFormat, Separator, Stop};
use engine::view::ExportedView;
use engine::{EngineError, SearchDraft};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::task::Poll;
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

/// Exports, and drops it the so-many-th time that it waits for something. True when it came to its end before that.
async fn ends_before_it_waits(world: &World, draft: ExportDraft, times: usize) -> bool {
    let (never, mut waited) = (Stop::default(), 0);
    let mut export = Box::pin(world.engine.export(draft, &|_| {}, &never, Lang::En));
    std::future::poll_fn(|context| match export.as_mut().poll(context) {
        Poll::Ready(done) => {
            done.unwrap();
            Poll::Ready(true)
        }
        Poll::Pending => {
            waited += 1;
            if waited < times {
                Poll::Pending
            } else {
                Poll::Ready(false)
            }
        }
    })
    .await
}

async fn stop_at_the_first_piece(world: &World, draft: ExportDraft) {
    let stop = Stop::default();
    let heard = Mutex::new(Vec::new());
    let progress = |so_far: engine::export::ExportProgress| {
        heard.lock().unwrap().push(so_far.rows);
        stop.ask();
    };
    let stopped = world.engine.export(draft, &progress, &stop, Lang::En).await;
    assert_eq!(stopped.unwrap_err().code, "stopped");
    assert_eq!(heard.into_inner().unwrap().len(), 1);
}

/// Dropped is what it is when the window was closed: at its first piece, at its last, or while the whole file was flushed.
#[test]
fn an_export_that_is_stopped_or_dropped_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let ended = runtime.block_on(async {
        let world = World::with_past(1_200).await;
        sync(&world).await;
        let mut ended = Vec::new();
        for (name, format) in [
            ("csv", FileFormat::Csv(Separator::Comma)),
            ("xlsx", FileFormat::Xlsx),
        ] {
            let to = |folder: &tempfile::TempDir, name: String| ExportDraft {
                format,
                ..draft(Environment::Sandbox, &folder.path().join(name))
            };
            stop_at_the_first_piece(&world, to(&elsewhere, format!("stopped.{name}"))).await;
            assert_eq!(files(elsewhere.path()), Vec::<PathBuf>::new());
            let mut times = 1;
            while !ends_before_it_waits(&world, to(&folder, format!("{times}.{name}")), times).await
            {
                times += 1;
            }
            assert!(times > 3, "{times}");
            ended.push(folder.path().join(format!("{times}.{name}")));
        }
        ended
    });
    // It goes once its writers' threads are through, too.
    drop(runtime);
    let mut left = files(folder.path());
    left.sort_by_key(|path| path.extension().map(ToOwned::to_owned));
    assert_eq!(left, ended);
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
