//! A paper on its way out: to a printer, or into a file.

use crate::downloads;
use crate::error;
use crate::views::PrintedView;
use engine::EngineError;
use paper::Pdf;
use platform::{PrintJob, Spooler, show_file};
use std::path::Path;

/// What comes out.
pub(crate) struct Paperwork {
    pub(crate) document: &'static str,
    pub(crate) number: Option<String>,
    pub(crate) nth: u32,
    /// What its file is called.
    pub(crate) stem: String,
    pub(crate) title: String,
}

impl Paperwork {
    fn printed(self) -> PrintedView {
        PrintedView {
            document: self.document,
            number: self.number,
            nth: self.nth,
            path: None,
            printer: None,
        }
    }

    pub(crate) fn save(
        self,
        folder: &Path,
        ending: &str,
        bytes: &[u8],
    ) -> Result<PrintedView, EngineError> {
        let kept = downloads::keep(folder, &self.stem, ending, bytes);
        let path = kept.map_err(|error| error::not_saved(&error))?;
        Ok(PrintedView {
            path: Some(path.display().to_string()),
            ..self.printed()
        })
    }

    /// Where there is no printer to name, the system's own viewer shows the file, and prints it.
    pub(crate) async fn print(
        self,
        printer: Option<String>,
        folder: &Path,
        pdf: Pdf,
    ) -> Result<PrintedView, EngineError> {
        let (Some(printer), Some(spooler)) = (printer, Spooler::of_system()) else {
            let saved = self.save(folder, "pdf", &pdf.bytes)?;
            if let Some(path) = &saved.path {
                show_file(Path::new(path));
            }
            return Ok(saved);
        };
        let job = PrintJob {
            title: self.title.clone(),
            width_mm: pdf.width_mm,
            height_mm: pdf.height_mm,
            pdf: pdf.bytes,
        };
        spooler.print(&printer, job).await?;
        Ok(PrintedView {
            printer: Some(printer),
            ..self.printed()
        })
    }
}
