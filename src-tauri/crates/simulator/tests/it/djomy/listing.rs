//! The list of payments.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Shop;
use crate::support::keys_of;

async fn listed(shop: &Shop, query: &str) -> Vec<String> {
    let page = shop.get(&format!("/v1/payments?{query}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let rows = page.body["data"]["content"].as_array().unwrap().clone();
    rows.iter()
        .map(|row| row["status"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn only_what_is_paid_or_pending_is_listed_unless_more_is_asked_for() {
    let shop = Shop::open().await;
    for ending in ["01", "02", "03", "07"] {
        shop.pays("MOMO", &format!("002246610000{ending}")).await;
    }
    shop.world.wind(10);
    assert_eq!(
        listed(&shop, "").await,
        ["PENDING", "SUCCESS"],
        "newest first"
    );
    assert_eq!(
        listed(&shop, "statuses=FAILED,TIMEOUT").await,
        ["TIMEOUT", "FAILED"]
    );
    assert_eq!(
        listed(&shop, "sortBy=createdAt&sortDirection=ASC").await,
        ["SUCCESS", "PENDING"]
    );
    assert_eq!(shop.get("/v1/payments?statuses=PAID").await.status, 400);
    assert_eq!(shop.get("/v1/payments?sortBy=amount").await.status, 400);
}

#[tokio::test]
async fn this_month_is_listed_unless_two_days_are_named_and_one_alone_is_refused() {
    let shop = Shop::open().await;
    shop.pays("MOMO", "00224661000001").await;
    shop.world.wind(31 * 24 * 3600);
    let shop = Shop::of(shop.world).await;
    shop.pays("MOMO", "00224661000003").await;
    assert_eq!(listed(&shop, "").await, ["PENDING"]);
    assert_eq!(
        listed(&shop, "startDate=2026-03-04&endDate=2026-03-04").await,
        ["SUCCESS"]
    );
    let both = "startDate=2026-03-04&endDate=2026-04-30";
    assert_eq!(listed(&shop, both).await, ["PENDING", "SUCCESS"]);
    assert_eq!(
        listed(&shop, "startDate=2026-03-05&endDate=2026-04-03").await,
        [""; 0]
    );
    for wrong in [
        "startDate=2026-03-04",
        "endDate=2026-03-04",
        "startDate=2026-03-05&endDate=2026-03-04",
        "startDate=04/03/2026&endDate=2026-03-05",
    ] {
        assert_eq!(
            shop.get(&format!("/v1/payments?{wrong}")).await.status,
            400,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn pages_are_counted_from_zero_and_say_which_is_the_last() {
    let shop = Shop::open().await;
    for _ in 0..5 {
        shop.pays("MOMO", "00224661000003").await;
        shop.world.wind(1);
    }
    let page = async |number: u32| {
        let path = format!("/v1/payments?page={number}&size=2");
        shop.get(&path).await.body["data"].clone()
    };
    let first = page(0).await;
    assert_eq!(
        keys_of(&first),
        [
            "content",
            "empty",
            "first",
            "last",
            "number",
            "numberOfElements",
            "size",
            "totalElements",
            "totalPages"
        ]
    );
    assert_eq!(
        (&first["totalPages"], &first["last"]),
        (&json!(3), &json!(false))
    );
    let mut ids = BTreeSet::new();
    for number in 0..3 {
        let page = page(number).await;
        assert_eq!(page["last"], number == 2);
        let rows = page["content"].as_array().unwrap();
        ids.extend(
            rows.iter()
                .map(|row: &Value| row["transactionId"].to_string()),
        );
    }
    assert_eq!(ids.len(), 5);
    assert_eq!(page(9).await["content"], json!([]));
    assert_eq!(shop.get("/v1/payments?page=-1").await.status, 400);
}

#[tokio::test]
async fn a_row_with_an_unknown_word_is_found_among_the_pending_ones() {
    let shop = Shop::open().await;
    shop.pays("MOMO", "00224661000005").await;
    shop.world.wind(10);
    assert_eq!(listed(&shop, "").await, ["UNDER_REVIEW"]);
}
