//! A file of payouts, at every provider: each row goes out once, whatever breaks on the way.

use chrono::Duration;
use domain::State;
use engine::batch::{BatchDraft, BatchRecorded, Counts, Wish};
use engine::batch_file::{Field, Mapping, Mends};
use engine::{Engine, EngineError};
use rust_decimal::Decimal;
use simulator::{Fault, LedgerEntry, Planned, RetryAfter};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::{Shop, World, rate};
use tokio::sync::watch;

const ROWS: usize = 12;

fn draft(world: &World, shop: Shop) -> BatchDraft {
    of_text(world, shop, &rate::wages(shop, ROWS, 25_000))
}

fn of_text(world: &World, shop: Shop, file: &str) -> BatchDraft {
    BatchDraft::new(
        world.account(shop),
        "wages.csv".to_owned(),
        file.as_bytes().to_vec(),
    )
}

async fn confirmed(engine: &Engine, draft: BatchDraft) -> BatchRecorded {
    let review = engine.review_batch(draft).await.unwrap();
    assert_eq!(review.summary.faulty, 0, "{:?}", review.file.rows);
    engine.confirm_batch(&review.nonce).await.unwrap()
}

async fn ran(engine: &Engine, batch: &BatchRecorded) -> Counts {
    let (_wish, mut wished) = watch::channel(Wish::Go);
    let id = batch.id.as_ref().unwrap();
    engine.run_batch(id, &mut wished, &|_| {}).await.unwrap()
}

fn sent_out(world: &World) -> Vec<LedgerEntry> {
    world
        .taken()
        .into_iter()
        .filter(|row| row.kind == "payout")
        .collect()
}

/// Every row once, and no row twice.
fn assert_each_once(world: &World, shop: Shop) {
    let rows = sent_out(world);
    let amounts: BTreeSet<Decimal> = rows.iter().map(|row| row.amount).collect();
    let wanted: BTreeSet<Decimal> = (0..ROWS).map(|row| Decimal::from(25_000 + row)).collect();
    assert_eq!(rows.len(), ROWS, "{}", shop.provider);
    assert_eq!(amounts, wanted, "{}", shop.provider);
}

/// The session, where there is one, is open already: the fault that comes is for the payouts.
async fn signed_in(world: &World, shop: Shop) {
    let account = world.account(shop);
    let pull = world
        .engine
        .sync(Some(&account), None, false, &|_| {}, domain::Lang::En);
    pull.await.unwrap();
}

async fn states(world: &World, batch: &BatchRecorded) -> Counts {
    let end = world.engine.batch_end(batch, domain::Lang::En).await;
    end.unwrap().counts
}

#[tokio::test]
async fn a_file_of_payouts_goes_out_once_at_every_provider() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        world.fund();
        let batch = confirmed(&world.engine, draft(&world, shop)).await;
        let counts = ran(&world.engine, &batch).await;
        assert_eq!(counts.all(), ROWS, "{}", shop.provider);
        world.work_for(Duration::minutes(10), 5).await;
        assert_each_once(&world, shop);
        let end = states(&world, &batch).await;
        assert_eq!(end.at(State::Succeeded), ROWS, "{}: {end:?}", shop.provider);
        assert_eq!(end.exit_code(), 0);
    }
}

#[tokio::test]
async fn the_same_file_given_again_sends_nothing() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        world.fund();
        let batch = confirmed(&world.engine, draft(&world, shop)).await;
        ran(&world.engine, &batch).await;
        world.work_for(Duration::minutes(5), 5).await;
        let again = world
            .engine
            .review_batch(draft(&world, shop))
            .await
            .unwrap();
        assert_eq!(again.summary.to_send, 0, "{}", shop.provider);
        assert_eq!(again.summary.recorded, ROWS, "{}", shop.provider);
        let again = world.engine.confirm_batch(&again.nonce).await.unwrap();
        assert!(again.id.is_none());
        assert_each_once(&world, shop);
    }
}

