//! A second process on the same home: a command of the terminal, which does one thing and ends. It acts while the first one
//! waits for an answer, or while nobody does anything.

use super::deeds;
use super::line::Line;
use super::post;
use super::stage::Stage;
use crate::HandClock;
use chrono::{DateTime, Utc};
use domain::Lang;
use engine::ports::Clock;
use engine::{Engine, Parts};
use simulator::SignedDelivery;
use std::sync::Arc;
use store::Store;
use tokio::sync::Notify;

/// The clock of somebody who waits for nothing: where the process would sleep, it is ended.
struct Impatient {
    clock: Arc<HandClock>,
    slept: Arc<Notify>,
}

#[async_trait::async_trait]
impl Clock for Impatient {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    async fn sleep_until(&self, _: DateTime<Utc>) {
        self.slept.notify_one();
        std::future::pending::<()>().await;
    }
}

/// A second process, and what tells of its ends.
struct Second {
    engine: Engine,
    died: Arc<Notify>,
    slept: Arc<Notify>,
}

async fn begin(stage: &Arc<Stage>) -> Option<Second> {
    let line = Line::of_a_second_process(Arc::clone(stage));
    let died = Arc::clone(&line.died);
    let slept = Arc::new(Notify::new());
    let Ok(store) = Store::open(&stage.home).await else {
        stage.note("the second process cannot open the home");
        return None;
    };
    let opened = Engine::open(Parts {
        home: stage.home.clone(),
        store: store.clone(),
        http: Arc::new(line),
        vault: Arc::clone(&stage.keys) as Arc<dyn engine::ports::Vault>,
        clock: Arc::new(Impatient {
            clock: Arc::clone(&stage.clock),
            slept: Arc::clone(&slept),
        }),
        desk: crate::world::DESK.to_owned(),
        door: "dukactl",
        seed: Some(stage.next_run()),
    })
    .await;
    let Ok(engine) = opened else {
        store.close().await;
        stage.note("the second process cannot begin");
        return None;
    };
    Some(Second {
        engine,
        died,
        slept,
    })
}

/// One command, from its start to its end, to its death on the line, or to where it would have to wait.
pub(super) async fn second_process(stage: &Arc<Stage>) {
    let Some(second) = begin(stage).await else {
        return;
    };
    tokio::select! {
        biased;
        () = command(stage, &second.engine) => stage.note("the second process ends"),
        () = second.died.notified() => stage.note("the second process dies"),
        () = second.slept.notified() => stage.note("the second process is ended"),
    }
    if stage.post.below(3) == 0 && !post::postman(stage, &second.engine).await.is_empty() {
        stage.met("webhook to a second process");
    }
    second.engine.close().await;
}

/// One that takes in the webhooks that wait, and ends.
pub(super) async fn takes_the_post(stage: &Arc<Stage>) -> Vec<SignedDelivery> {
    let Some(second) = begin(stage).await else {
        return Vec::new();
    };
    let handed = post::in_order(stage, &second.engine).await;
    second.engine.close().await;
    handed
}

async fn command(stage: &Stage, engine: &Engine) {
    if engine.settle_at_start().await.is_err() {
        return;
    }
    match stage.below(6) {
        0 | 1 => {
            let draft = stage.new_draft();
            deeds::submit(stage, engine, draft).await;
        }
        2 => {
            if let Some(id) = stage.any_known() {
                let _ = engine.send(&id).await;
            }
        }
        3 => {
            if let Some(id) = stage.any_known() {
                let _ = engine.check(&id).await;
            }
        }
        4 => {
            if let Some(id) = stage.any_known() {
                let _ = engine.cancel(&id).await;
            }
        }
        _ => drop(engine.sync(None, None, false, &|_| {}, Lang::En).await),
    }
}
