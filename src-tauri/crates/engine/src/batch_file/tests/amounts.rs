use super::*;

fn amount_in(code: &str, text: &str) -> std::result::Result<Money, String> {
    let row = row_of(&rules("UG", &[code]), "0772418305", text);
    match row.payable() {
        Some(row) => Ok(row.amount),
        None => Err(faults(&row).join(" ")),
    }
}

#[test]
fn an_amount_is_read_with_its_spaces_its_groups_and_its_decimal_comma() {
    for text in [
        "25000",
        "25 000",
        "25\u{a0}000",
        "25\u{202f}000",
        "25'000",
        "+25000",
        "25000,00",
        "25000.0",
        "25 000 ugx",
        "UGX 25 000",
        "'25000",
    ] {
        assert_eq!(amount_in("UGX", text), Ok(money("25000", "UGX")), "{text}");
    }
    for text in [
        "1,250,000",
        "1.250.000",
        "1 250 000",
        "1,250,000.00",
        "1.250.000,00",
    ] {
        assert_eq!(
            amount_in("UGX", text),
            Ok(money("1250000", "UGX")),
            "{text}"
        );
    }
    assert_eq!(amount_in("USD", "2500,50"), Ok(money("2500.50", "USD")));
    assert_eq!(amount_in("USD", "2,500.50"), Ok(money("2500.50", "USD")));
}

#[test]
fn an_amount_that_can_be_read_in_two_ways_is_refused() {
    for text in ["25.000", "25,000", "1.250,000", "1 250.000", "2500.000"] {
        for code in ["UGX", "USD"] {
            assert_eq!(
                amount_in(code, text),
                Err("ambiguous_amount".into()),
                "{text}"
            );
        }
    }
    let row = row_of(&ugandan(), "0772418305", "25.000");
    let fault = &row.faults()[0];
    assert!(
        fault.message.en.contains("thousands or decimals"),
        "{}",
        fault.message.en
    );
    assert!(fault.next.fr.contains("25000"), "{}", fault.next.fr);
}

#[test]
fn an_amount_has_no_more_decimals_than_its_currency() {
    assert_eq!(amount_in("UGX", "2500,50"), Err("too_many_decimals".into()));
    assert_eq!(
        amount_in("USD", "2500.5555"),
        Err("too_many_decimals".into())
    );
}

#[test]
fn what_is_no_amount_above_zero_is_refused() {
    for (text, code) in [
        ("0", "not_positive"),
        ("-5000", "not_positive"),
        ("(5000)", "bad_amount"),
        ("5k", "bad_amount"),
        ("12 34", "bad_amount"),
        ("1,25,000", "bad_amount"),
        ("25000 RWF", "bad_amount"),
        ("5%", "bad_amount"),
        ("25,", "bad_amount"),
        (",5", "bad_amount"),
        ("99999999999999999999", "amount_too_large"),
        ("٢٥٠٠٠", "bad_amount"),
        ("", "missing"),
    ] {
        assert_eq!(amount_in("UGX", text), Err(code.into()), "{text}");
    }
}

#[test]
fn an_amount_that_was_saved_shortened_is_refused_unless_every_digit_is_there() {
    assert_eq!(amount_in("UGX", "1.2E+6"), Err("digits_lost".into()));
    assert_eq!(amount_in("UGX", "1.250000E+6"), Ok(money("1250000", "UGX")));
}

#[test]
fn an_amount_cut_in_two_by_a_comma_is_not_paid_a_thousand_times_too_small() {
    let file = read(
        "reference,phone,amount,note\nA1,0772418305,25,000\nA2,0772418306,\"25000\",rent\nA3,0772418307,500,rent\n",
    );
    assert_eq!(faults(&file.rows[0]), ["split_amount"]);
    assert!(file.rows[1].payable().is_some());
    assert!(file.rows[2].payable().is_some());
    let file = read("reference,phone,amount\nA1,0772418305,25,000\n");
    assert_eq!(faults(&file.rows[0]), ["cells_beyond", "split_amount"]);
}

#[test]
fn amounts_beyond_the_accounts_limits_are_refused_and_unusual_ones_pointed_at() {
    let mut rules = ugandan();
    let limits = |least, most| Limits {
        currency: currency("UGX"),
        least: Some(money(least, "UGX")),
        most: Some(money(most, "UGX")),
    };
    rules.hard.push(limits("500", "5000000"));
    rules.soft.push(limits("1000", "1000000"));
    let said = |text: &str| {
        let row = row_of(&rules, "0772418305", text);
        let warned = codes(&row.warnings).join(" ");
        format!("{}/{warned}", faults(&row).join(" "))
    };
    assert_eq!(said("499"), "amount_too_small/unusual_amount");
    assert_eq!(said("500"), "/unusual_amount");
    assert_eq!(said("1000"), "/");
    assert_eq!(said("1000001"), "/unusual_amount");
    assert_eq!(said("5000001"), "amount_too_large/unusual_amount");
}