#[tokio::test]
async fn a_file_that_was_cut_off_in_the_middle_goes_on_where_it_stopped() {
    for shop in Shop::PAYING {
        let mut world = World::new().await;
        world.fund();
        let batch = confirmed(&world.engine, draft(&world, shop)).await;
        {
            let (_wish, mut wished) = watch::channel(Wish::Go);
            let answers = AtomicUsize::new(0);
            let (cut, mut is_cut) = watch::channel(false);
            let tell = |_: &Counts| {
                if answers.fetch_add(1, Ordering::Relaxed) == 0 {
                    cut.send_replace(true);
                }
            };
            let run = world
                .engine
                .run_batch(batch.id.as_ref().unwrap(), &mut wished, &tell);
            // The power fails after the first answer: whatever is under way is never heard of.
            tokio::select! {
                _ = is_cut.changed() => {}
                ended = run => { ended.unwrap(); }
            }
        }
        world.cut_off(tempfile::tempdir().unwrap()).await;
        world.work_for(Duration::minutes(2), 5).await;
        let again = world
            .engine
            .review_batch(draft(&world, shop))
            .await
            .unwrap();
        let recorded = world.engine.confirm_batch(&again.nonce).await.unwrap();
        if recorded.id.is_some() {
            ran(&world.engine, &recorded).await;
        }
        world.work_for(Duration::minutes(10), 5).await;
        let rows = sent_out(&world);
        let amounts: BTreeSet<Decimal> = rows.iter().map(|row| row.amount).collect();
        assert_eq!(rows.len(), amounts.len(), "{}: paid twice", shop.provider);
        // What was in doubt blocks its own row, and no other.
        let end = states(&world, &recorded).await;
        let open = end.at(State::InDoubt);
        assert_eq!(
            end.at(State::Succeeded) + open,
            ROWS,
            "{}: {end:?}",
            shop.provider
        );
    }
}

#[tokio::test]
async fn a_lost_answer_to_several_rows_puts_each_in_doubt_and_each_is_found_by_its_own_reference() {
    for shop in [Shop::ABIDJAN, Shop::CONAKRY] {
        let world = World::new().await;
        world.fund();
        signed_in(&world, shop).await;
        world
            .control
            .fault(Planned::next_post(Fault::DropReplyAfterCommit))
            .unwrap();
        let batch = confirmed(&world.engine, draft(&world, shop)).await;
        let counts = ran(&world.engine, &batch).await;
        assert!(
            counts.at(State::InDoubt) >= 2,
            "{}: {counts:?}",
            shop.provider
        );
        world.work_for(Duration::minutes(10), 5).await;
        let end = states(&world, &batch).await;
        assert_eq!(end.at(State::Succeeded), ROWS, "{}: {end:?}", shop.provider);
        assert_each_once(&world, shop);
    }
}

#[tokio::test]
async fn a_file_waits_as_long_as_the_provider_asks_and_loses_no_row() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        world.fund();
        signed_in(&world, shop).await;
        let mut fault = Planned::next_post(Fault::RateLimited {
            retry_after: RetryAfter::Seconds(7),
        });
        fault.times = 2;
        world.control.fault(fault).unwrap();
        let batch = confirmed(&world.engine, draft(&world, shop)).await;
        let engine = world.engine.clone();
        let running = tokio::spawn(async move { ran(&engine, &batch).await });
        while !running.is_finished() {
            // Time passes while it is waited for, and not while an answer is on its way.
            if world.clock.sleepers() > 0 {
                world.pass(Duration::seconds(1));
            }
            tokio::task::yield_now().await;
        }
        running.await.unwrap();
        world.work_for(Duration::minutes(10), 5).await;
        assert_each_once(&world, shop);
    }
}

#[tokio::test]
async fn a_file_at_a_provider_that_refuses_what_comes_too_fast_pays_each_row_once() {
    let world = World::new().await;
    let kept = rate::kept(&world, Shop::KAMPALA, 100, 5).await;
    assert!(kept.refused > 0, "{kept:?}");
    assert_eq!((kept.paid, kept.different), (100, 100), "{kept:?}");
}

