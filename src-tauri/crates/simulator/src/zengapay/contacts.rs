//! People who are paid. They can be added and read; to change one, no endpoint is documented.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::page::{self, Slice};
use super::transactions::{local, uuid};
use super::{errors, msisdn};
use crate::book::Paper;
use crate::dice::dice;
use crate::fields::Fields;
use crate::past::{any, names};
use crate::sandbox::{Answer, Desk};
use crate::wire::{Reply, Request};

pub(super) const SORT: &str = "contact";
const TYPES: [&str; 4] = ["Beneficiary", "Employee", "Vendor", "Other"];

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let body = match errors::read(request) {
        Ok(body) => body,
        Err(refusal) => return refusal.into(),
    };
    let mut fields = Fields::new(&body);
    let first_name = fields.text("first_name");
    let last_name = fields.optional_text("last_name").unwrap_or_default();
    let phone = msisdn::read(&mut fields, "phone");
    let sort = fields.text("type");
    if !sort.is_empty() && !TYPES.contains(&sort) {
        fields.problem(
            "type",
            "The type must be Beneficiary, Employee, Vendor or Other.",
        );
    }
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let name = format!("{first_name} {last_name}");
    let contact = contact(desk, name.trim(), &phone, sort);
    let body = json!({
        "code": 201,
        "status": "success",
        "uuid": contact.id,
        "message": "Contact added successfully",
    });
    Answer::keeping(Reply::json(201, &body), contact)
}

/// The contact that paying a number makes; `None` when it is one already.
pub(super) fn of_new_number(desk: &Desk<'_>, phone: &str) -> Option<Paper> {
    let known = desk
        .book
        .papers(SORT)
        .any(|paper| paper.text("phone") == phone);
    if known {
        return None;
    }
    // The same number always belongs to the same person.
    let mut luck = dice(desk.seed, phone, 0);
    let first_name = any(names::UGANDA, &mut luck);
    let last_name = any(names::UGANDA_FAMILIES, &mut luck);
    let name = format!("{first_name} {last_name}");
    Some(contact(desk, &name, phone, TYPES[0]))
}

fn contact(desk: &Desk<'_>, name: &str, phone: &str, sort: &str) -> Paper {
    made(
        desk.seed,
        desk.book.next_paper(),
        desk.now,
        name,
        phone,
        sort,
    )
}

pub(super) fn made(
    seed: u64,
    serial: u64,
    at: DateTime<Utc>,
    name: &str,
    phone: &str,
    sort: &str,
) -> Paper {
    let operator = msisdn::operator(msisdn::wallet(phone).unwrap_or_default());
    let mut dice = dice(seed, "zengapay contact", serial);
    let mut fields = Map::new();
    for (field, value) in [
        ("name", json!(name)),
        ("phone", json!(phone)),
        ("type", json!(sort)),
        ("network", json!(format!("{operator} UGANDA"))),
        ("active", json!(true)),
    ] {
        fields.insert(field.to_owned(), value);
    }
    Paper {
        sort: SORT.to_owned(),
        id: uuid(&mut dice),
        at,
        fields,
    }
}

fn object(contact: &Paper) -> Value {
    let mut object = contact.fields.clone();
    object.insert("uuid".to_owned(), json!(contact.id));
    for field in ["created", "updated"] {
        object.insert(field.to_owned(), json!(local(contact.at)));
    }
    Value::Object(object)
}

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Reply {
    let mut problems = Vec::new();
    let slice = Slice::read(request, page::DEFAULT_SIZE, &mut problems);
    if !problems.is_empty() {
        return errors::invalid(&problems);
    }
    let rows: Vec<&Paper> = desk.book.papers(SORT).collect();
    let path = format!("{}/contacts", request.base_url);
    let mut page = slice.page(&path, &rows, |row| object(row));
    // Here, and only here, the sample writes the pages' numbers as text.
    if let Some(Value::Array(links)) = page.get_mut("links") {
        for link in links {
            if let Value::Number(number) = &link["label"] {
                link["label"] = json!(number.to_string());
            }
        }
    }
    let body = json!({"code": 200, "status": "success", "contacts": page});
    Reply::json(200, &body)
}

pub(super) fn show(desk: &Desk<'_>, uuid: &str) -> Reply {
    match desk.book.paper(SORT, uuid) {
        Some(contact) => {
            let body = json!({"code": 200, "status": "success", "contact": object(contact)});
            Reply::json(200, &body)
        }
        None => errors::not_found(),
    }
}
