//! `POST /v1/charges/{id}/pay`, on staging only: there the app cannot pay a charge, so one of Djamo's test numbers does.

use super::MANIFEST;
use super::charge::Charge;
use super::country::phone_of;
use super::headers::headers;
use super::object::begun;
use crate::calls::SimulatePayment;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::unreadable;
use crate::{refusals, writing};
use domain::{Environment, Kind, Outcome, Refusal, Sighting};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    msisdn: &'a str,
}

pub(super) struct Pay;

impl Endpoint<SimulatePayment> for Pay {
    fn request(
        &self,
        call: &SimulatePayment,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if connection.environment == Environment::Live {
            return Err(refusals::simulation_on_live());
        }
        if call.kind != Kind::Charge {
            return Err(refusals::unsupported(&MANIFEST));
        }
        let phone = phone_of(Some(&call.phone), connection)?;
        let segments = ["v1", "charges", &call.provider_reference, "pay"];
        let url = writing::address(connection, &segments, &[])?;
        let body = Body {
            msisdn: phone.e164(),
        };
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &SimulatePayment,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        begun::<Charge>(response, connection).and_then(|charge| {
            if charge.provider_reference.as_deref() == Some(&call.provider_reference) {
                Outcome::Known(charge)
            } else {
                unreadable("another charge", response.status)
            }
        })
    }
}
