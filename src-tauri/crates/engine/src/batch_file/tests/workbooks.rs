use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook, Worksheet};
use std::io::Write;

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

fn titles(sheet: &mut Worksheet, titles: &[&str]) {
    for (column, title) in (0..).zip(titles) {
        sheet.write(0, column, *title).unwrap();
    }
}

#[test]
fn a_workbook_is_read_with_its_numbers_and_texts() {
    let file = read(workbook(|book| {
        let sheet = book.add_worksheet();
        titles(sheet, &["Référence", "Téléphone", "Montant", "Nom"]);
        sheet.write(1, 0, 1001).unwrap();
        sheet.write(1, 1, 256_772_418_305_u64).unwrap();
        sheet.write(1, 2, 25_000).unwrap();
        sheet.write(1, 3, "Aïssatou & Fils <SA>").unwrap();
        sheet.write(3, 0, "A2").unwrap();
        sheet.write(3, 1, "0772 418 306").unwrap();
        sheet.write(3, 2, "25 000").unwrap();
    }));
    assert_eq!(file.format, Format::Xlsx);
    let row = file.rows[0].payable().unwrap();
    assert_eq!((row.line, row.reference.as_str()), (2, "1001"));
    assert_eq!(row.destination, phone("+256772418305"));
    assert_eq!(row.amount, money("25000", "UGX"));
    assert_eq!(row.name.as_deref(), Some("Aïssatou & Fils <SA>"));
    assert_eq!(codes(&file.rows[0].warnings), ["digits_kept"]);
    let row = file.rows[1].payable().unwrap();
    assert_eq!((row.line, &row.amount), (4, &money("25000", "UGX")));
}

#[test]
fn numbers_that_a_spreadsheet_cannot_keep_whole_are_refused() {
    let file = read(workbook(|book| {
        let sheet = book.add_worksheet();
        titles(sheet, &["reference", "bank", "account number", "amount"]);
        sheet.write(1, 0, "B1").unwrap();
        sheet.write(1, 1, "Stanbic").unwrap();
        // Sixteen digits were typed; the last became a zero.
        sheet.write(1, 2, 1_234_567_890_123_450_u64).unwrap();
        sheet.write(1, 3, 5000).unwrap();
        sheet.write(2, 0, "B2").unwrap();
        sheet.write(2, 1, "Stanbic").unwrap();
        sheet.write(2, 2, 123_456_789_012_345_u64).unwrap();
        sheet.write(2, 3, 110.000_000_000_000_01).unwrap();
    }));
    assert_eq!(faults(&file.rows[0]), ["digits_lost"]);
    assert_eq!(faults(&file.rows[1]), ["long_amount"]);
}

#[test]
fn a_date_where_a_phone_or_a_reference_belongs_is_refused_as_a_date() {
    let file = read(workbook(|book| {
        let sheet = book.add_worksheet();
        titles(sheet, &["reference", "phone", "amount"]);
        let day = Style::new().set_num_format("dd/mm/yyyy");
        let date = ExcelDateTime::from_ymd(2026, 11, 22).unwrap();
        sheet.write_with_format(1, 0, &date, &day).unwrap();
        sheet.write_with_format(1, 1, &date, &day).unwrap();
        sheet.write_with_format(1, 2, &date, &day).unwrap();
        // A format of money is no date, whatever letters it shows.
        let francs = Style::new().set_num_format("#,##0 \"francs d'ici\"");
        sheet.write(2, 0, "A2").unwrap();
        sheet.write(2, 1, "0772418305").unwrap();
        sheet.write_with_format(2, 2, 5000, &francs).unwrap();
    }));
    assert_eq!(
        faults(&file.rows[0]),
        ["became_a_date", "became_a_date", "became_a_date"]
    );
    assert_eq!(file.rows[1].payable().unwrap().amount, money("5000", "UGX"));
}

