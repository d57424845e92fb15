//! The shooting is over. One more run of Duka comes up, and time passes until every question that has an answer has it.

use super::desk::{Desk, open, soon};
use crate::HandClock;
use chrono::Duration;
use domain::Lang;
use engine::Engine;
use std::sync::Arc;

/// Past the time in which a recorded charge may be sent, and past the end of every customer's story.
const STRIDE_MINUTES: i64 = 5;
const STRIDES: u32 = 8;

/// The run that has brought the home to rest.
pub(super) async fn reached(desk: &Desk) -> Engine {
    desk.control.clear_faults();
    let clock = Arc::new(HandClock::new(soon(&desk.control)));
    let engine = open(desk.home(), Arc::clone(&clock) as _).await;
    for _ in 0..STRIDES {
        engine.step().await.unwrap();
        let stride = Duration::minutes(STRIDE_MINUTES);
        desk.control.wind(stride.to_std().unwrap()).unwrap();
        clock.wind(stride);
    }
    engine.step().await.unwrap();
    engine
        .sync(None, None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    engine
}
