//! `payout batch`: a file of payouts is read, reviewed, sent once, stopped, and given again.

use crate::bench::{Bench, Ran, UGANDA, assert_has, ended, nobody, text};
use serde_json::{Value, json};
use simulator::{Fault, LedgerEntry, Planned};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const TITLES: &str = "reference,phone,amount,name,network,note\n";
const AMOUNT: u32 = 25_000;

/// A shop with money to send, and a folder with its file.
struct Desk {
    bench: Bench,
    account: String,
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let bench = Bench::new();
        let account = bench.account(UGANDA);
        let wallet = bench.control.fund(UGANDA, "UGX-MTNMM", 5_000_000.into());
        wallet.unwrap();
        Self::of(bench, account)
    }

    fn of(bench: Bench, account: String) -> Self {
        Self {
            bench,
            account,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The file, with these rows.
    fn write(&self, rows: &[String]) -> PathBuf {
        let path = self.folder.path().join("wages.csv");
        std::fs::write(&path, format!("{TITLES}{}", rows.concat())).unwrap();
        path
    }

    fn words<'a>(&'a self, file: &'a Path, how: &[&'a str]) -> Vec<&'a str> {
        let words = ["payout", "batch", file.to_str().unwrap(), "--account"];
        let words = words.into_iter().chain([self.account.as_str()]);
        words.chain(how.iter().copied()).collect()
    }

    fn batch(&self, file: &Path, how: &[&str]) -> Ran {
        self.bench.home.run(&self.words(file, how))
    }

    /// Sends the file, and goes on while the test does.
    fn start(&self, file: &Path) -> Child {
        let words = self.words(file, &["--yes", "--json"]);
        let mut command = self.bench.home.command(&words);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn sent_out(&self) -> Vec<LedgerEntry> {
        let mut rows = self.bench.control.ledger();
        rows.retain(|row| row.kind == "payout");
        rows
    }

    /// Each amount of the file went out once, and nothing besides.
    fn assert_each_once(&self, rows: u32) {
        let sent = self.sent_out();
        let amounts: BTreeSet<String> = sent.iter().map(|row| row.amount.to_string()).collect();
        let wanted: BTreeSet<String> = (0..rows).map(|row| (AMOUNT + row).to_string()).collect();
        assert_eq!(sent.len(), rows as usize);
        assert_eq!(amounts, wanted);
    }
}

/// Asks until it is so; a minute of no is a failure.
fn until(mut ask: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !ask() {
        assert!(Instant::now() < patience, "it never came");
        std::thread::yield_now();
    }
}

/// Somebody presses Ctrl-C.
fn interrupted(running: Child) -> Ran {
    let id = running.id().to_string();
    let told = Command::new("kill").args(["-s", "INT", &id]).status();
    assert!(told.unwrap().success());
    ended(running)
}

/// The n-th row; the last two digits of its number tell what becomes of it.
fn row(n: u32, ending: &str) -> String {
    let amount = AMOUNT + n;
    format!("SAL-{n:02},07724183{ending},{amount},Moses Okello,MTN,Wages\n")
}

/// The file of results: each row by the titles.
fn results(told: &Value) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(text(&told["results"])).unwrap();
    let titles: Vec<String> = reader.headers().unwrap().iter().map(title).collect();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cells = record.iter().map(str::to_owned);
        titles.iter().cloned().zip(cells).collect()
    });
    rows.collect()
}

/// Without the mark by which spreadsheets know UTF-8.
fn title(text: &str) -> String {
    text.trim_start_matches('\u{feff}').to_owned()
}

/// Rows that cannot be paid, between two that can.
fn good_and_bad() -> Vec<String> {
    vec![
        row(0, "01"),
        "SAL-90,07724I8305,25000,Sarah,MTN,letters\n".to_owned(),
        "SAL-91,0772418305,25000.50,Sarah,MTN,cents\n".to_owned(),
        "SAL-92,0772418305,\"25,000\",Sarah,MTN,a thousand times apart\n".to_owned(),
        ",0772418305,25000,Sarah,MTN,no reference\n".to_owned(),
        "SAL-93,+250788123456,25000,Sarah,MTN,another country\n".to_owned(),
        "SAL-94,0772418306,1000,Sarah,MTN,twice\n".to_owned(),
        "SAL-94,0772418307,1000,Sarah,MTN,twice\n".to_owned(),
        row(1, "01"),
    ]
}

const BAD: usize = 7;