#[tokio::test]
async fn what_did_not_leave_before_the_stop_is_called_off_and_offered_again() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    world.fund();
    let batch = confirmed(&world.engine, draft(&world, shop)).await;
    let (wish, mut wished) = watch::channel(Wish::Go);
    let tell = |_: &Counts| {
        wish.send_replace(Wish::Stop);
    };
    let id = batch.id.clone().unwrap();
    let counts = world
        .engine
        .run_batch(&id, &mut wished, &tell)
        .await
        .unwrap();
    let left_out = counts.at(State::Cancelled);
    assert!(left_out > 0 && left_out < ROWS, "{counts:?}");
    let kept = world
        .engine
        .store()
        .journal
        .batch(&id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.state.as_str(), "stopped");
    world.work_for(Duration::minutes(10), 5).await;
    assert_eq!(sent_out(&world).len(), ROWS - left_out);
    let rest = world
        .engine
        .review_batch(draft(&world, shop))
        .await
        .unwrap();
    assert_eq!(rest.summary.to_send, left_out);
    let rest = world.engine.confirm_batch(&rest.nonce).await.unwrap();
    ran(&world.engine, &rest).await;
    world.work_for(Duration::minutes(10), 5).await;
    assert_each_once(&world, shop);
}

#[tokio::test]
async fn a_paused_file_sends_nothing_until_it_goes_on() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    world.fund();
    let batch = confirmed(&world.engine, draft(&world, shop)).await;
    let (wish, mut wished) = watch::channel(Wish::Pause);
    let id = batch.id.clone().unwrap();
    let engine = world.engine.clone();
    let named = id.clone();
    let running = tokio::spawn(async move {
        engine
            .run_batch(&named, &mut wished, &|_| {})
            .await
            .unwrap()
    });
    let journal = &world.engine.store().journal;
    while journal.batch(&id).await.unwrap().unwrap().state.as_str() != "paused" {
        tokio::task::yield_now().await;
    }
    // Longer than any other payout may wait; the executor of the same process leaves the rows alone.
    world.work_for(Duration::minutes(20), 30).await;
    assert!(sent_out(&world).is_empty());
    wish.send_replace(Wish::Go);
    let counts = running.await.unwrap();
    assert_eq!(counts.at(State::Cancelled), 0, "{counts:?}");
    world.work_for(Duration::minutes(10), 5).await;
    assert_each_once(&world, shop);
}

#[tokio::test]
async fn a_row_in_doubt_blocks_its_reference_and_the_same_payment_under_another() {
    let shop = Shop::KIGALI;
    let world = World::new().await;
    world.fund();
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let row = |name: &str| {
        let head = "reference,phone,amount,name,network";
        let text = format!("{head}\n{name},{}01,25000,Moses,MTN\n", shop.customer);
        of_text(&world, shop, &text)
    };
    let batch = confirmed(&world.engine, row("A1")).await;
    let counts = ran(&world.engine, &batch).await;
    assert_eq!(counts.at(State::InDoubt), 1);
    assert_eq!(counts.exit_code(), 4);
    let again = world.engine.review_batch(row("A1")).await.unwrap();
    assert_eq!((again.summary.to_send, again.summary.recorded), (0, 1));
    let renamed = world.engine.review_batch(row("A2")).await.unwrap();
    assert_eq!((renamed.summary.to_send, renamed.summary.faulty), (0, 1));
    assert_eq!(renamed.file.rows[0].faults()[0].code, "earlier_in_doubt");
}

#[tokio::test]
async fn a_reference_with_other_content_is_an_error_of_its_row() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    world.fund();
    let row = |amount: u32| {
        let head = "reference,phone,amount,name,network";
        let text = format!("{head}\nA1,{}01,{amount},Moses,MTN\n", shop.customer);
        of_text(&world, shop, &text)
    };
    let batch = confirmed(&world.engine, row(25_000)).await;
    ran(&world.engine, &batch).await;
    let other = world.engine.review_batch(row(26_000)).await.unwrap();
    assert_eq!((other.summary.to_send, other.summary.faulty), (0, 1));
    assert_eq!(sent_out(&world).len(), 1);
}

#[tokio::test]
async fn a_payment_of_the_last_day_stops_its_row_until_it_is_named() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    let earlier = world.pay(world.payout(shop, "01")).await;
    world.until(&earlier.id, State::Succeeded).await;
    let mut draft = draft(&world, shop);
    let review = world.engine.review_batch(draft.clone()).await.unwrap();
    assert_eq!(
        (review.summary.to_send, review.summary.faulty),
        (ROWS - 1, 1)
    );
    draft.despite = vec![earlier.id.clone()];
    let review = world.engine.review_batch(draft).await.unwrap();
    assert_eq!((review.summary.to_send, review.summary.warned), (ROWS, 1));
}

