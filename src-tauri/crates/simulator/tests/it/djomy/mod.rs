//! Djomy as its pages describe it.

mod auth;
mod gateway;
mod links;
mod listing;
mod otp;
mod past;
mod payments;
mod payouts;
mod stories;
mod webhooks;

use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Said, World, said, start};

pub(crate) const PROVIDER: &str = "djomy";

/// A world and a token for it.
pub(crate) struct Shop {
    pub(crate) world: World,
    pub(crate) token: String,
}

pub(crate) fn api_key(world: &World) -> String {
    let keys = world.keys(PROVIDER);
    let (id, secret) = (&keys["client_id"], &keys["client_secret"]);
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(id.as_bytes());
    format!("{id}:{}", hex::encode(mac.finalize().into_bytes()))
}

pub(crate) fn url(world: &World, path: &str) -> String {
    format!("{}{path}", world.running.base_url(PROVIDER).unwrap())
}

pub(crate) async fn authenticate(world: &World) -> Said {
    let request = world.client.post(url(world, "/v1/auth"));
    said(request.header("X-API-KEY", api_key(world)).json(&json!({}))).await
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::of(start().await).await
    }

    pub(crate) async fn of(world: World) -> Self {
        let answer = authenticate(&world).await.body;
        let token = answer["data"]["accessToken"].as_str().unwrap().to_owned();
        Self { world, token }
    }

    /// Open, with so many francs to send.
    pub(crate) async fn funded(francs: i64) -> Self {
        let shop = Self::open().await;
        let control = shop.world.control();
        control.fund(PROVIDER, "GNF", francs.into()).unwrap();
        shop
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.world.client.request(method, url(&self.world, path));
        let request = request.header("X-API-KEY", api_key(&self.world));
        request.bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Said {
        said(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Said {
        said(self.request(Method::POST, path).json(body)).await
    }

    pub(crate) fn knob(&self, name: &str, value: &str) {
        let control = self.world.control();
        control.set_knob(PROVIDER, name, Some(value)).unwrap();
    }

    /// A direct payment that was taken; its id.
    pub(crate) async fn pays(&self, method: &str, phone: &str) -> String {
        let made = self
            .post("/v1/payments", &payment_body(method, phone))
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.body["data"]["transactionId"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) async fn verify(&self, id: &str) -> Value {
        let read = self.get(&format!("/v1/payments/{id}/status")).await;
        assert_eq!(read.status, 200, "{}", read.body);
        read.body["data"].clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.world.control().ledger().len()
    }
}

/// Every complaint of a refusal.
pub(crate) fn complaints(refused: &Said) -> String {
    assert_eq!(refused.status, 400, "{}", refused.body);
    refused.body["error"]["fieldsErrors"].to_string()
}

pub(crate) fn payment_body(method: &str, phone: &str) -> Value {
    json!({
        "paymentMethod": method,
        "payerIdentifier": phone,
        "amount": 150_000,
        "countryCode": "GN",
        "description": "Riz 1 sac 50 kg",
        "merchantPaymentReference": "CMD-1",
        "returnUrl": "https://shop.example/success",
        "metadata": {"order_id": "CMD-1", "vip": true},
    })
}
