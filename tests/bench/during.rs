//! A payment does not wait for a sync: commits to the journal, alone and while a whole past is written to the history.

use crate::{Failure, PAGE, Spread, now, rows, spread, tell};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::{Actor, Recorded, Store};

const ALONE: u64 = 300;
/// Rows of the past that are written meanwhile.
const ROWS: u64 = 40_000;

struct Clerk {
    store: Store,
    actor: Actor,
    number: u64,
}

impl Clerk {
    /// One intent, on the disk.
    async fn write_down(&mut self) -> Result<Duration, Failure> {
        self.number += 1;
        let operation = rows::operation(self.number);
        let begun = Instant::now();
        let recorded = self
            .store
            .journal
            .record(&operation, &self.actor, "asked", now())
            .await?;
        match recorded {
            Recorded::New(_) => Ok(begun.elapsed()),
            Recorded::Existing(_) | Recorded::RefundedMeanwhile(_) => {
                Err("a request of the benchmark came twice".into())
            }
        }
    }

    async fn idle(&mut self) -> Result<Spread, Failure> {
        let mut times = Vec::new();
        for _ in 0..ALONE {
            times.push(self.write_down().await?);
        }
        Ok(spread(times))
    }

    async fn meanwhile(&mut self) -> Result<Spread, Failure> {
        let over = Arc::new(AtomicBool::new(false));
        let (store, ended) = (self.store.clone(), Arc::clone(&over));
        let past = rows::transactions(ROWS)?;
        let sync = tokio::spawn(async move {
            let mut written = Ok(());
            for page in past.chunks(PAGE) {
                written = store.history.upsert(page).await.map(drop);
                if written.is_err() {
                    break;
                }
            }
            ended.store(true, Ordering::Release);
            written
        });
        let mut times = Vec::new();
        while !over.load(Ordering::Acquire) {
            times.push(self.write_down().await?);
        }
        sync.await??;
        Ok(spread(times))
    }
}

/// Shows the commits during a sync, with the same commits alone as their floor.
pub(crate) async fn sync(folder: &Path, name: &str) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let store = Store::open(folder).await?;
    let actor = Actor {
        name: "bench".into(),
        by: "duka".into(),
    };
    store
        .journal
        .insert_account(&rows::account(), &actor, now())
        .await?;
    let mut clerk = Clerk {
        store,
        actor,
        number: 0,
    };
    let idle = clerk.idle().await?;
    let busy = clerk.meanwhile().await?;
    tell(name, &busy, &idle);
    clerk.store.close().await;
    Ok(())
}
