//! `POST /v1/payout-orders/{order}/payout-items/{payout}/retry`: the provider sends a failed payout again, under its own
//! reference. A sending like the first: whatever is not a clear answer is doubt.

use super::errors::accepted;
use super::headers::headers;
use super::order::Place;
use super::payout::Payout;
use super::words;
use crate::calls::RetryPayout;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Kind, Method, Outcome, Refusal, RefusalKind, Sighting, Status};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer {
    success: Option<bool>,
    data: Option<Payout>,
}

pub(super) struct Retry;

impl Endpoint<RetryPayout> for Retry {
    fn request(
        &self,
        call: &RetryPayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let place = Place::of(&call.provider_reference).ok_or_else(refusals::no_reference)?;
        let mut segments = place.segments().to_vec();
        segments.push("retry");
        let url = writing::address(connection, &segments, &[])?;
        let nothing = serde_json::Map::new();
        Ok(writing::post(url, headers(connection)?, &nothing))
    }

    fn reply(
        &self,
        call: &RetryPayout,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        match accepted(response, Asked::ToMoveMoney, connection) {
            Outcome::Known(said) => said
                .read::<Answer>()
                .and_then(|answer| begun(answer, call, said.status)),
            Outcome::Refused(refusal) => Outcome::Refused(why_not(refusal, response.status)),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
        }
    }
}

/// "Payout sent for retry", and mostly no more: what becomes of it is looked up under its reference.
fn begun(answer: Answer, call: &RetryPayout, status: u16) -> Outcome<Sighting> {
    let place = Place::of(&call.provider_reference);
    let sighting = match (answer.data, place) {
        (None, Some(_)) if answer.success == Some(true) => Some(sent(call)),
        (None, _) => return unreadable("no word of success", status),
        (Some(payout), place) => place
            .filter(|place| payout.is(place.payout))
            .and_then(|place| payout.sighting(place.order)),
    };
    match sighting {
        Some(sighting) => Outcome::Known(sighting),
        None => unreadable("another payout", status),
    }
}

fn sent(call: &RetryPayout) -> Sighting {
    Sighting {
        kind: Kind::Payout,
        provider_reference: Some(call.provider_reference.clone()),
        our_reference: None,
        operator_reference: None,
        status: Status::Pending,
        provider_status: String::new(),
        amount: Some(call.amount),
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

fn why_not(refusal: Refusal, status: u16) -> Refusal {
    let words = match (status, refusal.kind) {
        (_, RefusalKind::Conflict) => words::under_way(),
        // Too little in the wallet has words of its own.
        (422, _) if refusal.code == "invalid_request" => words::not_retried(),
        _ => return refusal,
    };
    match refusal.provider_message {
        Some(said) => words.quoting(said),
        None => words,
    }
}
