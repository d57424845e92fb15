//! `POST /v1/payout-orders`: up to five payouts in one order, each with our reference first in its message, which is the
//! one field of it that comes back. With `?dryRun=1` nothing is created.

use super::errors::{accepted, heard, judged};
use super::headers::headers;
use super::manifest::{COUNTRY, MANIFEST};
use super::order::Order;
use super::payout::Payout;
use super::{currency, methods, words};
use crate::calls::{CreatePayout, CreatePayouts, DryRunPayout, PayoutsTaken};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Destination, Outcome, Refusal, Sighting};
use serde::{Deserialize, Serialize};

/// How many payouts one order carries.
pub(super) const MOST: usize = 5;
/// How long the text of a payout may be. Not documented: that of a payment's description.
const LONGEST_MESSAGE: usize = 255;

#[derive(Serialize)]
struct Body<'a> {
    description: String,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    message: String,
    amount: serde_json::Number,
    beneficiary: Beneficiary<'a>,
    destination: Wallet<'a>,
}

#[derive(Serialize)]
struct Beneficiary<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wallet<'a> {
    r#type: &'a str,
    country_code: &'a str,
    currency_code: &'a str,
    account: Account<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Account<'a> {
    account_number: String,
    provider_code: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    data: Option<Order>,
}

/// Several in one order.
pub(super) struct Orders;

impl Endpoint<CreatePayouts> for Orders {
    fn request(
        &self,
        call: &CreatePayouts,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let payouts: Vec<&CreatePayout> = call.payouts.iter().collect();
        request(&payouts, connection, &[])
    }

    fn reply(
        &self,
        call: &CreatePayouts,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<PayoutsTaken> {
        let payouts: Vec<&CreatePayout> = call.payouts.iter().collect();
        taken(&payouts, connection, response)
    }
}

/// One, in an order of its own.
pub(super) struct OrderOfOne;

impl Endpoint<CreatePayout> for OrderOfOne {
    fn request(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request(&[call], connection, &[])
    }

    fn reply(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        taken(&[call], connection, response).and_then(|mut taken| match taken.items.pop() {
            Some(Some(sighting)) => Outcome::Known(sighting),
            Some(None) | None => unreadable("an order without its payout", response.status),
        })
    }
}

/// One that is only asked about.
pub(super) struct DryRun;

impl Endpoint<DryRunPayout> for DryRun {
    fn request(
        &self,
        call: &DryRunPayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request(&[&call.0], connection, &[("dryRun", "1".to_owned())])
    }

    fn reply(
        &self,
        _call: &DryRunPayout,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<()> {
        accepted(response, Asked::ToTell, connection).and_then(|said| {
            said.read::<Taken>().and_then(|taken| {
                if taken.success == Some(true) {
                    Outcome::Known(())
                } else {
                    unreadable("no word of success", said.status)
                }
            })
        })
    }
}

#[derive(Deserialize)]
struct Taken {
    success: Option<bool>,
}

fn request(
    payouts: &[&CreatePayout],
    connection: &Connection<'_>,
    query: &[(&str, String)],
) -> Result<HttpRequest, Refusal> {
    if payouts.is_empty() || payouts.len() > MOST {
        return Err(refusals::unusable_batch(MOST));
    }
    let items = payouts
        .iter()
        .map(|payout| item(payout))
        .collect::<Result<Vec<_>, _>>()?;
    let references: Vec<&str> = payouts.iter().map(|it| it.our_reference.as_str()).collect();
    let body = Body {
        description: references.join(" "),
        items,
    };
    let url = writing::address(connection, &["v1", "payout-orders"], query)?;
    Ok(writing::post(url, headers(connection)?, &body))
}

fn item(call: &CreatePayout) -> Result<Item<'_>, Refusal> {
    let Destination::MobileMoney { network } = &call.details.to else {
        return Err(refusals::unsupported(&MANIFEST).about("to"));
    };
    if call.details.scenario.is_some() {
        return Err(refusals::unsupported(&MANIFEST).about("scenario"));
    }
    let network = network.as_deref().and_then(methods::network);
    let name = call.name.as_deref().map(str::trim);
    let phone = writing::phone_of(call.phone.as_ref(), COUNTRY)?;
    Ok(Item {
        message: message(call),
        amount: writing::amount(&call.amount, currency::HOME)?,
        beneficiary: Beneficiary {
            name: name
                .filter(|name| !name.is_empty())
                .ok_or_else(words::missing_name)?,
        },
        destination: Wallet {
            r#type: "WALLET",
            country_code: COUNTRY,
            currency_code: currency::HOME,
            account: Account {
                account_number: phone.subscriber(),
                provider_code: network.ok_or_else(|| refusals::missing_network(&MANIFEST))?,
            },
        },
    })
}

/// Our reference first, then as much of the text as fits: a lost answer is looked for by it.
fn message(call: &CreatePayout) -> String {
    let (reference, note) = (call.our_reference.as_str(), call.note.trim());
    let text = if note.is_empty() || note == reference {
        reference.to_owned()
    } else {
        format!("{reference} {note}")
    };
    text.chars().take(LONGEST_MESSAGE).collect()
}

fn taken(
    calls: &[&CreatePayout],
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<PayoutsTaken> {
    let asked = Asked::ToMoveMoney;
    heard(response, asked, connection).and_then(|said| {
        let order = match said.read::<Answer>() {
            Outcome::Known(answer) => answer.data,
            Outcome::Refused(_) | Outcome::Unknown(_) => None,
        };
        let named = order.and_then(|order| Some((order.name()?, order.payouts())));
        let status = said.status;
        match (named, judged(said, asked, connection)) {
            (Some((order, payouts)), Outcome::Known(_)) => {
                Outcome::Known(each(calls, order, payouts.unwrap_or_default()))
            }
            // It says no, and names an order: what became of its payouts is looked up.
            (Some((order, _)), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                Outcome::Known(each(calls, order, Vec::new()))
            }
            (None, Outcome::Known(_)) => unreadable("no order", status),
            (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
            (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
        }
    })
}

/// What the answer says of each call: of the payout that bears its reference, or of the only one there is; else of the one
/// in its place, if that goes to the same number with the same amount. What fits to nothing is not guessed at.
fn each(calls: &[&CreatePayout], order: String, payouts: Vec<Payout>) -> PayoutsTaken {
    let told: Vec<Sighting> = payouts
        .into_iter()
        .filter_map(|payout| payout.sighting(&order))
        .collect();
    let alone = calls.len() == 1 && told.len() == 1;
    let items = calls.iter().enumerate().map(|(place, call)| {
        let ours = Some(&call.our_reference);
        let mut bearing = told.iter().filter(|it| it.our_reference.as_ref() == ours);
        let found = match (bearing.next(), bearing.next()) {
            (Some(one), None) => Some(one),
            (Some(_), Some(_)) => None,
            (None, _) => told.get(place).filter(|it| alone || same(it, call)),
        };
        found.cloned()
    });
    let items = items.collect();
    PayoutsTaken {
        items,
        provider_reference: Some(order),
    }
}

/// In the same place, to the same number, of the same amount, and nobody else's.
fn same(told: &Sighting, call: &CreatePayout) -> bool {
    told.our_reference.is_none()
        && told.amount == Some(call.amount)
        && told.phone.is_some()
        && told.phone == call.phone
}
