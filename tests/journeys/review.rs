//! The review: nothing moves unless what is confirmed is what the core itself rendered.

use chrono::Duration;
use domain::{Environment, Lang, State};
use engine::view::{MoneyView, ReviewView};
use engine::{ChargeDraft, Confirmed, Engine, EngineError};
use simulator::{Fault, Planned};
use tests::{Shop, World};

const SANDBOX: Environment = Environment::Sandbox;

async fn review(engine: &Engine, draft: ChargeDraft) -> ReviewView {
    let review = engine.review(draft, SANDBOX).await.unwrap();
    review.view(Lang::En)
}

/// The confirmation of exactly what was shown.
fn as_shown(review: &ReviewView) -> Confirmed {
    Confirmed {
        nonce: review.nonce.clone(),
        amount: review.amount.clone(),
        recipient: review.recipient.clone(),
        despite: None,
    }
}

async fn refused(world: &World, confirmed: Confirmed) -> EngineError {
    let answer = world.engine.confirm_review(confirmed, SANDBOX).await;
    answer.unwrap_err()
}

async fn written_down(world: &World) -> usize {
    let recent = world.engine.recent_operations(SANDBOX, 200, Lang::En);
    recent.await.unwrap().len()
}

fn read(review: &ReviewView) -> String {
    review.sentence.iter().map(|p| p.text.as_str()).collect()
}

#[tokio::test]
async fn a_review_says_who_is_asked_for_what_in_both_languages() {
    let world = World::new().await;
    let draft = world.charge(Shop::KIGALI, "01");
    let review = world.engine.review(draft, SANDBOX).await.unwrap();
    let en = review.view(Lang::En);
    assert_eq!(
        read(&en),
        "Sarah Namuli, 0788\u{a0}123\u{a0}401, MTN, is asked for 85,000\u{a0}RWF."
    );
    let strong: Vec<_> = en.sentence.iter().filter(|p| p.strong).collect();
    assert_eq!(strong.len(), 2, "the person and the amount");
    let code = &review.operation.our_reference;
    assert_eq!(
        en.lines,
        [
            format!("The customer reads “{code} Term 3 fees”."),
            "Through Shop at dgspay, DGS-Pay.".to_owned()
        ]
    );
    let fr = review.view(Lang::Fr);
    assert_eq!(
        read(&fr),
        "Sarah Namuli, 0788\u{a0}123\u{a0}401, MTN, reçoit une demande de 85\u{a0}000\u{a0}RWF."
    );
    assert_eq!(
        fr.lines[0],
        format!("Le client lit « {code} Term 3 fees ».")
    );
    assert_eq!(en.recipient.as_deref(), Some("+250788123401"));
}

#[tokio::test]
async fn a_network_read_from_the_number_is_said_to_be_a_guess_and_the_fee_is_named() {
    let world = World::new().await;
    let mut draft = world.charge(Shop::KAMPALA, "01");
    draft.network = None;
    draft.fee_payer = Some("customer".to_owned());
    let review = review(&world.engine, draft).await;
    assert_eq!(
        read(&review),
        "Sarah Namuli, 0772\u{a0}418\u{a0}301, MTN by its prefix, is asked for 85,000\u{a0}UGX."
    );
    assert!(
        review
            .lines
            .contains(&"The customer pays the fee on top.".to_owned())
    );
}

#[tokio::test]
async fn a_name_that_this_number_never_had_is_told() {
    let world = World::new().await;
    let first = world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.until(&first.id, State::Succeeded).await;
    world
        .engine
        .sync(None, Some(SANDBOX), false, &|_| {}, Lang::En)
        .await
        .unwrap();
    let seen = world
        .engine
        .names_seen(first.phone.as_ref().unwrap().e164(), SANDBOX)
        .await
        .unwrap();
    let mut draft = world.charge(Shop::KAMPALA, "01");
    draft.amount = "9000".to_owned();
    draft.first_name = Some("Somebody".to_owned());
    draft.last_name = Some("Else".to_owned());
    let review = review(&world.engine, draft).await;
    let told = format!(
        "This number came with another name before: {}.",
        seen[0].name
    );
    assert!(review.lines.contains(&told), "{review:?}");
}

