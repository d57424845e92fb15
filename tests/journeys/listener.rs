//! Webhooks that come over HTTP to a port of this machine: judged before they are read, kept before they are answered,
//! looked up after that.

use crate::deliveries::{just_paid, not_due, requests_of_a_step, says, without_signature};
use crate::door::Door;
use chrono::Duration;
use domain::{AccountId, Environment, Flaw, Secret, State, Trust};
use engine::{AccountChange, MOST_A_SECOND};
use platform::HOOKS;
use simulator::SignedDelivery;
use std::collections::BTreeMap;
use tests::webhook::{request, status};
use tests::{Shop, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const TAKEN: u16 = 200;
const NOT_BELIEVED: u16 = 403;
const NOBODY: u16 = 404;
const NOT_SO: u16 = 405;
const TOO_LARGE: u16 = 413;
const TOO_OFTEN: u16 = 429;
const NOT_NOW: u16 = 503;

/// What a shop's provider wants to hear when its delivery was taken.
fn thanks(shop: Shop) -> u16 {
    let provider = providers::find(shop.provider).unwrap();
    provider.manifest().webhook_answer
}

/// The place of the signature among the headers.
fn signature(delivery: &mut SignedDelivery) -> &mut (String, String) {
    let is_one = |(name, _): &&mut (String, String)| name.to_lowercase().ends_with("signature");
    delivery.headers.iter_mut().find(is_one).unwrap()
}

#[tokio::test]
async fn a_webhook_over_http_is_kept_then_answered_then_looked_up() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (operation, delivery) = just_paid(&world, shop).await;
        let account = world.account(shop);
        let asked = world.control.seen().len();
        let door = Door::of(&world.engine).await;
        assert_eq!(door.post(&account, &delivery).await, thanks(shop));

        // Another run reads the same files: what was answered is on the disk.
        let other = world.another_run().await;
        let kept = other.store().journal.deliveries(&account, 9).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].trust, Trust::Verified);
        assert!(kept[0].looked_up_at.is_none());
        assert_eq!(world.control.seen().len(), asked, "nobody was asked yet");
        assert_eq!(not_due(&world, &operation).await, operation);

        // The same again is taken again, and changes nothing.
        assert_eq!(door.post(&account, &delivery).await, thanks(shop));
        assert_eq!(requests_of_a_step(&world).await, 1);
        let paid = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded, "{}", shop.provider);
        assert_eq!(door.post(&account, &delivery).await, thanks(shop));
        assert_eq!(requests_of_a_step(&world).await, 0);
        door.shut().await;
    }
}

#[tokio::test]
async fn each_provider_hears_the_status_that_it_documents() {
    assert_eq!(thanks(Shop::KAMPALA), 202);
    assert_eq!(thanks(Shop::KIGALI), 200);
}

#[tokio::test]
async fn what_nobody_vouches_for_is_answered_barely_and_triggers_nothing() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (operation, genuine) = just_paid(&world, shop).await;
        let account = world.account(shop);
        let door = Door::of(&world.engine).await;

        let mut flipped = genuine.clone();
        let digit = signature(&mut flipped).1.pop().unwrap();
        let other = if digit == '0' { '1' } else { '0' };
        signature(&mut flipped).1.push(other);
        let mut twice = genuine.clone();
        let again = signature(&mut twice).clone();
        twice.headers.push(again);
        let mut garbled = genuine.clone();
        signature(&mut garbled).1 = "ÿÿÿÿ".to_owned();
        let other_amount = says(&genuine, "85000", "95000");
        for hostile in [&flipped, &twice, &garbled, &other_amount] {
            assert_eq!(door.post(&account, hostile).await, NOT_BELIEVED);
        }
        // It may be true, as far as anybody knows. Its sender is thanked and not believed.
        let unsigned = without_signature(&genuine);
        assert_eq!(door.post(&account, &unsigned).await, thanks(shop));

        let other = Shop::ALL
            .into_iter()
            .find(|it| it.provider != shop.provider);
        let others_account = world.account(other.unwrap());
        door.post(&others_account, &genuine).await;

        let mut asked_for = genuine.clone();
        asked_for.method = "GET".to_owned();
        assert_eq!(door.post(&account, &asked_for).await, NOT_SO);
        for path in [
            "/".to_owned(),
            HOOKS.to_owned(),
            format!("{HOOKS}acc_01J00000000000000000000000"),
            format!("{HOOKS}{account}/"),
            format!("/hook/{account}"),
            format!("{HOOKS}../{account}"),
        ] {
            let answer = door.say(&request(&path, &genuine)).await;
            assert_eq!(status(&answer), NOBODY, "{path}");
        }
        assert_eq!(requests_of_a_step(&world).await, 0, "{}", shop.provider);
        assert_eq!(not_due(&world, &operation).await, operation);

        // None of them stands in the place of the real one.
        world.pass(Duration::seconds(1));
        assert_eq!(door.post(&account, &genuine).await, thanks(shop));
        world.engine.step().await.unwrap();
        let paid = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded);
        door.shut().await;
    }
}

