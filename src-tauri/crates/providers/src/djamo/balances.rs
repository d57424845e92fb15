//! `GET /v1/balance`: one wallet.

use super::headers::headers;
use super::money::{currency, read};
use super::object::told;
use crate::calls::{ReadBalances, WalletBalance};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Amount, Word, unreadable};
use crate::writing;
use domain::{Outcome, Refusal};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    balance: Amount,
    currency: Word,
}

pub(super) struct Wallet;

impl Endpoint<ReadBalances> for Wallet {
    fn request(
        &self,
        _call: &ReadBalances,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request(connection)
    }

    fn reply(
        &self,
        _call: &ReadBalances,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Vec<WalletBalance>> {
        reply(connection, response)
    }
}

pub(super) fn request(connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
    let url = writing::address(connection, &["v1", "balance"], &[])?;
    Ok(writing::get(url, headers(connection)?))
}

pub(super) fn reply(
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Vec<WalletBalance>> {
    told::<Body>(response, connection).and_then(|body| {
        match read(body.balance, currency(&body.currency)) {
            None => unreadable("a balance that is no money", response.status),
            Some(available) => Outcome::Known(vec![WalletBalance {
                currency: available.currency(),
                network: None,
                available: Some(available),
                pending: None,
                total: None,
                as_of: None,
            }]),
        }
    })
}
