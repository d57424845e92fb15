//! The table of providers and what they can do, on the front page. It is written out of what they have, and this test holds
//! the page to it; `cargo xtask bindings` writes it anew.

use providers::{Provider, capabilities};
use std::fmt::Write;
use std::path::Path;

const FILE: &str = "../README.md";
const BEGINS: &str = "<!-- capabilities -->\n";
const ENDS: &str = "<!-- /capabilities -->";

/// What the words mean to somebody who has not read the command line's page, in the order of the table. A word that is not
/// here stands for itself at the end.
const MEANINGS: &[(&str, &str)] = &[
    ("charge:mobile-money", "Charge a phone's mobile money"),
    ("charge:wallet", "Charge the provider's own wallet"),
    ("charge:hosted", "Charge on the provider's page"),
    ("charge:card", "Charge a card"),
    (
        "charge:confirm",
        "Hand in a customer's code, PIN or address",
    ),
    ("charge:simulate", "Play the customer in the sandbox"),
    ("payout:mobile-money", "Send to a phone's mobile money"),
    ("payout:wallet", "Send to the provider's own wallet"),
    ("payout:bank", "Send to a bank account"),
    ("payout:contact", "Send to a contact"),
    ("payout:batch-call", "Send to several in one call"),
    ("payout:dry-run", "Ask whether it would be sent"),
    ("payout:retry", "Have a failed one tried again"),
    ("payout:check", "Check a recipient"),
    ("refund", "Refund by the provider's own call"),
    ("refund:by-payout", "Refund by sending it back"),
    ("convert", "Convert a currency"),
    ("link", "Make a payment link"),
    ("link:list", "List payment links"),
    ("link:update", "Change a payment link"),
    ("link:revoke", "Turn a payment link off"),
    ("verify", "Look one up"),
    ("find", "Look one up by our reference"),
    ("list", "List transactions"),
    ("balance", "Read balances"),
    ("statement", "Read the statement"),
    ("account", "Read the account"),
    ("contact", "Keep contacts there"),
    ("bank:list", "List banks"),
    ("network:list", "List networks"),
    ("sub-account:list", "List sub-accounts"),
    ("webhook", "Verify webhooks"),
    ("webhook:register", "Register webhooks"),
];

fn table(providers: &[&dyn Provider]) -> String {
    let had: Vec<Vec<String>> = providers.iter().map(|it| capabilities(*it)).collect();
    let mut rows: Vec<(&str, String)> = MEANINGS
        .iter()
        .map(|(word, meaning)| (*word, format!("{meaning} (`{word}`)")))
        .collect();
    for word in had.iter().flatten() {
        if !rows.iter().any(|(known, _)| known == word) {
            rows.push((word, format!("`{word}`")));
        }
    }
    let names: Vec<&str> = providers.iter().map(|it| it.manifest().name).collect();
    let mut text = format!("| | {} |\n", names.join(" | "));
    let line = vec![":-:"; names.len()].join(" | ");
    writeln!(text, "| --- | {line} |").unwrap();
    for (word, meaning) in rows {
        let cells: Vec<&str> = had
            .iter()
            .map(|words| {
                if words.iter().any(|it| it == word) {
                    "✓"
                } else {
                    ""
                }
            })
            .collect();
        if cells.contains(&"✓") {
            writeln!(text, "| {meaning} | {} |", cells.join(" | ")).unwrap();
        }
    }
    text
}

/// The page with the table in its place. `None` where it has no such place.
fn written(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGINS)?;
    let (_, after) = rest.split_once(ENDS)?;
    Some(format!("{before}{BEGINS}{table}{ENDS}{after}"))
}

#[test]
fn the_front_page_says_what_every_provider_can_do() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let page = std::fs::read_to_string(&path).unwrap();
    let wanted = written(&page, &table(providers::all())).expect("a place for the table");
    if std::env::var_os("DUKA_UPDATE_BINDINGS").is_some() {
        std::fs::write(&path, wanted).unwrap();
        return;
    }
    assert!(
        page == wanted,
        "README.md is not what the providers can do; write it anew with `cargo xtask bindings`"
    );
}

#[test]
fn the_table_has_a_row_for_each_word_and_a_column_for_each_provider() {
    let table = table(providers::all());
    for provider in providers::all() {
        assert!(table.contains(provider.manifest().name));
        for word in capabilities(*provider) {
            assert!(table.contains(&format!("`{word}`")), "{word}");
        }
    }
    assert_eq!(written("no place", &table), None);
    let page = format!("a\n{BEGINS}old\n{ENDS}\nb");
    assert_eq!(
        written(&page, "new\n").unwrap(),
        format!("a\n{BEGINS}new\n{ENDS}\nb")
    );
}
