//! `GET /v1/payments`: newest first, of this month and of two statuses unless more is asked for.

use super::payment::{self, status};
use super::{answers, dates, page};
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::wire::{Reply, Request};

const STATUSES: [&str; 9] = [
    "CREATED",
    "REDIRECTED",
    "PENDING",
    "SUCCESS",
    "CAPTURED",
    "FAILED",
    "CANCELLED",
    "TIMEOUT",
    "REFUNDED",
];
const USUAL: &str = "SUCCESS,PENDING";

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Result<Reply, Reply> {
    let (from, to) = dates::span(desk.now, request)?;
    let wanted: Vec<&str> = request
        .parameter("statuses")
        .unwrap_or(USUAL)
        .split(',')
        .map(str::trim)
        .collect();
    if let Some(unknown) = wanted.iter().find(|word| !STATUSES.contains(word)) {
        let text = format!("Le statut {unknown} n'existe pas.");
        return Err(answers::refuse(desk.now, 400, &text));
    }
    let mut rows: Vec<&Movement> = desk
        .book
        .of(Kind::Charge)
        .rev()
        .filter(|payment| payment.at >= from && payment.at < to)
        .filter(|payment| wanted.contains(&listed_as(payment, desk)))
        .collect();
    match (
        request.parameter("sortBy"),
        request.parameter("sortDirection"),
    ) {
        (None | Some("createdAt"), None | Some("DESC" | "desc")) => {}
        (None | Some("createdAt"), Some("ASC" | "asc")) => rows.reverse(),
        _ => {
            let text = "sortBy doit être createdAt et sortDirection ASC ou DESC.";
            return Err(answers::refuse(desk.now, 400, text));
        }
    }
    page::of(desk.now, request, "Liste des paiements", &rows, |payment| {
        payment::object(payment, desk.now)
    })
}

/// Where a row stands whose word is none of the documented ones.
fn listed_as(payment: &Movement, desk: &Desk<'_>) -> &'static str {
    let word = status(payment, desk.now);
    if STATUSES.contains(&word) {
        word
    } else {
        "PENDING"
    }
}
