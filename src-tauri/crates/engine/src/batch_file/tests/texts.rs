use super::*;
use encoding_rs::WINDOWS_1252;

const FRENCH: &str =
    "référence;téléphone;montant;bénéficiaire\r\nÉ1;0772418305;25 000;Aïssatou Côté\r\n";

fn is_aissatou(file: &BatchFile) {
    let row = file.rows[0].payable().unwrap();
    assert_eq!(row.reference, "É1");
    assert_eq!(row.name.as_deref(), Some("Aïssatou Côté"));
    assert_eq!(row.amount, money("25000", "UGX"));
}

#[test]
fn a_file_is_read_in_each_encoding_that_excel_writes() {
    is_aissatou(&read(FRENCH));
    is_aissatou(&read(format!("\u{feff}{FRENCH}")));
    is_aissatou(&read(WINDOWS_1252.encode(FRENCH).0));
    let words = |big: bool| -> Vec<u8> {
        let mark = std::iter::once(0xFEFF);
        mark.chain(FRENCH.encode_utf16())
            .flat_map(|word| {
                if big {
                    word.to_be_bytes()
                } else {
                    word.to_le_bytes()
                }
            })
            .collect()
    };
    is_aissatou(&read(words(false)));
    is_aissatou(&read(words(true)));
}

#[test]
fn what_stands_between_the_cells_is_found_out() {
    for (between, name) in [(';', "semicolon"), (',', "comma"), ('\t', "tab")] {
        let file = FRENCH
            .replace(';', &between.to_string())
            .replace("25 000", "25000");
        let file = read(file);
        assert_eq!(
            file.format,
            Format::Csv {
                between: between as u8
            },
            "{name}"
        );
        is_aissatou(&file);
    }
    let file = read("sep=|\r\nref|phone|amount\r\nA1|0772418305|5000\r\n");
    assert_eq!(file.format, Format::Csv { between: b'|' });
    assert_eq!(file.rows[0].line, 3);
    // Commas in the rows do not outvote the header.
    let file = read("ref;phone;amount;note\nA1;0772418305;5000;a,b,c,d,e\n");
    assert_eq!(
        file.rows[0].payable().unwrap().note.as_deref(),
        Some("a,b,c,d,e")
    );
}

#[test]
fn quoted_cells_hold_what_they_hold() {
    let file = read(
        "ref,phone,\"amount\",note\r\n\"A1\",0772418305,\"25 000\",\"said \"\"now, please\"\"\"\r\n",
    );
    let row = file.rows[0].payable().unwrap();
    assert_eq!(row.note.as_deref(), Some("said \"now, please\""));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for end in ["\n", "\r\n", "\r"] {
        let file = [
            "ref;phone;amount",
            "",
            "A1;0772418305;5",
            ";;",
            "A2;0772418306;5",
        ]
        .join(end);
        let lines: Vec<u32> = read(file).rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 5], "{end:?}");
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_swallows_no_row() {
    let swallowing = "ref;phone;amount;note\nA1;0772418305;5;\"rent\nA2;0772418306;5;rent\n";
    assert_eq!(refusal(swallowing), "open_quote");
    assert_eq!(
        refusal("ref;phone;amount;note\nA1;0772418305;5;\"rent\"x\n"),
        "stray_quote"
    );
    // Closed three rows below: the row says that it goes over several lines, and is not paid.
    let file = read(
        "ref;phone;amount;note\nA1;0772418305;5;\"rent\nA2;0772418306;5;rent\"\nA3;0772418307;5;\n",
    );
    assert_eq!(faults(&file.rows[0]), ["several_lines"]);
    assert_eq!(file.rows[1].line, 4);
    assert!(file.rows[1].payable().is_some());
}

