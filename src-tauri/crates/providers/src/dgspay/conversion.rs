//! `POST /convert`: one wallet's currency into another's. `preview` tells a rate and moves nothing; `convert` takes the
//! source at once and credits the target later, at the rate of that moment.
//!
//! Nothing here can be looked up afterwards: a webhook or the wallets tell how it ended. What is rejected is put back.

use super::errors::accepted;
use super::headers::headers;
use super::words::{conversion_status, sighted};
use super::{MANIFEST, refused};
use crate::calls::{Convert, PreviewConversion, Quote};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Amount, Asked, Told, Word, said, unreadable};
use crate::writing;
use domain::{Currency, Kind, Money, Outcome, Refusal, Sighting, Status};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Body<'a> {
    action: &'static str,
    from_currency: &'a str,
    to_currency: &'a str,
    from_amount: serde_json::Number,
}

pub(super) struct Preview;

impl Endpoint<PreviewConversion> for Preview {
    fn request(
        &self,
        call: &PreviewConversion,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request("preview", &call.from, call.to, connection)
    }

    fn reply(
        &self,
        call: &PreviewConversion,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Quote> {
        let asked = Asked::ToTell;
        said(response, asked, connection)
            .and_then(|said| accepted(said, asked, connection))
            .and_then(|said| {
                said.read::<Answer>().and_then(|answer| {
                    let arrives = answer.arrives();
                    match arrives.filter(|arrives| answer.is_of(&call.from, arrives, call.to)) {
                        Some(arrives) => Outcome::Known(Quote {
                            arrives,
                            rate: answer.rate.exact(),
                            fee: answer.fee.of(Some(call.from.currency())).money(),
                            at: connection.now,
                        }),
                        None => unreadable("another conversion, or no amount", said.status),
                    }
                })
            })
    }
}

pub(super) struct Execute;

impl Endpoint<Convert> for Execute {
    fn request(&self, call: &Convert, connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
        request("convert", &call.from, call.to, connection)
    }

    fn reply(
        &self,
        _call: &Convert,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        let asked = Asked::ToMoveMoney;
        said(response, asked, connection).and_then(|said| {
            said.read::<Answer>().and_then(|answer| {
                let status = said.status;
                match (answer.sighting(), accepted(said, asked, connection)) {
                    (Some(sighting), Outcome::Known(_)) => Outcome::Known(sighting),
                    // It says no, and gives a reference: then it exists, and nobody knows how it stands.
                    (Some(sighting), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                        Outcome::Known(Sighting {
                            status: Status::InDoubt,
                            ..sighting
                        })
                    }
                    (None, Outcome::Known(_)) => unreadable("no reference", status),
                    (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
                    (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
                }
            })
        })
    }
}

fn request(
    action: &'static str,
    from: &Money,
    to: Currency,
    connection: &Connection<'_>,
) -> Result<HttpRequest, Refusal> {
    let from_currency = from.currency().code();
    if !MANIFEST.conversions.contains(&(from_currency, to.code())) {
        return Err(refused::no_such_conversion());
    }
    let body = Body {
        action,
        from_currency,
        to_currency: to.code(),
        from_amount: writing::amount(from, from_currency)?,
    };
    let url = writing::address(connection, &["convert"], &[])?;
    Ok(writing::post(url, headers(connection)?, &body))
}

/// The answer to either action, and the webhook that tells the end.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    dgs_conversion_ref: Word,
    dgs_reference: Word,
    conversion_status: Word,
    from_currency: Word,
    from_amount: Amount,
    to_currency: Word,
    to_amount: Amount,
    rate: Amount,
    fee: Amount,
}

impl Answer {
    fn taken(&self) -> Told {
        self.from_amount
            .of(Currency::parse(self.from_currency.as_str()).ok())
    }

    fn arrives(&self) -> Option<Money> {
        let currency = Currency::parse(self.to_currency.as_str()).ok();
        self.to_amount.of(currency).money()
    }

    /// A quote for something else is no quote.
    fn is_of(&self, from: &Money, arrives: &Money, to: Currency) -> bool {
        arrives.currency() == to && self.taken() == Told::Money(*from)
    }

    fn sighting(self) -> Option<Sighting> {
        let reference = self.dgs_conversion_ref.0.clone();
        let reference = reference.or_else(|| self.dgs_reference.0.clone())?;
        let word = self.conversion_status.0.clone().unwrap_or_default();
        Some(self.standing(reference, word))
    }

    /// Where it stands, by this word.
    pub(super) fn standing(&self, reference: String, word: String) -> Sighting {
        let amount = self.taken().money();
        // Whatever became of it, it may not be known of how much.
        let status = amount.map_or(Status::InDoubt, |_| conversion_status(&word));
        let from = amount.map(|money| money.currency());
        Sighting {
            amount,
            fee: self
                .fee
                .of(from)
                .money()
                .filter(|_| status != Status::Failed),
            recipient_gets: self.arrives().filter(|_| status != Status::Failed),
            ..sighted(Kind::Conversion, reference, status, word)
        }
    }
}
