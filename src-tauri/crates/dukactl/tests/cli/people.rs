//! Without `--json`: sentences and tables in the language that was chosen.

use crate::bench::{Bench, UGANDA, charge};

#[test]
fn a_person_reads_amounts_phones_and_states_in_their_language() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let said = bench.home.say(&charge(&id, "0772418303", &[]));
    assert_eq!(said.exit, 6, "{}", said.stderr);
    for words in [
        "85,000 UGX",
        "0772 418303",
        "Waiting for customer",
        "It is not paid yet",
    ] {
        assert!(said.stdout.contains(words), "{words} in {}", said.stdout);
    }
    assert!(!said.stdout.contains('\u{1b}'), "no colours into a pipe");

    let found = bench.home.say(&["search", "8303", "--lang", "fr"]);
    for words in ["Attend le client", "85\u{a0}000 UGX"] {
        assert!(found.stdout.contains(words), "{words} in {}", found.stdout);
    }

    bench
        .home
        .run(&["setting", "set", "language", "fr"])
        .exits(0);
    let nothing = bench.home.say(&["doubts"]);
    assert!(
        nothing.stdout.contains("Rien à éclaircir"),
        "{}",
        nothing.stdout
    );
    let english = bench.home.say(&["doubts", "--lang", "en"]);
    assert!(
        english.stdout.contains("Nothing in doubt"),
        "{}",
        english.stdout
    );
}

#[test]
fn a_complaint_says_what_happened_and_what_to_do_next() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    bench.charge(&id, "0772418303", &[]).exits(6);
    let said = bench.home.say(&charge(&id, "0772418303", &[]));
    assert_eq!(said.exit, 2);
    assert!(said.stdout.is_empty(), "{}", said.stdout);
    for words in [
        "second payment",
        "85,000 UGX",
        "0772 418303",
        "Next:",
        "--despite op_",
    ] {
        assert!(said.stderr.contains(words), "{words} in {}", said.stderr);
    }
    let without_language = {
        let mut command = bench.home.command(&["show", "op_nobody"]);
        command.env("LANG", "fr_FR.UTF-8");
        crate::bench::finish(command, "")
    };
    assert_eq!(without_language.exit, 5);
    assert!(
        without_language.stderr.contains("Il n’y a pas"),
        "{}",
        without_language.stderr
    );
}
