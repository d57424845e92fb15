//! `POST /disburse`: money from the RWF wallet to a bank account or a phone. The wallet pays the whole amount, the
//! recipient gets what the fee leaves of it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::recipient::{self, Recipient};
use super::record::{Asked, record};
use super::scenario::TransferScenario;
use super::transactions::whole;
use super::{balance, charges, customer, errors, transactions};
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::{Fate, Step, Story};
use crate::wire::{Reply, Request};

/// Both samples keep 100 francs, of 10,000 and of 10,100.
pub(super) const FEE: Decimal = Decimal::ONE_HUNDRED;

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    let mut fields = Fields::new(&body);
    let amount = customer::amount(&mut fields, "amount", "RWF");
    if amount > Decimal::ZERO && amount <= FEE {
        fields.problem("amount", "The amount must be greater than the fee.");
    }
    let to = recipient::read(&mut fields);
    let narration = fields.optional_text("narration").map(str::to_owned);
    let callback_url = customer::url(&mut fields, "callback_url", false);
    let scenario = fields.optional_text("scenario_key");
    let scenario = scenario.map(TransferScenario::read).transpose();
    let scenario = scenario.unwrap_or_else(|text| {
        fields.problem("scenario_key", text);
        None
    });
    let problems = fields.problems();
    let Some(to) = to.filter(|_| problems.is_empty()) else {
        return errors::invalid(&problems).into();
    };
    let available = balance::available(desk, "RWF");
    let short = scenario == Some(TransferScenario::InsufficientBalance) || amount > available;
    if short {
        return errors::insufficient("RWF", available, amount).into();
    }
    if scenario == Some(TransferScenario::InvalidCurrency) {
        return errors::validation("Invalid currency").into();
    }
    let mut payout = commit(desk, to, amount, narration, Origin::Api);
    payout.callback_url = callback_url;
    if scenario == Some(TransferScenario::Successful) {
        let pays = chrono::TimeDelta::try_milliseconds(desk.delays.pays).unwrap_or_default();
        payout.steps = vec![Step::new(desk.now + pays, Fate::Succeeded)];
    }
    let reply = answer(desk, &payout);
    Answer::keeping(Reply::json(200, &reply), payout)
}

/// The page shows none: `bare` has no more in it than that it was queued.
pub(super) const ANSWER: &str = "disburse_answer";

fn answer(desk: &Desk<'_>, payout: &Movement) -> Value {
    if desk.access.knob(ANSWER) == Some("bare") {
        return json!({
            "status": "success",
            "message": "Disbursement queued for processing",
        });
    }
    json!({
        "status": "success",
        "message": "Disbursement queued for processing",
        "dgs_reference": payout.reference,
        "amount": whole(payout.amount),
        "currency": "RWF",
        "destination_type": payout.method,
        "transaction_status": "pending",
    })
}

pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Movement, String> {
    let phone = charges::rwandan(&payment.phone)?;
    if payment.amount <= FEE || payment.amount.normalize().scale() > 0 {
        return Err("the amount must be a whole number greater than the fee".to_owned());
    }
    if payment.amount > balance::available(desk, "RWF") {
        return Err("the wallet has less than that".to_owned());
    }
    let to = Recipient {
        network: charges::network(&phone).to_owned(),
        number: phone,
        method: "mobile_money",
        name: String::new(),
        bank_key: None,
        branch: None,
    };
    let note = Some(payment.note.clone());
    Ok(commit(
        desk,
        to,
        payment.amount.normalize(),
        note,
        Origin::Outside,
    ))
}

fn commit(
    desk: &Desk<'_>,
    to: Recipient,
    amount: Decimal,
    note: Option<String>,
    origin: Origin,
) -> Movement {
    let serial = desk.book.next_serial();
    let mut dice = dice(desk.seed, "dgspay", serial);
    let story = Story::of_phone(&to.number);
    let steps = story.payout_steps(desk.now, amount, desk.delays, &mut dice);
    let asked = Asked {
        kind: Kind::Payout,
        at: desk.now,
        amount,
        currency: "RWF".to_owned(),
        method: to.method,
        phone: to.number,
        network: to.network,
        first_name: to.name,
        last_name: String::new(),
        email: String::new(),
        note,
        origin,
    };
    let mut payout = record(asked, serial, &mut dice);
    recipient::keep(&mut payout, to.bank_key, to.branch);
    payout.steps = steps;
    payout
}

/// What a webhook and a single read tell of a payout. Fee and what the recipient gets are quotes until it succeeds.
pub(super) fn told(payout: &Movement, now: DateTime<Utc>) -> Value {
    let standing = payout.standing(now);
    let fee = payout.quoted_fee(now);
    let transfer = payout.number("flw_transfer_id").unwrap_or_default();
    let mut told = json!({
        "dgs_reference": payout.reference,
        "flw_transfer_id": transfer.parse::<u64>().unwrap_or_default(),
        "status": transactions::status(payout, now),
        "amount": whole(standing.amount),
        "fee": whole(fee),
        "recipient_gets": whole(standing.amount - fee),
        "currency": payout.currency,
        "destination_type": payout.method,
    });
    match standing.fate {
        Fate::Succeeded => {
            told["recipient"] = recipient::shown(payout);
            told["proof"] = json!(format!("FLW-PROOF-{transfer}"));
        }
        Fate::Failed { text, .. } => told["fail_reason"] = json!(text),
        Fate::Pending | Fate::Unclear | Fate::Strange => {}
    }
    told
}
