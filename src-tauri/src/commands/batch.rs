//! A file of payouts: opened, mended, read, confirmed, and sent in front of the person who gave it.

use crate::batches::{Batches, OpenFile};
use crate::bounds::{mended, short};
use crate::downloads;
use crate::error::{self, Answer, another_than_shown, not_understood};
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::views::{BatchColumnInput, BatchMendInput, BatchOpenedView, SavedFileView};
use crate::wiring::Wiring;
use domain::{Lang, OperationId};
use engine::EngineError;
use engine::batch::{BatchDraft, Wish};
use engine::batch_file::{Field, LARGEST_FILE, Mapping, Mends};
use engine::view::{
    BatchColumnView, BatchReviewView, BatchRows, BatchRowsView, BatchView, MoneyView,
};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager as _, State};

/// More rows than a screen shows at once.
const MOST_ROWS: usize = 500;

/// Takes a file as it is, byte for byte. Its name stands in a header, escaped; nothing is read from a path.
#[tauri::command]
pub(crate) async fn open_batch(
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    request: Request<'_>,
) -> Answer<BatchOpenedView> {
    let here = wiring.here(Right::SendMoney).await?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return here.say(Err(not_understood("file")));
    };
    if bytes.len() > LARGEST_FILE {
        return here.say(Err(error::too_long("file", LARGEST_FILE)));
    }
    let name = request.headers().get("file-name");
    let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
    here.say(short("file-name", name))?;
    let read = here.engine.batch_columns(bytes).await;
    let (columns, mapping) = here.say(read)?;
    let file = OpenFile {
        mode: here.mode,
        name: unescaped(name),
        bytes: bytes.clone(),
        mapping,
        mends: Mends::default(),
        review: None,
    };
    let opened = BatchOpenedView {
        file_name: file.name.clone(),
        columns: columns.iter().map(BatchColumnView::from).collect(),
        account: None,
        mends: 0,
    };
    batches.open(file).await;
    here.show(Ok(opened))
}

/// Opens a file that was given before, as it was read then.
#[tauri::command]
pub(crate) async fn open_batch_again(
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    id: Given<String>,
) -> Answer<BatchOpenedView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("batch", &id))?;
    let again = here.engine.batch_again(&id, here.environment()).await;
    let draft = here.say(again)?;
    let columns = engine::batch_file::columns_of(&draft.file, &draft.mapping);
    let opened = BatchOpenedView {
        file_name: draft.file_name.clone(),
        columns: here
            .say(columns)?
            .iter()
            .map(BatchColumnView::from)
            .collect(),
        account: Some(draft.account.to_string()),
        mends: draft.mends.count(),
    };
    let file = OpenFile {
        mode: here.mode,
        name: draft.file_name,
        bytes: draft.file,
        mapping: draft.mapping,
        mends: draft.mends,
        review: None,
    };
    batches.open(file).await;
    here.show(Ok(opened))
}

/// What the open file would pay through an account. `columns` says what columns mean, and is remembered for files with the
/// same titles; `mends` are added to those made before.
#[tauri::command]
pub(crate) async fn judge_batch(
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    account: Given<String>,
    columns: Given<Vec<BatchColumnInput>>,
    mends: Given<Vec<BatchMendInput>>,
    despite: Given<Vec<String>>,
) -> Answer<BatchReviewView> {
    let here = wiring.here(Right::SendMoney).await?;
    let account = here.say(here.account(&account).await)?;
    here.say(mended(&columns, &mends, &despite))?;
    let despite = despite.iter().map(|id| OperationId::parse(id));
    let despite = here.say(despite.collect::<Result<_, _>>().map_err(EngineError::from))?;
    let mut open = here.say(batches.opened(here.mode).await)?;
    if !columns.is_empty() {
        open.mapping = here.say(meant(&open.mapping, &columns))?;
        let remembered = here.engine.remember_columns(&open.bytes, &open.mapping);
        here.say(remembered.await)?;
    }
    for mend in mends.iter() {
        let field = Field::parse(&mend.field).ok_or_else(|| not_understood("field"));
        open.mends = std::mem::take(&mut open.mends).with(mend.line, here.say(field)?, &mend.text);
    }
    open.review = None;
    let draft = BatchDraft {
        despite,
        mapping: open.mapping.clone(),
        mends: open.mends.clone(),
        ..BatchDraft::new(account, open.name.clone(), open.bytes.clone())
    };
    let review = here.say(here.engine.review_batch(draft).await)?;
    let view = review.view(here.lang);
    open.review = Some(review);
    here.show(Ok(view))
}

