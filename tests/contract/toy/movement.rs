//! One movement of money, as the toy tells it everywhere.

use domain::money::parse_decimal;
use domain::{Currency, Kind, Method, Money, Phone, Reason, Sighting, Status, Text};
use serde_json::Value;

/// What it says. `None` without a reference or a kind: then it cannot be kept.
pub(super) fn sighting(told: &Value) -> Option<Sighting> {
    let kind = match told["kind"].as_str()? {
        "charge" => Kind::Charge,
        "payout" => Kind::Payout,
        _ => return None,
    };
    let currency = told["currency"]
        .as_str()
        .and_then(|code| Currency::parse(code).ok());
    let money = |field: &str| {
        let amount = parse_decimal(told[field].as_str()?).ok()?;
        Money::told(amount, currency?).ok()
    };
    let word = told["state"].as_str().unwrap_or_default();
    let amount = money("amount");
    let status = match word {
        _ if amount.is_none() => Status::InDoubt,
        "waiting" => Status::Pending,
        "done" => Status::Succeeded,
        "refused" => Status::Failed,
        "forgotten" => Status::Expired,
        _ => Status::InDoubt,
    };
    let text = |field: &str| told[field].as_str().map(str::to_owned);
    Some(Sighting {
        kind,
        provider_reference: Some(text("id").filter(|id| !id.is_empty())?),
        our_reference: text("reference"),
        operator_reference: None,
        status,
        provider_status: word.to_owned(),
        amount,
        fee: money("fee"),
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        phone: told["phone"]
            .as_str()
            .and_then(|phone| Phone::parse(phone).ok()),
        name: None,
        method: Some(Method::MobileMoney),
        network: None,
        note: text("note"),
        occurred_at: told["at"].as_str().and_then(|at| at.parse().ok()),
        action: None,
        reason: (status == Status::Failed).then(|| Reason {
            code: "declined".to_owned(),
            message: Text::new("It did not go through.", "Cela n’a pas abouti."),
            provider_message: text("words"),
        }),
    })
}
