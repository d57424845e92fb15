//! Payout orders.

use serde_json::{Value, json};

use super::{Shop, complaints};
use crate::support::Said;

const ORDERS: &str = "/v1/payout-orders";

fn item_body(account: &str) -> Value {
    json!({
        "message": "Commission de vente",
        "amount": 150_000,
        "beneficiary": {"name": "Mamadou Diallo"},
        "destination": {
            "type": "WALLET",
            "countryCode": "GN",
            "currencyCode": "GNF",
            "account": {"accountNumber": account, "providerCode": "OM"},
        },
    })
}

fn order_body(accounts: &[&str]) -> Value {
    let items: Vec<Value> = accounts.iter().map(|account| item_body(account)).collect();
    json!({"description": "Commissions d'août", "items": items})
}

/// An order of one; its id and that of the payout.
pub(crate) async fn sent(shop: &Shop, account: &str) -> (String, String) {
    let made = shop.post(ORDERS, &order_body(&[account])).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let data = &made.body["data"];
    (text(&data["id"]), text(&data["items"][0]["id"]))
}

pub(crate) async fn item(shop: &Shop, order: &str, id: &str) -> Value {
    shop.get(&format!("{ORDERS}/{order}/payout-items/{id}"))
        .await
        .body["data"]
        .clone()
}

async fn retry(shop: &Shop, order: &str, id: &str) -> Said {
    let path = format!("{ORDERS}/{order}/payout-items/{id}/retry");
    shop.post(&path, &json!({})).await
}

#[tokio::test]
async fn an_order_is_made_and_read_by_its_id_and_by_its_reference() {
    let shop = Shop::funded(1_000_000).await;
    let made = shop
        .post(ORDERS, &order_body(&["661000001", "00224661000002"]))
        .await;
    assert_eq!((made.status, &made.body["success"]), (201, &json!(true)));
    let order = &made.body["data"];
    assert_eq!(
        (&order["totalAmount"], &order["totalFees"]),
        (&json!(300_000), &json!(3_000))
    );
    assert_eq!(
        (&order["status"], &order["itemsCount"]),
        (&json!("PROCESSING"), &json!(2))
    );
    let (id, reference) = (
        order["id"].as_str().unwrap(),
        order["reference"].as_str().unwrap(),
    );
    assert_eq!(
        shop.get(&format!("{ORDERS}/{id}")).await.body["data"],
        *order
    );
    assert_eq!(
        shop.get(&format!("{ORDERS}/{reference}")).await.body["data"],
        *order
    );
    assert_eq!(
        shop.get(ORDERS).await.body["data"]["content"],
        json!([order])
    );
    let items = shop.get(&format!("{ORDERS}/{id}/payout-items")).await.body["data"].clone();
    assert_eq!(items["content"], order["items"]);
    assert_eq!(items["totalElements"], 2);
    shop.world.wind(4);
    let first = item(&shop, id, order["items"][0]["id"].as_str().unwrap()).await;
    assert_eq!(
        (&first["status"], &first["beneficiary"]["name"]),
        (&json!("SUCCESS"), &json!("Mamadou Diallo"))
    );
    assert_eq!(
        first["destination"]["account"],
        json!({"accountNumber": "661000001", "providerCode": "OM"})
    );
    assert_eq!(
        shop.get(&format!("{ORDERS}/{id}")).await.body["data"]["status"],
        "COMPLETED"
    );
    assert_eq!(shop.get(&format!("{ORDERS}/unknown")).await.status, 404);
    assert_eq!(
        shop.get(&format!("{ORDERS}/{id}/payout-items/unknown"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_dry_run_costs_the_order_and_makes_nothing() {
    let shop = Shop::funded(1_000_000).await;
    let body = order_body(&["661000001"]);
    let told = shop.post("/v1/payout-orders?dryRun=1", &body).await;
    assert_eq!(
        (told.status, &told.body["data"]["totalFees"]),
        (200, &json!(1_500))
    );
    assert_eq!(told.body["data"]["id"], Value::Null);
    assert_eq!(shop.count(), 0);
    assert_eq!(shop.get(ORDERS).await.body["data"]["content"], json!([]));
    let bad = shop
        .post("/v1/payout-orders?dryRun=1", &order_body(&["1"]))
        .await;
    assert_eq!(bad.status, 400, "it is checked all the same");
}

#[tokio::test]
async fn an_order_has_one_to_five_well_formed_items_or_moves_nothing() {
    let shop = Shop::funded(10_000_000).await;
    let six = ["661000001"; 6];
    assert_eq!(shop.post(ORDERS, &order_body(&six)).await.status, 400);
    assert_eq!(shop.post(ORDERS, &order_body(&[])).await.status, 400);
    for (pointer, value) in [
        ("/description", json!("")),
        ("/items/1/message", Value::Null),
        ("/items/1/amount", json!("150000")),
        ("/items/1/beneficiary/name", json!("")),
        ("/items/1/destination/type", json!("BANK")),
        ("/items/1/destination/countryCode", json!("gn")),
        ("/items/1/destination/currencyCode", json!("FCFA")),
        (
            "/items/1/destination/account/accountNumber",
            json!("0700000000"),
        ),
        ("/items/1/destination/account/providerCode", json!("PAYPAL")),
    ] {
        let mut body = order_body(&["661000001", "661000044"]);
        *body.pointer_mut(pointer).unwrap() = value;
        let named = complaints(&shop.post(ORDERS, &body).await);
        let field = pointer.rsplit('/').next().unwrap();
        assert!(named.contains(field), "{pointer}: {named}");
    }
    assert_eq!(shop.count(), 0);
    assert_eq!(shop.post(ORDERS, &order_body(&six[..5])).await.status, 201);
    assert_eq!(shop.count(), 5);
}

#[tokio::test]
async fn what_is_not_there_is_not_sent() {
    let shop = Shop::funded(302_999).await;
    let body = order_body(&["661000001", "661000044"]);
    let short = shop.post(ORDERS, &body).await;
    assert_eq!(
        (short.status, &short.body["message"]),
        (422, &json!("Solde insuffisant."))
    );
    shop.world.control().fund("djomy", "GNF", 1.into()).unwrap();
    assert_eq!(shop.post(ORDERS, &body).await.status, 201);
}

#[tokio::test]
async fn only_a_failed_payout_is_sent_once_more() {
    let shop = Shop::funded(400_000).await;
    let (order, id) = sent(&shop, "661000002").await;
    assert_eq!(
        retry(&shop, &order, &id).await.status,
        409,
        "still on its way"
    );
    shop.world.wind(3);
    assert_eq!(item(&shop, &order, &id).await["status"], "FAILED");
    let again = retry(&shop, &order, &id).await;
    assert_eq!(
        (again.status, &again.body["data"]["status"]),
        (200, &json!("PENDING"))
    );
    assert_eq!(retry(&shop, &order, &id).await.status, 409);
    shop.world.wind(4);
    assert_eq!(item(&shop, &order, &id).await["status"], "SUCCESS");
    assert_eq!(retry(&shop, &order, &id).await.status, 422);
    assert_eq!(retry(&shop, &order, "unknown").await.status, 404);
    assert_eq!(shop.count(), 1, "one payout, sent twice and paid once");

    let (order, id) = sent(&shop, "661000002").await;
    shop.world.wind(3);
    sent(&shop, "661000001").await;
    assert_eq!(
        retry(&shop, &order, &id).await.status,
        422,
        "the money went elsewhere meanwhile"
    );
}
