//! The operators, and the banks of which the page has kept nothing but the heading.

use serde_json::{Value, json};

use super::page::Slice;
use super::transactions::currency_name;
use super::{AIRTEL, MTN, errors, ok};
use crate::wire::{Reply, Request};

/// Of these two lists alone.
const PAGE_SIZE: usize = 15;

pub(super) fn list(request: &Request) -> Reply {
    let rows: Vec<Value> = (1..=2).filter_map(network).collect();
    let with_id: Vec<Value> = (1..).zip(rows).map(|(id, row)| numbered(id, row)).collect();
    paged(request, "networks", &with_id)
}

/// Without its id, as the sample has it.
pub(super) fn show(id: &str) -> Reply {
    match id.parse().ok().and_then(network) {
        Some(row) => ok("network", row),
        None => errors::not_found(),
    }
}

fn network(id: u32) -> Option<Value> {
    let (name, service, code) = match id {
        1 => ("MTN Uganda Limited", "MTN Mobile Money", MTN),
        2 => ("Airtel Uganda Limited", "Airtel Money", AIRTEL),
        _ => return None,
    };
    Some(json!({
        "networkName": name,
        "serviceName": service,
        "currencyName": currency_name(code),
        "currencyCode": code,
        "country": "UGANDA",
        "countryIso2": "UG",
    }))
}

pub(super) fn banks(request: &Request) -> Reply {
    let names = [
        ("Centenary Bank", "CERBUGKA"),
        ("Equity Bank Uganda", "EQBLUGKA"),
        ("Stanbic Bank Uganda", "SBICUGKX"),
    ];
    let rows: Vec<Value> = (1..)
        .zip(names)
        .map(|(id, (name, swift))| {
            let row = json!({
                "bankName": name,
                "swiftCode": swift,
                "country": "UGANDA",
                "countryIso2": "UG",
            });
            numbered(id, row)
        })
        .collect();
    paged(request, "banks", &rows)
}

fn numbered(id: u32, mut row: Value) -> Value {
    row["id"] = json!(id);
    row
}

fn paged(request: &Request, key: &str, rows: &[Value]) -> Reply {
    let mut problems = Vec::new();
    let slice = Slice::read(request, PAGE_SIZE, &mut problems);
    if !problems.is_empty() {
        return errors::invalid(&problems);
    }
    let path = format!("{}/{key}", request.base_url);
    let mut page = slice.page(&path, rows, Value::clone);
    if let Value::Object(page) = &mut page {
        // The sample has no links here.
        page.remove("links");
    }
    ok(key, page)
}
