//! A payment, and as the API shows it.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt as _, SeedableRng as _};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::country::{Country, word_of};
use super::{knobs, moment, page_of};
use crate::dice::{Dice, dice, uuid};
use crate::fields::number;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::Desk;
use crate::story::{Fate, Step, Story};

/// No page names a fee; two in a hundred, in whole units.
const FEE_RATE: Decimal = Decimal::from_parts(2, 0, 0, false, 2);
pub(super) const METHODS: [&str; 7] = [
    "OM",
    "MOMO",
    "KULU",
    "SOUTRA_MONEY",
    "PAYCARD",
    "YMO",
    "CARD",
];
/// Those a portal can show.
const SHOWN: [&str; 5] = ["OM", "MOMO", "SOUTRA_MONEY", "PAYCARD", "CARD"];

const FLOW: &str = "flow";
const IDENTIFIER: &str = "payerIdentifier";
const ALLOWED: &str = "allowedPaymentMethods";
const METADATA: &str = "metadata";
const OPERATOR: &str = "providerReference";
pub(super) const LINK: &str = "paymentLinkReference";
pub(super) const CODE: &str = "oneTimePin";
const REVERSAL: &str = "reversal";
const AWAITED: &str = "awaited";

/// How the payer gets to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// A request on the phone, or a code.
    Direct,
    /// A page to open.
    Portal,
    Link,
}

impl Flow {
    fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Portal => "portal",
            Self::Link => "link",
        }
    }
}

/// What is asked for, once it is known to be well formed.
pub(super) struct Asked {
    pub(super) amount: Decimal,
    pub(super) country: &'static Country,
    pub(super) flow: Flow,
    pub(super) method: &'static str,
    /// As it was given.
    pub(super) identifier: String,
    /// A phone with its calling code, or the number of an account.
    pub(super) digits: String,
    pub(super) reference: Option<String>,
    pub(super) description: Option<String>,
    pub(super) metadata: Option<String>,
    pub(super) allowed: Vec<&'static str>,
    pub(super) link: Option<String>,
    pub(super) origin: Origin,
}

/// The methods a portal shows: those that are named, or all of them as soon as one name is none.
pub(super) fn shown_methods(named: Option<&Value>) -> Vec<&'static str> {
    let all = || SHOWN.to_vec();
    let Some(Value::Array(named)) = named else {
        return all();
    };
    let known = |name: &Value| SHOWN.iter().copied().find(|own| name.as_str() == Some(own));
    let found: Option<Vec<&'static str>> = named.iter().map(known).collect();
    found.filter(|found| !found.is_empty()).unwrap_or_else(all)
}

