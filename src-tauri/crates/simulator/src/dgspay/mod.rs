//! The sandbox of DGS-Pay v2 (Rwanda). See README.md beside this file for what is documented and
//! what is assumed.

mod balance;
mod charges;
mod errors;
mod past;
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

use crate::book::Entry;
use crate::dice::Dice;
use crate::movement::{Kind, Movement};
use crate::outbox::SignedDelivery;
use crate::sandbox::{Access, Answer, Credentials, Desk, OutsidePayment, Persistence, Sandbox};
use crate::wire::{Reply, Request};

const ZONE: Tz = chrono_tz::Africa::Kigali;
/// The fee of the documentation's webhook sample: 150 of 5,000. There is no fee table.
const FEE_RATE: Decimal = Decimal::from_parts(3, 0, 0, false, 2);

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

    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
        past::charges(seed, now, count)
    }

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer {
        let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        if let ("GET", ["checkout", reference]) = (request.method.as_str(), parts.as_slice()) {
            return checkout(desk, reference).into();
        }
        if let Some(refusal) = guard(desk, request) {
            return refusal.into();
        }
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", ["charges"]) => charges::create(desk, request),
            ("GET", ["transactions"]) => transactions::list(desk, request).into(),
            ("GET", ["transactions", reference]) => transactions::show(desk, reference).into(),
            ("GET", ["balance"]) => balance::balance(desk).into(),
            _ => errors::not_found("Endpoint not found").into(),
        }
    }

    fn outside(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<Vec<Entry>, String> {
        match kind {
            Kind::Charge => Ok(vec![charges::outside(desk, payment)?.into()]),
            Kind::Payout | Kind::Conversion => Err("not made outside".to_owned()),
        }
    }

    fn delivery(
        &self,
        access: &Access,
        charge: &Movement,
        at: DateTime<Utc>,
    ) -> Option<SignedDelivery> {
        webhook::delivery(access, charge, at)
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
    if desk.access.ip_blocked {
        return Some(errors::auth("IP address is not whitelisted"));
    }
    if !request.says_json() {
        return Some(errors::validation("Content-Type must be application/json"));
    }
    None
}

/// Where a customer's browser is sent; here there is nothing to approve.
fn checkout(desk: &Desk<'_>, reference: &str) -> Reply {
    match desk.book.find(reference) {
        Some(_) => Reply::html(
            200,
            "<!doctype html><title>Practice</title><p>Practice payment: the customer approves it on the phone.</p>",
        ),
        None => Reply::html(
            404,
            "<!doctype html><title>Practice</title><p>No such payment.</p>",
        ),
    }
}
