//! New keys of an account are the same merchant's, or they are refused: with another's, what was paid would be looked for where
//! it never was.

use chrono::Duration;
use domain::{Credentials, Lang, Secret, State};
use engine::{AccountChange, EngineError};
use tests::{Shop, World};

/// The keys that the provider takes now.
fn keys(world: &World, shop: Shop) -> Credentials {
    world.draft(shop).credentials
}

async fn replace(world: &World, shop: Shop, keys: Credentials) -> Result<(), EngineError> {
    let change = AccountChange {
        credentials: Some(keys),
        ..AccountChange::default()
    };
    let account = world.account(shop);
    let changed = world.engine.update_account(&account, change).await;
    changed.map(drop)
}

async fn works(world: &World, shop: Shop) -> bool {
    let account = world.account(shop);
    let test = world.engine.test_account(&account, Lang::En).await;
    test.unwrap().ok
}

/// What says who the merchant is, where they type it.
fn typed(shop: Shop) -> Option<&'static str> {
    let facts = providers::find(shop.provider).unwrap().manifest();
    let mut names = facts.credentials.iter().filter(|field| field.identity);
    names.find(|field| !field.secret).map(|field| field.name)
}

#[tokio::test]
async fn new_keys_of_the_same_merchant_are_taken_while_money_is_open() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        assert!(works(&world, shop).await);
        world.fund();
        let draft = world.payout(shop, "03");
        let recorded = world.engine.create(draft).await.unwrap();
        world.control.rotate_keys(shop.provider).unwrap();
        assert!(!works(&world, shop).await, "{shop:?}");
        replace(&world, shop, keys(&world, shop)).await.unwrap();
        assert!(works(&world, shop).await, "{shop:?}");
        let sent = world.engine.send(&recorded.id).await.unwrap();
        assert!(sent.state.may_have_left(), "{shop:?}");
    }
}

#[tokio::test]
async fn keys_of_another_merchant_who_says_so_are_refused_and_the_old_ones_stay() {
    for shop in Shop::PAYING {
        let Some(field) = typed(shop) else { continue };
        let world = World::new().await;
        let mut another = keys(&world, shop);
        another.insert(field.to_owned(), Secret::from("ANOTHER-0000001"));
        let refused = replace(&world, shop, another.clone()).await.unwrap_err();
        assert_eq!(refused.code, "another_merchant", "{shop:?}");
        assert!(refused.operation.is_none());

        // What is open is named: it could not be found any more.
        world.fund();
        let open = world.engine.create(world.payout(shop, "01")).await.unwrap();
        let refused = replace(&world, shop, another).await.unwrap_err();
        assert_eq!(refused.code, "another_merchant", "{shop:?}");
        assert_eq!(refused.operation.unwrap().id, open.id);
        assert!(works(&world, shop).await, "{shop:?}");
    }
}

#[tokio::test]
async fn where_only_a_key_is_typed_the_provider_says_whose_it_is_and_is_remembered_to_have_said_so()
{
    let shop = Shop::KAMPALA;
    assert_eq!(typed(shop), None);
    let mut world = World::new().await;
    assert!(works(&world, shop).await, "a test tells whose they are");
    world.control.rotate_keys(shop.provider).unwrap();
    let another = Some("100835000099");
    let number = |number| world.control.set_knob(shop.provider, "number", number);
    number(another).unwrap();
    // The old keys are dead by now: nobody can be asked whose they were.
    let refused = replace(&world, shop, keys(&world, shop)).await.unwrap_err();
    assert_eq!(refused.code, "another_merchant");
    assert!(!works(&world, shop).await);
    number(None).unwrap();
    replace(&world, shop, keys(&world, shop)).await.unwrap();
    assert!(works(&world, shop).await);

    // It is remembered by the next run, too.
    world.start_again().await;
    world.control.rotate_keys(shop.provider).unwrap();
    let number = |number| world.control.set_knob(shop.provider, "number", number);
    number(another).unwrap();
    let refused = replace(&world, shop, keys(&world, shop)).await.unwrap_err();
    assert_eq!(refused.code, "another_merchant");
}

#[tokio::test]
async fn what_a_draft_was_tested_with_is_known_of_the_account_that_is_added() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    world
        .engine
        .remove_account(&world.account(shop))
        .await
        .unwrap();
    let draft = world.draft(shop);
    let test = world.engine.test_draft(&draft, Lang::En).await.unwrap();
    assert!(test.ok);
    let added = world.engine.add_account(draft).await.unwrap();
    let id = domain::AccountId::parse(&added.id).unwrap();
    let told = world.engine.account(&id).await.unwrap();
    assert!(told.settings.merchant.is_some());
    // It is no setting that a person sees or types.
    assert!(!added.settings.contains_key("merchant"));
    let change = AccountChange {
        settings: [("merchant".to_owned(), "x".to_owned())].into(),
        ..AccountChange::default()
    };
    assert!(world.engine.update_account(&id, change).await.is_err());
}

#[tokio::test]
async fn where_nobody_ever_said_whose_the_keys_were_new_ones_are_taken() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    let charge = world.take(world.charge(shop, "01")).await;
    world.control.rotate_keys(shop.provider).unwrap();
    replace(&world, shop, keys(&world, shop)).await.unwrap();
    world.pass(Duration::seconds(5));
    world.until(&charge.id, State::Succeeded).await;
}