#[tokio::test]
async fn rows_that_an_earlier_run_recorded_are_never_sent_by_a_later_one() {
    let shop = Shop::KAMPALA;
    let mut world = World::new().await;
    world.fund();
    let batch = confirmed(&world.engine, draft(&world, shop)).await;
    world.start_again().await;
    world.work_for(Duration::minutes(10), 5).await;
    assert!(sent_out(&world).is_empty());
    let refused: Result<Counts, EngineError> = {
        let (_wish, mut wished) = watch::channel(Wish::Go);
        let id = batch.id.as_ref().unwrap();
        world.engine.run_batch(id, &mut wished, &|_| {}).await
    };
    assert_eq!(refused.unwrap().at(State::Cancelled), ROWS);
    assert!(sent_out(&world).is_empty());
    let again = confirmed(&world.engine, draft(&world, shop)).await;
    ran(&world.engine, &again).await;
    assert_each_once(&world, shop);
}

#[tokio::test]
async fn the_original_is_kept_with_its_hash_and_a_review_is_good_once() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    world.fund();
    let given = draft(&world, shop);
    let review = world.engine.review_batch(given.clone()).await.unwrap();
    let batch = world.engine.confirm_batch(&review.nonce).await.unwrap();
    let again = world.engine.confirm_batch(&review.nonce).await;
    assert_eq!(again.unwrap_err().code, "review_expired");
    let id = batch.id.as_ref().unwrap();
    let journal = &world.engine.store().journal;
    let kept = journal.batch(id).await.unwrap().unwrap();
    assert_eq!(kept.file_hash, batch.file.sha256);
    assert_eq!(journal.batch_file(id).await.unwrap(), Some(given.file));
    journal.verify_chain().await.unwrap();
}

#[tokio::test]
async fn a_row_mended_on_the_screen_is_kept_beside_the_file_and_read_so_again() {
    let shop = Shop::KAMPALA;
    let world = World::new().await;
    world.fund();
    let file = format!(
        "Wage no,Mobile,Net pay\nSAL-1,{}01,25000\nSAL-2,12,26000\n",
        shop.customer
    );
    let mapping = Mapping::default().with("Wage no", Some(Field::Reference));
    let draft = BatchDraft {
        mapping: mapping.clone(),
        ..of_text(&world, shop, &file)
    };
    world
        .engine
        .remember_columns(file.as_bytes(), &mapping)
        .await
        .unwrap();
    let (_, remembered) = world.engine.batch_columns(file.as_bytes()).await.unwrap();
    assert_eq!(remembered.to_json(), mapping.to_json());

    let faulty = world.engine.review_batch(draft.clone()).await.unwrap();
    assert_eq!((faulty.summary.to_send, faulty.summary.faulty), (1, 1));
    let mends = Mends::default().with(3, Field::Phone, &format!("{}02", shop.customer));
    let batch = confirmed(
        &world.engine,
        BatchDraft {
            mends: mends.clone(),
            ..draft
        },
    )
    .await;
    ran(&world.engine, &batch).await;
    assert_eq!(sent_out(&world).len(), 2);

    let id = batch.id.unwrap();
    let environment = domain::Environment::Sandbox;
    let again = world.engine.batch_again(&id, environment).await.unwrap();
    assert_eq!(again.file, file.as_bytes(), "the file is kept as it came");
    assert_eq!(again.mends, mends);
    let review = world.engine.review_batch(again).await.unwrap();
    assert_eq!((review.summary.to_send, review.summary.recorded), (0, 2));
    let recorded = world.engine.batch_recorded(&id, environment).await.unwrap();
    let end = world.engine.batch_end(&recorded, domain::Lang::En).await;
    assert_eq!(end.unwrap().counts.all(), 2);
    let given = world.engine.batches(environment).await.unwrap();
    assert_eq!(given.len(), 1);
    assert!(
        world
            .engine
            .batches(domain::Environment::Live)
            .await
            .unwrap()
            .is_empty()
    );
}
