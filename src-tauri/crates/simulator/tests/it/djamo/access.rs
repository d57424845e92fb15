//! Who is let in, and how the others are told.

use reqwest::Method;
use serde_json::json;

use super::{PROVIDER, charge_body, get, knob, request};
use crate::support::{keys_of, said, start};

const CHARGES: &str = "/v1/charges";

#[tokio::test]
async fn the_token_and_the_company_are_asked_for_on_every_request() {
    let world = start().await;
    let url = format!("{}/v1/balance", world.running.base_url(PROVIDER).unwrap());
    let keys = world.keys(PROVIDER);
    let asked = |token: &str, company: &str| {
        let request = world.client.get(&url).bearer_auth(token);
        said(request.header("x-company-id", company))
    };
    let (token, company) = (&keys["access_token"], &keys["company_id"]);
    assert_eq!(asked(token, company).await.status, 200);
    assert_eq!(asked("at_wrong", company).await.status, 401);
    assert_eq!(said(world.client.get(&url)).await.status, 401);
    let none = said(world.client.get(&url).bearer_auth(token)).await;
    assert_eq!(none.status, 400);
    let other = asked(token, "6f1d2c40-0000-4000-9000-000000000000").await;
    assert_eq!(other.status, 403);
    assert_eq!(other.body["error"], "Forbidden Exception");
    assert!(token.starts_with("at_"), "{token}");
}

#[tokio::test]
async fn a_key_that_was_turned_off_is_forbidden_in_json_and_a_rotated_one_is_unknown() {
    let world = start().await;
    let old = world.keys(PROVIDER);
    world.control().disable_keys(PROVIDER, true).unwrap();
    let off = get(&world, CHARGES).await;
    assert_eq!((off.status, &off.body["statusCode"]), (403, &json!(403)));
    let new = world.control().rotate_keys(PROVIDER).unwrap();
    let url = format!("{}{CHARGES}", world.running.base_url(PROVIDER).unwrap());
    let with_old = world.client.get(url).bearer_auth(&old["access_token"]);
    let refused = with_old.header("X-Company-Id", &new["company_id"]);
    assert_eq!(said(refused).await.status, 401);
    assert_eq!(get(&world, CHARGES).await.status, 200);
}

#[tokio::test]
async fn an_address_that_is_not_admitted_meets_the_page_in_front_of_the_api() {
    let world = start().await;
    world.control().block_ip(PROVIDER, true).unwrap();
    let post = request(&world, Method::POST, CHARGES).json(&charge_body("a"));
    let reply = post.send().await.unwrap();
    assert_eq!(reply.status(), 403);
    let kind = reply.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(kind.starts_with("text/html"), "{kind}");
    let page = reply.text().await.unwrap();
    assert!(page.contains("you have been blocked") && page.contains("Cloudflare"));
    assert_eq!(world.control().ledger().len(), 0);
}

#[tokio::test]
async fn every_error_has_the_documented_envelope_and_a_correlation_id_of_its_own() {
    let world = start().await;
    let one = said(request(&world, Method::POST, CHARGES).json(&json!({}))).await;
    assert_eq!(one.status, 400);
    assert_eq!(
        keys_of(&one.body),
        [
            "correlationId",
            "error",
            "message",
            "path",
            "statusCode",
            "timestamp"
        ]
    );
    assert_eq!(one.body["error"], "Bad Request Exception");
    assert_eq!(one.body["path"], CHARGES);
    assert_eq!(one.body["message"].as_array().unwrap().len(), 5);
    let two = said(request(&world, Method::POST, CHARGES).json(&json!({}))).await;
    assert_ne!(one.body["correlationId"], two.body["correlationId"]);
    let broken = request(&world, Method::POST, CHARGES)
        .header("Content-Type", "application/json")
        .body("{");
    assert_eq!(said(broken).await.status, 400);
    assert_eq!(get(&world, "/v1/nothing").await.status, 404);
    assert_eq!(get(&world, "/v1/charges/unknown").await.status, 404);
}

#[tokio::test]
async fn who_asks_too_fast_is_told_so() {
    let world = start().await;
    world.control().limit_rate(PROVIDER, Some(2)).unwrap();
    let mut told = Vec::new();
    for _ in 0..3 {
        told.push(get(&world, "/v1/balance").await.status);
    }
    assert_eq!(told, [200, 200, 429]);
    world.wind(1);
    assert_eq!(get(&world, "/v1/balance").await.status, 200);
}

#[tokio::test]
async fn an_unknown_knob_is_refused() {
    let world = start().await;
    let control = world.control();
    assert!(control.set_knob(PROVIDER, "nonsense", Some("1")).is_err());
    knob(&world, "country", "SN");
    assert!(control.set_knob("nobody", "country", Some("SN")).is_err());
}
