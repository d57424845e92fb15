//! `setting get|set`.

use crate::answer::{Answer, DONE};
use crate::desk::Desk;
use crate::print::or_dash;
use engine::EngineError;
use serde_json::json;

pub(super) async fn get(desk: &Desk, key: &str) -> Result<Answer, EngineError> {
    let value = desk.engine.setting(key).await?;
    Ok(Answer::new(
        DONE,
        &json!({ "key": key, "value": value }),
        format!("{}\n", or_dash(value.as_deref())),
    ))
}

/// Without a value the setting is cleared.
pub(super) async fn set(
    desk: &Desk,
    key: &str,
    value: Option<&str>,
) -> Result<Answer, EngineError> {
    desk.engine.set_setting(key, value).await?;
    get(desk, key).await
}
