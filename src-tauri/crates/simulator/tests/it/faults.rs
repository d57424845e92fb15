//! Every fault, over real connections, and what it leaves in the ledger.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;
use simulator::{BadDay, Fault, Planned, RetryAfter};

use crate::support::{World, dgs_body, start, zp_body};

/// A collection under a fault: the reply if there was one, and whether money moved.
async fn collect(world: &World, fault: Fault) -> (Result<Reply, reqwest::Error>, bool) {
    let before = world.control().ledger().len();
    world
        .control()
        .fault(Planned::next_post(fault.clone()))
        .unwrap();
    let request = world
        .zp(Method::POST, "/collections")
        .json(&zp_body("256775203801"));
    let reply = read(request.timeout(Duration::from_secs(5))).await;
    let moved = world.control().ledger().len() - before;
    assert!(moved <= 1);
    let seen = world.control().seen().pop().unwrap();
    assert_eq!(seen.fault, Some(fault));
    assert_eq!(seen.committed.is_some(), moved == 1);
    (reply, moved == 1)
}

struct Reply {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Vec<u8>,
}

async fn read(request: reqwest::RequestBuilder) -> Result<Reply, reqwest::Error> {
    let response = request.send().await?;
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = response.bytes().await?.to_vec();
    Ok(Reply {
        status,
        headers,
        body,
    })
}

#[tokio::test]
async fn a_lost_reply_leaves_money_moved_and_a_lost_request_does_not() {
    let world = start().await;
    let (reply, moved) = collect(&world, Fault::DropReplyAfterCommit).await;
    assert!(reply.is_err() && moved);
    let (reply, moved) = collect(&world, Fault::ResetBeforeCommit).await;
    assert!(reply.is_err() && !moved);
    let (reply, moved) = collect(&world, Fault::HangAfterCommit { ms: 50 }).await;
    assert!(reply.is_err() && moved);
    let (reply, moved) = collect(&world, Fault::HangBeforeCommit { ms: 50 }).await;
    assert!(reply.is_err() && !moved);
    // And the next one is whole again.
    assert_eq!(world.zp_collect("256775203801").await.status, 202);
}

