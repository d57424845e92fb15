//! A running simulator with a wound clock, and a customer of its API for each provider.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use simulator::{Clock, Config, Control, Credentials, Running, Simulator};

pub(crate) const START: &str = "2026-03-04T09:00:00Z";

pub(crate) fn config() -> Config {
    Config {
        clock: Clock::Wound(START.parse().unwrap()),
        seed: 42,
        history: 0,
        ..Config::default()
    }
}

pub(crate) async fn start() -> World {
    start_with(config()).await
}

pub(crate) async fn start_with(config: Config) -> World {
    // Another test of this process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let running = Simulator::start(config).await.unwrap();
    let client = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    World { running, client }
}

pub(crate) struct World {
    pub(crate) running: Running,
    pub(crate) client: Client,
}

/// Status and body of a reply.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl World {
    pub(crate) fn control(&self) -> Control {
        self.running.control()
    }

    pub(crate) fn wind(&self, seconds: u64) {
        self.control().wind(Duration::from_secs(seconds)).unwrap();
    }

    pub(crate) fn keys(&self, provider: &str) -> Credentials {
        self.running.credentials().remove(provider).unwrap()
    }

    pub(crate) fn dgs(&self, method: Method, path: &str) -> RequestBuilder {
        let keys = self.keys("dgspay");
        let url = format!("{}{path}", self.running.base_url("dgspay").unwrap());
        self.client
            .request(method, url)
            .header("X-DGS-API-Key", &keys["api_key"])
            .header("X-DGS-ACCOUNT-NUMBER", &keys["account_number"])
            .header("Content-Type", "application/json")
    }

    pub(crate) fn zp(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.running.base_url("zengapay").unwrap());
        self.client
            .request(method, url)
            .bearer_auth(&self.keys("zengapay")["api_token"])
    }

    pub(crate) async fn dgs_get(&self, path: &str) -> Said {
        said(self.dgs(Method::GET, path)).await
    }

    pub(crate) async fn zp_get(&self, path: &str) -> Said {
        said(self.zp(Method::GET, path)).await
    }

    pub(crate) async fn dgs_charge(&self, phone: &str) -> Said {
        said(
            self.dgs(Method::POST, "/charges")
                .body(dgs_body(phone).to_string()),
        )
        .await
    }

    pub(crate) fn fund(&self, provider: &str, currency: &str, amount: i64) {
        let control = self.control();
        control.fund(provider, currency, amount.into()).unwrap();
    }

    pub(crate) async fn dgs_post(&self, path: &str, body: &Value) -> Said {
        said(self.dgs(Method::POST, path).body(body.to_string())).await
    }

    pub(crate) async fn zp_post(&self, path: &str, body: &Value) -> Said {
        said(self.zp(Method::POST, path).json(body)).await
    }

    pub(crate) async fn zp_transfer(&self, msisdn: &str) -> Said {
        self.zp_post("/transfers", &zp_transfer_body(msisdn)).await
    }

    pub(crate) async fn zp_collect(&self, msisdn: &str) -> Said {
        said(self.zp(Method::POST, "/collections").json(&zp_body(msisdn))).await
    }
}

pub(crate) async fn said(request: RequestBuilder) -> Said {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    Said { status, body }
}

/// The request of the documentation, for another phone.
pub(crate) fn dgs_body(phone: &str) -> Value {
    json!({
        "amount": 2000,
        "currency": "RWF",
        "payment_type": "mobile_money",
        "customer_email": "jane.doe@example.com",
        "customer_first_name": "Jane",
        "customer_last_name": "Doe",
        "customer_phone": phone,
        "customer_phone_country_code": "250",
        "redirect_url": "https://yourdomain.com/payment-success",
        "narration": "Payment for Invoice #5678",
        "mobile_money_network": "MTN",
        "mobile_money_phone": phone,
    })
}

/// The request of the documentation, for another phone.
pub(crate) fn zp_body(msisdn: &str) -> Value {
    json!({
        "msisdn": msisdn,
        "amount": 256_600,
        "external_reference": "400000",
        "narration": "Credit Note - 11200390191",
        "charge_customer": false,
    })
}

/// The request of the documentation, for another phone.
pub(crate) fn zp_transfer_body(msisdn: &str) -> Value {
    json!({
        "msisdn": msisdn,
        "amount": 256_600,
        "external_reference": "400000",
        "narration": "Payout - 11200390191",
        "use_contact": false,
    })
}

pub(crate) fn keys_of(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}
