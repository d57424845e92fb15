//! A cashier's own day: what they asked for and nobody else, summed only where it is proven paid.

use domain::{Environment, Lang, State};
use engine::ChargeDraft;
use engine::view::SalesView;
use tests::{Shop, World};

const SANDBOX: Environment = Environment::Sandbox;

async fn sits_here(world: &World, name: &str) {
    let set = world.engine.set_setting("staff", Some(name));
    set.await.unwrap();
}

async fn sales(world: &World) -> SalesView {
    world.engine.own_sales(SANDBOX, Lang::En).await.unwrap()
}

/// Another amount each time, so that the guard against paying twice has nothing to say.
async fn sell(world: &World, shop: Shop, ending: &str, amount: &str) -> domain::Operation {
    let draft = ChargeDraft {
        amount: amount.to_owned(),
        ..world.charge(shop, ending)
    };
    world.take(draft).await
}

#[tokio::test]
async fn whoever_sits_here_sees_their_own_sales_of_today_and_nobody_elses() {
    let world = World::new().await;
    sits_here(&world, "Ruth").await;
    let of_ruth = sell(&world, Shop::KAMPALA, "01", "10000").await;
    sits_here(&world, "Alpha").await;
    assert!(sales(&world).await.sales.is_empty());
    let of_alpha = sell(&world, Shop::KAMPALA, "01", "20000").await;
    let ids = |view: &SalesView| view.sales.iter().map(|s| s.id.clone()).collect::<Vec<_>>();
    let seen = sales(&world).await;
    assert_eq!(
        (seen.by.as_str(), ids(&seen)),
        ("Alpha", vec![of_alpha.id.to_string()])
    );
    sits_here(&world, "Ruth").await;
    assert_eq!(ids(&sales(&world).await), [of_ruth.id.to_string()]);
    world.pass(chrono::Duration::days(1));
    let tomorrow = sales(&world).await.sales;
    assert!(tomorrow.is_empty(), "a day later it is another day");
}

#[tokio::test]
async fn only_what_is_proven_paid_is_summed_and_never_over_two_currencies() {
    let world = World::new().await;
    sits_here(&world, "Ruth").await;
    for (shop, amount) in [
        (Shop::KAMPALA, "10000"),
        (Shop::KAMPALA, "5500"),
        (Shop::KIGALI, "2000"),
    ] {
        let sold = sell(&world, shop, "01", amount).await;
        world.until(&sold.id, State::Succeeded).await;
    }
    let declined = sell(&world, Shop::KAMPALA, "02", "7000").await;
    world.until(&declined.id, State::Failed).await;
    sell(&world, Shop::KAMPALA, "03", "9000").await;
    let seen = sales(&world).await;
    assert_eq!(seen.sales.len(), 5);
    let sums: Vec<_> = seen
        .sums
        .iter()
        .map(|sum| {
            let amount = sum.amount.as_ref().map(|money| money.amount.as_str());
            (sum.currency.as_str(), amount, sum.count)
        })
        .collect();
    assert_eq!(sums, [("RWF", Some("2000"), 1), ("UGX", Some("15500"), 2)]);
}

#[tokio::test]
async fn a_cashier_has_the_receipts_of_their_own_sales_and_of_nobody_elses() {
    let world = World::new().await;
    sits_here(&world, "Ruth").await;
    let sold = sell(&world, Shop::KAMPALA, "01", "10000").await;
    let sold = world.until(&sold.id, State::Succeeded).await;
    let theirs = async |id: &str, name: &str| {
        let asked = world.engine.was_asked_for_by(id, name);
        asked.await.unwrap()
    };
    // By its own id, and by that of what the provider made of it.
    let transaction = sold.transaction().unwrap();
    for id in [sold.id.as_str(), transaction.as_str()] {
        assert!(theirs(id, "Ruth").await, "{id}");
        assert!(!theirs(id, "Alpha").await, "{id}");
    }
    // What was paid by the shop's website was sold by nobody at the desk.
    let outside = simulator::OutsidePayment {
        provider: Shop::KAMPALA.provider.to_owned(),
        amount: "7000".parse().unwrap(),
        phone: "256772418355".to_owned(),
        note: "Website".to_owned(),
        reference: None,
    };
    let reference = world.control.pay_outside(&outside).unwrap();
    world.pass(chrono::Duration::minutes(2));
    let pulled = world
        .engine
        .sync(None, None, false, &|_| {}, Lang::En)
        .await;
    pulled.unwrap();
    let account = world.account(Shop::KAMPALA);
    let website = domain::TransactionId::derive(&account, domain::Kind::Charge, &reference);
    assert!(!theirs(website.as_str(), "Ruth").await);
    // An id that nobody has is nobody's.
    let unknown = world.engine.was_asked_for_by("op_nobody", "Ruth").await;
    assert!(unknown.is_err());
}
