//! The phone's last two digits, for who pays and for who is paid.

use serde_json::{Value, json};

use super::{charge, funded, get, pay, read, transfer};
use crate::support::{World, start};

/// Seconds since it began, and what is to be read then.
type Turn = (u64, &'static str);

const YEAR: u64 = 365 * 24 * 3600;

async fn payer_tells(world: &World, ending: &str, turns: &[Turn]) -> Value {
    let id = charge(world, &format!("CMD-{ending}")).await;
    pay(world, &id, &format!("+22507000000{ending}")).await;
    let mut told = Value::Null;
    let mut gone = 0;
    for (at, word) in turns {
        world.wind(at - gone);
        gone = *at;
        told = read(world, &id).await;
        assert_eq!(told["status"], *word, "ending {ending} after {at} s");
    }
    told
}

async fn recipient_tells(world: &World, ending: &str, turns: &[Turn]) -> Value {
    let made = transfer(
        world,
        &format!("SAL-{ending}"),
        &format!("+22507000000{ending}"),
    )
    .await;
    let path = format!("/v1/transactions/{}", made.body["id"].as_str().unwrap());
    let mut told = Value::Null;
    let mut gone = 0;
    for (at, word) in turns {
        world.wind(at - gone);
        gone = *at;
        told = get(world, &path).await.body;
        assert_eq!(told["status"], *word, "ending {ending} after {at} s");
    }
    told
}

#[tokio::test]
async fn every_ending_tells_its_story_when_a_charge_is_paid() {
    let world = start().await;
    payer_tells(
        &world,
        "01",
        &[(0, "due"), (3, "due"), (4, "paid"), (YEAR, "paid")],
    )
    .await;
    payer_tells(
        &world,
        "02",
        &[(2, "due"), (3, "cancelled"), (YEAR, "cancelled")],
    )
    .await;
    payer_tells(
        &world,
        "03",
        &[
            (5, "due"),
            (3598, "due"),
            (3599, "dropped"),
            (YEAR, "dropped"),
        ],
    )
    .await;
    payer_tells(&world, "04", &[(89, "due"), (90, "paid")]).await;
    payer_tells(
        &world,
        "05",
        &[
            (3, "due"),
            (4, "in_review"),
            (119, "in_review"),
            (120, "paid"),
        ],
    )
    .await;
    payer_tells(&world, "06", &[(4, "in_review"), (120, "cancelled")]).await;
    payer_tells(
        &world,
        "07",
        &[(3, "cancelled"), (59, "cancelled"), (60, "paid")],
    )
    .await;
    let other = payer_tells(&world, "08", &[(4, "paid")]).await;
    assert_eq!(
        (&other["amount"], &other["paid"]),
        (&json!(10_000), &json!(9_900))
    );
    payer_tells(&world, "44", &[(3, "due"), (8, "paid")]).await;
    payer_tells(&world, "94", &[(3599, "dropped"), (6 * 3600, "paid")]).await;
}

#[tokio::test]
async fn every_ending_tells_its_story_when_a_transfer_is_sent() {
    let world = funded(10_000_000).await;
    let (p, c, f, i) = ("pending", "completed", "failed", "in_review");
    recipient_tells(&world, "01", &[(0, p), (3, p), (4, c), (YEAR, c)]).await;
    let failed = recipient_tells(&world, "02", &[(2, p), (3, f), (YEAR, f)]).await;
    assert_eq!(failed["failureReason"], "Invalid account details");
    recipient_tells(&world, "03", &[(5, p), (YEAR, p)]).await;
    recipient_tells(&world, "04", &[(89, p), (90, c)]).await;
    recipient_tells(&world, "05", &[(4, i), (119, i), (120, c)]).await;
    recipient_tells(&world, "06", &[(4, i), (120, f)]).await;
    recipient_tells(&world, "07", &[(3, f), (59, f), (60, c)]).await;
    let other = recipient_tells(&world, "08", &[(4, c)]).await;
    assert_eq!(other["amount"], 24_900);
    recipient_tells(&world, "44", &[(3, p), (8, c)]).await;
}
