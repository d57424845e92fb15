//! One home at work: its engine, running in the background, and the window that hears of its changes.

use crate::error;
use crate::events;
use crate::first_paint;
use crate::views::ChangedView;
use domain::Lang;
use engine::ports::Vault;
use engine::{Changed, Engine, EngineError, Parts};
use platform::{Home, NetworkHttp, SystemClock, desk_name};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::Store;
use tauri::AppHandle;
use tauri::async_runtime::{JoinHandle, spawn, spawn_blocking};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;
use tokio::time::timeout;

/// The engine gives its own work five seconds to end; more than this and it is not going to.
const GOODBYE: Duration = Duration::from_secs(6);
/// Folding the journal together takes moments. Left undone, the next start does it.
const FOLDING: Duration = Duration::from_secs(2);

/// A window that draws nothing for so long is not going to.
const FIRST_SCREEN: Duration = Duration::from_secs(20);

/// An engine over a home. Nothing runs yet.
pub(crate) async fn engine_of(home: &Home, vault: Arc<dyn Vault>) -> Result<Engine, EngineError> {
    // Reading what the system trusts takes about as long as opening the books.
    let http = spawn_blocking(NetworkHttp::new);
    let store = Store::open(home.path()).await?;
    let http = http
        .await
        .map_err(error::network)?
        .map_err(error::network)?;
    let desk = desk_name(home.path(), vault.kind());
    Engine::open(Parts {
        home: home.path().to_owned(),
        store,
        http: Arc::new(http),
        vault,
        clock: Arc::new(SystemClock),
        desk,
        door: "window",
        seed: None,
    })
    .await
}

/// A home whose engine runs.
pub(crate) struct Book {
    pub(crate) engine: Engine,
    /// Only the book that lies open speaks to the window.
    shown: Arc<AtomicBool>,
    stop: watch::Sender<bool>,
    filled: watch::Receiver<bool>,
    running: JoinHandle<()>,
    telling: JoinHandle<()>,
    warming: JoinHandle<()>,
}

impl Book {
    /// Sets the engine to work. A book without a history is filled first, and says how far that is.
    pub(crate) fn begin(engine: Engine, app: &AppHandle, empty: bool) -> Self {
        let shown = Arc::new(AtomicBool::new(false));
        let (stop, stopped) = watch::channel(false);
        let telling = spawn(tell(engine.changes(), app.clone(), Arc::clone(&shown)));
        let (full, filled) = watch::channel(!empty);
        let running = spawn(work(engine.clone(), app.clone(), full, stopped));
        let warming = spawn(warm_up(engine.clone()));
        Self {
            engine,
            shown,
            stop,
            filled,
            running,
            telling,
            warming,
        }
    }

    /// Turns true when the book is no longer empty.
    pub(crate) fn filled(&self) -> watch::Receiver<bool> {
        self.filled.clone()
    }

    pub(crate) fn show(&self, shown: bool) {
        self.shown.store(shown, Ordering::Relaxed);
    }

    /// Lets the work in hand end, then closes the files.
    pub(crate) async fn end(mut self) {
        let _ = self.stop.send(true);
        self.warming.abort();
        if timeout(GOODBYE, &mut self.running).await.is_err() {
            // What stands in `sending` is called doubt at the next start.
            tracing::warn!("the engine did not stop in time");
            self.running.abort();
        }
        self.telling.abort();
        if timeout(FOLDING, self.engine.close()).await.is_err() {
            tracing::warn!("the files were not closed in time");
        }
    }
}

async fn work(
    engine: Engine,
    app: AppHandle,
    full: watch::Sender<bool>,
    mut stopped: watch::Receiver<bool>,
) {
    if !*full.borrow() {
        tokio::select! {
            () = fill(&engine, &app) => {}
            _ = stopped.changed() => return,
        }
        full.send_replace(true);
    }
    engine.run(stopped).await;
}

/// The first search of a long book reads all of it: better now than at a person's first key, and not while the first screen
/// is still to be drawn.
async fn warm_up(engine: Engine) {
    let _ = timeout(FIRST_SCREEN, first_paint::stands()).await;
    if let Err(error) = engine.warm_up().await {
        tracing::warn!(error.code = %error.code, "the search was not warmed up");
    }
}

async fn fill(engine: &Engine, app: &AppHandle) {
    let hear = |how_far| events::progress(app, &how_far);
    if let Err(error) = engine.sync(None, None, false, &hear, Lang::En).await {
        tracing::warn!(error.code = %error.code, "the first filling failed");
    }
}

async fn tell(mut changes: Receiver<Changed>, app: AppHandle, shown: Arc<AtomicBool>) {
    loop {
        let view = match changes.recv().await {
            Ok(changed) => ChangedView::from(changed),
            Err(RecvError::Lagged(_)) => ChangedView::anything(),
            Err(RecvError::Closed) => return,
        };
        if shown.load(Ordering::Relaxed) {
            events::changed(&app, view);
        }
    }
}
