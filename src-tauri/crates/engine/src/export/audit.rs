//! The audit as a file: every row, oldest last, with whether the chain was whole when it was read.

use super::cell::{guarded, iso};
use super::out_file::{OutFile, failed};
use crate::audit::row;
use crate::core::Engine;
use crate::error::Result;
use crate::view::{AuditRowView, ExportView};
use domain::{Environment, Lang};
use std::io::{self, Write};
use std::path::Path;
use store::Depth;

const PIECE: u32 = 1_000;

const HEADINGS: [[&str; 2]; 10] = [
    ["no", "n°"],
    ["time (UTC)", "heure (UTC)"],
    ["who", "qui"],
    ["staff", "employé"],
    ["desk", "poste"],
    ["door", "porte"],
    ["act", "acte"],
    ["about", "objet"],
    ["before", "avant"],
    ["after", "après"],
];

impl Engine {
    /// Writes everything that was done, but not to what belongs to another environment, into a CSV. A file of this name is replaced: what it said is said again.
    pub async fn export_audit(
        &self,
        out: &Path,
        environment: Environment,
        lang: Lang,
    ) -> Result<ExportView> {
        let journal = &self.store().journal;
        let mut file = OutFile::begin(out, true)?;
        let broken = journal.audit_breaks_at(Depth::Whole).await?;
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        let chain = match (broken, lang) {
            (None, Lang::En) => "# The chain is whole.".to_owned(),
            (None, Lang::Fr) => "# La chaîne est entière.".to_owned(),
            (Some(at), Lang::En) => format!("# The chain breaks at {at}."),
            (Some(at), Lang::Fr) => format!("# La chaîne est rompue à {at}."),
        };
        let told = |error: csv::Error| failed(&io::Error::other(error.to_string()), out);
        csv.write_record([chain]).map_err(told)?;
        let place = usize::from(lang == Lang::Fr);
        csv.write_record(HEADINGS.map(|words| words[place]))
            .map_err(told)?;
        let (mut before, mut rows) = (None, 0_u64);
        loop {
            let piece = journal.audited(before, Some(environment), PIECE).await?;
            let Some(last) = piece.last() else { break };
            before = Some(last.seq);
            for kept in piece {
                write_row(&mut csv, &row(kept)).map_err(told)?;
                rows += 1;
            }
        }
        let bytes = csv
            .into_inner()
            .map_err(|error| failed(&error.into_error(), out))?;
        let write = |file: &mut std::fs::File| -> io::Result<()> {
            file.write_all("\u{feff}".as_bytes())?;
            file.write_all(&bytes)
        };
        write(file.file()).map_err(|error| failed(&error, out))?;
        file.whole()?.take_its_name()?;
        Ok(ExportView {
            path: out.display().to_string(),
            rows,
            cut_short: Vec::new(),
        })
    }
}

fn write_row(csv: &mut csv::Writer<Vec<u8>>, row: &AuditRowView) -> csv::Result<()> {
    let seq = row.seq.to_string();
    let at = iso(row.at);
    let cells = [
        seq.as_str(),
        &at,
        &row.who,
        row.staff.as_deref().unwrap_or_default(),
        row.desk.as_deref().unwrap_or_default(),
        &row.door,
        &row.act,
        &row.about,
        row.before.as_deref().unwrap_or_default(),
        &row.after,
    ];
    csv.write_record(cells.map(|cell| guarded(cell).into_owned()))
}
