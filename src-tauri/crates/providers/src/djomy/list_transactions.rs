//! The two lists: payments, and payouts in their orders.

use super::manifest::MANIFEST;
use super::{list_payments, list_payouts};
use crate::calls::{ListPage, ListTransactions};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::refusals;
use domain::{Outcome, Refusal};

pub(super) struct Pages;

impl Endpoint<ListTransactions> for Pages {
    fn request(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        match call.list {
            list_payments::NAME => list_payments::request(call, connection),
            list_payouts::NAME => list_payouts::request(call, connection),
            _ => Err(refusals::unsupported(&MANIFEST)),
        }
    }

    fn reply(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        if call.list == list_payouts::NAME {
            list_payouts::reply(call, connection, response)
        } else {
            list_payments::reply(call, connection, response)
        }
    }
}
