//! A file of ten thousand payouts, from its bytes to every row judged, beside the bare crate that takes a CSV apart and
//! the least that can be asked of a row.

use crate::{Failure, Limit, Spread, floor, rows, spread, tell};
use chrono::{DateTime, Utc};
use domain::{
    Account, AccountId, Country, Currency, Details, Environment, Kind, Money, Operation,
    OperationId, PayoutDetails, Phone,
};
use engine::batch::BatchDraft;
use engine::batch_file::{BatchFile, Mapping, Mends, Offered, Rules};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Actor, NewBatch, NewRow, Store};
use tests::{Shop, World, rate};

const ROWS: usize = 10_000;
const ROUNDS: usize = 20;
/// What [`yardstick`] took on the machine that the limits were found on.
pub(crate) const YARDSTICK: Duration = Duration::from_micros(2_900);
/// A file read and every row judged; its floor is [`bare`].
const READ: Limit = Limit {
    most: Duration::from_millis(50),
    floor: YARDSTICK,
};
/// A file written down; its floor is [`floor::Intents`].
const JOURNALLED: Limit = Limit {
    most: Duration::from_millis(100),
    floor: Duration::from_millis(18),
};

fn text() -> String {
    let mut text = "reference;téléphone;montant;bénéficiaire;réseau;message\r\n".to_owned();
    for row in 0..ROWS {
        // As people write them: some with a plus, some with spaces, one in fifty wrong.
        let phone = match row % 50 {
            0 => "2.56E+11".to_owned(),
            1..=20 => format!("+2567724{row:05}"),
            21..=35 => format!("0772 4{:02} {:03}", row / 1_000, row % 1_000),
            _ => format!("7724{row:05}"),
        };
        let amount = 5_000 + row;
        text.push_str(&format!(
            "SAL-2026-11-{row:05};{phone};{amount};Aïssatou Nº {row};MTN;Salaire de novembre\r\n"
        ));
    }
    text
}

fn workbook() -> Result<Vec<u8>, Failure> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(text().lines()) {
        for (column, cell) in (0_u16..).zip(line.split(';')) {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write(row, column, number)?,
                Err(_) => sheet.write(row, column, cell)?,
            };
        }
    }
    Ok(book.save_to_buffer()?)
}

fn rules() -> Result<Rules, Failure> {
    let networks = providers::all()
        .iter()
        .map(|provider| provider.manifest().networks)
        .find(|networks| networks.iter().any(|network| network.country == "UG"));
    Ok(Rules {
        country: Country::parse("UG")?,
        currencies: vec![Currency::parse("UGX")?],
        networks: networks.unwrap_or_default(),
        offered: Offered {
            phone: true,
            bank: false,
            contact: false,
        },
        hard: Vec::new(),
        soft: Vec::new(),
        longest_reference: 36,
        longest_name: 60,
        longest_note: 60,
    })
}

/// Nine digits, a whole amount, a reference that was not seen before.
fn bare(text: &str) -> Result<usize, Failure> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut good = 0;
    while reader.read_record(&mut record)? {
        let digits = record[1].bytes().filter(u8::is_ascii_digit).count();
        let amount = record[2].parse::<u64>().unwrap_or(0);
        let new = seen.insert(record[0].to_owned());
        good += usize::from((9..=12).contains(&digits) && amount > 0 && new);
    }
    Ok(good)
}

fn timed(mut work: impl FnMut() -> Result<usize, Failure>) -> Result<Spread, Failure> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        black_box(work()?);
        times.push(begun.elapsed());
    }
    Ok(spread(times))
}

/// How fast this machine is just now: how long it takes over the barest reading of a file of ten thousand rows.
pub(crate) fn yardstick() -> Result<Duration, Failure> {
    let text = text();
    Ok(timed(|| bare(&text))?.p50)
}

pub(crate) fn read() -> Result<(), Failure> {
    let rules = rules()?;
    let text = text();
    let workbook = workbook()?;
    let floor = timed(|| bare(&text))?;
    for (name, bytes) in [
        ("batch: 10,000 rows of CSV", text.as_bytes()),
        ("batch: 10,000 rows of XLSX", workbook.as_slice()),
    ] {
        let ours = timed(|| {
            let file = BatchFile::read(bytes.to_vec(), &Mapping::default(), &rules)?;
            let summary = file.summary()?;
            match (summary.to_send, summary.faulty) {
                (9_800, 200) => Ok(summary.to_send),
                other => Err(format!("the file was read otherwise: {other:?}").into()),
            }
        })?;
        tell(name, &ours, &floor);
        READ.judge(ours.p50, floor.p50);
    }
    Ok(())
}

