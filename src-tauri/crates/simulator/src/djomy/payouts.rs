//! `/v1/payout-orders`: up to five payouts at once, or only what they would cost; and a failed one once more.

use std::collections::BTreeMap;

use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::body::{self, Body};
use super::country;
use super::payout::{self, Asked, ORDER};
use super::{answers, moment, page};
use crate::book::{Entry, Paper, Turn};
use crate::dice::{dice, uuid};
use crate::fields::number;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::wire::{Reply, Request};

pub(super) const SORT: &str = "payout_order";
const MOST_ITEMS: usize = 5;
const TOO_LITTLE: &str = "Solde insuffisant.";

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Result<Answer, Reply> {
    let given = body::object(desk.now, request)?;
    let mut body = Body::new(&given);
    let description = body.text("description").to_owned();
    let items = items_of(&mut body);
    let items = body.finish(desk.now, Some(items))?;
    let (order, made) = order(desk, &description, items);
    affordable(desk, &made)?;
    let mut data = object(desk, &order, made.iter());
    if matches!(request.parameter("dryRun"), Some("1" | "true")) {
        data["id"] = Value::Null;
        data["reference"] = Value::Null;
        for item in data["items"].as_array_mut().into_iter().flatten() {
            item["id"] = Value::Null;
            item["transactionId"] = Value::Null;
        }
        let text = "Simulation réussie, rien n'a été créé.";
        return Ok(answers::done(desk.now, 200, text, data).into());
    }
    let reply = answers::done(desk.now, 201, "Ordre de paiement créé avec succès.", data);
    let mut commit: Vec<Entry> = made.into_iter().map(Entry::from).collect();
    commit.push(order.into());
    Ok(Answer { reply, commit })
}

fn items_of(body: &mut Body<'_>) -> Vec<Asked> {
    let Some(Value::Array(items)) = body.value("items") else {
        body.missing("items");
        return Vec::new();
    };
    if items.is_empty() || items.len() > MOST_ITEMS {
        body.complain(format!("Un ordre contient de 1 à {MOST_ITEMS} paiements."));
    }
    let mut read = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match payout::read(item, &format!("items[{at}].")) {
            Ok(asked) => read.push(asked),
            Err(problems) => problems.into_iter().for_each(|text| body.complain(text)),
        }
    }
    read
}

/// The order and its payouts, as they would be committed.
pub(super) fn order(
    desk: &Desk<'_>,
    description: &str,
    items: Vec<Asked>,
) -> (Paper, Vec<Movement>) {
    let first = desk.book.next_serial();
    let mut luck = dice(desk.seed, "djomy order", first);
    let letters: Vec<char> = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".chars().collect();
    let mut sign = || letters[luck.random_range(0..letters.len())];
    let reference: String = (0..6).map(|_| sign()).collect();
    let id = uuid(&mut luck);
    let made = items.into_iter().zip(first..).map(|(asked, serial)| {
        let mut luck = dice(desk.seed, "djomy", serial);
        let mut payout = payout::accepted(desk.now, asked, &id, &mut luck);
        payout.steps = payout::story(desk, &payout, false, &mut luck);
        payout
    });
    let made = made.collect();
    let order = Paper {
        sort: SORT.to_owned(),
        id,
        at: desk.now,
        fields: Map::from_iter([
            ("reference".to_owned(), json!(reference)),
            ("description".to_owned(), json!(description)),
            ("createdAt".to_owned(), moment(desk.now)),
        ]),
    };
    (order, made)
}

/// There is no balance to read, and yet there is one.
fn affordable(desk: &Desk<'_>, made: &[Movement]) -> Result<(), Reply> {
    let mut needed: BTreeMap<&str, Decimal> = BTreeMap::new();
    for payout in made {
        *needed.entry(&payout.currency).or_default() += payout.amount + payout.quoted_fee(desk.now);
    }
    let short =
        |(currency, needed): (&&str, &Decimal)| *needed > desk.book.wallet(currency, desk.now);
    if needed.iter().any(short) {
        return Err(answers::refuse(desk.now, 422, TOO_LITTLE));
    }
    Ok(())
}

/// By its id or its reference.
fn find<'a>(desk: &Desk<'a>, order: &str) -> Result<&'a Paper, Reply> {
    let found = desk
        .book
        .papers(SORT)
        .find(|paper| paper.id == order || paper.text("reference") == order);
    found.ok_or_else(|| answers::refuse(desk.now, 404, "Ordre de paiement introuvable."))
}

fn of_order<'a>(desk: &Desk<'a>, order: &Paper) -> Vec<&'a Movement> {
    let own = |payout: &&Movement| payout.number(ORDER) == Some(&order.id);
    desk.book.of(Kind::Payout).filter(own).collect()
}

