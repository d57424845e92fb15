//! The two years before.

use simulator::Config;

use super::Shop;
use crate::support::{config, start_with};

#[tokio::test]
async fn in_conakry_the_past_leaves_payouts_and_a_counter_whose_link_was_used() {
    let world = start_with(Config {
        history: 2_000,
        ..config()
    })
    .await;
    let shop = Shop::of(world).await;
    let links = shop.get("/v1/links").await.body["data"]["content"].clone();
    assert!(links[0]["numberOfUsage"].as_u64() > Some(20), "{links}");
    let orders = shop.get("/v1/payout-orders").await.body["data"].clone();
    assert!(orders["totalElements"].as_u64() > Some(30), "{orders}");
    let month = shop.get("/v1/payments").await.body["data"].clone();
    assert!(month["totalElements"].as_u64() > Some(5), "{month}");
}
