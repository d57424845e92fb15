//! The answer to `POST /collections` and `POST /transfers`: a reference under which it goes on, and nothing about the money,
//! not even its amount.

use super::errors::accepted;
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Asked, Word, said, unreadable};
use domain::{Kind, Method, Outcome, Sighting, Status};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initiated {
    #[serde(default)]
    transaction_reference: Word,
    #[serde(default)]
    status: Word,
}

/// What was begun, or why nothing was.
pub(super) fn initiated(
    kind: Kind,
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Sighting> {
    let asked = Asked::ToMoveMoney;
    said(response, asked, connection).and_then(|said| {
        said.read::<Initiated>().and_then(|initiated| {
            let status = said.status;
            let accepted = accepted(said, asked);
            match (initiated.transaction_reference.0, accepted) {
                (Some(reference), Outcome::Known(_)) => {
                    Outcome::Known(begun(kind, reference, Status::Pending, initiated.status))
                }
                // It says no, and gives a reference: then it exists, and is looked up under it.
                (Some(reference), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                    Outcome::Known(begun(kind, reference, Status::InDoubt, initiated.status))
                }
                (None, Outcome::Known(_)) => unreadable("no reference", status),
                (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
                (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
            }
        })
    })
}

fn begun(kind: Kind, reference: String, status: Status, word: Word) -> Sighting {
    Sighting {
        kind,
        provider_reference: Some(reference),
        our_reference: None,
        operator_reference: None,
        status,
        provider_status: word.0.unwrap_or_default(),
        amount: None,
        fee: None,
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        phone: None,
        name: None,
        method: Some(Method::MobileMoney),
        network: None,
        note: None,
        occurred_at: None,
        action: None,
        reason: None,
    }
}
