//! Carries webhooks to whoever asked for them, over real HTTP. It posts to this machine and nowhere else: an address in
//! a practice world may be the shop's real one, and the money it would be told of never was.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Uri};
use chrono::{DateTime, Utc};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

use crate::control::Control;
use crate::outbox::SignedDelivery;
use crate::post_faults::PostFault;
use crate::sandbox::Persistence;

/// After this a receiver counts as one that did not answer.
const SLOWEST_ANSWER: Duration = Duration::from_secs(3);
/// Before each time again. The providers wait longer; nobody learns from waiting.
const BEFORE_RETRY: [Duration; 3] = [
    Duration::from_millis(100),
    Duration::from_millis(300),
    Duration::from_millis(900),
];

/// One delivery and the way it is to go.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) delivery: SignedDelivery,
    pub(crate) url: String,
    pub(crate) persistence: Persistence,
    pub(crate) wait: Duration,
    pub(crate) fault: Option<PostFault>,
}

/// A try to deliver a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    pub at: DateTime<Utc>,
    pub provider: String,
    /// Of the movement it tells about.
    pub reference: String,
    pub url: String,
    /// From 1.
    pub attempt: u32,
    /// What the receiver answered; `None` when nobody did.
    pub status: Option<u16>,
    pub fault: Option<PostFault>,
}

type Http = Client<HttpConnector, Body>;

/// Posts until the world ends.
pub(crate) fn start(control: Control) -> JoinHandle<()> {
    tokio::spawn(async move {
        let http: Http = Client::builder(TokioExecutor::new()).build_http();
        let mut ended = control.ended();
        loop {
            let parcels = control.world().take_parcels();
            for parcel in parcels {
                let (control, http) = (control.clone(), http.clone());
                if parcel.wait.is_zero() {
                    carry(control, http, parcel).await;
                } else {
                    tokio::spawn(late(control, http, parcel));
                }
            }
            // Where nothing is to come of itself, nobody wakes to look for it.
            let next = control.world().next_turn();
            tokio::select! {
                () = control.stirred() => {}
                () = tokio::time::sleep(next.unwrap_or_default()), if next.is_some() => {}
                _ = ended.wait_for(|ended| *ended) => return,
            }
        }
    })
}

async fn late(control: Control, http: Http, parcel: Parcel) {
    if still_there(&control, parcel.wait).await {
        carry(control, http, parcel).await;
    }
}

/// The first try here, so that deliveries arrive in their order; the others on their own time.
async fn carry(control: Control, http: Http, parcel: Parcel) {
    let status = send(&http, &parcel).await;
    note(&control, &parcel, 1, status);
    if again(&parcel.persistence, status) {
        tokio::spawn(insist(control, http, parcel));
    }
}

async fn insist(control: Control, http: Http, parcel: Parcel) {
    for attempt in 1..=parcel.persistence.retries {
        let at = usize::try_from(attempt - 1).unwrap_or_default();
        let wait = BEFORE_RETRY.get(at).or(BEFORE_RETRY.last());
        if !still_there(&control, wait.copied().unwrap_or_default()).await {
            return;
        }
        let status = send(&http, &parcel).await;
        note(&control, &parcel, attempt + 1, status);
        if !again(&parcel.persistence, status) {
            return;
        }
    }
}

/// Waits; `false` when the world ended meanwhile.
async fn still_there(control: &Control, wait: Duration) -> bool {
    let mut ended = control.ended();
    tokio::select! {
        () = tokio::time::sleep(wait) => true,
        _ = ended.wait_for(|ended| *ended) => false,
    }
}

fn again(persistence: &Persistence, status: Option<u16>) -> bool {
    match status {
        Some(status) => !(persistence.taken)(status),
        None => persistence.when_unreachable,
    }
}

async fn send(http: &Http, parcel: &Parcel) -> Option<u16> {
    let delivery = &parcel.delivery;
    let mut request = Request::builder()
        .method(delivery.method.as_str())
        .uri(&parcel.url);
    for (name, value) in &delivery.headers {
        request = request.header(name, value);
    }
    let request = request.body(Body::from(delivery.body.clone())).ok()?;
    let answered = tokio::time::timeout(SLOWEST_ANSWER, http.request(request)).await;
    Some(answered.ok()?.ok()?.status().as_u16())
}

fn note(control: &Control, parcel: &Parcel, attempt: u32, status: Option<u16>) {
    let mut world = control.world();
    let posted = Posted {
        at: world.now(),
        provider: parcel.delivery.provider.clone(),
        reference: parcel.delivery.reference.clone(),
        url: parcel.url.clone(),
        attempt,
        status,
        fault: parcel.fault.clone(),
    };
    world.post.note(posted);
}

/// Whether a webhook may be posted there.
pub(crate) fn is_here(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else {
        return false;
    };
    let here = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
    here && uri.scheme_str() == Some("http")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_posted_to_another_machine() {
        assert!(is_here("http://127.0.0.1:9/dgspay"));
        assert!(is_here("http://localhost/x"));
        for elsewhere in [
            "https://shop.example/hook",
            "http://shop.example/hook",
            "http://127.0.0.1.shop.example/",
            "http://127.0.0.1@shop.example/",
            "ftp://127.0.0.1/",
            "",
        ] {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }
}