#[tokio::test]
async fn a_webhook_of_the_other_environment_is_refused_at_the_door() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let (_, genuine) = just_paid(&world, shop).await;
    let mut draft = world.draft(shop);
    draft.environment = Environment::Live;
    draft.base_url = None;
    let live = world.engine.add_account(draft).await.unwrap();
    let live = AccountId::parse(&live.id).unwrap();
    let door = Door::of(&world.engine).await;
    assert_eq!(door.post(&live, &genuine).await, NOT_BELIEVED);
    let kept = world.engine.store().journal.deliveries(&live, 9).await;
    assert_eq!(kept.unwrap()[0].flaw, Some(Flaw::OtherEnvironment));
    assert_eq!(requests_of_a_step(&world).await, 0);
}

#[tokio::test]
async fn a_body_of_fifty_megabytes_is_turned_away_unread() {
    let world = World::new().await;
    let shop = Shop::KAMPALA;
    let (operation, genuine) = just_paid(&world, shop).await;
    let path = format!("{HOOKS}{}", world.account(shop));
    let door = Door::of(&world.engine).await;

    // It says how long it is: not one byte of the body has to come.
    let mut large = genuine.clone();
    large.body.resize(50 * 1024 * 1024, b' ');
    let whole = request(&path, &large);
    let head = whole.len() - large.body.len();
    let mut waiting = door.connect().await;
    waiting.write_all(&whole[..head]).await.unwrap();
    let mut answer = [0; 12];
    waiting.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    drop(waiting);
    assert_eq!(status(&door.say(&whole).await), TOO_LARGE);

    // It does not say how long it is: nobody reads beyond the bound.
    let mut unsaid = format!("POST {path} HTTP/1.1\r\nHost: localhost\r\n").into_bytes();
    unsaid.extend(b"Transfer-Encoding: chunked\r\n\r\n");
    for _ in 0..20 {
        unsaid.extend(format!("{:x}\r\n", 64 * 1024).bytes());
        unsaid.resize(unsaid.len() + 64 * 1024, b' ');
        unsaid.extend(b"\r\n");
    }
    unsaid.extend(b"0\r\n\r\n");
    assert_eq!(status(&door.say(&unsaid).await), TOO_LARGE);

    assert_eq!(requests_of_a_step(&world).await, 0);
    assert_eq!(not_due(&world, &operation).await, operation);
}

#[tokio::test]
async fn more_than_ten_a_second_are_turned_away_and_each_account_has_its_own_ten() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let (_, genuine) = just_paid(&world, shop).await;
    let account = world.account(shop);
    let door = Door::of(&world.engine).await;
    for _ in 0..MOST_A_SECOND {
        assert_eq!(door.post(&account, &genuine).await, thanks(shop));
    }
    let path = format!("{HOOKS}{account}");
    let answer = door.say(&request(&path, &genuine)).await;
    assert_eq!(status(&answer), TOO_OFTEN);
    assert!(answer.to_lowercase().contains("\r\nretry-after: 1\r\n"));
    let journal = &world.engine.store().journal;
    assert_eq!(journal.deliveries(&account, 9).await.unwrap()[0].seen, 10);

    let other = world.account(Shop::KAMPALA);
    let unsigned = without_signature(&genuine);
    assert_eq!(door.post(&other, &unsigned).await, thanks(Shop::KAMPALA));
    world.pass(Duration::milliseconds(999));
    assert_eq!(door.post(&account, &genuine).await, TOO_OFTEN);
    world.pass(Duration::milliseconds(1));
    assert_eq!(door.post(&account, &genuine).await, thanks(shop));
    // A clock that is set back shuts nobody out.
    world.clock.wind(Duration::days(-1));
    assert_eq!(door.post(&account, &genuine).await, thanks(shop));
}

