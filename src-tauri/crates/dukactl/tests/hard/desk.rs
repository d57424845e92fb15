//! A desk to do harm to: a real home, the real program, and a simulated provider on loopback.

use serde_json::Value;
use simulator::{Config, Control, Running, Simulator};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) struct Desk {
    pub(crate) control: Control,
    pub(crate) account: String,
    simulator: Running,
    home: TempDir,
}

pub(crate) const PROVIDER: &str = "zengapay";

impl Desk {
    /// A home with one account at the simulated provider.
    pub(crate) async fn new() -> Self {
        let simulator = Simulator::start(Config {
            history: 0,
            ..Config::default()
        })
        .await
        .unwrap();
        let home = tempfile::tempdir().unwrap();
        // Made-up keys need no keyring.
        std::fs::write(home.path().join("vault-kind"), "practice").unwrap();
        let mut desk = Self {
            control: simulator.control(),
            account: String::new(),
            simulator,
            home,
        };
        let added = desk.with_input(&desk.add_account(), &desk.credentials());
        assert_eq!(added.status.code(), Some(0), "{}", said(&added));
        desk.account = json(&added)["id"].as_str().unwrap().to_owned();
        desk
    }

    pub(crate) fn add_account(&self) -> Vec<String> {
        let url = self.simulator.base_url(PROVIDER).unwrap();
        let words = [
            "account",
            "add",
            "--provider",
            PROVIDER,
            "--environment",
            "sandbox",
        ];
        let rest = ["--name", "Kampala", "--base-url", &url];
        words.iter().chain(&rest).map(|w| (*w).to_owned()).collect()
    }

    pub(crate) fn credentials(&self) -> String {
        serde_json::to_string(&self.simulator.credentials()[PROVIDER]).unwrap()
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn program() -> PathBuf {
        PathBuf::from(env!("CARGO_BIN_EXE_dukactl"))
    }

    pub(crate) fn command(&self, words: &[impl AsRef<str>]) -> Command {
        let mut command = Command::new(Self::program());
        command
            .arg("--home")
            .arg(self.home())
            .args(["--json", "--lang", "en"])
            .args(words.iter().map(AsRef::as_ref))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, words: &[impl AsRef<str>]) -> Output {
        self.command(words).output().unwrap()
    }

    fn with_input(&self, words: &[String], input: &str) -> Output {
        use std::io::Write;
        let mut child = self.command(words).stdin(Stdio::piped()).spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// The words of a charge; the phone's ending tells what the customer does.
    pub(crate) fn charge(&self, ending: &str) -> Vec<String> {
        let phone = format!("07724183{ending}");
        let words = [
            "charge",
            "create",
            "--account",
            &self.account,
            "--amount",
            "85000",
            "--currency",
            "UGX",
            "--method",
            "mobile-money",
            "--network",
            "MTN",
            "--phone",
            &phone,
            "--note",
            "Term 3",
        ];
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    pub(crate) fn start(&self, words: &[impl AsRef<str>]) -> Process {
        Process(self.command(words).spawn().unwrap())
    }

    /// A run that takes webhooks, once it has said where.
    pub(crate) fn listen(&self) -> Listening {
        let mut process = self.start(&["run", "--webhooks", "0"]);
        let told = BufReader::new(process.0.stderr.as_mut().unwrap()).lines();
        let line = told
            .map_while(Result::ok)
            .find(|line| line.contains(&self.account))
            .unwrap();
        Listening {
            url: line.split_whitespace().next().unwrap().to_owned(),
            process,
        }
    }

    /// The newest operation of the desk, once there is one.
    pub(crate) async fn newest(&self) -> Value {
        until(|| {
            let found = self.run(&["search", "--limit", "1"]);
            json(&found)["items"].get(0).cloned()
        })
        .await
    }

    pub(crate) fn show(&self, id: &str) -> Value {
        json(&self.run(&["show", id]))["operation"].clone()
    }

    /// How many requests reached the provider that would have moved money.
    pub(crate) fn posted(&self) -> usize {
        self.control
            .seen()
            .iter()
            .filter(|seen| seen.method == "POST")
            .count()
    }
}

/// A process that takes webhooks of the desk's account.
pub(crate) struct Listening {
    pub(crate) process: Process,
    pub(crate) url: String,
}

/// A process that is killed without mercy, at the latest when the test ends.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("not JSON: {}", said(output)))
}

pub(crate) fn said(output: &Output) -> String {
    format!(
        "exit {:?}\n{}\n{}",
        output.status.code(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Asks until there is an answer; a minute of none is a failure.
pub(crate) async fn until<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let asked = async {
        loop {
            if let Some(answer) = ask() {
                return answer;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), asked)
        .await
        .expect("it never came")
}
