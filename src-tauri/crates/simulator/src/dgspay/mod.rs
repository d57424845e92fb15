//! The sandbox of DGS-Pay v2 (Rwanda). See README.md beside this file for what is documented and
//! what is assumed.

mod answer;
mod authorize;
mod balance;
mod banks;
mod cards;
mod charges;
mod cipher;
mod convert;
mod customer;
mod disburse;
mod errors;
mod link_payments;
mod links;
mod pages;
mod past;
mod recipient;
mod record;
mod scenario;
mod transactions;
mod webhook;

use base64::Engine as _;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::book::{Entry, Paper};
use crate::dice::Dice;
use crate::movement::{Kind, Movement};
use crate::outbox::SignedDelivery;
use crate::sandbox::{
    Access, Answer, Credentials, Desk, LinkPayment, OutsidePayment, Persistence, Sandbox,
};
use crate::wire::{Reply, Request};

const ZONE: Tz = chrono_tz::Africa::Kigali;
/// The fee of the documentation's webhook sample: 150 of 5,000. There is no fee table.
const FEE_RATE: Decimal = Decimal::from_parts(3, 0, 0, false, 2);

/// The wallets a merchant has.
const CURRENCIES: [&str; 3] = ["USD", "RWF", "EUR"];
/// No header is documented for error 93; the processor behind uses this one.
const KEY_HEADER: &str = "x-idempotency-key";
const KEY_SORT: &str = "idempotency key";

pub(crate) struct DgsPay;

impl Sandbox for DgsPay {
    fn id(&self) -> &'static str {
        "dgspay"
    }

    fn base_path(&self) -> &'static str {
        "/dgspay/generation/v2"
    }

    fn credentials(&self, dice: &mut Dice) -> Credentials {
        let key: [u8; 16] = dice.random();
        let encryption: [u8; 32] = dice.random();
        let secret: [u8; 24] = dice.random();
        let encryption = base64::engine::general_purpose::STANDARD.encode(encryption);
        [
            (
                "api_key".to_owned(),
                format!("sk_test_{}", hex::encode(key)),
            ),
            (
                "account_number".to_owned(),
                format!("ACC-{:07}", dice.random_range(1..10_000_000_u32)),
            ),
            ("encryption_key".to_owned(), encryption),
            ("webhook_secret".to_owned(), hex::encode(secret)),
        ]
        .into()
    }

    fn merchant_fields(&self) -> &'static [&'static str] {
        &["account_number"]
    }

    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
        past::entries(seed, now, count)
    }

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer {
        let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        if let Some(page) = pages::answer(desk, &request.method, &parts) {
            return page;
        }
        if let Some(refusal) = guard(desk, request) {
            return refusal.into();
        }
        let mut answer = route(desk, request, &parts);
        if !answer.commit.is_empty() {
            answer.commit.extend(key_used(desk, request));
        }
        answer
    }

    fn outside(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<Vec<Entry>, String> {
        match kind {
            Kind::Charge => Ok(vec![charges::outside(desk, payment)?.into()]),
            Kind::Payout => Ok(vec![disburse::outside(desk, payment)?.into()]),
            Kind::Conversion => Err("conversions are not made outside".to_owned()),
        }
    }

    fn pay_link(&self, desk: &Desk<'_>, payment: &LinkPayment) -> Result<Vec<Entry>, String> {
        link_payments::pay(desk, payment)
    }

    fn delivery(
        &self,
        access: &Access,
        charge: &Movement,
        at: DateTime<Utc>,
    ) -> Option<SignedDelivery> {
        webhook::delivery(access, charge, at)
    }

    fn knobs(&self) -> &'static [&'static str] {
        &[disburse::ANSWER, webhook::BODIES]
    }

    fn persistence(&self) -> Persistence {
        Persistence {
            retries: 3,
            when_unreachable: true,
            taken: |status| status == 200,
        }
    }

    fn failure(&self) -> Value {
        json!({"status": "failed", "error_code": "99", "message": "Unexpected internal error"})
    }

    fn too_many(&self) -> Value {
        json!({"status": "failed", "message": "Too many requests"})
    }
}

/// All three headers are listed as required on every request.
fn guard(desk: &Desk<'_>, request: &Request) -> Option<Reply> {
    if !desk
        .access
        .opens("api_key", request.header("x-dgs-api-key"))
    {
        return Some(errors::auth("API key is missing or invalid"));
    }
    if !desk
        .access
        .opens("account_number", request.header("x-dgs-account-number"))
    {
        return Some(errors::auth("Account number is missing or invalid"));
    }
    if !desk.access.ip_allowed() {
        return Some(errors::auth("IP address is not whitelisted"));
    }
    if !request.says_json() {
        return Some(errors::validation("Content-Type must be application/json"));
    }
    if desk.too_fast() {
        let refused = Reply::json(429, &DgsPay.too_many());
        return Some(refused.with_header("Retry-After", "1"));
    }
    let key = request.header(KEY_HEADER);
    if key.is_some_and(|key| desk.book.paper(KEY_SORT, key).is_some()) {
        return Some(errors::key_used_twice());
    }
    None
}

/// What is kept of an idempotency key that was sent with something that took effect.
fn key_used(desk: &Desk<'_>, request: &Request) -> Option<Entry> {
    let key = request.header(KEY_HEADER)?;
    Some(Entry::Paper(Paper {
        sort: KEY_SORT.to_owned(),
        id: key.to_owned(),
        at: desk.now,
        fields: serde_json::Map::new(),
    }))
}

fn route(desk: &Desk<'_>, request: &Request, parts: &[&str]) -> Answer {
    match (request.method.as_str(), parts) {
        ("POST", ["charges"]) => charges::create(desk, request),
        ("POST", ["authorize"]) => authorize::authorize(desk, request),
        ("POST", ["disburse"]) => disburse::create(desk, request),
        ("POST", ["convert"]) => convert::create(desk, request),
        ("GET", ["transactions"]) => transactions::list(desk, request).into(),
        ("GET", ["transactions", reference]) => transactions::show(desk, reference).into(),
        ("GET", ["balance"]) => balance::balance(desk).into(),
        ("GET", ["banks", country]) => banks::list(country).into(),
        ("POST", ["payment-links"]) => links::create(desk, request),
        ("GET", ["payment-links"]) => links::list(desk, request).into(),
        ("GET", ["payment-links", id]) => links::show(desk, id, request).into(),
        ("PATCH", ["payment-links", id]) => links::update(desk, id, request),
        ("DELETE", ["payment-links", id]) => links::archive(desk, id),
        _ => errors::not_found("Endpoint not found").into(),
    }
}
