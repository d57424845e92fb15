//! A home that was copied, restored or damaged may not know what was sent in its name. It sends nothing until it does.

use chrono::Duration;
use domain::{Lang, State};
use engine::ChargeDraft;
use std::path::{Path, PathBuf};
use store::{Actor, Restored};
use tests::{Shop, World};

fn actor() -> Actor {
    Actor {
        name: "Amina".to_owned(),
        by: "test".to_owned(),
    }
}

fn named(mut draft: ChargeDraft, request_id: &str) -> ChargeDraft {
    draft.request_id = Some(request_id.to_owned());
    draft
}

/// The whole home as it lies on disk, somewhere else.
pub(super) fn copied(home: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(home).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    copy
}

async fn code(engine: &engine::Engine, draft: ChargeDraft) -> String {
    engine.create(draft).await.unwrap_err().code
}

pub(super) async fn sync(engine: &engine::Engine) {
    let views = engine
        .sync(None, None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    assert!(views.iter().all(|view| view.error.is_none()), "{views:?}");
}

async fn restore(world: &World, copy: Option<&Path>) -> Restored {
    engine::restore_journal(world.home(), copy, &actor(), world.engine.clock().now())
        .await
        .unwrap()
}

/// The sound copy that the executor made of itself.
fn own_copy(world: &World) -> PathBuf {
    engine::journal_copies(world.home()).unwrap()[0]
        .path
        .clone()
}

#[tokio::test]
async fn a_copied_home_sends_nothing_until_it_is_synced_and_a_person_says_it_is_the_only_desk() {
    let world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.engine.close().await;
    let copy = copied(world.home());
    let elsewhere = world.run_on(copy.path(), "another counter").await;

    let lock = elsewhere.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!((lock.why, lock.may_confirm), ("copied", false));
    let refused = code(&elsewhere, world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(refused, "sending_locked");
    let early = elsewhere.confirm_only_desk().await.unwrap_err();
    assert_eq!(early.code, "gap_not_covered");
    assert_eq!(world.posted(), 1);

    sync(&elsewhere).await;
    let lock = elsewhere.sending_lock(Lang::Fr).await.unwrap().unwrap();
    assert!(lock.may_confirm, "{lock:?}");
    // Knowing everything is not enough: two desks could still both send.
    let refused = code(&elsewhere, world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(refused, "sending_locked");
    elsewhere.confirm_only_desk().await.unwrap();
    assert_eq!(elsewhere.sending_lock(Lang::En).await.unwrap(), None);
    let recorded = elsewhere
        .create(world.charge(Shop::KIGALI, "01"))
        .await
        .unwrap();
    elsewhere.send(&recorded.id).await.unwrap();
    assert_eq!(world.posted(), 2);
    // It stays confirmed.
    elsewhere.close().await;
    let again = world.run_on(copy.path(), "another counter").await;
    assert_eq!(again.sending_lock(Lang::En).await.unwrap(), None);
}

#[tokio::test]
async fn the_same_home_in_the_same_place_is_not_locked() {
    let mut world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.start_again().await;
    assert_eq!(world.engine.sending_lock(Lang::En).await.unwrap(), None);
}

#[tokio::test]
async fn what_was_sent_after_the_copy_is_adopted_and_never_sent_again_under_its_request_id() {
    let mut world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "03")).await;
    world.start_again().await;
    let copy = own_copy(&world);
    world.pass(Duration::minutes(30));
    let kampala = world
        .take(named(world.charge(Shop::KAMPALA, "01"), "till-7"))
        .await;
    let kigali = world
        .take(named(world.charge(Shop::KIGALI, "01"), "till-8"))
        .await;
    world.until(&kigali.id, State::Succeeded).await;
    world.engine.close().await;

    let restored = restore(&world, Some(&copy)).await;
    assert!(restored.aside.unwrap().is_file(), "the newer book is kept");
    world.start_again().await;
    let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!(lock.why, "restored");
    assert_eq!(
        lock.gap_from,
        Some(restored.end.unwrap().at),
        "the gap begins where the copy ends"
    );

    sync(&world.engine).await;
    let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!(lock.adopted, 1, "what bears our prefix is ours");
    world.engine.confirm_only_desk().await.unwrap();

    let posted = world.posted();
    for (shop, request_id, first) in [
        (Shop::KAMPALA, "till-7", &kampala),
        (Shop::KIGALI, "till-8", &kigali),
    ] {
        let draft = named(world.charge(shop, "01"), request_id);
        let error = world.engine.create(draft).await.unwrap_err();
        assert_eq!(error.code, "sent_before_restore", "{shop:?}");
        let reference = first.provider_reference.as_deref().unwrap();
        assert!(error.message.en.contains(reference), "{}", error.message.en);
    }
    assert_eq!(world.posted(), posted);
    // The guard knows the adopted one, too.
    let twice = code(&world.engine, world.charge(Shop::KAMPALA, "01")).await;
    assert_eq!(twice, "possible_duplicate");
}

#[tokio::test]
async fn a_payout_sent_after_the_copy_is_adopted_as_a_payout_and_asked_about_before_another() {
    // Where our reference has a field of its own, and where only a code stands in the note.
    for shop in [Shop::KAMPALA, Shop::KIGALI] {
        let mut world = World::new().await;
        world.take(world.charge(Shop::KAMPALA, "03")).await;
        world.start_again().await;
        let copy = own_copy(&world);
        world.pass(Duration::minutes(30));
        let mut draft = world.payout(shop, "01");
        draft.request_id = Some("wages-38".to_owned());
        let sent = world.pay(draft.clone()).await;
        world.until(&sent.id, State::Succeeded).await;
        world.engine.close().await;
        restore(&world, Some(&copy)).await;
        world.start_again().await;
        sync(&world.engine).await;
        let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
        assert_eq!(lock.adopted, 1, "money that went out is ours, too");
        world.engine.confirm_only_desk().await.unwrap();
        let posted = world.posted();
        let error = world.engine.create(draft).await.unwrap_err();
        assert_eq!(error.code, "sent_before_restore");
        let adopted = error.operation.unwrap();
        assert_eq!(adopted.kind, domain::Kind::Payout);
        assert!(matches!(adopted.details, domain::Details::Payout(_)));
        let twice = world.payout(shop, "01");
        let error = world.engine.create(twice).await.unwrap_err();
        assert_eq!(error.code, "possible_duplicate", "{}", shop.provider);
        assert_eq!(world.posted(), posted);
    }
}

#[tokio::test]
async fn a_journal_exchanged_by_hand_for_an_older_one_is_noticed() {
    let mut world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "03")).await;
    world.start_again().await;
    let copy = own_copy(&world);
    world.pass(Duration::minutes(30));
    world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.engine.close().await;
    std::fs::copy(&copy, world.home().join("journal.db")).unwrap();
    world.start_again().await;
    let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!(lock.why, "restored");
    let refused = code(&world.engine, world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(refused, "sending_locked");
}

