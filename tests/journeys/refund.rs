//! Giving a charge back: never more than it was, never to anybody but the number that paid, one at a time.

use chrono::Duration;
use domain::{Lang, Operation, State, TransactionId};
use engine::export::{ExportDraft, FileFormat, Separator, Stop};
use engine::{EngineError, RefundDraft, SearchDraft, StatsDraft};
use simulator::{Fault, OutsidePayment, Planned};
use tests::{Shop, World};

pub(super) fn refund(of: &Operation, amount: Option<&str>) -> RefundDraft {
    RefundDraft {
        of: of.id.to_string(),
        amount: amount.map(str::to_owned),
        note: None,
        request_id: None,
        scenario: None,
        despite: None,
    }
}

pub(super) async fn paid(world: &World, shop: Shop) -> Operation {
    world.fund();
    if shop.provider != Shop::ABIDJAN.provider {
        let charge = world.take(world.charge(shop, "01")).await;
        return world.until(&charge.id, State::Succeeded).await;
    }
    let mut draft = world.charge(shop, "01");
    draft.method = "wallet".to_owned();
    draft.network = None;
    let charge = world.take(draft).await;
    world
        .engine
        .simulate_payment(&charge.id, "+2250707070301")
        .await
        .unwrap();
    world.until(&charge.id, State::Succeeded).await
}

async fn give_back(world: &World, draft: RefundDraft) -> Result<Operation, EngineError> {
    let recorded = world.engine.create(draft).await?;
    world.engine.send(&recorded.id).await
}

#[tokio::test]
async fn a_charge_is_given_back_in_parts_and_never_more_than_it_was() {
    let world = World::new().await;
    let charge = paid(&world, Shop::ABIDJAN).await;
    let part = give_back(&world, refund(&charge, Some("30000")))
        .await
        .unwrap();
    assert_eq!(part.state, State::Succeeded, "{part:?}");
    assert_eq!(part.shown_kind(), domain::Kind::Refund);

    let too_much = world
        .engine
        .create(refund(&charge, Some("60000")))
        .await
        .unwrap_err();
    assert_eq!(too_much.code, "more_than_is_left");

    let rest = give_back(&world, refund(&charge, None)).await.unwrap();
    assert_eq!(rest.state, State::Succeeded);
    assert_eq!(rest.amount.amount(), "55000".parse().unwrap());
    let none_left = world
        .engine
        .create(refund(&charge, None))
        .await
        .unwrap_err();
    assert_eq!(none_left.code, "more_than_is_left");
    // A refunded charge stays paid, and says how much of it went back.
    let shown = world
        .engine
        .show(charge.id.as_str(), Lang::En)
        .await
        .unwrap();
    assert_eq!(shown.operation.unwrap().state, "succeeded");
    assert_eq!(shown.transaction.unwrap().refunded.unwrap().amount, "85000");
}

#[tokio::test]
async fn a_lost_answer_to_a_refund_is_found_on_its_charge_and_nothing_goes_back_twice() {
    let world = World::new().await;
    let charge = paid(&world, Shop::ABIDJAN).await;
    world
        .control
        .fault(Planned::next_post(Fault::DropReplyAfterCommit))
        .unwrap();
    let lost = give_back(&world, refund(&charge, Some("30000")))
        .await
        .unwrap();
    assert_eq!(lost.state, State::InDoubt);
    let blocked = world
        .engine
        .create(refund(&charge, Some("1000")))
        .await
        .unwrap_err();
    assert_eq!(blocked.code, "refund_unsettled");
    world.until(&lost.id, State::Succeeded).await;
    let back: Vec<_> = world
        .taken()
        .into_iter()
        .filter(|row| row.kind == "refund")
        .collect();
    assert_eq!(back.len(), 1);
}

#[tokio::test]
async fn where_no_call_gives_back_a_payout_does_to_the_number_that_paid() {
    for shop in [Shop::KAMPALA, Shop::CONAKRY] {
        let world = World::new().await;
        let charge = paid(&world, shop).await;
        let back = give_back(&world, refund(&charge, Some("30000")))
            .await
            .unwrap();
        let back = world.until(&back.id, State::Succeeded).await;
        assert_eq!(back.shown_kind(), domain::Kind::Refund);
        assert_eq!(back.phone, charge.phone, "{}", shop.provider);
        assert_eq!(back.refund_of.as_ref(), Some(&charge.id));
        let too_much = world
            .engine
            .create(refund(&charge, Some("55001")))
            .await
            .unwrap_err();
        assert_eq!(too_much.code, "more_than_is_left", "{}", shop.provider);
    }
}

