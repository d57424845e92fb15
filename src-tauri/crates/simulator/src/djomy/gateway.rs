//! `POST /v1/payments/gateway`: a page of Djomy's where the payer chooses how to pay.

use super::body::{self, Body};
use super::payment::{self, Asked, Flow};
use super::payments::{self, Bill};
use crate::movement::Origin;
use crate::sandbox::{Answer, Desk};
use crate::wire::{Reply, Request};

const NO_PAYER: &str = "Le numéro de téléphone du payeur est obligatoire.";

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Result<Answer, Reply> {
    let given = body::object(desk.now, request)?;
    let mut body = Body::new(&given);
    let asked = read(&mut body);
    let asked = body.finish(desk.now, asked)?;
    Ok(payments::begin(desk, asked))
}

fn read(body: &mut Body<'_>) -> Option<Asked> {
    let number = body.optional("payerNumber").unwrap_or_default();
    if number.trim().is_empty() {
        body.complain(NO_PAYER);
    }
    let country = body.country();
    let digits = country.and_then(|country| country.international(number));
    if digits.is_none() && country.is_some() && !number.trim().is_empty() {
        body.complain("Le champ payerNumber doit être un numéro au format international.");
    }
    let bill = Bill::read(body, country);
    // Whatever is no list of known methods shows them all, and nobody is told.
    let allowed = payment::shown_methods(body.value("allowedPaymentMethods"));
    let digits = digits?;
    Some(Asked {
        amount: bill.amount?,
        country: country?,
        flow: Flow::Portal,
        method: payment::chosen(&allowed, &digits),
        identifier: number.to_owned(),
        digits,
        reference: bill.reference,
        description: bill.description,
        metadata: bill.metadata,
        allowed,
        link: None,
        origin: Origin::Api,
    })
}
