//! The control, from this process and from another.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::OutsidePayment;

use crate::support::{Said, World, said, start};

async fn control(world: &World, method: Method, path: &str, body: Value) -> Said {
    let url = format!("http://127.0.0.1:{}/_control{path}", world.running.port());
    said(world.client.request(method, url).json(&body)).await
}

#[tokio::test]
async fn another_process_can_wind_the_clock_set_faults_and_read_the_ledger() {
    let world = start().await;
    let fault = json!({"fault": {"status_after_commit": {"status": 502}}, "provider": "zengapay", "method": "POST"});
    let queued = control(&world, Method::POST, "/faults", fault).await;
    assert_eq!(queued.body[0]["times"], 1);
    let spoilt = world
        .zp(Method::POST, "/collections")
        .json(&crate::support::zp_body("256775203801"));
    assert_eq!(spoilt.send().await.unwrap().status(), 502);
    assert_eq!(
        control(&world, Method::GET, "/faults", json!({}))
            .await
            .body,
        json!([])
    );
    let wound = control(&world, Method::POST, "/clock", json!({"advance_ms": 4000})).await;
    assert_eq!(wound.body["now"], "2026-03-04T09:00:04Z");
    let ledger = control(&world, Method::GET, "/ledger", json!({}))
        .await
        .body;
    assert_eq!(ledger.as_array().unwrap().len(), 1);
    assert_eq!(ledger[0]["our_reference"], "400000");
    assert_eq!(ledger[0]["amount"], "256600");
    assert_eq!(ledger[0]["status"], "succeeded");
    let seen = control(&world, Method::GET, "/requests", json!({}))
        .await
        .body;
    assert_eq!(seen[0]["committed"], ledger[0]["reference"]);
    let bad_day =
        json!({"seed": 1, "per_mille": 1000, "faults": [{"html_ok": {"committed": false}}]});
    assert_eq!(
        control(&world, Method::PUT, "/bad_day", bad_day)
            .await
            .status,
        200
    );
    assert_eq!(
        world
            .zp(Method::GET, "/account")
            .send()
            .await
            .unwrap()
            .headers()["content-type"],
        "text/html; charset=UTF-8"
    );
    assert_eq!(
        control(&world, Method::DELETE, "/faults", json!({}))
            .await
            .status,
        200
    );
    assert_eq!(world.zp_get("/account").await.status, 200);
}

#[tokio::test]
async fn a_payment_of_the_shops_website_stands_in_the_same_list() {
    let world = start().await;
    for (provider, phone) in [("zengapay", "+256775203801"), ("dgspay", "250789654301")] {
        let body =
            json!({"provider": provider, "phone": phone, "amount": "5000", "note": "Order 77"});
        let paid = control(&world, Method::POST, "/outside", body).await;
        assert_eq!(paid.status, 200, "{:?}", paid.body);
    }
    world.wind(5);
    assert_eq!(
        world.zp_get("/collections?status=SUCCEEDED").await.body["collections"]["data"][0]["channel"],
        "WEB"
    );
    assert_eq!(
        world.dgs_get("/transactions?status=success").await.body["data"][0]["amount"].to_string(),
        "5000"
    );
    let bad = OutsidePayment {
        provider: "dgspay".to_owned(),
        amount: 5.into(),
        phone: "256775203801".to_owned(),
        note: String::new(),
        reference: None,
    };
    assert!(world.control().pay_outside(&bad).is_err());
}

#[tokio::test]
async fn keys_can_be_disabled_and_rotated_while_it_runs() {
    let world = start().await;
    let old = world.keys("dgspay");
    assert_eq!(
        control(
            &world,
            Method::POST,
            "/access",
            json!({"provider": "dgspay", "keys_disabled": true})
        )
        .await
        .status,
        200
    );
    assert_eq!(world.dgs_get("/balance").await.body["error_code"], "91");
    control(
        &world,
        Method::POST,
        "/access",
        json!({"provider": "dgspay", "rotate": true}),
    )
    .await;
    assert_ne!(world.keys("dgspay"), old);
    assert_eq!(world.dgs_get("/balance").await.status, 200);
    assert_eq!(
        control(
            &world,
            Method::POST,
            "/access",
            json!({"provider": "nobody", "ip_blocked": true})
        )
        .await
        .status,
        404
    );
}

