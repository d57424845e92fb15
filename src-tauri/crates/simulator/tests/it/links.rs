//! DGS-Pay's payment links.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::LinkPayment;

use crate::support::{Said, World, said, start};

fn fixed() -> Value {
    json!({
        "title": "Invoice #123",
        "amount_type": "fixed",
        "amount": 5000,
        "currency": "RWF",
        "slug": "invoice-123",
        "max_uses": 1,
        "expires_at": "2026-03-05 12:00:00",
    })
}

fn payment(link: &Value, phone: &str, amount: Option<i64>) -> LinkPayment {
    LinkPayment {
        provider: "dgspay".to_owned(),
        link: link.as_str().unwrap().to_owned(),
        phone: phone.to_owned(),
        amount: amount.map(Into::into),
    }
}

async fn made(world: &World, body: &Value) -> Value {
    let said = world.dgs_post("/payment-links", body).await;
    assert_eq!(said.status, 200, "{:?}", said.body);
    said.body["data"].clone()
}

async fn change(world: &World, method: Method, link: &Value, body: Value) -> Said {
    let path = format!("/payment-links/{}", link["id"].as_str().unwrap());
    said(world.dgs(method, &path).body(body.to_string())).await
}

async fn read(world: &World, link: &Value) -> Value {
    change(world, Method::GET, link, json!({})).await.body["data"].clone()
}

#[tokio::test]
async fn a_link_is_made_paid_once_and_its_payment_found_by_its_id() {
    let world = start().await;
    let link = made(&world, &fixed()).await;
    assert_eq!(
        (&link["status"], &link["uses"]),
        (&json!("active"), &json!(0))
    );
    let url = link["url"].as_str().unwrap();
    assert!(url.ends_with("/pay/invoice-123"), "{url}");
    assert_eq!(world.client.get(url).send().await.unwrap().status(), 200);
    world.dgs_charge("789654301").await;
    let by_id = payment(&link["id"], "+250789654301", None);
    let reference = world.control().pay_link(&by_id).unwrap();
    world.wind(5);
    let path = format!(
        "/transactions?payment_link_id={}",
        link["id"].as_str().unwrap()
    );
    let found = world.dgs_get(&path).await.body;
    assert_eq!(found["pagination"]["total"], 1);
    assert_eq!(found["data"][0]["dgs_reference"], reference);
    let shown = read(&world, &link).await;
    assert_eq!(
        (&shown["status"], &shown["uses"]),
        (&json!("used_up"), &json!(1))
    );
    assert_eq!(
        shown["charges"],
        json!({"total": 1, "successful": 1, "amount_collected": 5000})
    );
    assert!(world.control().pay_link(&by_id).is_err(), "once");
    assert_eq!(world.client.get(url).send().await.unwrap().status(), 410);
}

#[tokio::test]
async fn a_flexible_link_takes_what_the_payer_chooses_within_its_limits() {
    let world = start().await;
    let body = json!({
        "title": "Donation",
        "amount_type": "flexible",
        "currency": "RWF",
        "min_amount": 1000,
        "max_amount": 9000,
    });
    let link = made(&world, &body).await;
    let pay = |amount| {
        world
            .control()
            .pay_link(&payment(&link["slug"], "250789654301", amount))
    };
    assert!(pay(None).is_err());
    assert!(pay(Some(999)).is_err());
    assert!(pay(Some(9001)).is_err());
    pay(Some(1000)).unwrap();
    pay(Some(9000)).unwrap();
    assert_eq!(world.control().ledger().len(), 2);
}

#[tokio::test]
async fn a_link_expires_and_an_archived_one_stays_so() {
    let world = start().await;
    let link = made(&world, &fixed()).await;
    world.wind(2 * 24 * 3600);
    assert_eq!(read(&world, &link).await["status"], "expired");
    let later = json!({"expires_at": "2026-04-01 12:00:00", "title": "Invoice #123 again"});
    let changed = change(&world, Method::PATCH, &link, later).await.body["data"].clone();
    assert_eq!(
        (&changed["status"], &changed["title"]),
        (&json!("active"), &json!("Invoice #123 again"))
    );
    let fixed_field = change(
        &world,
        Method::PATCH,
        &link,
        json!({"amount_type": "flexible"}),
    )
    .await;
    assert_eq!(fixed_field.body["error_code"], "90");
    assert_eq!(
        change(&world, Method::DELETE, &link, json!({}))
            .await
            .status,
        200
    );
    assert_eq!(read(&world, &link).await["status"], "archived");
    for method in [Method::PATCH, Method::DELETE] {
        assert_eq!(
            change(&world, method, &link, json!({"title": "x"}))
                .await
                .body["error_code"],
            "90"
        );
    }
    assert!(
        world
            .control()
            .pay_link(&payment(&link["id"], "250789654301", None))
            .is_err()
    );
    let list = world.dgs_get("/payment-links?page=1&limit=5").await.body;
    assert_eq!(list["pagination"]["total"], 1);
    let nobodys = json!({"id": "00000000-0000-4000-9000-000000000000"});
    for method in [Method::GET, Method::PATCH, Method::DELETE] {
        assert_eq!(
            change(&world, method, &nobodys, json!({})).await.body["error_code"],
            "92"
        );
    }
}

#[tokio::test]
async fn what_a_link_may_not_be_is_refused() {
    let world = start().await;
    made(&world, &fixed()).await;
    let mut other = fixed();
    other["slug"] = json!("invoice-124");
    for (field, value) in [
        ("title", Value::Null),
        ("amount_type", json!("open")),
        ("amount", Value::Null),
        ("amount", json!("5000")),
        ("currency", json!("UGX")),
        ("min_amount", json!(5)),
        ("payment_types", json!(["cash"])),
        ("payment_types", json!([])),
        ("slug", json!("invoice-123")),
        ("slug", json!("Invoice 124")),
        ("max_uses", json!(0)),
        ("max_uses", json!("1")),
        ("expires_at", json!("2026-03-05T12:00:00Z")),
        ("expires_at", json!("2026-03-04 10:00:00")),
        ("collect_phone", json!("true")),
        ("redirect_url", json!("javascript:alert(1)")),
    ] {
        let mut body = other.clone();
        body[field] = value.clone();
        let refused = world.dgs_post("/payment-links", &body).await;
        assert_eq!(refused.body["error_code"], "90", "{field} = {value}");
    }
}
