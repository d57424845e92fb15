//! DGS-Pay as its adapter reads it, and as its sandbox does: two readings of the same pages, which have to agree.

use crate::agreement::{Desk, with_desks};
use crate::asked::Asked;
use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

fn asked(desk: &Desk, name: &str, told: &Value) -> Asked {
    let provider = providers::find(desk.id()).expect("it is registered");
    Asked::read(&json!({ name: told }), provider)
}

fn learn(desk: &Desk, name: &str, told: &Value) -> Value {
    desk.learn(&asked(desk, name, told))
}

/// A text as the card window seals it.
fn sealed(desk: &Desk, text: &str, nonce: &str) -> String {
    let key = desk.credentials["encryption_key"].reveal();
    let key = BASE64_STANDARD.decode(key).expect("a key is base64");
    let cipher = Aes256Gcm::new_from_slice(&key).expect("a key has 32 bytes");
    let bytes = cipher.encrypt(Nonce::from_slice(nonce.as_bytes()), text.as_bytes());
    BASE64_STANDARD.encode(bytes.expect("it seals"))
}

fn card_charge(desk: &Desk, nonce: &str, scenario: &str) -> Value {
    json!({
        "amount": "5000", "currency": "RWF", "phone": "+250788123456", "method": "card",
        "first_name": "John", "last_name": "Doe", "email": "john.doe@example.com",
        "note": "K7Q2M9 Order 1234", "our_reference": "K7Q2M9",
        "landing_url": "https://shop.example/thanks", "scenario": scenario,
        "card": {
            "number": sealed(desk, "4532123456789014", nonce),
            "expiry_month": sealed(desk, "12", nonce),
            "expiry_year": sealed(desk, "2028", nonce),
            "cvv": sealed(desk, "123", nonce),
            "nonce": nonce,
        },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_goes_through_pin_code_and_address_until_nothing_more_is_asked() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        for (turn, (scenario, asks)) in [
            ("scenario:auth_pin&issuer:approved", &["pin"][..]),
            ("scenario:auth_pin_3ds&issuer:approved", &["pin", "otp"]),
            ("scenario:auth_avs&issuer:approved", &["address"]),
        ]
        .into_iter()
        .enumerate()
        {
            let charge = card_charge(desk, &format!("abc123def4{turn:02}"), scenario);
            let mut known = learn(desk, "create_charge", &charge);
            let reference = known["provider_reference"].clone();
            for ask in asks {
                assert_eq!(known["status"], "pending", "{scenario}");
                assert_eq!(known["action"]["type"], *ask, "{scenario}");
                assert_eq!(known["action"]["required"], true, "{scenario}");
                let mut step = json!({
                    "provider_reference": reference, "amount": "5000", "currency": "RWF",
                });
                let nonce = format!("fed321cba6{turn:02}");
                match *ask {
                    "pin" => {
                        step["pin"] =
                            json!({ "pin": sealed(desk, "1234", &nonce), "nonce": nonce });
                    }
                    "otp" => step["otp"] = json!("123456"),
                    _ => step["address"] = json!({ "line1": "KN 4 Ave 12", "country": "RW" }),
                }
                known = learn(desk, "authorise_charge", &step);
            }
            assert_eq!(known["status"], "succeeded", "{scenario}: {known}");
            assert!(known["action"].is_null(), "{scenario}");
            let found = json!({ "kind": "charge", "provider_reference": reference });
            let found = learn(desk, "fetch_transaction", &found);
            assert_eq!(found["found"]["status"], "succeeded", "{scenario}");
            assert_eq!(found["found"]["method"], "card", "{scenario}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_the_issuer_declines_or_sends_to_a_page_is_read_alike() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        let charge = card_charge(desk, "abc123def456", "scenario:auth_3ds");
        let known = learn(desk, "create_charge", &charge);
        assert_eq!(known["action"]["type"], "redirect");
        let page = known["action"]["url"].as_str().expect("a page");
        assert!(page.contains("/checkout/"), "{page}");

        let declined = "scenario:auth_avs&issuer:expired_card";
        let charge = card_charge(desk, "abc123def457", declined);
        let known = learn(desk, "create_charge", &charge);
        let step = json!({
            "provider_reference": known["provider_reference"], "amount": "5000", "currency": "RWF",
            "address": { "line1": "KN 4 Ave 12", "country": "RW" },
        });
        let known = learn(desk, "authorise_charge", &step);
        assert_eq!(known["status"], "failed");
        assert_eq!(known["reason"]["provider_message"], "Expired card (54)");

        // The same nonce again is refused, and it says which field.
        let again = card_charge(desk, "abc123def457", "scenario:auth_pin");
        let refusal = desk.refusal(&asked(desk, "create_charge", &again));
        assert_eq!(refusal.field.as_deref(), Some("card"), "{refusal:?}");
    })
    .await;
}

fn payout(amount: &str, to: &Value) -> Value {
    json!({
        "amount": amount, "currency": "RWF", "phone": "+250788123401", "name": "Jane Doe",
        "to": to, "note": "K7Q2M9 Salary", "our_reference": "K7Q2M9",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn payouts_to_phones_and_banks_are_queued_found_and_refused_alike() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        let phone = json!({ "rail": "mobile_money", "network": "MTN" });
        let bank = |key: &str, branch: Option<&str>| {
            json!({ "rail": "bank", "bank": key, "number": "1234567890", "branch": branch })
        };
        for to in [&phone, &bank("kcb_rw", None), &bank("bpr_rw", Some("Kigali Main"))] {
            let begun = learn(desk, "create_payout", &payout("1500", to));
            assert_eq!(begun["status"], "pending", "{begun}");
            let reference = &begun["provider_reference"];
            let call = json!({ "kind": "payout", "provider_reference": reference });
            let found = learn(desk, "fetch_transaction", &call)["found"].clone();
            assert_eq!(found["kind"], "payout");
            assert_eq!(found["amount"]["amount"], "1500");
            assert_eq!(found["our_reference"], "K7Q2M9");
            let in_list = learn(desk, "fetch_transaction_in_list", &call);
            assert_eq!(in_list["found"]["provider_reference"], *reference);
        }
        let refusal = |told: &Value| desk.refusal(&asked(desk, "create_payout", told));
        let short = refusal(&payout("900000000", &phone));
        assert_eq!(short.code, "insufficient_funds");
        let words = short.provider_message.expect("its figures");
        assert!(words.contains("available_balance") && words.contains("required: 900000000"));
        let branch = refusal(&payout("1500", &bank("bpr_rw", None)));
        assert_eq!(branch.field.as_deref(), Some("branch"));
        assert_eq!(refusal(&payout("1500", &bank("nobody", None))).field.as_deref(), Some("bank"));

        let mut story = payout("1500", &phone);
        story["scenario"] = json!("scenario:insufficient_balance");
        assert_eq!(refusal(&story).code, "insufficient_funds");
        story["scenario"] = json!("scenario:successful");
        assert_eq!(learn(desk, "create_payout", &story)["status"], "pending");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn banks_name_their_branch_and_networks_stand_among_them() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        let banks = learn(desk, "list_banks", &json!({ "country": "RW" }));
        let banks = banks.as_array().expect("banks");
        let of = |code: &str| {
            banks
                .iter()
                .find(|bank| bank["code"] == code)
                .expect("a bank")
        };
        assert_eq!(of("bpr_rw")["branch_required"], true);
        assert_eq!(of("kcb_rw")["branch_required"], false);
        assert_eq!(of("mtn_rw")["network"], "MTN");
        let networks = learn(desk, "list_networks", &json!({}));
        let codes: Vec<_> = networks
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["code"].clone())
            .collect();
        let provider = providers::find(desk.id()).expect("it is registered");
        let own = provider.manifest().networks.iter();
        assert_eq!(codes, own.map(|it| json!(it.code)).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversion_is_previewed_then_under_way_and_cannot_be_looked_up() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        let told = json!({ "amount": "15000", "currency": "RWF", "to": "USD" });
        let quote = learn(desk, "preview_conversion", &told);
        assert_eq!(quote["arrives"]["currency"], "USD");
        assert!(quote["rate"].is_string(), "{quote}");
        let begun = learn(desk, "convert", &told);
        assert_eq!(
            (&begun["status"], &begun["provider_status"]),
            (&json!("pending"), &json!("processing"))
        );
        assert_eq!(begun["recipient_gets"]["currency"], "USD");
        let look =
            json!({ "kind": "conversion", "provider_reference": begun["provider_reference"] });
        assert_eq!(
            desk.refusal(&asked(desk, "fetch_transaction", &look)).code,
            "unsupported"
        );
        let short = json!({ "amount": "900000000", "currency": "RWF", "to": "USD" });
        assert_eq!(
            desk.refusal(&asked(desk, "convert", &short)).code,
            "insufficient_funds"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_link_is_made_read_listed_changed_and_archived_for_good() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        let end = (chrono::Utc::now() + chrono::Duration::days(7)).format("%Y-%m-%dT%H:%M:%SZ");
        let told = json!({
            "currency": "RWF", "title": "Invoice #123", "amount": "5000", "uses": 2,
            "expires_at": end.to_string(), "methods": ["mobile-money", "card"],
            "note": "K7Q2M9 Cement", "our_reference": "K7Q2M9",
            "landing_url": "https://shop.example/thanks",
        });
        let made = learn(desk, "create_link", &told);
        assert_eq!(made["our_reference"], "K7Q2M9");
        assert_eq!((&made["status"], &made["uses"], &made["uses_limit"]), (&json!("active"), &json!(0), &json!(2)));
        assert_eq!(made["expires_at"], end.to_string());
        assert!(made["url"].is_string(), "{made}");

        let reference = made["provider_reference"].clone();
        let one = json!({ "provider_reference": reference });
        assert_eq!(learn(desk, "fetch_link", &one)["found"], made);
        let page = learn(desk, "list_links", &json!({ "limit": 100 }));
        assert!(page["items"].as_array().unwrap().contains(&made));
        let of = json!({ "provider_reference": reference, "limit": 50 });
        assert_eq!(learn(desk, "list_link_payments", &of)["items"], json!([]));

        let change = json!({ "provider_reference": reference, "currency": "RWF", "title": "Invoice #124", "uses": 5 });
        let changed = learn(desk, "update_link", &change);
        assert_eq!((&changed["title"], &changed["uses_limit"]), (&json!("Invoice #124"), &json!(5)));
        assert_eq!(learn(desk, "revoke_link", &one)["found"]["status"], "turned_off");
        assert_eq!(learn(desk, "fetch_link", &one)["found"]["status"], "turned_off");
        let nobody = json!({ "provider_reference": "nobody" });
        assert_eq!(learn(desk, "fetch_link", &nobody), "absent");

        let open = json!({
            "currency": "USD", "title": "Gift", "min": "5", "max": "250.50", "our_reference": "K7Q2MA",
            "note": "K7Q2MA", "landing_url": "https://shop.example/thanks",
        });
        let made = learn(desk, "create_link", &open);
        assert!(made["amount"].is_null() && made["uses_limit"].is_null(), "{made}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_by_status_and_a_look_in_the_list_agree_with_the_list() {
    with_desks(|desk| {
        if desk.id() != "dgspay" {
            return;
        }
        let rows = learn(
            desk,
            "read_statement",
            &json!({ "status": "failed", "limit": 5 }),
        );
        let rows = rows["items"].as_array().expect("rows").clone();
        assert!(!rows.is_empty() && rows.iter().all(|row| row["status"] == "failed"));
        for row in rows {
            let call =
                json!({ "kind": row["kind"], "provider_reference": row["provider_reference"] });
            let found = learn(desk, "fetch_transaction_in_list", &call)["found"].clone();
            assert_eq!(found["status"], "failed");
        }
        let nobody = json!({ "kind": "charge", "provider_reference": "nobody" });
        assert_eq!(learn(desk, "fetch_transaction_in_list", &nobody), "absent");
    })
    .await;
}
