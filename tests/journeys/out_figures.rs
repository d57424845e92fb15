//! The amounts of a review, and what is left of a charge: known, estimated, or said to be unknown.

use domain::{Environment, Lang, State};
use engine::view::{FigureView, ReviewView};
use engine::{AccountChange, Draft};
use tests::{Shop, World};

async fn reviewed(world: &World, draft: impl Into<Draft>) -> ReviewView {
    let review = world.engine.review(draft, Environment::Sandbox).await;
    review.unwrap().view(Lang::En)
}

fn figure<'a>(view: &'a ReviewView, what: &str) -> &'a FigureView {
    let found = view.figures.iter().find(|it| it.what == what);
    found.unwrap_or_else(|| panic!("no {what}: {:?}", view.figures))
}

#[tokio::test]
async fn a_fee_that_nobody_knows_is_said_to_be_unknown_and_never_nought() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        let view = reviewed(&world, world.payout(shop, "01")).await;
        let fee = figure(&view, "fee");
        assert_eq!(fee.amount, None, "{}", shop.provider);
        assert!(fee.words.is_some() && !fee.certain);
        let (arrives, leaves) = (figure(&view, "arrives"), figure(&view, "leaves"));
        // With the fee unknown, not both of what leaves and what arrives can be certain.
        assert!(!(arrives.certain && leaves.certain), "{}", shop.provider);
        assert!(
            view.figures
                .iter()
                .all(|it| it.amount.is_some() != it.words.is_some()),
            "{:?}",
            view.figures
        );
    }
}

#[tokio::test]
async fn a_fee_that_the_owner_typed_makes_every_figure_but_the_wallet_certain() {
    let world = World::new().await;
    let change = AccountChange {
        settings: [("fee_mobile-money".to_owned(), "250".to_owned())].into(),
        ..AccountChange::default()
    };
    let account = world.account(Shop::KIGALI);
    world.engine.update_account(&account, change).await.unwrap();
    let view = reviewed(&world, world.payout(Shop::KIGALI, "01")).await;
    assert!(figure(&view, "fee").certain);
    let number = |what: &str| -> rust_decimal::Decimal {
        let amount = figure(&view, what).amount.as_ref();
        amount.unwrap().amount.parse().unwrap()
    };
    assert_eq!(number("arrives") + number("fee"), number("leaves"));
    assert!(figure(&view, "arrives").certain && figure(&view, "leaves").certain);
}

#[tokio::test]
async fn what_the_figures_say_is_not_said_twice_beside_them() {
    let world = World::new().await;
    let view = reviewed(&world, world.payout(Shop::KIGALI, "01")).await;
    assert!(view.besides.iter().all(|line| view.lines.contains(line)));
    assert!(view.besides.len() < view.lines.len());
    assert!(view.besides.iter().all(|line| !line.contains("fee")));
}

#[tokio::test]
async fn what_is_left_of_a_charge_goes_down_with_what_went_back_and_is_of_its_own_book_only() {
    let world = World::new().await;
    world.fund();
    let charge = world.take(world.charge(Shop::KIGALI, "01")).await;
    let charge = world.until(&charge.id, State::Succeeded).await;
    let of = charge.id.to_string();
    let here = world.engine.refundable(&of, Environment::Sandbox, Lang::En);
    let whole = here.await.unwrap();
    assert_eq!(
        (&whole.left, &whole.charged),
        (&whole.charged, &whole.charged)
    );
    assert_eq!(whole.given_back.amount, "0");
    assert!(!whole.by_call && whole.unsettled.is_none());
    let elsewhere = world.engine.refundable(&of, Environment::Live, Lang::En);
    assert!(elsewhere.await.is_err());
}
