//! `GET /banks/{country}`: where a payout can go. Mobile networks stand in the same list.

use super::errors::accepted;
use super::headers::headers;
use crate::calls::{Bank, ListBanks, ListNetworks, NetworkListed};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::writing;
use domain::{Country, Currency, Outcome, Refusal};
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    data: Option<Vec<Row>>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Row {
    bank_key: Word,
    name: Word,
    #[serde(rename = "type")]
    sort: Word,
    network: Word,
    currency: Word,
    branch_required: Flag,
}

/// `0` or `1`, as a number, a text or a flag. `None` is anything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Flag(Option<bool>);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        Ok(Self(match text.trim() {
            "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        }))
    }
}

pub(super) struct Banks;

impl Endpoint<ListBanks> for Banks {
    fn request(
        &self,
        call: &ListBanks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request(call.country.code(), connection)
    }

    fn reply(
        &self,
        _call: &ListBanks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Vec<Bank>> {
        rows(connection, response).and_then(|rows| {
            let banks: Option<Vec<Bank>> = rows.into_iter().map(Row::bank).collect();
            banks.map_or_else(
                || unreadable("a bank without a key", response.status),
                Outcome::Known,
            )
        })
    }
}

pub(super) struct Networks;

impl Endpoint<ListNetworks> for Networks {
    fn request(
        &self,
        _call: &ListNetworks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request("RW", connection)
    }

    fn reply(
        &self,
        call: &ListNetworks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Vec<NetworkListed>> {
        rows(connection, response).map(|rows| {
            let listed = rows.into_iter().filter_map(Row::mobile_network);
            listed
                .filter(|listed| {
                    let one = call.one.as_deref();
                    one.is_none_or(|one| listed.code.eq_ignore_ascii_case(one.trim()))
                })
                .collect()
        })
    }
}

fn request(country: &str, connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
    let url = writing::address(connection, &["banks", country], &[])?;
    Ok(writing::get(url, headers(connection)?))
}

fn rows(connection: &Connection<'_>, response: &HttpResponse) -> Outcome<Vec<Row>> {
    let asked = Asked::ToTell;
    said(response, asked, connection)
        .and_then(|said| accepted(said, asked, connection))
        .and_then(|said| {
            said.read::<Body>().and_then(|body| match body.data {
                Some(rows) => Outcome::Known(rows),
                None => unreadable("no list", said.status),
            })
        })
}

impl Row {
    fn is_mobile(&self) -> bool {
        self.sort.is("mobile_money")
    }

    /// `None` without a key: a payout could not name it, and leaving it out in silence would hide a bank.
    fn bank(self) -> Option<Bank> {
        let network = self.is_mobile().then(|| self.network.0.clone()).flatten();
        let code = self.bank_key.0?;
        Some(Bank {
            name: self.name.0.unwrap_or_else(|| code.clone()),
            code,
            branch_required: self.branch_required.0,
            currency: Currency::parse(self.currency.as_str()).ok(),
            network,
        })
    }

    /// `None` for a bank, and for what a payout could not name.
    fn mobile_network(self) -> Option<NetworkListed> {
        if !self.is_mobile() {
            return None;
        }
        let code = self.network.0?;
        Some(NetworkListed {
            name: code.clone(),
            code,
            service: self.name.0,
            currency: Currency::parse(self.currency.as_str()).ok(),
            country: Country::parse("RW").ok(),
        })
    }
}
