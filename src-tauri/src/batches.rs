//! The file of payouts that lies open on the screen, and the run that goes on in front of the person who gave it.
//!
//! The file's bytes stay here while somebody mends it: a screen asks for a stretch of its rows and for nothing more.

use crate::error::no_file_open;
use crate::mask::mask_error;
use crate::views::{BatchProgressView, Mode};
use domain::Lang;
use engine::batch::{BatchReview, Counts, Wish};
use engine::batch_file::{Mapping, Mends};
use engine::{Engine, EngineError};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tauri::AppHandle;
use tokio::sync::watch;

/// A bar that moves five times a second is as good as one that moves with every row.
const TELL_EVERY: Duration = Duration::from_millis(200);

/// The file that lies open.
pub(crate) struct OpenFile {
    /// In which book: another one has nothing to do with it.
    pub(crate) mode: Mode,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) mapping: Mapping,
    pub(crate) mends: Mends,
    /// What the core read in it last.
    pub(crate) review: Option<BatchReview>,
}

/// One file open, and what runs.
#[derive(Default)]
pub(crate) struct Batches {
    open: tokio::sync::Mutex<Option<OpenFile>>,
    running: Mutex<HashMap<String, watch::Sender<Wish>>>,
}

impl Batches {
    /// Opens a file instead of the one that lay open.
    pub(crate) async fn open(&self, file: OpenFile) {
        *self.open.lock().await = Some(file);
    }

    /// The file that lies open in this book.
    pub(crate) async fn opened(
        &self,
        mode: Mode,
    ) -> Result<tokio::sync::MappedMutexGuard<'_, OpenFile>, EngineError> {
        let open = self.open.lock().await;
        tokio::sync::MutexGuard::try_map(open, |open| {
            open.as_mut().filter(|open| open.mode == mode)
        })
        .map_err(|_| no_file_open())
    }

    /// Whether anything runs in front of the window.
    pub(crate) fn any_running(&self) -> bool {
        !self.running().is_empty()
    }

    /// Begins a run of this file, or nothing where it runs already: one file has one run.
    pub(crate) fn start(&self, id: &str) -> Option<watch::Receiver<Wish>> {
        match self.running().entry(id.to_owned()) {
            Entry::Occupied(_) => None,
            Entry::Vacant(place) => {
                let (wish, wished) = watch::channel(Wish::Go);
                place.insert(wish);
                Some(wished)
            }
        }
    }

    /// Tells a run what the person in front of it wants. False where none of that name runs here.
    pub(crate) fn wish(&self, id: &str, wish: Wish) -> bool {
        match self.running().get(id) {
            Some(run) => {
                run.send_replace(wish);
                true
            }
            None => false,
        }
    }

    /// Everything that runs is wished to stop.
    pub(crate) fn stop_all(&self) {
        for run in self.running().values() {
            run.send_replace(Wish::Stop);
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<String, watch::Sender<Wish>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a confirmed file, and tells the window how far it is. Returns when it has ended.
    pub(crate) async fn run(
        &self,
        app: &AppHandle,
        engine: &Engine,
        (id, mut wished): (String, watch::Receiver<Wish>),
        lang: Lang,
    ) {
        let told = Mutex::new(Instant::now());
        let tell = |counts: &Counts| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            if told.elapsed() >= TELL_EVERY {
                *told = Instant::now();
                crate::events::batch(app, BatchProgressView::of(&id, counts));
            }
        };
        let ended = engine.run_batch(&id, &mut wished, &tell).await;
        self.running().remove(&id);
        let mut last = match &ended {
            Ok(counts) => BatchProgressView::of(&id, counts),
            Err(_) => BatchProgressView::of(&id, &Counts::default()),
        };
        last.ended = true;
        if let Err(error) = ended {
            tracing::warn!(error.code = %error.code, "a file of payouts ended early");
            // Whoever hears it may be somebody else by now.
            let mut trouble = error.view(lang);
            mask_error(&mut trouble);
            last.trouble = Some(trouble);
        }
        crate::events::batch(app, last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_run_and_hears_what_the_person_in_front_of_it_wants() {
        let batches = Batches::default();
        let wished = batches.start("bt_1").expect("nothing runs yet");
        assert!(batches.start("bt_1").is_none());
        assert!(batches.any_running());
        assert!(batches.wish("bt_1", Wish::Pause));
        assert_eq!(*wished.borrow(), Wish::Pause);
        assert!(!batches.wish("bt_2", Wish::Stop));
        batches.stop_all();
        assert_eq!(*wished.borrow(), Wish::Stop);
    }
}