#[test]
fn what_is_no_table_is_refused_as_such() {
    assert_eq!(refusal(b"%PDF-1.7\n\x00\x01\x02"), "not_a_table");
    assert_eq!(refusal(b"\xEF\xBB\xBFref;\xFF\xFE"), "not_a_table");
    assert_eq!(
        refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]),
        "old_or_locked_workbook"
    );
    assert_eq!(refusal(vec![b'a'; LARGEST_FILE + 1]), "file_too_large");
}

#[test]
fn more_rows_than_fifty_thousand_are_refused() {
    let rows = |count: usize| {
        let mut file = "ref;phone;amount\n".to_owned();
        for row in 0..count {
            file.push_str(&format!("A{row};;\n"));
        }
        file
    };
    assert_eq!(read(rows(MOST_ROWS)).rows.len(), MOST_ROWS);
    assert_eq!(refusal(rows(MOST_ROWS + 1)), "too_many_rows");
    assert_eq!(refusal(rows(MOST_ROWS + 100)), "too_many_rows");
}

#[test]
fn a_row_says_all_its_faults_and_each_in_both_languages() {
    let file = read(
        "ref;phone;amount;currency;network;note\n;077O;25.000;RWF;Vodafone;aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeee\n",
    );
    let found = faults(&file.rows[0]);
    assert_eq!(
        found,
        [
            "missing",
            "currency_not_of_account",
            "letters_in_phone",
            "unknown_network",
            "too_long"
        ]
    );
    for fault in file.rows[0].faults() {
        assert!(
            !fault.message.en.is_empty()
                && !fault.message.fr.is_empty()
                && !fault.next.en.is_empty()
        );
        assert_ne!(fault.message.en, fault.message.fr);
        assert!(fault.field.is_some());
    }
}

#[test]
fn the_file_is_handed_back_as_it_came_with_its_hash() {
    let file = read(FRENCH);
    assert_eq!(file.original, FRENCH.as_bytes());
    assert_eq!(file.sha256, hex::encode(Sha256::digest(FRENCH)));
}

#[test]
fn a_row_pays_a_bank_where_the_account_can() {
    let bytes = "ref;bank;numéro de compte;agence;amount;name\nB1;Stanbic;9030 0123 45;Kampala;5000;Acme\nB2;;123;;5;x\nB3;Stanbic;1.23457E+15;;5;x\n";
    let file = read(bytes);
    let bank = Destination::Bank {
        bank: "Stanbic".into(),
        number: "9030012345".into(),
        branch: Some("Kampala".into()),
    };
    assert_eq!(file.rows[0].payable().unwrap().destination, bank);
    assert_eq!(faults(&file.rows[1]), ["missing"]);
    assert_eq!(faults(&file.rows[2]), ["digits_lost"]);
    let mut wallets = ugandan();
    wallets.offered.bank = false;
    assert_eq!(
        faults(&read_by(&wallets, bytes).unwrap().rows[0]),
        ["not_offered"]
    );
    let both = read("ref;phone;bank;account number;amount\nB1;0772418305;Stanbic;123;5\n");
    assert_eq!(faults(&both.rows[0]), ["two_recipients"]);
}

#[test]
fn a_network_is_named_or_guessed_and_a_difference_is_pointed_at() {
    let file = read(
        "ref;phone;amount;network\nA1;0772418305;5;airtel\nA2;0752418305;5;\nA3;0772418306;5;MTN MoMo\n",
    );
    assert_eq!(file.rows[0].payable().unwrap().network, Some("AIRTEL"));
    assert_eq!(codes(&file.rows[0].warnings), ["network_differs"]);
    assert_eq!(file.rows[1].payable().unwrap().network, None);
    assert_eq!(
        file.rows[1].payable().unwrap().likely_network,
        Some("AIRTEL")
    );
    assert_eq!(file.rows[2].payable().unwrap().network, Some("MTN"));
}

#[test]
fn invisible_characters_make_no_second_reference() {
    let file = read("ref;phone;amount\nA1;0772418305;5\nA1\u{200b};0772418306;6\n");
    assert_eq!(faults(&file.rows[1]), ["odd_characters"]);
}