#[test]
fn a_formula_is_paid_by_its_result_and_an_error_is_not() {
    let file = read(workbook(|book| {
        let sheet = book.add_worksheet();
        titles(sheet, &["reference", "phone", "amount"]);
        for row in 1..4 {
            sheet.write(row, 0, format!("A{row}")).unwrap();
            sheet.write(row, 1, format!("077241830{row}")).unwrap();
        }
        sheet
            .write(1, 2, Formula::new("=20000+5000").set_result("25000"))
            .unwrap();
        sheet
            .write(2, 2, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
        sheet
            .write(3, 2, Formula::new("=A1&\"\"").set_result("25 000"))
            .unwrap();
    }));
    assert_eq!(
        file.rows[0].payable().unwrap().amount,
        money("25000", "UGX")
    );
    assert_eq!(faults(&file.rows[1]), ["broken_formula"]);
    assert_eq!(
        file.rows[2].payable().unwrap().amount,
        money("25000", "UGX")
    );
}

#[test]
fn the_first_sheet_that_is_shown_and_has_a_header_is_read() {
    let file = read(workbook(|book| {
        let hidden = book.add_worksheet();
        hidden.set_hidden(true);
        titles(hidden, &["reference", "phone", "amount"]);
        hidden.write(1, 0, "OLD").unwrap();
        book.add_worksheet().write(0, 0, "Read me first").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_active(true);
        titles(sheet, &["reference", "phone", "amount"]);
        sheet.write(1, 0, "NEW").unwrap();
        sheet.write(1, 1, "0772418305").unwrap();
        sheet.write(1, 2, 5000).unwrap();
        titles(book.add_worksheet(), &["reference", "phone", "amount"]);
    }));
    assert_eq!(file.references().collect::<Vec<_>>(), ["NEW"]);
}

#[test]
fn merged_titles_empty_rows_and_formats_far_away_make_no_rows() {
    let file = read(workbook(|book| {
        let sheet = book.add_worksheet();
        let bold = Style::new().set_bold();
        sheet
            .merge_range(0, 0, 0, 3, "Salaires, novembre 2026", &bold)
            .unwrap();
        sheet.merge_range(2, 1, 2, 2, "téléphone", &bold).unwrap();
        sheet.write(2, 0, "réf").unwrap();
        sheet.write(2, 3, "montant").unwrap();
        sheet.write(3, 0, "A1").unwrap();
        sheet.write(3, 1, "0772418305").unwrap();
        sheet.write(3, 3, 5000).unwrap();
        for row in 4..40 {
            sheet.write_blank(row, 3, &bold).unwrap();
        }
        sheet.write_blank(1_048_575, 16_383, &bold).unwrap();
    }));
    assert_eq!(file.rows.len(), 1);
    assert_eq!(file.rows[0].line, 4);
    assert!(file.rows[0].payable().is_some());
}

#[test]
fn a_row_that_a_filter_hides_is_pointed_at() {
    let file = read(workbook(|book| {
        let sheet = book.add_worksheet();
        titles(sheet, &["reference", "phone", "amount"]);
        for row in 1..3 {
            sheet.write(row, 0, format!("A{row}")).unwrap();
            sheet.write(row, 1, format!("077241830{row}")).unwrap();
            sheet.write(row, 2, 5000).unwrap();
        }
        sheet.set_row_hidden(2).unwrap();
    }));
    assert_eq!(codes(&file.rows[0].warnings), Vec::<&str>::new());
    assert_eq!(codes(&file.rows[1].warnings), ["hidden_row"]);
}

/// A workbook made by hand, of these rows.
fn by_hand(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let usual = [
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
    ];
    for (path, text) in usual.iter().chain(parts) {
        zip.start_file(*path, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!(
        r#"<worksheet><sheetData><row><c t="inlineStr"><is><t>ref</t></is></c><c t="inlineStr"><is><t>phone</t></is></c><c t="inlineStr"><is><t>amount</t></is></c></row>{rows}</sheetData></worksheet>"#
    )
}

#[test]
fn numbers_are_taken_as_they_are_written_in_the_workbook() {
    let rows = r#"<row r="7"><c r="A7" t="str"><f>x</f><v>A1</v></c><c r="B7"><v>2.56772418305E11</v></c><c r="C7"><v>2.5E4</v></c></row>
        <row r="9"><c r="A9"><v>1E3</v></c><c r="B9"><v>256772418306.0</v></c><c r="C9"><v>25000.00</v></c></row>
        <row r="10"><c t="b"><v>1</v></c><c><v>772418307</v></c><c><f>Z1</f></c></row>
        <row r="11"><c t="inlineStr"><is><t>a</t><rPh><t>zz</t></rPh><r><t>&amp;_x0041_</t></r></is></c><c><v>1e400</v></c><c><v>1e-3</v></c></row>"#;
    let file = read(by_hand(&[("xl/worksheets/sheet1.xml", &sheet(rows))]));
    let row = |index: usize| file.rows[index].payable().unwrap();
    assert_eq!((row(0).line, row(0).amount), (7, money("25000", "UGX")));
    assert_eq!(row(0).destination, phone("+256772418305"));
    assert_eq!(
        (row(1).reference.as_str(), row(1).amount),
        ("1000", money("25000", "UGX"))
    );
    assert_eq!(row(1).destination, phone("+256772418306"));
    assert_eq!(faults(&file.rows[2]), ["broken_formula"]);
    assert_eq!(file.rows[3].reference(), Some("a&A"));
    assert_eq!(faults(&file.rows[3]), ["too_many_decimals", "digits_lost"]);
}

#[test]
fn a_small_workbook_that_unpacks_into_a_huge_one_is_refused() {
    let spaces = " ".repeat(64 * 1024 * 1024);
    let bomb = by_hand(&[("xl/worksheets/sheet1.xml", &spaces)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refusal(&bomb), "unpacks_too_large");
    // One that lies about its length, in its list and in its entry.
    let honest = 64_u32 * 1024 * 1024;
    let mut liar = bomb;
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == honest.to_le_bytes() {
            liar[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    let said = refusal(&liar);
    assert!(
        ["unpacks_too_large", "damaged_file"].contains(&said.as_str()),
        "{said}"
    );
}

#[test]
fn one_long_text_shown_by_every_cell_stays_one() {
    let text = "x".repeat(32_000);
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    let row = r#"<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>"#;
    let file = read(by_hand(&[
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &sheet(&row.repeat(20_000))),
    ]));
    assert_eq!(file.rows.len(), 20_000);
    assert_eq!(faults(&file.rows[0]), ["too_long", "too_long", "too_long"]);
}

/// So many rows that they are read side by side, each with texts of its own.
fn long(row: impl Fn(u32) -> String) -> String {
    (2..6_002).map(row).collect()
}

fn usual(line: u32) -> String {
    let reference = 2 * (line - 2);
    let (phone, amount) = (reference + 1, 5_000 + line);
    format!(
        r#"<row r="{line}"><c r="A{line}" t="s"><v>{reference}</v></c><c t="s"><v>{phone}</v></c><c><v>{amount}</v></c></row>"#
    )
}

fn texts(between: &str) -> String {
    let item = |line| {
        let digits = 400_000 + line;
        format!("<si><t>Nº {line}</t></si>{between}<si><t>0772{digits}</t></si>")
    };
    format!("<sst>{}</sst>", long(item))
}

#[test]
fn the_rows_of_a_long_workbook_stay_in_order_with_their_own_texts() {
    // What might hide a row inside of something else is read in one go, and reads the same.
    for between in ["", "<!-- <si> <row r=\"9\"> -->"] {
        let file = read(by_hand(&[
            ("xl/sharedStrings.xml", &texts(between)),
            ("xl/worksheets/sheet1.xml", &sheet(&(long(usual) + between))),
        ]));
        assert_eq!(file.rows.len(), 6_000);
        for (read, line) in file.rows.iter().zip(2_u32..) {
            let row = read.payable().unwrap();
            assert_eq!(
                (row.line, row.reference.as_str()),
                (line, &*format!("Nº {line}"))
            );
            assert_eq!(
                row.destination,
                phone(&format!("+256772{}", 400_000 + line))
            );
            assert_eq!(row.amount, money(&(5_000 + line).to_string(), "UGX"));
        }
    }
}

#[test]
fn a_long_workbook_whose_rows_go_up_again_or_end_too_soon_is_refused() {
    let strings = texts("");
    let refused = |rows: &str| {
        refusal(by_hand(&[
            ("xl/sharedStrings.xml", &strings),
            ("xl/worksheets/sheet1.xml", rows),
        ]))
    };
    let again = long(|line| usual(if line < 4_000 { line } else { line - 2_000 }));
    assert_eq!(refused(&sheet(&again)), "damaged_file");
    let whole = sheet(&long(usual));
    assert_eq!(refused(&whole[..whole.len() / 4 * 3]), "damaged_file");
    // A number of a text that is not there, in the lower half.
    assert_eq!(
        refused(&whole.replace("<v>11999</v>", "<v>12000</v>")),
        "damaged_file"
    );
}

#[test]
fn a_damaged_workbook_is_refused_as_damaged() {
    let whole = by_hand(&[("xl/worksheets/sheet1.xml", &sheet(""))]);
    assert_eq!(refusal(&whole[..whole.len() - 30]), "damaged_file");
    let cut = sheet(r#"<row><c><v>1</v></c></row>"#).replace("</sheetData></worksheet>", "");
    assert_eq!(
        refusal(by_hand(&[("xl/worksheets/sheet1.xml", &cut)])),
        "damaged_file"
    );
    for (rows, code) in [
        (
            r#"<row r="5"></row><row r="3"><c><v>1</v></c></row>"#,
            "damaged_file",
        ),
        (
            r#"<row><c r="C2"><v>1</v></c><c r="B2"><v>1</v></c></row>"#,
            "damaged_file",
        ),
        (r#"<row><c t="s"><v>7</v></c></row>"#, "damaged_file"),
        (r#"<row><c r="ZZZ2"><v>1</v></c></row>"#, "too_many_columns"),
        (r#"<row><c><v>&bomb;</v></c></row>"#, "damaged_file"),
        ("<row><c>", "damaged_file"),
    ] {
        let file = by_hand(&[("xl/worksheets/sheet1.xml", &sheet(rows))]);
        assert_eq!(refusal(file), code, "{rows}");
    }
}
