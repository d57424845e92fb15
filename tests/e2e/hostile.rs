//! A hostile page inside of the real window: what it can call it calls with whatever is wrong, and where it may not go it goes.
//!
//! What must hold afterwards is the same each time: nothing moved, nothing came out, nothing broke.

use crate::charge::ask;
use crate::support::asked::{allowed, commands};
use crate::support::{PROVIDER, Page, Session, Shop};
use domain::{Account, Environment, Operation};
use serde_json::{Value, json};
use simulator::Running;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::net::TcpListener;

const EVERY_COMMAND: &str = include_str!("pages/hostile.js");
const EVERY_WAY_OUT: &str = include_str!("pages/prowl.js");

/// What a program says that breaks, or that knows where it was built.
const BROKEN: [&str; 8] = [
    "panicked",
    "a part of Duka broke",
    "stack backtrace",
    "RUST_BACKTRACE",
    ".rs:",
    "/rustc/",
    ".cargo/registry",
    env!("CARGO_MANIFEST_DIR"),
];

/// What a page may ask as often as it likes, and a test may not: it closes the window, and a backup takes its time on purpose.
const LEFT_OUT: [&str; 2] = ["leave_batches", "make_backup"];

/// Everything that may not move while a page is hostile.
#[derive(Debug, PartialEq)]
pub(crate) struct Standing {
    live: Vec<Operation>,
    sandbox: Vec<Operation>,
    accounts: Vec<Account>,
    posted: [usize; 2],
}

pub(crate) async fn standing(shop: &Shop) -> Standing {
    // What is looked up meanwhile may be noted on an operation; that it is asked after is no movement.
    let of = async |environment| {
        let mut all = shop.operations(environment).await;
        for operation in &mut all {
            operation.checks = Default::default();
            operation.version = 0;
            operation.updated_at = operation.created_at;
        }
        all
    };
    Standing {
        live: of(Environment::Live).await,
        sandbox: of(Environment::Sandbox).await,
        accounts: shop.accounts().await,
        posted: [&shop.live, &shop.sandbox].map(|book| posted(&book.world)),
    }
}

/// How many requests came that could move money.
fn posted(world: &Running) -> usize {
    let seen = world.control().seen();
    seen.iter().filter(|seen| seen.method != "GET").count()
}

/// An honest value for a field of this name, where there is one: what is hostile then stands beside what is true.
pub(crate) fn honest(shop: &Shop) -> impl Fn(&str) -> Option<Value> {
    let url = shop.sandbox.world.base_url(PROVIDER);
    let known: BTreeMap<&str, Value> = BTreeMap::from([
        ("account", json!(shop.sandbox.account.as_str())),
        ("id", json!(shop.sandbox.open.as_str())),
        ("operation", json!(shop.sandbox.open.as_str())),
        ("amount", json!("5000")),
        ("currency", json!("UGX")),
        ("method", json!("mobile-money")),
        ("phone", json!("+256772418309")),
        ("network", json!("MTN")),
        ("country", json!("UG")),
        ("first_name", json!("Sarah")),
        ("text", json!("0772")),
        ("key", json!("business")),
        ("value", json!("The shop")),
        ("requestId", json!("hostile")),
        ("environment", json!("sandbox")),
        ("mode", json!("sandbox")),
        ("provider", json!(PROVIDER)),
        ("name", json!("Another")),
        ("base_url", json!(url)),
        ("nonce", json!("00000000000000000000000000")),
    ]);
    move |name| known.get(name).cloned()
}

/// Ids of what stands in other books, read from them.
async fn ids_of_other_books(shop: &Shop, page: &Page) -> Vec<String> {
    page.invoke("open_mode", json!({ "mode": "practice" }))
        .await;
    let accounts = page.invoke("accounts", json!({})).await;
    let rows = page.invoke("search", crate::first_run::search("")).await;
    page.invoke("open_mode", json!({ "mode": "sandbox" })).await;
    let mut ids = vec![
        shop.live.account.to_string(),
        shop.live.open.to_string(),
        shop.sandbox.account.to_string().replace("acc_", "op_"),
        shop.sandbox.open.to_string().replace("op_", "acc_"),
    ];
    for id in [&accounts[0]["id"], &rows["rows"][0]["transaction"]["id"]] {
        ids.push(id.as_str().expect("practice has a past").to_owned());
    }
    ids
}

