//! `POST /v1/transactions/batch`: several transfers in one request. The answer may name each of them, or none: what it
//! does not name is looked up by its own reference.

use super::MANIFEST;
use super::create_payout::Order;
use super::errors::accepted;
use super::headers::headers;
use super::object::{Telling, object};
use super::transfer::Transfer;
use crate::calls::{CreatePayouts, PayoutsTaken};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal, Sighting, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Body<'a> {
    transactions: Vec<Order<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Batch {
    batch_id: Word,
    id: Word,
    transactions: Vec<Transfer>,
}

pub(super) struct SendAll;

impl Endpoint<CreatePayouts> for SendAll {
    fn request(
        &self,
        call: &CreatePayouts,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let mut references = BTreeSet::new();
        let twice = |reference: &String| !references.insert(reference.clone());
        let is_bad = call.payouts.is_empty() || call.payouts.len() > MANIFEST.payouts_per_call;
        if is_bad || call.payouts.iter().map(|one| &one.our_reference).any(twice) {
            // Two under one reference could not be told apart afterwards.
            return Err(refusals::unusable_batch(MANIFEST.payouts_per_call));
        }
        let body = Body {
            transactions: call
                .payouts
                .iter()
                .map(|one| Order::of(one, connection))
                .collect::<Result<_, _>>()?,
        };
        let url = writing::address(connection, &["v1", "transactions", "batch"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &CreatePayouts,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<PayoutsTaken> {
        let asked = Asked::ToMoveMoney;
        said(response, asked, connection).and_then(|said| {
            object::<Batch>(&said).and_then(|batch| {
                let status = said.status;
                let is_empty = batch.batch_id.0.is_none() && batch.transactions.is_empty();
                match accepted(said, asked) {
                    Outcome::Known(_) if is_empty && batch.id.0.is_none() => {
                        unreadable("no batch", status)
                    }
                    Outcome::Known(_) => Outcome::Known(taken(call, batch, None)),
                    // It says no, and names some: those exist.
                    Outcome::Refused(_) | Outcome::Unknown(_) if !is_empty => {
                        Outcome::Known(taken(call, batch, Some(Status::InDoubt)))
                    }
                    Outcome::Refused(refusal) => Outcome::Refused(refusal),
                    Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
                }
            })
        })
    }
}

/// Each with what is said of its own reference; of one that is named twice, nothing is known.
fn taken(call: &CreatePayouts, batch: Batch, instead: Option<Status>) -> PayoutsTaken {
    let mut named: Vec<Sighting> = batch
        .transactions
        .into_iter()
        .filter(Transfer::is_transfer)
        .filter_map(Transfer::sighting)
        .collect();
    if let Some(status) = instead {
        named.iter_mut().for_each(|one| one.status = status);
    }
    let of = |reference: &str| {
        let mut same = named
            .iter()
            .filter(|one| one.our_reference.as_deref() == Some(reference));
        match (same.next(), same.next()) {
            (Some(one), None) => Some(one.clone()),
            _ => None,
        }
    };
    PayoutsTaken {
        provider_reference: batch.batch_id.0.or(batch.id.0),
        items: call
            .payouts
            .iter()
            .map(|one| of(&one.our_reference))
            .collect(),
    }
}
