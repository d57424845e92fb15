//! Two steps, and what is refused on the way.

use reqwest::Method;
use serde_json::{Value, json};

use super::{PROVIDER, Shop, api_key, authenticate, payment_body, url};
use crate::support::{keys_of, said, start};

const LIST: &str = "/v1/payments";

#[tokio::test]
async fn a_signed_key_buys_a_token_in_the_documented_envelope() {
    let world = start().await;
    let told = authenticate(&world).await;
    assert_eq!(told.status, 200);
    assert_eq!(
        keys_of(&told.body),
        [
            "data",
            "error",
            "errors",
            "message",
            "status",
            "success",
            "timestamp"
        ]
    );
    assert_eq!(
        keys_of(&told.body["data"]),
        ["accessToken", "expiresIn", "tokenType"]
    );
    assert_eq!(told.body["data"]["expiresIn"], 3600);
    assert_eq!(told.body["data"]["tokenType"], "Bearer");
    assert_eq!(told.body["timestamp"], "2026-03-04T09:00:00.000Z");
    let wrong = world.client.post(url(&world, "/v1/auth"));
    let wrong = said(wrong.header("X-API-KEY", format!("{}0", api_key(&world)))).await;
    assert_eq!((wrong.status, &wrong.body["success"]), (401, &json!(false)));
    assert_eq!(wrong.body["error"]["code"], 401);
    assert_eq!(wrong.body["data"], Value::Null);
    assert_eq!(
        said(world.client.post(url(&world, "/v1/auth")))
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn token_and_key_are_both_asked_for_on_every_request() {
    let shop = Shop::open().await;
    let to = || shop.world.client.get(url(&shop.world, LIST));
    assert_eq!(shop.get(LIST).await.status, 200);
    assert_eq!(said(to().bearer_auth(&shop.token)).await.status, 401);
    let key = api_key(&shop.world);
    assert_eq!(said(to().header("X-API-KEY", &key)).await.status, 401);
    let wrong = to().header("X-API-KEY", &key).bearer_auth("djt.0.0");
    assert_eq!(said(wrong).await.status, 401);
    let forged = shop.token.replace("djt.", "djt.f");
    let forged = to().header("X-API-KEY", &key).bearer_auth(forged);
    assert_eq!(said(forged).await.status, 401);
}

#[tokio::test]
async fn a_token_ends_after_its_time_or_in_the_middle_of_work_and_takes_nothing_with_it() {
    let shop = Shop::open().await;
    let refused = async || {
        let body = payment_body("OM", "00224623707703");
        let told = shop.post(LIST, &body).await;
        assert_eq!(shop.count(), 0);
        (
            told.status,
            told.body["message"].as_str().unwrap().to_owned(),
        )
    };
    let expired = (401, "Le jeton d'accès a expiré.".to_owned());
    shop.world.wind(3_600);
    assert_eq!(refused().await, expired);
    let shop = Shop::of(shop.world).await;
    assert_eq!(shop.get(LIST).await.status, 200);
    shop.knob("tokens", "all new");
    assert_eq!(shop.get(LIST).await.status, 401);
    let shop = Shop::of(shop.world).await;
    shop.knob("token_life_s", "60");
    shop.world.wind(59);
    assert_eq!(shop.get(LIST).await.status, 200);
    shop.world.wind(1);
    assert_eq!(shop.get(LIST).await.body["message"], expired.1);
    let again = authenticate(&shop.world).await;
    assert_eq!(again.body["data"]["expiresIn"], 60);
}

#[tokio::test]
async fn a_live_account_names_its_domain_on_every_request_or_meets_the_firewall() {
    let shop = Shop::open().await;
    shop.knob("partner_domain", "shop.example");
    for domain in [None, Some("other.example")] {
        for (method, path) in [(Method::POST, "/v1/auth"), (Method::GET, LIST)] {
            let mut request = shop.request(method, path);
            if let Some(domain) = domain {
                request = request.header("X-PARTNER-DOMAIN", domain);
            }
            let reply = request.send().await.unwrap();
            assert_eq!(reply.status(), 403, "{path} as {domain:?}");
            assert!(reply.text().await.unwrap().contains("<html>"));
        }
    }
    let named = shop
        .request(Method::GET, LIST)
        .header("X-PARTNER-DOMAIN", "shop.example");
    assert_eq!(said(named).await.status, 200);
}

#[tokio::test]
async fn keys_that_are_off_are_refused_in_json_and_a_blocked_address_by_a_page() {
    let shop = Shop::open().await;
    let control = shop.world.control();
    control.disable_keys(PROVIDER, true).unwrap();
    assert_eq!(shop.get(LIST).await.status, 401);
    assert_eq!(authenticate(&shop.world).await.status, 401);
    control.disable_keys(PROVIDER, false).unwrap();
    assert_eq!(shop.get(LIST).await.status, 200);
    control.block_ip(PROVIDER, true).unwrap();
    let reply = shop.request(Method::GET, LIST).send().await.unwrap();
    assert_eq!(reply.status(), 403);
    assert!(reply.text().await.unwrap().contains("nginx"));
    control.block_ip(PROVIDER, false).unwrap();
    control.limit_rate(PROVIDER, Some(1)).unwrap();
    shop.world.wind(1);
    assert_eq!(shop.get(LIST).await.status, 200);
    let fast = shop.get(LIST).await;
    assert_eq!((fast.status, &fast.body["success"]), (429, &json!(false)));
}
