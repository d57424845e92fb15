//! Two owners of a shop, and something that waits for the second of them.

use domain::{Currency, Environment, Operation, Role, Secret, Staff, State};
use engine::{Approved, Engine, EngineError, Pin, SecondOwner};
use tests::{Shop, World};

pub(crate) const CHANTAL: &str = "4821";
pub(crate) const JUSTINE: &str = "5930";
pub(crate) const UGX: &str = "UGX";

pub(crate) fn pin(digits: &str) -> Pin {
    Pin::parse(Secret::from(digits)).unwrap()
}

pub(crate) fn second(owner: &Staff, digits: &str) -> SecondOwner {
    SecondOwner {
        id: owner.id.clone(),
        pin: pin(digits),
    }
}

pub(crate) fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

/// Two owners, the first of whom sits at the desk, and a second person asked above 20,000 UGX.
pub(crate) async fn two_owners(world: &World) -> (Staff, Staff) {
    let engine = &world.engine;
    let chantal = added(engine, "Chantal", Role::Owner, CHANTAL).await;
    engine.seat(Some(&chantal));
    let justine = added(engine, "Justine", Role::Owner, JUSTINE).await;
    engine
        .set_threshold(currency(UGX), Some("20000"), None)
        .await
        .unwrap();
    (chantal, justine)
}

pub(crate) async fn added(engine: &Engine, name: &str, role: Role, digits: &str) -> Staff {
    let pin = pin(digits);
    engine.add_staff(name, role, &pin, None).await.unwrap()
}

pub(crate) async fn waiting(world: &World) -> Operation {
    world.fund();
    let draft = world.payout(Shop::KAMPALA, "01");
    let waiting = world.engine.create(draft).await.unwrap();
    assert_eq!(waiting.state, State::AwaitingApproval);
    waiting
}

pub(crate) async fn approve(
    world: &World,
    operation: &Operation,
    by: &SecondOwner,
) -> Result<Operation, EngineError> {
    let id = operation.id.as_str();
    match world.engine.approve(id, by, &[]).await? {
        Approved::Operation(operation) => Ok(*operation),
        Approved::Batch(batch) => panic!("{batch} is no operation"),
    }
}

/// What was done, oldest first, as `who act about`.
pub(crate) async fn audited(world: &World) -> Vec<String> {
    let page = world
        .engine
        .audit_page(None, Environment::Sandbox)
        .await
        .unwrap();
    assert_eq!(page.broken_at, None);
    let rows = page.rows.iter().rev();
    rows.map(|row| format!("{} {} {}", row.who, row.act, row.about))
        .collect()
}
