use super::*;
use domain::Lang;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Text in which something of a file of payouts happens.
fn sheet_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("ref;phone;amount\n".to_owned()),
        Just(";".to_owned()),
        Just("\"".to_owned()),
        Just("\r\n".to_owned()),
        Just("2.56E+11".to_owned()),
        Just("0772418305".to_owned()),
        Just("25,000".to_owned()),
        Just("sep=,\n".to_owned()),
        "[0-9.,;'E+=-]{1,12}",
        "\\PC{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A cell that can stand in any file.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@'-]{0,3}[a-zA-Zéà0-9 ,;\"'|]{0,12}",
        "[0-9]{1,12}",
        "07724183[0-9]{2}",
        "\\PC{0,10}",
    ]
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let mut file = if zip { b"PK\x03\x04".to_vec() } else { Vec::new() };
        file.extend(bytes);
        let _ = read_by(&ugandan(), file);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in sheet_text()) {
        if let Ok(file) = read_by(&ugandan(), format!("ref;phone;amount;note\n{text}")) {
            prop_assert!(file.summary().is_ok());
            prop_assert!(file.results(&BTreeMap::new(), Lang::Fr).is_ok());
        }
    }

    #[test]
    fn whatever_stands_in_the_cells_the_results_ask_for_the_same(rows in proptest::collection::vec((cell(), cell(), cell(), cell()), 1..8)) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        writer.write_record(["ref", "phone", "amount", "note"]).unwrap();
        for (reference, phone, amount, note) in &rows {
            writer.write_record([reference, phone, amount, note]).unwrap();
        }
        let Ok(file) = read_by(&ugandan(), writer.into_inner().unwrap()) else {
            return Ok(());
        };
        let again = read(file.results(&BTreeMap::new(), Lang::En).unwrap());
        prop_assert_eq!(again.rows.len(), file.rows.len());
        for (one, other) in file.rows.iter().zip(&again.rows) {
            prop_assert_eq!(one.reference(), other.reference());
            prop_assert_eq!(codes(one.faults()), codes(other.faults()));
            let content = |row: &ReadRow| row.payable().map(BatchRow::content);
            prop_assert_eq!(content(one), content(other));
        }
    }
}
