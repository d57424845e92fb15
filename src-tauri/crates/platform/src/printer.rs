//! The system's printers, through the two programs that CUPS brings to Linux and macOS. Elsewhere there are none to name,
//! and a paper is saved and opened with what the system has for it.

use engine::{Class, EngineError};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::timeout;

/// Asking for the names takes moments; handing over a page too, as the spooler does the rest.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why nothing was printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrinterError {
    /// The system knows no printer of that name.
    #[error("there is no printer `{0}`")]
    Unknown(String),
    /// The spooler said no.
    #[error("{0}")]
    Refused(String),
}

/// What is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintJob {
    /// What the queue shows.
    pub title: String,
    /// The width of the paper.
    pub width_mm: u32,
    /// Its length.
    pub height_mm: u32,
    /// The pages.
    pub pdf: Vec<u8>,
}

/// The way to the printers.
#[derive(Clone, Debug)]
pub struct Spooler {
    /// Where its programs lie; where the system finds them, when not given.
    programs: Option<PathBuf>,
}

impl Spooler {
    /// The system's own; `None` where it has no such programs.
    #[must_use]
    pub fn of_system() -> Option<Self> {
        cfg!(unix).then_some(Self { programs: None })
    }

    /// One whose programs lie in this folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            programs: Some(folder.to_owned()),
        }
    }

    /// The names of the printers. None, when the programs are not there.
    pub async fn printers(&self) -> Vec<String> {
        let mut command = self.program("lpstat");
        command.arg("-e").stdin(Stdio::null());
        let Ok(Ok(output)) = timeout(PATIENCE, command.output()).await else {
            return Vec::new();
        };
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// Hands a job to a printer that the system knows. Nothing is asked again after this: whether paper came out is seen by
    /// whoever stands beside it.
    pub async fn print(&self, printer: &str, job: PrintJob) -> Result<(), PrinterError> {
        // Only a name that the system itself gave is put behind a flag.
        if !self.printers().await.iter().any(|known| known == printer) {
            return Err(PrinterError::Unknown(printer.to_owned()));
        }
        let refused = |what: String| PrinterError::Refused(what);
        let output = timeout(PATIENCE, self.hand_over(printer, job))
            .await
            .map_err(|_| refused("it does not answer".to_owned()))?
            .map_err(|error| refused(error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let said: String = String::from_utf8_lossy(&output.stderr)
            .chars()
            .filter(|c| !c.is_control())
            .take(200)
            .collect();
        Err(refused(said))
    }

    async fn hand_over(&self, printer: &str, job: PrintJob) -> std::io::Result<Output> {
        let mut child = self
            .program("lp")
            .args(["-d", printer, "-t", &job.title])
            .args([
                "-o",
                &format!("media=Custom.{}x{}mm", job.width_mm, job.height_mm),
            ])
            .args(["-o", "print-scaling=none"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(&job.pdf).await?;
        }
        child.wait_with_output().await
    }

    fn program(&self, name: &str) -> Command {
        let program = match &self.programs {
            Some(folder) => folder.join(name),
            None => PathBuf::from(name),
        };
        let mut command = Command::new(program);
        command.kill_on_drop(true);
        command
    }
}

impl From<PrinterError> for EngineError {
    fn from(error: PrinterError) -> Self {
        let (en, fr) = match &error {
            PrinterError::Unknown(name) => (
                format!("The system has no printer `{name}`. Nothing was printed."),
                format!("Le système n’a pas d’imprimante « {name} ». Rien n’a été imprimé."),
            ),
            PrinterError::Refused(what) => (
                format!("The printer did not take it: {what}."),
                format!("L’imprimante ne l’a pas pris : {what}."),
            ),
        };
        Self::new(Class::Failed, "printer_refused", en, fr).next(
            "Save it as a PDF, or choose another printer in Settings.",
            "Enregistrez-le en PDF, ou choisissez une autre imprimante dans Réglages.",
        )
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn program(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("the folder is there");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))
            .expect("the file is ours");
    }

    fn job() -> PrintJob {
        PrintJob {
            title: "Receipt 000124".to_owned(),
            width_mm: 58,
            height_mm: 143,
            pdf: b"%PDF-1.7 page".to_vec(),
        }
    }

    #[tokio::test]
    async fn a_job_goes_to_the_named_printer_with_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().display();
        program(folder.path(), "lpstat", "echo COUNTER; echo OFFICE");
        program(
            folder.path(),
            "lp",
            &format!(
                "for one in \"$@\"; do echo \"$one\"; done > {place}/told; cat > {place}/page"
            ),
        );
        let spooler = Spooler::in_folder(folder.path());
        assert_eq!(spooler.printers().await, ["COUNTER", "OFFICE"]);
        spooler.print("COUNTER", job()).await.unwrap();
        let told = std::fs::read_to_string(folder.path().join("told")).unwrap();
        assert_eq!(
            told.lines().collect::<Vec<_>>(),
            [
                "-d",
                "COUNTER",
                "-t",
                "Receipt 000124",
                "-o",
                "media=Custom.58x143mm",
                "-o",
                "print-scaling=none"
            ]
        );
        assert_eq!(
            std::fs::read(folder.path().join("page")).unwrap(),
            job().pdf
        );
    }

    #[tokio::test]
    async fn a_printer_that_the_system_does_not_know_gets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().display();
        program(folder.path(), "lpstat", "echo COUNTER");
        program(folder.path(), "lp", &format!("touch {place}/printed"));
        let refused = Spooler::in_folder(folder.path()).print("-o x", job()).await;
        assert_eq!(refused, Err(PrinterError::Unknown("-o x".to_owned())));
        assert!(!folder.path().join("printed").exists());
    }

    #[tokio::test]
    async fn what_the_spooler_says_when_it_refuses_is_told() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "lpstat", "echo COUNTER");
        program(
            folder.path(),
            "lp",
            "cat > /dev/null; echo 'lp: out of paper' >&2; exit 1",
        );
        let refused = Spooler::in_folder(folder.path())
            .print("COUNTER", job())
            .await;
        assert_eq!(
            refused,
            Err(PrinterError::Refused("lp: out of paper".to_owned()))
        );
    }

    #[tokio::test]
    async fn without_the_programs_there_are_no_printers() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            Spooler::in_folder(folder.path())
                .printers()
                .await
                .is_empty()
        );
    }
}
