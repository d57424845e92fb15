//! The window and `dukactl` at once on one home: one of them sends, and both see what either changes.

use crate::charge::ask;
use crate::support::{Page, Shop};
use domain::{Environment, State};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;
use tokio::time::interval;

/// Built with the window, into the same folder.
fn dukactl(shop: &Shop, arguments: &[&str]) -> Command {
    let window = PathBuf::from(env!("CARGO_BIN_EXE_duka"));
    let program = window.with_file_name("dukactl");
    assert!(program.exists(), "{} is built first", program.display());
    let mut command = Command::new(program);
    command
        .args(["--json", "--lang", "en"])
        .args(arguments)
        .envs(shop.stage.env())
        .stdin(Stdio::null());
    command
}

/// Runs one to its end beside this test, since the window must be looked at meanwhile.
fn begun(mut command: Command) -> JoinHandle<Output> {
    spawn(move || command.output().expect("dukactl runs"))
}

async fn ended(running: JoinHandle<Output>) -> (Option<i32>, Value) {
    let mut tick = interval(Duration::from_millis(20));
    while !running.is_finished() {
        tick.tick().await;
    }
    let output = running.join().expect("the thread only waits");
    let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        panic!("not JSON: {output:?}");
    });
    (output.status.code(), said)
}

async fn run(shop: &Shop, arguments: &[&str]) -> (Option<i32>, Value) {
    ended(begun(dukactl(shop, arguments))).await
}

/// A charge form, filled in at a terminal.
fn charge<'a>(shop: &'a Shop, phone: &'a str, amount: &'a str) -> Vec<&'a str> {
    let account = shop.sandbox.account.as_str();
    let mut all = vec!["charge", "create", "--account", account, "--amount", amount];
    all.extend(["--currency", "UGX", "--method", "mobile-money"]);
    all.extend(["--network", "MTN", "--phone", phone]);
    all
}

/// The row of this phone in the list that is on screen, and its word. The page is the one that was there before: nothing
/// reloads.
async fn row_says(page: &Page, phone_end: &str, word: &str) {
    page.wait(&format!(
        "window.__same_page && [...document.querySelectorAll('main li, [data-test=ledger-row]')]
           .map((row) => row.textContent)
           .some((text) => text.replace(/\\s/g, '').includes({phone}) && text.includes({word}))",
        phone = json!(phone_end),
        word = json!(word),
    ))
    .await;
}

#[tokio::test]
async fn a_charge_made_in_a_terminal_is_sent_by_the_window_and_shown_in_it() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    page.click("nav-charge").await;
    page.run("window.__same_page = true", vec![]).await;
    let before = posted(&shop);

    let mut arguments = charge(&shop, "0772418301", "64000");
    arguments.extend(["--request-id", "from-a-terminal", "--wait", "60"]);
    let running = begun(dukactl(&shop, &arguments));
    row_says(page, "418301", "Paid").await;
    page.click("nav-ledger").await;
    row_says(page, "418301", "Paid").await;
    let (code, operation) = ended(running).await;
    assert_eq!((code, &operation["state"]), (Some(0), &json!("succeeded")));
    let id = operation["id"].as_str().expect("an operation has an id");

    // Both tried; one sent, once.
    assert_eq!(posted(&shop), before + 1);
    let (_, story) = run(&shop, &["show", id]).await;
    let doors = by_whom(&story);
    assert!(
        doors["state:recorded"].to_string().contains("dukactl"),
        "{doors}"
    );
    assert!(
        doors["state:sending"].to_string().contains("window"),
        "{doors}"
    );
    // And the same words again give the same operation, and send nothing.
    let (code, again) = run(&shop, &arguments).await;
    assert_eq!((code, &again["id"]), (Some(0), &operation["id"]));
    assert_eq!(posted(&shop), before + 1);
    session.close().await;
}

#[tokio::test]
async fn what_a_terminal_asks_while_the_window_is_open_ends_with_the_exit_code_of_its_fate() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    for (phone, amount, wait, code, state) in [
        ("0772418302", "12000", "60", 3, "failed"),
        ("0772418303", "13000", "0", 6, "pending"),
        ("0772418305", "15000", "20", 4, "in_doubt"),
    ] {
        let mut arguments = charge(&shop, phone, amount);
        arguments.extend(["--wait", wait]);
        let (ended, operation) = run(&shop, &arguments).await;
        assert_eq!(
            (ended, &operation["state"]),
            (Some(code), &json!(state)),
            "{phone}"
        );
    }
    // The same number and amount a moment later: nothing is sent, whichever door was first.
    let before = posted(&shop);
    let (code, refused) = run(&shop, &charge(&shop, "0772418303", "13000")).await;
    assert_eq!(code, Some(2), "{refused}");
    assert_eq!(refused["error"]["code"], "possible_duplicate");
    assert_eq!(posted(&shop), before);
    session.close().await;
}

#[tokio::test]
async fn a_charge_made_in_the_window_is_found_at_a_terminal() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let id = ask(page, "0772418301", "31000").await;
    // Whatever the window knows, the terminal knows: they read one journal.
    let (code, story) = run(&shop, &["show", &id]).await;
    assert_eq!((code, &story["operation"]["id"]), (Some(0), &json!(id)));
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    let (_, story) = run(&shop, &["show", &id]).await;
    assert_eq!(story["operation"]["state"], "succeeded");
    let (_, found) = run(&shop, &["search", "31000"]).await;
    let rows = found["items"].as_array().expect("every list has items");
    assert!(
        rows.iter().any(|row| row.to_string().contains(&id)),
        "{found}"
    );
    // Nor does a terminal's look disturb the executor: everything here was sent once.
    let operations = shop.operations(Environment::Sandbox).await;
    let paid = operations
        .iter()
        .filter(|one| one.state == State::Succeeded);
    assert_eq!(paid.count(), 1);
    session.close().await;
}

#[tokio::test]
async fn a_language_set_at_a_terminal_is_spoken_by_the_open_window() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    page.run("window.__same_page = true", vec![]).await;
    page.wait_for_words("[data-test=nav-charge]", "Take payment")
        .await;
    for (language, word) in [("fr", "Encaisser"), ("en", "Take payment")] {
        let (code, _) = run(&shop, &["setting", "set", "language", language]).await;
        assert_eq!(code, Some(0));
        page.wait_for_words("[data-test=nav-charge]", word).await;
    }
    assert_eq!(page.run("return window.__same_page", vec![]).await, true);
    // And back: what the window sets, a terminal reads.
    page.choose("lang-fr").await;
    page.wait_for_words("[data-test=nav-charge]", "Encaisser")
        .await;
    let (_, setting) = run(&shop, &["setting", "get", "language"]).await;
    assert!(setting.to_string().contains("fr"), "{setting}");
    session.close().await;
}

/// How many requests came that could move money.
fn posted(shop: &Shop) -> usize {
    let seen = shop.sandbox.world.control().seen();
    seen.iter().filter(|seen| seen.method != "GET").count()
}

/// Who took each step.
fn by_whom(story: &Value) -> Value {
    let steps = story["timeline"].as_array().into_iter().flatten();
    let said = steps.filter_map(|step| Some((step["what"].as_str()?.to_owned(), step.clone())));
    Value::Object(
        said.map(|(what, step)| (what, json!(step["actor"].to_string())))
            .collect(),
    )
}
