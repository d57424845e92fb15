//! `/v1/links`: making one, reading one, listing them, and somebody paying through one.

use chrono::{DateTime, NaiveDateTime, Utc};
use rand::RngExt as _;
use serde_json::{Map, Value, json};

use super::body::{self, Body};
use super::country;
use super::link::{self, SORT, State};
use super::payment::{self, Asked, Flow};
use super::{answers, moment, page};
use crate::book::{Entry, Paper};
use crate::dice::dice;
use crate::movement::Origin;
use crate::sandbox::{Answer, Desk, LinkPayment};
use crate::wire::{Reply, Request};

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Result<Answer, Reply> {
    let given = body::object(desk.now, request)?;
    let mut body = Body::new(&given);
    let fields = read(&mut body, desk.now);
    let mut fields = body.finish(desk.now, Some(fields))?;
    let mut dice = dice(desk.seed, "djomy paper", desk.book.next_paper());
    let old = format!("{:08}", dice.random_range(0..100_000_000_u32));
    fields.extend([
        ("createdAt".to_owned(), moment(desk.now)),
        // Not the one to read a link by.
        ("reference".to_owned(), json!(old)),
    ]);
    let made = Paper {
        sort: SORT.to_owned(),
        id: format!("LNK-{}", &crate::dice::uuid(&mut dice)[..18]),
        at: desk.now,
        fields,
    };
    let data = link::object(desk, &made);
    let reply = answers::done(desk.now, 201, "Lien de paiement créé avec succès.", data);
    Ok(Answer::keeping(reply, made))
}

fn read(body: &mut Body<'_>, now: DateTime<Utc>) -> Map<String, Value> {
    let country = body.country();
    let decimals = country.map_or(2, |country| country.decimals);
    body.amount("amountToPay", decimals);
    for field in [
        "linkName",
        "description",
        "phoneNumber",
        "merchantReference",
    ] {
        body.optional(field);
    }
    body.page("returnUrl");
    body.page("cancelUrl");
    body.flag("skipDjomyStatusPage");
    // Without a number nothing is sent, and nobody is told.
    body.flag("sendSms");
    let usage = body.optional("usageType").unwrap_or("UNIQUE");
    if !matches!(usage, "UNIQUE" | "MULTIPLE") {
        body.complain("Le champ usageType doit être UNIQUE ou MULTIPLE.");
    }
    let limit = body.value("usageLimit");
    if limit.is_some_and(|limit| limit.as_u64().is_none_or(|limit| limit == 0)) {
        body.complain("Le champ usageLimit doit être un entier positif.");
    }
    let ends = body.optional("expiresAt");
    if ends.is_some_and(|ends| moment_ahead(ends, now).is_none()) {
        body.complain(
            "Le champ expiresAt doit être une date future au format AAAA-MM-JJTHH:MM:SSZ.",
        );
    }
    let metadata = body.metadata();
    custom_fields(body);
    let as_given = |field: &str| body.value(field).cloned().unwrap_or_default();
    let mut fields: Map<String, Value> = [
        "linkName",
        "description",
        "amountToPay",
        "countryCode",
        "merchantReference",
        "expiresAt",
        "usageLimit",
    ]
    .into_iter()
    .map(|field| (field.to_owned(), as_given(field)))
    .collect();
    let metadata = metadata.and_then(|text| serde_json::from_str(&text).ok());
    let allowed = payment::shown_methods(body.value("allowedPaymentMethods"));
    fields.extend([
        ("usageType".to_owned(), json!(usage)),
        ("metadata".to_owned(), metadata.unwrap_or_default()),
        ("allowedPaymentMethods".to_owned(), json!(allowed)),
        (
            "customFields".to_owned(),
            body.value("customFields").cloned().unwrap_or(json!([])),
        ),
    ]);
    fields
}

fn moment_ahead(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ").ok()?;
    Some(local.and_utc()).filter(|at| *at > now)
}

fn custom_fields(body: &mut Body<'_>) {
    let Some(fields) = body.value("customFields") else {
        return;
    };
    let is_right = |field: &Value| {
        field["label"]
            .as_str()
            .is_some_and(|label| !label.is_empty())
            && (field["placeholder"].is_null() || field["placeholder"].is_string())
            && (field["required"].is_null() || field["required"].is_boolean())
    };
    let right = fields
        .as_array()
        .is_some_and(|fields| fields.iter().all(is_right));
    if !right {
        body.complain(
            "Le champ customFields doit être une liste de {label, placeholder, required}.",
        );
    }
}

pub(super) fn find<'a>(desk: &Desk<'a>, reference: &str) -> Option<&'a Paper> {
    desk.book.paper(SORT, reference)
}

pub(super) fn show(desk: &Desk<'_>, reference: &str) -> Result<Reply, Reply> {
    let found = find(desk, reference);
    let found =
        found.ok_or_else(|| answers::refuse(desk.now, 404, "Lien de paiement introuvable."))?;
    let data = link::object(desk, found);
    Ok(answers::done(desk.now, 200, "Lien de paiement", data))
}

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Result<Reply, Reply> {
    let rows: Vec<&Paper> = desk.book.papers(SORT).rev().collect();
    page::of(
        desk.now,
        request,
        "Liste des liens de paiement",
        &rows,
        |found| link::object(desk, found),
    )
}

/// Somebody opens the page and pays.
pub(super) fn pay(desk: &Desk<'_>, payment: &LinkPayment) -> Result<Vec<Entry>, String> {
    let found = find(desk, &payment.link).ok_or("there is no such link")?;
    match link::state(desk, found) {
        State::Open => {}
        State::UsedUp => return Err("this link takes no more payments".to_owned()),
        State::Expired => return Err("this link is over".to_owned()),
    }
    let digits = payment.phone.trim_start_matches('+').to_owned();
    let country = link::country_of(found).ok_or("this link has no country")?;
    if country::of_number(&digits) != Some(country) {
        return Err("not a mobile number of this link's country".to_owned());
    }
    let asked = link::amount(found).or(payment.amount);
    let amount = asked.ok_or("the payer has to say an amount")?.normalize();
    if amount <= 0.into() || amount.scale() > country.decimals {
        return Err("the amount must be greater than 0".to_owned());
    }
    let allowed = payment::shown_methods(found.fields.get("allowedPaymentMethods"));
    let text = |field: &str| Some(found.text(field).to_owned()).filter(|text| !text.is_empty());
    let metadata = found
        .fields
        .get("metadata")
        .filter(|value| value.is_object());
    let made = payment::begun(
        desk,
        Asked {
            amount,
            country,
            flow: Flow::Link,
            method: payment::chosen(&allowed, &digits),
            identifier: format!("00{digits}"),
            digits,
            reference: text("merchantReference"),
            description: text("description").or_else(|| text("linkName")),
            metadata: metadata.map(Value::to_string),
            allowed,
            link: Some(found.id.clone()),
            origin: Origin::Outside,
        },
    );
    Ok(vec![made.into()])
}