#[tokio::test]
async fn what_was_recorded_when_the_copy_was_made_may_have_left_since_and_is_in_doubt() {
    let mut world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "03")).await;
    world.pass(Duration::minutes(30));
    let recorded = world
        .engine
        .create(world.charge(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    let copy = copied(world.home());
    let sent = world.engine.send(&recorded.id).await.unwrap();
    assert_eq!(sent.state, State::Pending);
    world.engine.close().await;

    // The original's machine burns down; the copy goes on elsewhere, a day later.
    world.pass(Duration::days(1));
    let elsewhere = world.run_on(copy.path(), "another counter").await;
    elsewhere.settle_at_start().await.unwrap();
    let found = elsewhere.operation(&recorded.id).await.unwrap();
    assert_eq!(found.state, State::InDoubt, "neither unsent nor sent again");
    for _ in 0..3 {
        elsewhere.step().await.unwrap();
        world.pass(Duration::minutes(1));
    }
    let found = elsewhere.operation(&recorded.id).await.unwrap();
    assert_eq!(found.state, State::Succeeded);
    assert_eq!(found.provider_reference, sent.provider_reference);
    assert_eq!(world.posted(), 2);
    world.start_again().await;
}

async fn change_a_row(world: &World, sql: &'static str) {
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(world.home().join("journal.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let done = sqlx::query(sql).execute(&pool).await.unwrap();
    assert!(done.rows_affected() > 0);
    pool.close().await;
}

#[tokio::test]
async fn a_row_changed_behind_dukas_back_locks_sending_whatever_the_row() {
    for sql in [
        "UPDATE operations SET amount = amount * 2",
        "UPDATE operations SET state = 'recorded'",
        "UPDATE operations SET phone = '+256772418399'",
        "UPDATE operations SET sum = NULL",
        "UPDATE transitions SET cause = 'x' WHERE seq = 2",
    ] {
        let mut world = World::new().await;
        world.take(world.charge(Shop::KAMPALA, "01")).await;
        world.engine.close().await;
        change_a_row(&world, sql).await;
        world.start_again().await;
        let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
        assert_eq!(lock.why, "damaged", "{sql}");
        assert!(!lock.may_confirm && lock.detail.is_some(), "{sql}");
        let refused = code(&world.engine, world.charge(Shop::KIGALI, "01")).await;
        assert_eq!(refused, "sending_locked", "{sql}");
        sync(&world.engine).await;
        let error = world.engine.confirm_only_desk().await.unwrap_err();
        assert_eq!(error.code, "sending_locked", "{sql}");
        assert_eq!(world.posted(), 1, "{sql}");
    }
}

#[tokio::test]
async fn a_damaged_journal_is_exported_and_restored_from_its_newest_sound_copy() {
    let mut world = World::new().await;
    let first = world.take(world.charge(Shop::KAMPALA, "02")).await;
    world.until(&first.id, State::Failed).await;
    world.start_again().await;
    world.engine.close().await;
    change_a_row(&world, "UPDATE operations SET amount = amount * 2").await;
    // The damage is not carried into a copy that would push out a sound one.
    world.pass(Duration::days(2));
    world.start_again().await;
    assert_eq!(engine::journal_copies(world.home()).unwrap().len(), 1);
    world.engine.close().await;

    let out = world.home().join("export.jsonl");
    let exported = engine::export_journal(world.home(), &out).await.unwrap();
    assert!(exported.cut_short.is_empty());
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text.lines().count() as u64, exported.rows);
    assert!(text.contains(first.id.as_str()));

    restore(&world, None).await;
    world.start_again().await;
    let kept = world.engine.operation(&first.id).await.unwrap();
    assert_eq!(kept.amount, first.amount);
    let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!(lock.why, "restored");
    sync(&world.engine).await;
    world.engine.confirm_only_desk().await.unwrap();
    world.take(world.charge(Shop::KIGALI, "01")).await;
}

#[tokio::test]
async fn a_copy_that_is_damaged_itself_is_not_restored() {
    let mut world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "03")).await;
    world.start_again().await;
    let copy = own_copy(&world);
    world.engine.close().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&copy);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::query("UPDATE operations SET amount = 1")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    let before = std::fs::read(world.home().join("journal.db")).unwrap();
    let error = engine::restore_journal(world.home(), None, &actor(), world.engine.clock().now())
        .await
        .unwrap_err();
    assert_eq!(error.code, "damaged_database");
    assert_eq!(
        std::fs::read(world.home().join("journal.db")).unwrap(),
        before
    );
}

