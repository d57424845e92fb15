//! `GET /account/balance`: one wallet a network. The total that stands beside them is not their sum in the vendor's own
//! sample, so it is left alone.

use super::errors::accepted;
use super::headers::headers;
use super::movement::Wallet;
use crate::calls::{ReadBalances, WalletBalance};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Amount, Asked, Told, Word, said, unreadable};
use crate::writing;
use domain::{Outcome, Refusal};
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    balances: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    currency_code: Word,
    #[serde(default)]
    available: Amount,
}

pub(super) struct Wallets;

impl Endpoint<ReadBalances> for Wallets {
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
    let url = writing::address(connection, &["account", "balance"], &[])?;
    Ok(writing::get(url, headers(connection)?))
}

pub(super) fn reply(
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Vec<WalletBalance>> {
    let asked = Asked::ToTell;
    said(response, asked, connection)
        .and_then(|said| accepted(said, asked))
        .and_then(|said| {
            said.read::<Body>().and_then(|body| {
                let wallets = body.data.and_then(|data| {
                    data.balances
                        .into_iter()
                        .map(Row::read)
                        .collect::<Option<Vec<_>>>()
                });
                match wallets {
                    Some(wallets) => Outcome::Known(wallets),
                    None => unreadable("no balances, or one that is no money", said.status),
                }
            })
        })
}

impl Row {
    /// `None` when it is no money.
    fn read(self) -> Option<WalletBalance> {
        let wallet = Wallet::read(self.currency_code.as_str());
        let Told::Money(available) = self.available.of(wallet.currency) else {
            return None;
        };
        Some(WalletBalance {
            currency: available.currency(),
            network: wallet.network,
            available: Some(available),
            pending: None,
            total: None,
            as_of: None,
        })
    }
}