#[tokio::test]
async fn a_review_writes_nothing_down_and_sends_nothing() {
    let world = World::new().await;
    let first = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    let second = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    assert_ne!(first.nonce, second.nonce);
    assert_eq!(
        second.guard, None,
        "a review is no payment to be guarded against"
    );
    world.work_for(Duration::seconds(5), 1).await;
    assert_eq!(written_down(&world).await, 0);
    assert_eq!(world.posted(), 0);
}

#[tokio::test]
async fn a_confirmed_review_is_recorded_once_however_often_it_is_confirmed() {
    let world = World::new().await;
    let review = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    let (one, other) = tokio::join!(
        world.engine.confirm_review(as_shown(&review), SANDBOX),
        world.engine.confirm_review(as_shown(&review), SANDBOX)
    );
    let one = one.unwrap();
    assert_eq!(one.id, other.unwrap().id, "a double click is one charge");
    world.engine.send(&one.id).await.unwrap();
    let later = world
        .engine
        .confirm_review(as_shown(&review), SANDBOX)
        .await;
    assert_eq!(later.unwrap().id, one.id);
    assert_eq!(world.taken().len(), 1);
    assert_eq!(one.amount.to_string(), "85000 UGX");
}

#[tokio::test]
async fn another_amount_or_recipient_than_the_core_rendered_is_refused_for_good() {
    let world = World::new().await;
    let money = |amount: &str, currency: &str| MoneyView {
        amount: amount.to_owned(),
        currency: currency.to_owned(),
    };
    for change in [
        (Some(money("850000", "UGX")), None),
        (Some(money("85000.0", "UGX")), None),
        (Some(money("85000", "RWF")), None),
        (None, Some(Some("+256772418302".to_owned()))),
        (None, Some(Some("0772418301".to_owned()))),
        (None, Some(None)),
    ] {
        let review = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
        let mut other = as_shown(&review);
        let (amount, recipient) = change.clone();
        other.amount = amount.unwrap_or(other.amount);
        other.recipient = recipient.unwrap_or(other.recipient);
        let error = refused(&world, other).await;
        assert_eq!(error.code, "review_differs", "{change:?}");
        let error = refused(&world, as_shown(&review)).await;
        assert_eq!(
            error.code, "review_expired",
            "it is not tried a second time"
        );
    }
    assert_eq!(written_down(&world).await, 0);
    assert_eq!(world.posted(), 0);
}

#[tokio::test]
async fn a_nonce_that_the_core_never_gave_is_refused() {
    let world = World::new().await;
    let review = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    for nonce in ["", "0", &"0".repeat(32), &review.nonce.to_uppercase()] {
        if nonce == review.nonce {
            continue;
        }
        let mut other = as_shown(&review);
        other.nonce = nonce.to_owned();
        assert_eq!(refused(&world, other).await.code, "review_expired");
    }
    assert_eq!(written_down(&world).await, 0);
}

#[tokio::test]
async fn a_review_is_open_for_ten_minutes() {
    let world = World::new().await;
    let first = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    world.pass(Duration::seconds(10 * 60 - 1));
    let operation = world
        .engine
        .confirm_review(as_shown(&first), SANDBOX)
        .await
        .unwrap();
    assert_eq!(
        operation.send_by,
        world.engine.clock().now() + Duration::minutes(2),
        "its two minutes begin with the click"
    );
    let late = review(&world.engine, world.charge(Shop::KIGALI, "01")).await;
    world.pass(Duration::minutes(10));
    let error = refused(&world, as_shown(&late)).await;
    assert_eq!(error.code, "review_expired");
    assert!(error.message.en.contains("Nothing was sent"));
    assert_eq!(written_down(&world).await, 1);
}

#[tokio::test]
async fn a_review_does_not_outlive_the_run_that_rendered_it() {
    let mut world = World::new().await;
    let review = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    world.start_again().await;
    let error = refused(&world, as_shown(&review)).await;
    assert_eq!(error.code, "review_expired");
    assert_eq!(written_down(&world).await, 0);
}

#[tokio::test]
async fn a_review_belongs_to_one_environment() {
    let world = World::new().await;
    let draft = world.charge(Shop::KAMPALA, "01");
    let error = world
        .engine
        .review(draft.clone(), Environment::Live)
        .await
        .unwrap_err();
    assert_eq!(error.code, "not_found", "a sandbox account is no live one");
    let review = review(&world.engine, draft).await;
    let error = world
        .engine
        .confirm_review(as_shown(&review), Environment::Live)
        .await
        .unwrap_err();
    assert_eq!(error.code, "review_expired");
    assert_eq!(written_down(&world).await, 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_draft_is_told_by_the_review() {
    let world = World::new().await;
    let mut cents = world.charge(Shop::KAMPALA, "01");
    cents.amount = "85000.5".to_owned();
    let mut long = world.charge(Shop::KIGALI, "01");
    long.note = Some("x".repeat(200));
    for (draft, field) in [(cents, "amount"), (long, "note")] {
        let error = world.engine.review(draft, SANDBOX).await.unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field));
    }
}

