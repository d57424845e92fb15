//! A provider whose single reading knows nothing of what its list knows: absent is only what both call absent.

use chrono::Duration;
use domain::State;
use engine::ports::{Clock, Http, HttpRequest, HttpResponse, SendError};
use engine::{Engine, Parts};
use platform::{NetworkHttp, PracticeVault};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::Store;
use tests::{Shop, World};

/// A line at whose other end single readings, and maybe the list, know of nothing.
struct Forgetful {
    line: NetworkHttp,
    single: AtomicBool,
    list: AtomicBool,
}

#[async_trait::async_trait]
impl Http for Forgetful {
    async fn send(
        &self,
        request: HttpRequest,
        timeout: std::time::Duration,
    ) -> Result<HttpResponse, SendError> {
        let says = |status, body: &str| {
            Ok(HttpResponse {
                status,
                headers: Vec::new(),
                body: body.as_bytes().to_vec(),
            })
        };
        if self.single.load(Ordering::Relaxed) && request.url.contains("/transactions/") {
            return says(
                404,
                r#"{"status":"failed","error_code":"92","message":"Transaction not found"}"#,
            );
        }
        if self.list.load(Ordering::Relaxed) && request.url.contains("dgs_reference=") {
            return says(200, r#"{"status":"success","data":[]}"#);
        }
        self.line.send(request, timeout).await
    }
}

/// A charge that the customer paid, looked up when single readings know of nothing.
async fn look_at_a_paid_charge(list_knows: bool) -> State {
    let world = World::new().await;
    let http = Arc::new(Forgetful {
        line: NetworkHttp::new().unwrap(),
        single: AtomicBool::new(false),
        list: AtomicBool::new(false),
    });
    let engine = Engine::open(Parts {
        home: world.home().to_owned(),
        store: Store::open(world.home()).await.unwrap(),
        http: Arc::clone(&http) as Arc<dyn Http>,
        vault: Arc::new(PracticeVault::new(world.home())),
        clock: Arc::clone(&world.clock) as Arc<dyn Clock>,
        door: "window",
        desk: tests::world::DESK.to_owned(),
        seed: Some(1),
    })
    .await
    .unwrap();
    let recorded = engine
        .create(world.charge(Shop::KIGALI, "01"))
        .await
        .unwrap();
    let sent = engine.send(&recorded.id).await.unwrap();
    assert_eq!(sent.state, State::Pending);
    world.pass(Duration::seconds(30));
    http.single.store(true, Ordering::Relaxed);
    http.list.store(!list_knows, Ordering::Relaxed);
    engine.check(&sent.id).await.unwrap().state
}

#[tokio::test]
async fn what_the_list_knows_is_not_absent() {
    assert_eq!(look_at_a_paid_charge(true).await, State::Succeeded);
}

#[tokio::test]
async fn what_neither_knows_is_in_doubt() {
    assert_eq!(look_at_a_paid_charge(false).await, State::InDoubt);
}
