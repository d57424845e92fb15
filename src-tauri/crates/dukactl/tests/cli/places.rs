//! `link`, `contact`, `bank`, `network`, `statement`, and what `provider list` says that each can do.

use crate::bench::{Bench, RWANDA, UGANDA, assert_has, items, text};

const GUINEA: &str = "djomy";
const IVORY_COAST: &str = "djamo";
const LINK: &[&str] = &[
    "id",
    "account",
    "title",
    "amount",
    "url",
    "status",
    "uses",
    "uses_limit",
    "expires_at",
    "operation",
];

fn link<'a>(account: &'a str, currency: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = [
        "link",
        "create",
        "--account",
        account,
        "--title",
        "Order 1204",
        "--amount",
        "5000",
        "--currency",
        currency,
        "--uses",
        "1",
        "--expires",
        "7d",
    ];
    words.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn a_link_is_made_listed_shown_changed_and_revoked() {
    let bench = Bench::new();
    let id = bench.account(RWANDA);
    let words = link(&id, "RWF", &["--request-id", "order-1204"]);
    let made = bench.home.run(&words).exits(0);
    assert_has(&made, LINK);
    assert_eq!(made["status"], "active");
    assert_eq!(made["uses_limit"], 1);
    let again = bench.home.run(&words).exits(0);
    assert_eq!(made["id"], again["id"]);
    let link = text(&made["id"]);
    let listed = items(&bench.home.run(&["link", "list"]).exits(0));
    assert_eq!(listed.len(), 1);
    assert_has(&listed[0], LINK);
    assert_eq!(
        bench.home.run(&["link", "show", &link]).exits(0)["id"],
        made["id"]
    );
    let words = ["link", "update", &link, "--title", "Order 1205"];
    assert_eq!(bench.home.run(&words).exits(0)["title"], "Order 1205");
    let off = bench.home.run(&["link", "revoke", &link]).exits(0);
    assert_eq!(off["status"], "turned_off");
    bench.home.run(&["link", "show", "ln_nobody"]).exits(5);
}

#[test]
fn a_link_that_cannot_be_revoked_says_so_and_exits_two() {
    let bench = Bench::new();
    let id = bench.account(GUINEA);
    let made = bench.home.run(&link(&id, "GNF", &[])).exits(0);
    let revoked = bench.home.run(&["link", "revoke", &text(&made["id"])]);
    assert_eq!(revoked.refused(2), "unsupported");
    let uganda = bench.account(UGANDA);
    let none = bench.home.run(&link(&uganda, "UGX", &[]));
    assert_eq!(none.refused(2), "unsupported");
    // A text message without a number is no command at all.
    assert_eq!(bench.home.run(&link(&id, "GNF", &["--sms"])).exit, 2);
}

#[test]
fn a_contact_is_added_and_listed_and_paid() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let words = [
        "contact",
        "add",
        "--account",
        &id,
        "--first-name",
        "Moses",
        "--last-name",
        "Okello",
        "--phone",
        "0772418301",
        "--type",
        "employee",
    ];
    let added = bench.home.run(&words).exits(0);
    let fields = ["id", "first_name", "last_name", "phone", "type", "at"];
    assert_has(&added, &fields);
    assert_eq!(added["phone"], "+256772418301");
    let listed = items(&bench.home.run(&["contact", "list"]).exits(0));
    assert_eq!(listed.len(), 1);
    let contact = text(&added["id"]);
    let words = [
        "payout",
        "create",
        "--account",
        &id,
        "--amount",
        "25000",
        "--currency",
        "UGX",
        "--to",
        "contact",
        "--contact",
        &contact,
    ];
    let review = bench.home.run(&words).exits(2);
    let sentence = review["review"]["sentence"].to_string();
    assert!(sentence.contains("Moses Okello"), "{sentence}");
}

