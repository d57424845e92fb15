//! A charge: a digital invoice that somebody with a Djamo account pays, and as the API shows it.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::{CURRENCY, moment, msisdn};
use crate::dice::{Dice, uuid};
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::story::{Fate, Step};

/// What is not paid in an hour is dropped.
const LIFE: TimeDelta = TimeDelta::hours(1);
/// A new charge is `created`, and `due` a moment later.
const UNTIL_DUE: TimeDelta = TimeDelta::seconds(1);
/// No page names a fee; one franc in a hundred.
const FEE_RATE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
const DROPPED: &str = "dropped";

/// The number that paid, and the reference of its payment.
pub(super) const PAYER: &str = "msisdn";
const PAYMENT: &str = "payment";
pub(super) const METADATA: &str = "metadata";

/// A charge as it is committed, waiting for whoever pays.
pub(super) fn waiting(
    at: DateTime<Utc>,
    amount: Decimal,
    external_id: String,
    description: String,
    dice: &mut Dice,
) -> Movement {
    let mut charge = Movement::new(Kind::Charge, uuid(dice), at, amount, CURRENCY);
    charge.fee_rate = FEE_RATE;
    charge.method = "djamo".to_owned();
    charge.network = "Djamo".to_owned();
    charge.our_reference = Some(external_id);
    charge.note = Some(description);
    charge.steps = vec![due(at + UNTIL_DUE), dropped(at)];
    charge.numbers.insert(PAYMENT.to_owned(), payment(dice));
    charge
}

fn payment(dice: &mut Dice) -> String {
    let number: [u8; 8] = dice.random();
    format!("DJ{}", hex::encode_upper(number))
}

pub(super) fn due(at: DateTime<Utc>) -> Step {
    Step::new(at, Fate::Pending)
}

pub(super) fn dropped(created: DateTime<Utc>) -> Step {
    Step::new(
        created + LIFE,
        Fate::failed(DROPPED, "Not paid within an hour"),
    )
}

/// A payer's story with the hour's end in it, which comes when nothing else has come of the charge by then.
pub(super) fn until_dropped(created: DateTime<Utc>, mut story: Vec<Step>) -> Vec<Step> {
    let end = dropped(created);
    // What is being looked into waits for that.
    let is_begun = |step: &Step| step.at <= end.at && step.fate != Fate::Pending;
    if !story.iter().any(is_begun) {
        story.push(end);
        story.sort_by_key(|step| step.at);
    }
    story
}

/// Whether somebody may still pay it.
pub(super) fn is_payable(charge: &Movement, now: DateTime<Utc>) -> bool {
    let to_come = charge.steps.iter().filter(|step| step.at > now);
    *charge.standing(now).fate == Fate::Pending
        && to_come
            .into_iter()
            .all(|step| is_drop(&step.fate) || step.fate == Fate::Pending)
}

fn is_drop(fate: &Fate) -> bool {
    matches!(fate, Fate::Failed { code, .. } if code == DROPPED)
}

pub(super) fn status(charge: &Movement, now: DateTime<Utc>) -> &'static str {
    let standing = charge.standing(now);
    match standing.fate {
        Fate::Pending if standing.since.is_none() => "created",
        Fate::Pending => "due",
        // Two words that no page has.
        Fate::Unclear => "in_review",
        Fate::Strange => "suspended",
        Fate::Succeeded if standing.refunded.is_zero() => "paid",
        Fate::Succeeded if standing.refunded < standing.amount => "refunded_partially",
        Fate::Succeeded => "refunded",
        fate if is_drop(fate) => "dropped",
        Fate::Failed { .. } => "cancelled",
    }
}

pub(super) fn object(charge: &Movement, now: DateTime<Utc>) -> Value {
    let standing = charge.standing(now);
    let is_paid = charge.succeeded(now);
    let is_over = is_paid || charge.failed(now);
    let open = if is_over {
        Decimal::ZERO
    } else {
        charge.amount
    };
    let paid = if is_paid {
        standing.amount
    } else {
        Decimal::ZERO
    };
    json!({
        "id": charge.reference,
        "createdAt": moment(charge.at),
        "updatedAt": moment(standing.since.unwrap_or(charge.at)),
        "externalId": charge.our_reference,
        "description": charge.note,
        "status": status(charge, now),
        "amount": number(charge.amount),
        "currency": CURRENCY,
        "due": number(open),
        "paid": number(paid),
        "refunded": number(standing.refunded),
        "fees": number(charge.fee(now)),
        "paymentUrl": payment_url(&charge.reference),
        "transactions": transactions(charge, now),
        "metadata": metadata(charge),
    })
}

fn payment_url(id: &str) -> String {
    format!("https://p.djamo.com/payment-link/?type=payment_confirmation&chargeId={id}")
}

/// The payment, once somebody has begun one.
fn transactions(charge: &Movement, now: DateTime<Utc>) -> Vec<Value> {
    let standing = charge.standing(now);
    let payer = charge
        .number(PAYER)
        .map(str::to_owned)
        .or_else(|| msisdn::shown(&charge.phone));
    let Some(payer) = payer else {
        return Vec::new();
    };
    let status = match standing.fate {
        Fate::Succeeded => "completed",
        Fate::Failed { .. } => "failed",
        Fate::Pending | Fate::Unclear | Fate::Strange => "pending",
    };
    vec![json!({
        "id": charge.number(PAYMENT),
        "type": "payment",
        "msisdn": payer,
        "amount": number(standing.amount),
        "status": status,
    })]
}

fn metadata(charge: &Movement) -> Value {
    let text = charge.number(METADATA);
    let held = text.and_then(|text| serde_json::from_str(text).ok());
    held.unwrap_or_else(|| Value::Object(Map::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::dice;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn after_pay(story: Vec<Step>) -> Movement {
        let amount = Decimal::from(10_000);
        let mut charge = waiting(
            at(0),
            amount,
            "o".to_owned(),
            "d".to_owned(),
            &mut dice(1, "c", 0),
        );
        charge.steps = until_dropped(charge.at, story);
        charge
    }

    #[test]
    fn the_hour_ends_a_charge_that_nothing_else_has_ended() {
        let unpaid = after_pay(vec![due(at(1))]);
        assert_eq!(status(&unpaid, at(0)), "created");
        assert_eq!(status(&unpaid, at(3599)), "due");
        assert_eq!(status(&unpaid, at(3600)), "dropped");
        let paid = after_pay(vec![Step::new(at(3600), Fate::Succeeded)]);
        assert_eq!(status(&paid, at(90_000)), "paid");
        let late = after_pay(vec![Step::new(at(3700), Fate::Succeeded)]);
        assert_eq!(status(&late, at(3650)), "dropped");
        assert_eq!(status(&late, at(3700)), "paid");
    }

    #[test]
    fn a_charge_that_somebody_is_paying_cannot_be_paid_twice() {
        let paying = after_pay(vec![due(at(1)), Step::new(at(9), Fate::Succeeded)]);
        assert!(!is_payable(&paying, at(2)));
        assert!(is_payable(&after_pay(vec![due(at(1))]), at(2)));
        assert!(!is_payable(&after_pay(vec![due(at(1))]), at(3600)));
    }
}
