//! What was written is what is read: by other programs' readers, cell by cell.

use super::about::About;
use super::cell::iso;
use super::columns::{COLUMNS, Context, headings};
use super::out_file::{OutFile, failed};
use super::write::{ToFile, fill};
use super::xlsx::XlsxFile;
use super::{FileFormat, Separator};
use crate::testing::{noon, operation};
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chrono::Duration;
use domain::{
    Currency, DoubtKind, Environment, Kind, Lang, Method, Money, ProviderId, Status, Transaction,
    TransactionId,
};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::HashMap;
use std::io::{self, Cursor, Seek, SeekFrom, Write};
use store::Row;

fn context(lang: Lang) -> Context {
    Context {
        lang,
        zone: "Africa/Kampala".parse().unwrap(),
        environment: Environment::Sandbox,
        accounts: HashMap::from([("acc_shop".to_owned(), "=Kintu Hardware".to_owned())]),
        providers: HashMap::from([("toy".to_owned(), "Toy".to_owned())]),
        doubts: HashMap::from([(operation().id, vec![DoubtKind::Mismatch])]),
        columns: COLUMNS.iter().collect(),
    }
}

fn about() -> About {
    About {
        lines: vec![
            (
                "Filter".to_owned(),
                "text =1+1, \"a;b\"\n# and more".to_owned(),
            ),
            ("Made at".to_owned(), "2026-11-21 14:31:40".to_owned()),
        ],
        lang: Lang::En,
    }
}

fn told(parts: i64, currency: &str) -> Money {
    Money::from_ten_thousandths(parts, Currency::parse(currency).unwrap())
}

fn transaction(number: u64) -> Transaction {
    let of = operation();
    let reference = format!("REF-{number}");
    Transaction {
        id: TransactionId::derive(&of.account, Kind::Charge, &reference),
        environment: Environment::Sandbox,
        account: of.account,
        provider: ProviderId::new("toy"),
        kind: Kind::Charge,
        status: Status::Succeeded,
        provider_status: "DONE".to_owned(),
        amount: told(850_000_000, "UGX"),
        fee: Some(told(21_522_000, "UGX")),
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        provider_reference: reference,
        our_reference: None,
        operator_reference: None,
        phone: of.phone,
        name: Some("Sarah Namuli".to_owned()),
        method: Some(Method::MobileMoney),
        network: None,
        note: None,
        provider_message: None,
        occurred_at: noon() + Duration::seconds(i64::try_from(number).unwrap()),
        synced_at: noon(),
        raw: None,
    }
}

fn alone(transaction: Transaction) -> Row {
    Row::Transaction {
        transaction,
        operation: None,
    }
}

/// Text that has broken files before, and text that nobody has thought of.
fn hostile(rng: &mut StdRng) -> String {
    const BEGINNINGS: &[&str] = &[
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "'",
        "''=",
        "\"",
        "#",
        ";",
        ",",
        " ",
        "\u{feff}",
        "=cmd|'/C calc'!A0",
        "@SUM(1+9)*cmd",
        "+256772418305",
        "-5",
        "=HYPERLINK(\"http://x\")",
        "1e308",
        "000123",
        "2026-01-02",
        "TRUE",
        "_x0041_",
        "_x000D_",
        "<b>&amp;",
        "]]>",
        "\u{0}",
        "\u{7}",
        "\u{ffff}",
        "\u{202e}",
        "é",
        "N'Guessan",
        "🏪",
        "",
    ];
    const PIECES: &[&str] = &[
        "a", "\r\n", "\n", "\r", "\"", "\"\"", ";", ",", "'", "=1", "\t", "|", "&", "<", ">", "_x",
        "_", "É", "🏪", "\u{1}", "\u{1f}", "\u{85}", "\u{2028}", "\u{fffe}", " ", "  ", "#",
    ];
    let mut text = (*BEGINNINGS.choose(rng).unwrap()).to_owned();
    for _ in 0..rng.random_range(0..6) {
        match rng.random_range(0..3) {
            0 => text.extend(char::from_u32(rng.random_range(1..0x11_0000))),
            _ => text += PIECES.choose(rng).unwrap(),
        }
    }
    text
}