fn object<'a>(
    desk: &Desk<'_>,
    order: &Paper,
    payouts: impl Iterator<Item = &'a Movement>,
) -> Value {
    let mut total = Decimal::ZERO;
    let mut fees = Decimal::ZERO;
    let mut open = false;
    let items: Vec<Value> = payouts
        .map(|payout| {
            total += payout.amount;
            fees += payout.quoted_fee(desk.now);
            open |= !payout.succeeded(desk.now) && !payout.failed(desk.now);
            payout::object(payout, desk.now)
        })
        .collect();
    let mut fields = order.fields.clone();
    fields.extend([
        ("id".to_owned(), json!(order.id)),
        (
            "status".to_owned(),
            json!(if open { "PROCESSING" } else { "COMPLETED" }),
        ),
        ("totalAmount".to_owned(), number(total.normalize())),
        ("totalFees".to_owned(), number(fees.normalize())),
        ("itemsCount".to_owned(), json!(items.len())),
        ("items".to_owned(), json!(items)),
    ]);
    Value::Object(fields)
}

pub(super) fn show(desk: &Desk<'_>, order: &str) -> Result<Reply, Reply> {
    let found = find(desk, order)?;
    let data = object(desk, found, of_order(desk, found).into_iter());
    Ok(answers::done(desk.now, 200, "Ordre de paiement", data))
}

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Result<Reply, Reply> {
    let rows: Vec<&Paper> = desk.book.papers(SORT).rev().collect();
    page::of(
        desk.now,
        request,
        "Liste des ordres de paiement",
        &rows,
        |order| object(desk, order, of_order(desk, order).into_iter()),
    )
}

pub(super) fn items(desk: &Desk<'_>, request: &Request, order: &str) -> Result<Reply, Reply> {
    let rows = of_order(desk, find(desk, order)?);
    page::of(
        desk.now,
        request,
        "Liste des paiements de l'ordre",
        &rows,
        |payout| payout::object(payout, desk.now),
    )
}

fn find_item<'a>(desk: &Desk<'a>, order: &str, id: &str) -> Result<&'a Movement, Reply> {
    let all = of_order(desk, find(desk, order)?);
    let found = all.into_iter().find(|payout| payout.reference == id);
    found.ok_or_else(|| answers::refuse(desk.now, 404, "Paiement introuvable dans cet ordre."))
}

pub(super) fn item(desk: &Desk<'_>, order: &str, id: &str) -> Result<Reply, Reply> {
    let data = payout::object(find_item(desk, order, id)?, desk.now);
    Ok(answers::done(desk.now, 200, "Détails du paiement", data))
}

pub(super) fn retry(desk: &Desk<'_>, order: &str, id: &str) -> Result<Answer, Reply> {
    let found = find_item(desk, order, id)?;
    match payout::status(found, desk.now) {
        "FAILED" => {}
        "SUCCESS" => {
            let text = "Ce paiement n'est pas éligible à une relance.";
            return Err(answers::refuse(desk.now, 422, text));
        }
        _ => {
            let text = "Une transaction est déjà en cours pour ce paiement.";
            return Err(answers::refuse(desk.now, 409, text));
        }
    }
    affordable(desk, std::slice::from_ref(found))?;
    let number = u64::try_from(desk.now.timestamp_millis()).unwrap_or_default();
    let mut luck = dice(desk.seed, &found.reference, number);
    let turn = Turn {
        reference: found.reference.clone(),
        at: desk.now,
        steps: payout::story(desk, found, true, &mut luck),
        instead: true,
        numbers: BTreeMap::new(),
    };
    let mut data = payout::object(found, desk.now);
    data["status"] = json!("PENDING");
    data["failureReason"] = Value::Null;
    let reply = answers::done(desk.now, 200, "Paiement renvoyé.", data);
    Ok(Answer::keeping(reply, turn))
}

/// A payout that somebody made on Djomy's own site.
pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Vec<Entry>, String> {
    let digits = payment.phone.trim_start_matches('+').to_owned();
    let country = country::of_number(&digits).ok_or("not a mobile number of a country of Djomy")?;
    let asked = Asked {
        message: payment.note.clone(),
        amount: payment.amount.normalize(),
        name: "Bénéficiaire".to_owned(),
        country,
        account: format!("00{digits}"),
        digits,
        provider: "OM",
    };
    let (order, made) = order(desk, &payment.note, vec![asked]);
    let outside = |mut payout: Movement| {
        payout.origin = Origin::Outside;
        Entry::from(payout)
    };
    let mut entries: Vec<Entry> = made.into_iter().map(outside).collect();
    entries.push(order.into());
    Ok(entries)
}
