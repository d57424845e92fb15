//! Payment links.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::LinkPayment;

use super::{PROVIDER, Shop, complaints};
use crate::support::{keys_of, said};

const LINKS: &str = "/v1/links";

async fn made(shop: &Shop, extra: Value) -> Value {
    let mut body = json!({"countryCode": "GN", "amountToPay": 15_000, "linkName": "Commande 12"});
    let fields = extra.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(fields);
    let made = shop.post(LINKS, &body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.body["data"].clone()
}

fn pay(shop: &Shop, link: &Value, amount: Option<i64>) -> Result<String, String> {
    let payment = LinkPayment {
        provider: PROVIDER.to_owned(),
        link: link["paymentLinkReference"].as_str().unwrap().to_owned(),
        phone: "+224661000001".to_owned(),
        amount: amount.map(Into::into),
    };
    let paid = shop.world.control().pay_link(&payment);
    paid.map_err(|error| error.to_string())
}

async fn read(shop: &Shop, link: &Value) -> Value {
    let reference = link["paymentLinkReference"].as_str().unwrap();
    shop.get(&format!("{LINKS}/{reference}")).await.body["data"].clone()
}

#[tokio::test]
async fn a_link_is_made_read_by_its_reference_and_listed() {
    let shop = Shop::open().await;
    let link = made(&shop, json!({"metadata": {"order": 12}})).await;
    assert_eq!(
        keys_of(&link),
        [
            "allowedPaymentMethods",
            "amountToPay",
            "countryCode",
            "createdAt",
            "customFields",
            "description",
            "expiresAt",
            "linkName",
            "merchantReference",
            "metadata",
            "numberOfUsage",
            "paymentLinkReference",
            "paymentPageUrl",
            "payments",
            "reference",
            "status",
            "usageLimit",
            "usageType"
        ]
    );
    assert_eq!(
        (&link["status"], &link["usageType"]),
        (&json!("ENABLED"), &json!("UNIQUE"))
    );
    assert_eq!(read(&shop, &link).await, link);
    let page = link["paymentPageUrl"].as_str().unwrap();
    assert!(page.starts_with("https://pay.djomy.example/"), "{page}");
    let old = link["reference"].as_str().unwrap();
    assert_eq!(
        shop.get(&format!("{LINKS}/{old}")).await.status,
        404,
        "the deprecated one"
    );
    let list = shop.get(LINKS).await.body["data"]["content"].clone();
    assert_eq!(list, json!([link]));
    let body = json!({"countryCode": "GN"});
    let form = shop.request(Method::POST, LINKS).body(body.to_string());
    assert_eq!(said(form).await.status, 400);
}

#[tokio::test]
async fn a_links_fields_are_checked_and_a_missing_number_for_the_sms_is_not() {
    let shop = Shop::open().await;
    for (field, value) in [
        ("countryCode", json!("gn")),
        ("countryCode", json!("GIN")),
        ("countryCode", Value::Null),
        ("amountToPay", json!(-5)),
        ("amountToPay", json!("15000")),
        ("usageType", json!("ONCE")),
        ("usageLimit", json!(0)),
        ("usageLimit", json!(1.5)),
        ("expiresAt", json!("2026-12-31")),
        ("expiresAt", json!("2026-03-04T09:00:00Z")),
        ("returnUrl", json!("http://shop.example")),
        ("sendSms", json!("yes")),
        ("metadata", json!({"a": {"b": 1}})),
        ("customFields", json!({"label": "Taille"})),
        ("customFields", json!([{"placeholder": "M"}])),
        (
            "customFields",
            json!([{"label": "Taille", "required": "yes"}]),
        ),
    ] {
        let mut body = json!({"countryCode": "GN", "amountToPay": 15_000});
        body[field] = value.clone();
        let named = complaints(&shop.post(LINKS, &body).await);
        assert!(named.contains(field), "{field} = {value}: {named}");
    }
    let fields = json!([{"label": "Taille", "placeholder": "M", "required": true}]);
    let extra =
        json!({"sendSms": true, "customFields": fields, "allowedPaymentMethods": ["OM", "Visa"]});
    let silent = made(&shop, extra).await;
    assert_eq!(silent["customFields"], fields);
    assert_eq!(silent["allowedPaymentMethods"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn a_link_for_one_use_closes_itself_after_the_first_success() {
    let shop = Shop::open().await;
    let link = made(&shop, json!({"merchantReference": "CMD-12"})).await;
    let id = pay(&shop, &link, None).unwrap();
    assert_eq!(read(&shop, &link).await["numberOfUsage"], 0, "not paid yet");
    shop.world.wind(4);
    let used = read(&shop, &link).await;
    assert_eq!(
        (&used["status"], &used["numberOfUsage"]),
        (&json!("PAID"), &json!(1))
    );
    assert_eq!(used["payments"], json!([]), "only the count moves");
    assert!(pay(&shop, &link, None).is_err());
    let payment = shop.verify(&id).await;
    assert_eq!(
        (&payment["paidAmount"], &payment["merchantPaymentReference"]),
        (&json!(15_000), &json!("CMD-12"))
    );
    shop.knob("link_words", "live");
    assert_eq!(read(&shop, &link).await["status"], "REVOKED");
    shop.knob("link_payments", "shown");
    assert_eq!(
        read(&shop, &link).await["payments"][0]["transactionId"],
        json!(id)
    );
    assert_eq!(made(&shop, json!({})).await["status"], "ACTIVE");
}

#[tokio::test]
async fn a_link_for_many_uses_without_a_limit_closes_after_the_first() {
    let shop = Shop::open().await;
    let link = made(&shop, json!({"usageType": "MULTIPLE"})).await;
    pay(&shop, &link, None).unwrap();
    shop.world.wind(4);
    assert_eq!(read(&shop, &link).await["status"], "PAID");
    assert!(pay(&shop, &link, None).is_err());
    let limited = made(&shop, json!({"usageType": "MULTIPLE", "usageLimit": 2})).await;
    for uses in 1..=2 {
        pay(&shop, &limited, None).unwrap();
        shop.world.wind(4);
        assert_eq!(read(&shop, &limited).await["numberOfUsage"], uses);
    }
    assert!(pay(&shop, &limited, None).is_err());
}

#[tokio::test]
async fn a_link_without_an_amount_leaves_it_to_the_payer_and_a_late_one_is_over() {
    let shop = Shop::open().await;
    let free = made(
        &shop,
        json!({"amountToPay": null, "expiresAt": "2026-03-04T10:00:00Z"}),
    )
    .await;
    assert!(pay(&shop, &free, None).is_err());
    let id = pay(&shop, &free, Some(7_000)).unwrap();
    shop.world.wind(2);
    assert_eq!(shop.verify(&id).await["paidAmount"], 7_000);
    let open = made(&shop, json!({"expiresAt": "2026-03-04T10:00:00Z"})).await;
    shop.world.wind(3_600);
    let shop = Shop::of(shop.world).await;
    assert_eq!(read(&shop, &open).await["status"], "EXPIRED");
    assert!(pay(&shop, &open, None).is_err());
}