/// Of the methods that are offered, the one the owner of a number takes.
pub(super) fn chosen(offered: &[&'static str], digits: &str) -> &'static str {
    let own = if digits.starts_with("22466") {
        "MOMO"
    } else {
        "OM"
    };
    let has_own = offered.contains(&own);
    offered.first().copied().filter(|_| !has_own).unwrap_or(own)
}

/// As it is committed, with what is to become of it.
pub(super) fn begun(desk: &Desk<'_>, asked: Asked) -> Movement {
    let serial = desk.book.next_serial();
    let mut dice = dice(desk.seed, "djomy", serial);
    let mut luck = Dice::from_rng(&mut dice);
    let steps = steps(desk, &asked, &mut luck);
    let waits = steps.len() == 1 && waits_for_code(desk, &asked);
    let mut payment = record(desk.now, asked, &mut dice);
    if waits {
        payment.numbers.insert(CODE.to_owned(), AWAITED.to_owned());
    }
    if knobs::reversals_are_refunds(desk.access) {
        let word = "refunded".to_owned();
        payment.numbers.insert(REVERSAL.to_owned(), word);
    }
    payment.steps = steps;
    payment
}

/// The row a request becomes, its story still to be told.
pub(super) fn record(at: DateTime<Utc>, asked: Asked, dice: &mut Dice) -> Movement {
    let mut payment = Movement::new(
        Kind::Charge,
        uuid(dice),
        at,
        asked.amount,
        asked.country.iso,
    );
    payment.origin = asked.origin;
    payment.fee_rate = FEE_RATE;
    payment.fee_decimals = asked.country.decimals;
    payment.phone = asked.digits;
    payment.network = asked.method.to_owned();
    payment.method = asked.method.to_owned();
    payment.note = asked.description;
    payment.our_reference = asked.reference;
    let operator = format!(
        "MP{}.{}.{:05}",
        at.format("%y%m%d.%H%M"),
        ["A", "B", "C"][dice.random_range(0..3)],
        dice.random_range(0..100_000_u32)
    );
    let numbers = [
        (FLOW, Some(asked.flow.word().to_owned())),
        (IDENTIFIER, Some(asked.identifier)),
        (ALLOWED, Some(asked.allowed.join(","))),
        (METADATA, asked.metadata),
        (OPERATOR, Some(operator)),
        (LINK, asked.link),
    ];
    let given = numbers
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    payment.numbers.extend(given);
    payment
}

fn waits_for_code(desk: &Desk<'_>, asked: &Asked) -> bool {
    let by_knob = knobs::waits_for_otp(desk.access) && matches!(asked.method, "OM" | "MOMO");
    asked.flow == Flow::Direct && (asked.method == "PAYCARD" || by_knob)
}

/// The first step is the beginning itself, the second tells that the payer was reached.
fn steps(desk: &Desk<'_>, asked: &Asked, luck: &mut Dice) -> Vec<Step> {
    let mut steps = vec![Step::new(desk.now, Fate::Pending)];
    if waits_for_code(desk, asked) {
        return steps;
    }
    steps.push(Step::new(desk.now + REACHED, Fate::Pending));
    steps.extend(story(desk, asked.method, &asked.digits, asked.amount, luck));
    steps
}

const REACHED: TimeDelta = TimeDelta::milliseconds(500);

/// What the payer does, from now on.
pub(super) fn story(
    desk: &Desk<'_>,
    method: &str,
    digits: &str,
    amount: Decimal,
    luck: &mut Dice,
) -> Vec<Step> {
    let after = |ms: i64| desk.now + TimeDelta::try_milliseconds(ms).unwrap_or_default();
    let delays = desk.delays;
    if method == "OM" && knobs::orange_money_fails(desk.access) {
        let fate = Fate::failed("12", "Orange Money indisponible en bac à sable");
        return vec![Step::new(after(delays.declines), fate)];
    }
    let mut steps = Story::of_phone(digits).steps(desk.now, amount, delays, luck);
    // The money of a card is taken first and confirmed later.
    if method == "CARD" && steps.len() == 1 && steps[0].fate == Fate::Succeeded {
        steps.insert(0, Step::new(steps[0].at, Fate::Unclear));
        steps[1].at = after(delays.pays_late.max(delays.pays * 2));
    }
    steps
}

/// Whether it waits for a code of the payer.
pub(super) fn awaits_code(payment: &Movement) -> bool {
    payment.number(CODE) == Some(AWAITED)
}

/// Without a page of anybody's.
pub(super) fn is_direct(payment: &Movement) -> bool {
    payment.number(FLOW) == Some(Flow::Direct.word()) && payment.method != "KULU"
}

pub(super) fn is_open(payment: &Movement, now: DateTime<Utc>) -> bool {
    !payment.succeeded(now) && !payment.failed(now)
}

pub(super) fn status(payment: &Movement, now: DateTime<Utc>) -> &'static str {
    let standing = payment.standing(now);
    match standing.fate {
        Fate::Pending if awaits_code(payment) && payment.method == "PAYCARD" => "OTP_REQUIRED",
        Fate::Pending if is_direct(payment) => "PENDING",
        Fate::Pending if standing.since.is_none_or(|since| since == payment.at) => "CREATED",
        Fate::Pending => "REDIRECTED",
        Fate::Unclear if payment.method == "CARD" => "CAPTURED",
        // Two words that no page has.
        Fate::Unclear => "UNDER_REVIEW",
        Fate::Strange => "SUSPENDED",
        Fate::Succeeded => "SUCCESS",
        Fate::Failed { code, .. } => match code.as_str() {
            "17" => "CANCELLED",
            "68" => "TIMEOUT",
            "91" if payment.number(REVERSAL).is_some() => "REFUNDED",
            _ => "FAILED",
        },
    }
}

/// What the answers to a beginning have.
pub(super) fn brief(payment: &Movement, now: DateTime<Utc>) -> Value {
    let page = (!is_direct(payment)).then(|| page_of(&payment.reference));
    json!({
        "transactionId": payment.reference,
        "status": status(payment, now),
        "paidAmount": number(payment.standing(now).amount),
        "paymentMethod": payment.method,
        "merchantPaymentReference": payment.our_reference,
        "createdAt": moment(payment.at),
        "redirectUrl": page,
        "paymentUrl": page,
        "allowedPaymentMethods": allowed(payment),
        "metadata": metadata(payment),
    })
}

/// What a look at it shows.
pub(super) fn object(payment: &Movement, now: DateTime<Utc>) -> Value {
    let paid = payment.succeeded(now);
    json!({
        "transactionId": payment.reference,
        "status": status(payment, now),
        "paidAmount": number(payment.standing(now).amount),
        "receivedAmount": paid.then(|| number(payment.net(now).normalize())),
        "fees": paid.then(|| number(payment.fee(now).normalize())),
        "paymentMethod": payment.method,
        "payerIdentifier": payment.number(IDENTIFIER),
        "currency": word_of(&payment.currency),
        "merchantPaymentReference": payment.our_reference,
        "description": payment.note,
        "createdAt": moment(payment.at),
        "providerReference": payment.number(OPERATOR).filter(|_| paid),
        "allowedPaymentMethods": allowed(payment),
        "metadata": metadata(payment),
    })
}

fn allowed(payment: &Movement) -> Vec<&str> {
    let held = payment.number(ALLOWED).unwrap_or_default();
    held.split(',').filter(|word| !word.is_empty()).collect()
}

pub(super) fn metadata(payment: &Movement) -> Value {
    let held = payment.number(METADATA);
    held.and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}