/// A stretch of the open file's rows, as they were judged last.
#[tauri::command]
pub(crate) async fn batch_rows(
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    which: Given<String>,
    from: Given<usize>,
    most: Given<usize>,
) -> Answer<BatchRowsView> {
    let here = wiring.here(Right::SendMoney).await?;
    let which = BatchRows::parse(&which).ok_or_else(|| not_understood("which"));
    let which = here.say(which)?;
    let open = here.say(batches.opened(here.mode).await)?;
    let review = here.say(open.review.as_ref().ok_or_else(error::no_file_open))?;
    let stretch = (*from, (*most).min(MOST_ROWS));
    // Whoever sends a file mends it: they see what they have given whole.
    here.show_typed(Ok(review.rows(which, stretch, &open.mends, here.lang)))
}

/// Writes the file down that was read, if it is the one that was shown, and begins to send it.
#[tauri::command]
pub(crate) async fn confirm_batch(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    nonce: Given<String>,
    to_send: Given<usize>,
    totals: Given<Vec<MoneyView>>,
) -> Answer<BatchView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("nonce", &nonce))?;
    let mut open = here.say(batches.opened(here.mode).await)?;
    let shown = open.review.as_ref().is_some_and(|review| {
        let sums: Vec<MoneyView> = review
            .summary
            .totals
            .iter()
            .map(|it| it.total.into())
            .collect();
        review.nonce == *nonce && review.summary.to_send == *to_send && sums == *totals
    });
    if !shown {
        open.review = None;
        return here.say(Err(another_than_shown()));
    }
    let recorded = here.say(here.engine.confirm_batch(&nonce).await)?;
    open.review = None;
    drop(open);
    let id = here.say(recorded.id.ok_or_else(error::nothing_to_send))?;
    let standing = here.engine.batch_standing(&id, here.environment()).await;
    let view = BatchView::from(&here.say(standing)?);
    if view.state == "running" {
        begin(app, &here, &batches, id);
    }
    here.show(Ok(view))
}

/// Sends a file that another owner has said yes to, in front of the person who is here now.
#[tauri::command]
pub(crate) async fn run_batch(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    id: Given<String>,
) -> Answer<BatchView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("batch", &id))?;
    let standing = here.engine.batch_standing(&id, here.environment()).await;
    let view = BatchView::from(&here.say(standing)?);
    if view.state == "running" {
        begin(app, &here, &batches, view.id.clone());
    }
    here.show(Ok(view))
}

/// One that runs here already has its person in front of it.
fn begin(app: AppHandle, here: &Here, batches: &Batches, id: String) {
    let Some(wished) = batches.start(&id) else {
        return;
    };
    let (engine, lang) = (here.engine.clone(), here.lang);
    tauri::async_runtime::spawn(async move {
        let run = (id, wished);
        app.state::<Batches>().run(&app, &engine, run, lang).await;
    });
}

/// What the person in front of it wants: `go`, `pause` or `stop`.
#[tauri::command]
pub(crate) async fn wish_batch(
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
    id: Given<String>,
    wish: Given<String>,
) -> Answer<bool> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("batch", &id))?;
    let wish = match wish.as_str() {
        "go" => Wish::Go,
        "pause" => Wish::Pause,
        "stop" => Wish::Stop,
        _ => return here.say(Err(not_understood("wish"))),
    };
    here.show(Ok(batches.wish(&id, wish)))
}