#[tokio::test]
async fn nothing_is_restored_under_a_working_executor() {
    let world = World::new().await;
    world.take(world.charge(Shop::KAMPALA, "03")).await;
    let lock = engine::lock::FileLock::try_acquire(&world.home().join("executor.lock"))
        .unwrap()
        .unwrap();
    let error = engine::restore_journal(world.home(), None, &actor(), world.engine.clock().now())
        .await
        .unwrap_err();
    assert_eq!(error.code, "home_in_use");
    drop(lock);
}

#[tokio::test]
async fn a_week_of_daily_copies_is_kept() {
    let mut world = World::new().await;
    for _ in 0..10 {
        world.take(world.charge(Shop::KAMPALA, "03")).await;
        world.pass(Duration::hours(25));
        world.start_again().await;
    }
    let copies = engine::journal_copies(world.home()).unwrap();
    assert_eq!(copies.len(), 7);
    assert!(copies.windows(2).all(|two| two[0].at > two[1].at));
}

#[tokio::test]
async fn an_operation_left_in_sending_is_doubted_by_the_same_executor() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    // As a disk leaves it that took `sending` and not the answer.
    let journal = &world.engine.store().journal;
    assert!(sent.state == State::Pending);
    let recorded = world
        .engine
        .create(world.charge(Shop::KIGALI, "01"))
        .await
        .unwrap();
    let mut sending = recorded.clone();
    sending.state = State::Sending;
    journal
        .apply(&store::Change {
            operation: &sending,
            from_version: recorded.version,
            actor: &actor(),
            cause: "send",
            detail: None,
            at: world.engine.clock().now(),
            begin_attempt: None,
            end_attempt: None,
            open_doubts: Vec::new(),
            settle_doubts: Vec::new(),
        })
        .await
        .unwrap();
    // The lock is held on, so no start puts it right.
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn({
        let engine = world.engine.clone();
        async move { engine.run(stopped).await }
    });
    let mut changes = world.engine.changes();
    while world.engine.operation(&recorded.id).await.unwrap().state == State::Sending {
        changes.recv().await.unwrap();
    }
    stop.send(true).unwrap();
    world.pass(Duration::seconds(10));
    running.await.unwrap();
    let doubted = world.engine.operation(&recorded.id).await.unwrap();
    assert_ne!(doubted.state, State::Recorded);
    assert_eq!(world.posted(), 1);
}
