//! The phone's last two digits, for who pays and for who is paid.

use serde_json::{Value, json};

use super::{Shop, payouts};

/// Seconds since it began, and what is to be read then.
type Turn = (u64, &'static str);

const YEAR: u64 = 365 * 24 * 3600;

async fn payer_tells(shop: &Shop, ending: &str, turns: &[Turn]) -> Value {
    let id = shop.pays("MOMO", &format!("002246610000{ending}")).await;
    let mut told = Value::Null;
    let mut gone = 0;
    for (at, word) in turns {
        shop.world.wind(at - gone);
        gone = *at;
        told = shop.verify(&id).await;
        assert_eq!(told["status"], *word, "ending {ending} after {at} s");
    }
    told
}

async fn recipient_tells(shop: &Shop, ending: &str, turns: &[Turn]) -> Value {
    let (order, id) = payouts::sent(shop, &format!("6610000{ending}")).await;
    let mut told = Value::Null;
    let mut gone = 0;
    for (at, word) in turns {
        shop.world.wind(at - gone);
        gone = *at;
        told = payouts::item(shop, &order, &id).await;
        assert_eq!(told["status"], *word, "ending {ending} after {at} s");
    }
    told
}

#[tokio::test]
async fn every_ending_tells_its_story_when_a_payer_is_asked() {
    let shop = Shop::open().await;
    shop.knob("token_life_s", "2000000000");
    let shop = Shop::of(shop.world).await;
    let (p, s, f, i) = ("PENDING", "SUCCESS", "FAILED", "UNDER_REVIEW");
    payer_tells(&shop, "01", &[(0, p), (3, p), (4, s), (YEAR, s)]).await;
    payer_tells(&shop, "02", &[(2, p), (3, f), (YEAR, f)]).await;
    payer_tells(&shop, "03", &[(5, p), (YEAR, p)]).await;
    payer_tells(&shop, "04", &[(89, p), (90, s)]).await;
    payer_tells(&shop, "05", &[(3, p), (4, i), (119, i), (120, s)]).await;
    payer_tells(&shop, "06", &[(4, i), (120, f)]).await;
    payer_tells(&shop, "07", &[(3, "TIMEOUT"), (59, "TIMEOUT"), (60, s)]).await;
    let other = payer_tells(&shop, "08", &[(4, s)]).await;
    assert_eq!(other["paidAmount"], 149_900);
    payer_tells(&shop, "44", &[(3, p), (8, s)]).await;
    payer_tells(&shop, "98", &[(4, s), (60, f)]).await;
    shop.knob("reversal", "refunded");
    payer_tells(&shop, "98", &[(4, s), (60, "REFUNDED")]).await;
    payer_tells(&shop, "93", &[(4, "SUSPENDED"), (120, s)]).await;
}

#[tokio::test]
async fn every_ending_tells_its_story_when_a_wallet_is_paid() {
    let shop = Shop::funded(10_000_000).await;
    shop.knob("token_life_s", "2000000000");
    let shop = Shop::of(shop.world).await;
    let (p, s, f, i) = ("PENDING", "SUCCESS", "FAILED", "UNDER_REVIEW");
    recipient_tells(&shop, "01", &[(0, p), (3, p), (4, s), (YEAR, s)]).await;
    let failed = recipient_tells(&shop, "02", &[(2, p), (3, f), (YEAR, f)]).await;
    assert_eq!(failed["failureReason"], json!("Invalid account details"));
    recipient_tells(&shop, "03", &[(5, p), (YEAR, p)]).await;
    recipient_tells(&shop, "04", &[(89, p), (90, s)]).await;
    recipient_tells(&shop, "05", &[(3, p), (4, i), (119, i), (120, s)]).await;
    recipient_tells(&shop, "06", &[(4, i), (120, f)]).await;
    recipient_tells(&shop, "07", &[(3, f), (59, f), (60, s)]).await;
    let other = recipient_tells(&shop, "08", &[(4, s)]).await;
    assert_eq!(other["amount"], 149_900);
    recipient_tells(&shop, "44", &[(3, p), (8, s)]).await;
}
