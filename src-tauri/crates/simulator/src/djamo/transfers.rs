//! `/v1/transactions`: one transfer or many at once, reading one, and the list with its look-up by reference.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::errors::Spot;
use super::transfer::{self, Asked, BATCH};
use super::{CURRENCY, companies, knobs, msisdn, page, read};
use crate::book::Entry;
use crate::dice::{dice, uuid};
use crate::fields::{Fields, Problem, number};
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::wire::Reply;

pub(super) fn create(spot: &Spot<'_>) -> Result<Answer, Reply> {
    let body = read::body(spot)?;
    let asked = asked(spot, &body, "").map_err(|problems| spot.invalid(&problems))?;
    let [made] = take(spot, vec![asked])?
        .try_into()
        .map_err(|_| spot.refuse(500, "Internal server error"))?;
    let reply = Reply::json(201, &transfer::object(&made, spot.desk.now));
    Ok(Answer::keeping(reply, made))
}

pub(super) fn batch(spot: &Spot<'_>) -> Result<Answer, Reply> {
    let body = read::body(spot)?;
    let rows = body.get("transactions").and_then(Value::as_array);
    let Some(rows) = rows.filter(|rows| !rows.is_empty()) else {
        return Err(spot.refuse(400, "transactions should not be empty"));
    };
    let mut all = Vec::new();
    let mut problems = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let empty = Map::new();
        match asked(
            spot,
            row.as_object().unwrap_or(&empty),
            &format!("transactions.{at}."),
        ) {
            Ok(asked) => all.push(asked),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(spot.invalid(&problems));
    }
    let mut made = take(spot, all)?;
    let desk = spot.desk;
    let id = format!(
        "batch_{}",
        uuid(&mut dice(desk.seed, "djamo batch", desk.book.next_serial()))
    );
    for transfer in &mut made {
        transfer.numbers.insert(BATCH.to_owned(), id.clone());
    }
    let sum = |part: fn(&Movement, &Desk<'_>) -> Decimal| -> Value {
        let total: Decimal = made.iter().map(|transfer| part(transfer, desk)).sum();
        number(total.normalize())
    };
    let reply = Reply::json(
        201,
        &json!({
            "id": id,
            "batchId": id,
            "status": "processing",
            "totalAmount": sum(|transfer, _| transfer.amount),
            "totalFee": sum(|transfer, desk| transfer.quoted_fee(desk.now)),
            "transactions": made
                .iter()
                .map(|transfer| transfer::object(transfer, desk.now))
                .collect::<Vec<Value>>(),
        }),
    );
    Ok(Answer {
        reply,
        commit: made.into_iter().map(Entry::from).collect(),
    })
}

/// One transfer as it is asked for; a problem names its field behind `before`.
fn asked(spot: &Spot<'_>, body: &Map<String, Value>, before: &str) -> Result<Asked, Vec<Problem>> {
    let desk = spot.desk;
    let mut fields = Fields::new(body);
    let asked = Asked {
        amount: read::francs(&mut fields, "amount"),
        msisdn: msisdn::required(desk, &mut fields, "msisdn"),
        reference: fields.text("reference").to_owned(),
        description: fields.optional_text("description").map(str::to_owned),
        sub_company: fields.optional_text("subCompanyId").map(str::to_owned),
    };
    if !matches!(fields.text("type"), "transfer" | "") {
        fields.problem("type", "type must be one of the following values: transfer");
    }
    let problems = fields.problems();
    if problems.is_empty() {
        return Ok(asked);
    }
    let named = |problem: Problem| Problem {
        text: format!("{before}{}", problem.text),
        ..problem
    };
    Err(problems.into_iter().map(named).collect())
}

