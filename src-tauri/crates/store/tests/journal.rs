//! The promises of the journal, over real files.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use domain::{
    Details, DoubtKind, Environment, Kind, Operation, RefundDetails, State, Text, TransactionId,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Actor, Change, Depth, EndedAttempt, Inserted, NewAnswer, NewAttempt, Recorded, Store,
    StoreError,
};
use support::{account, account_id, actor, at, home, operation, ugx};

fn change<'a>(operation: &'a Operation, actor: &'a Actor) -> Change<'a> {
    Change {
        operation,
        from_version: operation.version,
        actor,
        cause: "test",
        detail: None,
        at: at(10),
        begin_attempt: None,
        end_attempt: None,
        open_doubts: vec![],
        settle_doubts: vec![],
    }
}

async fn recorded(store: &Store, number: u64) -> Operation {
    let new = operation(number);
    match store
        .journal
        .record(&new, &actor(), "asked", at(1))
        .await
        .unwrap()
    {
        Recorded::New(kept) => kept,
        Recorded::Existing(kept) | Recorded::RefundedMeanwhile(kept) => {
            panic!("{} was there", kept.id)
        }
    }
}

async fn moved(store: &Store, operation: &Operation, to: State) -> Operation {
    let wanted = Operation {
        state: to,
        ..operation.clone()
    };
    store
        .journal
        .apply(&change(&wanted, &actor()))
        .await
        .unwrap()
}

