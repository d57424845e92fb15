//! Bad input: a clear error before anything is written down or sent.

use domain::{Environment, Secret};
use engine::Class;
use tests::{Shop, World};

async fn refused(change: impl Fn(&mut engine::ChargeDraft)) -> engine::EngineError {
    let world = World::new().await;
    let mut draft = world.charge(Shop::KIGALI, "01");
    change(&mut draft);
    let error = world.engine.create(draft).await.unwrap_err();
    let open = world
        .engine
        .store()
        .journal
        .open_operations(None)
        .await
        .unwrap();
    assert!(open.is_empty(), "nothing is written down");
    assert_eq!(world.posted(), 0, "nothing is sent");
    assert!(!error.message.en.is_empty() && !error.message.fr.is_empty());
    error
}

#[tokio::test]
async fn a_bad_amount_sends_nothing() {
    for amount in [
        "0",
        "-5",
        "10.5",
        "abc",
        "",
        "1e9",
        "1,000",
        "99999999999999999999999",
    ] {
        let error = refused(|draft| draft.amount = amount.to_owned()).await;
        assert_eq!(error.class, Class::BadInput, "{amount}");
        assert_eq!(error.field.as_deref(), Some("amount"), "{amount}");
    }
}

#[tokio::test]
async fn a_phone_of_another_country_sends_nothing() {
    let error = refused(|draft| draft.phone = Some("+256772418305".to_owned())).await;
    assert_eq!(error.code, "phone_of_another_country");
    let error = refused(|draft| draft.phone = Some("07881234".to_owned())).await;
    assert_eq!(error.code, "bad_phone");
    let error = refused(|draft| draft.phone = None).await;
    assert_eq!(error.code, "missing_phone");
}

#[tokio::test]
async fn a_missing_network_is_asked_for_and_nothing_is_sent() {
    let error = refused(|draft| draft.network = None).await;
    assert_eq!(
        (error.code.as_str(), error.field.as_deref()),
        ("missing_network", Some("network"))
    );
    assert!(error.message.en.contains("MTN") && error.message.en.contains("Airtel"));
    let error = refused(|draft| draft.network = Some("Orange".to_owned())).await;
    assert_eq!(error.code, "unknown_network");
}

#[tokio::test]
async fn a_currency_or_method_that_is_not_taken_sends_nothing() {
    assert_eq!(
        refused(|d| d.currency = "USD".to_owned()).await.code,
        "currency_not_taken"
    );
    assert_eq!(
        refused(|d| d.currency = "ABC".to_owned()).await.code,
        "bad_currency"
    );
    assert_eq!(
        refused(|d| d.method = "barter".to_owned()).await.code,
        "unsupported"
    );
    assert_eq!(
        refused(|d| d.fee_payer = Some("customer".to_owned()))
            .await
            .code,
        "unsupported"
    );
    assert_eq!(
        refused(|d| d.note = Some("x".repeat(400))).await.code,
        "note_too_long"
    );
    assert_eq!(
        refused(|d| d.email = Some("nobody".to_owned())).await.code,
        "bad_email"
    );
}

#[tokio::test]
async fn an_unknown_account_sends_nothing() {
    let error = refused(|d| d.account = domain::AccountId::parse("acc_nobody").unwrap()).await;
    assert_eq!(error.class, Class::NotFound);
}

#[tokio::test]
async fn a_base_url_without_tls_is_refused_unless_loopback() {
    let world = World::new().await;
    for url in [
        "http://api.example.org/v1",
        "http://192.168.1.10/v1",
        "ftp://127.0.0.1/v1",
        "https://user:secret@api.example.org/v1",
        "not a url",
    ] {
        let mut draft = world.draft(Shop::KAMPALA);
        draft.base_url = Some(url.to_owned());
        let error = world.engine.add_account(draft).await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some("base-url"), "{url}");
    }
}

#[tokio::test]
async fn a_live_base_url_is_only_the_providers() {
    let world = World::new().await;
    for url in ["https://api.example.org/v1", "http://127.0.0.1:9/v1"] {
        let mut draft = world.draft(Shop::KAMPALA);
        draft.environment = Environment::Live;
        draft.base_url = Some(url.to_owned());
        let error = world.engine.add_account(draft).await.unwrap_err();
        assert_eq!(error.code, "not_the_provider", "{url}");
    }
}

#[tokio::test]
async fn the_same_merchant_is_not_added_twice() {
    let world = World::new().await;
    let error = world
        .engine
        .add_account(world.draft(Shop::KIGALI))
        .await
        .unwrap_err();
    assert_eq!(error.code, "account_exists");
}

#[tokio::test]
async fn credentials_that_are_unknown_missing_or_badly_pasted_are_named() {
    let world = World::new().await;
    let field = "api_token";
    let mut unknown = world.draft(Shop::KAMPALA);
    unknown
        .credentials
        .insert("colour".to_owned(), Secret::from("blue"));
    let mut missing = world.draft(Shop::KAMPALA);
    missing.credentials.remove(field);
    let mut badly = world.draft(Shop::KAMPALA);
    badly
        .credentials
        .insert(field.to_owned(), Secret::from(" with a space"));
    for (draft, code) in [
        (unknown, "unknown_credential"),
        (missing, "missing_credential"),
        (badly, "bad_credential"),
    ] {
        let error = world.engine.add_account(draft).await.unwrap_err();
        assert_eq!(error.code, code);
        assert!(
            !format!("{error:?}").contains("with a space"),
            "a value is never repeated"
        );
    }
}

#[tokio::test]
async fn an_account_with_open_money_is_not_removed() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KIGALI, "03")).await;
    let account = world.account(Shop::KIGALI);
    let error = world.engine.remove_account(&account).await.unwrap_err();
    assert_eq!(error.code, "account_unsettled");
    assert_eq!(error.operation.unwrap().id, sent.id);
    let other = world
        .engine
        .remove_account(&world.account(Shop::KAMPALA))
        .await
        .unwrap();
    assert_eq!(other.state, "removed");
}

#[tokio::test]
async fn each_refusal_of_a_key_says_its_own_reason() {
    let world = World::new().await;
    let test = async |shop: Shop| {
        world
            .engine
            .test_account(&world.account(shop), domain::Lang::Fr)
            .await
            .unwrap()
    };
    for shop in Shop::ALL {
        assert!(test(shop).await.ok);
    }
    world.control.disable_keys("zengapay", true).unwrap();
    world.control.disable_keys("dgspay", true).unwrap();
    for shop in Shop::ALL {
        let refused = test(shop).await;
        assert!(!refused.ok);
        assert!(
            refused.code.starts_with("wrong_key"),
            "{}: {}",
            shop.provider,
            refused.code
        );
    }
    world.control.disable_keys("zengapay", false).unwrap();
    world.control.block_ip("zengapay", true).unwrap();
    let blocked = test(Shop::KAMPALA).await;
    assert_eq!(blocked.code, "address_not_admitted");
    assert!(
        blocked.address.is_some(),
        "the address that the provider saw is told"
    );
}
