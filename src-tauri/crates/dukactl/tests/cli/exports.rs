//! `stats` and `export`.

use crate::bench::{Bench, Home, UGANDA, assert_has, ended, items, nobody, text};
use domain::{
    Account, AccountId, AccountSettings, AccountState, Currency, Environment, Kind, Money,
    ProviderId, Status, Transaction, TransactionId,
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use simulator::{Fault, Planned};
use std::path::Path;
use std::process::Stdio;
use tokio::runtime::Runtime;

/// A shop with a past, synced.
fn shop(past: usize) -> (Bench, String) {
    let bench = Bench::with(Home::practice(), past);
    let id = bench.account(UGANDA);
    bench.home.run(&["sync"]).exits(0);
    (bench, id)
}

/// The headings and rows of a CSV, without the lines that tell about it.
fn read(path: &Path, separator: u8) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .delimiter(separator)
        .from_path(path)
        .unwrap();
    let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let headings = owned(reader.headers().unwrap());
    let rows = reader
        .records()
        .map(|record| owned(&record.unwrap()))
        .collect();
    (headings, rows)
}

fn column(headings: &[String], rows: &[Vec<String>], heading: &str) -> Vec<String> {
    let place = headings.iter().position(|one| one == heading).unwrap();
    rows.iter().map(|row| row[place].clone()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

fn id_of(row: &Value) -> String {
    text(&row["id"])
}

#[test]
fn an_export_holds_exactly_what_a_search_finds() {
    let (bench, account) = shop(120);
    // One that is a transaction too, and one whose answer was lost.
    bench
        .charge(&account, "0772418301", &["--wait", "30"])
        .exits(0);
    bench.home.run(&["sync"]).exits(0);
    let lost = Planned::next_post(Fault::DropReplyAfterCommit);
    bench.control.fault(lost).unwrap();
    let doubtful = bench.charge(&account, "0772418304", &[]).exits(4);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("all.csv");
    let path = out.to_str().unwrap();
    for filters in [
        &[][..],
        &["--status", "succeeded"],
        &["--account", &account, "--min", "40000"],
        &["0772"],
        &["--from", "2000-01-01", "--to", "2000-01-02"],
    ] {
        let words: Vec<&str> = ["export", "--format", "csv", "--out", path, "--force"]
            .iter()
            .chain(filters)
            .copied()
            .collect();
        let done = bench.home.run(&words).exits(0);
        assert_has(&done, &["path", "rows", "sha256"]);
        let words: Vec<&str> = ["search", "--limit", "500"]
            .iter()
            .chain(filters)
            .copied()
            .collect();
        let found = items(&bench.home.run(&words).exits(0));
        assert_eq!(done["rows"], found.len(), "{filters:?}");
        assert_eq!(done["path"], path);
        let bytes = std::fs::read(&out).unwrap();
        assert_eq!(done["sha256"], hex::encode(Sha256::digest(&bytes)));
        let (headings, rows) = read(&out, b',');
        assert_eq!(rows.len(), found.len());
        let transactions = column(&headings, &rows, "Transaction");
        let operations = column(&headings, &rows, "Operation");
        let exported = transactions
            .iter()
            .zip(&operations)
            .map(|(transaction, operation)| {
                if transaction.is_empty() {
                    operation
                } else {
                    transaction
                }
                .clone()
            });
        let exported: Vec<String> = exported.collect();
        assert_eq!(
            exported,
            found.iter().map(id_of).collect::<Vec<_>>(),
            "{filters:?}"
        );
        let amounts: Vec<String> = found
            .iter()
            .map(|row| text(&row["amount"]["amount"]))
            .collect();
        assert_eq!(column(&headings, &rows, "Amount"), amounts);
        let environments = column(&headings, &rows, "Environment");
        assert!(environments.iter().all(|one| one == "sandbox"));
        if filters.is_empty() {
            let place = operations
                .iter()
                .position(|one| *one == id_of(&doubtful))
                .unwrap();
            assert_eq!(column(&headings, &rows, "State")[place], "Being checked");
        }
    }
}

#[test]
fn a_charge_that_was_not_sent_is_exported_with_its_state_in_words() {
    let bench = Bench::new();
    let id = bench.account_at(UGANDA, &nobody());
    let unsent = bench.charge(&id, "0772418301", &[]).exits(7);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("ventes.csv");
    let words = [
        "export",
        "--format",
        "csv",
        "--out",
        out.to_str().unwrap(),
        "--lang",
        "fr",
    ];
    assert_eq!(bench.home.run(&words).exits(0)["rows"], 1);
    // French programs take a comma for the decimal mark, and a semicolon between cells.
    let (headings, rows) = read(&out, b';');
    assert!(headings[0].starts_with("Heure locale ("), "{headings:?}");
    let shown = bench.home.run(&["show", &text(&unsent["id"])]).exits(0);
    let state = match text(&shown["operation"]["state"]).as_str() {
        "recorded" => "Pas encore envoyé",
        "cancelled" => "Annulé",
        other => panic!("{other}"),
    };
    assert_eq!(column(&headings, &rows, "État"), [state]);
    assert_eq!(column(&headings, &rows, "Téléphone"), ["'+256772418301"]);
    let said = std::fs::read_to_string(&out).unwrap();
    for begins in [
        "\u{feff}# Export;Duka ",
        "\r\n# Environnement;sandbox",
        "\r\n# Période;",
        "\r\n# Filtre;aucun",
        "\r\n# Âge des données: Kintu Hardware;",
        "; jamais lu",
    ] {
        assert!(said.contains(begins), "{begins} is not in {said}");
    }
}

#[test]
fn a_file_that_is_there_stays_unless_force_is_given() {
    let (bench, _) = shop(20);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("book.xlsx");
    std::fs::write(&out, "mine").unwrap();
    let words = ["export", "--format", "xlsx", "--out", out.to_str().unwrap()];
    assert_eq!(bench.home.run(&words).refused(2), "file_exists");
    assert_eq!(std::fs::read(&out).unwrap(), b"mine");
    let forced: Vec<&str> = words.into_iter().chain(["--force"]).collect();
    let done = bench.home.run(&forced).exits(0);
    assert!(done["rows"].as_u64().unwrap() > 0);
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
    assert_eq!(names(folder.path()), ["book.xlsx"]);
    let nowhere = folder.path().join("none/book.xlsx");
    let words = [
        "export",
        "--format",
        "xlsx",
        "--out",
        nowhere.to_str().unwrap(),
    ];
    assert_eq!(bench.home.run(&words).refused(2), "bad_path");
}

#[test]
fn an_interrupted_export_leaves_a_whole_file_or_none() {
    let (bench, _) = shop(1_500);
    let folder = tempfile::tempdir().unwrap();
    for (number, signal) in (0..12).zip(["-INT", "-TERM"].into_iter().cycle()) {
        let out = folder.path().join(format!("{number}.xlsx"));
        let mut command = bench
            .home
            .command(&["export", "--format", "xlsx", "--json", "--out"]);
        command
            .arg(&out)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        // As soon as there is something to leave behind.
        while names(folder.path())
            .iter()
            .all(|name| !name.ends_with(".unfinished"))
        {
            if running.try_wait().unwrap().is_some() {
                break;
            }
        }
        let pid = running.id().to_string();
        let mut kill = std::process::Command::new("kill");
        kill.args([signal, &pid])
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let ran = ended(running);
        match ran.exit {
            0 => assert!(std::fs::read(&out).unwrap().starts_with(b"PK")),
            1 => {
                assert_eq!(ran.refused(1), "stopped");
                assert!(!out.exists());
            }
            // The signal was quicker than the listening for it: nothing can be left but what nobody takes for a file.
            _ => assert!(!out.exists()),
        }
        let left = names(folder.path());
        let killed = ran.exit != 0 && ran.exit != 1;
        assert!(
            killed || left.iter().all(|name| !name.ends_with(".unfinished")),
            "{left:?}"
        );
    }
}

/// A live account with one transaction, beside what is there; a practice home takes none by its door.
fn add_live(bench: &Bench) {
    let at = "2026-01-02T03:04:05Z".parse().unwrap();
    let account = Account {
        id: AccountId::parse("acc_live").unwrap(),
        provider: ProviderId::new(UGANDA),
        environment: Environment::Live,
        name: "Live".to_owned(),
        base_url: "https://live.invalid".to_owned(),
        state: AccountState::Ready,
        settings: AccountSettings::default(),
        credentials_set: Vec::new(),
        identity: "live".to_owned(),
        created_at: at,
    };
    let amount = Money::from_ten_thousandths(70_000_000, Currency::parse("UGX").unwrap());
    let transaction = Transaction {
        id: TransactionId::derive(&account.id, Kind::Charge, "REF-LIVE"),
        environment: Environment::Live,
        account: account.id.clone(),
        provider: ProviderId::new(UGANDA),
        kind: Kind::Charge,
        status: Status::Succeeded,
        provider_status: "SUCCEEDED".to_owned(),
        amount,
        fee: None,
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        provider_reference: "REF-LIVE".to_owned(),
        our_reference: None,
        operator_reference: None,
        phone: None,
        name: None,
        method: None,
        network: None,
        note: None,
        provider_message: None,
        occurred_at: at,
        synced_at: at,
        raw: None,
    };
    Runtime::new().unwrap().block_on(async {
        let store = store::Store::open(&bench.home.path()).await.unwrap();
        let actor = store::Actor {
            name: "test".to_owned(),
            by: "dukactl".to_owned(),
        };
        store
            .journal
            .insert_account(&account, &actor, at)
            .await
            .unwrap();
        store.history.upsert(&[transaction]).await.unwrap();
        store.close().await;
    });
}

#[test]
fn real_money_and_sandbox_money_never_stand_in_one_file_or_one_sum() {
    let (bench, sandbox) = shop(40);
    let folder = tempfile::tempdir().unwrap();
    let export = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        let words = ["export", "--format", "csv", "--out", out.to_str().unwrap()];
        bench.home.run(
            &words
                .into_iter()
                .chain(more.iter().copied())
                .collect::<Vec<_>>(),
        )
    };
    let all = export("before.csv", &[]).exits(0)["rows"].clone();
    add_live(&bench);
    assert_eq!(export("both.csv", &[]).refused(2), "which_environment");
    assert_eq!(
        export("sandbox.csv", &["--environment", "sandbox"]).exits(0)["rows"],
        all
    );
    assert_eq!(
        export("account.csv", &["--account", &sandbox]).exits(0)["rows"],
        all
    );
    let other = ["--environment", "live", "--account", &sandbox];
    assert_eq!(export("other.csv", &other).refused(2), "other_environment");
    assert_eq!(
        export("live.csv", &["--environment", "live"]).exits(0)["rows"],
        1
    );
    let (headings, rows) = read(&folder.path().join("live.csv"), b',');
    assert_eq!(column(&headings, &rows, "Environment"), ["live"]);

    let sums = items(&bench.home.run(&["stats"]).exits(0));
    let live: Vec<&Value> = sums
        .iter()
        .filter(|item| item["environment"] == "live")
        .collect();
    assert_eq!(live.len(), 1);
    assert_eq!(live[0]["count"], 1);
    assert_eq!(live[0]["received"]["amount"], "7000");
    assert!(live[0]["net"].is_null(), "no fee was told, so no net is");
    assert_eq!(sums[0]["environment"], "live", "real money first");
}

#[test]
fn stats_equal_what_a_search_lists_however_they_are_told_apart() {
    let (bench, _) = shop(200);
    let found = items(&bench.home.run(&["search", "--limit", "500"]).exits(0));
    let sum = |rows: &[&Value]| -> u64 {
        let amount = |row: &&Value| text(&row["amount"]["amount"]).parse::<u64>().unwrap();
        rows.iter().map(amount).sum()
    };
    let paid: Vec<&Value> = found
        .iter()
        .filter(|row| row["status"] == "succeeded")
        .collect();
    for by in [
        None,
        Some("day"),
        Some("provider"),
        Some("method"),
        Some("status"),
    ] {
        let words: Vec<&str> = ["stats"]
            .into_iter()
            .chain(by.into_iter().flat_map(|by| ["--by", by]))
            .collect();
        let items = items(&bench.home.run(&words).exits(0));
        for item in &items {
            assert_has(
                item,
                &[
                    "by",
                    "key",
                    "environment",
                    "currency",
                    "count",
                    "succeeded",
                    "received",
                    "fees",
                    "net",
                    "paid_out",
                    "refunded",
                    "kinds",
                ],
            );
            assert_eq!(item["by"].as_str(), by);
        }
        let total =
            |field: &str| -> u64 { items.iter().map(|item| item[field].as_u64().unwrap()).sum() };
        assert_eq!(total("count"), found.len() as u64, "{by:?}");
        assert_eq!(total("succeeded"), paid.len() as u64, "{by:?}");
        for (field, kind) in [("received", "charge"), ("paid_out", "payout")] {
            let told: u64 = items
                .iter()
                .map(|item| text(&item[field]["amount"]).parse::<u64>().unwrap())
                .sum();
            let of_kind = paid.iter().copied().filter(|row| row["kind"] == kind);
            assert_eq!(told, sum(&of_kind.collect::<Vec<_>>()), "{by:?} {field}");
        }
    }
    // Of one day, and of one status.
    let day = &items(&bench.home.run(&["stats", "--by", "day"]).exits(0))[0];
    let day = text(&day["key"]);
    let one = items(
        &bench
            .home
            .run(&["stats", "--from", &day, "--to", &day])
            .exits(0),
    );
    let listed = bench
        .home
        .run(&["search", "--limit", "500", "--from", &day, "--to", &day])
        .exits(0);
    assert_eq!(one[0]["count"], items(&listed).len());
    let by_status = items(&bench.home.run(&["stats", "--by", "status"]).exits(0));
    let failed = by_status
        .iter()
        .find(|item| item["key"] == "failed")
        .unwrap();
    assert_eq!(failed["received"]["amount"], "0");
    assert_eq!(
        bench
            .home
            .run(&["stats", "--from", "2026-02-30"])
            .refused(2),
        "bad_date"
    );
    let said = bench.home.say(&["stats", "--by", "status"]);
    assert!(said.stdout.contains("Not paid"), "{}", said.stdout);
}
