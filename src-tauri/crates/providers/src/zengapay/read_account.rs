//! `GET /account`: whose account it is.

use super::errors::accepted;
use super::headers::headers;
use crate::calls::{AccountSummary, ReadAccount};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::writing;
use domain::{Outcome, Refusal};
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(default)]
    account: Vec<Row>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    name: Word,
    number: Word,
    category: Word,
    official_email: Word,
}

pub(super) struct Account;

impl Endpoint<ReadAccount> for Account {
    fn request(
        &self,
        _call: &ReadAccount,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let url = writing::address(connection, &["account"], &[])?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        _call: &ReadAccount,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<AccountSummary> {
        let asked = Asked::ToTell;
        said(response, asked, connection)
            .and_then(|said| accepted(said, asked))
            .and_then(|said| {
                said.read::<Body>().and_then(|body| {
                    let rows = body.data.map(|data| data.account).unwrap_or_default();
                    let summary = rows.into_iter().find_map(Row::read);
                    match summary {
                        Some(summary) => Outcome::Known(summary),
                        None => unreadable("no account, or one without a name", said.status),
                    }
                })
            })
    }
}

impl Row {
    fn read(self) -> Option<AccountSummary> {
        Some(AccountSummary {
            name: self.name.0?,
            number: self.number.0,
            category: self.category.0,
            email: self.official_email.0,
        })
    }
}
