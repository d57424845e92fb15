//! Payment links, at the two providers that make them: made once, watched, and tied to what was paid through them.

use chrono::Duration;
use domain::{Environment, LinkId, Operation, State};
use engine::view::LinkView;
use engine::{Draft, EngineError, LinkChange, LinkDraft};
use rust_decimal::Decimal;
use simulator::{Fault, LinkPayment, Planned};
use tests::{Shop, World};

const MAKING: [Shop; 2] = [Shop::KIGALI, Shop::CONAKRY];

fn link(world: &World, shop: Shop) -> LinkDraft {
    LinkDraft {
        account: world.account(shop),
        title: "Order 1204".to_owned(),
        amount: Some("5000".to_owned()),
        min: None,
        max: None,
        currency: shop.currency.to_owned(),
        uses: Some(1),
        expires: Some("7d".to_owned()),
        methods: Vec::new(),
        phone: None,
        sms: false,
        note: None,
        request_id: None,
    }
}

async fn make(world: &World, draft: LinkDraft) -> Operation {
    let recorded = world.engine.create(draft).await.unwrap();
    world.engine.send(&recorded.id).await.unwrap()
}

async fn refused(world: &World, draft: LinkDraft) -> EngineError {
    world.engine.create(draft).await.unwrap_err()
}

async fn fresh(world: &World) -> Vec<LinkView> {
    let (links, trouble) = world
        .engine
        .links(Environment::Sandbox, None, true)
        .await
        .unwrap();
    assert!(trouble.is_none(), "{trouble:?}");
    links
}

async fn the_one(world: &World) -> (LinkId, LinkView) {
    let [link] = <[LinkView; 1]>::try_from(fresh(world).await).unwrap();
    (LinkId::parse(&link.id).unwrap(), link)
}

fn pay(world: &World, shop: Shop, link: &LinkView, amount: Option<u32>) -> Result<String, String> {
    let phone = match shop.provider {
        "dgspay" => "+250788123401",
        _ => "+224622456701",
    };
    world
        .control
        .pay_link(&LinkPayment {
            provider: shop.provider.to_owned(),
            link: link.provider_reference.clone(),
            phone: phone.to_owned(),
            amount: amount.map(Decimal::from),
        })
        .map_err(|error| error.to_string())
}