#[tokio::test]
async fn a_request_id_with_another_content_is_refused_by_review_and_confirmation() {
    let world = World::new().await;
    let mut draft = world.charge(Shop::KAMPALA, "01");
    draft.request_id = Some("sale-1".to_owned());
    let mut dearer = draft.clone();
    dearer.amount = "90000".to_owned();
    let (first, second) = (
        review(&world.engine, draft).await,
        review(&world.engine, dearer.clone()).await,
    );
    world
        .engine
        .confirm_review(as_shown(&first), SANDBOX)
        .await
        .unwrap();
    let error = refused(&world, as_shown(&second)).await;
    assert_eq!(error.code, "request_id_reused");
    let error = world.engine.review(dearer, SANDBOX).await.unwrap_err();
    assert_eq!(error.code, "request_id_reused");
    assert_eq!(written_down(&world).await, 1);
}

#[tokio::test]
async fn the_guard_speaks_in_the_review_and_is_overridden_by_naming_the_earlier_one() {
    let world = World::new().await;
    let first = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let mut draft = world.charge(Shop::KAMPALA, "01");
    // Whoever names the earlier one in the draft has not been asked yet.
    draft.despite = Some(first.id.clone());
    let review = review(&world.engine, draft).await;
    let guard = review.guard.clone().unwrap();
    assert_eq!(guard.code, "possible_duplicate");
    assert_eq!(guard.operation.unwrap().id, first.id.to_string());
    let error = refused(&world, as_shown(&review)).await;
    assert_eq!(error.code, "possible_duplicate");
    assert_eq!(written_down(&world).await, 1);

    let mut second = as_shown(&review);
    second.despite = Some(first.id.clone());
    let second = world.engine.confirm_review(second, SANDBOX).await.unwrap();
    assert_eq!(second.despite.as_ref(), Some(&first.id));
    let story = world.engine.show(second.id.as_str(), Lang::En).await;
    assert_eq!(story.unwrap().timeline[0].cause, "despite_duplicate");
}

#[tokio::test]
async fn the_guard_is_asked_again_when_the_review_is_confirmed() {
    let world = World::new().await;
    let review = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    assert_eq!(review.guard, None);
    world.take(world.charge(Shop::KAMPALA, "01")).await;
    let error = refused(&world, as_shown(&review)).await;
    assert_eq!(error.code, "possible_duplicate", "another desk was quicker");
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn an_open_doubt_blocks_a_review_whoever_is_named() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let doubted = world.take(world.charge(Shop::KIGALI, "01")).await;
    let review = review(&world.engine, world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(review.guard.as_ref().unwrap().code, "blocked_by_doubt");
    let mut again = as_shown(&review);
    again.despite = Some(doubted.id.clone());
    assert_eq!(refused(&world, again).await.code, "blocked_by_doubt");
    assert_eq!(written_down(&world).await, 1);
}

#[tokio::test]
async fn settings_that_change_what_leaves_make_the_review_another() {
    let world = World::new().await;
    let mut draft = world.charge(Shop::KIGALI, "01");
    draft.last_name = None;
    let review = review(&world.engine, draft).await;
    // The shop's name stands in for a missing last name.
    world
        .engine
        .set_setting("business", Some("Another Shop"))
        .await
        .unwrap();
    let error = refused(&world, as_shown(&review)).await;
    assert_eq!(error.code, "review_differs");
    assert_eq!(written_down(&world).await, 0);
}

#[tokio::test]
async fn a_page_that_has_reviews_made_without_end_pushes_out_its_own() {
    let world = World::new().await;
    let first = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    let mut last = first.clone();
    for _ in 0..32 {
        last = review(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    }
    assert_eq!(
        refused(&world, as_shown(&first)).await.code,
        "review_expired"
    );
    let confirmed = world.engine.confirm_review(as_shown(&last), SANDBOX).await;
    assert!(confirmed.is_ok());
}
