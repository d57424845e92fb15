//! `GET /balance`: one wallet a currency.

use super::errors::accepted;
use super::headers::headers;
use crate::calls::{ReadBalances, WalletBalance};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Amount, Asked, Told, Word, said, unreadable};
use crate::writing;
use domain::{Currency, Money, Outcome, Refusal};
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    balances: Option<Vec<Wallet>>,
}

#[derive(Deserialize)]
struct Wallet {
    currency: Word,
    #[serde(default)]
    pending_balance: Amount,
    #[serde(default)]
    available_balance: Amount,
    #[serde(default)]
    total_balance: Amount,
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
    let url = writing::address(connection, &["balance"], &[])?;
    Ok(writing::get(url, headers(connection)?))
}

pub(super) fn reply(
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Vec<WalletBalance>> {
    let asked = Asked::ToTell;
    said(response, asked, connection)
        .and_then(|said| accepted(said, asked, connection))
        .and_then(|said| {
            said.read::<Body>().and_then(|body| {
                let wallets = body.balances.and_then(|wallets| {
                    wallets
                        .into_iter()
                        .map(Wallet::read)
                        .collect::<Option<Vec<_>>>()
                });
                match wallets {
                    Some(wallets) => Outcome::Known(wallets),
                    None => unreadable("no balances, or one that is no money", said.status),
                }
            })
        })
}

impl Wallet {
    /// `None` when something in it is no money: half a wallet would be a wrong one.
    fn read(self) -> Option<WalletBalance> {
        let currency = Currency::parse(self.currency.as_str()).ok()?;
        let read = |amount: Amount| -> Option<Option<Money>> {
            match amount.of(Some(currency)) {
                Told::Nothing => Some(None),
                Told::Money(money) => Some(Some(money)),
                Told::Nonsense => None,
            }
        };
        Some(WalletBalance {
            currency,
            network: None,
            available: read(self.available_balance)?,
            pending: read(self.pending_balance)?,
            total: read(self.total_balance)?,
            as_of: None,
        })
    }
}
