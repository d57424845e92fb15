//! A charge on its way: what is on disk when, and what is sent again and what never.

use chrono::Duration;
use domain::{DoubtKind, State};
use simulator::{Fault, Planned, RetryAfter};
use tests::{Shop, World};

#[tokio::test]
async fn nothing_is_sent_before_it_is_journalled() {
    let world = World::new().await;
    let recorded = world
        .engine
        .create(world.charge(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    assert_eq!(recorded.state, State::Recorded);
    assert_eq!(world.posted(), 0, "recording sends nothing");

    let other = world.another_run().await;
    let read = other.operation(&recorded.id).await.unwrap();
    assert_eq!(read, recorded, "another process reads it from the disk");
}

#[tokio::test]
async fn sending_is_flushed_before_the_first_byte() {
    let world = World::new().await;
    // The provider holds the request back, so the journal can be read while the request is under way.
    world
        .control
        .fault(Planned::next_post(Fault::HangBeforeCommit { ms: 300 }))
        .unwrap();
    let recorded = world
        .engine
        .create(world.charge(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    let other = world.another_run().await;
    let (engine, id) = (world.engine.clone(), recorded.id.clone());
    let sending = tokio::spawn(async move { engine.send(&id).await });
    while world.posted() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        other.operation(&recorded.id).await.unwrap().state,
        State::Sending,
        "the provider has a byte, so the disk says sending"
    );
    sending.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_charge_past_its_time_is_cancelled_and_never_sent() {
    let world = World::new().await;
    let recorded = world
        .engine
        .create(world.charge(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    world.pass(Duration::seconds(121));
    world.engine.step().await.unwrap();
    let late = world.engine.operation(&recorded.id).await.unwrap();
    assert_eq!(late.state, State::Cancelled);
    assert_eq!(late.reason.unwrap().code, "not_sent");
    world.work_for(Duration::minutes(10), 30).await;
    assert_eq!(world.posted(), 0);
}

#[tokio::test]
async fn a_refused_connection_is_sent_again_and_a_lost_reply_is_not() {
    let mut world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::DropReplyAfterCommit))
        .unwrap();
    let lost = world.take(world.charge(Shop::KAMPALA, "03")).await;
    assert_eq!(lost.state, State::InDoubt);
    world.work_for(Duration::minutes(3), 5).await;
    assert_eq!(world.posted(), 1, "a lost reply is never a second sending");

    world.provider_goes_away().await;
    let refused = world
        .engine
        .create(world.charge(Shop::KIGALI, "01"))
        .await
        .unwrap();
    let refused = world.engine.send(&refused.id).await.unwrap();
    assert_eq!(refused.state, State::Recorded, "not one byte left");
    assert!(refused.checks.next_at.is_some(), "it will be tried again");
    world.work_for(Duration::seconds(60), 5).await;
    let attempts = world
        .engine
        .store()
        .journal
        .attempts(&refused.id)
        .await
        .unwrap();
    assert!(attempts.len() > 1, "it was tried again");
    assert!(
        attempts
            .iter()
            .all(|a| a.result.as_deref() == Some("not_written"))
    );
    world.work_for(Duration::seconds(90), 5).await;
    let over = world.engine.operation(&refused.id).await.unwrap();
    assert_eq!(
        over.state,
        State::Cancelled,
        "and given up after two minutes"
    );
}

#[tokio::test]
async fn a_429_waits_as_told_and_is_sent_once_more() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::RateLimited {
            retry_after: RetryAfter::Seconds(20),
        }))
        .unwrap();
    let waiting = world.take(world.charge(Shop::KAMPALA, "01")).await;
    assert_eq!(waiting.state, State::Recorded);
    world.work_for(Duration::seconds(18), 1).await;
    assert_eq!(world.posted(), 1, "not before the time that it asked for");
    let paid = world.until(&waiting.id, State::Succeeded).await;
    assert_eq!(world.posted(), 2);
    assert_eq!(world.taken().len(), 1);
    assert_eq!(paid.state, State::Succeeded);
}

#[tokio::test]
async fn a_429_that_asks_for_longer_than_the_charge_lives_is_given_up() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::RateLimited {
            retry_after: RetryAfter::Seconds(600),
        }))
        .unwrap();
    let waiting = world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.work_for(Duration::minutes(15), 10).await;
    let over = world.engine.operation(&waiting.id).await.unwrap();
    assert_eq!(over.state, State::Cancelled);
    assert_eq!(world.posted(), 1);
    assert!(world.taken().is_empty());
}

