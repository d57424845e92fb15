//! Djamo as its pages describe it.

mod access;
mod charges;
mod companies;
mod lists;
mod past;
mod refunds;
mod stories;
mod transfers;
mod webhooks;

use reqwest::{Method, RequestBuilder};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::{Said, World, said};

pub(crate) const PROVIDER: &str = "djamo";

pub(crate) fn request(world: &World, method: Method, path: &str) -> RequestBuilder {
    let keys = world.keys(PROVIDER);
    let url = format!("{}{path}", world.running.base_url(PROVIDER).unwrap());
    world
        .client
        .request(method, url)
        .bearer_auth(&keys["access_token"])
        .header("X-Company-Id", &keys["company_id"])
}

pub(crate) async fn get(world: &World, path: &str) -> Said {
    said(request(world, Method::GET, path)).await
}

pub(crate) async fn post(world: &World, path: &str, body: &Value) -> Said {
    said(request(world, Method::POST, path).json(body)).await
}

pub(crate) fn charge_body(external_id: &str) -> Value {
    json!({
        "amount": 10_000,
        "externalId": external_id,
        "description": "Pagne wax 2 pièces",
        "onCompletedRedirectionUrl": "https://shop.example/djamo-success",
        "onCanceledRedirectionUrl": "https://shop.example/djamo-failure",
        "metadata": {"order": external_id},
    })
}

/// A new charge, due.
pub(crate) async fn charge(world: &World, external_id: &str) -> String {
    let made = post(world, "/v1/charges", &charge_body(external_id)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    world.wind(1);
    made.body["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn pay(world: &World, id: &str, msisdn: &str) -> Said {
    let path = format!("/v1/charges/{id}/pay");
    post(world, &path, &json!({"msisdn": msisdn})).await
}

/// A charge that somebody has paid.
pub(crate) async fn paid_charge(world: &World, external_id: &str) -> String {
    let id = charge(world, external_id).await;
    assert_eq!(pay(world, &id, "+2250700000001").await.status, 200);
    world.wind(4);
    id
}

pub(crate) async fn read(world: &World, id: &str) -> Value {
    get(world, &format!("/v1/charges/{id}")).await.body
}

pub(crate) fn transfer_body(reference: &str, msisdn: &str) -> Value {
    json!({
        "amount": 25_000,
        "msisdn": msisdn,
        "reference": reference,
        "type": "transfer",
        "description": "Salaire de juin",
    })
}

pub(crate) async fn transfer(world: &World, reference: &str, msisdn: &str) -> Said {
    post(world, "/v1/transactions", &transfer_body(reference, msisdn)).await
}

/// A world with so much to send.
pub(crate) async fn funded(francs: i64) -> World {
    let world = crate::support::start().await;
    let amount = Decimal::from(francs);
    world.control().fund(PROVIDER, "XOF", amount).unwrap();
    world
}

pub(crate) fn knob(world: &World, name: &str, value: &str) {
    let control = world.control();
    control.set_knob(PROVIDER, name, Some(value)).unwrap();
}