#[test]
fn a_dry_run_says_of_each_bad_row_why_and_sends_nothing() {
    let desk = Desk::new();
    let file = desk.write(&good_and_bad());
    let dry = desk.batch(&file, &["--dry-run"]).exits(2);
    let dry = &dry["dry_run"];
    assert_eq!(dry["rows"], good_and_bad().len());
    assert_eq!((&dry["to_send"], &dry["faulty"]), (&json!(2), &json!(BAD)));
    assert_eq!(dry["nonce"], Value::Null, "a dry run confirms nothing");
    let faults = dry["faults"].as_array().unwrap();
    for fault in faults {
        assert_has(
            fault,
            &["line", "reference", "code", "field", "message", "next"],
        );
        for words in ["message", "next"] {
            assert!(!text(&fault[words]).is_empty(), "{fault}");
        }
    }
    let said: BTreeSet<(u64, String)> = faults
        .iter()
        .map(|fault| (fault["line"].as_u64().unwrap(), text(&fault["code"])))
        .collect();
    let wanted = [
        (3, "letters_in_phone"),
        (4, "too_many_decimals"),
        (5, "ambiguous_amount"),
        (6, "missing"),
        (7, "phone_of_another_country"),
        (8, "reference_repeated"),
        (9, "reference_repeated"),
    ];
    let wanted: BTreeSet<(u64, String)> = wanted.map(|(line, code)| (line, code.to_owned())).into();
    assert_eq!(said, wanted);
    // A person reads the same.
    let told = desk.bench.home.say(&desk.words(&file, &["--dry-run"]));
    assert_eq!(told.exit, 2);
    for line in 3..=9 {
        assert!(
            told.stdout.contains(&format!("line {line}: ")),
            "{}",
            told.stdout
        );
    }
    assert!(desk.sent_out().is_empty());

    let good = desk.write(&[row(0, "01"), row(1, "01")]);
    let dry = desk.batch(&good, &["--dry-run"]).exits(0);
    assert_eq!(dry["dry_run"]["faulty"], 0);
    assert!(desk.sent_out().is_empty());
}

#[test]
fn without_a_yes_the_review_tells_the_totals_and_nothing_is_sent() {
    let desk = Desk::new();
    let file = desk.write(&[row(0, "01"), row(1, "01")]);
    let review = desk.batch(&file, &[]).exits(2);
    let review = &review["review"];
    assert_has(
        review,
        &["nonce", "environment", "file_sha256", "by_network"],
    );
    let total = json!([{"count": 2, "total": {"amount": "50001", "currency": "UGX"}}]);
    assert_eq!(review["totals"], total);
    assert_eq!(
        (&review["to_send"], &review["faulty"]),
        (&json!(2), &json!(0))
    );
    let told = desk.bench.home.say(&desk.words(&file, &[]));
    assert_eq!(told.exit, 2);
    assert!(told.stdout.contains("50,001"), "{}", told.stdout);
    assert!(told.stderr.contains("--yes"), "{}", told.stderr);
    assert!(desk.sent_out().is_empty());
}

#[test]
fn the_results_say_what_the_provider_calls_each_row_and_why_others_were_not_sent() {
    let desk = Desk::new();
    let file = desk.write(&good_and_bad());
    let done = desk.batch(&file, &["--yes", "--wait", "30"]).exits(0);
    assert_has(
        &done,
        &["batch", "account", "counts", "succeeded", "results"],
    );
    assert_eq!(done["faulty"], BAD);
    assert_eq!(done["counts"]["succeeded"], 2);
    desk.assert_each_once(2);
    let rows = results(&done);
    assert_eq!(rows.len(), good_and_bad().len());
    let there: BTreeSet<String> = desk
        .sent_out()
        .iter()
        .map(|it| it.reference.clone())
        .collect();
    let here = |row: &BTreeMap<String, String>| row["Provider reference"].clone();
    let paid: Vec<_> = rows.iter().filter(|row| row["State"] == "Sent").collect();
    assert_eq!(
        paid.iter().map(|row| here(row)).collect::<BTreeSet<_>>(),
        there
    );
    assert_eq!(there.len(), 2);
    for row in rows.iter().filter(|row| row["State"] != "Sent") {
        assert_eq!(row["State"], "Not sent", "{row:?}");
        assert!(here(row).is_empty() && !row["Error"].is_empty(), "{row:?}");
    }
}

