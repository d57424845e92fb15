//! The account's statement: what came in, what went out, and the fees as rows of their own, each with the balance of
//! its wallet before and after. Balances are told to six digits only, as the samples tell them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::page::Slice;
use super::transactions::{Filter, currency_name, local, shared, status, system_id, uuid};
use super::{errors, msisdn, ok};
use crate::dice::dice;
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::wire::{Reply, Request};

/// The filter table says 15 here, where the lists have 25.
const DEFAULT_LIMIT: usize = 15;
const DIGITS: u32 = 6;
/// Apart from the numbers of what they are charged for.
const CHARGES_FROM: u64 = 500_000;

/// One row before its balances are known.
struct Row {
    at: DateTime<Utc>,
    wallet: String,
    status: &'static str,
    designation: &'static str,
    /// What it does to its wallet.
    effect: Decimal,
    object: Value,
}

pub(super) fn show(desk: &Desk<'_>, request: &Request) -> Reply {
    let mut problems = Vec::new();
    let filter = Filter::read(request, &mut problems);
    let slice = Slice::read(request, DEFAULT_LIMIT, &mut problems);
    if !problems.is_empty() {
        return errors::invalid(&problems);
    }
    let rows: Vec<Row> = with_balances(desk, rows(desk))
        .into_iter()
        .filter(|row| {
            filter
                .designation
                .is_none_or(|word| word == row.designation)
        })
        .filter(|row| filter.takes(row.at, &row.wallet, row.status))
        .collect();
    let path = format!("{}/account/statement", request.base_url);
    ok(
        "statement",
        slice.page(&path, &rows, |row| row.object.clone()),
    )
}

/// In the order they were begun; a fee begins when what it is for ends.
fn rows(desk: &Desk<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (serial, movement) in (0_u64..).zip(desk.book.movements()) {
        rows.push(transaction(movement, desk.now));
        rows.extend(charges(desk, movement, serial));
    }
    rows.sort_by_key(|row| row.at);
    rows
}

fn transaction(movement: &Movement, now: DateTime<Utc>) -> Row {
    let fee = match movement.kind {
        // It has a row of its own.
        Kind::Charge if !movement.customer_pays_fee => movement.fee(now),
        Kind::Charge | Kind::Payout | Kind::Conversion => Decimal::ZERO,
    };
    Row {
        at: movement.at,
        wallet: movement.currency.clone(),
        status: status(movement, now),
        designation: "TRANSACTION",
        effect: movement.effect(&movement.currency, now) + fee,
        object: shared(movement, now),
    }
}

fn charges(desk: &Desk<'_>, movement: &Movement, serial: u64) -> Option<Row> {
    let fee = movement.fee(desk.now);
    let at = movement.standing(desk.now).since?;
    if fee.is_zero() || movement.customer_pays_fee {
        return None;
    }
    let parent = movement.number("transactionSystemId").unwrap_or_default();
    let operator = msisdn::operator(&movement.currency);
    let mut luck = dice(desk.seed, "zengapay charges", serial);
    let object = json!({
        "transactionSystemId": system_id(at, CHARGES_FROM + serial),
        "transactionReference": uuid(&mut luck),
        "transactionStatus": "SUCCEEDED",
        "amount": number(fee.normalize()),
        "msisdn": null,
        "channel": "BACK_END_PROCESSOR",
        "currencyCode": movement.currency,
        "currencyName": currency_name(&movement.currency),
        "transactionExternalReference": parent,
        "transactionExternalNarrative":
            format!("{operator}_UGANDA 2PC DEPOSITS CHARGE FOR TRANSACTION ID #{parent}"),
        "transactionInitiationDate": local(at),
        "transactionCompletionDate": local(at),
        "transactionEntryGeneralType": "DEBIT",
        "transactionEntryDesignation": "CHARGES",
        "transactionEntrySpecificType": "OUTBOUND_ZPACCT_DEBIT",
    });
    Some(Row {
        at,
        wallet: movement.currency.clone(),
        status: "SUCCEEDED",
        designation: "CHARGES",
        effect: -fee,
        object,
    })
}

/// Each row's balances follow from all rows of its wallet before it, whichever of them are asked for.
fn with_balances(desk: &Desk<'_>, mut rows: Vec<Row>) -> Vec<Row> {
    let mut moved: BTreeMap<String, Decimal> = BTreeMap::new();
    for row in &mut rows {
        let moved = moved.entry(row.wallet.clone()).or_default();
        let funds = desk.book.funds(&row.wallet, row.at);
        row.object["balanceBeforeTransaction"] = rounded(*moved + funds);
        *moved += row.effect;
        row.object["balanceAfterTransaction"] = rounded(*moved + funds);
    }
    rows
}

fn rounded(balance: Decimal) -> Value {
    let strategy = RoundingStrategy::MidpointAwayFromZero;
    let short = balance.round_sf_with_strategy(DIGITS, strategy);
    number(short.unwrap_or(balance).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_are_told_to_six_digits() {
        for (exact, told) in [
            ("5050720", "5050720"),
            ("5045584", "5045580"),
            ("1502327.8", "1502330"),
            ("105457.8", "105458"),
            ("0", "0"),
        ] {
            assert_eq!(rounded(exact.parse().unwrap()).to_string(), told);
        }
    }
}
