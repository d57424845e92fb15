//! Payouts to banks: what the bank asks for is asked of the person, before anything is written down or sent.

use engine::PayoutDraft;
use simulator::{Fault, Planned};
use tests::{Shop, World};

/// This bank has to be paid at one of its branches.
const AT_A_BRANCH: &str = "bpr_rw";
const ANYWHERE: &str = "bk_rw";

fn to_bank(world: &World, bank: &str, branch: Option<&str>) -> PayoutDraft {
    PayoutDraft {
        to: "bank".to_owned(),
        phone: None,
        network: None,
        bank: Some(bank.to_owned()),
        number: Some("4003200458901".to_owned()),
        branch: branch.map(str::to_owned),
        ..world.payout(Shop::KIGALI, "01")
    }
}

fn lists_asked(world: &World) -> usize {
    let seen = world.control.seen();
    let lists = seen.iter().filter(|seen| seen.path.contains("/banks/"));
    lists.count()
}

async fn written_down(world: &World) -> usize {
    let journal = &world.engine.store().journal;
    journal.open_operations(None).await.unwrap().len()
}

#[tokio::test]
async fn a_bank_that_asks_for_a_branch_is_not_paid_without_one_and_nothing_is_sent() {
    let world = World::new().await;
    world.fund();
    for branch in [None, Some("  ")] {
        let error = world
            .engine
            .create(to_bank(&world, AT_A_BRANCH, branch))
            .await
            .unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            ("missing_branch", Some("branch"))
        );
        let (en, fr) = (&error.message.en, &error.message.fr);
        assert!(en.contains("Banque Populaire") && fr.contains("agence"));
    }
    assert_eq!((written_down(&world).await, world.posted()), (0, 0));
    assert_eq!(lists_asked(&world), 1, "one list does for both");

    let named = to_bank(&world, AT_A_BRANCH, Some("Remera"));
    let sent = world.pay(named).await;
    let paid = world.until(&sent.id, domain::State::Succeeded).await;
    assert_eq!(paid.state, domain::State::Succeeded);
    assert_eq!(world.posted(), 1);
}

#[tokio::test]
async fn a_bank_that_asks_for_none_is_paid_without_one() {
    let world = World::new().await;
    let sent = world.pay(to_bank(&world, ANYWHERE, None)).await;
    world.until(&sent.id, domain::State::Succeeded).await;
    assert_eq!(world.posted(), 1);
}

/// Without a network a payout is written down all the same; then the provider says that a branch is missing.
#[tokio::test]
async fn where_the_banks_cannot_be_listed_the_provider_decides() {
    let world = World::new().await;
    world.fund();
    let lost = Planned::next(Fault::ResetBeforeCommit);
    world.control.fault(lost).unwrap();
    let recorded = world
        .engine
        .create(to_bank(&world, AT_A_BRANCH, None))
        .await
        .unwrap();
    let failed = world.engine.send(&recorded.id).await.unwrap();
    assert_eq!(failed.state, domain::State::Failed, "{failed:?}");
    assert!(world.taken().is_empty());
}
