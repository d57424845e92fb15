//! The sandbox of ZENGAPAY (Uganda). See README.md beside this file for what is documented and
//! what is assumed.

mod account;
mod collections;
mod contacts;
mod errors;
mod msisdn;
mod networks;
mod page;
mod past;
mod statement;
mod transactions;
mod transfers;
mod webhook;
mod words;

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

const ZONE: Tz = chrono_tz::Africa::Kampala;
/// 2 % of a deposit.
const FEE_RATE: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
const MTN: &str = "UGX-MTNMM";
const AIRTEL: &str = "UGX-ATLMM";
const REQUESTS_PER_MINUTE: u64 = 600;

pub(crate) struct Zengapay;

impl Sandbox for Zengapay {
    fn id(&self) -> &'static str {
        "zengapay"
    }

    fn base_path(&self) -> &'static str {
        "/zengapay/v1"
    }

    fn credentials(&self, dice: &mut Dice) -> Credentials {
        let token: [u8; 18] = dice.random();
        let hash: [u8; 18] = dice.random();
        let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash);
        [
            (
                "api_token".to_owned(),
                format!("ZPYPUBK-{}", hex::encode(token)),
            ),
            ("secret_hash".to_owned(), hash),
        ]
        .into()
    }

    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry> {
        past::entries(seed, now, count)
    }

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer {
        let mut answer = guarded(desk, request);
        // The limit of a minute is only told: with a wound clock a minute may never end.
        let (limit, asked) = match desk.access.requests_per_second {
            Some(most) => (most, desk.requests_this_second),
            None => (REQUESTS_PER_MINUTE, desk.requests_this_minute),
        };
        answer.reply = answer
            .reply
            .with_header("X-RateLimit-Limit", limit.to_string())
            .with_header(
                "X-RateLimit-Remaining",
                limit.saturating_sub(asked).to_string(),
            );
        answer
    }

    fn outside(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<Vec<Entry>, String> {
        match kind {
            Kind::Charge => Ok(vec![collections::outside(desk, payment)?.into()]),
            Kind::Payout => transfers::outside(desk, payment),
            Kind::Conversion => Err("nothing is converted here".to_owned()),
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

    fn knobs(&self) -> &'static [&'static str] {
        &[webhook::SIGNATURE, account::NUMBER]
    }

    fn persistence(&self) -> Persistence {
        Persistence {
            retries: 3,
            when_unreachable: false,
            taken: |status| matches!(status, 200..=202),
        }
    }

    fn failure(&self) -> Value {
        errors::body(500, "We had a problem with our server. Try again later.")
    }

    fn too_many(&self) -> Value {
        json!({"message": "Too Many Attempts."})
    }
}

fn guarded(desk: &Desk<'_>, request: &Request) -> Answer {
    // Of all requests, with a key or without.
    if desk.too_fast() {
        let refused = Reply::json(429, &Zengapay.too_many());
        return refused.with_header("Retry-After", "1").into();
    }
    let token = request
        .header("authorization")
        .and_then(|header| header.strip_prefix("Bearer "));
    if !desk.access.opens("api_token", token) {
        return errors::unauthorized().into();
    }
    if !desk.access.ip_allowed() {
        return errors::blocked_ip(desk.access.ip(), &request.path).into();
    }
    if !accepts_json(request) {
        return errors::not_json().into();
    }
    route(desk, request)
}

fn route(desk: &Desk<'_>, request: &Request) -> Answer {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["collections"]) => collections::create(desk, request),
        ("POST", ["transfers"]) => transfers::create(desk, request),
        ("POST", ["contacts"]) => contacts::create(desk, request),
        ("GET", parts) => match read(desk, request, parts) {
            Some(reply) => reply.into(),
            None => errors::not_found().into(),
        },
        (_, parts) if is_known(parts) => {
            errors::reply(405, "The method is not allowed for this endpoint.").into()
        }
        _ => errors::not_found().into(),
    }
}

fn read(desk: &Desk<'_>, request: &Request, parts: &[&str]) -> Option<Reply> {
    Some(match parts {
        ["collections"] => transactions::list(desk, Kind::Charge, "collections", request),
        ["collections", reference] => transactions::show(desk, Kind::Charge, reference),
        ["transfers"] => transactions::list(desk, Kind::Payout, "transfers", request),
        ["transfers", reference] => transactions::show(desk, Kind::Payout, reference),
        ["account"] => account::account(desk),
        ["account", "balance"] => account::balance(desk),
        ["account", "statement"] => statement::show(desk, request),
        ["contacts"] => contacts::list(desk, request),
        ["contacts", uuid] => contacts::show(desk, uuid),
        ["networks"] => networks::list(request),
        ["networks", id] => networks::show(id),
        ["banks"] => networks::banks(request),
        _ => return None,
    })
}

fn is_known(parts: &[&str]) -> bool {
    match parts {
        ["collections" | "transfers" | "contacts" | "networks", ..] => parts.len() <= 2,
        ["account", rest @ ..] => matches!(rest, [] | ["balance" | "statement"]),
        _ => parts == ["banks"],
    }
}

fn accepts_json(request: &Request) -> bool {
    let Some(accept) = request.header("accept") else {
        return true;
    };
    let mut kinds = accept.split(',').filter_map(|kind| kind.split(';').next());
    kinds.any(|kind| {
        matches!(
            kind.trim(),
            "*/*" | "application/*" | "application/json" | ""
        )
    })
}

fn ok(key: &str, value: Value) -> Reply {
    Reply::json(
        200,
        &serde_json::json!({"code": 200, "status": "OK", key: value}),
    )
}
