//! `GET /v1/sub-companies`: the parts of the business in whose name a transfer can be made.

use super::headers::headers;
use super::list_transactions::PAGE_LIMIT;
use super::page::{query, rows};
use crate::calls::{ListSubAccounts, SubAccount};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Word, unreadable};
use crate::writing;
use domain::{Outcome, Refusal};
use serde::Deserialize;
use serde_json::Value;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Row {
    id: Word,
    name: Word,
    is_active: Value,
}

impl Row {
    fn read(self) -> Option<SubAccount> {
        Some(SubAccount {
            provider_reference: self.id.0?,
            name: self.name.0.unwrap_or_default(),
            active: self.is_active.as_bool(),
        })
    }
}

pub(super) struct SubCompanies;

impl Endpoint<ListSubAccounts> for SubCompanies {
    fn request(
        &self,
        call: &ListSubAccounts,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let query = query(call.cursor.as_deref(), PAGE_LIMIT);
        let url = writing::address(connection, &["v1", "sub-companies"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListSubAccounts,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<(Vec<SubAccount>, Option<String>)> {
        rows::<Row>(response, connection, call.cursor.as_deref()).and_then(|page| {
            let listed: Option<Vec<SubAccount>> = page.rows.into_iter().map(Row::read).collect();
            match listed {
                Some(listed) => Outcome::Known((listed, page.next)),
                None => unreadable("a row without an id", response.status),
            }
        })
    }
}
