//! Settings of an account: checked while somebody is there to mend them, and followed when money leaves.

use chrono::Duration;
use domain::{Environment, Lang, State};
use engine::view::ProviderView;
use engine::{AccountChange, EngineError, PayoutDraft};
use std::collections::{BTreeMap, BTreeSet};
use tests::{Shop, World};

fn typed(key: &str, value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(key.to_owned(), value.to_owned())])
}

async fn set(world: &World, shop: Shop, key: &str, value: &str) -> Result<(), EngineError> {
    let change = AccountChange {
        settings: typed(key, value),
        ..AccountChange::default()
    };
    let account = world.account(shop);
    let changed = world.engine.update_account(&account, change).await;
    changed.map(drop)
}

async fn kept(world: &World, shop: Shop, key: &str) -> Option<String> {
    let account = world.engine.account(&world.account(shop)).await.unwrap();
    account.settings.other.get(key).cloned()
}

/// A form with two fields of one name cannot be drawn, and one that the account does not know cannot be saved.
#[tokio::test]
async fn every_setting_that_a_form_asks_for_is_asked_for_once_and_known_to_its_account() {
    let world = World::new().await;
    let mut asked = 0;
    for shop in Shop::PAYING {
        let provider = providers::find(shop.provider).unwrap();
        let view = ProviderView::new(provider, Lang::En);
        let mut names = BTreeSet::new();
        for field in &view.settings {
            assert!(names.insert(&field.name), "{}: {}", view.id, field.name);
            // Nothing typed is what every setting takes.
            set(&world, shop, &field.name, "").await.unwrap();
            asked += 1;
        }
    }
    assert!(asked > 4, "only {asked} settings were met");
}

#[tokio::test]
async fn webhooks_are_sent_to_an_https_address_or_the_account_is_refused_its_setting() {
    let world = World::new().await;
    let key = "callback_url";
    for bad in [
        "http://shop.example/hooks",
        "shop.example",
        "javascript:alert(1)",
    ] {
        let error = set(&world, Shop::KIGALI, key, bad).await.unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("bad_setting", Some(key)),
            "{bad}"
        );
        assert!(error.message.en.contains("https"), "{error:?}");
    }
    assert_eq!(kept(&world, Shop::KIGALI, key).await, None);
    // In the sandbox a program on this computer may listen.
    for good in ["https://shop.example/hooks", "http://127.0.0.1:8787/hooks"] {
        set(&world, Shop::KIGALI, key, good).await.unwrap();
        assert_eq!(kept(&world, Shop::KIGALI, key).await.as_deref(), Some(good));
        let sent = world.take(world.charge(Shop::KIGALI, "01")).await;
        world.until(&sent.id, State::Succeeded).await;
        world.pass(Duration::minutes(15));
    }

    // A live account is refused it when it is set up.
    let draft = engine::AccountDraft {
        environment: Environment::Live,
        base_url: None,
        settings: typed(key, "http://127.0.0.1:8787/hooks"),
        ..world.draft(Shop::KIGALI)
    };
    let error = world.engine.add_account(draft).await.unwrap_err();
    assert_eq!(error.code, "bad_setting");
}

#[tokio::test]
async fn a_limit_that_is_no_amount_is_refused_instead_of_forgotten() {
    let world = World::new().await;
    for key in [
        "payout_limit",
        "charge_limit",
        "payout_min",
        "payout_max",
        "charge_max",
    ] {
        for bad in ["1 000 000", "1.000.000", "-5", "a lot"] {
            let error = set(&world, Shop::ABIDJAN, key, bad).await.unwrap_err();
            assert_eq!(error.field.as_deref(), Some(key), "{bad}");
        }
        set(&world, Shop::ABIDJAN, key, "1000000").await.unwrap();
        set(&world, Shop::ABIDJAN, key, "").await.unwrap();
        assert_eq!(kept(&world, Shop::ABIDJAN, key).await, None, "{key}");
    }
}

/// The provider's documents name one most for everybody, and say that an account may have another.
#[tokio::test]
async fn the_most_that_an_account_agreed_on_with_its_provider_stands_in_place_of_the_documents() {
    let of = |world: &World, amount: &str| PayoutDraft {
        amount: amount.to_owned(),
        ..world.payout(Shop::ABIDJAN, "01")
    };
    let world = World::new().await;
    world.fund();
    let refused = async |amount: &str| {
        let error = world.engine.create(of(&world, amount)).await.unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("amount_out_of_range", Some("amount"))
        );
        error.message.en
    };
    refused("200000001").await;
    set(&world, Shop::ABIDJAN, "payout_limit", "300000000")
        .await
        .unwrap();
    assert!(refused("300000001").await.contains("300000000"));
    let recorded = world.engine.create(of(&world, "200000001")).await.unwrap();
    let sent = world.engine.send(&recorded.id).await.unwrap();
    // The sandbox knows of no agreement; what counts is that Duka let it go.
    assert_eq!((sent.state, world.posted()), (State::Failed, 1));
    set(&world, Shop::ABIDJAN, "payout_limit", "20000")
        .await
        .unwrap();
    assert!(refused("20001").await.contains("20000"));
    assert_eq!(world.posted(), 1);
}

#[tokio::test]
async fn a_fee_that_the_owner_typed_goes_on_top_of_what_has_to_arrive() {
    let world = World::new().await;
    let exactly = || PayoutDraft {
        recipient_gets: true,
        ..world.payout(Shop::KIGALI, "01")
    };
    let error = world.engine.create(exactly()).await.unwrap_err();
    assert_eq!(error.code, "fee_unknown");
    let key = "fee_mobile-money";
    assert!(set(&world, Shop::KIGALI, key, "2.5%").await.is_err());
    set(&world, Shop::KIGALI, key, "100").await.unwrap();
    let sent = world.pay(exactly()).await;
    assert_eq!(sent.amount.amount(), 25_100.into());
    world.until(&sent.id, State::Succeeded).await;
}