/// Rows of eight hostile texts each.
fn hostile_rows(rng: &mut StdRng, count: u64) -> Vec<Row> {
    (0..count)
        .map(|number| {
            let mut text = || hostile(rng);
            alone(Transaction {
                name: Some(text()),
                note: Some(text()),
                network: Some(text()),
                our_reference: Some(text()),
                operator_reference: Some(text()),
                provider_message: Some(text()),
                provider_status: text(),
                provider_reference: text(),
                ..transaction(number)
            })
        })
        .collect()
}

/// A heading, and what stands under it.
type Text = (&'static str, fn(&Transaction) -> &str);

const TEXTS: [Text; 8] = [
    ("Name", |t| t.name.as_deref().unwrap()),
    ("Message", |t| t.note.as_deref().unwrap()),
    ("Network", |t| t.network.as_deref().unwrap()),
    ("Our reference", |t| t.our_reference.as_deref().unwrap()),
    ("Operator's reference", |t| {
        t.operator_reference.as_deref().unwrap()
    }),
    ("Why", |t| t.provider_message.as_deref().unwrap()),
    ("Provider's word", |t| &t.provider_status),
    ("Provider's reference", |t| &t.provider_reference),
];

fn place(heading: &str) -> usize {
    let headings = headings(&context(Lang::En));
    headings
        .iter()
        .position(|one| one.starts_with(heading))
        .unwrap()
}

fn written(format: FileFormat, rows: Vec<Row>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut pieces = vec![ToFile::End, ToFile::Rows(rows)];
    fill(&mut bytes, format, &about(), &context(Lang::En), || {
        pieces.pop()
    })
    .unwrap();
    bytes.into_inner()
}

/// The rows of a CSV as its own first lines say that they are to be read.
fn read_csv(bytes: &[u8], separator: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .delimiter(separator)
        .from_reader(bytes);
    assert_eq!(reader.headers().unwrap().len(), COLUMNS.len());
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// A cell without the apostrophe that makes it safe.
fn unguarded(cell: &str) -> &str {
    let looks_like_more = |rest: &str| {
        rest.trim_start_matches('\'')
            .starts_with(['=', '+', '-', '@', '\t', '\r'])
    };
    match cell.strip_prefix('\'') {
        Some(rest) if looks_like_more(rest) => rest,
        _ => cell,
    }
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn text_of(cell: Option<&Data>) -> String {
    match cell {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => text.clone(),
        Some(other) => panic!("{other:?} is no text"),
    }
}

#[test]
fn ten_thousand_hostile_cells_come_back_from_a_csv_as_they_were() {
    let rows = hostile_rows(&mut StdRng::seed_from_u64(1), 1_250);
    for separator in [Separator::Comma, Separator::Semicolon] {
        let bytes = written(FileFormat::Csv(separator), rows.clone());
        let read = read_csv(
            &bytes,
            if separator == Separator::Comma {
                b','
            } else {
                b';'
            },
        );
        assert_eq!(read.len(), rows.len());
        for (row, cells) in rows.iter().zip(&read) {
            let Row::Transaction { transaction, .. } = row else {
                unreachable!()
            };
            for (heading, of) in TEXTS {
                let cell = &cells[place(heading)];
                assert_eq!(unguarded(cell), of(transaction), "{heading}");
                let safe = !cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(safe, "{cell:?} would be a formula");
            }
        }
    }
}

#[test]
fn ten_thousand_hostile_cells_come_back_from_a_workbook_as_they_were() {
    let rows = hostile_rows(&mut StdRng::seed_from_u64(2), 1_250);
    let mut book = open(written(FileFormat::Xlsx, rows.clone()));
    let formulas = book.worksheet_formula("Transactions").unwrap();
    assert!(
        formulas.used_cells().next().is_none(),
        "a cell is a formula"
    );
    let sheet = book.worksheet_range("Transactions").unwrap();
    assert_eq!(sheet.height(), rows.len() + 1);
    for (row, cells) in rows.iter().zip(sheet.rows().skip(1)) {
        let Row::Transaction { transaction, .. } = row else {
            unreachable!()
        };
        for (heading, of) in TEXTS {
            assert_eq!(
                text_of(cells.get(place(heading))),
                of(transaction),
                "{heading}"
            );
        }
    }
}

#[test]
fn phones_are_text_amounts_are_numbers_and_times_are_told_twice() {
    let mut dear = transaction(1);
    dear.amount = told(9_000_000_000_000_000_123, "UGX");
    dear.fee = Some(told(2_500, "USD"));
    dear.net = Some(told(-21_522_000, "UGX"));
    let rows = vec![alone(transaction(0)), alone(dear)];
    let mut book = open(written(FileFormat::Xlsx, rows.clone()));
    let sheet = book.worksheet_range("Transactions").unwrap();
    let cell = |row: u32, heading: &str| {
        let column = u32::try_from(place(heading)).unwrap();
        sheet.get_value((row, column)).unwrap().clone()
    };
    assert_eq!(cell(1, "Phone"), Data::String("+256772418305".to_owned()));
    assert!(cell(1, "Amount").is_float());
    assert_eq!(cell(1, "Amount").to_string(), "85000");
    assert_eq!(cell(1, "Fee").to_string(), "2152.2");
    assert_eq!(cell(2, "Net").to_string(), "-2152.2");
    assert_eq!(cell(1, "Currency"), Data::String("UGX".to_owned()));
    let utc = noon();
    assert_eq!(cell(1, "Time (UTC)"), Data::String(iso(utc)));
    let local = utc.with_timezone(&context(Lang::En).zone).naive_local();
    let Data::DateTime(shown) = cell(1, "Local time") else {
        panic!("no time")
    };
    let (year, month, day, hour, minute, second, _) = shown.to_ymd_hms_milli();
    let shown = format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    assert_eq!(shown, super::cell::local(local));
    // A number would lose its last digits, and a fee of another currency would be added to the others.
    assert_eq!(
        cell(2, "Amount"),
        Data::String("900000000000000.0123".to_owned())
    );
    assert_eq!(cell(2, "Fee"), Data::String("0.25 USD".to_owned()));
    let said = book.worksheet_range("About").unwrap();
    let said: Vec<String> = said.rows().map(|row| text_of(row.get(1))).collect();
    assert!(said[2].starts_with("1 with more digits"), "{said:?}");

    let read = read_csv(&written(FileFormat::Csv(Separator::Comma), rows), b',');
    assert_eq!(read[0][place("Amount")], "85000");
    assert_eq!(read[1][place("Amount")], "900000000000000.0123");
    assert_eq!(read[1][place("Net")], "-2152.2");
    assert_eq!(read[0][place("Phone")], "'+256772418305");
    assert_eq!(read[0][place("Local time")], "2027-01-15 11:00:00");
    assert_eq!(read[0][place("Time (UTC)")], "2027-01-15T08:00:00Z");
}

#[test]
fn a_csv_begins_with_its_mark_and_lines_that_no_reader_takes_for_rows() {
    let bytes = written(
        FileFormat::Csv(Separator::Semicolon),
        vec![alone(transaction(0))],
    );
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text
        .strip_prefix('\u{feff}')
        .unwrap()
        .split("\r\n")
        .collect();
    assert_eq!(lines[0], "# Filter;\"text =1+1, \"\"a;b\"\" # and more\"");
    assert_eq!(lines[1], "# Made at;2026-11-21 14:31:40");
    assert!(lines[2].starts_with("Local time (Africa/Kampala);Time (UTC);"));
    assert!(lines[3].starts_with(
        "2027-01-15 11:00:00;2027-01-15T08:00:00Z;sandbox;Charge;Paid;85000;UGX;2152.2;;;"
    ));
    assert_eq!(lines[4..], [""]);
}

#[test]
fn an_operation_that_is_no_transaction_yet_is_told_in_words() {
    let mut asked = operation();
    asked.state = domain::State::InDoubt;
    let tied = Row::Transaction {
        transaction: transaction(0),
        operation: Some(operation()),
    };
    for (lang, state, question) in [
        (
            Lang::En,
            "Being checked",
            "the provider tells another amount",
        ),
        (
            Lang::Fr,
            "En vérification",
            "le fournisseur indique un autre montant",
        ),
    ] {
        let mut bytes = Cursor::new(Vec::new());
        let rows = vec![Row::Operation(asked.clone()), tied.clone()];
        let mut pieces = vec![ToFile::End, ToFile::Rows(rows)];
        let format = FileFormat::Csv(Separator::Comma);
        fill(&mut bytes, format, &about(), &context(lang), || {
            pieces.pop()
        })
        .unwrap();
        let read = read_csv(bytes.get_ref(), b',');
        let row = &read[0];
        assert_eq!(row[place("State")], state);
        assert_eq!(row[place("Status")], "in_doubt");
        assert_eq!(row[place("Doubt")], question);
        assert_eq!(row[place("Amount")], "85000");
        assert_eq!(row[place("Environment")], "sandbox");
        assert_eq!(row[place("Account")], "'=Kintu Hardware");
        assert_eq!(row[place("Operation")], asked.id.as_str());
        assert_eq!(row[place("Transaction")], "");
        // One that is a transaction too stands once, by what the provider says, with the same question.
        assert_eq!(read.len(), 2);
        assert_eq!(read[1][place("Operation")], asked.id.as_str());
        assert_eq!(read[1][place("Doubt")], question);
        assert_eq!(read[1][place("Status")], "succeeded");
    }
}

#[test]
fn a_sheet_that_is_full_is_followed_by_another() {
    let with = context(Lang::Fr);
    let mut bytes = Cursor::new(Vec::new());
    let mut file = XlsxFile::begin(&mut bytes, 3, &with).unwrap();
    for number in 0..7 {
        file.row(&alone(transaction(number)), &with).unwrap();
    }
    file.finish(&about(), &with).unwrap();
    let mut book = open(bytes.into_inner());
    let names = [
        "Transactions",
        "Transactions 2",
        "Transactions 3",
        "À propos",
    ];
    assert_eq!(book.sheet_names(), names);
    let heights: Vec<usize> = names[..3]
        .iter()
        .map(|name| book.worksheet_range(name).unwrap().height())
        .collect();
    assert_eq!(heights, [4, 4, 2], "each has its headings");
    let last = book.worksheet_range("Transactions 3").unwrap();
    assert_eq!(
        text_of(last.get((1, place("Provider's reference")))),
        "REF-6"
    );
    assert_eq!(super::xlsx::LARGEST_SHEET, 1_048_575);
}

/// A disk with so much room left.
struct Small<'a> {
    file: &'a mut std::fs::File,
    room: usize,
}

impl Write for Small<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.room == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let fits = bytes.len().min(self.room);
        self.room -= fits;
        self.file.write(&bytes[..fits])
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Small<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[test]
fn a_disk_that_is_full_at_any_moment_ends_the_export_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export");
    let rows = hostile_rows(&mut StdRng::seed_from_u64(3), 40);
    for format in [FileFormat::Csv(Separator::Comma), FileFormat::Xlsx] {
        let whole = written(format, rows.clone()).len();
        for room in (0..whole).step_by(whole / 60 + 1) {
            let mut out = OutFile::begin(&path, false).unwrap();
            let mut pieces = vec![ToFile::End, ToFile::Rows(rows.clone())];
            let file = Small {
                file: out.file(),
                room,
            };
            let with = context(Lang::En);
            let error = fill(file, format, &about(), &with, || pieces.pop()).unwrap_err();
            assert_eq!(failed(&error, &path).code, "disk_full", "{room} of {whole}");
            drop(out);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}

#[test]
fn rows_that_end_before_their_end_was_told_make_no_file() {
    for format in [FileFormat::Csv(Separator::Comma), FileFormat::Xlsx] {
        let mut bytes = Cursor::new(Vec::new());
        let mut pieces = vec![ToFile::Rows(vec![alone(transaction(0))])];
        let done = fill(&mut bytes, format, &about(), &context(Lang::En), || {
            pieces.pop()
        });
        assert!(done.is_err());
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    let put = |force: bool, text: &str| -> crate::Result<String> {
        let mut out = OutFile::begin(&path, force)?;
        out.file().write_all(text.as_bytes()).unwrap();
        let whole = out.whole()?;
        let sha256 = whole.sha256().to_owned();
        whole.take_its_name()?;
        Ok(sha256)
    };
    put(false, "first").unwrap();
    assert_eq!(put(false, "second").unwrap_err().code, "file_exists");
    assert_eq!(std::fs::read(&path).unwrap(), b"first");
    let sum = put(true, "third").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"third");
    assert_eq!(sum.len(), 64);
    // One that came meanwhile is not replaced either.
    std::fs::remove_file(&path).unwrap();
    let out = OutFile::begin(&path, false).unwrap();
    std::fs::write(&path, "somebody's").unwrap();
    assert_eq!(
        out.whole().unwrap().take_its_name().unwrap_err().code,
        "file_exists"
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"somebody's");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    for nowhere in [folder.path(), &folder.path().join("none/export.csv")] {
        assert_eq!(
            OutFile::begin(nowhere, true).err().unwrap().code,
            "bad_path"
        );
    }
}
