//! Cells that a person mended: they lie over the file, and the file stays as it came.

use super::*;

fn mended(file: &str, mends: &Mends) -> BatchFile {
    let rules = rules("UG", &["UGX"]);
    let bytes = file.as_bytes().to_vec();
    BatchFile::read_mended(bytes, &Mapping::default(), mends, &rules).unwrap()
}

const SHORT: &str = "reference,phone,amount\nA1,077241830,1000\nA2,0772418305,2000\n";

#[test]
fn a_mended_cell_makes_the_row_payable_and_the_bytes_stay_as_they_came() {
    let before = mended(SHORT, &Mends::default());
    assert!(before.rows[0].payable().is_none());
    let mends = Mends::default().with(2, Field::Phone, "0772418305");
    let after = mended(SHORT, &mends);
    let row = after.rows[0].payable().expect("its phone was mended");
    assert_eq!(row.destination, phone("+256772418305"));
    assert_eq!(after.original, SHORT.as_bytes());
    assert_eq!(after.sha256, before.sha256);
    assert_eq!(after.text(0, Field::Phone), Some("0772418305"));
    assert_eq!(after.rows[1], before.rows[1]);
}

#[test]
fn a_field_that_the_file_has_no_column_for_can_be_filled_in() {
    let file = "reference,phone,amount\nA1,0772418305,1000\nA2,0772418306,2000\n";
    let mends = Mends::default().with(3, Field::Note, "May wages");
    let after = mended(file, &mends);
    let notes: Vec<Option<&str>> = after
        .rows
        .iter()
        .map(|row| row.payable().and_then(|row| row.note.as_deref()))
        .collect();
    assert_eq!(notes, [None, Some("May wages")]);
}

#[test]
fn a_stray_cell_beyond_the_titles_stays_a_fault_and_is_not_taken_for_what_was_filled_in() {
    let file = "reference,phone,amount\nA1,0772418305,1000,000\nA2,0772418306,2000\n";
    let codes = |file: &BatchFile| -> Vec<&str> {
        file.rows[0].faults().iter().map(|it| it.code).collect()
    };
    let before = mended(file, &Mends::default());
    assert!(!codes(&before).is_empty());
    let mends = Mends::default().with(3, Field::Note, "May wages");
    let after = mended(file, &mends);
    assert_eq!(codes(&after), codes(&before));
    assert_eq!(after.text(0, Field::Note), Some(""));
    assert!(after.rows[1].payable().is_some());
}

#[test]
fn what_was_mended_and_what_columns_mean_come_back_as_they_were_kept() {
    let mends = Mends::default()
        .with(2, Field::Phone, "0772\"418,305")
        .with(9, Field::AccountNumber, "");
    assert_eq!(Mends::from_json(&mends.to_json()), mends);
    assert_eq!(Mends::from_json("not what was kept"), Mends::default());
    let mapping = Mapping::default()
        .with("Net à payer", Some(Field::Amount))
        .with("Grade", None);
    let again = Mapping::from_json(&mapping.to_json());
    assert_eq!(again.to_json(), mapping.to_json());
    assert!(mapping.to_json().contains("amount"));
}

#[test]
fn titles_that_do_not_suffice_are_told_for_a_person_to_say_what_they_mean() {
    let file = b"Who,Where,How much\nAnna,0772418305,1000\n";
    let columns = columns_of(file, &Mapping::default()).unwrap();
    let titles: Vec<&str> = columns.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["Who", "Where", "How much"]);
    let mapping = Mapping::default()
        .with("Where", Some(Field::Phone))
        .with("How much", Some(Field::Amount))
        .with("Who", Some(Field::Reference));
    let rules = rules("UG", &["UGX"]);
    let read = BatchFile::read(file.to_vec(), &mapping, &rules).unwrap();
    assert!(read.rows[0].payable().is_some(), "{:?}", read.rows);
}
