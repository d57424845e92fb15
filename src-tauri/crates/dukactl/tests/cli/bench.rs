//! A simulator in this process, a home of its own, and the real binary.

use serde_json::Value;
use simulator::{Config, Control, Delays, Running, Simulator};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub(crate) const UGANDA: &str = "zengapay";
pub(crate) const RWANDA: &str = "dgspay";
pub(crate) const PASSPHRASE: &str = "canary-passphrase-7315";

/// What a run of the binary left behind.
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The one JSON value of stdout.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("{error}\nstdout {}\nstderr {}", self.stdout, self.stderr)
        })
    }

    /// The same, when the exit code is this one.
    pub(crate) fn exits(&self, code: i32) -> Value {
        assert_eq!(
            self.exit, code,
            "stdout {}\nstderr {}",
            self.stdout, self.stderr
        );
        self.json()
    }

    /// The word of the error.
    pub(crate) fn refused(&self, code: i32) -> String {
        let error = self.exits(code);
        text(&error["error"]["code"])
    }
}

/// A home.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// A home whose keys lie in an encrypted file, from its first use on.
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// A practice home: its keys open nothing but the simulator, and no passphrase costs time.
    pub(crate) fn practice() -> Self {
        let home = Self::new();
        std::fs::create_dir(home.path()).unwrap();
        std::fs::write(home.path().join("vault-kind"), "practice\n").unwrap();
        home
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = binary(words);
        command.arg("--home").arg(self.path());
        command
    }

    /// Runs with `--json` and nothing on stdin.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, "")
    }

    /// Runs with `--json` and this on stdin.
    pub(crate) fn run_with(&self, words: &[&str], stdin: &str) -> Ran {
        let mut command = self.command(words);
        command.arg("--json");
        finish(command, stdin)
    }

    /// Runs as people do, without `--json`.
    pub(crate) fn say(&self, words: &[&str]) -> Ran {
        finish(self.command(words), "")
    }
}

/// The binary with an environment of its own.
pub(crate) fn binary(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dukactl"));
    command
        .args(words)
        .env_remove("DUKA_HOME")
        .env_remove("DUKA_PASSPHRASE")
        .env_remove("DUKA_BACKUP_PASSPHRASE")
        .env_remove("DUKA_LOG")
        .env("LANG", "C.UTF-8")
        .env("USER", "cashier");
    command
}

/// Runs to the end.
pub(crate) fn finish(mut command: Command, stdin: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    ended(child)
}

/// Waits for the end.
pub(crate) fn ended(child: Child) -> Ran {
    let output = child.wait_with_output().unwrap();
    Ran {
        exit: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A simulator and a home.
pub(crate) struct Bench {
    pub(crate) home: Home,
    pub(crate) control: Control,
    running: Running,
    _runtime: Runtime,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(Home::practice(), 40)
    }

    /// With so many transactions in the past.
    pub(crate) fn with(home: Home, history: usize) -> Self {
        let runtime = Runtime::new().unwrap();
        let config = Config {
            history,
            delays: Delays {
                pays: 300,
                declines: 200,
                ..Delays::default()
            },
            ..Config::default()
        };
        let running = runtime.block_on(Simulator::start(config)).unwrap();
        Self {
            home,
            control: running.control(),
            running,
            _runtime: runtime,
        }
    }

    /// The provider's credentials as they are typed.
    pub(crate) fn keys(&self, provider: &str) -> String {
        serde_json::to_string(&self.running.credentials()[provider]).unwrap()
    }

    pub(crate) fn base_url(&self, provider: &str) -> String {
        self.running.base_url(provider).unwrap()
    }

    /// Adds the provider's account; its id.
    pub(crate) fn account(&self, provider: &str) -> String {
        self.account_at(provider, &self.base_url(provider))
    }

    /// The same, at another address.
    pub(crate) fn account_at(&self, provider: &str, base_url: &str) -> String {
        let words = [
            "account",
            "add",
            "--provider",
            provider,
            "--environment",
            "sandbox",
            "--name",
            "Kintu Hardware",
            "--base-url",
            base_url,
            "--set",
            "payer_email=shop@example.org",
        ];
        let added = self.home.run_with(&words, &self.keys(provider)).exits(0);
        text(&added["id"])
    }

    /// A charge in Uganda, with more words after it.
    pub(crate) fn charge(&self, account: &str, phone: &str, more: &[&str]) -> Ran {
        self.home.run(&charge(account, phone, more))
    }

    /// How many charges the providers took since the simulator was born.
    pub(crate) fn taken(&self) -> usize {
        self.control.ledger().len()
    }
}

/// The words of a charge of 85,000 UGX.
pub(crate) fn charge<'a>(account: &'a str, phone: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = [
        "charge",
        "create",
        "--account",
        account,
        "--amount",
        "85000",
        "--currency",
        "UGX",
        "--method",
        "mobile-money",
        "--phone",
        phone,
    ];
    words.into_iter().chain(more.iter().copied()).collect()
}

/// An address on this machine where nobody listens.
pub(crate) fn nobody() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

pub(crate) fn items(value: &Value) -> Vec<Value> {
    assert_has(value, &["items", "next"]);
    value["items"].as_array().unwrap().clone()
}

/// The value has these fields; it may have more.
pub(crate) fn assert_has(value: &Value, fields: &[&str]) {
    let there: BTreeSet<&str> = value
        .as_object()
        .unwrap_or_else(|| panic!("{value} is no object"))
        .keys()
        .map(String::as_str)
        .collect();
    let missing: Vec<&&str> = fields.iter().filter(|f| !there.contains(**f)).collect();
    assert!(missing.is_empty(), "{missing:?} are missing in {value}");
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

pub(crate) const OPERATION: &[&str] = &[
    "id",
    "kind",
    "state",
    "environment",
    "account",
    "provider",
    "amount",
    "our_reference",
    "provider_reference",
    "phone",
    "name",
    "note",
    "action",
    "reason",
    "send_by",
    "retry_of",
    "refund_of",
    "created_at",
    "updated_at",
];

pub(crate) const TRANSACTION: &[&str] = &[
    "id",
    "environment",
    "account",
    "provider",
    "kind",
    "status",
    "provider_status",
    "amount",
    "fee",
    "net",
    "refunded",
    "provider_reference",
    "our_reference",
    "phone",
    "name",
    "method",
    "network",
    "note",
    "occurred_at",
    "synced_at",
    "operation",
];

pub(crate) const ERROR: &[&str] = &["code", "message", "field", "next", "operation"];
