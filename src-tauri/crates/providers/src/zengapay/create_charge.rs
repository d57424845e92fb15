//! `POST /collections`: the customer's phone shows a prompt, and nothing is paid until they approve it.

use super::errors::accepted;
use super::headers::headers;
use super::{CURRENCY, MANIFEST};
use crate::calls::CreateCharge;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::{refusals, writing};
use domain::{FeePayer, Kind, Method, Outcome, Refusal, Sighting, Status};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Body<'a> {
    msisdn: &'a str,
    amount: serde_json::Number,
    external_reference: &'a str,
    narration: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    charge_customer: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initiated {
    #[serde(default)]
    transaction_reference: Word,
    #[serde(default)]
    status: Word,
}

pub(super) struct Collect;

impl Endpoint<CreateCharge> for Collect {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.details.method != Method::MobileMoney {
            return Err(refusals::unsupported(&MANIFEST).about("method"));
        }
        let phone = writing::phone_of(call.phone.as_ref(), "UG")?;
        let body = Body {
            msisdn: phone.digits(),
            amount: writing::amount(&call.amount, CURRENCY)?,
            external_reference: &call.our_reference,
            // Required here; a shop that says nothing says at least which payment it is.
            narration: match call.note.trim() {
                "" => &call.our_reference,
                note => note,
            },
            charge_customer: call.details.fee_payer.map(|payer| match payer {
                FeePayer::Customer => true,
                FeePayer::Merchant => false,
            }),
        };
        let url = writing::address(connection, &["collections"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        _call: &CreateCharge,
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
                        Outcome::Known(begun(reference, Status::Pending, initiated.status))
                    }
                    // It says no, and gives a reference: then it exists, and is looked up under it.
                    (Some(reference), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                        Outcome::Known(begun(reference, Status::InDoubt, initiated.status))
                    }
                    (None, Outcome::Known(_)) => unreadable("no reference", status),
                    (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
                    (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
                }
            })
        })
    }
}

/// The answer tells a reference and nothing about the money: not even repeats the amount.
fn begun(reference: String, status: Status, word: Word) -> Sighting {
    Sighting {
        kind: Kind::Charge,
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
