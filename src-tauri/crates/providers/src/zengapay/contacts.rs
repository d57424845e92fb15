//! `POST /contacts`, `GET /contacts` and `GET /contacts/{uuid}`. Paying a new number puts it on the list, too. That contacts
//! can be changed is promised and nowhere documented.

use super::errors::accepted;
use super::headers::headers;
use super::manifest::MANIFEST;
use super::movement::phone;
use super::page::{Onward, page};
use crate::calls::{ContactPage, CreateContact, FetchContact, ListContacts};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::{refusals, writing};
use domain::{ContactSighting, Outcome, Refusal, RefusalKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The four sorts: ours, and the provider's word.
const SORTS: &[(&str, &str)] = &[
    ("beneficiary", "Beneficiary"),
    ("employee", "Employee"),
    ("vendor", "Vendor"),
    ("other", "Other"),
];

#[derive(Serialize)]
struct Body<'a> {
    first_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    phone: &'a str,
    #[serde(rename = "type")]
    sort: &'a str,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    uuid: Word,
    name: Word,
    phone: Word,
    #[serde(rename = "type")]
    sort: Word,
    network: Word,
    active: Value,
}

impl Row {
    /// `None` without an id: then it can be neither kept nor paid.
    fn read(self) -> Option<ContactSighting> {
        Some(ContactSighting {
            provider_reference: self.uuid.0?,
            name: self.name.0.unwrap_or_default(),
            phone: self.phone.0.as_deref().and_then(phone),
            sort: self.sort.0,
            network: self.network.0,
            active: match self.active {
                Value::Bool(active) => Some(active),
                Value::String(text) => text.to_ascii_lowercase().parse().ok(),
                Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
            },
        })
    }
}

pub(super) struct Add;

impl Endpoint<CreateContact> for Add {
    fn request(
        &self,
        call: &CreateContact,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let first_name = call.first_name.trim();
        if first_name.is_empty() {
            return Err(refusals::missing_first_name());
        }
        let sort = SORTS
            .iter()
            .find(|(ours, _)| call.sort.eq_ignore_ascii_case(ours))
            .ok_or_else(|| refusals::unsupported(&MANIFEST).about("type"))?;
        let last_name = call.last_name.as_deref().map(str::trim);
        let body = Body {
            first_name,
            last_name: last_name.filter(|name| !name.is_empty()),
            phone: writing::phone_of(Some(&call.phone), "UG")?.digits(),
            sort: sort.1,
        };
        let url = writing::address(connection, &["contacts"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &CreateContact,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ContactSighting> {
        let asked = Asked::ToTell;
        said(response, asked, connection)
            .and_then(|said| accepted(said, asked))
            .and_then(|said| {
                said.read::<Row>().and_then(|row| match row.uuid.0 {
                    None => unreadable("no id", said.status),
                    // The answer is an id; the rest is what was asked for.
                    Some(uuid) => Outcome::Known(ContactSighting {
                        provider_reference: uuid,
                        name: [Some(call.first_name.as_str()), call.last_name.as_deref()]
                            .into_iter()
                            .flatten()
                            .collect::<Vec<_>>()
                            .join(" "),
                        phone: Some(call.phone.clone()),
                        sort: Some(call.sort.clone()),
                        network: None,
                        active: None,
                    }),
                })
            })
    }
}

pub(super) struct All;

impl Endpoint<ListContacts> for All {
    fn request(
        &self,
        call: &ListContacts,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let query = Onward::of(call.cursor.as_deref(), call.limit)?.query();
        let url = writing::address(connection, &["contacts"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListContacts,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ContactPage> {
        page::<Row>(response, connection, "contacts").and_then(|page| {
            let next = Onward::of(call.cursor.as_deref(), call.limit)
                .ok()
                .and_then(|place| place.next(page.last_page));
            let items: Option<Vec<ContactSighting>> =
                page.data.into_iter().map(Row::read).collect();
            match items {
                Some(items) => Outcome::Known(ContactPage { items, next }),
                None => unreadable("a contact without an id", response.status),
            }
        })
    }
}

/// The body of one contact was lost: it stands under either word.
#[derive(Deserialize)]
struct OneBody {
    contact: Option<Row>,
    data: Option<Row>,
}

pub(super) struct One;

impl Endpoint<FetchContact> for One {
    fn request(
        &self,
        call: &FetchContact,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let segments = ["contacts", &call.provider_reference];
        let url = writing::address(connection, &segments, &[])?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &FetchContact,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Option<ContactSighting>> {
        let asked = Asked::ToTell;
        let said = said(response, asked, connection).and_then(|said| accepted(said, asked));
        match said {
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(None)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(said) => said.read::<OneBody>().and_then(|body| {
                let found = body.contact.or(body.data).and_then(Row::read);
                match found.filter(|one| one.provider_reference == call.provider_reference) {
                    Some(one) => Outcome::Known(Some(one)),
                    // Only what bears the id that was asked for is an answer.
                    None => unreadable("another contact, or none", said.status),
                }
            }),
        }
    }
}
