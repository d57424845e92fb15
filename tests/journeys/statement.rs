//! What moved in an account, as its provider writes it down: filtered, its fees joined to what they are of.

use domain::{Lang, Operation, State};
use engine::view::StatementRowView;
use engine::{Received, StatementDraft};
use rust_decimal::Decimal;
use tests::{Shop, World};

const SHOP: Shop = Shop::KAMPALA;

async fn rows(world: &World, draft: StatementDraft) -> Vec<StatementRowView> {
    let draft = StatementDraft { limit: 50, ..draft };
    let account = world.account(SHOP);
    world.engine.statement(&account, draft).await.unwrap().items
}

async fn pull(world: &World, shop: Shop) {
    let pulled = world
        .engine
        .sync(Some(&world.account(shop)), None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    assert!(pulled.iter().all(|it| it.error.is_none()), "{pulled:?}");
}

async fn paid_and_failed(world: &World) -> (Operation, Operation) {
    let paid = world.take(world.charge(SHOP, "01")).await;
    let paid = world.until(&paid.id, State::Succeeded).await;
    let failed = world.take(world.charge(SHOP, "02")).await;
    let failed = world.until(&failed.id, State::Failed).await;
    (paid, failed)
}

#[tokio::test]
async fn a_statement_is_filtered_by_status_kind_of_row_network_and_day() {
    let world = World::new().await;
    let (paid, _) = paid_and_failed(&world).await;
    let all = rows(&world, StatementDraft::default()).await;
    assert_eq!(all.len(), 3, "two charges and a fee: {all:?}");
    let with = |word: &str, value: &str| {
        let value = Some(value.to_owned());
        let mut draft = StatementDraft::default();
        match word {
            "status" => draft.status = value,
            "designation" => draft.designation = value,
            "network" => draft.network = value,
            "from" => draft.from = value,
            _ => draft.to = value,
        }
        draft
    };
    let succeeded = rows(&world, with("status", "succeeded")).await;
    assert_eq!(succeeded.len(), 2, "{succeeded:?}");
    let failed = rows(&world, with("status", "failed")).await;
    assert_eq!(failed.len(), 1);
    let fees = rows(&world, with("designation", "charges")).await;
    let [fee] = &fees[..] else { panic!("{fees:?}") };
    assert_eq!(fee.designation, "charges");
    assert!(fee.fee_of.is_some(), "it says what it is of: {fee:?}");
    let transactions = rows(&world, with("designation", "transaction")).await;
    assert_eq!(transactions.len(), 2);
    assert!(
        transactions
            .iter()
            .any(|row| Some(&row.provider_reference) == paid.provider_reference.as_ref())
    );
    assert!(rows(&world, with("network", "Airtel")).await.is_empty());
    assert_eq!(rows(&world, with("network", "MTN")).await.len(), 3);
    let today = world.engine.clock().now().format("%Y-%m-%d").to_string();
    assert_eq!(rows(&world, with("from", &today)).await.len(), 3);
    assert_eq!(rows(&world, with("to", &today)).await.len(), 3);
    assert!(rows(&world, with("to", "2020-01-01")).await.is_empty());
    for (word, value) in [
        ("status", "happy"),
        ("designation", "fees"),
        ("from", "soon"),
    ] {
        let account = world.account(SHOP);
        let refused = world.engine.statement(&account, with(word, value)).await;
        assert_eq!(refused.unwrap_err().field.as_deref(), Some(word));
    }
}

#[tokio::test]
async fn the_fees_of_a_statement_stand_with_the_charge_that_they_are_of() {
    let world = World::new().await;
    let (paid, _) = paid_and_failed(&world).await;
    pull(&world, SHOP).await;
    let id = paid.transaction().unwrap();
    let known = world.engine.store().history.transaction(&id).await.unwrap();
    let known = known.unwrap();
    let row = world
        .taken()
        .into_iter()
        .find(|row| row.status == "succeeded")
        .unwrap();
    assert!(row.fee > Decimal::ZERO);
    assert_eq!(known.fee.map(|fee| fee.amount()), Some(row.fee));
    assert_eq!(
        known.net.map(|net| net.amount()),
        Some(row.paid_amount - row.fee),
        "what came into the wallet"
    );
}

#[tokio::test]
async fn whose_account_it_is_is_told_where_the_provider_tells_it() {
    let world = World::new().await;
    let told = world
        .engine
        .account_summary(&world.account(SHOP))
        .await
        .unwrap();
    assert!(!told.name.is_empty());
    for shop in [Shop::KIGALI, Shop::CONAKRY] {
        let account = world.account(shop);
        let error = world.engine.account_summary(&account).await.unwrap_err();
        assert_eq!(error.code, "unsupported", "{}", shop.provider);
    }
    for shop in [Shop::ABIDJAN, Shop::CONAKRY] {
        let account = world.account(shop);
        let error = world
            .engine
            .statement(&account, StatementDraft::default())
            .await
            .unwrap_err();
        assert_eq!(error.code, "unsupported", "{}", shop.provider);
    }
}

#[tokio::test]
async fn what_a_payout_cost_and_what_arrived_are_known_and_its_delivery_says_the_same() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let paid = world.pay(world.payout(shop, "01")).await;
    let paid = world.until(&paid.id, State::Succeeded).await;
    let row = world.taken().pop().unwrap();
    assert!(row.fee > Decimal::ZERO);
    let id = paid.transaction().unwrap();
    let history = &world.engine.store().history;
    let before = history.transaction(&id).await.unwrap().unwrap();
    assert_eq!(before.fee.map(|fee| fee.amount()), Some(row.fee));
    assert_eq!(
        before.recipient_gets.map(|gets| gets.amount()),
        Some(row.amount - row.fee)
    );
    let mut told = world.control.take_deliveries();
    told.retain(|delivery| delivery.provider == shop.provider);
    let [delivery] = <[_; 1]>::try_from(told).unwrap();
    let received = Received {
        method: &delivery.method,
        headers: &delivery.headers,
        body: &delivery.body,
    };
    let account = world.account(shop);
    let taken = world.engine.take_delivery(&account, &received).await;
    assert_eq!(taken.unwrap().delivery.trust, domain::Trust::Verified);
    world.engine.step().await.unwrap();
    let after = history.transaction(&id).await.unwrap().unwrap();
    assert_eq!(after.fee, before.fee);
    assert_eq!(after.recipient_gets, before.recipient_gets);
}
