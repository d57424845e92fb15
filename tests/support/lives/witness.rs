//! Who stands at the door: reads the journal from the disk by its own connection at the moment when a request for money
//! passes, and remembers which references have left already.

use super::request::Moves;
use chrono::{DateTime, Utc};
use domain::{Details, Operation, State};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use store::Store;

/// What the witness saw when a request for money passed.
pub(super) struct SeenLeaving {
    pub(super) broken: Vec<String>,
    /// What it is known by from now on: our reference.
    pub(super) reference: String,
    pub(super) operation: Option<Operation>,
}

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
    pub(super) async fn see(&self, moves: &Moves, now: DateTime<Utc>) -> SeenLeaving {
        let store = self.store.lock().unwrap().clone();
        let written = match &store {
            Some(store) => written(store, moves).await,
            None => Ok(None),
        };
        let mut broken = Vec::new();
        let operation = match written {
            Ok(Some((operation, begun))) => {
                if operation.state != State::Sending || !begun {
                    broken.push(format!(
                        "L1 {moves:?} leaves, and the journal on the disk says {:?} {begun}: {}",
                        operation.state, operation.id
                    ));
                }
                if now >= operation.send_by {
                    broken.push(format!("{} leaves after its time", operation.id));
                }
                Some(operation)
            }
            Ok(None) => {
                broken.push(format!("L1 {moves:?} leaves, and the journal has no such"));
                None
            }
            // Nobody can see on a disk that cannot be read.
            Err(_) => None,
        };
        let reference = match (&operation, moves) {
            (_, Moves::Bearing(reference)) => reference.clone(),
            (Some(operation), _) => operation.our_reference.clone(),
            (None, _) => format!("{moves:?} at {now}"),
        };
        let mut left = self.left.lock().unwrap();
        if left.insert(reference.clone(), false) == Some(false) {
            broken.push(format!(
                "L2 {reference} was sent again, and it may have arrived before"
            ));
        }
        SeenLeaving {
            broken,
            reference,
            operation,
        }
    }

    /// Not one byte of it left, or the provider itself said that it did not take it.
    pub(super) fn may_leave_again(&self, reference: &str) {
        self.left.lock().unwrap().insert(reference.to_owned(), true);
    }
}

/// The operation that such a request comes from, as the disk has it, and whether an attempt of it is under way.
async fn written(
    store: &Store,
    moves: &Moves,
) -> Result<Option<(Operation, bool)>, store::StoreError> {
    let journal = &store.journal;
    let mut found = None;
    for operation in journal.open_operations(None).await? {
        let sending = operation.state == State::Sending;
        let is_it = match (moves, &operation.details) {
            (Moves::Bearing(reference), _) => operation.our_reference == *reference,
            (Moves::Refund(charge), Details::Refund(refund)) => {
                sending && refund.charge_reference == *charge
            }
            (Moves::Conversion, Details::Conversion(_)) => sending,
            (Moves::Refund(_) | Moves::Conversion, _) => false,
        };
        if is_it {
            let attempts = journal.attempts(&operation.id).await?;
            let begun = attempts.iter().any(|attempt| attempt.ended_at.is_none());
            found = Some((operation, begun));
        }
    }
    Ok(found)
}
