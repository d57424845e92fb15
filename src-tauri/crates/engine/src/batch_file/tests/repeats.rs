use super::*;
use domain::OperationId;

fn operation(name: &str) -> OperationId {
    OperationId::parse(&format!("op_{name}")).unwrap()
}

#[test]
fn every_row_of_a_reference_that_stands_twice_is_refused() {
    let file =
        read("ref;phone;amount\nA1;0772418305;5\nA2;0772418306;5\nA1;0772418307;7\nA1;bad;7\n");
    assert_eq!(faults(&file.rows[0]), ["reference_repeated"]);
    assert!(file.rows[0].faults()[0].message.en.contains("Line 4"));
    assert!(file.rows[1].payable().is_some());
    assert_eq!(faults(&file.rows[2]), ["reference_repeated"]);
    assert!(file.rows[2].faults()[0].message.en.contains("Line 2"));
    assert_eq!(
        faults(&file.rows[3]),
        ["letters_in_phone", "reference_repeated"]
    );
}

#[test]
fn the_same_amount_to_the_same_phone_twice_is_pointed_at() {
    let file = read("ref;phone;amount\nA1;0772418305;5\nA2;+256 772 418305;5\nA3;0772418305;6\n");
    assert_eq!(codes(&file.rows[0].warnings), Vec::<&str>::new());
    assert_eq!(codes(&file.rows[1].warnings), ["same_payment"]);
    assert!(file.rows[1].payable().is_some());
    assert_eq!(codes(&file.rows[2].warnings), Vec::<&str>::new());
}

#[test]
fn a_reference_of_the_past_is_not_sent_again_and_with_other_content_it_is_a_fault() {
    let mut file = read(
        "ref;phone;amount;note\nA1;0772418305;5;rent\nA2;0772418306;5;rent\nA3;0772418307;5;\n",
    );
    let content = |row: usize| file.rows[row].payable().unwrap().content();
    let mut known = Known::default();
    let earlier = |content: String, name: &str| Earlier {
        content,
        operation: operation(name),
    };
    known
        .references
        .insert("A1".into(), earlier(content(0), "one"));
    known
        .references
        .insert("A2".into(), earlier(content(0), "two"));
    file.compare(&known);
    assert_eq!(file.rows[0].recorded, Some(operation("one")));
    assert!(file.rows[0].to_send().is_none());
    assert_eq!(faults(&file.rows[1]), ["reference_reused"]);
    assert_eq!(file.rows[1].faults()[0].earlier, Some(operation("two")));
    assert!(file.rows[2].to_send().is_some());
    assert_eq!(file.to_send().count(), 1);
}

#[test]
fn a_content_is_the_amount_the_currency_the_recipient_and_the_note() {
    let content = |line: &str| {
        let file = read_by(
            &rules("UG", &["UGX", "USD"]),
            format!("ref;phone;amount;currency;note;name\n{line}\n"),
        );
        file.unwrap().rows[0].payable().unwrap().content()
    };
    let one = content("A1;0772418305;5;UGX;rent;Sarah");
    assert_eq!(one, content("A9;+256772418305;5.00;ugx;rent;S. Nakato"));
    for other in [
        "A1;0772418306;5;UGX;rent;Sarah",
        "A1;0772418305;6;UGX;rent;Sarah",
        "A1;0772418305;5;USD;rent;Sarah",
        "A1;0772418305;5;UGX;food;Sarah",
    ] {
        assert_ne!(one, content(other), "{other}");
    }
}

#[test]
fn what_was_paid_lately_is_asked_about_and_what_is_in_doubt_stops_its_row() {
    let mut file = read("ref;phone;amount\nA1;0772418305;5\nA2;0772418306;5\nA3;0772418306;6\n");
    let key = |e164: &str| (e164.to_owned(), money("5", "UGX"));
    let mut known = Known::default();
    known.paid.insert(key("+256772418305"), operation("paid"));
    known
        .in_doubt
        .insert(key("+256772418306"), operation("lost"));
    file.compare(&known);
    assert_eq!(codes(file.rows[0].faults()), ["possible_duplicate"]);
    assert_eq!(file.rows[0].faults()[0].earlier, Some(operation("paid")));
    assert!(file.rows[0].to_send().is_none());
    assert_eq!(faults(&file.rows[1]), ["earlier_in_doubt"]);
    assert!(file.rows[2].to_send().is_some());
}

#[test]
fn a_row_that_is_owed_once_more_names_the_earlier_payment() {
    let mut file = read("ref;phone;amount\nA1;0772418305;5\n");
    let key = ("+256772418305".to_owned(), money("5", "UGX"));
    let mut known = Known::default();
    known.paid.insert(key, operation("paid"));
    known.despite.insert(operation("paid"));
    file.compare(&known);
    assert_eq!(codes(&file.rows[0].warnings), ["possible_duplicate"]);
    assert!(file.rows[0].to_send().is_some());
}

#[test]
fn the_past_is_asked_about_at_once() {
    let file = read("ref;phone;amount\nA1;0772418305;5\nA2;bad;5\n;0772418305;6\n");
    assert_eq!(file.references().collect::<Vec<_>>(), ["A1", "A2"]);
    let payments: Vec<_> = file.payments().collect();
    assert_eq!(payments, [("+256772418305".to_owned(), money("5", "UGX"))]);
}

#[test]
fn totals_stand_by_network_and_currency_and_are_never_added_across() {
    let rules = rules("UG", &["UGX", "USD"]);
    let mut file = read_by(
        &rules,
        "ref;phone;amount;currency;network\nA1;0772418305;5000;UGX;\nA2;0772418306;2000;UGX;\nA3;0752418305;2.50;USD;\n\
         A4;0772418307;7;UGX;Airtel\nA5;bad;9;UGX;\nA6;0772418305;5000;UGX;\n",
    )
    .unwrap();
    let mut known = Known::default();
    let row = file.rows[5].payable().unwrap();
    let earlier = Earlier {
        content: row.content(),
        operation: operation("six"),
    };
    known.references.insert("A6".into(), earlier);
    file.compare(&known);
    let summary = file.summary().unwrap();
    assert_eq!(
        (
            summary.rows,
            summary.to_send,
            summary.faulty,
            summary.recorded
        ),
        (6, 4, 1, 1)
    );
    assert_eq!(summary.warned, 1);
    let totals: Vec<_> = summary
        .totals
        .iter()
        .map(|t| format!("{} {}", t.count, t.total))
        .collect();
    assert_eq!(totals, ["3 7007 UGX", "1 2.5 USD"]);
    let by_network: Vec<_> = summary
        .by_network
        .iter()
        .map(|n| {
            format!(
                "{} {} {}",
                n.network.unwrap_or("-"),
                n.total.count,
                n.total.total
            )
        })
        .collect();
    assert_eq!(
        by_network,
        ["AIRTEL 1 7 UGX", "AIRTEL 1 2.5 USD", "MTN 2 7000 UGX"]
    );
}

#[test]
fn a_sum_that_cannot_be_kept_exactly_is_an_error_and_no_smaller_sum() {
    let file =
        read("ref;phone;amount\nA1;0772418305;900000000000000\nA2;0772418306;900000000000000\n");
    assert!(file.rows.iter().all(|row| row.payable().is_some()));
    assert_eq!(file.summary().unwrap_err().code, "amount_too_large");
}
