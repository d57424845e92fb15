//! `GET /transactions` read as a statement. It has no running balances and no rows of fees; its filters are a status and
//! the processor's reference. Days are picked out of the page here, since the list takes none.

use super::{list_transactions, refused};
use crate::calls::{Entry, ReadStatement, StatementPage, StatementRow};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::unreadable;
use domain::{Direction, Money, Outcome, Refusal, Sighting, Status};

pub(super) struct Statement;

impl Endpoint<ReadStatement> for Statement {
    fn request(
        &self,
        call: &ReadStatement,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if !matches!(call.entry, None | Some(Entry::Transaction)) {
            return Err(refused::unsupported("designation"));
        }
        if call.network.is_some() {
            return Err(refused::unsupported("network"));
        }
        let mut filters = Vec::new();
        if let Some(status) = call.status {
            filters.push(("status", word(status)?.to_owned()));
        }
        if let Some(reference) = &call.operator_reference {
            filters.push(("flw_reference", reference.clone()));
        }
        list_transactions::request(call.cursor.as_deref(), call.limit, &filters, connection)
    }

    fn reply(
        &self,
        call: &ReadStatement,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<StatementPage> {
        list_transactions::reply(call.cursor.as_deref(), call.limit, connection, response).and_then(
            |page| {
                let rows: Option<Vec<StatementRow>> = page.items.into_iter().map(row).collect();
                match rows {
                    Some(rows) => Outcome::Known(StatementPage {
                        items: rows
                            .into_iter()
                            .filter(|row| is_within(row, call))
                            .collect(),
                        next: page.next,
                    }),
                    None => unreadable("a row that is no money", response.status),
                }
            },
        )
    }
}

/// The provider's own word for a status; it has none for the others.
fn word(status: Status) -> Result<&'static str, Refusal> {
    match status {
        Status::Pending => Ok("pending"),
        Status::Succeeded => Ok("success"),
        Status::Failed => Ok("failed"),
        Status::InDoubt | Status::Expired => Err(refused::unsupported("status")),
    }
}

/// A row whose time is not told is within any days: hiding it would be worse.
fn is_within(row: &StatementRow, call: &ReadStatement) -> bool {
    row.at.is_none_or(|at| {
        call.from.is_none_or(|from| at >= from) && call.to.is_none_or(|to| at <= to)
    })
}

fn row(told: Sighting) -> Option<StatementRow> {
    let amount = told.amount?;
    let amount = match told.kind.direction() {
        Direction::Out => Money::told(-amount.amount(), amount.currency()).ok()?,
        Direction::In | Direction::Within => amount,
    };
    Some(StatementRow {
        provider_reference: told.provider_reference?,
        entry: Entry::Transaction,
        kind: Some(told.kind),
        status: told.status,
        amount,
        balance_before: None,
        balance_after: None,
        network: told.network,
        phone: told.phone,
        note: told.note,
        fee_of: None,
        at: told.occurred_at,
    })
}
