//! `POST /v1/charges/{id}/refund`. The answer is the charge itself: a refund has no id of its own.

use super::charge::Charge;
use super::headers::headers;
use super::object::begun;
use super::{CURRENCY, MANIFEST};
use crate::calls::RefundCharge;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::unreadable;
use crate::{refusals, writing};
use domain::{Outcome, Refusal, RefusalKind, Sighting};
use serde::Serialize;

#[derive(Serialize)]
struct Body {
    /// Left out, it is all that is left: less than we know of, should somebody have given back a part meanwhile, and
    /// never more.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<serde_json::Number>,
}

pub(super) struct Refund;

impl Endpoint<RefundCharge> for Refund {
    fn request(
        &self,
        call: &RefundCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let amount = writing::amount(&call.amount, CURRENCY)?;
        let body = Body {
            amount: (!call.whole).then_some(amount),
        };
        let segments = ["v1", "charges", &call.charge_reference, "refund"];
        let url = writing::address(connection, &segments, &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &RefundCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        match begun::<Charge>(response, connection) {
            Outcome::Known(charge)
                if charge.provider_reference.as_deref() != Some(&call.charge_reference) =>
            {
                unreadable("another charge", response.status)
            }
            // Not every environment has the call.
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Refused(Refusal {
                    provider_message: refusal.provider_message,
                    ..refusals::no_refund_there(&MANIFEST)
                })
            }
            other @ (Outcome::Known(_) | Outcome::Refused(_) | Outcome::Unknown(_)) => other,
        }
    }
}
