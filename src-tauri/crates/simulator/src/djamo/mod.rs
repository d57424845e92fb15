//! The sandbox of Djamo (Côte d'Ivoire and Senegal). See README.md beside this file for what is documented and what is
//! assumed.

mod balance;
mod charge;
mod charges;
mod companies;
mod customers;
mod errors;
mod knobs;
mod msisdn;
mod page;
mod past;
mod pay;
mod read;
mod refunds;
mod registrations;
mod transfer;
mod transfers;
mod webhook;

use chrono::{DateTime, SecondsFormat, Utc};
use rand::RngExt as _;
use serde_json::{Value, json};

use crate::book::Entry;
use crate::dice::{Dice, uuid};
use crate::movement::{Kind, Movement};
use crate::outbox::SignedDelivery;
use crate::sandbox::{Access, Answer, Credentials, Desk, OutsidePayment, Persistence, Sandbox};
use crate::wire::Request;

const CURRENCY: &str = "XOF";
/// Of one charge and of one transfer, as the vendor's questions and answers have it.
const LARGEST: i64 = 200_000_000;

pub(crate) struct Djamo;

impl Sandbox for Djamo {
    fn id(&self) -> &'static str {
        "djamo"
    }

    fn base_path(&self) -> &'static str {
        "/djamo"
    }

    fn credentials(&self, dice: &mut Dice) -> Credentials {
        let token: [u8; 20] = dice.random();
        let secret: [u8; 24] = dice.random();
        [
            (
                "access_token".to_owned(),
                format!("at_{}", hex::encode(token)),
            ),
            ("company_id".to_owned(), uuid(dice)),
            ("webhook_secret".to_owned(), hex::encode(secret)),
        ]
        .into()
    }

    fn merchant_fields(&self) -> &'static [&'static str] {
        &["company_id"]
    }

    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
        past::entries(seed, now, count)
    }

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer {
        let spot = errors::Spot { desk, request };
        guarded(&spot)
    }

    fn outside(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<Vec<Entry>, String> {
        match kind {
            Kind::Charge => charges::outside(desk, payment),
            Kind::Payout => transfers::outside(desk, payment),
            Kind::Conversion => Err("there are no conversions here".to_owned()),
        }
    }

    fn delivery(
        &self,
        access: &Access,
        movement: &Movement,
        at: DateTime<Utc>,
    ) -> Option<SignedDelivery> {
        webhook::delivery(access, movement, at)
    }

    fn receivers(
        &self,
        desk: &Desk<'_>,
        _movement: &Movement,
        delivery: &SignedDelivery,
    ) -> Vec<String> {
        registrations::receivers(desk.book, delivery)
    }

    fn persistence(&self) -> Persistence {
        Persistence {
            retries: 3,
            when_unreachable: true,
            taken: |status| (200..300).contains(&status),
        }
    }

    fn knobs(&self) -> &'static [&'static str] {
        knobs::ALL
    }

    fn failure(&self) -> Value {
        errors::standing_body(500, "Internal server error")
    }

    fn too_many(&self) -> Value {
        errors::standing_body(429, "ThrottlerException: Too Many Requests")
    }
}

fn guarded(spot: &errors::Spot<'_>) -> Answer {
    let access = spot.desk.access;
    // In front of everything, whatever the keys are.
    if !access.ip_allowed() {
        return errors::cloudflare(access.ip()).into();
    }
    let token = spot
        .request
        .header("authorization")
        .and_then(|header| header.strip_prefix("Bearer "));
    let known = access.credentials.get("access_token").map(String::as_str);
    if known.is_none() || token != known {
        return spot.refuse(401, "Unauthorized").into();
    }
    if access.keys_disabled {
        return spot.refuse(403, "Forbidden resource").into();
    }
    let company = spot.request.header("x-company-id");
    if company.is_none_or(str::is_empty) {
        return spot.refuse(400, "X-Company-Id header is required").into();
    }
    if !access.opens("company_id", company) {
        let text = "This token is not allowed to act for this company";
        return spot.refuse(403, text).into();
    }
    if spot.desk.too_fast() {
        let text = "ThrottlerException: Too Many Requests";
        return spot.refuse(429, text).into();
    }
    route(spot)
}

fn route(spot: &errors::Spot<'_>) -> Answer {
    let request = spot.request;
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let done = match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["v1", "charges"]) => charges::create(spot),
        ("GET", ["v1", "charges"]) => charges::list(spot).map(Answer::from),
        ("GET", ["v1", "charges", id]) => charges::show(spot, id).map(Answer::from),
        ("POST", ["v1", "charges", id, "pay"]) => pay::pay(spot, id),
        ("POST", ["v1", "charges", id, "refund"]) => refunds::refund(spot, id),
        ("POST", ["v1", "transactions"]) => transfers::create(spot),
        ("POST", ["v1", "transactions", "batch"]) => transfers::batch(spot),
        ("GET", ["v1", "transactions"]) => transfers::list(spot).map(Answer::from),
        ("GET", ["v1", "transactions", "customers", "check"]) => {
            customers::check(spot).map(Answer::from)
        }
        ("GET", ["v1", "transactions", id]) => transfers::show(spot, id).map(Answer::from),
        ("GET", ["v1", "balance"]) => Ok(balance::balance(spot.desk).into()),
        ("POST", ["v1", "sub-companies"]) => companies::create(spot),
        ("GET", ["v1", "sub-companies"]) => companies::list(spot).map(Answer::from),
        ("GET", ["v1", "sub-companies", id]) => companies::show(spot, id).map(Answer::from),
        ("PUT", ["v1", "sub-companies", id]) => companies::change(spot, id),
        ("POST", ["v1", "webhooks"]) => registrations::create(spot),
        ("GET", ["v1", "webhooks"]) => registrations::list(spot).map(Answer::from),
        ("GET", ["v1", "webhooks", id]) => registrations::show(spot, id).map(Answer::from),
        (method, _) => {
            let text = format!("Cannot {method} {}", request.path);
            Err(spot.refuse(404, &text))
        }
    };
    done.unwrap_or_else(Answer::from)
}

/// `2025-10-30T08:35:51.624Z`
fn moment(at: DateTime<Utc>) -> Value {
    json!(at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
