//! Who works here: PINs, what one owner cannot do alone, and the trail of what was done.

use crate::owners::{
    CHANTAL, JUSTINE, UGX, added, approve, audited, currency, pin, second, two_owners, waiting,
};
use chrono::Duration;
use domain::{Environment, Lang, Role};
use tests::{Shop, World};

#[tokio::test]
async fn a_threshold_takes_two_owners_and_is_loosened_by_both() {
    let world = World::new().await;
    let engine = &world.engine;
    let chantal = added(engine, "Chantal", Role::Owner, CHANTAL).await;
    engine.seat(Some(&chantal));
    let alone = engine
        .set_setting("approve_above.UGX", Some("20000"))
        .await
        .unwrap_err();
    assert_eq!(alone.code, "owners_needed");
    let justine = added(engine, "Justine", Role::Owner, JUSTINE).await;
    engine
        .set_setting("approve_above.UGX", Some("20000"))
        .await
        .unwrap();
    for looser in [None, Some("30000")] {
        let set = engine.set_setting("approve_above.UGX", looser).await;
        assert_eq!(set.unwrap_err().code, "second_owner_needed");
        let own = second(&chantal, CHANTAL);
        let set = engine
            .set_threshold(currency(UGX), looser, Some(&own))
            .await;
        assert_eq!(set.unwrap_err().code, "own_request");
    }
    // What would make a second owner of the first is loosening too.
    let own_friend = engine
        .add_staff("Friend", Role::Owner, &pin("1234"), None)
        .await;
    assert_eq!(own_friend.unwrap_err().code, "second_owner_needed");
    let taken = engine.set_pin(&justine.id, &pin("1234"), None).await;
    assert_eq!(taken.unwrap_err().code, "second_owner_needed");
    let gone = engine.remove_staff(&justine.id).await.unwrap_err();
    assert_eq!(gone.code, "owners_needed");
    engine
        .set_setting("approve_above.UGX", Some("10000"))
        .await
        .unwrap();
    let both = second(&justine, JUSTINE);
    engine
        .set_threshold(currency(UGX), None, Some(&both))
        .await
        .unwrap();
    assert!(engine.thresholds().await.unwrap().is_empty());
    engine.remove_staff(&justine.id).await.unwrap();
}

#[tokio::test]
async fn the_first_is_an_owner_the_last_owner_stays_and_a_name_is_one_person() {
    let world = World::new().await;
    let engine = &world.engine;
    let add = async |name: &str, role| {
        let pin = pin(CHANTAL);
        engine.add_staff(name, role, &pin, None).await
    };
    let first = add("Moses", Role::Cashier).await.unwrap_err();
    assert_eq!(first.code, "owner_first");
    let chantal = add(" Chantal ", Role::Owner).await.unwrap();
    assert_eq!(chantal.name, "Chantal");
    for (name, code) in [
        ("chantal", "name_taken"),
        ("duka", "bad_name"),
        (" ", "bad_name"),
        ("a\u{7}b", "bad_name"),
    ] {
        let refused = add(name, Role::Support).await.unwrap_err();
        assert_eq!(refused.code, code, "{name:?}");
    }
    let last = engine.remove_staff(&chantal.id).await.unwrap_err();
    assert_eq!(last.code, "last_owner");
    let moses = add("Moses", Role::Cashier).await.unwrap();
    engine.remove_staff(&moses.id).await.unwrap();
    let gone = engine.sign_in(&moses.id, &pin(CHANTAL)).await.unwrap_err();
    assert_eq!(gone.code, "wrong_pin");
    assert_eq!(engine.staff().await.unwrap(), [chantal]);
}

