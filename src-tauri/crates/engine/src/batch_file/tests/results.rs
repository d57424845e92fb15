use super::*;
use domain::{Lang, Text};
use std::collections::BTreeMap;

const FILE: &str = "Réf;téléphone;montant;service;message\nA1;+256772418305;25 000;\"=cmd|'/c calc'!A1\";loyer; \nA2;077O;5;Ventes;\"a;b\"\n-A3;'0772418306;5;@x;-2\n";

fn results() -> BTreeMap<u32, RowResult> {
    let result = RowResult {
        state: Text::new("Sent", "Envoyé"),
        provider_reference: Some("+prov-1".into()),
        our_reference: Some("DK-1".into()),
        error: None,
    };
    BTreeMap::from([(2, result)])
}

/// What a row asks for, wherever it stands.
fn asked(file: &BatchFile) -> Vec<Option<BatchRow>> {
    let moved = |row: &BatchRow| BatchRow {
        line: 0,
        ..row.clone()
    };
    file.rows
        .iter()
        .map(|row| row.payable().map(moved))
        .collect()
}

#[test]
fn the_results_are_the_original_with_what_became_of_each_row() {
    let file = read(FILE);
    let written = String::from_utf8(file.results(&results(), Lang::Fr).unwrap()).unwrap();
    let lines: Vec<&str> = written.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}Réf;téléphone;montant;service;message;État;Référence du fournisseur;Notre référence;Erreur"
    );
    assert_eq!(
        lines[1],
        "A1;'+256772418305;25 000;'=cmd|'/c calc'!A1;loyer;Envoyé;'+prov-1;DK-1;"
    );
    assert!(
        lines[2].starts_with("A2;077O;5;Ventes;\"a;b\";Non envoyé;;;« 077O » contient"),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3], "'-A3;'0772418306;5;'@x;'-2;;;;");
}

#[test]
fn results_that_are_read_again_ask_for_the_same_rows() {
    let file = read(FILE);
    let again = read(file.results(&results(), Lang::En).unwrap());
    assert_eq!(asked(&again), asked(&file));
    assert_eq!(file.rows[2].reference(), Some("-A3"));
}

#[test]
fn results_of_a_workbook_are_a_workbook_whose_phones_are_text() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(["reference", "phone", "amount", "service", "hours"]) {
        sheet.write(0, column, title).unwrap();
    }
    sheet.write(1, 0, 7).unwrap();
    sheet.write(1, 1, 772_418_305).unwrap();
    sheet.write(1, 2, 25_000).unwrap();
    sheet.write(1, 3, "=1+1").unwrap();
    sheet.write(1, 4, 7.5).unwrap();
    let file = read(book.save_to_buffer().unwrap());
    let written = file.results(&results(), Lang::En).unwrap();
    let again = read(&written);
    assert_eq!(asked(&again), asked(&file));
    let row = again.table.row(1).unwrap();
    let sorts: Vec<_> = row.cells().map(|cell| (cell.sort, cell.text)).collect();
    use super::table::Sort::{Number, Text};
    assert_eq!(
        sorts,
        [
            (Text, "7"),
            (Text, "772418305"),
            (Number, "25000"),
            (Text, "=1+1"),
            (Number, "7.5"),
            (Text, "Sent"),
            (Text, "+prov-1"),
            (Text, "DK-1")
        ]
    );
    let titles: Vec<&str> = again
        .columns()
        .iter()
        .map(|column| column.title.as_str())
        .collect();
    assert_eq!(
        &titles[5..],
        ["State", "Provider reference", "Our reference", "Error"]
    );
}
