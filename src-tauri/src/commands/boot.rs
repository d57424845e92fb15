//! Starting, choosing a book, settings.

use crate::bounds::short;
use crate::error::Answer;
use crate::first_paint;
use crate::given::Given;
use crate::rights::Right;
use crate::shown::Shown;
use crate::views::{BootView, Mode};
use crate::windows;
use crate::wiring::Wiring;
use engine::KNOWN_SETTINGS;
use std::collections::BTreeMap;
use tauri::{AppHandle, State};

#[tauri::command]
pub(crate) async fn boot(app: AppHandle, wiring: State<'_, Wiring>) -> Answer<BootView> {
    let view = wiring.boot().await;
    windows::name(&app, &view);
    Ok(Shown::as_it_is(view))
}

#[tauri::command]
pub(crate) async fn open_mode(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    mode: Given<Mode>,
) -> Answer<BootView> {
    let view = wiring.open_mode(mode.0).await?;
    windows::name(&app, &view);
    Ok(Shown::as_it_is(view))
}

/// Every setting of the open book that was ever set, by its key.
#[tauri::command]
pub(crate) async fn settings(wiring: State<'_, Wiring>) -> Answer<BTreeMap<&'static str, String>> {
    let here = wiring.here(Right::SetUp).await?;
    let mut settings = BTreeMap::new();
    for key in KNOWN_SETTINGS {
        if let Some(value) = here.say(here.engine.setting(key).await)? {
            settings.insert(*key, value);
        }
    }
    here.show(Ok(settings))
}

#[tauri::command]
pub(crate) async fn set_setting(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    key: Given<String>,
    value: Given<Option<String>>,
) -> Answer<BootView> {
    let here = wiring.here(right_to_set(&key)).await?;
    here.say(short("key", &key))?;
    here.say(short("value", value.as_deref().unwrap_or_default()))?;
    here.say(wiring.set(&key, value.as_deref()).await)?;
    boot(app, wiring).await
}

/// Whoever works at the desk reads it in their language; everything else is how it is set up.
fn right_to_set(key: &str) -> Right {
    match key {
        "language" => Right::Anybody,
        _ => Right::SetUp,
    }
}

#[tauri::command]
pub(crate) fn painted() {
    first_paint::tell();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_anybodys_and_every_other_setting_the_owners() {
        for key in KNOWN_SETTINGS {
            let anybodys = right_to_set(key) == Right::Anybody;
            assert_eq!(anybodys, *key == "language", "{key}");
        }
        assert!(KNOWN_SETTINGS.contains(&"language"));
    }
}
