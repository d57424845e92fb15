//! The sandbox of Djomy (Guinea). See README.md beside this file for what is documented and what is assumed.

mod answers;
mod auth;
mod body;
mod country;
mod dates;
mod gateway;
mod knobs;
mod link;
mod links;
mod listing;
mod otp;
mod page;
mod past;
mod payment;
mod payments;
mod payout;
mod payouts;
mod webhook;

use chrono::{DateTime, SecondsFormat, Utc};
use rand::RngExt as _;
use serde_json::{Value, json};

use crate::book::Entry;
use crate::dice::{Dice, uuid};
use crate::movement::{Kind, Movement};
use crate::outbox::SignedDelivery;
use crate::sandbox::{
    Access, Answer, Credentials, Desk, LinkPayment, OutsidePayment, Persistence, Sandbox,
};
use crate::wire::{Reply, Request};

pub(crate) struct Djomy;

impl Sandbox for Djomy {
    fn id(&self) -> &'static str {
        "djomy"
    }

    fn base_path(&self) -> &'static str {
        "/djomy"
    }

    fn credentials(&self, dice: &mut Dice) -> Credentials {
        let secret: [u8; 24] = dice.random();
        [
            (
                "client_id".to_owned(),
                format!("djomy-client-{}", &uuid(dice)[..13]),
            ),
            ("client_secret".to_owned(), hex::encode(secret)),
        ]
        .into()
    }

    fn merchant_fields(&self) -> &'static [&'static str] {
        &["client_id"]
    }

    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
        past::entries(seed, now, count)
    }

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer {
        if !desk.access.ip_allowed() || !auth::comes_from_its_domain(desk.access, request) {
            return answers::firewall().into();
        }
        if desk.too_fast() {
            return answers::refuse(desk.now, 429, answers::TOO_MANY).into();
        }
        let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", ["v1", "auth"]) => auth::token(desk, request).into(),
            (method, parts) => auth::check(desk, request)
                .and_then(|()| route(desk, request, method, parts))
                .unwrap_or_else(Answer::from),
        }
    }

    fn outside(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<Vec<Entry>, String> {
        match kind {
            Kind::Charge => payments::outside(desk, payment),
            Kind::Payout => payouts::outside(desk, payment),
            Kind::Conversion => Err("there are no conversions here".to_owned()),
        }
    }

    fn pay_link(&self, desk: &Desk<'_>, payment: &LinkPayment) -> Result<Vec<Entry>, String> {
        links::pay(desk, payment)
    }

    fn delivery(
        &self,
        access: &Access,
        movement: &Movement,
        at: DateTime<Utc>,
    ) -> Option<SignedDelivery> {
        webhook::delivery(access, movement, at)
    }

    fn persistence(&self) -> Persistence {
        Persistence {
            retries: 3,
            when_unreachable: true,
            taken: |status| status == 200,
        }
    }

    fn knobs(&self) -> &'static [&'static str] {
        knobs::ALL
    }

    fn failure(&self) -> Value {
        let text = "Une erreur interne est survenue. Veuillez réessayer plus tard.";
        answers::body(DateTime::UNIX_EPOCH, 500, text, &[])
    }

    fn too_many(&self) -> Value {
        answers::body(DateTime::UNIX_EPOCH, 429, answers::TOO_MANY, &[])
    }
}

fn route(
    desk: &Desk<'_>,
    request: &Request,
    method: &str,
    parts: &[&str],
) -> Result<Answer, Reply> {
    let read = |done: Result<Reply, Reply>| done.map(Answer::from);
    match (method, parts) {
        ("POST", ["v1", "payments"]) => payments::create(desk, request),
        ("POST", ["v1", "payments", "gateway"]) => gateway::create(desk, request),
        ("GET", ["v1", "payments"]) => read(listing::list(desk, request)),
        ("GET", ["v1", "payments", id, "status"]) => read(payments::show(desk, id)),
        ("POST", ["v1", "payments", id, "confirmOTP"]) => otp::confirm(desk, request, id),
        ("POST", ["v1", "links"]) => links::create(desk, request),
        ("GET", ["v1", "links"]) => read(links::list(desk, request)),
        ("GET", ["v1", "links", reference]) => read(links::show(desk, reference)),
        ("POST", ["v1", "payout-orders"]) => payouts::create(desk, request),
        ("GET", ["v1", "payout-orders"]) => read(payouts::list(desk, request)),
        ("GET", ["v1", "payout-orders", order]) => read(payouts::show(desk, order)),
        ("GET", ["v1", "payout-orders", order, "payout-items"]) => {
            read(payouts::items(desk, request, order))
        }
        ("GET", ["v1", "payout-orders", order, "payout-items", id]) => {
            read(payouts::item(desk, order, id))
        }
        ("POST", ["v1", "payout-orders", order, "payout-items", id, "retry"]) => {
            payouts::retry(desk, order, id)
        }
        _ => Err(answers::refuse(desk.now, 404, "Ressource introuvable.")),
    }
}

/// The page of a payment or a link. No browser gets there: it is a host that exists nowhere, by RFC 2606.
fn page_of(reference: &str) -> String {
    format!("https://pay.djomy.example/{reference}")
}

/// `2025-07-13T10:31:00.000Z`
fn moment(at: DateTime<Utc>) -> Value {
    json!(at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
