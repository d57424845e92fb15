//! `POST /payouts`: money to a phone.

use super::answer::{content, no, unreadable};
use super::movement::sighting;
use super::request::{amount, phone, to};
use domain::{Outcome, Rail, Refusal, RefusalKind, Sighting};
use providers::{Connection, CreatePayout, Endpoint, HttpRequest, HttpResponse};
use serde_json::json;

pub(super) struct Send;

impl Endpoint<CreatePayout> for Send {
    fn request(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.details.to.rail() != Rail::MobileMoney {
            return Err(no(
                RefusalKind::Unsupported,
                "unsupported",
                "Toy Pay pays phones only.",
                "Toy Pay ne paie que des téléphones.",
            ));
        }
        let body = json!({
            "amount": amount(&call.amount)?,
            "currency": call.amount.currency().code(),
            "phone": phone(call.phone.as_ref())?,
            "reference": call.our_reference,
            "note": call.note,
        });
        to("POST", "/payouts", Some(&body), connection)
    }

    fn reply(
        &self,
        _call: &CreatePayout,
        _connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        content(response).and_then(|own| match sighting(&own["movement"]) {
            Some(sighting) => Outcome::Known(sighting),
            None => unreadable("no movement", response.status),
        })
    }
}
