//! A file of payouts, killed in the middle of it, and then given again with the same command.

use super::desk::{Desk, until};
use super::report::Report;
use crate::Shop;
use domain::{Environment, Operation, State};
use rand::RngExt;
use rand::rngs::StdRng;
use rust_decimal::Decimal;
use serde_json::Value;
use simulator::LedgerEntry;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So many rows a file.
const ROWS: usize = 6;
/// After the provider took a row the answer is on its way: a kill falls into that time.
const BEFORE_THE_ANSWER_MS: u64 = 250;
/// No other deed of a home has these amounts.
const LEAST: usize = 60_000;

/// A file that was given twice.
#[derive(Debug)]
pub(super) struct Given {
    shop: Shop,
    amounts: Vec<Decimal>,
}

/// One file a provider. Each is killed once some of it has arrived, and given again.
pub(super) async fn each_given_again(
    desk: &mut Desk,
    chance: &mut StdRng,
    report: &mut Report,
) -> Result<(), String> {
    for (turn, shop) in Shop::PAYING.into_iter().enumerate() {
        let numbers = turn * ROWS..(turn + 1) * ROWS;
        let amounts: Vec<Decimal> = numbers.map(|row| Decimal::from(LEAST + row)).collect();
        let file = written(desk.home(), shop, &amounts);
        let given = Given { shop, amounts };
        let killed = cut_off(desk, &file, &given, chance, report).await;
        desk.files.push(given);
        killed?;
    }
    Ok(())
}

fn written(home: &Path, shop: Shop, amounts: &[Decimal]) -> PathBuf {
    let mut text = "reference,phone,amount,name,network,note\n".to_owned();
    for (row, amount) in amounts.iter().enumerate() {
        text += &format!(
            "SAL-{row:02},{}13,{amount},Moses Okello,{},Wages\n",
            shop.customer, shop.network
        );
    }
    let path = home.join(format!("wages-{}.csv", shop.provider));
    std::fs::write(&path, text).unwrap();
    path
}

async fn cut_off(
    desk: &Desk,
    file: &Path,
    given: &Given,
    chance: &mut StdRng,
    report: &mut Report,
) -> Result<(), String> {
    let shop = given.shop;
    let mut command = desk.command(&words(desk, file, shop, "--yes"));
    let mut running = command
        .spawn()
        .map_err(|error| format!("`payout batch` did not start: {error}"))?;
    if !until(|| async { !given.arrived(&desk.control.ledger()).is_empty() }).await {
        return Err(format!("{}: no row of a file ever left", shop.provider));
    }
    tokio::time::sleep(Duration::from_millis(
        chance.random_range(0..BEFORE_THE_ANSWER_MS),
    ))
    .await;
    running
        .kill()
        .await
        .map_err(|error| format!("`payout batch` could not be killed: {error}"))?;
    report.files += 1;

    let rows = given.rows(desk).await?;
    let cut = rows.iter().any(|row| row.state == State::Sending);
    report.files_in_flight += u32::from(cut);
    let unsent = rows.iter().filter(|row| row.state == State::Recorded);
    let unsent = unsent.count();
    if rows.len() != ROWS {
        return Err(format!("{} of {ROWS} rows are recorded", rows.len()));
    }
    // What is offered again is exactly what never left.
    let dry = said(desk, &words(desk, file, shop, "--dry-run")).await?;
    let offered = dry["dry_run"]["to_send"].as_u64();
    let before = dry["dry_run"]["recorded_before"].as_u64();
    let wanted = (Some(unsent as u64), Some((ROWS - unsent) as u64));
    if (offered, before) != wanted {
        return Err(format!(
            "{}: of {ROWS} rows {unsent} never left, and the review says {dry}",
            shop.provider
        ));
    }
    report.files_left += u32::try_from(unsent).expect("a file here has a few rows");
    said(desk, &words(desk, file, shop, "--yes")).await?;
    Ok(())
}

fn words(desk: &Desk, file: &Path, shop: Shop, how: &str) -> Vec<String> {
    let file = file.display().to_string();
    let account = desk.account(shop).to_string();
    ["payout", "batch", &file, "--account", &account, how]
        .map(str::to_owned)
        .into()
}

/// What a command prints that is left alone.
async fn said(desk: &Desk, words: &[String]) -> Result<Value, String> {
    let output = desk.command(words).output().await;
    let output = output.map_err(|error| format!("dukactl did not start: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let complained = String::from_utf8_lossy(&output.stderr);
        format!("{words:?}: {error}: {complained}")
    })
}

impl Given {
    /// The rows that the provider took.
    fn arrived<'a>(&self, ledger: &'a [LedgerEntry]) -> Vec<&'a LedgerEntry> {
        ledger.iter().filter(|entry| self.holds(entry)).collect()
    }

    /// This is one of its rows, by the amount alone.
    pub(super) fn holds(&self, entry: &LedgerEntry) -> bool {
        entry.provider == self.shop.provider
            && entry.kind == "payout"
            && self.amounts.contains(&entry.amount)
    }

    /// Every operation that a row ever had and that was not called off.
    async fn rows(&self, desk: &Desk) -> Result<Vec<Operation>, String> {
        let journal = &desk.clerk.store().journal;
        let epoch = chrono::DateTime::UNIX_EPOCH;
        let all = journal
            .recent_operations(Environment::Sandbox, epoch, 10_000)
            .await
            .map_err(|error| format!("the journal could not be read: {error}"))?;
        Ok(all
            .into_iter()
            .filter(|it| it.batch().is_some() && it.state != State::Cancelled)
            .filter(|it| it.provider.as_str() == self.shop.provider)
            .collect())
    }

    /// Each row has one operation, and is at the provider once, or nobody says that it is.
    pub(super) async fn judge(
        &self,
        desk: &Desk,
        ledger: &[LedgerEntry],
        report: &mut Report,
    ) -> Vec<String> {
        let operations = match self.rows(desk).await {
            Ok(operations) => operations,
            Err(broken) => return vec![broken],
        };
        let mut broken = Vec::new();
        for amount in &self.amounts {
            let there: Vec<&LedgerEntry> = self
                .arrived(ledger)
                .into_iter()
                .filter(|entry| entry.amount == *amount)
                .collect();
            let here: Vec<&Operation> = operations
                .iter()
                .filter(|it| it.amount.amount() == *amount)
                .collect();
            let twice = there.len().saturating_sub(1);
            report.twice += u32::try_from(twice).expect("a row leaves a few times at most");
            let as_it_is = match (here.as_slice(), there.as_slice()) {
                ([row], [entry]) => {
                    entry.status == "succeeded"
                        && row.state == State::Succeeded
                        && super::judge::bears(entry, row)
                }
                ([row], []) => row.state == State::InDoubt,
                _ => false,
            };
            if !as_it_is {
                report.lost += u32::from(there.len() == 1);
                let here: Vec<String> = here.iter().map(|it| super::judge::brief(it)).collect();
                broken.push(format!("a row of {amount}: here {here:?}, there {there:?}"));
            }
        }
        broken
    }
}
