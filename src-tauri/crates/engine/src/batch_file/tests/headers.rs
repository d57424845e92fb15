use super::*;

#[test]
fn titles_are_known_in_french_and_english_whatever_their_case_and_accents() {
    for titles in [
        "reference;phone;amount;currency;name;network;message",
        "Référence;Téléphone;Montant;Devise;Bénéficiaire;Opérateur;Motif",
        "REF.;N° DE TÉLÉPHONE;MONTANT (UGX);MONNAIE;NOM;RÉSEAU;LIBELLÉ",
        "id;MSISDN;Amount;Currency code;Full name;operator;Note",
        " ref ;Numéro;montant;devise;Nom & prénoms;réseau;description",
    ] {
        let file = read(format!("{titles}\nA1;0772418305;5000;UGX;Sarah;MTN;Rent\n"));
        let row = file.rows[0]
            .payable()
            .unwrap_or_else(|| panic!("{titles}: {:?}", file.rows[0]));
        assert_eq!(row.reference, "A1", "{titles}");
        assert_eq!(row.destination, phone("+256772418305"));
        assert_eq!(row.amount, money("5000", "UGX"));
        assert_eq!(row.name.as_deref(), Some("Sarah"), "{titles}");
        assert_eq!(row.note.as_deref(), Some("Rent"), "{titles}");
        assert_eq!(row.network, Some("MTN"), "{titles}");
        assert_eq!(file.unknown_columns().count(), 0, "{titles}");
    }
}

#[test]
fn columns_that_say_nothing_to_us_are_named_and_kept() {
    let file = read("Ref;Département;Phone;Amount;Grade\nA1;Ventes;0772418305;5000;7\n");
    assert_eq!(
        file.unknown_columns().collect::<Vec<_>>(),
        ["Département", "Grade"]
    );
    let written =
        String::from_utf8(file.results(&Default::default(), domain::Lang::En).unwrap()).unwrap();
    assert!(written.contains("A1;Ventes;0772418305;5000;7"), "{written}");
}

#[test]
fn a_person_may_say_what_a_column_means() {
    let bytes = "matricule;phone;mobile perso;amount\nA1;0772418305;0752418305;5000\n";
    assert_eq!(refusal(bytes), "missing_column");
    let mapping = Mapping::default()
        .with("Matricule", Some(Field::Reference))
        .with("Mobile Perso", Some(Field::Phone));
    let file = BatchFile::read(bytes.into(), &mapping, &ugandan()).unwrap();
    assert_eq!(
        file.rows[0].payable().unwrap().destination,
        phone("+256752418305")
    );
    assert_eq!(file.unknown_columns().collect::<Vec<_>>(), ["phone"]);
}

#[test]
fn two_columns_that_say_the_same_are_refused_unless_one_is_surer() {
    assert_eq!(
        refusal("ref;phone;telephone;amount\nA1;0772418305;0772418306;5\n"),
        "two_columns"
    );
    assert_eq!(
        refusal("ref;phone;montant;amount\nA1;0772418305;1;5\n"),
        "two_columns"
    );
    let file = read("id;reference;phone;amount\n7;A1;0772418305;5000\n");
    assert_eq!(file.rows[0].reference(), Some("A1"));
    assert_eq!(file.unknown_columns().collect::<Vec<_>>(), ["id"]);
}

#[test]
fn a_header_may_stand_below_a_title() {
    let file =
        read("Salaires de novembre;;\n\n;;\nréférence;téléphone;montant\nA1;0772418305;5000\n");
    assert_eq!(file.rows.len(), 1);
    assert_eq!(file.rows[0].line, 5);
    assert!(file.rows[0].payable().is_some());
}

#[test]
fn a_file_without_the_columns_that_pay_says_which_it_lacks() {
    assert_eq!(refusal("a;b;c\n1;2;3\n"), "no_header");
    assert_eq!(refusal("reference;amount\nA1;5\n"), "missing_column");
    let error = read_by(&ugandan(), "phone;amount\n0772418305;5\n").unwrap_err();
    assert_eq!(error.field.as_deref(), Some("file"));
    assert!(
        error.message.fr.contains("référence"),
        "{}",
        error.message.fr
    );
    assert_eq!(refusal(""), "empty_file");
    assert_eq!(refusal("reference;phone;amount\n"), "empty_file");
}

#[test]
fn the_currency_comes_from_the_row_the_title_or_the_only_one_of_the_account() {
    let two = rules("UG", &["UGX", "USD"]);
    let said = |file: &str| {
        let file = read_by(&two, file).unwrap();
        match file.rows[0].payable() {
            Some(row) => row.amount.to_string(),
            None => faults(&file.rows[0]).join(" "),
        }
    };
    assert_eq!(said("ref;phone;amount\nA1;0772418305;5\n"), "missing");
    assert_eq!(
        said("ref;phone;amount;currency\nA1;0772418305;5;usd\n"),
        "5 USD"
    );
    assert_eq!(said("ref;phone;amount (USD)\nA1;0772418305;5\n"), "5 USD");
    assert_eq!(
        said("ref;phone;amount (RWF)\nA1;0772418305;5\n"),
        "currency_not_of_account"
    );
    assert_eq!(
        said("ref;phone;amount;currency\nA1;0772418305;5;RWF\n"),
        "currency_not_of_account"
    );
    assert_eq!(
        said("ref;phone;amount;currency\nA1;0772418305;5;shillings\n"),
        "currency_not_of_account"
    );
    assert_eq!(
        read("ref;phone;amount\nA1;0772418305;5\n").rows[0]
            .payable()
            .unwrap()
            .amount,
        money("5", "UGX")
    );
}
