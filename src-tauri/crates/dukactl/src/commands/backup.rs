//! `backup`: the home's books in one encrypted file, and the way back from one. Works on the files, since a restore is for
//! a home that cannot be opened too.

use crate::answer::{Answer, BAD_INPUT, DONE};
use crate::cli::{BackupCommand, Cli};
use crate::desk;
use crate::passphrase;
use crate::print::say;
use chrono::Utc;
use domain::Lang;
use engine::EngineError;
use platform::Home;
use serde_json::json;
use std::path::Path;

pub(crate) async fn backup(cli: &Cli, command: &BackupCommand) -> Result<Answer, EngineError> {
    let lang = cli.lang.unwrap_or_else(desk::language_of_the_system);
    let home = desk::home(cli)?;
    match command {
        BackupCommand::Make { out } => make(cli, &home, out, lang).await,
        BackupCommand::Restore { from, yes } => restore(cli, &home, from, *yes, lang).await,
    }
}

async fn make(cli: &Cli, home: &Home, out: &Path, lang: Lang) -> Result<Answer, EngineError> {
    let passphrase = passphrase::of_backup(!cli.json, true, lang)?;
    let now = Utc::now();
    let made = platform::make_backup(home, out, passphrase, now).await?;
    let view = json!({
        "path": made.path.display().to_string(),
        "bytes": made.bytes,
        "made_at": now,
    });
    let text = say(
        lang,
        "The backup is made. Keys are not in it: a restored desk asks for them again.\n",
        "La sauvegarde est faite. Les clés n’y sont pas : un poste restauré les redemande.\n",
    );
    Ok(Answer::new(DONE, &view, text.to_owned()))
}

async fn restore(
    cli: &Cli,
    home: &Home,
    from: &Path,
    yes: bool,
    lang: Lang,
) -> Result<Answer, EngineError> {
    if !yes {
        let sentence = say(
            lang,
            "A restore puts the books of the backup in the place of this home’s. What was sent since may be missing in them, so sending stays locked until the history is up to date and you confirm the desk. The books that are replaced are kept. Repeat with --yes.",
            "Une restauration met les cahiers de la sauvegarde à la place de ceux d’ici. Ce qui est parti depuis peut y manquer : l’envoi reste bloqué jusqu’à ce que l’historique soit à jour et que vous confirmiez le poste. Les cahiers remplacés sont gardés. Répétez avec --yes.",
        );
        let review = json!({ "review": { "message": sentence } });
        return Ok(Answer::new(BAD_INPUT, &review, format!("{sentence}\n")));
    }
    let _window = home
        .window_lock()
        .ok()
        .flatten()
        .ok_or_else(super::desk_lock::window_open)?;
    let passphrase = passphrase::of_backup(!cli.json, false, lang)?;
    let opened = platform::open_backup(home, from, passphrase).await?;
    let actor = super::desk_lock::actor();
    let done = platform::restore_backup(home, opened, &actor, Utc::now()).await?;
    let replaced: Vec<String> = done.replaced.iter().map(|path| called(path)).collect();
    let view = json!({ "made_at": done.made_at, "replaced": replaced });
    let text = say(
        lang,
        "Restored. Give the accounts their keys again where they are missing, sync, then confirm the desk.\n",
        "Restauré. Redonnez leurs clés aux comptes qui n’en ont plus, synchronisez, puis confirmez le poste.\n",
    );
    Ok(Answer::new(DONE, &view, text.to_owned()))
}

fn called(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
