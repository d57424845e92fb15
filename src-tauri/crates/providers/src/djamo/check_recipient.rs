//! `GET /v1/transactions/customers/check?msisdn=`: transfers reach customers of Djamo only.

use super::country::phone_of;
use super::errors::answer;
use super::headers::headers;
use crate::calls::{CheckRecipient, Recipient};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::writing;
use domain::{Outcome, Refusal, RefusalKind};
use serde_json::{Map, Value};

pub(super) struct Customer;

impl Endpoint<CheckRecipient> for Customer {
    fn request(
        &self,
        call: &CheckRecipient,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let phone = phone_of(Some(&call.phone), connection)?;
        let segments = ["v1", "transactions", "customers", "check"];
        let query = [("msisdn", phone.e164().to_owned())];
        let url = writing::address(connection, &segments, &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        _call: &CheckRecipient,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Recipient> {
        match answer(response, Asked::ToTell, connection) {
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(Recipient {
                    known: false,
                    name: None,
                })
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(said) => said.read::<Map<String, Value>>().and_then(|body| {
                if body.is_empty() {
                    unreadable("an answer without a field", said.status)
                } else {
                    Outcome::Known(recipient(&body))
                }
            }),
        }
    }
}

/// The fields of the answer are in no document: it is a yes, unless a flag in it says no.
fn recipient(body: &Map<String, Value>) -> Recipient {
    let inner = body.get("data").and_then(Value::as_object);
    let says_no =
        |fields: &Map<String, Value>| fields.values().any(|value| value == &Value::Bool(false));
    let known =
        !says_no(body) && !inner.is_some_and(says_no) && body.get("data") != Some(&Value::Null);
    let name = ["name", "fullName"].iter().find_map(|field| {
        let of = |fields: &Map<String, Value>| {
            let text = fields.get(*field)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        of(body).or_else(|| inner.and_then(of))
    });
    Recipient {
        known,
        name: name.filter(|_| known),
    }
}
