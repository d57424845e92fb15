//! `export`: everything that a search finds, as a file.

use crate::answer::{Answer, DONE, err};
use crate::cli::ExportArgs;
use crate::desk::{Desk, account_id};
use crate::print::say;
use crate::stop;
use domain::{Environment, Lang};
use engine::export::{ExportDraft, ExportProgress, FileFormat, Separator, Stop};
use engine::{EngineError, SearchDraft};
use std::sync::atomic::{AtomicU64, Ordering};

/// How many rows to a line of progress.
const TELL_EVERY: u64 = 100_000;

/// Writes the file. Interrupted, it leaves none.
pub(super) async fn export(desk: &Desk, args: ExportArgs) -> Result<Answer, EngineError> {
    let environment = environment(desk, &args).await?;
    let separator = args.separator.unwrap_or(match desk.lang {
        Lang::En => Separator::Comma,
        Lang::Fr => Separator::Semicolon,
    });
    let draft = ExportDraft {
        search: SearchDraft {
            filters: args.filters.narrowing(),
            ..SearchDraft::newest(environment)
        },
        columns: Vec::new(),
        format: match args.format.as_str() {
            "xlsx" => FileFormat::Xlsx,
            _ => FileFormat::Csv(separator),
        },
        out: args.out,
        force: args.force,
    };
    let wish = Stop::default();
    let interrupted = tokio::spawn({
        let wish = wish.clone();
        async move {
            stop::asked().await;
            wish.ask();
        }
    });
    let told = AtomicU64::new(0);
    let progress = |so_far: ExportProgress| {
        let step = so_far.rows / TELL_EVERY;
        if told.swap(step, Ordering::Relaxed) < step {
            let rows = say(desk.lang, "rows", "lignes");
            err(&format!("{} {rows}\n", so_far.rows));
        }
    };
    let done = desk.engine.export(draft, &progress, &wish, desk.lang).await;
    interrupted.abort();
    let view = done?;
    let rows = say(desk.lang, "rows", "lignes");
    let text = format!(
        "{}: {} {rows} ({})\nsha256 {}\n",
        view.path, view.rows, view.environment, view.sha256
    );
    Ok(Answer::new(DONE, &view, text))
}

/// The one environment that the file will hold: the one that was named, the account's, or the only one that has rows.
async fn environment(desk: &Desk, args: &ExportArgs) -> Result<Environment, EngineError> {
    let account = account_id(args.filters.account.as_deref())?;
    let there = desk.environments(account.as_ref()).await?;
    if let Some(environment) = args.environment {
        if account.is_some() && !there.contains(&environment) {
            return Err(EngineError::bad(
                "environment",
                "other_environment",
                "This account is in the other environment. Nothing was written.",
                "Ce compte est dans l’autre environnement. Rien n’a été écrit.",
            ));
        }
        return Ok(environment);
    }
    let mut with_rows = Vec::new();
    for environment in &there {
        if desk.engine.has_rows(*environment).await? {
            with_rows.push(*environment);
        }
    }
    match (with_rows.as_slice(), there.as_slice()) {
        ([only], _) | ([], [only, ..]) => Ok(*only),
        ([], []) => Ok(Environment::Live),
        _ => Err(EngineError::bad(
            "environment",
            "which_environment",
            "This home has real money and sandbox money, and a file never holds both. Nothing was written.",
            "Ce dossier contient de l’argent réel et de l’argent d’essai, et un fichier ne contient jamais les deux. Rien n’a été écrit.",
        )
        .next(
            "Add --environment live or --environment sandbox.",
            "Ajoutez --environment live ou --environment sandbox.",
        )),
    }
}
