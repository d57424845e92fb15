//! Papers and backups, for the screens.

use super::BootView;
use chrono::{DateTime, Utc};
use domain::{Lang, Secret};
use engine::{EngineError, Evidence, Slip};
use paper::{LineView, Paper};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A slip as it would come out now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SlipView {
    /// A receipt only where the money is proven.
    #[ts(type = "\"receipt\" | \"claim\"")]
    pub document: &'static str,
    /// On which paper.
    pub paper: Paper,
    /// Its running number, once one was printed.
    pub number: Option<String>,
    /// The how-manyth it would be; from the second on it says that it is a copy.
    pub nth: u32,
    /// Not real money.
    pub specimen: bool,
    /// What stands on it.
    pub lines: Vec<LineView>,
}

impl SlipView {
    pub(crate) fn new(slip: &Slip, paper: Paper, lang: Lang) -> Self {
        Self {
            document: slip.document(),
            paper,
            number: slip.number.clone(),
            nth: slip.nth,
            specimen: slip.specimen,
            lines: paper::slip(slip, lang).lines,
        }
    }
}

/// A paper that came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PrintedView {
    /// What it is.
    #[ts(type = "\"receipt\" | \"claim\" | \"evidence\"")]
    pub document: &'static str,
    /// Its running number.
    pub number: Option<String>,
    /// The how-manyth it is.
    pub nth: u32,
    /// Where the file lies; null when it went to a printer.
    pub path: Option<String>,
    /// To which printer it went.
    pub printer: Option<String>,
}

/// What a support desk asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceView {
    /// To paste into a message.
    pub text: String,
    /// The same, line by line.
    pub lines: Vec<LineView>,
}

impl EvidenceView {
    pub(crate) fn new(evidence: &Evidence, lang: Lang) -> Self {
        let document = paper::evidence(evidence, lang);
        Self {
            text: paper::text(&document),
            lines: document.lines,
        }
    }
}

/// In which form the evidence goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceFormat {
    /// Pages.
    Pdf,
    /// To paste.
    Text,
}

impl EvidenceFormat {
    /// As the journal calls it.
    pub(crate) fn paper(self) -> &'static str {
        match self {
            Self::Pdf => Paper::A4.as_str(),
            Self::Text => "text",
        }
    }
}

/// A secret as it was typed. It can be read from a screen, and neither printed nor sent back.
#[derive(Clone, Deserialize)]
pub struct TypedSecret(String);

impl TypedSecret {
    /// Within bounds: nobody types a kilobyte.
    pub(crate) fn secret(self) -> Result<Secret<String>, EngineError> {
        crate::bounds::short("passphrase", &self.0)?;
        Ok(Secret::new(self.0))
    }
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupMadeView {
    /// Where it lies.
    pub path: String,
    /// Its file's name.
    pub name: String,
    /// How large it is.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// A backup that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BackupFileView {
    /// Its file's name.
    pub name: String,
    /// How large it is.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When the file was last written.
    pub at: DateTime<Utc>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RestoredView {
    /// When the backup was made.
    pub made_at: DateTime<Utc>,
    /// The files that were replaced, as they are called now.
    pub replaced: Vec<String>,
    /// The books as they are open now.
    pub boot: BootView,
}
