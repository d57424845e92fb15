//! One payout of an order, and as the API shows it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::body::Body;
use super::country::Country;
use super::moment;
use crate::dice::{Dice, uuid};
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::story::{Fate, Step, Story};

/// No page names a fee; one in a hundred, in whole units.
const FEE_RATE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
pub(super) const ORDER: &str = "orderId";
const ACCOUNT: &str = "accountNumber";
const COUNTRY: &str = "countryCode";
const PROVIDERS: [&str; 4] = ["OM", "MOMO", "KULU", "SOUTRA_MONEY"];

/// What is asked for, once it is known to be well formed.
pub(super) struct Asked {
    pub(super) message: String,
    pub(super) amount: Decimal,
    pub(super) name: String,
    pub(super) country: &'static Country,
    /// As it was given.
    pub(super) account: String,
    pub(super) digits: String,
    pub(super) provider: &'static str,
}

/// One item of an order; what is wrong with it is said under its own name.
pub(super) fn read(item: &Value, before: &str) -> Result<Asked, Vec<String>> {
    let nothing = serde_json::Map::new();
    let part = |value: &'_ Value, name: &str| value.get(name).cloned().unwrap_or_default();
    let beneficiary = part(item, "beneficiary");
    let destination = part(item, "destination");
    let account = part(&destination, "account");
    let object = |value: &Value| value.as_object().unwrap_or(&nothing).clone();
    let (item, beneficiary, destination, account) = (
        object(item),
        object(&beneficiary),
        object(&destination),
        object(&account),
    );

    let mut to = Body::inside(&destination, &format!("{before}destination."));
    let country = to.country();
    if to.text("type") != "WALLET" {
        to.complain(format!(
            "Le champ {before}destination.type doit être WALLET."
        ));
    }
    let currency = to.text("currencyCode");
    if country.is_some_and(|country| country.iso != currency) {
        to.complain(format!(
            "Le champ {before}destination.currencyCode ne convient pas au pays."
        ));
    }
    let mut wallet = Body::inside(&account, &format!("{before}destination.account."));
    let given = wallet.text("accountNumber");
    let digits = country.and_then(|country| country.wallet(given));
    if digits.is_none() && country.is_some() && !given.is_empty() {
        wallet.complain(format!(
            "Le champ {before}destination.account.accountNumber n'est pas un numéro de portefeuille."
        ));
    }
    let word = wallet.text("providerCode");
    let provider = PROVIDERS.iter().copied().find(|provider| *provider == word);
    if provider.is_none() && !word.is_empty() {
        wallet.complain(format!("Le providerCode {word} n'est pas pris en charge."));
    }
    let mut who = Body::inside(&beneficiary, &format!("{before}beneficiary."));
    let name = who.text("name").to_owned();
    let mut body = Body::inside(&item, before);
    let message = body.text("message").to_owned();
    let amount = body.required_amount("amount", country.map_or(2, |country| country.decimals));

    let mut problems = body.problems();
    problems.extend(who.problems());
    problems.extend(to.problems());
    problems.extend(wallet.problems());
    match (amount, country, digits, provider) {
        (Some(amount), Some(country), Some(digits), Some(provider)) if problems.is_empty() => {
            Ok(Asked {
                message,
                amount,
                name,
                country,
                account: given.to_owned(),
                digits,
                provider,
            })
        }
        _ => Err(problems),
    }
}

/// Accepted: its money is held from now on.
pub(super) fn accepted(at: DateTime<Utc>, asked: Asked, order: &str, dice: &mut Dice) -> Movement {
    let mut payout = Movement::new(
        Kind::Payout,
        uuid(dice),
        at,
        asked.amount,
        asked.country.iso,
    );
    payout.fee_rate = FEE_RATE;
    payout.fee_decimals = asked.country.decimals;
    payout.phone = asked.digits;
    payout.network = asked.provider.to_owned();
    payout.method = "WALLET".to_owned();
    payout.first_name = asked.name;
    payout.note = Some(asked.message);
    payout.numbers = [
        (ORDER.to_owned(), order.to_owned()),
        (ACCOUNT.to_owned(), asked.account),
        (COUNTRY.to_owned(), asked.country.code.to_owned()),
    ]
    .into();
    payout
}

/// What becomes of it from now on, by the recipient's number. Who declined once takes it the second time.
pub(super) fn story(desk: &Desk<'_>, payout: &Movement, again: bool, luck: &mut Dice) -> Vec<Step> {
    let mut story = Story::of_phone(&payout.phone);
    if again && story == Story::Declines {
        story = Story::Pays;
    }
    let mut steps = vec![Step::new(desk.now, Fate::Pending)];
    steps.extend(story.payout_steps(desk.now, payout.amount, desk.delays, luck));
    steps
}

pub(super) fn status(payout: &Movement, now: DateTime<Utc>) -> &'static str {
    match payout.standing(now).fate {
        Fate::Pending => "PENDING",
        // Two words that no page has.
        Fate::Unclear => "UNDER_REVIEW",
        Fate::Strange => "SUSPENDED",
        Fate::Succeeded => "SUCCESS",
        Fate::Failed { .. } => "FAILED",
    }
}

pub(super) fn object(payout: &Movement, now: DateTime<Utc>) -> Value {
    let standing = payout.standing(now);
    let reason = match standing.fate {
        Fate::Failed { text, .. } => Some(text),
        Fate::Pending | Fate::Unclear | Fate::Strange | Fate::Succeeded => None,
    };
    json!({
        "id": payout.reference,
        "transactionId": payout.reference,
        "payoutOrderId": payout.number(ORDER),
        "status": status(payout, now),
        "message": payout.note,
        "amount": number(standing.amount),
        "fees": number(payout.quoted_fee(now).normalize()),
        "beneficiary": {"name": payout.first_name},
        "destination": {
            "type": payout.method,
            "countryCode": payout.number(COUNTRY),
            "currencyCode": payout.currency,
            "account": {
                "accountNumber": payout.number(ACCOUNT),
                "providerCode": payout.network,
            },
        },
        "createdAt": moment(payout.at),
        "updatedAt": moment(standing.since.unwrap_or(payout.at)),
        "failureReason": reason,
    })
}
