//! The one object that most answers are: bare, or inside `data`, as one of the vendor's samples reads it.

use super::errors::{accepted, answer};
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Asked, Said, said, unreadable};
use domain::{Outcome, Sighting, Status};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An object that tells of a transaction.
pub(super) trait Telling: DeserializeOwned {
    /// What it says. `None` without an id: then it cannot be kept.
    fn sighting(self) -> Option<Sighting>;
}

/// The object of an answer.
pub(super) fn object<T: DeserializeOwned>(said: &Said<'_>) -> Outcome<T> {
    said.read::<Value>().and_then(|mut body| {
        let wrapped = body.get("id").is_none() && body.get("data").is_some_and(Value::is_object);
        let object = if wrapped { body["data"].take() } else { body };
        match serde_json::from_value(object) {
            Ok(object) => Outcome::Known(object),
            Err(_) => unreadable("JSON of another shape", said.status),
        }
    })
}

/// What the answer to a request that moves money says.
pub(super) fn begun<T: Telling>(
    response: &HttpResponse,
    connection: &Connection<'_>,
) -> Outcome<Sighting> {
    let asked = Asked::ToMoveMoney;
    said(response, asked, connection).and_then(|said| {
        object::<T>(&said).and_then(|object| {
            let status = said.status;
            match (object.sighting(), accepted(said, asked)) {
                (Some(sighting), Outcome::Known(_)) => Outcome::Known(sighting),
                // It says no, and gives an id: then it exists, and is looked up under it.
                (Some(sighting), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                    Outcome::Known(Sighting {
                        status: Status::InDoubt,
                        action: None,
                        ..sighting
                    })
                }
                (None, Outcome::Known(_)) => unreadable("no id", status),
                (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
                (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
            }
        })
    })
}

/// What was begun, if it bears our reference or none. Another one's answer is none to us.
pub(super) fn begun_as<T: Telling>(
    our_reference: &str,
    response: &HttpResponse,
    connection: &Connection<'_>,
) -> Outcome<Sighting> {
    begun::<T>(response, connection).and_then(|sighting| match sighting.our_reference.as_deref() {
        Some(other) if other != our_reference => unreadable("another reference", response.status),
        Some(_) | None => Outcome::Known(sighting),
    })
}

/// The object of an answer to a question.
pub(super) fn told<T: DeserializeOwned>(
    response: &HttpResponse,
    connection: &Connection<'_>,
) -> Outcome<T> {
    answer(response, Asked::ToTell, connection).and_then(|said| object(&said))
}
