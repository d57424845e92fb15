//! Cards: sealed where they are typed, sent at once, written down nowhere, and paid only when nothing is left to hand in.

use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::Duration;
use domain::{ActionKind, Country, Secret, State};
use engine::{Authorisation, BillingAddress, ChargeDraft, EngineError, SealedCard, SealedPin};
use simulator::{Fault, Planned, RetryAfter};
use std::path::Path;
use tests::{Shop, World};

const SHOP: Shop = Shop::KIGALI;
const NUMBER: &str = "4532123456789014";

fn sealed(world: &World, nonce: &str, text: &str) -> Secret<String> {
    let credentials = world.draft(SHOP).credentials;
    let (_, key) = credentials
        .iter()
        .find(|(field, _)| field.as_str() == "encryption_key")
        .unwrap();
    let key = BASE64_STANDARD.decode(key.reveal()).unwrap();
    let cipher = Aes256Gcm::new_from_slice(&key).unwrap();
    let nonce = Nonce::from_slice(nonce.as_bytes());
    Secret::new(BASE64_STANDARD.encode(cipher.encrypt(nonce, text.as_bytes()).unwrap()))
}

fn card(world: &World, nonce: &str) -> SealedCard {
    SealedCard {
        number: sealed(world, nonce, NUMBER),
        expiry_month: sealed(world, nonce, "12"),
        expiry_year: sealed(world, nonce, "2028"),
        cvv: sealed(world, nonce, "123"),
        nonce: nonce.to_owned(),
    }
}

fn pin(world: &World, nonce: &str) -> Authorisation {
    Authorisation::Pin(SealedPin {
        pin: sealed(world, nonce, "1234"),
        nonce: nonce.to_owned(),
    })
}

fn otp(code: &str) -> Authorisation {
    Authorisation::Otp(Secret::from(code))
}

fn draft(world: &World, scenario: Option<&str>) -> ChargeDraft {
    ChargeDraft {
        method: "card".to_owned(),
        network: None,
        amount: "5000".to_owned(),
        email: Some("sarah@example.org".to_owned()),
        scenario: scenario.map(str::to_owned),
        ..world.charge(SHOP, "01")
    }
}

fn waits(operation: &domain::Operation) -> Option<ActionKind> {
    assert_eq!(operation.state, State::NeedsAction, "{operation:?}");
    engine::waits_for(operation)
}