/// All of them or none: what one lacks, none gets.
fn take(spot: &Spot<'_>, all: Vec<Asked>) -> Result<Vec<Movement>, Reply> {
    let desk = spot.desk;
    let mut references = BTreeSet::new();
    for asked in &all {
        let known = desk
            .book
            .find_ours(Kind::Payout, &asked.reference)
            .is_some();
        if known || !references.insert(asked.reference.as_str()) {
            let text = format!(
                "A transaction with reference {} already exists",
                asked.reference
            );
            return Err(spot.refuse(409, &text));
        }
        within_limits(spot, asked)?;
        if let Some(company) = &asked.sub_company {
            companies::may_act(spot, company)?;
        }
    }
    let first = desk.book.next_serial();
    let made: Vec<Movement> = all
        .into_iter()
        .zip(first..)
        .map(|(asked, serial)| {
            let mut dice = dice(desk.seed, "djamo", serial);
            let mut transfer = transfer::accepted(desk.now, asked, &mut dice);
            transfer.steps = transfer::story(&transfer, desk.delays, &mut dice);
            transfer
        })
        .collect();
    let needed: Decimal = made
        .iter()
        .map(|transfer| transfer.amount + transfer.quoted_fee(desk.now))
        .sum();
    if needed > desk.book.wallet(CURRENCY, desk.now) {
        return Err(spot.refuse(422, "Insufficient balance"));
    }
    Ok(made)
}

fn within_limits(spot: &Spot<'_>, asked: &Asked) -> Result<(), Reply> {
    let access = spot.desk.access;
    let too_small = knobs::smallest_transfer(access).filter(|least| asked.amount < *least);
    let too_large = knobs::largest_transfer(access).filter(|most| asked.amount > *most);
    let text = match (too_small, too_large) {
        (Some(least), _) => format!("amount must not be less than {least} for this account"),
        (None, Some(most)) => format!("amount must not be greater than {most} for this account"),
        (None, None) => return Ok(()),
    };
    Err(spot.refuse(422, &text))
}

pub(super) fn show(spot: &Spot<'_>, id: &str) -> Result<Reply, Reply> {
    let found = spot.desk.book.find(id);
    let found = found.filter(|movement| movement.kind == Kind::Payout);
    let found = found.ok_or_else(|| spot.not_found("Transaction"))?;
    Ok(Reply::json(200, &transfer::object(found, spot.desk.now)))
}

pub(super) fn list(spot: &Spot<'_>) -> Result<Reply, Reply> {
    let desk = spot.desk;
    let reference = spot.request.parameter("reference");
    let with_payments = knobs::lists_payments(desk.access);
    let rows: Vec<(usize, &Movement)> = desk
        .book
        .movements()
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, movement)| match movement.kind {
            Kind::Payout => true,
            Kind::Charge => with_payments && movement.succeeded(desk.now),
            Kind::Conversion => false,
        })
        .filter(|(_, movement)| {
            reference.is_none_or(|wanted| movement.our_reference.as_deref() == Some(wanted))
        })
        .collect();
    page::page(spot, &rows, |movement| match movement.kind {
        Kind::Payout | Kind::Conversion => transfer::object(movement, desk.now),
        Kind::Charge => transfer::payment(movement, desk.now),
    })
}

/// A transfer that somebody made on Djamo's own site.
pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Vec<Entry>, String> {
    let phone = format!("+{}", payment.phone.trim_start_matches('+'));
    let serial = desk.book.next_serial();
    let given = payment.reference.clone();
    let asked = Asked {
        amount: payment.amount.normalize(),
        msisdn: msisdn::read(desk, &phone)
            .ok_or("not a mobile number of this account's country")?,
        reference: given.unwrap_or_else(|| format!("WEB-{}", 1000 + serial)),
        description: Some(payment.note.clone()),
        sub_company: None,
    };
    let mut dice = dice(desk.seed, "djamo", serial);
    let mut transfer = transfer::accepted(desk.now, asked, &mut dice);
    transfer.steps = transfer::story(&transfer, desk.delays, &mut dice);
    transfer.origin = Origin::Outside;
    Ok(vec![transfer.into()])
}
