//! Thousands of webhooks, true and false, in any order and number: the books end as if none had come.

use crate::deliveries::{says, without_signature};
use crate::door::Door;
use chrono::Duration;
use domain::{DoubtKind, OperationId, State, Trust};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use simulator::SignedDelivery;
use tests::{Shop, World};

const OF_A_SHOP: usize = 2_500;
/// Paid; declined; nobody answers; paid after a failure was told; paid after a long wait.
const ENDINGS: [&str; 5] = ["01", "02", "03", "07", "04"];
const SEEDS: [u64; 2] = [11, 12];

/// A shop on a busy day. Every customer has made up his mind, and nobody here has looked since.
async fn busy_day(shop: Shop) -> (World, Vec<OperationId>) {
    let world = World::new().await;
    let mut asked = Vec::new();
    for number in 0..20 {
        let mut draft = world.charge(shop, ENDINGS[number % ENDINGS.len()]);
        draft.amount = (85_000 + number).to_string();
        asked.push(world.take(draft).await.id);
    }
    world.pass(Duration::minutes(10));
    (world, asked)
}

/// What the books say in the end, when everybody has looked long enough.
async fn end(world: &World, asked: &[OperationId]) -> Vec<(State, Vec<DoubtKind>)> {
    world.work_for(Duration::hours(8), 600).await;
    let mut ends = Vec::new();
    for id in asked {
        let operation = world.engine.operation(id).await.unwrap();
        let doubts = world.engine.open_doubts(id).await.unwrap();
        ends.push((operation.state, doubts));
    }
    ends
}

/// A delivery as it may come: true, or with one bit of it changed, or with nobody's signature.
fn any(genuine: &[SignedDelivery], chance: &mut StdRng) -> SignedDelivery {
    let told = &genuine[chance.random_range(0..genuine.len())];
    match chance.random_range(0..8) {
        0 => without_signature(told),
        1 => {
            let mut changed = told.clone();
            let byte = chance.random_range(0..changed.body.len());
            changed.body[byte] ^= 1 << chance.random_range(0..8);
            changed
        }
        2 => says(told, "850", "950"),
        3 => {
            // A true signature under another story: only the look-up knows better.
            let text = String::from_utf8(told.body.clone()).unwrap();
            let body = if text.contains("success") {
                text.replace("success", "failed")
            } else {
                text.replace("failed", "success")
            };
            SignedDelivery {
                body: body.into_bytes(),
                ..told.clone()
            }
        }
        _ => told.clone(),
    }
}

#[tokio::test]
async fn five_thousand_webhooks_in_any_order_end_where_none_would() {
    for (shop, seed) in Shop::ALL.into_iter().zip(SEEDS) {
        let (quiet, asked) = busy_day(shop).await;
        let expected = end(&quiet, &asked).await;
        assert!(expected.iter().any(|(state, _)| *state == State::Succeeded));
        assert!(expected.iter().any(|(state, _)| *state == State::Failed));

        let (world, asked) = busy_day(shop).await;
        let genuine = world.control.take_deliveries();
        let mut chance = StdRng::seed_from_u64(seed);
        let door = Door::of(&world.engine).await;
        let account = world.account(shop);
        let posted = world.posted();
        for number in 0..OF_A_SHOP {
            let told = any(&genuine, &mut chance);
            let status = door.post(&account, &told).await;
            assert!(matches!(status, 200 | 202 | 403), "{status}, seed {seed}");
            // Ten a second are admitted.
            world.clock.wind(Duration::milliseconds(100));
            if chance.random_range(0..100) == 0 || number == OF_A_SHOP / 2 {
                world.engine.step().await.unwrap();
            }
        }
        assert_eq!(end(&world, &asked).await, expected, "seed {seed}");
        assert_eq!(world.posted(), posted, "no webhook makes anybody pay");
        let journal = &world.engine.store().journal;
        let kept = journal.deliveries(&account, 5_000).await.unwrap();
        let verified = kept.iter().filter(|it| it.trust == Trust::Verified);
        // A caught signature tells two stories and one that nobody knows, and no more, however often.
        assert!(verified.count() <= 3 * genuine.len());
        door.shut().await;
    }
}
