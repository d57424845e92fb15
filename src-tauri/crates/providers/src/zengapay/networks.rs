//! `GET /networks` and `GET /networks/{id}`: the mobile networks, with the code of each one's wallet.

use super::errors::accepted;
use super::headers::headers;
use super::movement::Wallet;
use super::page::{PAGE_LIMIT, page, query};
use crate::calls::{ListNetworks, NetworkListed};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::writing;
use domain::{Country, Outcome, Refusal};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Row {
    id: Word,
    network_name: Word,
    service_name: Word,
    currency_code: Word,
    country_iso2: Word,
}

impl Row {
    /// One that is asked for by its id does not repeat it.
    fn read(self, id: Option<&str>) -> Option<NetworkListed> {
        Some(NetworkListed {
            code: self.id.0.or_else(|| id.map(str::to_owned))?,
            name: self.network_name.0?,
            service: self.service_name.0,
            currency: Wallet::read(self.currency_code.as_str()).currency,
            country: Country::parse(self.country_iso2.as_str()).ok(),
        })
    }
}

#[derive(Deserialize)]
struct OneBody {
    network: Option<Row>,
}

pub(super) struct Networks;

impl Endpoint<ListNetworks> for Networks {
    fn request(
        &self,
        call: &ListNetworks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let url = match &call.one {
            Some(id) => writing::address(connection, &["networks", id], &[])?,
            None => writing::address(connection, &["networks"], &query(1, PAGE_LIMIT))?,
        };
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListNetworks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Vec<NetworkListed>> {
        let Some(id) = call.one.as_deref() else {
            return page::<Row>(response, connection, "networks").and_then(|page| {
                known(
                    page.data.into_iter().map(|row| row.read(None)).collect(),
                    response,
                )
            });
        };
        let asked = Asked::ToTell;
        said(response, asked, connection)
            .and_then(|said| accepted(said, asked))
            .and_then(|said| said.read::<OneBody>())
            .and_then(|body| {
                let row = body.network.and_then(|row| row.read(Some(id)));
                known(row.map(|row| vec![row]), response)
            })
    }
}

fn known(
    networks: Option<Vec<NetworkListed>>,
    response: &HttpResponse,
) -> Outcome<Vec<NetworkListed>> {
    match networks {
        Some(networks) => Outcome::Known(networks),
        None => unreadable("no network, or one without a name", response.status),
    }
}