fn payout(number: u64, account: &Account, batch: &str, at: DateTime<Utc>) -> Operation {
    // Neither phones nor what rows stand for come in an order.
    let phone = format!("+25677{:07}", number * 7_919 % 10_000_000);
    let parts = i64::try_from(50_000_000 + number * 10_000).unwrap_or(50_000_000);
    let ugx = Currency::parse("UGX").expect("a currency of ISO 4217");
    let id = OperationId::new(at, u128::from(number));
    let stands_for = hex::encode(Sha256::digest(number.to_be_bytes()));
    Operation {
        // As the engine makes them: the ids of a file's rows follow each other, our references do not.
        request_id: format!("row-0-{id}"),
        id,
        our_reference: format!("DK{}", &stands_for[..26]).to_uppercase(),
        kind: Kind::Payout,
        phone: Phone::parse(&phone).ok(),
        name: Some(format!("Aïssatou Nº {number}")),
        amount: Money::from_ten_thousandths(parts, ugx),
        content_hash: hex::encode(Sha256::digest(&phone)),
        details: Details::Payout(PayoutDetails {
            to: domain::Destination::MobileMoney { network: None },
            country: None,
            recipient_gets: None,
            refunds: None,
            batch: Some(batch.to_owned()),
            sub_account: None,
            tries_again: None,
            scenario: None,
        }),
        account: account.id.clone(),
        // All rows of a file are of one moment.
        created_at: at,
        updated_at: at,
        ..rows::operation(number)
    }
}

/// Ten thousand rows on disk in one flushed commit, beside as many of the barest rows that could be called an intent.
pub(crate) async fn journalled(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let store = Store::open(folder).await?;
    let bare = floor::Intents::open(&folder.join("bare.db")).await?;
    let actor = Actor {
        name: "bench".into(),
        by: "duka".into(),
    };
    let at = Utc::now();
    let account = Account {
        id: AccountId::new(at, 1),
        ..rows::account()
    };
    store.journal.insert_account(&account, &actor, at).await?;
    let file = text().into_bytes();
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for round in 0..5_u64 {
        let id = format!("bt_{round:026}");
        let first = round * 10_000;
        let kept: Vec<(String, Operation)> = (first..first + 10_000)
            .map(|number| (format!("SAL-{number}"), payout(number, &account, &id, at)))
            .collect();
        let new: Vec<NewRow<'_>> = (0_u32..)
            .zip(&kept)
            .map(|(line, (reference, operation))| NewRow {
                reference,
                content: &operation.content_hash,
                line,
                operation,
            })
            .collect();
        let batch = NewBatch {
            id: &id,
            account: &account.id,
            environment: Environment::Live,
            file_name: "wages.csv",
            file_hash: "00",
            file: &file,
        };
        let begun = Instant::now();
        store.journal.record_batch(&batch, &new, &actor, at).await?;
        ours.push(begun.elapsed());
        floors.push(bare.write(first..first + 10_000).await?);
    }
    let (ours, floors) = (spread(ours), spread(floors));
    tell("batch: 10,000 rows journalled", &ours, &floors);
    JOURNALLED.judge(ours.p50, floors.p50);
    store.close().await;
    Ok(())
}

/// A file at a provider that takes so many requests a second, in seconds of the provider's own clock.
#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
pub(crate) async fn rate() {
    const A_SECOND: usize = 10;
    let world = World::new().await;
    let kept = rate::kept(&world, Shop::KAMPALA, 300, A_SECOND).await;
    let percent = kept.percent_of(A_SECOND);
    let said = if percent >= 95 && kept.paid == kept.rows && kept.different == kept.rows {
        "kept"
    } else {
        "NOT kept"
    };
    println!(
        "batch: {} rows at {A_SECOND} a second: {} paid, {} different, in {} s; {percent} % of what is allowed; {} refused, {} of them after the first second",
        kept.rows, kept.paid, kept.different, kept.seconds, kept.refused, kept.refused_late,
    );
    println!("    at least 95 %, no row twice: {said}");
}

/// The same file through all of the core: read, judged against the past, every request written once for nothing; then, at the
/// person's yes, judged again and written down. Beside the least that can be asked of it.
pub(crate) async fn whole(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let bare_book = floor::Bare::open(&folder.join("bare.db"), "FULL").await?;
    let (mut reviews, mut yeses) = (Vec::new(), Vec::new());
    let (mut reads, mut commits) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let world = World::new().await;
        let draft = BatchDraft {
            account: world.account(Shop::KAMPALA),
            file_name: "wages.csv".to_owned(),
            file: text().into_bytes(),
            despite: Vec::new(),
            mapping: Mapping::default(),
            mends: Mends::default(),
        };
        let begun = Instant::now();
        let review = world.engine.review_batch(draft).await?;
        reviews.push(begun.elapsed());
        let begun = Instant::now();
        let batch = world.engine.confirm_batch(&review.nonce).await?;
        yeses.push(begun.elapsed());
        let recorded = batch.file.to_send().count();
        if recorded != 9_800 {
            return Err(format!("{recorded} rows were written down").into());
        }
        let begun = Instant::now();
        black_box(bare(&text())?);
        reads.push(begun.elapsed());
        let begun = Instant::now();
        bare_book.write(10_000 * 1_000).await?;
        commits.push(begun.elapsed());
    }
    let (reads, commits) = (spread(reads), spread(commits));
    tell("batch: 10,000 rows, review", &spread(reviews), &reads);
    tell("batch: 10,000 rows, yes", &spread(yeses), &commits);
    Ok(())
}