/// The session, where there is one, is open: the next fault is for the link.
async fn warm(world: &World, shop: Shop) {
    world
        .engine
        .sync(
            Some(&world.account(shop)),
            None,
            false,
            &|_| {},
            domain::Lang::En,
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn a_link_is_made_with_its_page_and_says_how_often_and_until_when_it_is_payable() {
    for shop in MAKING {
        let world = World::new().await;
        let made = make(&world, link(&world, shop)).await;
        assert_eq!(made.state, State::Succeeded, "{}: {made:?}", shop.provider);
        let (_, shown) = the_one(&world).await;
        assert_eq!(shown.status, "active", "{}", shop.provider);
        assert!(shown.url.is_some(), "{}", shop.provider);
        assert_eq!(shown.title.as_deref(), Some("Order 1204"));
        assert_eq!(shown.amount.as_ref().unwrap().amount, "5000");
        assert_eq!(shown.uses, Some(0));
        assert_eq!(shown.uses_limit, Some(1));
        assert_eq!(shown.operation.as_deref(), Some(made.id.as_str()));
        let end = world.engine.clock().now() + Duration::days(7);
        assert_eq!(shown.expires_at, Some(end), "{}", shop.provider);
    }
}

#[tokio::test]
async fn a_paid_link_is_used_up_and_what_was_paid_through_it_is_tied_to_it() {
    for shop in MAKING {
        let world = World::new().await;
        if shop.provider == Shop::CONAKRY.provider {
            // As a live account answers; the sandbox leaves the list empty.
            let shown = world
                .control
                .set_knob("djomy", "link_payments", Some("shown"));
            shown.unwrap();
        }
        make(&world, link(&world, shop)).await;
        let (id, made) = the_one(&world).await;
        let reference = pay(&world, shop, &made, None).unwrap();
        world.pass(Duration::seconds(10));
        let shown = world.engine.link(&id).await.unwrap();
        assert_eq!(shown.status, "used_up", "{}: {shown:?}", shop.provider);
        assert_eq!(shown.uses, Some(1), "{}", shop.provider);
        let [paid] = <[_; 1]>::try_from(world.engine.link_payments(&id).await.unwrap()).unwrap();
        assert_eq!(paid.provider_reference, reference, "{}", shop.provider);
        assert_eq!(paid.amount.amount, "5000");
        assert_eq!(paid.status, "succeeded");
        assert!(
            pay(&world, shop, &made, None).is_err(),
            "{}: once is once",
            shop.provider
        );
        let still = world.engine.links(Environment::Sandbox, None, false).await;
        assert_eq!(still.unwrap().0[0].operation, made.operation, "whose it is");
    }
}

#[tokio::test]
async fn how_often_a_link_was_paid_is_the_sign_whatever_its_word() {
    for words in [None, Some("live")] {
        let world = World::new().await;
        let shop = Shop::CONAKRY;
        world
            .control
            .set_knob("djomy", "link_words", words)
            .unwrap();
        make(&world, link(&world, shop)).await;
        let (id, made) = the_one(&world).await;
        assert_eq!(made.status, "active", "{words:?}");
        pay(&world, shop, &made, None).unwrap();
        world.pass(Duration::seconds(10));
        let shown = world.engine.link(&id).await.unwrap();
        assert_eq!(
            (shown.status, shown.uses),
            ("used_up", Some(1)),
            "{words:?}"
        );
        let word = if words.is_some() { "REVOKED" } else { "PAID" };
        assert_eq!(shown.provider_status, word);
    }
}

#[tokio::test]
async fn a_customer_types_the_amount_of_an_open_link_within_its_bounds() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let open = LinkDraft {
        amount: None,
        min: Some("1000".to_owned()),
        max: Some("9000".to_owned()),
        uses: None,
        ..link(&world, shop)
    };
    let made = make(&world, open.clone()).await;
    assert_eq!(made.state, State::Succeeded, "{made:?}");
    let (id, shown) = the_one(&world).await;
    assert_eq!((shown.amount.clone(), shown.uses_limit), (None, None));
    assert!(pay(&world, shop, &shown, Some(999)).is_err());
    pay(&world, shop, &shown, Some(2500)).unwrap();
    pay(&world, shop, &shown, Some(9000)).unwrap();
    world.pass(Duration::seconds(10));
    assert_eq!(world.engine.link_payments(&id).await.unwrap().len(), 2);
    assert_eq!(world.engine.link(&id).await.unwrap().status, "active");

    let crossed = LinkDraft {
        min: Some("9001".to_owned()),
        ..open.clone()
    };
    assert_eq!(refused(&world, crossed).await.code, "bad_bounds");
    let both = LinkDraft {
        amount: Some("5000".to_owned()),
        ..open.clone()
    };
    assert_eq!(refused(&world, both).await.code, "unsupported");
    // The other one has open amounts, and no bounds.
    let guinea = Shop::CONAKRY;
    let bounded = LinkDraft {
        account: world.account(guinea),
        currency: guinea.currency.to_owned(),
        ..open
    };
    assert_eq!(refused(&world, bounded.clone()).await.code, "unsupported");
    let unbounded = LinkDraft {
        min: None,
        max: None,
        ..bounded
    };
    assert_eq!(make(&world, unbounded).await.state, State::Succeeded);
}

#[tokio::test]
async fn a_link_whose_answer_was_lost_is_found_by_our_reference_and_not_made_twice() {
    for shop in MAKING {
        for fault in [
            Fault::DropReplyAfterCommit,
            Fault::StatusAfterCommit { status: 500 },
            Fault::HtmlForbidden { committed: true },
        ] {
            let world = World::new().await;
            warm(&world, shop).await;
            world
                .control
                .fault(Planned::next_post(fault.clone()))
                .unwrap();
            let lost = make(&world, link(&world, shop)).await;
            assert_eq!(lost.state, State::InDoubt, "{} {fault:?}", shop.provider);
            // One that looks just like it, and stands before it in the list.
            let other = make(&world, link(&world, shop)).await;
            let found = world.until(&lost.id, State::Succeeded).await;
            assert_ne!(found.provider_reference, other.provider_reference);
            let links = fresh(&world).await;
            assert_eq!(links.len(), 2, "{} {fault:?}", shop.provider);
            let ours = links
                .iter()
                .find(|link| link.operation.as_deref() == Some(found.id.as_str()))
                .unwrap();
            assert_eq!(
                Some(&ours.provider_reference),
                found.provider_reference.as_ref()
            );
        }
    }
}

#[tokio::test]
async fn a_link_that_never_arrived_there_stays_open_and_is_not_made_behind_anybodys_back() {
    for shop in MAKING {
        let world = World::new().await;
        warm(&world, shop).await;
        world
            .control
            .fault(Planned::next_post(Fault::ResetBeforeCommit))
            .unwrap();
        let lost = make(&world, link(&world, shop)).await;
        assert_eq!(lost.state, State::InDoubt, "{}", shop.provider);
        world.work_for(Duration::minutes(10), 10).await;
        assert!(fresh(&world).await.is_empty(), "{}", shop.provider);
        let now = world.engine.operation(&lost.id).await.unwrap();
        assert_eq!(now.state, State::InDoubt, "{}", shop.provider);
    }
}

#[tokio::test]
async fn a_link_is_changed_and_archived_for_good_where_the_provider_can() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    make(&world, link(&world, shop)).await;
    let (id, made) = the_one(&world).await;
    let changed = world
        .engine
        .update_link(
            &id,
            LinkChange {
                title: Some("Order 1204, again".to_owned()),
                amount: Some("6000".to_owned()),
                uses: Some(3),
                expires: Some("24h".to_owned()),
                ..LinkChange::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(changed.title.as_deref(), Some("Order 1204, again"));
    assert_eq!(changed.amount.unwrap().amount, "6000");
    assert_eq!(changed.uses_limit, Some(3));
    let end = world.engine.clock().now() + Duration::days(1);
    assert_eq!(changed.expires_at, Some(end));
    let revoked = world.engine.revoke_link(&id).await.unwrap();
    assert_eq!(revoked.status, "turned_off");
    assert!(pay(&world, shop, &made, None).is_err());
}

#[tokio::test]
async fn what_a_provider_cannot_do_to_a_link_is_said_and_not_tried() {
    let world = World::new().await;
    make(&world, link(&world, Shop::CONAKRY)).await;
    let (id, _) = the_one(&world).await;
    let asked = world.control.seen().len();
    for error in [
        world.engine.revoke_link(&id).await.unwrap_err(),
        world
            .engine
            .update_link(&id, LinkChange::default())
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.code, "unsupported");
        assert_eq!(error.class, engine::Class::BadInput);
    }
    for shop in [Shop::KAMPALA, Shop::ABIDJAN] {
        let error = refused(&world, link(&world, shop)).await;
        assert_eq!(error.code, "unsupported", "{}", shop.provider);
    }
    assert_eq!(world.control.seen().len(), asked, "nobody was asked");
}

#[tokio::test]
async fn the_end_of_a_link_is_a_moment_or_hours_or_days() {
    let world = World::new().await;
    let now = world.engine.clock().now();
    let with = |expires: &str| LinkDraft {
        expires: Some(expires.to_owned()),
        ..link(&world, Shop::KIGALI)
    };
    for (word, end) in [
        ("24h", now + Duration::hours(24)),
        ("7d", now + Duration::days(7)),
        (
            "2026-11-30T18:00:00Z",
            "2026-11-30T18:00:00Z".parse().unwrap(),
        ),
    ] {
        let review = world
            .engine
            .review(Draft::from(with(word)), Environment::Sandbox)
            .await
            .unwrap();
        let domain::Details::Link(details) = review.operation.details else {
            panic!("a link")
        };
        assert_eq!(details.expires_at, Some(end), "{word}");
    }
    for word in [
        "0h",
        "-1d",
        "soon",
        "7",
        "99999999999999999999h",
        "h",
        "2020-01-01T00:00:00Z",
    ] {
        let error = refused(&world, with(word)).await;
        assert_eq!(error.code, "bad_expiry", "{word}");
        assert_eq!(error.field.as_deref(), Some("expires"));
    }
}

#[tokio::test]
async fn a_link_by_text_message_needs_a_number_and_a_provider_that_sends_them() {
    let world = World::new().await;
    let by_text = |shop: Shop| LinkDraft {
        sms: true,
        ..link(&world, shop)
    };
    let without = refused(&world, by_text(Shop::CONAKRY)).await;
    assert_eq!(without.field.as_deref(), Some("phone"), "{without:?}");
    let never = LinkDraft {
        phone: Some("0788123401".to_owned()),
        ..by_text(Shop::KIGALI)
    };
    assert_eq!(refused(&world, never).await.code, "unsupported");
    let sent = LinkDraft {
        phone: Some("+224622456701".to_owned()),
        ..by_text(Shop::CONAKRY)
    };
    assert_eq!(make(&world, sent).await.state, State::Succeeded);
}

#[tokio::test]
async fn the_same_request_id_makes_one_link() {
    let world = World::new().await;
    let draft = LinkDraft {
        request_id: Some("order-1204".to_owned()),
        ..link(&world, Shop::KIGALI)
    };
    let first = make(&world, draft.clone()).await;
    // A minute later seven days are another moment, and the same intent.
    world.pass(Duration::minutes(1));
    assert_eq!(make(&world, draft.clone()).await.id, first.id);
    assert_eq!(fresh(&world).await.len(), 1);
    let other = LinkDraft {
        amount: Some("6000".to_owned()),
        ..draft
    };
    assert_eq!(refused(&world, other).await.code, "request_id_reused");
}
