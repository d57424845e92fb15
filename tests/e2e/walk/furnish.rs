//! What has happened in a full shop.

use crate::support::{Page, account_at};
use serde_json::json;

/// One of each: charges with every end, a page, a code, a link, a conversion, somebody in the address book.
pub(super) async fn furnish(page: &Page) {
    page.invoke("set_setting", json!({ "key": "card_entry", "value": "on" }))
        .await;
    let kampala = account_at(page, "zengapay").await;
    for (phone, amount, end) in [
        ("0772418302", "12000", "failed"),
        ("0772418303", "9000", "pending"),
        ("0772418396", "47000", "in_doubt"),
        ("0772418301", "85000", "succeeded"),
    ] {
        let draft = json!({
            "account": kampala, "amount": amount, "currency": "UGX", "method": "mobile-money", "phone": phone,
            "network": "MTN",
        });
        let asked = page.confirmed("review_charge", draft).await;
        page.until_state(&asked["id"], end).await;
    }
    let abidjan = account_at(page, "djamo").await;
    let by_code =
        json!({ "account": abidjan, "amount": "61000", "currency": "XOF", "method": "wallet" });
    page.confirmed("review_charge", by_code).await;
    let conakry = account_at(page, "djomy").await;
    let by_page = json!({
        "account": conakry, "amount": "62000", "currency": "GNF", "method": "hosted", "phone": "622418303", "country": "GN",
    });
    page.confirmed("review_charge", by_page).await;
    let by_otp = json!({
        "account": conakry, "amount": "63000", "currency": "GNF", "method": "mobile-money", "phone": "662418303",
        "network": "MOMO", "country": "GN",
    });
    page.confirmed("review_charge", by_otp).await;
    let kigali = account_at(page, "dgspay").await;
    let link = json!({
        "account": kigali, "title": "Shoes", "amount": "45000", "currency": "RWF", "uses": 1, "methods": [], "sms": false,
    });
    page.confirmed("review_link", link).await;
    let exchange = json!({ "account": kigali, "from": "RWF", "to": "USD", "amount": "20001" });
    page.confirmed("review_conversion", exchange).await;
    let contact = json!({
        "account": kampala, "first_name": "Moses", "last_name": "Okello", "phone": "0772418301", "type": "vendor",
    });
    page.invoke("add_contact", json!({ "draft": contact }))
        .await;
    page.invoke("balances", json!({ "refresh": true })).await;
}
