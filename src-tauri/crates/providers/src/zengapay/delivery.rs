//! Webhooks: `X-ZENGAPAY-SIGNATURE` is an HMAC of three fields, not of the body. It covers neither the event nor the
//! status nor a time: whoever caught one signature can tell any story about that transaction. So a delivery says which
//! transaction to look at, and nothing else of it counts.

use crate::contract::{Connection, ReadDelivery};
use crate::delivery::{Key, Literal, Seal, body, broken, in_hex, is_signed, seal};
use crate::http::Received;
use crate::plain_field::{Field, Plain};
use domain::money::parse_decimal;
use domain::{Delivery, Flaw, Kind, Trust};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;
use std::sync::LazyLock;

const HEADER: &str = "X-ZENGAPAY-SIGNATURE";
const SECRET: &str = "secret_hash";
/// The account's setting for merchants whose webhooks are signed the way the vendor's sample does it.
pub(super) const STYLE: &str = "signature_style";
pub(super) const RAW_BODY: &str = "raw_body";
const OF_FIELDS: &str = "hmac-sha256, hex, reference + phone + amount";
const OF_BODY: &str = "hmac-sha256, hex, raw body";

/// The four events of the documents, with what they are about.
const EVENTS: &[(&str, Kind)] = &[
    ("collection.success", Kind::Charge),
    ("collection.failed", Kind::Charge),
    ("transfer.success", Kind::Payout),
    ("transfer.failed", Kind::Payout),
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    event: Literal,
    data: Option<Data>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Data {
    transaction_reference: Literal,
    transaction_status: Literal,
    transaction_external_reference: Literal,
    amount: Literal,
    msisdn: Literal,
}

pub(super) struct Webhook;

impl ReadDelivery for Webhook {
    fn secret(&self) -> &'static str {
        SECRET
    }

    /// 200, 201 and 202 are all taken; this one is recommended.
    fn taken_status(&self) -> u16 {
        202
    }

    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery {
        let style = connection.settings.other.get(STYLE).map(String::as_str);
        let scheme = if style == Some(RAW_BODY) {
            OF_BODY
        } else {
            OF_FIELDS
        };
        let (signature, secret) = match seal(received, connection, HEADER, SECRET, in_hex) {
            Seal::Claimed { signature, secret } => (signature, secret),
            Seal::Broken(trust @ Trust::Unsigned, flaw) => {
                let delivery = broken(trust, flaw, scheme);
                return match body::<Body>(received) {
                    Some(told) => filled(delivery, &told),
                    None => delivery,
                };
            }
            Seal::Broken(trust, flaw) => return broken(trust, flaw, scheme),
        };
        let verified = Delivery::unread(Trust::Verified, None, scheme);
        if scheme == OF_BODY {
            if !is_signed(&signature, secret, &[received.body]) {
                return broken(Trust::Forged, Flaw::WrongSignature, scheme);
            }
            return match body::<Body>(received) {
                Some(told) => filled(verified, &told),
                None => verified,
            };
        }
        match signed_fields(&signature, secret, received) {
            Ok(told) => filled(verified, &told),
            Err(flaw) => broken(Trust::Forged, flaw, scheme),
        }
    }
}

/// What is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Signed<'a> {
    reference: &'a str,
    msisdn: &'a str,
    amount: &'a str,
}

static REFERENCE: LazyLock<Field> = LazyLock::new(|| Field::named("\"transactionReference\""));
static MSISDN: LazyLock<Field> = LazyLock::new(|| Field::named("\"msisdn\""));
static AMOUNT: LazyLock<Field> = LazyLock::new(|| Field::named("\"amount\""));

impl<'a> Signed<'a> {
    fn at_first_look(body: &'a [u8]) -> Option<Self> {
        let body = Plain::of(body)?;
        Some(Self {
            reference: REFERENCE.in_body(body)?,
            msisdn: MSISDN.in_body(body)?,
            amount: AMOUNT.in_body(body)?,
        })
    }

    fn of(data: &'a Data) -> Self {
        Self {
            reference: data.transaction_reference.as_str(),
            msisdn: data.msisdn.as_str(),
            amount: data.amount.as_str(),
        }
    }
}

