//! The shop's own books in one encrypted file, and the way back from one.

use crate::bounds::short;
use crate::downloads;
use crate::error::{self, Answer, Said};
use crate::events;
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::shown::Shown;
use crate::views::{BackupFileView, BackupMadeView, ChangedView, Mode, RestoredView, TypedSecret};
use crate::wiring::Wiring;
use chrono::{DateTime, Utc};
use engine::EngineError;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, State};

#[tauri::command]
pub(crate) async fn make_backup(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    passphrase: Given<TypedSecret>,
) -> Answer<BackupMadeView> {
    let here = wiring.here(Right::Export).await?;
    let home = here.say(own_home(&here, &wiring))?;
    let now = Utc::now();
    let name = format!(
        "duka-backup-{}.{}",
        now.format("%Y%m%dT%H%M%SZ"),
        platform::ENDING
    );
    let out = downloads::folder_beside(&app, home.path()).join(&name);
    let passphrase = here.say(passphrase.0.secret())?;
    let made = here.say(platform::make_backup(&home, &out, passphrase, now).await)?;
    here.show(Ok(BackupMadeView {
        path: made.path.display().to_string(),
        name,
        bytes: made.bytes,
        made_at: now,
    }))
}

#[tauri::command]
pub(crate) async fn backups(
    app: AppHandle,
    wiring: State<'_, Wiring>,
) -> Answer<Vec<BackupFileView>> {
    // A book that cannot be opened is the very reason to look for one.
    wiring.may(Right::Export).await?;
    let home = root(&wiring)?;
    Ok(Shown::as_it_is(found(&downloads::folder_beside(
        &app, home,
    ))))
}

#[tauri::command]
pub(crate) async fn restore_backup(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    name: Given<String>,
    passphrase: Given<TypedSecret>,
) -> Answer<RestoredView> {
    wiring.may(Right::SetUp).await?;
    let lang = wiring.lang().await;
    let told = |error: EngineError| Box::new(error.view(lang));
    let folder = downloads::folder_beside(&app, root(&wiring)?);
    short("name", &name).map_err(told)?;
    // Only what was listed: a name is no way to another folder.
    let known = found(&folder).into_iter().any(|file| file.name == name.0);
    if !known {
        return Err(told(EngineError::no_such("backup", "sauvegarde", &name)));
    }
    let passphrase = passphrase.0.secret().map_err(told)?;
    let sealed = folder.join(&name.0);
    let restored = wiring.restore(&sealed, passphrase).await.map_err(told)?;
    events::changed(&app, ChangedView::anything());
    Ok(Shown::as_it_is(RestoredView {
        made_at: restored.made_at,
        replaced: restored.replaced.iter().map(|path| called(path)).collect(),
        boot: wiring.boot().await,
    }))
}

fn own_home(here: &Here, wiring: &Wiring) -> Result<platform::Home, EngineError> {
    if here.mode == Mode::Practice {
        return Err(error::in_practice());
    }
    let root = wiring.root().ok_or_else(error::no_home)?;
    platform::Home::open(root).map_err(error::home)
}

fn root(wiring: &Wiring) -> Said<&Path> {
    wiring
        .root()
        .ok_or_else(|| Box::new(error::no_home().view(wiring.system_lang())))
}

/// The backups in a folder, newest first.
fn found(folder: &Path) -> Vec<BackupFileView> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<BackupFileView> = entries
        .filter_map(|entry| {
            let path: PathBuf = entry.ok()?.path();
            if path.extension()? != platform::ENDING {
                return None;
            }
            let facts = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some(BackupFileView {
                name: path.file_name()?.to_str()?.to_owned(),
                bytes: facts.len(),
                at: DateTime::<Utc>::from(facts.modified().ok()?),
            })
        })
        .collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.at));
    files
}

fn called(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
