//! Who stands at the door: reads the journal from the disk by its own connection at the moment when a request for money
//! passes, and remembers which references have left already.

use domain::State;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use store::Store;

/// The witness of a life.
pub(super) struct Witness {
    home: PathBuf,
    store: Mutex<Option<Store>>,
    /// By reference: whether the last request with it may be followed by another.
    left: Mutex<BTreeMap<String, bool>>,
}

impl Witness {
    pub(super) fn new(home: &Path) -> Self {
        Self {
            home: home.to_owned(),
            store: Mutex::new(None),
            left: Mutex::new(BTreeMap::new()),
        }
    }

    /// Opens its eyes, for a whole life.
    pub(super) async fn wake(&self) {
        let store = Store::open(&self.home).await.unwrap();
        *self.store.lock().unwrap() = Some(store);
    }

    /// A request for money is about to pass. Which laws does that break?
    pub(super) async fn see(&self, reference: &str) -> Vec<String> {
        let mut broken = Vec::new();
        let before = self
            .left
            .lock()
            .unwrap()
            .insert(reference.to_owned(), false);
        if before == Some(false) {
            broken.push(format!(
                "L2 {reference} was sent again, and it may have arrived before"
            ));
        }
        let store = self.store.lock().unwrap().clone();
        let Some(store) = store else {
            return broken;
        };
        let journal = &store.journal;
        let written = async {
            for operation in journal.open_operations(None).await? {
                if operation.our_reference == reference {
                    let attempts = journal.attempts(&operation.id).await?;
                    let begun = attempts.iter().any(|attempt| attempt.ended_at.is_none());
                    return Ok(Some((operation.state, begun)));
                }
            }
            Ok::<_, store::StoreError>(None)
        };
        match written.await {
            Ok(Some((State::Sending, true))) | Err(_) => {}
            Ok(found) => broken.push(format!(
                "L1 {reference} leaves, and the journal on the disk says {found:?}"
            )),
        }
        broken
    }

    /// Not one byte of it left, or the provider itself said that it did not take it.
    pub(super) fn may_leave_again(&self, reference: &str) {
        self.left.lock().unwrap().insert(reference.to_owned(), true);
    }
}
