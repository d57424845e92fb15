use super::*;

fn read_phone(country: &str, text: &str) -> (Option<Destination>, String) {
    let code = if country == "CI" { "XOF" } else { "UGX" };
    let row = row_of(&rules(country, &[code]), text, "5000");
    let said = match row.payable() {
        Some(_) => codes(&row.warnings),
        None => faults(&row),
    };
    (
        row.payable().map(|row| row.destination.clone()),
        said.join(" "),
    )
}

#[test]
fn a_phone_that_lost_its_plus_or_its_zero_is_the_same_phone() {
    for text in [
        "0772418305",
        "+256772418305",
        "256772418305",
        "772418305",
        "00256772418305",
        "0772 418 305",
        "'+256772418305",
        "'0772418305",
    ] {
        let (read, said) = read_phone("UG", text);
        assert_eq!(read, Some(phone("+256772418305")), "{text}");
        assert_eq!(said, "", "{text}");
    }
}

#[test]
fn a_zero_that_belongs_to_the_number_is_put_back_only_where_a_network_has_such_numbers() {
    let restored = (Some(phone("+2250708412219")), "zero_restored".to_owned());
    assert_eq!(read_phone("CI", "708412219"), restored);
    assert_eq!(read_phone("CI", "0708412219").1, "");
    // Of a ten-digit number that lost another digit, nothing tells which.
    assert_eq!(
        read_phone("CI", "272012345"),
        (None, "bad_phone".to_owned())
    );
    assert_eq!(
        read_phone("CI", "070841221"),
        (None, "bad_phone".to_owned())
    );
    assert_eq!(read_phone("UG", "77241830"), (None, "bad_phone".to_owned()));
}

#[test]
fn a_phone_whose_digits_the_spreadsheet_ate_is_refused_and_told_why() {
    for text in ["2.56E+11", "2,56E+11", "2.56772E+11", "2.56e+11"] {
        assert_eq!(
            read_phone("UG", text),
            (None, "digits_lost".to_owned()),
            "{text}"
        );
    }
    let row = row_of(&ugandan(), "2.56E+11", "5000");
    let fault = &row.faults()[0];
    assert!(fault.message.en.contains("2.56E+11"));
    assert!(fault.next.fr.contains("format texte"));
}

#[test]
fn a_phone_kept_as_a_quantity_with_all_its_digits_is_read_with_a_warning() {
    let kept = (Some(phone("+256772418305")), "digits_kept".to_owned());
    for text in [
        "256772418305.0",
        "256772418305,00",
        "2.56772418305E+11",
        "2,56772418305E+11",
        "772418305.0",
    ] {
        assert_eq!(read_phone("UG", text), kept, "{text}");
    }
}

#[test]
fn a_letter_in_a_phone_is_never_a_digit() {
    for text in ["077241830O", "0772FLOWER", "O772418305", "tel 0772418305"] {
        assert_eq!(
            read_phone("UG", text),
            (None, "letters_in_phone".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn a_phone_of_another_country_or_of_the_wrong_length_is_refused() {
    assert_eq!(
        read_phone("UG", "+250788123456").1,
        "phone_of_another_country"
    );
    assert_eq!(read_phone("UG", "07724183055").1, "bad_phone");
    assert_eq!(read_phone("UG", "0772418305/0772418306").1, "bad_phone");
    assert_eq!(read_phone("UG", "").1, "missing");
}
