//! `desk` and `journal`: why nothing is sent from a home, and what brings it back.

use crate::answer::{Answer, BAD_INPUT, DONE};
use crate::cli::{Cli, JournalCommand};
use crate::desk::{self, Desk};
use crate::print::say;
use chrono::Utc;
use engine::view::{ExportView, JournalCopyView, ListView, SendingLockView};
use engine::{Class, EngineError};
use serde_json::json;
use std::path::Path;
use store::Actor;

/// `desk`: whether this home may send.
pub(super) async fn status(desk: &Desk) -> Result<Answer, EngineError> {
    let lock = desk.engine.sending_lock(desk.lang).await?;
    let text = match &lock {
        None => format!(
            "{}\n",
            say(desk.lang, "This desk may send.", "Ce poste peut envoyer.")
        ),
        Some(lock) => described(desk, lock),
    };
    Ok(Answer::new(DONE, &json!({ "lock": lock }), text))
}

/// `desk confirm`: without `--yes` it shows what is confirmed, and changes nothing.
pub(super) async fn confirm(desk: &Desk, yes: bool) -> Result<Answer, EngineError> {
    if let Some(lock) = desk.engine.sending_lock(desk.lang).await?
        && !yes
    {
        let text = described(desk, &lock)
            + say(
                desk.lang,
                "To confirm that no other computer works with this shop's Duka, repeat with --yes.\n",
                "Pour confirmer qu’aucun autre ordinateur ne travaille avec le Duka de ce commerce, répétez avec --yes.\n",
            );
        return Ok(Answer::new(BAD_INPUT, &json!({ "review": lock }), text));
    }
    desk.engine.confirm_only_desk().await?;
    status(desk).await
}

fn described(desk: &Desk, lock: &SendingLockView) -> String {
    let lang = desk.lang;
    let mut text = format!("{}\n\n", lock.message);
    if let Some(gap) = lock.gap_from {
        let from = say(lang, "May be missing since", "Peut manquer depuis le");
        text += &format!("{from} {}\n", desk.zone.moment(gap));
    }
    for (number, step) in (1..).zip(&lock.next) {
        text += &format!("{number}. {step}\n");
    }
    for account in &lock.accounts {
        let state = match (account.covered, &account.error) {
            (true, _) => say(lang, "up to date", "à jour").to_owned(),
            (false, Some(error)) => format!("{} ({error})", say(lang, "missing", "manque")),
            (false, None) => say(lang, "missing", "manque").to_owned(),
        };
        text += &format!("   {}: {state}\n", account.name);
    }
    for copy in &lock.copies {
        text += &format!("   {}  {}\n", copy.name, desk.zone.moment(copy.at));
    }
    text
}

/// `journal …`: works on the files, since a damaged journal cannot be opened.
pub(crate) async fn journal(cli: &Cli, command: &JournalCommand) -> Result<Answer, EngineError> {
    let lang = cli.lang.unwrap_or_else(desk::language_of_the_system);
    let home = desk::home(cli)?;
    match command {
        JournalCommand::Copies => {
            let items: Vec<JournalCopyView> = engine::journal_copies(home.path())?
                .iter()
                .map(|copy| JournalCopyView {
                    name: name(&copy.path),
                    at: copy.at,
                })
                .collect();
            let text = items
                .iter()
                .map(|copy| format!("{}  {}\n", copy.name, copy.at.to_rfc3339()))
                .collect();
            Ok(Answer::new(DONE, &ListView { items, next: None }, text))
        }
        JournalCommand::Export { out } => {
            let done = engine::export_journal(home.path(), out).await?;
            let view = ExportView {
                path: out.display().to_string(),
                rows: done.rows,
                cut_short: done.cut_short,
            };
            let text = format!("{}: {}\n", view.path, view.rows);
            Ok(Answer::new(DONE, &view, text))
        }
        JournalCommand::Restore { from, yes } => {
            if !yes {
                let sentence = say(
                    lang,
                    "A restore puts an older book in the place of this one. What was sent since may be missing in it, so sending stays locked until the history is up to date and you confirm the desk. The book that is replaced is kept. Repeat with --yes.",
                    "Une restauration met un cahier plus ancien à la place de celui-ci. Ce qui est parti depuis peut y manquer : l’envoi reste bloqué jusqu’à ce que l’historique soit à jour et que vous confirmiez le poste. Le cahier remplacé est gardé. Répétez avec --yes.",
                );
                let review = json!({ "review": { "message": sentence } });
                return Ok(Answer::new(BAD_INPUT, &review, format!("{sentence}\n")));
            }
            let window = home.window_lock().ok().flatten();
            if window.is_none() {
                return Err(window_open());
            }
            let copy = from.as_deref().map(|from| place_of(home.path(), from));
            let done =
                engine::restore_journal(home.path(), copy.as_deref(), &actor(), Utc::now()).await?;
            let view = json!({
                "replaced": done.aside.as_deref().map(name),
                "until": done.end.map(|end| end.at),
            });
            let text = say(
                lang,
                "Restored. Sync, then confirm the desk.\n",
                "Restauré. Synchronisez, puis confirmez le poste.\n",
            );
            Ok(Answer::new(DONE, &view, text.to_owned()))
        }
    }
}

pub(super) fn actor() -> Actor {
    let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME"));
    Actor {
        name: user.unwrap_or_else(|_| "unnamed".to_owned()),
        by: "dukactl".to_owned(),
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A name of `journal copies`, or any file's path.
fn place_of(home: &Path, from: &Path) -> std::path::PathBuf {
    let among_copies = home.join("copies").join(from);
    if from.components().count() == 1 && among_copies.is_file() {
        among_copies
    } else {
        from.to_owned()
    }
}

pub(super) fn window_open() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "home_in_use",
        "Duka's window is open on this home. Nothing was restored.",
        "La fenêtre de Duka est ouverte sur ce dossier. Rien n’a été restauré.",
    )
    .next("Close it, then restore.", "Fermez-la, puis restaurez.")
}
