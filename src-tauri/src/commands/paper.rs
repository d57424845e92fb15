//! Receipts, claim slips and evidence packs.

use crate::bounds::short;
use crate::downloads;
use crate::error::Answer;
use crate::given::Given;
use crate::handed_out::Paperwork;
use crate::here::Here;
use crate::rights::Right;
use crate::views::{EvidenceFormat, EvidenceView, PrintedView, SlipView};
use crate::wiring::Wiring;
use engine::EngineError;
use paper::{Paper, Pdf};
use platform::Spooler;
use tauri::{AppHandle, State};

#[tauri::command]
pub(crate) async fn receipt_preview(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    paper: Given<Paper>,
) -> Answer<SlipView> {
    let here = wiring.here(Right::OwnSales).await?;
    here.say(short("id", &id))?;
    here.say(here.own_payment(&id).await)?;
    let slip = here.say(here.engine.slip(&id, here.environment()).await)?;
    here.show(Ok(SlipView::new(&slip, paper.0, here.lang)))
}

#[tauri::command]
pub(crate) async fn save_receipt(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    id: Given<String>,
    paper: Given<Paper>,
) -> Answer<PrintedView> {
    let here = wiring.here(Right::OwnSales).await?;
    let folder = here.say(downloads::folder(&app, &wiring))?;
    let (paperwork, pdf) = here.say(slip(&here, &id, paper.0).await)?;
    here.show(paperwork.save(&folder, "pdf", &pdf.bytes))
}

#[tauri::command]
pub(crate) async fn print_receipt(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    id: Given<String>,
    paper: Given<Paper>,
) -> Answer<PrintedView> {
    let here = wiring.here(Right::OwnSales).await?;
    let folder = here.say(downloads::folder(&app, &wiring))?;
    let printer = here.say(here.engine.setting("printer").await)?;
    let (paperwork, pdf) = here.say(slip(&here, &id, paper.0).await)?;
    here.show(paperwork.print(printer, &folder, pdf).await)
}

#[tauri::command]
pub(crate) async fn printers(wiring: State<'_, Wiring>) -> Answer<Vec<String>> {
    let here = wiring.here(Right::SetUp).await?;
    let names = match Spooler::of_system() {
        Some(spooler) => spooler.printers().await,
        None => Vec::new(),
    };
    here.show(Ok(names))
}

#[tauri::command]
pub(crate) async fn evidence(wiring: State<'_, Wiring>, id: Given<String>) -> Answer<EvidenceView> {
    let here = wiring.here(Right::Look).await?;
    here.say(short("id", &id))?;
    let gathered = here
        .engine
        .gather_evidence(&id, here.environment(), here.lang);
    let gathered = here.say(gathered.await)?;
    here.show(Ok(EvidenceView::new(&gathered, here.lang)))
}

#[tauri::command]
pub(crate) async fn save_evidence(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    id: Given<String>,
    format: Given<EvidenceFormat>,
) -> Answer<PrintedView> {
    let here = wiring.here(Right::Export).await?;
    here.say(short("id", &id))?;
    let folder = here.say(downloads::folder(&app, &wiring))?;
    let gathered = here
        .engine
        .print_evidence(&id, here.environment(), format.0.paper(), here.lang);
    let (gathered, nth) = here.say(gathered.await)?;
    let document = paper::evidence(&gathered, here.lang);
    let paperwork = Paperwork {
        document: "evidence",
        number: None,
        nth,
        stem: format!("{} {}", document.title, id.0),
        title: document.title.clone(),
    };
    here.show(match format.0 {
        EvidenceFormat::Text => paperwork.save(&folder, "txt", paper::text(&document).as_bytes()),
        EvidenceFormat::Pdf => match paper::pdf(&document, Paper::A4) {
            Ok(pdf) => paperwork.save(&folder, "pdf", &pdf.bytes),
            Err(error) => Err(error.into()),
        },
    })
}

/// The slip, written down as printed before there is a byte of it.
async fn slip(here: &Here, id: &str, paper: Paper) -> Result<(Paperwork, Pdf), EngineError> {
    short("id", id)?;
    here.own_payment(id).await?;
    let slip = here
        .engine
        .print_slip(id, here.environment(), paper.as_str())
        .await?;
    let document = paper::slip(&slip, here.lang);
    let pdf = paper::pdf(&document, paper)?;
    // The title names the number where there is one.
    let known_as = match &slip.number {
        Some(_) => document.title.clone(),
        None => format!("{} {id}", document.title),
    };
    let paperwork = Paperwork {
        document: slip.document(),
        stem: format!("{known_as} {}", paper.as_str()),
        number: slip.number,
        nth: slip.nth,
        title: document.title,
    };
    Ok((paperwork, pdf))
}
