//! One address book over all providers, and whose number it was before.

use domain::{Destination, Details, Environment, Lang, State};
use engine::{ContactDraft, Draft, PayoutDraft};
use tests::{Shop, World};

fn moses(world: &World, shop: Shop, phone: &str) -> ContactDraft {
    ContactDraft {
        account: world.account(shop),
        first_name: "Moses".to_owned(),
        last_name: Some("Okello".to_owned()),
        phone: phone.to_owned(),
        sort: "Employee".to_owned(),
    }
}

fn to_contact(world: &World, shop: Shop, contact: &str) -> PayoutDraft {
    PayoutDraft {
        to: "contact".to_owned(),
        contact: Some(contact.to_owned()),
        phone: None,
        name: None,
        ..world.payout(shop, "01")
    }
}

async fn pull(world: &World, shop: Shop) {
    let pulled = world
        .engine
        .sync(Some(&world.account(shop)), None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    assert!(pulled.iter().all(|it| it.error.is_none()), "{pulled:?}");
}

#[tokio::test]
async fn a_contact_is_put_on_the_providers_list_too_and_stands_once_in_the_book() {
    let world = World::new().await;
    let added = world
        .engine
        .add_contact(moses(&world, Shop::KAMPALA, "0772418301"))
        .await
        .unwrap();
    assert!(added.id.starts_with("ct_"), "{}", added.id);
    assert_eq!(added.phone, "+256772418301");
    assert_eq!(added.sort, "employee");
    let [at] = &added.at[..] else {
        panic!("on the list of one: {added:?}")
    };
    let there = world
        .engine
        .contact_at(&world.account(Shop::KAMPALA), &at.provider_reference)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(there.name, "Moses Okello");
    pull(&world, Shop::KAMPALA).await;
    let book = world.engine.contacts().await.unwrap();
    assert_eq!(
        book.len(),
        1,
        "what comes back is the same person: {book:?}"
    );
    assert_eq!(book[0].id, added.id);
    // Where no provider keeps a list, the book alone has them.
    let here = world
        .engine
        .add_contact(moses(&world, Shop::KIGALI, "0788123401"))
        .await
        .unwrap();
    assert!(here.at.is_empty());
    assert_eq!(world.engine.contacts().await.unwrap().len(), 2);
}

#[tokio::test]
async fn whoever_stands_on_the_providers_list_comes_into_the_book() {
    let world = World::new().await;
    // Paying a number puts its owner on the list there.
    let paid = world.pay(world.payout(Shop::KAMPALA, "01")).await;
    world.until(&paid.id, State::Succeeded).await;
    assert!(world.engine.contacts().await.unwrap().is_empty());
    pull(&world, Shop::KAMPALA).await;
    let book = world.engine.contacts().await.unwrap();
    let met = book.iter().find(|it| it.phone == "+256772418301").unwrap();
    assert_eq!(met.at.len(), 1);
    pull(&world, Shop::KAMPALA).await;
    assert_eq!(world.engine.contacts().await.unwrap(), book, "once");
}

#[tokio::test]
async fn a_contact_is_paid_from_the_providers_list_and_elsewhere_by_number() {
    let world = World::new().await;
    world.fund();
    let contact = world
        .engine
        .add_contact(moses(&world, Shop::KAMPALA, "0772418301"))
        .await
        .unwrap();
    let paid = world
        .pay(to_contact(&world, Shop::KAMPALA, &contact.id))
        .await;
    let Details::Payout(details) = &paid.details else {
        panic!("a payout")
    };
    assert_eq!(
        details.to,
        Destination::Contact {
            contact: contact.at[0].provider_reference.clone()
        }
    );
    assert_eq!(paid.name.as_deref(), Some("Moses Okello"));
    world.until(&paid.id, State::Succeeded).await;

    for (shop, number) in [
        (Shop::KIGALI, "0788123401"),
        (Shop::ABIDJAN, "+2250707070301"),
        (Shop::CONAKRY, "+224622456701"),
    ] {
        let contact = world
            .engine
            .add_contact(moses(&world, shop, number))
            .await
            .unwrap();
        let paid = world.pay(to_contact(&world, shop, &contact.id)).await;
        let Details::Payout(details) = &paid.details else {
            panic!("a payout")
        };
        assert_eq!(
            details.to.rail().as_str(),
            shop.pays_to,
            "{}",
            shop.provider
        );
        assert_eq!(paid.phone.as_ref().unwrap().e164(), contact.phone);
        world.until(&paid.id, State::Succeeded).await;
    }
}

#[tokio::test]
async fn a_contact_and_its_number_are_one_recipient_to_the_guard() {
    let world = World::new().await;
    let contact = world
        .engine
        .add_contact(moses(&world, Shop::KAMPALA, "0772418301"))
        .await
        .unwrap();
    let first = world.pay(world.payout(Shop::KAMPALA, "01")).await;
    world.until(&first.id, State::Succeeded).await;
    let again = world
        .engine
        .create(to_contact(&world, Shop::KAMPALA, &contact.id))
        .await
        .unwrap_err();
    assert_eq!(again.code, "possible_duplicate");
    assert_eq!(again.operation.unwrap().id, first.id);
}

#[tokio::test]
async fn who_was_paid_at_a_number_is_said_when_another_name_is_typed() {
    let world = World::new().await;
    let paid = world.pay(world.payout(Shop::KAMPALA, "01")).await;
    world.until(&paid.id, State::Succeeded).await;
    let seen = world
        .engine
        .names_seen("+256772418301", Environment::Sandbox)
        .await
        .unwrap();
    assert!(!seen.is_empty(), "a payout's name counts");
    let other = PayoutDraft {
        name: Some("Grace Achieng".to_owned()),
        amount: "30000".to_owned(),
        ..world.payout(Shop::KAMPALA, "01")
    };
    let review = world
        .engine
        .review(Draft::from(other), Environment::Sandbox)
        .await
        .unwrap();
    let lines = review.view(Lang::En).lines;
    assert!(
        lines.iter().any(|line| line.contains(&seen[0].name)),
        "{lines:?}"
    );
}

#[tokio::test]
async fn a_contact_without_a_name_or_of_no_sort_is_refused_by_its_field() {
    let world = World::new().await;
    let before = world.posted();
    for (field, draft) in [
        (
            "first-name",
            ContactDraft {
                first_name: " ".to_owned(),
                ..moses(&world, Shop::KAMPALA, "0772418301")
            },
        ),
        (
            "type",
            ContactDraft {
                sort: "friend".to_owned(),
                ..moses(&world, Shop::KAMPALA, "0772418301")
            },
        ),
        ("phone", moses(&world, Shop::KAMPALA, "12")),
    ] {
        let error = world.engine.add_contact(draft).await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field));
    }
    assert_eq!(world.posted(), before, "nobody was asked");
}