fn finds(folder: &Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(finds(&path, bytes));
        } else if std::fs::read(&path)
            .unwrap()
            .windows(bytes.len())
            .any(|window| window == bytes)
        {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn a_card_is_charged_and_no_file_has_anything_of_it() {
    let world = World::new().await;
    let card = card(&world, "abc123def456");
    let asked = card.clone();
    let charge = world
        .engine
        .charge_card(draft(&world, None), card)
        .await
        .unwrap();
    assert_eq!(charge.state, State::Pending, "{charge:?}");
    let paid = world.until(&charge.id, State::Succeeded).await;
    assert_eq!(world.taken().len(), 1);
    // What is written down is found by the same search: the reference that the provider gave.
    let kept = paid.provider_reference.unwrap();
    assert!(!finds(world.home(), kept.as_bytes()).is_empty());
    for secret in [
        asked.number.reveal().as_str(),
        asked.expiry_month.reveal(),
        asked.expiry_year.reveal(),
        asked.cvv.reveal(),
        asked.nonce.as_str(),
        NUMBER,
    ] {
        let there = finds(world.home(), secret.as_bytes());
        assert!(there.is_empty(), "{there:?}");
    }
    assert_eq!(format!("{asked:?}"), "SealedCard");
}

#[tokio::test]
async fn a_card_that_needs_a_pin_and_a_code_is_paid_only_after_both() {
    let world = World::new().await;
    let scenario = Some("scenario:auth_pin_3ds&issuer:approved");
    let charge = world
        .engine
        .charge_card(draft(&world, scenario), card(&world, "abc123def456"))
        .await
        .unwrap();
    assert_eq!(waits(&charge), Some(ActionKind::Pin));
    world.work_for(Duration::minutes(1), 5).await;
    let still = world.engine.operation(&charge.id).await.unwrap();
    assert_eq!(waits(&still), Some(ActionKind::Pin), "time pays nothing");

    let next = world
        .engine
        .authorise(&charge.id, pin(&world, "123abc456def"))
        .await
        .unwrap();
    assert_eq!(waits(&next), Some(ActionKind::Otp));
    let wrong = world.engine.authorise(&charge.id, otp("000000")).await;
    let wrong: EngineError = wrong.unwrap_err();
    assert_eq!(waits(&wrong.operation.unwrap()), Some(ActionKind::Otp));
    let paid = world
        .engine
        .authorise(&charge.id, otp("123456"))
        .await
        .unwrap();
    assert_eq!(paid.state, State::Succeeded);
    for secret in ["123456", "123abc456def"] {
        assert!(finds(world.home(), secret.as_bytes()).is_empty());
    }
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn what_was_handed_in_and_taken_is_not_asked_for_any_more() {
    let world = World::new().await;
    // After the PIN the customer takes their time.
    let charge = world
        .engine
        .charge_card(
            draft(&world, Some("scenario:auth_pin")),
            card(&world, "abc123def456"),
        )
        .await
        .unwrap();
    assert_eq!(waits(&charge), Some(ActionKind::Pin));
    let taken = world
        .engine
        .authorise(&charge.id, pin(&world, "123abc456def"))
        .await
        .unwrap();
    assert_eq!(taken.state, State::Pending);
    assert_eq!(taken.action, None, "nothing is waited for");
    let again = world
        .engine
        .authorise(&charge.id, pin(&world, "fedcba654321"))
        .await
        .unwrap_err();
    assert_eq!(again.code, "unsupported");
    world.until(&charge.id, State::Succeeded).await;
}

#[tokio::test]
async fn a_pin_that_the_issuer_refuses_ends_the_charge_unpaid() {
    let world = World::new().await;
    let scenario = Some("scenario:auth_pin&issuer:incorrect_pin");
    let charge = world
        .engine
        .charge_card(draft(&world, scenario), card(&world, "abc123def456"))
        .await
        .unwrap();
    assert_eq!(waits(&charge), Some(ActionKind::Pin));
    let ended = world
        .engine
        .authorise(&charge.id, pin(&world, "123abc456def"))
        .await
        .unwrap();
    assert_eq!(ended.state, State::Failed);
    let said = ended.reason.unwrap().provider_message.unwrap();
    assert!(said.contains("Incorrect PIN"), "{said}");
}

#[tokio::test]
async fn a_card_may_ask_for_an_address_or_for_a_page() {
    let world = World::new().await;
    let scenario = Some("scenario:auth_avs&issuer:approved");
    let charge = world
        .engine
        .charge_card(draft(&world, scenario), card(&world, "aaaaaaaaaaaa"))
        .await
        .unwrap();
    assert_eq!(waits(&charge), Some(ActionKind::Address));
    let address = Authorisation::Address(BillingAddress {
        line1: "KN 4 Avenue 12".to_owned(),
        line2: None,
        city: Some("Kigali".to_owned()),
        state: None,
        postal_code: None,
        country: Country::parse("RW").unwrap(),
    });
    let paid = world.engine.authorise(&charge.id, address).await.unwrap();
    assert_eq!(paid.state, State::Succeeded);

    let scenario = Some("scenario:auth_3ds&issuer:approved");
    let mut other = draft(&world, scenario);
    other.amount = "6000".to_owned();
    let charge = world
        .engine
        .charge_card(other, card(&world, "bbbbbbbbbbbb"))
        .await
        .unwrap();
    assert_eq!(waits(&charge), None, "nothing is typed here");
    let page = charge.action.clone().unwrap().url.unwrap();
    // The customer says yes on the page of the bank.
    let answer = reqwest::Client::new().post(&page).send().await.unwrap();
    assert!(answer.status().is_success());
    world.until(&charge.id, State::Succeeded).await;
}

#[tokio::test]
async fn what_a_charge_does_not_wait_for_is_refused_before_anything_is_sent() {
    let world = World::new().await;
    let scenario = Some("scenario:auth_pin_3ds&issuer:approved");
    let waiting = world
        .engine
        .charge_card(draft(&world, scenario), card(&world, "abc123def456"))
        .await
        .unwrap();
    let push = world.take(world.charge(SHOP, "03")).await;
    let asked = world.posted();
    for id in [&waiting.id, &push.id] {
        let error = world.engine.authorise(id, otp("123456")).await.unwrap_err();
        assert_eq!(error.code, "unsupported");
        assert_eq!(error.class, engine::Class::BadInput);
    }
    assert_eq!(world.posted(), asked, "nothing left");
}

#[tokio::test]
async fn a_lost_answer_to_a_step_is_doubt_and_is_looked_up() {
    for fault in [
        Fault::DropReplyAfterCommit,
        Fault::StatusAfterCommit { status: 500 },
        Fault::HtmlForbidden { committed: true },
    ] {
        let world = World::new().await;
        let scenario = Some("scenario:auth_pin&issuer:approved");
        let charge = world
            .engine
            .charge_card(draft(&world, scenario), card(&world, "abc123def456"))
            .await
            .unwrap();
        assert_eq!(waits(&charge), Some(ActionKind::Pin));
        world
            .control
            .fault(Planned::next_post(fault.clone()))
            .unwrap();
        let lost = world
            .engine
            .authorise(&charge.id, pin(&world, "123abc456def"))
            .await
            .unwrap();
        assert_eq!(lost.state, State::InDoubt, "{fault:?}");
        let again = world
            .engine
            .authorise(&charge.id, pin(&world, "fedcba654321"))
            .await
            .unwrap_err();
        assert_eq!(again.code, "unsupported", "a step in doubt is not repeated");
        world.until(&charge.id, State::Succeeded).await;
        assert_eq!(world.taken().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_lost_answer_to_a_card_is_doubt_and_the_card_is_not_charged_again() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::DropReplyAfterCommit))
        .unwrap();
    let draft = ChargeDraft {
        request_id: Some("table-9".to_owned()),
        ..draft(&world, None)
    };
    let lost = world
        .engine
        .charge_card(draft.clone(), card(&world, "abc123def456"))
        .await
        .unwrap();
    assert_eq!(lost.state, State::InDoubt);
    let again = world
        .engine
        .charge_card(draft, card(&world, "fedcba654321"))
        .await
        .unwrap();
    assert_eq!(again.id, lost.id, "one intent, whatever card comes with it");
    let found = world.until(&lost.id, State::Succeeded).await;
    assert!(found.provider_reference.is_some());
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn a_card_that_the_provider_would_not_take_now_is_not_kept_for_later() {
    let world = World::new().await;
    let limited = Fault::RateLimited {
        retry_after: RetryAfter::Seconds(1),
    };
    world.control.fault(Planned::next_post(limited)).unwrap();
    let ended = world
        .engine
        .charge_card(draft(&world, None), card(&world, "abc123def456"))
        .await
        .unwrap();
    assert_eq!(ended.state, State::Cancelled);
    assert_eq!(ended.reason.unwrap().code, "card_not_sent");
    world.work_for(Duration::minutes(5), 5).await;
    assert!(world.taken().is_empty());
}

#[tokio::test]
async fn a_card_charge_without_its_card_is_never_recorded_nor_sent() {
    let mut world = World::new().await;
    let error = world.engine.create(draft(&world, None)).await.unwrap_err();
    assert_eq!(error.class, engine::Class::BadInput, "{error:?}");
    let by_phone = ChargeDraft {
        method: "mobile-money".to_owned(),
        network: Some("MTN".to_owned()),
        ..draft(&world, None)
    };
    let error = world
        .engine
        .charge_card(by_phone, card(&world, "abc123def456"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "not_by_card");

    // Its process died between the recording and the sending: what it recorded is found with no card.
    world
        .engine
        .charge_card(draft(&world, None), card(&world, "abc123def456"))
        .await
        .unwrap();
    let [sent] = <[_; 1]>::try_from(world.taken()).unwrap();
    let journal = &world.engine.store().journal;
    let open = journal.open_operations(None).await.unwrap();
    let mut stranded = open.into_iter().next().unwrap();
    stranded.id = domain::OperationId::new(world.engine.clock().now(), 9);
    stranded.state = State::Recorded;
    stranded.provider_reference = None;
    stranded.provider_status = None;
    stranded.action = None;
    stranded.reason = None;
    stranded.checks = domain::Checks::default();
    stranded.version = 0;
    stranded.request_id = "stranded".to_owned();
    stranded.our_reference = "ABCDEF".to_owned();
    stranded.created_at = world.engine.clock().now();
    stranded.updated_at = stranded.created_at;
    stranded.send_by = stranded.created_at + Duration::minutes(2);
    let actor = world.engine.actor();
    journal
        .record(&stranded, &actor, "recorded", stranded.created_at)
        .await
        .unwrap();
    world.start_again().await;
    assert_eq!(
        world.engine.send(&stranded.id).await.unwrap().state,
        State::Cancelled
    );
    world.work_for(Duration::minutes(5), 5).await;
    let taken = world.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].reference, sent.reference);
}