#[test]
fn banks_and_networks_are_lists_with_their_codes() {
    let bench = Bench::new();
    let id = bench.account(RWANDA);
    let banks = items(&bench.home.run(&["bank", "list", "--account", &id]).exits(0));
    assert_has(&banks[0], &["code", "name", "branch_required"]);
    let networks = items(
        &bench
            .home
            .run(&["network", "list", "--account", &id])
            .exits(0),
    );
    assert_has(&networks[0], &["code", "name"]);
    let guinea = bench.account(GUINEA);
    let none = bench.home.run(&["bank", "list", "--account", &guinea]);
    assert_eq!(none.refused(2), "unsupported");
}

#[test]
fn a_statement_is_one_page_of_rows_and_its_filters_are_checked() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    bench.charge(&id, "0772418301", &["--wait", "30"]).exits(0);
    let rows = bench
        .home
        .run(&["statement", "--account", &id, "--limit", "5"])
        .exits(0);
    let rows = items(&rows);
    assert_eq!(rows.len(), 5);
    let fields = [
        "account",
        "provider_reference",
        "designation",
        "status",
        "amount",
        "at",
    ];
    assert_has(&rows[0], &fields);
    let words = ["statement", "--account", &id, "--designation", "charges"];
    for row in items(&bench.home.run(&words).exits(0)) {
        assert_eq!(row["designation"], "charges");
        assert!(row["fee_of"].is_string(), "{row}");
    }
    let words = ["statement", "--account", &id, "--designation", "fees"];
    assert_eq!(bench.home.run(&words).refused(2), "bad_designation");
}

#[test]
fn webhooks_are_registered_and_listed_where_the_provider_takes_that() {
    let bench = Bench::new();
    let id = bench.account(IVORY_COAST);
    let listed = items(
        &bench
            .home
            .run(&["webhook", "list", "--account", &id])
            .exits(0),
    );
    assert!(listed.is_empty());
    let words = [
        "webhook",
        "register",
        "--account",
        &id,
        "--topic",
        "charge/events",
        "--url",
        "https://shop.example.org/hooks",
    ];
    let made = bench.home.run(&words).exits(0);
    assert_has(&made, &["provider_reference", "topic", "url", "created_at"]);
    let listed = items(
        &bench
            .home
            .run(&["webhook", "list", "--account", &id])
            .exits(0),
    );
    assert_eq!(listed.len(), 1);
    let uganda = bench.account(UGANDA);
    let none = bench.home.run(&["webhook", "list", "--account", &uganda]);
    assert_eq!(none.refused(2), "unsupported");
}

#[test]
fn provider_list_says_what_each_can_do() {
    let bench = Bench::new();
    let all = items(&bench.home.run(&["provider", "list"]).exits(0));
    assert_eq!(all.len(), 4);
    let can = |id: &str| {
        let one = all.iter().find(|one| one["id"] == id).unwrap();
        one["capabilities"].to_string()
    };
    for (provider, word, offered) in [
        ("djamo", "refund", true),
        ("zengapay", "link", false),
        ("djomy", "link", true),
        ("dgspay", "convert", true),
        ("djamo", "convert", false),
    ] {
        assert_eq!(
            can(provider).contains(word),
            offered,
            "{provider} {word}: {}",
            can(provider)
        );
    }
}

#[test]
fn every_command_of_money_and_places_has_a_help_text() {
    let bench = Bench::new();
    for words in [
        &["payout", "create", "--help"][..],
        &["payout", "retry", "--help"],
        &["refund", "create", "--help"],
        &["convert", "--help"],
        &["link", "create", "--help"],
        &["contact", "add", "--help"],
        &["statement", "--help"],
        &["webhook", "register", "--help"],
    ] {
        let said = bench.home.say(words);
        assert_eq!(said.exit, 0, "{words:?}");
        assert!(said.stdout.contains("Usage:"), "{words:?}");
        assert!(said.stdout.contains("--"), "{words:?}: its flags");
    }
}
