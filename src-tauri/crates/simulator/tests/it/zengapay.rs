//! ZENGAPAY as its page describes it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{keys_of, said, start, zp_body};

const OBJECT: [&str; 17] = [
    "MNOTransactionReferenceId",
    "amount",
    "channel",
    "currencyCode",
    "currencyName",
    "customerCharged",
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

#[tokio::test]
async fn a_collection_is_accepted_and_read_back_as_documented() {
    let world = start().await;
    let taken = world.zp_collect("256755329301").await;
    assert_eq!(taken.status, 202);
    assert_eq!(
        keys_of(&taken.body),
        ["code", "message", "status", "transactionReference"]
    );
    assert_eq!(taken.body["code"].to_string(), "202");
    assert_eq!(taken.body["status"], "accepted");
    assert_eq!(taken.body["message"], "Transaction Initiated");
    let path = format!(
        "/collections/{}",
        taken.body["transactionReference"].as_str().unwrap()
    );
    let open = world.zp_get(&path).await.body["data"].clone();
    assert_eq!(keys_of(&open), OBJECT);
    assert_eq!(open["transactionStatus"], "PENDING");
    assert_eq!(open["transactionInitiationDate"], "2026-03-04 12:00:00");
    assert_eq!(open["transactionCompletionDate"], "0000-00-00 00:00:00");
    world.wind(4);
    let body = world.zp_get(&path).await.body;
    assert_eq!(
        (&body["code"], &body["status"]),
        (&json!(200), &json!("OK"))
    );
    let done = &body["data"];
    assert_eq!(keys_of(done), OBJECT);
    assert_eq!(done["transactionStatus"], "SUCCEEDED");
    assert_eq!(done["amount"].to_string(), "256600");
    assert_eq!(done["msisdn"], "256755329301");
    assert_eq!(done["channel"], "API");
    assert_eq!(done["customerCharged"], false);
    assert_eq!(done["currencyCode"], "UGX-ATLMM");
    assert_eq!(done["currencyName"], "Ugandan shillings (Airtel Money)");
    assert_eq!(done["transactionExternalReference"], "400000");
    assert_eq!(
        done["transactionExternalNarrative"],
        "Credit Note - 11200390191"
    );
    assert_eq!(done["transactionCompletionDate"], "2026-03-04 12:00:04");
    assert_eq!(done["transactionEntryGeneralType"], "CREDIT");
    assert_eq!(done["transactionEntryDesignation"], "TRANSACTION");
    assert_eq!(
        done["transactionEntrySpecificType"],
        "INBOUND_MSISDN_CREDIT"
    );
    let id = done["transactionSystemId"].as_str().unwrap();
    assert!(
        id.starts_with("ZPY260304") && id.ends_with("TX") && id.len() == 17,
        "{id}"
    );
}

#[tokio::test]
async fn missing_fields_are_named_and_other_formats_than_json_are_not_acceptable() {
    let world = start().await;
    let empty = said(world.zp(Method::POST, "/collections").json(&json!({}))).await;
    assert_eq!(empty.status, 422);
    assert_eq!(
        keys_of(&empty.body["errors"]),
        ["amount", "external_reference", "msisdn", "narration"]
    );
    for (field, value) in [
        ("msisdn", json!("0755329301")),
        ("msisdn", json!("+256755329301")),
        ("msisdn", json!("256715329301")),
        ("msisdn", json!("25675532930x")),
        ("amount", json!("500")),
        ("amount", json!(0)),
        ("amount", json!(0.001)),
        ("external_reference", json!(400_000)),
        ("narration", json!("")),
        ("charge_customer", json!("false")),
    ] {
        let mut body = zp_body("256755329301");
        body[field] = value.clone();
        let refused = said(world.zp(Method::POST, "/collections").json(&body)).await;
        assert_eq!(refused.status, 422, "{field} = {value}");
        assert_eq!(keys_of(&refused.body["errors"]), [field]);
    }
    let form = world
        .zp(Method::POST, "/collections")
        .header("Content-Type", "text/plain")
        .body("msisdn=1");
    assert_eq!(said(form).await.status, 406);
    assert_eq!(
        said(
            world
                .zp(Method::GET, "/account")
                .header("Accept", "text/xml")
        )
        .await
        .status,
        406
    );
    let broken = world
        .zp(Method::POST, "/collections")
        .header("Content-Type", "application/json");
    assert_eq!(said(broken.body("{\"msisdn\":")).await.status, 400);
    assert_eq!(
        said(world.zp(Method::PUT, "/collections")).await.status,
        405
    );
    assert_eq!(
        world
            .zp_get("/collections/48f4be7a-73b3-524d-9a98-6290b56c5f2e")
            .await
            .status,
        404
    );
    assert_eq!(world.zp_get("/nothing").await.status, 404);
    assert!(world.control().ledger().is_empty());
}

#[tokio::test]
async fn both_documented_forms_of_number_and_amount_are_taken() {
    let world = start().await;
    let mut body = zp_body("");
    body["msisdn"] = json!(256_775_203_844_u64);
    body["amount"] = serde_json::from_str("186600.00").unwrap();
    body.as_object_mut().unwrap().remove("charge_customer");
    assert_eq!(
        said(world.zp(Method::POST, "/collections").json(&body))
            .await
            .status,
        202
    );
    let ledger = world.control().ledger();
    assert_eq!(
        (
            ledger[0].phone.as_str(),
            ledger[0].amount.to_string().as_str()
        ),
        ("256775203844", "186600")
    );
}

#[tokio::test]
async fn the_same_external_reference_twice_is_two_collections() {
    let world = start().await;
    let first = world.zp_collect("256775203801").await;
    let second = world.zp_collect("256775203801").await;
    assert_eq!(second.status, 202);
    assert_ne!(
        first.body["transactionReference"],
        second.body["transactionReference"]
    );
    assert_eq!(world.control().ledger().len(), 2);
}

#[tokio::test]
async fn a_wrong_token_and_a_blocked_ip_have_the_documented_bodies() {
    let world = start().await;
    let url = format!("{}/account", world.running.base_url("zengapay").unwrap());
    let unknown = said(world.client.get(url).bearer_auth("ZPYPUBK-wrong")).await;
    assert_eq!(
        (unknown.status, &unknown.body["status"]),
        (401, &json!("Unauthorized"))
    );
    assert!(
        unknown.body["message"]
            .as_str()
            .unwrap()
            .starts_with("The API KEY you supplied is either INVALID")
    );
    world.control().block_ip("zengapay", true).unwrap();
    let blocked = world.zp_get("/account").await;
    assert_eq!(
        (blocked.status, &blocked.body["status"]),
        (403, &json!("Forbidden"))
    );
    assert!(
        blocked.body["message"]
            .as_str()
            .unwrap()
            .contains("unauthorized IP: 127.0.0.1")
    );
    world.control().block_ip("zengapay", false).unwrap();
    assert_eq!(world.zp_get("/account").await.status, 200);
}

#[tokio::test]
async fn the_list_is_a_page_object_with_the_oldest_row_first() {
    let world = start().await;
    for _ in 0..5 {
        world.zp_collect("256775203801").await;
        world.wind(60);
    }
    let body = world
        .zp_get("/collections?page=2&per_page=2&limit=2")
        .await
        .body;
    let page = &body["collections"];
    let documented = [
        "current_page",
        "data",
        "first_page_url",
        "from",
        "last_page",
        "last_page_url",
        "links",
        "next_page_url",
        "path",
        "per_page",
        "prev_page_url",
        "to",
        "total",
    ];
    assert_eq!(keys_of(page), documented);
    assert_eq!(keys_of(&page["data"][0]), OBJECT);
    for (key, value) in [
        ("current_page", 2),
        ("from", 3),
        ("to", 4),
        ("total", 5),
        ("last_page", 3),
        ("per_page", 2),
    ] {
        assert_eq!(page[key], json!(value), "{key}");
    }
    let path = page["path"].as_str().unwrap();
    assert_eq!(page["next_page_url"], format!("{path}?page=3"));
    assert_eq!(page["prev_page_url"], format!("{path}?page=1"));
    let labels: Vec<&Value> = page["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| &link["label"])
        .collect();
    assert_eq!(
        labels,
        [
            &json!("pagination.previous"),
            &json!(1),
            &json!(2),
            &json!(3),
            &json!("pagination.next")
        ]
    );
    assert_eq!(
        page["data"][0]["transactionInitiationDate"],
        "2026-03-04 12:02:00"
    );
    assert_eq!(
        page["data"][1]["transactionInitiationDate"],
        "2026-03-04 12:03:00"
    );
    let beyond = world.zp_get("/collections?page=99").await.body;
    assert_eq!(
        (
            &beyond["collections"]["data"],
            &beyond["collections"]["from"]
        ),
        (&json!([]), &Value::Null)
    );
    assert_eq!(
        world.zp_get("/collections").await.body["collections"]["per_page"],
        25
    );
}

#[tokio::test]
async fn the_list_filters_by_inclusive_local_times_and_by_status() {
    let world = start().await;
    for phone in ["256775203801", "256775203802", "256775203803"] {
        world.zp_collect(phone).await;
        world.wind(60);
    }
    let count = async |query: &str| {
        world.zp_get(&format!("/collections?{query}")).await.body["collections"]["total"].clone()
    };
    assert_eq!(
        count("start=2026-03-04%2012:01:00&end=2026-03-04+12:02:00").await,
        2
    );
    assert_eq!(count("end=2026-03-04%2012:00:59").await, 1);
    assert_eq!(count("status=FAILED").await, 1);
    assert_eq!(count("status=failed").await, 0);
    assert_eq!(count("status=FAILED,PENDING").await, 2);
    assert_eq!(count("currency_code=UGX-ATLMM").await, 0);
    for bad in ["start=yesterday", "page=0", "per_page=many"] {
        assert_eq!(
            world.zp_get(&format!("/collections?{bad}")).await.status,
            422,
            "{bad}"
        );
    }
}

#[tokio::test]
async fn a_payment_reaches_the_wallet_of_its_network_less_two_percent() {
    let world = start().await;
    let mut body = zp_body("256784553501");
    body["amount"] = json!(107_610);
    said(world.zp(Method::POST, "/collections").json(&body)).await;
    body["charge_customer"] = json!(true);
    body["msisdn"] = json!("256755329301");
    said(world.zp(Method::POST, "/collections").json(&body)).await;
    world.wind(5);
    let data = world.zp_get("/account/balance").await.body["data"].clone();
    assert_eq!(keys_of(&data), ["balance", "balances"]);
    assert_eq!(
        keys_of(&data["balances"][0]),
        [
            "available",
            "currencyCode",
            "currencyName",
            "currencyProvider"
        ]
    );
    assert_eq!(data["balances"][0]["currencyCode"], "UGX-MTNMM");
    assert_eq!(data["balances"][0]["available"].to_string(), "105457.8");
    assert_eq!(data["balances"][1]["available"].to_string(), "107610");
    assert_eq!(data["balance"]["available"].to_string(), "213067.8");
    assert_eq!(
        data["balance"]["inWords"],
        "Two Hundred Thirteen Thousand, Sixty Seven Shillings"
    );
    let account = world.zp_get("/account").await.body["data"].clone();
    assert_eq!(keys_of(&account["account"][0]).len(), 8);
    assert_eq!(account["balance"]["currency"], "UGX");
}

#[tokio::test]
async fn every_reply_tells_the_state_of_the_rate_limit() {
    let world = start().await;
    let first = world.zp(Method::GET, "/account").send().await.unwrap();
    let second = world.client.get(first.url().clone()).send().await.unwrap();
    assert_eq!(second.status(), 401);
    let left = |response: &reqwest::Response| -> u64 {
        assert_eq!(response.headers()["x-ratelimit-limit"], "600");
        response.headers()["x-ratelimit-remaining"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap()
    };
    assert_eq!(left(&first), left(&second) + 1);
}