/// The body, if the signature stands for its fields. It is read whole only when a first look says that it may.
fn signed_fields(
    signature: &[u8; 32],
    secret: &[u8],
    received: &Received<'_>,
) -> Result<Body, Flaw> {
    let seen = Signed::at_first_look(received.body);
    if let Some(seen) = seen {
        signs(signature, secret, seen)?;
    }
    let told = body::<Body>(received).ok_or(Flaw::UnreadableBody)?;
    let fields = Signed::of(told.data.as_ref().ok_or(Flaw::UnreadableBody)?);
    if seen != Some(fields) {
        signs(signature, secret, fields)?;
    }
    Ok(told)
}

/// Does the signature stand for these fields? The amount is tried as it is written, with two decimals, and without any.
fn signs(signature: &[u8; 32], secret: &[u8], fields: Signed<'_>) -> Result<(), Flaw> {
    let Signed {
        reference,
        msisdn,
        amount: written,
    } = fields;
    // The three stand side by side with nothing between them. Only where each is what it should be does it matter
    // little that a digit could be moved from one to the other.
    let amount = parse_decimal(written).map_err(|_| Flaw::UnreadableBody)?;
    if reference.is_empty() || !is_phone(msisdn) || amount.is_sign_negative() {
        return Err(Flaw::UnreadableBody);
    }
    let key = Key::of(secret).ok_or(Flaw::NoSecret)?;
    let fits = |amount: &str| {
        let parts = [reference, msisdn, amount].map(str::as_bytes);
        key.signed(signature, &parts)
    };
    let known = fits(written) || other_spellings(written, amount).any(|amount| fits(&amount));
    known.then_some(()).ok_or(Flaw::WrongSignature)
}

fn is_phone(text: &str) -> bool {
    (8..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The amount with two decimals, and without any where it has none.
fn other_spellings(written: &str, amount: Decimal) -> impl Iterator<Item = String> {
    let plain = plain_spellings(written);
    let of_number = || {
        let cents = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let whole = amount.fract().is_zero();
        let spellings = [
            Some(format!("{cents:.2}")),
            whole.then(|| amount.trunc().to_string()),
        ];
        spellings.map(|spelling| spelling.filter(|it| it != written))
    };
    plain.unwrap_or_else(of_number).into_iter().flatten()
}

/// The same of an amount that is written as nearly all are: `5000`, or `5000.00`.
fn plain_spellings(written: &str) -> Option<[Option<String>; 2]> {
    let (whole, cents) = written.split_once('.').unwrap_or((written, ""));
    let counts = !whole.starts_with('0') && whole.bytes().all(|byte| byte.is_ascii_digit());
    match cents {
        _ if !counts || whole.is_empty() => None,
        "00" => Some([None, Some(whole.to_owned())]),
        "" if !written.ends_with('.') => Some([Some(format!("{whole}.00")), None]),
        _ => None,
    }
}

fn filled(mut delivery: Delivery, told: &Body) -> Delivery {
    let event = EVENTS
        .iter()
        .find(|(event, _)| *event == told.event.as_str());
    delivery.event = told.event.word();
    delivery.kind = event.map(|(_, kind)| *kind);
    if let Some(data) = &told.data {
        delivery.provider_reference = data.transaction_reference.word();
        delivery.our_reference = data.transaction_external_reference.word();
        delivery.told = data.transaction_status.word();
    }
    // The event is not signed. Were every made-up word a delivery of its own, one caught signature would be endless many.
    delivery.identity = delivery.provider_reference.as_ref().map(|reference| {
        let event = event.map_or("-", |(event, _)| event);
        format!("{event} {reference}")
    });
    delivery
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_tried_in_its_three_spellings() {
        let of =
            |text: &str| -> Vec<String> { other_spellings(text, text.parse().unwrap()).collect() };
        assert_eq!(of("5000"), ["5000.00"]);
        assert_eq!(of("5000.00"), ["5000"]);
        assert_eq!(of("5000.0"), ["5000.00", "5000"]);
        assert_eq!(of("2152.2"), ["2152.20"]);
        assert_eq!(of("0.125"), ["0.13"]);
        assert_eq!(of("0"), ["0.00"]);
        assert_eq!(of("05"), ["5.00", "5"]);
    }
}
