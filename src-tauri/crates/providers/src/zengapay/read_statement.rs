//! `GET /account/statement`: what moved and what it cost, oldest first, each row with the balance of its wallet before and
//! after. The vendor rounds those balances to about six digits, so a small difference between them is no error.

use super::headers::headers;
use super::manifest::{CODES, MANIFEST};
use super::movement::{Designation, Movement, Wallet};
use super::page::{Onward, page};
use crate::calls::{Entry, ReadStatement, StatementPage, StatementRow};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Told, unreadable};
use crate::{refusals, writing};
use domain::{Kind, Money, Outcome, Refusal, Status};
use rust_decimal::Decimal;

pub(super) const WORD: &str = "statement";

pub(super) struct Statement;

impl Endpoint<ReadStatement> for Statement {
    fn request(
        &self,
        call: &ReadStatement,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.operator_reference.is_some() {
            return Err(refusals::unsupported(&MANIFEST).about("operator_reference"));
        }
        let mut query = Onward::of(call.cursor.as_deref(), call.limit)?.query();
        let local = |at| writing::in_zone(at, MANIFEST.time_zone);
        query.extend(call.from.map(|at| ("start", local(at))));
        query.extend(call.to.map(|at| ("end", local(at))));
        if let Some(status) = call.status {
            query.push(("status", word(status)?.to_owned()));
        }
        if let Some(network) = call.network.as_deref() {
            query.push(("currency_code", code(network)?.to_owned()));
        }
        if let Some(entry) = call.entry {
            let designation = match entry {
                Entry::Transaction => "TRANSACTION",
                Entry::Fee => "CHARGES",
                // The one other word that the vendor's client knows.
                Entry::Other => "LIQUIDATION",
            };
            query.push(("designation", designation.to_owned()));
        }
        let url = writing::address(connection, &["account", "statement"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ReadStatement,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<StatementPage> {
        page::<Movement>(response, connection, WORD).and_then(|page| {
            let next = Onward::of(call.cursor.as_deref(), call.limit)
                .ok()
                .and_then(|place| place.next(page.last_page));
            let rows: Option<Vec<StatementRow>> = page.data.into_iter().map(row).collect();
            match rows {
                Some(items) => Outcome::Known(StatementPage { items, next }),
                None => unreadable("a row without reference or money", response.status),
            }
        })
    }
}

fn word(status: Status) -> Result<&'static str, Refusal> {
    match status {
        Status::Pending => Ok("PENDING"),
        Status::InDoubt => Ok("INDETERMINATE"),
        Status::Succeeded => Ok("SUCCEEDED"),
        Status::Failed => Ok("FAILED"),
        Status::Expired => Err(refusals::unsupported(&MANIFEST).about("status")),
    }
}

/// The wallet of a network, by its name or by its own code.
fn code(network: &str) -> Result<&'static str, Refusal> {
    CODES
        .iter()
        .find(|(code, name)| {
            network.eq_ignore_ascii_case(code) || network.eq_ignore_ascii_case(name)
        })
        .map(|(code, _)| *code)
        .ok_or_else(|| refusals::missing_network(&MANIFEST))
}

/// `None` when it cannot be kept, or is no money.
fn row(row: Movement) -> Option<StatementRow> {
    let wallet = Wallet::read(row.currency_code.as_str());
    let Told::Money(amount) = row.amount.of(wallet.currency) else {
        return None;
    };
    let amount = if row.is_debit() {
        Money::told(
            Decimal::ZERO.checked_sub(amount.amount())?,
            amount.currency(),
        )
        .ok()?
    } else {
        amount
    };
    let entry = match row.designation() {
        Designation::Transaction => Entry::Transaction,
        Designation::Charges => Entry::Fee,
        Designation::Other => Entry::Other,
    };
    let kind = (entry == Entry::Transaction).then(|| {
        if row.is_debit() {
            Kind::Payout
        } else {
            Kind::Charge
        }
    });
    Some(StatementRow {
        entry,
        kind,
        status: row.status(),
        amount,
        balance_before: row.balance_before_transaction.of(wallet.currency).money(),
        balance_after: row.balance_after_transaction.of(wallet.currency).money(),
        phone: row.phone(),
        at: row.began_at(),
        fee_of: (entry == Entry::Fee).then(|| row.fee_of()).flatten(),
        network: wallet.network,
        note: row.transaction_external_narrative.0,
        provider_reference: row.transaction_reference.0?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_filtered_by_the_code_of_its_wallet() {
        assert_eq!(code("MTN"), Ok("UGX-MTNMM"));
        assert_eq!(code("airtel"), Ok("UGX-ATLMM"));
        assert_eq!(code("UGX-ATLMM"), Ok("UGX-ATLMM"));
        assert!(code("Orange").is_err());
    }
}
