//! A whole book as a file: against reading the same columns and writing them nowhere, and against the bare writer of
//! workbooks. A second argument of the benchmark says how many rows the book has.

use crate::memory::Memory;
use crate::{Failure, core, floor, milliseconds, rows, tell_rate};
use domain::{Environment, Lang, Transaction};
use engine::export::{ExportDraft, FileFormat, Separator, Stop};
use engine::{Engine, SearchDraft};
use rust_xlsxwriter::{Format, Workbook};
use std::path::Path;
use std::time::{Duration, Instant};
use store::Store;

/// Rows to a page while the book is filled, and while the bare writer is fed.
const PAGE: u64 = 5_000;
/// As many as the export has.
const COLUMNS: u16 = 28;

pub(crate) async fn export(folder: &Path, count: u64) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    fill(folder, count).await?;
    let engine = core::engine(folder).await?;
    let rows = usize::try_from(count)?;
    let bare = floor::Columns::open(&folder.join("history.db")).await?;
    let (read, bytes) = bare.read().await?;
    let csv = folder.join("book.csv");
    let before = Memory::begin();
    let took = write(&engine, FileFormat::Csv(Separator::Comma), &csv).await?;
    let grown = before.map(|memory| memory.most());
    tell_rate("export CSV / reading (<= 2)", rows, took, read);
    tell("  of text", bytes, std::fs::metadata(&csv)?.len(), grown);
    let stopped = stopped_after(&engine, count, &folder.join("stopped.csv")).await?;
    tell_time("  stopped half-way, gone in", stopped);
    let xlsx = folder.join("book.xlsx");
    let before = Memory::begin();
    let took = write(&engine, FileFormat::Xlsx, &xlsx).await?;
    let grown = before.map(|memory| memory.most());
    let by_hand = folder.join("bare.xlsx");
    let floor = bare_workbook(&by_hand, count)?;
    tell_rate("export XLSX / bare (<= 1.3)", rows, took, floor);
    let sizes = (
        std::fs::metadata(&by_hand)?.len(),
        std::fs::metadata(&xlsx)?.len(),
    );
    tell("  of workbook", sizes.0, sizes.1, grown);
    engine.close().await;
    Ok(())
}

async fn fill(folder: &Path, count: u64) -> Result<(), Failure> {
    let store = Store::open(folder).await?;
    for first in (0..count).step_by(usize::try_from(PAGE)?) {
        let page = rows::transactions_in(first..count.min(first + PAGE))?;
        store.history.upsert(&page).await?;
    }
    store.close().await;
    Ok(())
}

fn draft(format: FileFormat, out: &Path) -> ExportDraft {
    ExportDraft {
        search: SearchDraft::newest(Environment::Live),
        columns: Vec::new(),
        format,
        out: out.to_owned(),
        force: true,
    }
}

async fn write(engine: &Engine, format: FileFormat, out: &Path) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let stop = Stop::default();
    engine
        .export(draft(format, out), &|_| {}, &stop, Lang::En)
        .await?;
    Ok(begun.elapsed())
}

/// How long an export goes on after somebody wants it no more.
async fn stopped_after(engine: &Engine, count: u64, out: &Path) -> Result<Duration, Failure> {
    let stop = Stop::default();
    let asked = std::sync::Mutex::new(None);
    let half = |so_far: engine::export::ExportProgress| {
        if so_far.rows > count / 2 && !stop.is_asked() {
            stop.ask();
            *asked.lock().expect("nobody panics with it") = Some(Instant::now());
        }
    };
    let format = FileFormat::Csv(Separator::Comma);
    let done = engine
        .export(draft(format, out), &half, &stop, Lang::En)
        .await;
    if done.is_ok() || out.exists() {
        return Err("an export that was stopped came to an end".into());
    }
    let asked = asked.into_inner()?.ok_or("nobody stopped it")?;
    Ok(asked.elapsed())
}

/// The same cells by the bare writer, from rows in memory: only its own time counts.
fn bare_workbook(out: &Path, count: u64) -> Result<Duration, Failure> {
    let mut took = Duration::ZERO;
    let mut book = Workbook::new();
    let amount = Format::new().set_num_format("#,##0");
    let sheet = book.add_worksheet_with_constant_memory()?;
    for first in (0..count).step_by(usize::try_from(PAGE)?) {
        let page = rows::transactions_in(first..count.min(first + PAGE))?;
        let page: Vec<Vec<String>> = page.iter().map(texts).collect();
        let begun = Instant::now();
        for (row, texts) in (u32::try_from(first)?..).zip(&page) {
            for (column, text) in (0_u16..).zip(texts) {
                sheet.write_string(row, column, text)?;
            }
            for column in u16::try_from(texts.len())?..COLUMNS {
                sheet.write_number_with_format(row, column, row, &amount)?;
            }
        }
        took += begun.elapsed();
    }
    let begun = Instant::now();
    book.save(out)?;
    Ok(took + begun.elapsed())
}

/// What the export writes as text of such a row; its four numbers come on top, and its empty cells cost nothing.
fn texts(t: &Transaction) -> Vec<String> {
    let at = t.occurred_at.to_rfc3339();
    let told = |text: &Option<String>| text.clone().unwrap_or_default();
    let phone = t.phone.as_ref().map(|phone| phone.e164().to_owned());
    vec![
        at.clone(),
        "live".to_owned(),
        "Charge".to_owned(),
        "Waiting for customer".to_owned(),
        "UGX".to_owned(),
        told(&phone),
        told(&t.name),
        told(&t.note),
        "bench".to_owned(),
        "bench".to_owned(),
        "mobile-money".to_owned(),
        t.provider_reference.clone(),
        told(&t.our_reference),
        told(&t.operator_reference),
        t.provider_status.clone(),
        t.status.as_str().to_owned(),
        t.id.to_string(),
        t.account.to_string(),
        at,
    ]
}

/// Bytes of memory now, with the highest so far forgotten; `None` where the system does not tell.
#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell(name: &str, floor: u64, ours: u64, memory: Option<u64>) {
    let megabytes = |bytes: u64| bytes / 1_000_000;
    let memory = memory.map_or_else(|| "?".to_owned(), |bytes| megabytes(bytes).to_string());
    println!(
        "{name:<28} {:>7} MB, floor {} MB; {memory} MB more memory at most",
        megabytes(ours),
        megabytes(floor),
    );
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell_time(name: &str, took: Duration) {
    println!("{name:<28} {:>11}", milliseconds(took));
}
