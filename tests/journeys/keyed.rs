//! Cards keyed at the desk: only where the owner lets them be, only for what was reviewed, and by the one key that seals.

use domain::{Environment, Lang, Secret, State};
use engine::view::ReviewView;
use engine::{ChargeDraft, Confirmed, SealedCard};
use tests::{Shop, World};

const SHOP: Shop = Shop::KIGALI;
const SANDBOX: Environment = Environment::Sandbox;

fn draft(world: &World) -> ChargeDraft {
    ChargeDraft {
        method: "card".to_owned(),
        network: None,
        email: Some("sarah@example.org".to_owned()),
        ..world.charge(SHOP, "01")
    }
}

async fn reviewed(world: &World) -> ReviewView {
    let review = world.engine.review(draft(world), SANDBOX).await.unwrap();
    review.view(Lang::En)
}

fn as_shown(review: &ReviewView) -> Confirmed {
    Confirmed {
        nonce: review.nonce.clone(),
        amount: review.amount.clone(),
        recipient: review.recipient.clone(),
        despite: None,
    }
}

async fn let_cards_be_keyed(world: &World) {
    let set = world.engine.set_setting("card_entry", Some("on"));
    set.await.unwrap();
}

/// A card as the account's own key seals it.
async fn sealed(world: &World) -> SealedCard {
    use aes_gcm::aead::Aead as _;
    use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    let key = world.engine.card_key(&world.account(SHOP)).await.unwrap();
    let key = BASE64_STANDARD.decode(key.reveal()).unwrap();
    let cipher = Aes256Gcm::new_from_slice(&key).unwrap();
    let seal = |text: &str| {
        let sealed = cipher.encrypt(Nonce::from_slice(b"abc123def456"), text.as_bytes());
        Secret::new(BASE64_STANDARD.encode(sealed.unwrap()))
    };
    SealedCard {
        number: seal("4532123456789014"),
        expiry_month: seal("12"),
        expiry_year: seal("2028"),
        cvv: seal("123"),
        nonce: "abc123def456".to_owned(),
    }
}

#[tokio::test]
async fn a_card_charge_is_reviewed_before_the_card_is_typed_and_is_not_confirmed_without_it() {
    let world = World::new().await;
    let review = reviewed(&world).await;
    let said: String = review.sentence.iter().map(|p| p.text.as_str()).collect();
    assert!(said.contains("85,000\u{a0}RWF"), "{said}");
    let error = world
        .engine
        .confirm_review(as_shown(&review), SANDBOX)
        .await;
    assert_eq!(error.unwrap_err().code, "card_missing");
    assert!(world.taken().is_empty());
}

#[tokio::test]
async fn what_a_card_charge_lacks_besides_its_card_is_told_at_the_review() {
    let world = World::new().await;
    let without = ChargeDraft {
        phone: None,
        ..draft(&world)
    };
    let error = world.engine.review(without, SANDBOX).await.unwrap_err();
    assert_ne!(error.code, "card_missing");
}

#[tokio::test]
async fn until_the_owner_turns_it_on_no_key_comes_out_and_no_card_is_taken() {
    let world = World::new().await;
    let account = world.account(SHOP);
    let_cards_be_keyed(&world).await;
    let card = sealed(&world).await;
    for value in [Some("off"), None] {
        world.engine.set_setting("card_entry", value).await.unwrap();
        let error = world.engine.card_key(&account).await.unwrap_err();
        assert_eq!(error.code, "cards_off");
        let review = reviewed(&world).await;
        let confirmed = world
            .engine
            .confirm_card(as_shown(&review), card.clone(), SANDBOX);
        assert_eq!(confirmed.await.unwrap_err().code, "cards_off");
    }
    assert!(world.taken().is_empty());
}

#[tokio::test]
async fn only_an_account_that_takes_cards_has_a_key_for_them() {
    let world = World::new().await;
    let_cards_be_keyed(&world).await;
    assert!(world.engine.card_key(&world.account(SHOP)).await.is_ok());
    let other = world.account(Shop::KAMPALA);
    let error = world.engine.card_key(&other).await.unwrap_err();
    assert_eq!(error.code, "unsupported");
}

#[tokio::test]
async fn the_card_that_was_typed_for_a_review_is_charged_once() {
    let world = World::new().await;
    let_cards_be_keyed(&world).await;
    let review = reviewed(&world).await;
    let again = world.engine.reviewed(&review.nonce, SANDBOX).await.unwrap();
    assert_eq!(again.view(Lang::En).sentence, review.sentence);
    let card = sealed(&world).await;
    let first = world
        .engine
        .confirm_card(as_shown(&review), card.clone(), SANDBOX)
        .await
        .unwrap();
    let second = world
        .engine
        .confirm_card(as_shown(&review), card, SANDBOX)
        .await
        .unwrap();
    assert_eq!(first.id, second.id);
    world.until(&first.id, State::Succeeded).await;
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn a_card_is_not_charged_for_another_amount_than_was_reviewed_nor_for_a_push() {
    let world = World::new().await;
    let_cards_be_keyed(&world).await;
    let card = sealed(&world).await;
    let review = reviewed(&world).await;
    let mut other = as_shown(&review);
    other.amount.amount = "850000".to_owned();
    let error = world
        .engine
        .confirm_card(other, card.clone(), SANDBOX)
        .await;
    assert_eq!(error.unwrap_err().code, "review_differs");
    let push = world.engine.review(world.charge(SHOP, "01"), SANDBOX).await;
    let push = as_shown(&push.unwrap().view(Lang::En));
    let error = world.engine.confirm_card(push, card, SANDBOX).await;
    assert_eq!(error.unwrap_err().code, "not_by_card");
    assert!(world.taken().is_empty());
}