#[tokio::test]
async fn a_web_page_cannot_reach_the_control() {
    let world = start().await;
    let url = format!("http://127.0.0.1:{}/_control/ledger", world.running.port());
    let from_page = world
        .client
        .get(&url)
        .header("Origin", "https://evil.example");
    assert_eq!(said(from_page).await.status, 403);
    let rebound = world.client.get(&url).header("Host", "evil.example");
    assert_eq!(said(rebound).await.status, 403);
}

#[tokio::test]
async fn hostile_requests_are_refused_and_leave_it_standing() {
    let world = start().await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    for body in [
        "",
        "null",
        "[]",
        "\u{0}",
        "{\"amount\":1e999999999}",
        deep.as_str(),
    ] {
        let request = world
            .zp(Method::POST, "/collections")
            .header("Content-Type", "application/json");
        let status = request
            .body(body.to_owned())
            .send()
            .await
            .unwrap()
            .status()
            .as_u16();
        assert!((400..500).contains(&status), "{status}");
        let request = world.dgs(Method::POST, "/charges").body(body.to_owned());
        assert_eq!(request.send().await.unwrap().status(), 400);
    }
    for path in [
        "/collections/%ff%00",
        "/collections/../../etc",
        "/collections?page=%ff",
        "/collections//",
        "/",
    ] {
        let status = world
            .zp(Method::GET, path)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16();
        assert!(status < 500, "{path}");
    }
    let large = world
        .zp(Method::POST, "/collections")
        .header("Content-Type", "application/json");
    // Refused by status, or by a closed connection while the rest was still being sent.
    if let Ok(response) = large.body("x".repeat(1_000_000)).send().await {
        assert_eq!(response.status(), 413);
    }
    assert_eq!(
        control(
            &world,
            Method::POST,
            "/clock",
            json!({"advance_ms": u64::MAX})
        )
        .await
        .status,
        200
    );
    assert_eq!(
        control(
            &world,
            Method::POST,
            "/clock",
            json!({"advance_ms": u64::MAX})
        )
        .await
        .status,
        200
    );
    assert_eq!(world.zp_collect("256775203801").await.status, 202);
    assert!(world.control().seen().len() <= 2_000);
}

#[tokio::test]
async fn another_process_can_fund_pay_out_pay_a_link_and_spoil_the_post() {
    let world = start().await;
    let send = async |path: &str, body: Value| control(&world, Method::POST, path, body).await;
    let funds = json!({"provider": "dgspay", "currency": "RWF", "amount": "10000"});
    assert_eq!(send("/funds", funds).await.status, 200);
    let payout =
        json!({"provider": "dgspay", "phone": "250789654301", "amount": "5000", "note": "Rent"});
    let paid = send("/pay_out", payout.clone()).await;
    assert_eq!(paid.status, 200, "{:?}", paid.body);
    send("/pay_out", payout.clone()).await;
    assert_eq!(
        send("/pay_out", payout).await.status,
        422,
        "the wallet is empty"
    );
    let link = json!({"title": "Donation", "amount_type": "flexible", "currency": "RWF", "slug": "donation"});
    world.dgs_post("/payment-links", &link).await;
    let chosen =
        json!({"provider": "dgspay", "link": "donation", "phone": "250789654301", "amount": "700"});
    assert_eq!(send("/pay_link", chosen).await.status, 200);
    let nowhere = json!({"provider": "zengapay", "link": "donation", "phone": "256775203801"});
    assert_eq!(send("/pay_link", nowhere).await.status, 422);
    let kinds: Vec<String> = world
        .control()
        .ledger()
        .into_iter()
        .map(|row| row.kind)
        .collect();
    assert_eq!(kinds, ["payout", "payout", "charge"]);
    let url = json!({"provider": "dgspay", "url": "https://shop.example/"});
    assert_eq!(send("/webhook_url", url).await.status, 422);
    let fault = json!({"fault": {"duplicate": {"times": 2}}, "provider": "dgspay"});
    assert_eq!(send("/post_faults", fault).await.body[0]["times"], 1);
    assert_eq!(
        control(&world, Method::GET, "/posted", json!({}))
            .await
            .body,
        json!([])
    );
    let limits = json!({"provider": "zengapay", "requests_per_second": 1, "seen_ip": "81.202.241.36", "allowed_ips": ["10.0.0.1"]});
    assert_eq!(send("/access", limits).await.status, 200);
    assert_eq!(world.zp_get("/account").await.status, 403);
    assert_eq!(world.zp_get("/account").await.status, 429);
}