#[test]
fn payout_batch_exits_by_the_worst_row() {
    for (endings, exit, state) in [
        (["01", "01"], 0, "succeeded"),
        (["01", "02"], 3, "failed"),
        (["01", "03"], 6, "pending"),
    ] {
        let desk = Desk::new();
        let rows: Vec<String> = (0..).zip(endings).map(|(n, it)| row(n, it)).collect();
        let file = desk.write(&rows);
        // What waits for ever is not waited for.
        let wait = if exit == 6 { "2" } else { "30" };
        let done = desk.batch(&file, &["--yes", "--wait", wait]).exits(exit);
        assert_ne!(done["counts"][state], 0, "{done}");
        desk.assert_each_once(2);
    }
    let desk = Desk::new();
    let lost = Planned::next_post(Fault::DropReplyAfterCommit);
    desk.bench.control.fault(lost).unwrap();
    let file = desk.write(&[row(0, "01"), row(1, "01")]);
    let done = desk.batch(&file, &["--yes"]).exits(4);
    assert_eq!(done["counts"]["in_doubt"], 1, "{done}");
    desk.assert_each_once(2);

    let missing = desk.folder.path().join("nothing.csv");
    assert_eq!(
        desk.batch(&missing, &["--yes"]).refused(2),
        "file_unreadable"
    );
    let none = Desk::of(Bench::new(), "acc_nobody".to_owned());
    let file = none.write(&[row(0, "01")]);
    none.batch(&file, &["--yes"]).exits(5);
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_leave_is_called_off_by_an_interrupt_and_is_safe_to_give_again() {
    let bench = Bench::new();
    let account = bench.account_at(UGANDA, &nobody());
    let desk = Desk::of(bench, account);
    let file = desk.write(&[row(0, "01")]);
    let running = desk.start(&file);
    // Another process sees that it is written down and in the hands of the first.
    until(|| {
        let dry = desk.batch(&file, &["--dry-run"]).exits(0);
        dry["dry_run"]["recorded_before"] == 1
    });
    let unsent = interrupted(running).exits(7);
    assert_eq!(unsent["counts"], json!({"cancelled": 1}));
    let dry = desk.batch(&file, &["--dry-run"]).exits(0);
    assert_eq!(dry["dry_run"]["to_send"], 1, "{dry}");
    assert!(desk.sent_out().is_empty());
}

#[test]
fn the_same_file_sends_nothing_twice_and_the_same_reference_with_another_amount_is_refused() {
    let desk = Desk::new();
    let file = desk.write(&[row(0, "01"), row(1, "01")]);
    let first = desk.batch(&file, &["--yes", "--wait", "30"]).exits(0);
    let again = desk.batch(&file, &["--yes"]).exits(0);
    assert_eq!(again["counts"], first["counts"]);
    assert_ne!(
        again["results"], first["results"],
        "no file is written over"
    );
    assert_eq!(results(&again), results(&first));
    desk.assert_each_once(2);

    let other = row(0, "01").replace("25000", "26000");
    let file = desk.write(&[other, row(2, "01")]);
    let dry = desk.batch(&file, &["--dry-run"]).exits(2);
    let faults = &dry["dry_run"]["faults"];
    assert_eq!(faults[0]["code"], "reference_reused");
    assert!(text(&faults[0]["operation"]).starts_with("op_"));
    desk.batch(&file, &["--yes", "--wait", "30"]).exits(0);
    desk.assert_each_once(3);
}

#[test]
#[cfg(unix)]
fn an_interrupted_file_sends_nothing_more_and_the_next_run_sends_the_rest_once() {
    const ROWS: u32 = 24;
    let desk = Desk::new();
    let slow = Planned::next_post(Fault::SlowBy { ms: 500 }).times(ROWS);
    desk.bench.control.fault(slow).unwrap();
    let rows: Vec<String> = (0..ROWS).map(|n| row(n, "01")).collect();
    let file = desk.write(&rows);
    let running = desk.start(&file);
    until(|| !desk.sent_out().is_empty());
    let stopped = interrupted(running);

    // What left is on its way; the rest was called off.
    let left = desk.sent_out().len();
    assert!((1..ROWS as usize).contains(&left), "{left}");
    let told = stopped.exits(6);
    assert_eq!(told["counts"]["cancelled"], ROWS as usize - left, "{told}");
    let states = results(&told);
    let referenced = states
        .iter()
        .filter(|row| !row["Provider reference"].is_empty());
    assert_eq!(referenced.count(), left);

    desk.bench.control.clear_faults();
    let dry = desk.batch(&file, &["--dry-run"]).exits(0);
    assert_eq!(dry["dry_run"]["to_send"], ROWS as usize - left);
    assert_eq!(dry["dry_run"]["recorded_before"], left);
    let done = desk.batch(&file, &["--yes", "--wait", "60"]).exits(0);
    assert_eq!(done["counts"]["succeeded"], ROWS);
    desk.assert_each_once(ROWS);
    let named = results(&done);
    let named: BTreeSet<&str> = named
        .iter()
        .map(|row| row["Provider reference"].as_str())
        .collect();
    assert_eq!(named.len(), ROWS as usize);
}
