//! DGS-Pay's cards: encrypted as the page's code does it, and authorised step by step.

use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Said, World, config, start, start_with};

const VALID: &str = "4532123456789014";

fn sealed(world: &World, nonce: &str, text: &str) -> String {
    let key = STANDARD
        .decode(&world.keys("dgspay")["encryption_key"])
        .unwrap();
    let cipher = Aes256Gcm::new_from_slice(&key).unwrap();
    let nonce = Nonce::from_slice(nonce.as_bytes());
    STANDARD.encode(cipher.encrypt(nonce, text.as_bytes()).unwrap())
}

fn card(world: &World, nonce: &str, number: &str, scenario: Option<&str>) -> Value {
    let mut body = json!({
        "amount": 5000,
        "currency": "RWF",
        "payment_type": "card",
        "customer_email": "john.doe@example.com",
        "customer_first_name": "John",
        "customer_last_name": "Doe",
        "customer_phone": "788123401",
        "customer_phone_country_code": "250",
        "redirect_url": "https://yourdomain.com/payment-success",
        "narration": "Payment for Order #1234",
        "card_encrypted_number": sealed(world, nonce, number),
        "card_encrypted_expiry_month": sealed(world, nonce, "12"),
        "card_encrypted_expiry_year": sealed(world, nonce, "2028"),
        "card_encrypted_cvv": sealed(world, nonce, "123"),
        "card_nonce": nonce,
    });
    if let Some(scenario) = scenario {
        body["scenario_key"] = json!(scenario);
    }
    body
}

async fn charge(world: &World, nonce: &str, scenario: Option<&str>) -> Value {
    let body = card(world, nonce, VALID, scenario);
    let said = world.dgs_post("/charges", &body).await;
    assert_eq!(said.status, 200, "{:?}", said.body);
    said.body
}

async fn authorize(world: &World, charge: &Value, kind: &str, fields: Value) -> Said {
    let mut body = json!({"dgs_reference": charge["dgs_reference"], "auth_type": kind});
    let fields = fields.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(fields);
    world.dgs_post("/authorize", &body).await
}

async fn pin(world: &World, charge: &Value, nonce: &str) -> Said {
    let fields =
        json!({"auth_pin_encrypted": sealed(world, nonce, "1234"), "auth_pin_nonce": nonce});
    authorize(world, charge, "pin", fields).await
}

async fn status(world: &World, charge: &Value) -> Value {
    let path = format!(
        "/transactions/{}",
        charge["dgs_reference"].as_str().unwrap()
    );
    world.dgs_get(&path).await.body["data"]["status"].clone()
}