#[tokio::test]
async fn those_who_say_nothing_hold_the_door_for_a_moment_only() {
    let world = World::new().await;
    let shop = Shop::KAMPALA;
    let (_, genuine) = just_paid(&world, shop).await;
    let account = world.account(shop);
    let door = Door::of(&world.engine).await;
    let other = world.account(Shop::KIGALI);
    let whole = request(&format!("{HOOKS}{other}"), &genuine);
    let head = whole.len() - genuine.body.len();
    let mut slow = Vec::new();
    for place in 0..48 {
        let mut stream = door.connect().await;
        // Silent from the start, in the middle of a head, in the middle of a body.
        let part = [0, head / 2, head + 5][place % 3];
        stream.write_all(&whole[..part]).await.unwrap();
        slow.push(stream);
    }
    // It waits its turn, and its turn comes.
    assert_eq!(door.post(&account, &genuine).await, thanks(shop));
    for mut stream in slow {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        let rest = String::from_utf8(rest).unwrap();
        assert!(rest.is_empty() || rest.starts_with("HTTP/1.1 4"), "{rest}");
    }
    let journal = &world.engine.store().journal;
    assert_eq!(journal.deliveries(&other, 9).await.unwrap(), []);
}

#[tokio::test]
async fn the_secret_is_read_once_and_again_when_the_keys_change() {
    let mut world = World::new().await;
    let shop = Shop::KIGALI;
    let (_, genuine) = just_paid(&world, shop).await;
    let account = world.account(shop);
    let door = Door::of(&world.engine).await;
    assert_eq!(door.post(&account, &genuine).await, TAKEN);
    let keys = world.home().join("practice-keys.json");
    let aside = world.home().join("aside.json");
    std::fs::rename(&keys, &aside).unwrap();
    for _ in 0..3 {
        assert_eq!(door.post(&account, &genuine).await, TAKEN);
    }
    std::fs::rename(&aside, &keys).unwrap();
    let journal = &world.engine.store().journal;
    let kept = journal.deliveries(&account, 9).await.unwrap();
    assert_eq!((kept.len(), kept[0].seen), (1, 4), "all four were verified");

    let mut credentials = world.draft(shop).credentials;
    credentials.insert("webhook_secret".to_owned(), Secret::from("another"));
    let change = AccountChange {
        credentials: Some(credentials),
        settings: BTreeMap::new(),
        name: None,
    };
    world.engine.update_account(&account, change).await.unwrap();
    assert_eq!(door.post(&account, &genuine).await, NOT_BELIEVED);

    // An account that is gone has no door.
    world.start_again().await;
    let door = Door::of(&world.engine).await;
    let empty = world.account(Shop::KAMPALA);
    world.engine.remove_account(&empty).await.unwrap();
    assert_eq!(door.post(&empty, &genuine).await, NOBODY);
}

#[tokio::test]
async fn a_webhook_that_cannot_be_kept_is_not_acknowledged() {
    let world = World::new().await;
    let shop = Shop::KAMPALA;
    let (_, genuine) = just_paid(&world, shop).await;
    let account = world.account(shop);
    let door = Door::of(&world.engine).await;
    let unsigned = without_signature(&genuine);
    assert_eq!(door.post(&account, &unsigned).await, thanks(shop));
    world.engine.close().await;
    assert_eq!(door.post(&account, &genuine).await, NOT_NOW);
}

#[tokio::test]
async fn a_webhook_whose_taker_died_before_the_look_up_is_looked_up_at_the_next_start() {
    for shop in Shop::ALL {
        let mut world = World::new().await;
        let (operation, delivery) = just_paid(&world, shop).await;
        let door = Door::of(&world.engine).await;
        let answered = door.post(&world.account(shop), &delivery).await;
        assert_eq!(answered, thanks(shop));
        world.cut_off(tempfile::tempdir().unwrap()).await;
        not_due(&world, &operation).await;
        assert_eq!(requests_of_a_step(&world).await, 1);
        let paid = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded, "{}", shop.provider);
    }
}

#[tokio::test]
async fn a_door_that_was_shut_takes_nothing() {
    let world = World::new().await;
    let door = Door::of(&world.engine).await;
    let port = door.port;
    door.shut().await;
    let refused = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
    assert!(refused.is_err());
}