#[tokio::test]
async fn a_payout_that_gives_a_charge_back_is_told_as_refunded_and_never_as_paid_out() {
    let world = World::new().await;
    let charge = paid(&world, Shop::KAMPALA).await;
    let back = give_back(&world, refund(&charge, Some("30000")))
        .await
        .unwrap();
    world.until(&back.id, State::Succeeded).await;
    let wages = world.pay(world.payout(Shop::KAMPALA, "11")).await;
    world.until(&wages.id, State::Succeeded).await;
    let asked = StatsDraft {
        environment: domain::Environment::Sandbox,
        from: None,
        to: None,
        by: None,
    };
    let told = world.engine.stats(&asked).await.unwrap();
    let [told] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(told.received.amount, "85000");
    assert_eq!(told.refunded.amount, "30000");
    assert_eq!(told.paid_out.amount, "25000");
    assert_eq!(told.kinds["payout"].count, 1);
    assert_eq!(told.kinds["refund"].count, 1);
    assert_eq!(told.count, 3);

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("book.csv");
    let draft = ExportDraft {
        search: SearchDraft::newest(domain::Environment::Sandbox),
        format: FileFormat::Csv(Separator::Comma),
        out: out.clone(),
        force: false,
        columns: Vec::new(),
    };
    world
        .engine
        .export(draft, &|_| {}, &Stop::default(), Lang::En)
        .await
        .unwrap();
    let text = std::fs::read_to_string(&out).unwrap();
    let of = |id: &str| text.lines().find(|line| line.contains(id)).unwrap();
    assert!(of(back.id.as_str()).contains(",Refund,Refunded,"), "{text}");
    assert!(of(wages.id.as_str()).contains(",Payout,Sent,"), "{text}");
}

#[tokio::test]
async fn only_a_charge_that_is_paid_for_certain_is_given_back() {
    let world = World::new().await;
    world.fund();
    let waiting = world.take(world.charge(Shop::KAMPALA, "03")).await;
    world.pass(Duration::seconds(10));
    let error = world
        .engine
        .create(refund(&waiting, None))
        .await
        .unwrap_err();
    assert_eq!(error.code, "not_refundable");
    let failed = world.take(world.charge(Shop::KAMPALA, "02")).await;
    world.until(&failed.id, State::Failed).await;
    let error = world
        .engine
        .create(refund(&failed, None))
        .await
        .unwrap_err();
    assert_eq!(error.code, "not_refundable");
}

/// Somebody paid on the shop's website: Duka knows of it from the provider alone, and no name was told.
#[tokio::test]
async fn what_came_in_without_a_name_is_given_back_at_every_provider() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        world.fund();
        let account = world.account(shop);
        if shop.provider == Shop::KIGALI.provider {
            let change = engine::AccountChange {
                settings: [("fee_mobile-money".to_owned(), "100".to_owned())].into(),
                ..engine::AccountChange::default()
            };
            world.engine.update_account(&account, change).await.unwrap();
        }
        let digits = shop.customer.trim_start_matches('+');
        let phone = match shop.currency {
            "UGX" => format!("256{}01", &digits[1..]),
            "RWF" => format!("250{}01", &digits[1..]),
            _ => format!("{digits}01"),
        };
        let paid = world.control.pay_outside(&OutsidePayment {
            provider: shop.provider.to_owned(),
            amount: 85_000.into(),
            phone: phone.clone(),
            note: "From the website".to_owned(),
            reference: None,
        });
        world.pass(Duration::minutes(2));
        let pull = world
            .engine
            .sync(Some(&account), None, false, &|_| {}, Lang::En);
        assert_eq!(pull.await.unwrap()[0].error, None, "{}", shop.provider);
        let of = TransactionId::derive(&account, domain::Kind::Charge, &paid.unwrap());
        let draft = RefundDraft {
            of: of.to_string(),
            amount: None,
            note: None,
            request_id: None,
            scenario: None,
            despite: None,
        };
        let sent = give_back(&world, draft)
            .await
            .unwrap_or_else(|error| panic!("{}: {error:?}", shop.provider));
        world.until(&sent.id, State::Succeeded).await;
        let mut back = world.taken();
        back.retain(|row| matches!(row.kind.as_str(), "payout" | "refund"));
        let [row] = back.as_slice() else {
            panic!("{}: once: {back:?}", shop.provider)
        };
        if row.kind == "payout" {
            assert_eq!(row.phone, phone, "{}", shop.provider);
        }
    }
}
