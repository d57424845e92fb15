//! A transfer to somebody with a Djamo account, and as the API shows it.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::customers::is_customer;
use super::{CURRENCY, moment, msisdn};
use crate::dice::{Dice, uuid};
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::story::{Delays, Fate, Step, Story};

/// No page names a fee; one franc in a hundred.
const FEE_RATE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

pub(super) const BATCH: &str = "batchId";
pub(super) const SUB_COMPANY: &str = "subCompanyId";
const OWN: &str = "djamoTransactionReference";

/// What is asked for, once it is known to be well formed.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) amount: Decimal,
    /// Digits.
    pub(super) msisdn: String,
    pub(super) reference: String,
    pub(super) description: Option<String>,
    pub(super) sub_company: Option<String>,
}

/// Accepted: its money is held from now on.
pub(super) fn accepted(at: DateTime<Utc>, asked: Asked, dice: &mut Dice) -> Movement {
    let id = format!("txn_{}", uuid(dice));
    let mut transfer = Movement::new(Kind::Payout, id, at, asked.amount, CURRENCY);
    transfer.fee_rate = FEE_RATE;
    transfer.method = "transfer".to_owned();
    transfer.network = "Djamo".to_owned();
    transfer.phone = asked.msisdn;
    transfer.our_reference = Some(asked.reference);
    transfer.note = asked.description;
    let own = format!("TRF{}", dice.random_range(100_000_000..999_999_999_u32));
    transfer.numbers.insert(OWN.to_owned(), own);
    if let Some(company) = asked.sub_company {
        transfer.numbers.insert(SUB_COMPANY.to_owned(), company);
    }
    transfer
}

/// What becomes of it, by the recipient's number. The first step is the one that says it has begun.
pub(super) fn story(transfer: &Movement, delays: &Delays, dice: &mut Dice) -> Vec<Step> {
    let mut steps = vec![Step::new(transfer.at, Fate::Pending)];
    if is_customer(&transfer.phone) {
        let story = Story::of_phone(&transfer.phone);
        steps.extend(story.payout_steps(transfer.at, transfer.amount, delays, dice));
    } else {
        let soon = TimeDelta::try_milliseconds(delays.declines).unwrap_or_default();
        let fate = Fate::failed("14", "The recipient is not a Djamo customer");
        steps.push(Step::new(transfer.at + soon, fate));
    }
    steps
}

pub(super) fn object(transfer: &Movement, now: DateTime<Utc>) -> Value {
    let standing = transfer.standing(now);
    let fee = transfer.quoted_fee(now);
    let (status, reason) = match standing.fate {
        Fate::Pending => ("pending", None),
        // Two words that no page has.
        Fate::Unclear => ("in_review", None),
        Fate::Strange => ("suspended", None),
        Fate::Succeeded => ("completed", None),
        Fate::Failed { text, .. } => ("failed", Some(text)),
    };
    let mut object = json!({
        "id": transfer.reference,
        "amount": number(standing.amount),
        "fee": number(fee.normalize()),
        "totalAmount": number((standing.amount + fee).normalize()),
        "msisdn": msisdn::shown(&transfer.phone),
        "status": status,
        "reference": transfer.our_reference,
        "type": "transfer",
        "description": transfer.note,
        "djamoTransactionReference": transfer.number(OWN),
        "createdAt": moment(transfer.at),
        "updatedAt": moment(standing.since.unwrap_or(transfer.at)),
        "failureReason": reason,
    });
    for name in [BATCH, SUB_COMPANY] {
        if let Some(value) = transfer.number(name) {
            object[name] = json!(value);
        }
    }
    object
}

/// What a customer paid, as it stands among the transactions where it stands there at all.
pub(super) fn payment(charge: &Movement, now: DateTime<Utc>) -> Value {
    let standing = charge.standing(now);
    json!({
        "id": format!("txn_{}", charge.reference),
        "amount": number(standing.amount),
        "fee": number(charge.fee(now).normalize()),
        "totalAmount": number(charge.net(now).normalize()),
        "msisdn": msisdn::shown(&charge.phone).or_else(|| charge.number(super::charge::PAYER).map(str::to_owned)),
        "status": "completed",
        "reference": charge.our_reference,
        "type": "payment",
        "description": charge.note,
        "createdAt": moment(charge.at),
        "updatedAt": moment(standing.since.unwrap_or(charge.at)),
        "failureReason": null,
    })
}
