//! `payout batch`: a file of payouts, reviewed, sent in front of whoever typed it, and answered with a file of results.

use super::batch_words::{dry, reviewed, written};
use super::reviewed::says_yes;
use crate::answer::{Answer, BAD_INPUT, DONE, err};
use crate::cli::PayoutBatch;
use crate::desk::{Desk, operation_id};
use crate::print::say;
use crate::stop;
use domain::{AccountId, State};
use engine::batch::{BatchDraft, BatchRecorded, Counts, Wish};
use engine::batch_file::LARGEST_FILE;
use engine::view::MoneyView;
use engine::{Class, EngineError, why_refused};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::watch;

/// How many rows to a line of progress.
const TELL_EVERY: usize = 25;

pub(super) async fn batch(desk: &Desk, args: PayoutBatch) -> Result<Answer, EngineError> {
    let account = AccountId::parse(&args.account)?;
    let draft = BatchDraft {
        despite: args
            .despite
            .iter()
            .map(|id| operation_id(id))
            .collect::<Result<_, _>>()?,
        ..BatchDraft::new(account, name_of(&args.file), read(&args.file)?)
    };
    let review = desk.engine.review_batch(draft).await?;
    let view = reviewed(&review, desk.lang);
    let text = written(&review, desk.lang);
    if args.dry_run {
        let exit = if review.summary.faulty > 0 {
            BAD_INPUT
        } else {
            DONE
        };
        return Ok(Answer::new(exit, &dry(&view), text));
    }
    if review.summary.to_send == 0 && review.summary.recorded == 0 {
        return Ok(Answer::new(BAD_INPUT, &json!({"review": view}), text));
    }
    if !(args.yes || (desk.may_ask && says_yes(desk, &text)?)) {
        let due = say(
            desk.lang,
            "Read it, then add --yes to send it. Nothing was sent.",
            "Relisez, puis ajoutez --yes pour envoyer. Rien n’a été envoyé.",
        );
        return Ok(
            Answer::new(BAD_INPUT, &json!({"review": view}), text).complaining(format!("{due}\n"))
        );
    }
    let recorded = desk.engine.confirm_batch(&review.nonce).await?;
    let ran = match &recorded.id {
        Some(id) => run(desk, id).await,
        None => Ok(()),
    };
    // Whatever stopped it, what left is told.
    let answer = ended(desk, &args, &recorded, ran.as_ref().err()).await?;
    ran.map(|()| answer)
}

/// Sends it. The wish to end is a wish to send nothing more.
async fn run(desk: &Desk, id: &str) -> Result<(), EngineError> {
    let (wish, mut wished) = watch::channel(Wish::Go);
    let interrupted = tokio::spawn({
        let wish = wish.clone();
        async move {
            stop::asked().await;
            wish.send_replace(Wish::Stop);
        }
    });
    let told = AtomicUsize::new(0);
    let progress = |counts: &Counts| {
        let left = counts.at(State::Recorded);
        let done = counts.all().saturating_sub(left);
        if told.swap(done / TELL_EVERY, Ordering::Relaxed) < done / TELL_EVERY || left == 0 {
            err(&format!("{done}/{}\n", counts.all()));
        }
    };
    let ran = desk.engine.run_batch(id, &mut wished, &progress).await;
    interrupted.abort();
    drop(wish);
    ran.map(drop)
}

async fn ended(
    desk: &Desk,
    args: &PayoutBatch,
    recorded: &BatchRecorded,
    trouble: Option<&EngineError>,
) -> Result<Answer, EngineError> {
    let mut end = desk.engine.batch_end(recorded, desk.lang).await?;
    if args.wait > 0 && trouble.is_none() {
        desk.engine.wait_for_batch(&end, args.wait).await?;
        end = desk.engine.batch_end(recorded, desk.lang).await?;
    }
    let path = write_beside(&args.file, &end.results)?;
    let sent: Vec<MoneyView> = end.sent.iter().copied().map(MoneyView::from).collect();
    let faulty = recorded
        .file
        .rows
        .iter()
        .filter(|row| row.payable().is_none());
    let view = json!({
        "batch": recorded.id,
        "account": recorded.account.as_str(),
        "file_sha256": recorded.file.sha256,
        "counts": end.counts,
        "faulty": faulty.count(),
        "succeeded": sent,
        "results": path.display().to_string(),
    });
    let mut text = String::new();
    for (state, count) in end.counts.by_state() {
        let word = engine::words::state_word("payout", state, None, desk.lang);
        text += &format!("  {count}  {word}\n");
    }
    text += &format!("{}\n", path.display());
    Ok(Answer::new(end.counts.exit_code(), &view, text))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn read(path: &Path) -> Result<Vec<u8>, EngineError> {
    let unreadable = |error: std::io::Error| {
        let path = path.display();
        let (en, fr) = why_refused(&error);
        EngineError::bad(
            "file",
            "file_unreadable",
            format!("{path} cannot be read: {en}. Nothing was sent."),
            format!("{path} ne peut pas être lu : {fr}. Rien n’a été envoyé."),
        )
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than is read shows that it is too large.
    file.take(LARGEST_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}

/// `NAME-results.csv`, or with a number where there is one: no file is ever written over.
fn write_beside(original: &Path, results: &[u8]) -> Result<PathBuf, EngineError> {
    let stem = original.file_stem().unwrap_or_default().to_string_lossy();
    let ending = if results.starts_with(b"PK") {
        "xlsx"
    } else {
        "csv"
    };
    for turn in 1_u32.. {
        let name = match turn {
            1 => format!("{stem}-results.{ending}"),
            turn => format!("{stem}-results-{turn}.{ending}"),
        };
        let path = original.with_file_name(name);
        let mut options = OpenOptions::new();
        let opened = options.write(true).create_new(true).open(&path);
        let written =
            opened.and_then(|mut file| file.write_all(results).and_then(|()| file.sync_all()));
        match written {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                let path = path.display();
                let (en, fr) = why_refused(&error);
                return Err(EngineError::new(
                    Class::Failed,
                    "results_unwritten",
                    format!("The rows were dealt with, but {path} could not be written: {en}."),
                    format!("Les lignes ont été traitées, mais {path} n’a pas pu être écrit : {fr}."),
                )
                .next(
                    "Give the same file again: it sends nothing twice, and writes the results.",
                    "Redonnez le même fichier : rien ne part deux fois, et les résultats sont écrits.",
                ));
            }
        }
    }
    unreachable!("there are more numbers than files in a folder")
}
