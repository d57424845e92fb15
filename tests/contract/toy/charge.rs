//! `POST /charges`: the customer's phone is asked.

use super::answer::{content, no, unreadable};
use super::movement::sighting;
use super::request::{amount, phone, to};
use domain::{Method, Outcome, Refusal, RefusalKind, Sighting};
use providers::{Connection, CreateCharge, Endpoint, HttpRequest, HttpResponse};
use serde_json::json;

pub(super) struct Push;

impl Endpoint<CreateCharge> for Push {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.details.method != Method::MobileMoney {
            return Err(no(
                RefusalKind::Unsupported,
                "unsupported",
                "Toy Pay asks phones only.",
                "Toy Pay ne s’adresse qu’aux téléphones.",
            ));
        }
        let body = json!({
            "amount": amount(&call.amount)?,
            "currency": call.amount.currency().code(),
            "phone": phone(call.phone.as_ref())?,
            "reference": call.our_reference,
            "note": call.note,
        });
        to("POST", "/charges", Some(&body), connection)
    }

    fn reply(
        &self,
        _call: &CreateCharge,
        _connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        content(response).and_then(|own| match sighting(&own["movement"]) {
            Some(sighting) => Outcome::Known(sighting),
            None => unreadable("no movement", response.status),
        })
    }
}