/// What stands in the logs and was said to a terminal.
fn said(shop: &Shop) -> String {
    let logs = ["logs/duka.log", "logs/duka.1.log"].map(|name| shop.stage.home().join(name));
    logs.iter()
        .chain([&shop.stage.said()])
        .filter_map(|path| std::fs::read(path).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

pub(crate) fn nothing_came_out(shop: &Shop, hostile: &[&str]) {
    let said = said(shop);
    assert!(!said.is_empty(), "there is a log");
    let secrets = shop.secrets();
    for word in secrets.iter().map(String::as_str).chain(BROKEN) {
        assert!(!said.contains(word), "`{word}` stands in the log:\n{said}");
    }
    for word in hostile {
        assert!(!said.contains(word), "what a page says is logged: {word}");
    }
}

/// What came over all connections. The web view may knock at a door before it asks whether it may go there; it says nothing.
fn heard(outside: &TcpListener) -> String {
    let mut all = Vec::new();
    while let Ok((mut connection, _)) = outside.accept() {
        connection
            .set_nonblocking(true)
            .expect("a connection need not wait");
        // Either nothing has come, or it is over: both end the reading.
        let _ = connection.read_to_end(&mut all);
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// The window goes on as if nothing had been.
async fn goes_on(shop: &Shop, session: &Session) {
    let page = &session.page;
    page.reload().await;
    page.wait_for("nav-charge").await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(
        (&boot["state"], &boot["mode"]),
        (&json!("ready"), &json!("sandbox"))
    );
    let id = ask(page, "0772418301", "25000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    let operation = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(operation["account"], json!(shop.sandbox.account.as_str()));
}

#[tokio::test]
async fn a_hostile_page_calls_every_command_with_everything_wrong_and_nothing_moves() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let foreign = ids_of_other_books(&shop, page).await;
    let honest = honest(&shop);
    // What belongs to another window is refused before any of it is read: that is looked at where that window is.
    let own = allowed("main");
    let all: Vec<_> = commands()
        .into_iter()
        .filter(|command| own.contains(&command.name))
        .filter(|command| !LEFT_OUT.contains(&command.name.as_str()))
        .collect();
    let plan: Vec<Value> = all
        .iter()
        .map(|command| {
            json!({
                "name": command.name,
                "filled": command.filled(&honest),
                "places": command.places(),
            })
        })
        .collect();
    let mut forbidden = shop.secrets();
    forbidden.extend(BROKEN.map(str::to_owned));
    // What stands in the live book, and nowhere in what this page hands in.
    forbidden.extend(["772951703", "The till"].map(str::to_owned));
    let settings = shop.settings().await;
    let before = standing(&shop).await;

    let plan = json!({ "commands": plan, "foreign": foreign, "forbidden": forbidden });
    let told = page.run_long(EVERY_COMMAND, vec![plan]).await;

    let after = standing(&shop).await;
    assert!(told["calls"].as_u64() > Some(5_000), "{told}");
    assert_eq!(told["malformed"], json!([]), "{told}");
    assert_eq!(told["leaks"], json!([]));
    assert_eq!(told["lost"], json!([]));
    assert_eq!(told["polluted"], false);
    assert_eq!(before, after, "something moved");
    for (key, value) in shop.settings().await {
        let taken = told["settings"][&key]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let kept = settings.get(&key) == Some(&value);
        assert!(
            kept || taken.contains(&json!(value)),
            "{key} became {value}"
        );
    }
    nothing_came_out(&shop, &["DROP TABLE", "jndi"]);
    goes_on(&shop, &session).await;
    nothing_came_out(&shop, &["DROP TABLE", "jndi"]);
    session.close().await;
}

#[tokio::test]
async fn a_hostile_page_gets_nowhere_but_to_its_own_commands() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let outside = TcpListener::bind("127.0.0.1:0").expect("the loopback has a free port");
    outside
        .set_nonblocking(true)
        .expect("a listener need not wait");
    let address = outside.local_addr().expect("it has an address");
    let before = standing(&shop).await;
    let provider = shop
        .sandbox
        .world
        .base_url(PROVIDER)
        .expect("it has an address");
    let plan = json!({
        "outside": format!("http://{address}/prowl"),
        "provider": format!("{provider}/prowl"),
    });

    let told = page.run_long(EVERY_WAY_OUT, vec![plan]).await;

    // The system asks a person before it prints: nothing leaves by that alone.
    assert_eq!(told["through"], json!(["plugin:webview|print"]), "{told}");
    assert_eq!(heard(&outside), "", "somebody outside was told something");
    let seen = shop.sandbox.world.control().seen();
    assert!(seen.iter().all(|seen| !seen.path.contains("prowl")));
    assert_eq!(before, standing(&shop).await, "something moved");
    nothing_came_out(&shop, &[]);
    goes_on(&shop, &session).await;
    session.close().await;
}