#[tokio::test]
async fn every_end_of_a_money_request_that_is_not_a_clear_answer_is_doubt() {
    for fault in [
        Fault::ResetBeforeCommit,
        Fault::DropReplyAfterCommit,
        Fault::CutReply { after: 10 },
        Fault::StatusBeforeCommit { status: 503 },
        Fault::StatusAfterCommit { status: 500 },
        Fault::StatusAfterCommit { status: 408 },
        Fault::HtmlForbidden { committed: true },
        Fault::HtmlOk { committed: false },
        Fault::EmptyBody { committed: true },
        Fault::TruncatedJson { committed: true },
        Fault::Garbage { committed: false },
        Fault::HugeBody { committed: true },
        Fault::Redirect { committed: false },
    ] {
        for shop in Shop::ALL {
            let world = World::new().await;
            world
                .control
                .fault(Planned::next_post(fault.clone()))
                .unwrap();
            let operation = world.take(world.charge(shop, "03")).await;
            assert_eq!(
                operation.state,
                State::InDoubt,
                "{fault:?} at {}",
                shop.provider
            );
            let doubts = world
                .engine
                .store()
                .journal
                .doubts_of(&operation.id)
                .await
                .unwrap();
            assert_eq!(doubts[0].kind, DoubtKind::FateUnknown, "{fault:?}");
            world.work_for(Duration::minutes(5), 20).await;
            assert_eq!(world.posted(), 1, "{fault:?}: never sent twice");
        }
    }
}

#[tokio::test]
async fn every_transition_is_kept_with_time_actor_and_cause() {
    let world = World::new().await;
    world
        .engine
        .set_setting("staff", Some("Justine N."))
        .await
        .unwrap();
    let operation = world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.until(&operation.id, State::Succeeded).await;
    let story = world
        .engine
        .show(operation.id.as_str(), domain::Lang::En)
        .await
        .unwrap()
        .timeline;
    let states: Vec<&str> = story
        .iter()
        .filter_map(|line| line.what.strip_prefix("state:"))
        .collect();
    assert_eq!(states, ["recorded", "sending", "pending", "succeeded"]);
    for line in &story {
        assert!(!line.cause.is_empty() && !line.actor.is_empty(), "{line:?}");
    }
    assert!(
        story[0].actor.contains("Justine N."),
        "the person who began it is named"
    );
    assert!(story.windows(2).all(|pair| pair[0].at <= pair[1].at));
}

#[tokio::test]
async fn the_same_request_id_with_the_same_content_is_one_charge() {
    let world = World::new().await;
    let mut draft = world.charge(Shop::KIGALI, "01");
    draft.request_id = Some("form-1".to_owned());
    let first = world.take(draft.clone()).await;
    let again = world.take(draft).await;
    assert_eq!(first.id, again.id);
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn a_changed_body_under_an_old_request_id_is_refused() {
    let world = World::new().await;
    let mut draft = world.charge(Shop::KIGALI, "01");
    draft.request_id = Some("form-1".to_owned());
    world.take(draft.clone()).await;
    let changes: [fn(&mut engine::ChargeDraft); 4] = [
        |d| d.amount = "85001".to_owned(),
        |d| d.phone = Some("0788123402".to_owned()),
        |d| d.note = Some("Something else".to_owned()),
        |d| d.network = Some("Airtel".to_owned()),
    ];
    for change in changes {
        let mut changed = draft.clone();
        change(&mut changed);
        let error = world.engine.create(changed).await.unwrap_err();
        assert_eq!(error.code, "request_id_reused");
    }
    let mut elsewhere = world.charge(Shop::KAMPALA, "01");
    elsewhere.request_id = Some("form-1".to_owned());
    let error = world.engine.create(elsewhere).await.unwrap_err();
    assert_eq!(error.code, "request_id_reused");
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn the_form_shows_the_note_exactly_as_it_leaves() {
    let world = World::new().await;
    for shop in Shop::ALL {
        let shown = world
            .engine
            .note_preview(
                &world.account(shop),
                &format!("form-{}", shop.provider),
                Some("Term 3 fees"),
            )
            .await
            .unwrap();
        let mut draft = world.charge(shop, "03");
        draft.request_id = Some(format!("form-{}", shop.provider));
        let operation = world.take(draft).await;
        assert_eq!(operation.note.as_deref(), Some(shown.as_str()));
        let taken = world.taken();
        let entry = taken
            .iter()
            .find(|entry| entry.provider == shop.provider)
            .unwrap();
        assert_eq!(
            entry.note.as_deref(),
            Some(shown.as_str()),
            "the provider got that very text"
        );
        if shop.provider == "dgspay" {
            assert!(
                shown.starts_with(&operation.our_reference),
                "the code stands first: {shown}"
            );
        }
    }
}