/// Stops whatever runs, since the person in front of it leaves. What did not leave is called off.
#[tauri::command]
pub(crate) async fn leave_batches(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    batches: State<'_, Batches>,
) -> Answer<()> {
    let here = wiring.here(Right::Anybody).await?;
    batches.stop_all();
    if let Some(window) = app.get_webview_window(crate::windows::MAIN) {
        // The window that asked is there; where it is gone already, so is the question.
        let _ = window.destroy();
    }
    here.show(Ok(()))
}

/// The files that were given before, the newest first.
#[tauri::command]
pub(crate) async fn batches(wiring: State<'_, Wiring>) -> Answer<Vec<BatchView>> {
    let here = wiring.here(Right::SendMoney).await?;
    let given = here.say(here.engine.batches(here.environment()).await)?;
    here.show(Ok(given.iter().map(BatchView::from).collect()))
}

/// Writes the results of a file: its own rows, with what became of each and every reference.
#[tauri::command]
pub(crate) async fn save_batch_results(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<SavedFileView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("batch", &id))?;
    let standing = here.engine.batch_standing(&id, here.environment()).await;
    let standing = here.say(standing)?;
    let recorded = here.engine.batch_recorded(&id, here.environment()).await;
    let recorded = here.say(recorded)?;
    let end = here.say(here.engine.batch_end(&recorded, here.lang).await)?;
    let ending = if end.results.starts_with(b"PK") {
        "xlsx"
    } else {
        "csv"
    };
    let stem = standing.file_name.rsplit_once('.');
    let stem = stem.map_or(standing.file_name.as_str(), |(stem, _)| stem);
    let stem = match here.lang {
        Lang::En => format!("{stem} results"),
        Lang::Fr => format!("{stem} résultats"),
    };
    save(&app, &wiring, &here, &stem, ending, &end.results)
}

/// Writes an empty file with the columns that Duka knows, for whoever begins one.
#[tauri::command]
pub(crate) async fn save_batch_template(
    app: AppHandle,
    wiring: State<'_, Wiring>,
) -> Answer<SavedFileView> {
    let here = wiring.here(Right::SendMoney).await?;
    let titles = [
        Field::Reference,
        Field::Phone,
        Field::Amount,
        Field::Currency,
        Field::Name,
        Field::Network,
        Field::Note,
    ];
    let titles = titles.map(|field| field.label().in_lang(here.lang).to_owned());
    // The mark by which a spreadsheet knows the letters.
    let text = format!("\u{feff}{}\r\n", titles.join(";"));
    let stem = match here.lang {
        Lang::En => "payouts",
        Lang::Fr => "paiements",
    };
    save(&app, &wiring, &here, stem, "csv", text.as_bytes())
}

fn save(
    app: &AppHandle,
    wiring: &Wiring,
    here: &Here,
    stem: &str,
    ending: &str,
    bytes: &[u8],
) -> Answer<SavedFileView> {
    let folder = here.say(downloads::folder(app, wiring))?;
    let kept = downloads::keep(&folder, stem, ending, bytes);
    let path = here.say(kept.map_err(|error| error::unwritten(&folder, &error)))?;
    here.show(Ok(SavedFileView {
        path: path.display().to_string(),
    }))
}

fn meant(before: &Mapping, columns: &[BatchColumnInput]) -> Result<Mapping, EngineError> {
    let mut mapping = before.clone();
    for column in columns {
        let field = match &column.field {
            None => None,
            Some(word) => Some(Field::parse(word).ok_or_else(|| not_understood("field"))?),
        };
        mapping = mapping.with(&column.title, field);
    }
    Ok(mapping)
}

/// A header takes no letters but those of English: the rest came as `%C3%A9`.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%');
        let byte = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_accents_comes_through_a_header() {
        for (escaped, name) in [
            ("wages.csv", "wages.csv"),
            ("salaires%20%C3%A9t%C3%A9.xlsx", "salaires été.xlsx"),
            ("100%.csv", "100%.csv"),
            ("%zz", "%zz"),
        ] {
            assert_eq!(unescaped(escaped), name, "{escaped}");
        }
    }
}
