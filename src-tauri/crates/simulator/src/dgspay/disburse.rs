//! `POST /disburse`: money from the RWF wallet to a bank account or a phone. The wallet pays the whole amount, the
//! recipient gets what the fee leaves of it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::banks::BANKS;
use super::record::{Asked, record};
use super::scenario::TransferScenario;
use super::transactions::whole;
use super::{balance, charges, customer, errors, transactions};
use crate::dice::dice;
use crate::fields::{Fields, Problem};
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::{Fate, Step, Story};
use crate::wire::{Reply, Request};

/// Both samples keep 100 francs, of 10,000 and of 10,100.
pub(super) const FEE: Decimal = Decimal::ONE_HUNDRED;
/// Of a bank account: where it is kept beside the number.
const BANK_KEY: &str = "bank_key";
const BRANCH: &str = "branch";

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    let mut fields = Fields::new(&body);
    let amount = customer::amount(&mut fields, "amount", "RWF");
    if amount > Decimal::ZERO && amount <= FEE {
        fields.problem("amount", "The amount must be greater than the fee.");
    }
    let to = recipient(&mut fields);
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
    let reply = json!({
        "status": "success",
        "message": "Disbursement queued for processing",
        "dgs_reference": payout.reference,
        "amount": whole(amount),
        "currency": "RWF",
        "destination_type": payout.method,
        "transaction_status": "pending",
    });
    Answer::keeping(Reply::json(200, &reply), payout)
}

/// Whom the money goes to.
struct Recipient {
    /// A phone with its country code, or an account number.
    number: String,
    method: &'static str,
    network: String,
    name: String,
    bank_key: Option<String>,
    branch: Option<String>,
}

fn recipient(fields: &mut Fields<'_>) -> Option<Recipient> {
    let method = match fields.text("destination_type") {
        "bank" => "bank",
        "mobile_money" => "mobile_money",
        "" => return None,
        _ => {
            fields.problem(
                "destination_type",
                "The destination_type must be bank or mobile_money.",
            );
            return None;
        }
    };
    let given = match fields.value("recipient") {
        Some(Value::Object(given)) => given,
        Some(_) => {
            fields.problem("recipient", "The recipient must be an object.");
            return None;
        }
        None => {
            fields.problem("recipient", "The recipient field is required.");
            return None;
        }
    };
    let read = if method == "bank" {
        bank_account(given)
    } else {
        phone(given)
    };
    match read {
        Ok(recipient) => Some(recipient),
        Err(problems) => {
            for problem in problems {
                fields.problem(&format!("recipient.{}", problem.field), problem.text);
            }
            None
        }
    }
}

fn bank_account(given: &Map<String, Value>) -> Result<Recipient, Vec<Problem>> {
    let mut fields = Fields::new(given);
    let key = fields.text(BANK_KEY);
    let bank = BANKS.iter().find(|bank| bank.key == key && bank.is_bank());
    if bank.is_none() && !key.is_empty() {
        fields.problem(BANK_KEY, "The bank_key is not in the list of banks.");
    }
    let number = fields.text("account_number");
    let right = (6..=20).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if !number.is_empty() && !right {
        fields.problem(
            "account_number",
            "The account_number must be 6 to 20 digits.",
        );
    }
    let branch = fields.optional_text(BRANCH).map(str::to_owned);
    if branch.is_none() && bank.is_some_and(|bank| bank.needs_branch) {
        fields.problem(BRANCH, "The branch field is required for this bank.");
    }
    let name = fields.optional_text("name").unwrap_or_default().to_owned();
    let recipient = Recipient {
        number: number.to_owned(),
        method: "bank",
        network: String::new(),
        name,
        bank_key: Some(key.to_owned()),
        branch,
    };
    unless(fields.problems(), recipient)
}

/// `0788123456` and `+250788123456` are the same phone.
fn phone(given: &Map<String, Value>) -> Result<Recipient, Vec<Problem>> {
    let mut fields = Fields::new(given);
    let msisdn = fields.text("msisdn");
    let local = msisdn
        .strip_prefix("+250")
        .or_else(|| msisdn.strip_prefix('0'));
    let local = local.filter(|local| customer::is_local(local));
    if local.is_none() && !msisdn.is_empty() {
        fields.problem(
            "msisdn",
            "The msisdn must look like 0788123456 or +250788123456.",
        );
    }
    let network = fields.text("network").to_owned();
    if !matches!(network.as_str(), "MTN" | "Airtel" | "") {
        fields.problem("network", "The network must be MTN or Airtel.");
    }
    if !matches!(fields.text("country"), "RW" | "") {
        fields.problem("country", "The country must be RW.");
    }
    let name = fields.optional_text("name").unwrap_or_default().to_owned();
    let recipient = Recipient {
        number: format!("250{}", local.unwrap_or_default()),
        method: "mobile_money",
        network,
        name,
        bank_key: None,
        branch: None,
    };
    unless(fields.problems(), recipient)
}

fn unless(problems: Vec<Problem>, recipient: Recipient) -> Result<Recipient, Vec<Problem>> {
    if problems.is_empty() {
        Ok(recipient)
    } else {
        Err(problems)
    }
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
    let given = [(BANK_KEY, to.bank_key), (BRANCH, to.branch)];
    for (name, value) in given {
        if let Some(value) = value {
            payout.numbers.insert(name.to_owned(), value);
        }
    }
    payout.steps = steps;
    payout
}

/// Says at which bank the account is.
pub(super) fn at_bank(payout: &mut Movement, bank_key: &str) {
    let (name, value) = (BANK_KEY.to_owned(), bank_key.to_owned());
    payout.numbers.insert(name, value);
}

/// The recipient as webhooks and single reads show it.
pub(super) fn shown(payout: &Movement) -> Value {
    let mut shown = if payout.method == "bank" {
        json!({
            "account_number": payout.phone,
            "bank_key": payout.number(BANK_KEY),
        })
    } else {
        json!({
            "msisdn": payout.phone,
            "network": payout.network,
            "country": "RW",
        })
    };
    if !payout.first_name.is_empty() {
        shown["name"] = json!(payout.first_name);
    }
    shown
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
            told["recipient"] = shown(payout);
            told["proof"] = json!(format!("FLW-PROOF-{transfer}"));
        }
        Fate::Failed { text, .. } => told["fail_reason"] = json!(text),
        Fate::Pending | Fate::Unclear | Fate::Strange => {}
    }
    told
}
