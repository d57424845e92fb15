//! The phone's last two digits, over the whole length of each story.

use serde_json::Value;

use crate::support::{World, start};

/// Seconds since the charge, and what is to be read then.
type Turn = (u64, &'static str);

async fn zengapay_tells(world: &World, ending: &str, turns: &[Turn]) -> Value {
    let taken = world.zp_collect(&format!("2567752038{ending}")).await.body;
    let path = format!(
        "/collections/{}",
        taken["transactionReference"].as_str().unwrap()
    );
    let mut data = Value::Null;
    let mut gone = 0;
    for (at, word) in turns {
        world.wind(at - gone);
        gone = *at;
        data = world.zp_get(&path).await.body["data"].clone();
        assert_eq!(
            data["transactionStatus"], *word,
            "ending {ending} after {at} s"
        );
    }
    data
}

async fn dgspay_tells(world: &World, ending: &str, turns: &[Turn]) -> Value {
    let taken = world.dgs_charge(&format!("7896543{ending}")).await.body;
    let path = format!("/transactions/{}", taken["dgs_reference"].as_str().unwrap());
    let mut data = Value::Null;
    let mut gone = 0;
    for (at, word) in turns {
        world.wind(at - gone);
        gone = *at;
        data = world.dgs_get(&path).await.body["data"].clone();
        assert_eq!(data["status"], *word, "ending {ending} after {at} s");
    }
    data
}

const YEAR: u64 = 365 * 24 * 3600;

#[tokio::test]
async fn every_ending_tells_its_story_at_zengapay() {
    let world = start().await;
    let (p, s, f, i) = ("PENDING", "SUCCEEDED", "FAILED", "INDETERMINATE");
    zengapay_tells(&world, "01", &[(0, p), (3, p), (4, s), (YEAR, s)]).await;
    zengapay_tells(&world, "02", &[(2, p), (3, f), (YEAR, f)]).await;
    zengapay_tells(&world, "03", &[(5, p), (YEAR, p)]).await;
    zengapay_tells(&world, "04", &[(89, p), (90, s)]).await;
    zengapay_tells(&world, "05", &[(3, p), (4, i), (119, i), (120, s)]).await;
    zengapay_tells(&world, "06", &[(4, i), (120, f)]).await;
    zengapay_tells(&world, "07", &[(3, f), (59, f), (60, s)]).await;
    let other = zengapay_tells(&world, "08", &[(4, s)]).await;
    assert_eq!(other["amount"].to_string(), "256500");
    zengapay_tells(&world, "44", &[(3, p), (8, s)]).await;
}

#[tokio::test]
async fn the_rare_endings_last_for_hours_or_say_what_no_page_says() {
    let world = start().await;
    let (p, s, f, i) = ("PENDING", "SUCCEEDED", "FAILED", "INDETERMINATE");
    let hour = 3600;
    zengapay_tells(
        &world,
        "93",
        &[(4, "UNDER_REVIEW"), (119, "UNDER_REVIEW"), (120, s)],
    )
    .await;
    zengapay_tells(&world, "94", &[(6 * hour - 1, p), (6 * hour, s)]).await;
    zengapay_tells(&world, "95", &[(4, i), (20 * hour - 1, i), (20 * hour, f)]).await;
    zengapay_tells(&world, "96", &[(4, i), (20 * hour, s)]).await;
    let other = zengapay_tells(&world, "97", &[(4, s), (59, s), (60, s)]).await;
    assert_eq!(other["amount"].to_string(), "256500");
    zengapay_tells(&world, "98", &[(4, s), (59, s), (60, f)]).await;
    dgspay_tells(&world, "93", &[(4, "on_hold"), (120, "success")]).await;
    dgspay_tells(&world, "98", &[(4, "success"), (60, "failed")]).await;
}

#[tokio::test]
async fn every_ending_tells_its_story_at_dgspay() {
    let world = start().await;
    let (p, s, f, i) = ("pending", "success", "failed", "on_hold");
    dgspay_tells(&world, "01", &[(0, p), (3, p), (4, s), (YEAR, s)]).await;
    let declined = dgspay_tells(&world, "02", &[(2, p), (3, f)]).await;
    assert_eq!(declined["processor_response"], "Insufficient funds");
    dgspay_tells(&world, "03", &[(5, p), (YEAR, p)]).await;
    dgspay_tells(&world, "04", &[(89, p), (90, s)]).await;
    dgspay_tells(&world, "05", &[(4, i), (119, i), (120, s)]).await;
    dgspay_tells(&world, "06", &[(4, i), (120, f)]).await;
    dgspay_tells(&world, "07", &[(3, f), (60, s)]).await;
    let other = dgspay_tells(&world, "08", &[(4, s)]).await;
    assert_eq!(other["amount"].to_string(), "1900");
    dgspay_tells(&world, "44", &[(3, p), (8, s)]).await;
}

#[tokio::test]
async fn only_paid_money_is_in_the_wallet_and_each_payment_once() {
    let world = start().await;
    for ending in ["01", "02", "03", "07", "08"] {
        world.zp_collect(&format!("2567752038{ending}")).await;
    }
    world.wind(30);
    let wallet = async || {
        world.zp_get("/account/balance").await.body["data"]["balance"]["available"].to_string()
    };
    // 256,600 and 256,500, each less two percent; then also the late 256,600.
    assert_eq!(wallet().await, "502838");
    world.wind(60);
    assert_eq!(wallet().await, "754306");
}