#[tokio::test]
async fn a_client_that_gives_up_on_a_hang_finds_its_charge_committed_once() {
    let world = start().await;
    world
        .control()
        .fault(Planned::next_post(Fault::HangAfterCommit { ms: 60_000 }))
        .unwrap();
    let request = world
        .zp(Method::POST, "/collections")
        .json(&zp_body("256775203801"));
    let gave_up = request
        .timeout(Duration::from_millis(300))
        .send()
        .await
        .unwrap_err();
    assert!(gave_up.is_timeout());
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn a_reply_can_end_in_the_middle() {
    let world = start().await;
    for after in [0, 1, 20] {
        world
            .control()
            .fault(Planned::next_post(Fault::CutReply { after }))
            .unwrap();
        let request = world
            .zp(Method::POST, "/collections")
            .json(&zp_body("256775203801"));
        let mut response = request.send().await.unwrap();
        assert_eq!(response.status(), 202);
        let mut read = 0;
        let ended = loop {
            match response.chunk().await {
                Ok(Some(bytes)) => read += bytes.len(),
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        assert!(!ended && read == after, "{read} of {after} bytes");
    }
    assert_eq!(world.control().ledger().len(), 3);
}

#[tokio::test]
async fn http_errors_come_before_or_after_the_commit() {
    let world = start().await;
    for status in [500, 502, 503] {
        let (reply, moved) = collect(&world, Fault::StatusBeforeCommit { status }).await;
        assert_eq!((reply.unwrap().status, moved), (status, false));
        let (reply, moved) = collect(&world, Fault::StatusAfterCommit { status }).await;
        let reply = reply.unwrap();
        assert_eq!((reply.status, moved), (status, true));
        let is_json = serde_json::from_slice::<Value>(&reply.body).is_ok();
        assert_eq!(is_json, status == 500);
    }
}

#[tokio::test]
async fn replies_can_be_spoilt_whether_or_not_the_money_moved() {
    let world = start().await;
    for committed in [false, true] {
        let (reply, moved) = collect(&world, Fault::HtmlForbidden { committed }).await;
        let reply = reply.unwrap();
        assert_eq!((reply.status, moved), (403, committed));
        assert!(reply.body.starts_with(b"<!DOCTYPE html>"));

        let (reply, moved) = collect(&world, Fault::HtmlOk { committed }).await;
        let reply = reply.unwrap();
        assert_eq!((reply.status, moved), (200, committed));
        assert!(
            reply.headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/html")
        );

        let (reply, moved) = collect(&world, Fault::EmptyBody { committed }).await;
        assert_eq!((reply.unwrap().body.len(), moved), (0, committed));

        for fault in [
            Fault::TruncatedJson { committed },
            Fault::Garbage { committed },
        ] {
            let (reply, moved) = collect(&world, fault).await;
            let reply = reply.unwrap();
            assert!(
                !reply.body.is_empty() && serde_json::from_slice::<Value>(&reply.body).is_err()
            );
            assert_eq!(moved, committed);
        }

        let (reply, moved) = collect(&world, Fault::HugeBody { committed }).await;
        assert_eq!(
            (reply.unwrap().body.len(), moved),
            (20 * 1024 * 1024, committed)
        );

        let (reply, moved) = collect(&world, Fault::Redirect { committed }).await;
        let reply = reply.unwrap();
        assert_eq!((reply.status, moved), (302, committed));
        assert!(reply.headers.contains_key("location"));

        let (reply, moved) = collect(&world, Fault::FailureInside200 { committed }).await;
        let reply = reply.unwrap();
        let body: Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(
            (reply.status, moved, &body["code"]),
            (200, committed, &serde_json::json!(500))
        );
    }
}

#[tokio::test]
async fn numbers_can_come_as_strings_and_replies_late() {
    let world = start().await;
    let (reply, moved) = collect(&world, Fault::NumberAsString).await;
    let body: Value = serde_json::from_slice(&reply.unwrap().body).unwrap();
    assert!(moved && body["code"] == "202");
    let began = std::time::Instant::now();
    let (reply, moved) = collect(&world, Fault::SlowBy { ms: 200 }).await;
    assert!(moved && reply.unwrap().status == 202);
    assert!(began.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_back_in_every_way() {
    let world = start().await;
    for (retry_after, header) in [
        (RetryAfter::Seconds(7), Some("7")),
        (
            RetryAfter::HttpDate(60),
            Some("Wed, 04 Mar 2026 09:01:00 GMT"),
        ),
        (RetryAfter::Absurd, Some("99999999999999999999")),
        (RetryAfter::None, None),
    ] {
        let (reply, moved) = collect(&world, Fault::RateLimited { retry_after }).await;
        let reply = reply.unwrap();
        assert_eq!((reply.status, moved), (429, false));
        assert_eq!(
            reply
                .headers
                .get("retry-after")
                .map(|value| value.to_str().unwrap()),
            header
        );
    }
}

#[tokio::test]
async fn the_same_faults_meet_the_other_provider() {
    let world = start().await;
    world
        .control()
        .fault(Planned::next_post(Fault::DropReplyAfterCommit).at("dgspay"))
        .unwrap();
    assert_eq!(world.zp_collect("256775203801").await.status, 202);
    let lost = world
        .dgs(Method::POST, "/charges")
        .body(dgs_body("789654301").to_string())
        .send()
        .await;
    assert!(lost.is_err());
    assert_eq!(
        world
            .control()
            .ledger()
            .iter()
            .filter(|entry| entry.provider == "dgspay")
            .count(),
        1
    );
}

#[tokio::test]
async fn on_a_bad_day_the_ledger_has_exactly_the_requests_that_committed() {
    let world = start().await;
    let quick = Fault::all()
        .into_iter()
        .filter(|fault| !matches!(fault, Fault::HugeBody { .. } | Fault::SlowBy { .. }));
    let quick = quick.map(|fault| match fault {
        Fault::HangBeforeCommit { .. } => Fault::HangBeforeCommit { ms: 5 },
        Fault::HangAfterCommit { .. } => Fault::HangAfterCommit { ms: 5 },
        fault => fault,
    });
    world.control().bad_day(Some(BadDay {
        seed: 9,
        per_mille: 500,
        faults: quick.collect(),
    }));
    for _ in 0..80 {
        let request = world
            .zp(Method::POST, "/collections")
            .json(&zp_body("256775203801"));
        let _ = read(request).await;
    }
    let seen = world.control().seen();
    let committed: Vec<String> = seen
        .iter()
        .filter_map(|seen| seen.committed.clone())
        .collect();
    let ledger: Vec<String> = world
        .control()
        .ledger()
        .into_iter()
        .map(|entry| entry.reference)
        .collect();
    assert_eq!(committed, ledger);
    assert!(seen.iter().filter(|seen| seen.fault.is_some()).count() > 20);
}
