//! The two years before.

use simulator::Config;

use super::{PROVIDER, get};
use crate::support::{config, start_with};

#[tokio::test]
async fn in_abidjan_the_past_leaves_transfers_and_money_to_send() {
    let world = start_with(Config {
        history: 2_000,
        ..config()
    })
    .await;
    let past = world.control().ledger_with_past();
    let own = past.iter().filter(|row| row.provider == PROVIDER);
    let sent = own.filter(|row| row.kind == "payout").count();
    assert!((30..60).contains(&sent), "{sent} transfers");
    let balance = get(&world, "/v1/balance").await.body["balance"].clone();
    assert!(balance.as_i64().unwrap() > 500_000, "{balance}");
    let newest = get(&world, "/v1/transactions?limit=100").await.body["data"].clone();
    assert_eq!(newest.as_array().unwrap().len(), sent);
}