async fn complaint(world: &World, body: &Value) -> String {
    let said = world.dgs_post("/charges", body).await;
    assert_eq!((said.status, &said.body["error_code"]), (400, &json!("90")));
    said.body["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_card_without_further_ado_is_paid_and_only_its_last_digits_are_kept() {
    let world = start().await;
    let charged = charge(&world, "abc123def456", None).await;
    assert_eq!(charged["transaction_status"], "pending");
    assert_eq!(charged["payment_method_type"], "card");
    assert!(charged.get("next_action_type").is_none());
    world.wind(5);
    let path = format!(
        "/transactions/{}",
        charged["dgs_reference"].as_str().unwrap()
    );
    let data = world.dgs_get(&path).await.body["data"].clone();
    assert_eq!(data["status"], "success");
    assert_eq!(
        (&data["card_last_4"], &data["card_scheme"]),
        (&json!("9014"), &json!("visa"))
    );
    assert!(!data.to_string().contains(VALID));
}

#[tokio::test]
async fn a_card_that_does_not_decrypt_or_is_no_card_is_refused() {
    let world = start().await;
    let nonce = "abc123def456";
    let good = card(&world, nonce, VALID, None);
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let sample = card(&world, nonce, "4532123456789010", None);
    assert!(
        complaint(&world, &sample).await.contains("card number"),
        "the check digit"
    );
    let mut tag = good["card_encrypted_cvv"].as_str().unwrap().to_owned();
    let first = if tag.starts_with('A') { "B" } else { "A" };
    tag.replace_range(..1, first);
    let bad_tag = with("card_encrypted_cvv", json!(tag));
    assert!(
        complaint(&world, &bad_tag)
            .await
            .contains("could not be decrypted")
    );
    for (field, text) in [
        ("card_encrypted_expiry_month", "13"),
        ("card_encrypted_expiry_year", "28"),
        ("card_encrypted_cvv", "12"),
    ] {
        let body = with(field, json!(sealed(&world, nonce, text)));
        complaint(&world, &body).await;
    }
    // The text of the page asks for 24 characters, its code makes twelve.
    for nonce in ["abc123def456abc123def456", "abc123def45", "abc123def45!"] {
        complaint(&world, &with("card_nonce", json!(nonce))).await;
    }
    let other = with("card_nonce", json!("abc123def457"));
    assert!(
        complaint(&world, &other)
            .await
            .contains("could not be decrypted")
    );
    complaint(&world, &with("currency", json!("UGX"))).await;
    complaint(
        &world,
        &with("scenario_key", json!("scenario:auth_redirect")),
    )
    .await;
    assert!(world.control().ledger().is_empty());
}

#[tokio::test]
async fn a_nonce_is_taken_once_whatever_it_is_used_for() {
    let world = start().await;
    let charged = charge(&world, "abc123def456", Some("scenario:auth_pin")).await;
    let again = card(&world, "abc123def456", VALID, None);
    assert!(complaint(&world, &again).await.contains("used before"));
    let reused = pin(&world, &charged, "abc123def456").await;
    assert_eq!(reused.body["error_code"], "90");
    assert_eq!(pin(&world, &charged, "ffffffffffff").await.status, 200);
    let later = card(&world, "ffffffffffff", VALID, None);
    complaint(&world, &later).await;
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn a_card_is_paid_only_when_nothing_is_left_to_authorize() {
    let world = start().await;
    let key = Some("scenario:auth_pin_3ds&issuer:approved");
    let charged = charge(&world, "abc123def456", key).await;
    assert_eq!(charged["next_action_type"], "requires_pin");
    assert_eq!(charged["transaction_status"], "pending");
    world.wind(3600);
    assert_eq!(status(&world, &charged).await, "pending");
    let early = authorize(&world, &charged, "otp", json!({"auth_otp": "123456"})).await;
    assert_eq!(early.body["error_code"], "90");
    let next = pin(&world, &charged, "123abc456def").await.body;
    assert_eq!(next["next_action_type"], "requires_otp");
    assert_eq!(next["transaction_status"], "pending");
    for wrong in ["", "12", "000000", "12345x"] {
        let refused = authorize(&world, &charged, "otp", json!({"auth_otp": wrong})).await;
        assert_eq!(refused.status, 400, "{wrong}");
    }
    let done = authorize(&world, &charged, "otp", json!({"auth_otp": "123456"})).await;
    assert_eq!(done.body["transaction_status"], "successful");
    assert!(done.body.get("next_action_type").is_none());
    assert_eq!(status(&world, &charged).await, "success");
    let again = authorize(&world, &charged, "otp", json!({"auth_otp": "123456"})).await;
    assert_eq!(again.body["error_code"], "90");
    let unknown = authorize(
        &world,
        &json!({"dgs_reference": "dgs_1"}),
        "otp",
        json!({"auth_otp": "123456"}),
    )
    .await;
    assert_eq!(unknown.body["error_code"], "92");
}

#[tokio::test]
async fn an_address_and_a_redirect_are_asked_for_as_their_scenarios_say() {
    let world = start().await;
    let avs = charge(
        &world,
        "aaaaaaaaaaaa",
        Some("scenario:auth_avs&issuer:do_not_honor"),
    )
    .await;
    assert_eq!(avs["next_action_type"], "requires_additional_fields");
    let bare = authorize(&world, &avs, "avs", json!({"avs_line1": "123 Main Street"})).await;
    assert_eq!(bare.body["error_code"], "90");
    let fields = json!({"avs_line1": "123 Main Street", "avs_country": "RW"});
    let declined = authorize(&world, &avs, "avs", fields).await.body;
    assert_eq!(
        (
            &declined["transaction_status"],
            &declined["processor_response"]
        ),
        (&json!("failed"), &json!("Do not honor"))
    );
    let redirect = charge(
        &world,
        "bbbbbbbbbbbb",
        Some("scenario:auth_3ds&issuer:approved"),
    )
    .await;
    assert_eq!(redirect["next_action_type"], "redirect_url");
    let page = redirect["next_action_redirect_url"].as_str().unwrap();
    world.client.get(page).send().await.unwrap();
    assert_eq!(
        status(&world, &redirect).await,
        "pending",
        "looking is not approving"
    );
    world
        .client
        .request(Method::POST, page)
        .send()
        .await
        .unwrap();
    assert_eq!(status(&world, &redirect).await, "success");
}

#[tokio::test]
async fn each_issuer_answer_has_its_own_words() {
    let world = start().await;
    for (at, (scenario, text)) in [
        ("issuer:insufficient_funds", "Insufficient funds"),
        ("issuer:incorrect_pin", "Incorrect PIN"),
        ("issuer:expired_card", "Expired card"),
        ("issuer:invalid_cvv", "Invalid CVV"),
        ("issuer:do_not_honor", "Do not honor"),
        ("issuer:system_error", "System error"),
    ]
    .into_iter()
    .enumerate()
    {
        let charged = charge(&world, &format!("nonce{at:07}"), Some(scenario)).await;
        assert_eq!(charged["status"], "failed", "{scenario}");
        assert_eq!(charged["processor_response"], text);
    }
    let approved = charge(&world, "approvedcard", Some("issuer:approved")).await;
    assert_eq!(approved["transaction_status"], "successful");
}

#[tokio::test]
async fn a_restart_forgets_neither_a_nonce_nor_a_step_that_was_authorised() {
    let home = tempfile::tempdir().unwrap();
    let kept = || simulator::Config {
        home: Some(home.path().to_owned()),
        ..config()
    };
    let world = start_with(kept()).await;
    let key = Some("scenario:auth_pin_3ds&issuer:approved");
    let charged = charge(&world, "abc123def456", key).await;
    pin(&world, &charged, "123abc456def").await;
    world.running.shutdown().await;
    let world = start_with(kept()).await;
    let again = card(&world, "abc123def456", VALID, None);
    assert!(complaint(&world, &again).await.contains("used before"));
    let done = authorize(&world, &charged, "otp", json!({"auth_otp": "123456"})).await;
    assert_eq!(done.body["transaction_status"], "successful");
}