#[tokio::test]
async fn an_operation_is_on_disk_before_record_returns() {
    let (folder, store) = home().await;
    let kept = recorded(&store, 1).await;
    let other = Store::open(folder.path()).await.unwrap();
    let read = other.journal.operation(&kept.id).await.unwrap().unwrap();
    assert_eq!(read, operation(1));
    assert_eq!(other.journal.timeline(&kept.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_same_request_id_gives_the_first_operation() {
    let (_folder, store) = home().await;
    let first = recorded(&store, 1).await;
    let mut again = operation(2);
    again.request_id.clone_from(&first.request_id);
    let answer = store
        .journal
        .record(&again, &actor(), "asked", at(5))
        .await
        .unwrap();
    assert_eq!(answer, Recorded::Existing(first.clone()));
    assert!(store.journal.operation(&again.id).await.unwrap().is_none());
    assert_eq!(store.journal.timeline(&first.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_that_record_the_same_request_at_once_get_one_operation() {
    let (folder, store) = home().await;
    let other = Store::open(folder.path()).await.unwrap();
    let (mut one, mut two) = (operation(1), operation(2));
    one.request_id = "same".into();
    two.request_id = "same".into();
    let actor = actor();
    let (a, b) = tokio::join!(
        store.journal.record(&one, &actor, "asked", at(1)),
        other.journal.record(&two, &actor, "asked", at(1)),
    );
    let answers = [a.unwrap(), b.unwrap()];
    let new = answers
        .iter()
        .filter(|a| matches!(a, Recorded::New(_)))
        .count();
    assert_eq!(new, 1, "{answers:?}");
}

#[tokio::test]
async fn a_stale_writer_is_refused() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    let sending = moved(&store, &read, State::Sending).await;
    assert_eq!(sending.version, read.version + 1);
    let late = Operation {
        state: State::Cancelled,
        ..read.clone()
    };
    let error = store
        .journal
        .apply(&change(&late, &actor()))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Stale { .. }), "{error}");
    assert_eq!(
        store.journal.operation(&read.id).await.unwrap(),
        Some(sending)
    );
}

#[tokio::test]
async fn an_illegal_transition_is_refused_by_the_store() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    for &to in State::ALL {
        if to == read.state || read.state.may_become(to) {
            continue;
        }
        let wanted = Operation {
            state: to,
            ..read.clone()
        };
        let error = store
            .journal
            .apply(&change(&wanted, &actor()))
            .await
            .unwrap_err();
        assert!(
            matches!(error, StoreError::Illegal { .. }),
            "{to:?}: {error}"
        );
    }
    assert_eq!(store.journal.operation(&read.id).await.unwrap(), Some(read));
}

#[tokio::test]
async fn what_decides_who_pays_what_never_changes() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    let dearer = Operation {
        amount: ugx(90_000),
        ..read.clone()
    };
    let error = store
        .journal
        .apply(&change(&dearer, &actor()))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Fixed {
                field: "amount",
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn sending_its_attempt_and_its_doubt_are_one_commit_or_none() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    let actor = actor();
    let wanted = Operation {
        state: State::Sending,
        ..read.clone()
    };
    let mut sending = change(&wanted, &actor);
    sending.begin_attempt = Some(NewAttempt {
        id: "at_1",
        request_hash: "ff",
    });
    let now = store.journal.apply(&sending).await.unwrap();
    assert!(store.journal.apply(&sending).await.is_err());
    assert_eq!(store.journal.attempts(&read.id).await.unwrap().len(), 1);

    let wanted = Operation {
        state: State::InDoubt,
        ..now
    };
    let mut lost = change(&wanted, &actor);
    lost.end_attempt = Some(EndedAttempt {
        id: "at_1",
        result: "reset",
        answer: Some(NewAnswer {
            what: "create_charge",
            status: 504,
            redacted_body: "late",
        }),
    });
    lost.open_doubts = vec![
        (
            DoubtKind::FateUnknown,
            Text::new("no answer", "pas de réponse"),
        ),
        (DoubtKind::FateUnknown, Text::new("twice", "deux fois")),
    ];
    let doubted = store.journal.apply(&lost).await.unwrap();
    assert!(store.journal.apply(&lost).await.is_err());
    let answers = store.journal.answers(&read.id).await.unwrap();
    let kept: Vec<(u16, &str)> = answers
        .iter()
        .map(|a| (a.status, a.body.as_str()))
        .collect();
    assert_eq!(kept, [(504, "late")], "with the change or not at all");
    let live = Some(Environment::Live);
    assert_eq!(store.journal.doubts(live, false).await.unwrap().len(), 1);
    assert!(
        store
            .journal
            .doubts(Some(Environment::Sandbox), true)
            .await
            .unwrap()
            .is_empty()
    );

    store
        .journal
        .set_doubt_aside(&read.id, "asked the customer", &actor, at(20))
        .await
        .unwrap();
    assert!(store.journal.doubts(live, false).await.unwrap().is_empty());
    assert_eq!(store.journal.doubts(live, true).await.unwrap().len(), 1);

    let paid = Operation {
        state: State::Succeeded,
        ..doubted
    };
    let mut settled = change(&paid, &actor);
    settled.settle_doubts = vec![DoubtKind::FateUnknown];
    store.journal.apply(&settled).await.unwrap();
    assert!(store.journal.doubts(live, true).await.unwrap().is_empty());
    assert_eq!(store.journal.doubts_of(&read.id).await.unwrap().len(), 1);
    let told: Vec<String> = store
        .journal
        .timeline(&read.id)
        .await
        .unwrap()
        .into_iter()
        .map(|entry| entry.what)
        .collect();
    for word in [
        "state:recorded",
        "state:sending",
        "attempt:began",
        "attempt:ended",
        "doubt:fate_unknown",
        "aside:fate_unknown",
        "settled:fate_unknown",
        "state:succeeded",
    ] {
        assert!(told.iter().any(|what| what == word), "{word} in {told:?}");
    }
}

#[tokio::test]
async fn the_guard_sees_recent_ones_and_doubts_of_any_age() {
    let (_folder, store) = home().await;
    let phone = operation(1).phone.unwrap();
    let similar = |since| {
        let (journal, phone) = (store.journal.clone(), phone.clone());
        async move {
            journal
                .similar(
                    Environment::Live,
                    &[Kind::Charge],
                    phone.e164(),
                    &ugx(50_000),
                    at(since),
                )
                .await
                .unwrap()
                .len()
        }
    };
    let read = recorded(&store, 1).await;
    assert_eq!((similar(1).await, similar(2).await), (1, 0));
    let sending = moved(&store, &read, State::Sending).await;
    let doubted = moved(&store, &sending, State::InDoubt).await;
    assert_eq!(similar(9_999).await, 1);
    moved(&store, &doubted, State::Failed).await;
    assert_eq!(similar(0).await, 0);
}

#[tokio::test]
async fn a_failed_look_up_changes_nothing_else() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    let checks = domain::Checks {
        last_failure: Some("no network".into()),
        next_at: Some(at(60)),
        count: 1,
        last_at: None,
    };
    store.journal.note_check(&read.id, &checks).await.unwrap();
    let after = store.journal.operation(&read.id).await.unwrap().unwrap();
    let expected = Operation {
        checks,
        ..read.clone()
    };
    assert_eq!(after, expected);
    assert_eq!(store.journal.timeline(&read.id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_last_twenty_answers_are_kept() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    for number in 0..25 {
        let answer = NewAnswer {
            what: "status",
            status: 200,
            redacted_body: &format!("{{\"n\":{number}}}"),
        };
        store
            .journal
            .keep_answer(&read.id, at(number), &answer)
            .await
            .unwrap();
    }
    let kept = store.journal.answers(&read.id).await.unwrap();
    assert_eq!(kept.len(), 20);
    assert_eq!(kept[0].body, "{\"n\":24}");
}

#[tokio::test]
async fn the_same_merchant_is_not_set_up_twice() {
    let (_folder, store) = home().await;
    let mut again = account("two", Environment::Live);
    again.identity = "identity-one".into();
    let answer = store
        .journal
        .insert_account(&again, &actor(), at(1))
        .await
        .unwrap();
    assert_eq!(
        answer,
        Inserted::SameIdentity(account("one", Environment::Live))
    );
    again.environment = Environment::Sandbox;
    let answer = store
        .journal
        .insert_account(&again, &actor(), at(1))
        .await
        .unwrap();
    assert_eq!(answer, Inserted::Done);
    assert_eq!(store.journal.accounts().await.unwrap().len(), 3);
}

#[tokio::test]
async fn operations_are_found_by_either_reference() {
    let (_folder, store) = home().await;
    let read = recorded(&store, 1).await;
    let sending = moved(&store, &read, State::Sending).await;
    let wanted = Operation {
        state: State::Pending,
        provider_reference: Some("P-1".into()),
        ..sending
    };
    let kept = store
        .journal
        .apply(&change(&wanted, &actor()))
        .await
        .unwrap();
    let account = account_id("one");
    let journal = &store.journal;
    let by = |ours, theirs| journal.operation_by_reference(&account, Kind::Charge, ours, theirs);
    assert_eq!(
        by(Some("K7Q2M1"), None).await.unwrap(),
        std::slice::from_ref(&kept)
    );
    assert_eq!(
        by(None, Some("P-1")).await.unwrap(),
        std::slice::from_ref(&kept)
    );
    assert_eq!(
        by(Some("K7Q2M1"), Some("P-1")).await.unwrap(),
        std::slice::from_ref(&kept)
    );
    assert!(by(None, None).await.unwrap().is_empty());
    let wanted = [(account.clone(), Kind::Charge, "P-1".to_owned())];
    let found = journal
        .operations_by_provider_references(&wanted)
        .await
        .unwrap();
    assert_eq!(found, std::slice::from_ref(&kept));
    assert!(
        journal
            .our_reference_taken(&account, "K7Q2M1")
            .await
            .unwrap()
    );
    assert!(
        !journal
            .our_reference_taken(&account, "K7Q2M9")
            .await
            .unwrap()
    );
    assert_eq!(
        journal.open_operations(None).await.unwrap(),
        std::slice::from_ref(&kept)
    );
    let recent = journal
        .recent_operations(Environment::Live, at(0), 5)
        .await
        .unwrap();
    assert_eq!(recent, [kept]);
}

#[tokio::test]
async fn a_transition_changed_afterwards_breaks_the_chain() {
    let (folder, store) = home().await;
    let read = recorded(&store, 1).await;
    moved(&store, &read, State::Cancelled).await;
    store.journal.verify_chain().await.unwrap();
    let path = folder.path().join("journal.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::query("UPDATE transitions SET actor = 'Mallory' WHERE seq = 1")
        .execute(&pool)
        .await
        .unwrap();
    let error = store.journal.verify_chain().await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[tokio::test]
async fn a_journal_says_whether_it_is_as_it_was_written() {
    for (sql, whole) in [
        ("UPDATE operations SET check_count = 9", true),
        ("UPDATE operations SET amount = amount + 1", false),
        ("UPDATE operations SET state = 'recorded'", false),
        ("UPDATE operations SET sum = NULL", false),
        (
            "UPDATE transitions SET actor = 'Mallory' WHERE seq = 1",
            false,
        ),
        ("DELETE FROM transitions WHERE seq = 2", false),
    ] {
        let (folder, store) = home().await;
        let read = recorded(&store, 1).await;
        moved(&store, &read, State::Cancelled).await;
        store.journal.verify(Depth::Whole).await.unwrap();
        let path = folder.path().join("journal.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        sqlx::query(sql).execute(&pool).await.unwrap();
        for depth in [Depth::Recent, Depth::Whole] {
            let verified = store.journal.verify(depth).await;
            assert_eq!(verified.is_ok(), whole, "{sql}: {verified:?}");
        }
    }
}

#[tokio::test]
async fn an_operation_written_before_there_were_sums_is_not_called_damaged() {
    let (folder, store) = home().await;
    recorded(&store, 1).await;
    let path = folder.path().join("journal.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    for sql in [
        "UPDATE operations SET sum = NULL",
        "UPDATE settings SET value = (SELECT max(row) FROM operations) WHERE key = 'sums_from'",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    store.journal.verify(Depth::Whole).await.unwrap();
    recorded(&store, 2).await;
    store.journal.verify(Depth::Whole).await.unwrap();
}

#[tokio::test]
async fn two_refunds_of_one_charge_that_were_checked_at_once_are_recorded_one_at_a_time() {
    let (_folder, store) = home().await;
    let charge = TransactionId::derive(&operation(1).account, Kind::Charge, "ch_1");
    let refund = |number: u64| {
        let mut refund = operation(number);
        refund.kind = Kind::Refund;
        refund.details = Details::Refund(RefundDetails {
            charge: charge.clone(),
            charge_reference: "ch_1".to_owned(),
            charged: ugx(85_000),
            refunded_before: ugx(0),
        });
        refund
    };
    let record = async |refund: &Operation| {
        let at = refund.created_at;
        let recorded = store.journal.record(refund, &actor(), "recorded", at).await;
        recorded.unwrap()
    };
    let Recorded::New(first) = record(&refund(1)).await else {
        panic!("the first one is recorded")
    };
    let Recorded::RefundedMeanwhile(other) = record(&refund(2)).await else {
        panic!("two refunds of one charge are open at once")
    };
    assert_eq!(other.id, first.id);
}

/// One operation in each state, of each kind, with a provider's reference and without: `number` of them.
async fn all_sorts(store: &Store, number: u64) {
    for number in 1..=number {
        let mut one = operation(number);
        let states = State::ALL;
        one.state = states[usize::try_from(number / 7).unwrap() % states.len()];
        one.amount = ugx(i64::try_from(number).unwrap() * 1_000);
        one.provider_reference = number
            .is_multiple_of(3)
            .then(|| format!("reference-{number}"));
        if number.is_multiple_of(7) {
            one.environment = Environment::Sandbox;
        }
        if number.is_multiple_of(5) {
            let charge_reference = format!("ch_{number}");
            one.kind = Kind::Refund;
            one.details = Details::Refund(RefundDetails {
                charge: TransactionId::derive(&one.account, Kind::Charge, &charge_reference),
                charge_reference,
                charged: ugx(85_000),
                refunded_before: ugx(0),
            });
        }
        let at = one.created_at;
        let recorded = store.journal.record(&one, &actor(), "recorded", at).await;
        assert!(matches!(recorded, Ok(Recorded::New(_))), "{recorded:?}");
    }
}

#[tokio::test]
async fn what_is_open_since_a_moment_comes_to_what_each_of_it_comes_to() {
    let (_folder, store) = home().await;
    all_sorts(&store, 150).await;
    let live = Environment::Live;
    let mut sums = 0;
    for since in [at(0), at(70), at(151)] {
        let open = store.journal.open_operations(Some(live)).await.unwrap();
        let open = open.into_iter().filter(|one| one.created_at >= since);
        let (named, unnamed): (Vec<_>, Vec<_>) =
            open.partition(|one| one.provider_reference.is_some());
        let mut expected: BTreeMap<(Kind, bool), (u64, Decimal)> = BTreeMap::new();
        for one in &unnamed {
            let key = (one.shown_kind(), one.state == State::InDoubt);
            let (count, amount) = expected.entry(key).or_default();
            *count += 1;
            *amount += one.amount.amount();
        }
        let told = store.journal.open_since(live, since).await.unwrap();
        assert_eq!(told.named, named);
        let summed = told.unnamed.iter().map(|sum| {
            let key = (sum.kind, sum.in_doubt);
            (key, (sum.count, sum.amount.amount()))
        });
        assert_eq!(summed.collect::<BTreeMap<_, _>>(), expected, "{since}");
        sums += expected.len();
    }
    assert!(sums > 7, "only {sums} sums were compared");
}

#[tokio::test]
async fn who_sends_is_not_shown_what_waits_for_a_second_person_and_who_looks_sees_the_first_of_it()
{
    let (_folder, store) = home().await;
    all_sorts(&store, 150).await;
    let live = Environment::Live;
    let open = store.journal.open_operations(None).await.unwrap();
    let (waiting, others): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|one| one.state == State::AwaitingApproval);
    let told = store.journal.open_operations_besides(&[]).await.unwrap();
    assert_eq!(told, others);
    let waiting: Vec<_> = waiting
        .into_iter()
        .filter(|one| one.environment == live)
        .collect();
    assert!(waiting.len() > 4, "{}", waiting.len());
    let (count, first) = store
        .journal
        .first_open_in(live, State::AwaitingApproval, 4)
        .await
        .unwrap();
    assert_eq!((count, &first[..]), (waiting.len() as u64, &waiting[..4]));
}
