//! ZENGAPAY's statement: fees as rows of their own, and balances that follow.

use serde_json::{Value, json};

use crate::support::{World, keys_of, start, zp_body};

async fn rows(world: &World, query: &str) -> Vec<Value> {
    let said = world.zp_get(&format!("/account/statement?{query}")).await;
    assert_eq!(said.status, 200, "{query}: {:?}", said.body);
    said.body["statement"]["data"].as_array().unwrap().clone()
}

/// A collection of 107,610 from MTN, a payout of 256,600 to Airtel, and one that failed.
async fn busy() -> World {
    let world = start().await;
    world.fund("zengapay", "UGX-ATLMM", 5_050_720);
    let mut body = zp_body("256784553501");
    body["amount"] = json!(107_610);
    world.zp_post("/collections", &body).await;
    world.wind(60);
    world.zp_transfer("256755329301").await;
    world.wind(60);
    world.zp_collect("256784553502").await;
    world.wind(60);
    world
}

#[tokio::test]
async fn fees_are_rows_of_their_own_joined_by_the_number_of_what_they_are_for() {
    let world = busy().await;
    let rows = rows(&world, "").await;
    assert_eq!(rows.len(), 4);
    let shared = [
        "amount",
        "balanceAfterTransaction",
        "balanceBeforeTransaction",
        "channel",
        "currencyCode",
        "currencyName",
        "msisdn",
        "transactionCompletionDate",
        "transactionEntryDesignation",
        "transactionEntryGeneralType",
        "transactionEntrySpecificType",
        "transactionExternalNarrative",
        "transactionExternalReference",
        "transactionInitiationDate",
        "transactionReference",
        "transactionStatus",
        "transactionSystemId",
    ];
    assert!(rows.iter().all(|row| keys_of(row) == shared));
    let (paid, fee, out, failed) = (&rows[0], &rows[1], &rows[2], &rows[3]);
    assert_eq!(
        fee["transactionExternalReference"],
        paid["transactionSystemId"]
    );
    let narrative = format!(
        "MTN_UGANDA 2PC DEPOSITS CHARGE FOR TRANSACTION ID #{}",
        paid["transactionSystemId"].as_str().unwrap()
    );
    assert_eq!(fee["transactionExternalNarrative"], narrative);
    assert_eq!(fee["amount"].to_string(), "2152.2");
    assert_eq!(fee["msisdn"], Value::Null);
    assert_eq!(fee["channel"], "BACK_END_PROCESSOR");
    assert_eq!(fee["transactionEntryDesignation"], "CHARGES");
    assert_eq!(fee["transactionEntrySpecificType"], "OUTBOUND_ZPACCT_DEBIT");
    assert_eq!(
        fee["transactionInitiationDate"],
        paid["transactionCompletionDate"]
    );
    let balances = |row: &Value| {
        (
            row["balanceBeforeTransaction"].to_string(),
            row["balanceAfterTransaction"].to_string(),
        )
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(balances(paid), pair("0", "107610"));
    // Of 105,457.8 six digits are told.
    assert_eq!(balances(fee), pair("107610", "105458"));
    assert_eq!(balances(out), pair("5050720", "4794120"));
    assert_eq!(balances(failed), pair("105458", "105458"));
    assert_eq!(failed["transactionStatus"], "FAILED");
    assert_eq!(out["transactionEntryGeneralType"], "DEBIT");
}

#[tokio::test]
async fn every_filter_matches_exactly_and_they_combine() {
    let world = busy().await;
    let count = async |query: &str| rows(&world, query).await.len();
    assert_eq!(count("designation=CHARGES").await, 1);
    assert_eq!(count("designation=TRANSACTION").await, 3);
    assert_eq!(count("designation=LIQUIDATION").await, 0);
    assert_eq!(count("designation=charges").await, 0);
    assert_eq!(count("status=SUCCEEDED").await, 3);
    assert_eq!(count("status=FAILED").await, 1);
    assert_eq!(count("status=FAILED&currency_code=UGX-ATLMM").await, 0);
    assert_eq!(count("currency_code=UGX-ATLMM").await, 1);
    assert_eq!(count("start=2026-03-04%2012:01:00").await, 2);
    assert_eq!(
        count("start=2026-03-04%2012:01:00&end=2026-03-04%2012:01:00").await,
        1
    );
    assert_eq!(count("end=2026-03-04%2012:00:00").await, 1);
    assert_eq!(count("limit=2").await, 2);
    assert_eq!(count("limit=2&per_page=2&page=2").await, 2);
    assert_eq!(count("limit=3&page=2").await, 1);
    // What is filtered away still counts in the balances.
    let fee = rows(&world, "designation=CHARGES").await.remove(0);
    assert_eq!(fee["balanceBeforeTransaction"].to_string(), "107610");
    let page = world.zp_get("/account/statement").await.body["statement"].clone();
    assert_eq!(page["per_page"], 15);
    for bad in ["start=2026-03-04", "limit=0", "page=-1"] {
        let refused = world.zp_get(&format!("/account/statement?{bad}")).await;
        assert_eq!(refused.status, 422, "{bad}");
    }
}

#[tokio::test]
async fn a_customer_who_bears_the_fee_leaves_no_row_of_charges() {
    let world = start().await;
    let mut body = zp_body("256784553501");
    body["charge_customer"] = json!(true);
    world.zp_post("/collections", &body).await;
    world.wind(5);
    let rows = rows(&world, "").await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["balanceAfterTransaction"].to_string(), "256600");
}

#[tokio::test]
async fn the_last_balance_of_the_past_is_what_the_wallet_has() {
    let world = crate::support::start_with(simulator::Config {
        history: 400,
        ..crate::support::config()
    })
    .await;
    let all = world
        .zp_get("/account/statement?currency_code=UGX-MTNMM&per_page=100")
        .await;
    let last = all.body["statement"]["last_page"].to_string();
    let query = format!("currency_code=UGX-MTNMM&per_page=100&page={last}");
    let told = rows(&world, &query).await.pop().unwrap()["balanceAfterTransaction"].to_string();
    let body = world.zp_get("/account/balance").await.body;
    let exact = body["data"]["balances"][0]["available"].to_string();
    let told: rust_decimal::Decimal = told.parse().unwrap();
    let exact: rust_decimal::Decimal = exact.parse().unwrap();
    assert_eq!(Some(told), exact.round_sf(6).map(|short| short.normalize()));
}
