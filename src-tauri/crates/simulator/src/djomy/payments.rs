//! `POST /v1/payments` asks a payer directly; a card cannot be asked so. And the look at a payment.

use super::answers;
use super::body::{self, Body};
use super::country::{self, Country};
use super::payment::{self, Asked, Flow, METHODS};
use crate::book::Entry;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::wire::{Reply, Request};

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Result<Answer, Reply> {
    let given = body::object(desk.now, request)?;
    let mut body = Body::new(&given);
    let asked = read(&mut body);
    let asked = body.finish(desk.now, asked)?;
    Ok(begin(desk, asked))
}

/// Commits it, and answers as every beginning is answered.
pub(super) fn begin(desk: &Desk<'_>, asked: Asked) -> Answer {
    let made = payment::begun(desk, asked);
    let data = payment::brief(&made, desk.now);
    let reply = answers::done(desk.now, 201, "Paiement initié avec succès.", data);
    Answer::keeping(reply, made)
}

fn read(body: &mut Body<'_>) -> Option<Asked> {
    let method = method(body);
    let country = body.country();
    let identifier = body.text("payerIdentifier");
    let digits = country
        .zip(method)
        .and_then(|(country, method)| payer(body, country, method, identifier));
    let bill = Bill::read(body, country);
    let method = method?;
    Some(Asked {
        amount: bill.amount?,
        country: country?,
        flow: Flow::Direct,
        method,
        identifier: identifier.to_owned(),
        digits: digits?,
        reference: bill.reference,
        description: bill.description,
        metadata: bill.metadata,
        allowed: vec![method],
        link: None,
        origin: Origin::Api,
    })
}

/// What is asked for, whichever way.
pub(super) struct Bill {
    pub(super) amount: Option<rust_decimal::Decimal>,
    pub(super) reference: Option<String>,
    pub(super) description: Option<String>,
    pub(super) metadata: Option<String>,
}

impl Bill {
    pub(super) fn read(body: &mut Body<'_>, country: Option<&Country>) -> Self {
        let decimals = country.map_or(2, |country| country.decimals);
        body.page("returnUrl");
        body.page("cancelUrl");
        Self {
            amount: body.required_amount("amount", decimals),
            reference: body.optional("merchantPaymentReference").map(str::to_owned),
            description: body.optional("description").map(str::to_owned),
            metadata: body.metadata(),
        }
    }
}

fn method(body: &mut Body<'_>) -> Option<&'static str> {
    let word = body.text("paymentMethod");
    let found = METHODS.iter().copied().find(|method| *method == word);
    match found {
        Some("CARD") => {
            body.complain(
                "Le paiement par carte n'est pas disponible ici ; utilisez /v1/payments/gateway.",
            );
            None
        }
        None if !word.is_empty() => {
            body.complain(format!(
                "Le moyen de paiement {word} n'est pas pris en charge."
            ));
            None
        }
        found => found,
    }
}

fn payer(body: &mut Body<'_>, country: &Country, method: &str, text: &str) -> Option<String> {
    let has_accounts = matches!(method, "PAYCARD" | "KULU");
    let is_account =
        (6..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let account = (has_accounts && is_account).then(|| text.to_owned());
    let digits = country.international(text).or(account);
    if digits.is_none() && !text.is_empty() {
        body.complain(
            "Le champ payerIdentifier doit être un numéro au format international, par exemple 00224623707722.",
        );
    }
    digits
}

/// Payments of another merchant are unknown here, too; there is no other.
pub(super) fn find<'a>(desk: &Desk<'a>, id: &str) -> Result<&'a Movement, Reply> {
    let found = desk.book.find(id);
    found
        .filter(|movement| movement.kind == Kind::Charge)
        .ok_or_else(|| answers::refuse(desk.now, 404, "Transaction introuvable."))
}

pub(super) fn show(desk: &Desk<'_>, id: &str) -> Result<Reply, Reply> {
    let data = payment::object(find(desk, id)?, desk.now);
    Ok(answers::done(desk.now, 200, "Statut du paiement", data))
}

/// A payment that the shop's website asked for, by the portal.
pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Vec<Entry>, String> {
    let digits = payment.phone.trim_start_matches('+').to_owned();
    let country = country::of_number(&digits).ok_or("not a mobile number of a country of Djomy")?;
    let amount = payment.amount.normalize();
    if amount <= 0.into() || amount.scale() > country.decimals {
        return Err(
            "the amount must be greater than 0, and whole where there are no cents".to_owned(),
        );
    }
    let allowed = payment::shown_methods(None);
    let serial = desk.book.next_serial();
    let made = payment::begun(
        desk,
        Asked {
            amount,
            country,
            flow: Flow::Portal,
            method: payment::chosen(&allowed, &digits),
            identifier: format!("00{digits}"),
            digits,
            reference: Some(
                payment
                    .reference
                    .clone()
                    .unwrap_or_else(|| format!("WEB-{}", 1000 + serial)),
            ),
            description: Some(payment.note.clone()),
            metadata: None,
            allowed,
            link: None,
            origin: Origin::Outside,
        },
    );
    Ok(vec![made.into()])
}
