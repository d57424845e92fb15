//! `POST /disburse`: money to a phone or a bank account. The answer says that it is queued, and nothing more: whether
//! it arrived is told later.
//!
//! The wallet loses the amount; the recipient gets it less the fee.

use super::create_charge::network;
use super::errors::accepted;
use super::headers::headers;
use super::manifest::{MANIFEST, PAYOUT_CURRENCY};
use super::payer::{callback, told};
use super::words::sighted;
use super::{refused, scenario};
use crate::calls::CreatePayout;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Amount, Asked, Part, Word, said, unreadable};
use crate::{refusals, writing};
use domain::{Currency, Destination, Kind, Method, Outcome, Refusal, Sighting, Status};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Body<'a> {
    amount: serde_json::Number,
    destination_type: &'static str,
    recipient: Recipient<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    narration: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario_key: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Recipient<'a> {
    Phone {
        msisdn: &'a str,
        network: &'static str,
        country: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
    },
    Bank {
        bank_key: &'a str,
        account_number: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        branch: Option<&'a str>,
    },
}

pub(super) struct Disbursement;

impl Endpoint<CreatePayout> for Disbursement {
    fn request(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let name = told(call.name.as_deref());
        let (destination_type, recipient) = match &call.details.to {
            Destination::MobileMoney { network: word } => {
                let phone = writing::phone_of(call.phone.as_ref(), "RW")?;
                let network = word.as_deref().and_then(network);
                let recipient = Recipient::Phone {
                    msisdn: phone.e164(),
                    network: network.ok_or_else(|| refusals::missing_network(&MANIFEST))?,
                    country: "RW",
                    name,
                };
                ("mobile_money", recipient)
            }
            Destination::Bank {
                bank,
                number,
                branch,
            } => {
                let recipient = Recipient::Bank {
                    bank_key: told(Some(bank)).ok_or_else(refused::no_bank_account)?,
                    account_number: told(Some(number)).ok_or_else(refused::no_bank_account)?,
                    name,
                    branch: told(branch.as_deref()),
                };
                ("bank", recipient)
            }
            Destination::Wallet | Destination::Contact { .. } => {
                return Err(refused::unsupported("to"));
            }
        };
        let body = Body {
            amount: writing::amount(&call.amount, PAYOUT_CURRENCY)?,
            destination_type,
            recipient,
            narration: &call.note,
            callback_url: callback(call.callback_url.as_deref(), connection.environment)?,
            scenario_key: scenario(call.details.scenario.as_deref(), connection)?,
        };
        let url = writing::address(connection, &["disburse"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        let asked = Asked::ToMoveMoney;
        said(response, asked, connection).and_then(|said| {
            let status = said.status;
            let inside = match said.read::<Wrapped>() {
                Outcome::Known(wrapped) => wrapped.data.0,
                Outcome::Refused(_) | Outcome::Unknown(_) => None,
            };
            said.read::<Queued>().and_then(|answer| {
                let accepted = accepted(said, asked, connection);
                match (answer.sighting(inside, call), accepted) {
                    (Some(sighting), Outcome::Known(_)) => Outcome::Known(sighting),
                    // It says no, and gives a reference: then it exists, and is looked up under it.
                    (Some(sighting), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                        Outcome::Known(Sighting {
                            status: Status::InDoubt,
                            ..sighting
                        })
                    }
                    (None, Outcome::Known(_)) => unreadable("no reference", status),
                    (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
                    (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
                }
            })
        })
    }
}

/// What around the content may hold it.
#[derive(Deserialize)]
struct Wrapped {
    #[serde(default)]
    data: Part<Queued>,
}

/// No document shows this answer: the fields may stand in it, or in an object `data`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Queued {
    dgs_reference: Word,
    transaction_status: Word,
    transfer_status: Word,
    disbursement_status: Word,
    status: Word,
    amount: Amount,
    currency: Word,
}

impl Queued {
    /// What it says, or nothing when it bears no reference.
    fn sighting(self, inside: Option<Self>, call: &CreatePayout) -> Option<Sighting> {
        let of_request = self.status.clone();
        let told = match inside {
            Some(inside) if inside.dgs_reference.0.is_some() => inside,
            Some(_) | None => self,
        };
        let words = [
            &told.transfer_status,
            &told.disbursement_status,
            &told.transaction_status,
            &told.status,
            &of_request,
        ];
        let word = words.into_iter().find_map(|word| word.0.clone());
        let word = word.unwrap_or_default();
        let status = if of_request.is("failed") || of_request.is("error") {
            Status::InDoubt
        } else {
            queued(&word)
        };
        let reference = told.dgs_reference.0?;
        let currency = Currency::parse(told.currency.as_str())
            .ok()
            .or(Some(call.amount.currency()));
        Some(Sighting {
            amount: told.amount.of(currency).money(),
            method: method_to(&call.details.to),
            ..sighted(Kind::Payout, reference, status, word)
        })
    }
}

/// Only a webhook or a look-up says that it arrived, or that it did not: here a success is that it was taken.
fn queued(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "pending" | "processing" | "queued" | "new" | "initiated" | "accepted" | "success"
        | "successful" => Status::Pending,
        _ => Status::InDoubt,
    }
}

fn method_to(to: &Destination) -> Option<Method> {
    match to {
        Destination::MobileMoney { .. } => Some(Method::MobileMoney),
        Destination::Bank { .. } => Some(Method::Bank),
        Destination::Wallet | Destination::Contact { .. } => None,
    }
}