#[tokio::test]
async fn wrong_pins_slow_down_and_a_restart_forgets_none_of_them() {
    let mut world = World::new().await;
    let chantal = added(&world.engine, "Chantal", Role::Owner, CHANTAL).await;
    let (right, wrong) = (pin(CHANTAL), pin("0000"));
    for _ in 0..5 {
        let refused = world.engine.sign_in(&chantal.id, &wrong).await;
        assert_eq!(refused.unwrap_err().code, "wrong_pin");
    }
    let blocked = world.engine.sign_in(&chantal.id, &right).await;
    assert_eq!(blocked.unwrap_err().code, "pin_blocked");
    world.start_again().await;
    world.pass(Duration::seconds(29));
    let blocked = world.engine.sign_in(&chantal.id, &right).await;
    assert_eq!(blocked.unwrap_err().code, "pin_blocked");
    world.pass(Duration::seconds(1));
    let sixth = world.engine.sign_in(&chantal.id, &wrong).await;
    assert_eq!(sixth.unwrap_err().code, "wrong_pin");
    world.pass(Duration::seconds(59));
    let blocked = world.engine.sign_in(&chantal.id, &right).await;
    assert_eq!(blocked.unwrap_err().code, "pin_blocked");
    world.pass(Duration::seconds(1));
    let staff = world.engine.sign_in(&chantal.id, &right).await.unwrap();
    assert_eq!(staff, chantal);
    world.engine.sign_in(&chantal.id, &wrong).await.unwrap_err();
    world.engine.sign_in(&chantal.id, &right).await.unwrap();
}

#[tokio::test]
async fn many_tries_at_once_are_no_more_than_five() {
    let world = World::new().await;
    let chantal = added(&world.engine, "Chantal", Role::Owner, CHANTAL).await;
    let wrong = pin("0000");
    let tries = (0..12).map(|_| world.engine.sign_in(&chantal.id, &wrong));
    let codes: Vec<String> = futures::future::join_all(tries)
        .await
        .into_iter()
        .map(|refused| refused.unwrap_err().code)
        .collect();
    let compared = codes.iter().filter(|code| *code == "wrong_pin").count();
    assert_eq!(compared, 5, "{codes:?}");
}

#[tokio::test]
async fn what_people_did_is_written_down_whole_and_goes_into_a_file_without_a_pin() {
    let world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    let engine = &world.engine;
    engine.sign_in(&justine.id, &pin("0000")).await.unwrap_err();
    engine.sign_in(&justine.id, &pin(JUSTINE)).await.unwrap();
    engine.seat(Some(&justine));
    engine
        .set_setting("business", Some("=cmd()"))
        .await
        .unwrap();
    let recorded = engine
        .create(world.charge(Shop::KIGALI, "01"))
        .await
        .unwrap();
    engine.cancel(&recorded.id).await.unwrap();
    engine.sign_out(&justine, false).await.unwrap();
    let acts = audited(&world).await;
    for act in [
        format!("Chantal staff_added {}", chantal.id),
        format!("Chantal staff_added {}", justine.id),
        "Chantal setting approve_above.UGX".to_owned(),
        format!("Duka pin_refused {}", justine.id),
        format!("Justine signed_in {}", justine.id),
        "Justine setting business".to_owned(),
        format!("Justine recorded {}", recorded.id),
        format!("Justine cancelled_by_person {}", recorded.id),
        format!("Justine signed_out {}", justine.id),
    ] {
        assert!(acts.contains(&act), "{act}: {acts:?}");
    }
    let out = world.home().join("audit.csv");
    let told = engine
        .export_audit(&out, Environment::Sandbox, Lang::En)
        .await
        .unwrap();
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(told.rows, acts.len() as u64);
    assert!(text.starts_with("\u{feff}# The chain is whole."));
    assert!(text.contains("'=cmd()"), "no cell is a formula");
    for secret in [CHANTAL, JUSTINE, "argon2", Shop::KIGALI.customer] {
        assert!(!text.contains(secret), "{secret} stands in the audit");
    }
}

#[tokio::test]
async fn an_audit_whose_chain_broke_locks_sending() {
    let mut world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    world.engine.close().await;
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(world.home().join("journal.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let done = sqlx::query("UPDATE audit SET actor = 'Justine' WHERE what = 'approval_asked'")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 1);
    pool.close().await;
    world.start_again().await;
    let refused = world.engine.create(world.payout(Shop::KIGALI, "01")).await;
    assert_eq!(refused.unwrap_err().code, "sending_locked");
    // Nobody knows any more who asked for it: it is looked up, and approved by nobody.
    let by = second(&justine, JUSTINE);
    let approved = approve(&world, &payout, &by).await.unwrap_err();
    assert_eq!(approved.code, "not_waiting");
    let page = world
        .engine
        .audit_page(None, Environment::Sandbox)
        .await
        .unwrap();
    assert!(page.broken_at.is_some());
    assert_eq!(world.posted(), 0);
}
