//! Lists with a cursor.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{charge, funded, get, knob, transfer};
use crate::support::{keys_of, start};

#[tokio::test]
async fn the_last_page_still_has_a_cursor_and_the_page_after_it_is_empty() {
    let world = start().await;
    for number in 0..7 {
        charge(&world, &format!("CMD-{number}")).await;
    }
    let first = get(&world, "/v1/charges?limit=3").await.body;
    assert_eq!(keys_of(&first), ["count", "cursor", "data", "limit"]);
    assert_eq!(first["limit"], 3);
    assert_eq!(first["cursor"]["prev"], Value::Null);
    assert_eq!(first["data"][0]["externalId"], "CMD-6", "newest first");
    let mut seen = BTreeSet::new();
    let mut sizes = Vec::new();
    let mut page = first.clone();
    while let Some(next) = page["cursor"]["next"].as_str() {
        let rows = page["data"].as_array().unwrap();
        sizes.push(rows.len());
        seen.extend(
            rows.iter()
                .map(|row| row["externalId"].as_str().unwrap().to_owned()),
        );
        page = get(&world, &format!("/v1/charges?limit=3&cursor={next}"))
            .await
            .body;
    }
    assert_eq!((sizes, seen.len()), (vec![3, 3, 1], 7));
    assert_eq!((&page["data"], &page["count"]), (&json!([]), &json!(0)));
    let next = first["cursor"]["next"].as_str().unwrap();
    let second = get(&world, &format!("/v1/charges?limit=3&cursor={next}"))
        .await
        .body;
    let back = second["cursor"]["prev"].as_str().unwrap();
    let back = get(&world, &format!("/v1/charges?limit=3&cursor={back}"))
        .await
        .body;
    assert_eq!(back["data"], first["data"]);
    assert_eq!(get(&world, "/v1/charges?cursor=nonsense").await.status, 400);
    assert_eq!(get(&world, "/v1/charges").await.body["limit"], 15);
}

#[tokio::test]
async fn a_cursor_stays_where_it_is_while_new_rows_come() {
    let world = start().await;
    for number in 0..4 {
        charge(&world, &format!("CMD-{number}")).await;
    }
    let first = get(&world, "/v1/charges?limit=2").await.body;
    let next = first["cursor"]["next"].as_str().unwrap();
    charge(&world, "CMD-new").await;
    let second = get(&world, &format!("/v1/charges?limit=2&cursor={next}"))
        .await
        .body;
    let names: Vec<&Value> = second["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["externalId"])
        .collect();
    assert_eq!(names, ["CMD-1", "CMD-0"]);
}

#[tokio::test]
async fn an_account_may_lack_the_list_of_charges() {
    let world = start().await;
    let id = charge(&world, "CMD-1").await;
    knob(&world, "charge_list", "missing");
    assert_eq!(get(&world, "/v1/charges").await.status, 404);
    assert_eq!(get(&world, &format!("/v1/charges/{id}")).await.status, 200);
}

#[tokio::test]
async fn what_customers_paid_stands_among_the_transactions_only_where_an_account_lists_it() {
    let world = funded(100_000).await;
    super::paid_charge(&world, "CMD-1").await;
    transfer(&world, "SAL-1", "+2250700000001").await;
    let types = async || {
        let page = get(&world, "/v1/transactions").await.body;
        let rows = page["data"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["type"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(types().await, ["transfer"]);
    knob(&world, "payments_among_transactions", "listed");
    assert_eq!(types().await, ["transfer", "payment"]);
}
