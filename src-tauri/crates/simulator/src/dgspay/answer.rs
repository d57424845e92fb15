//! What a charge is answered with: pending, completed or failed, as the page shows them.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::authorize::{self, Action};
use super::transactions::whole;
use crate::movement::Movement;
use crate::sandbox::Desk;
use crate::story::Fate;
use crate::wire::Reply;

pub(super) fn of_charge(charge: &Movement, desk: &Desk<'_>, base_url: &str) -> Reply {
    let mut body = body(charge, desk.now);
    if body["transaction_status"] == "pending" {
        next_action(&mut body, charge, base_url);
    }
    Reply::json(200, &body)
}

/// All but what is to be done next.
pub(super) fn body(charge: &Movement, now: DateTime<Utc>) -> Value {
    let mut body = json!({
        "transaction_id": charge.number("transaction_id"),
        "dgs_reference": charge.reference,
        "amount": whole(charge.amount),
        "currency": charge.currency,
        "payment_method_type": charge.method,
    });
    match charge.standing(now).fate {
        Fate::Pending | Fate::Unclear | Fate::Strange => {
            body["status"] = json!("success");
            body["message"] = json!("Charge initiated");
            body["transaction_status"] = json!("pending");
        }
        Fate::Succeeded => {
            body["status"] = json!("success");
            body["message"] = json!("Payment completed");
            body["transaction_status"] = json!("successful");
            if charge.method == "mobile_money" {
                body["mobile_money_network"] = json!(charge.network);
                body["mobile_money_phone"] = json!(charge.phone.strip_prefix("250"));
                body["mobile_money_country_code"] = json!("250");
            }
        }
        Fate::Failed { code, text } => {
            body["status"] = json!("failed");
            body["message"] = json!("Charge failed");
            body["transaction_status"] = json!("failed");
            body["issuer_response_type"] = json!("declined");
            body["issuer_response_code"] = json!(code);
            body["processor_response"] = json!(text);
        }
    }
    body
}

/// Mobile money always has the redirect, although nothing is to be done but on the phone.
fn next_action(body: &mut Value, charge: &Movement, base_url: &str) {
    let by_phone = charge.method == "mobile_money";
    let next = authorize::next(charge).or(by_phone.then_some(Action::Redirect));
    let Some(next) = next else {
        return;
    };
    body["next_action_type"] = json!(next.word());
    body["display_text"] = json!(if by_phone {
        "Complete payment on your mobile device"
    } else {
        next.display_text()
    });
    if next == Action::Redirect {
        body["next_action_redirect_url"] =
            json!(format!("{base_url}/checkout/{}", charge.reference));
    }
}
