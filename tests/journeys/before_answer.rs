//! What is heard of a charge while its answer is still on the way: a webhook may be faster, and so may a list.

use chrono::Duration;
use domain::{AccountId, Lang, Operation, State};
use engine::ports::{Clock, Http, HttpRequest, HttpResponse, SendError};
use engine::{Engine, Parts, Received};
use futures::future::BoxFuture;
use platform::{NetworkHttp, PracticeVault};
use std::sync::{Arc, OnceLock};
use store::Store;
use tests::{Shop, World};

type Meanwhile = Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// A line on which something happens between the provider's taking a charge and its answer's arriving.
struct SlowAnswer {
    line: NetworkHttp,
    meanwhile: OnceLock<Meanwhile>,
}

#[async_trait::async_trait]
impl Http for SlowAnswer {
    async fn send(
        &self,
        request: HttpRequest,
        timeout: std::time::Duration,
    ) -> Result<HttpResponse, SendError> {
        let moves_money = request.method == "POST";
        let answer = self.line.send(request, timeout).await;
        if let (true, Some(meanwhile)) = (moves_money, self.meanwhile.get()) {
            meanwhile().await;
        }
        answer
    }
}

/// What happens meanwhile, given the engine that waits for the answer.
async fn take_while(
    world: &World,
    shop: Shop,
    ending: &str,
    meanwhile: impl Fn(Engine, AccountId) -> BoxFuture<'static, ()> + Send + Sync + 'static,
) -> (Engine, Operation) {
    let http = Arc::new(SlowAnswer {
        line: NetworkHttp::new().unwrap(),
        meanwhile: OnceLock::new(),
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
    let (waiting, account) = (engine.clone(), world.account(shop));
    let hook: Meanwhile = Box::new(move || meanwhile(waiting.clone(), account.clone()));
    assert!(http.meanwhile.set(hook).is_ok());
    let recorded = engine.create(world.charge(shop, ending)).await.unwrap();
    let sent = engine.send(&recorded.id).await.unwrap();
    (engine, sent)
}

#[tokio::test]
async fn a_delivery_before_the_answer_waits_for_the_answer() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (control, clock) = (world.control.clone(), Arc::clone(&world.clock));
        let (engine, sent) = take_while(&world, shop, "01", move |engine, account| {
            control.wind(std::time::Duration::from_secs(5)).unwrap();
            clock.wind(Duration::seconds(5));
            let [early] = control.take_deliveries().try_into().unwrap();
            let asked = control.clone();
            Box::pin(async move {
                let received = Received {
                    method: &early.method,
                    headers: &early.headers,
                    body: &early.body,
                };
                engine.take_delivery(&account, &received).await.unwrap();
                let before = asked.seen().len();
                engine.step().await.unwrap();
                assert_eq!(asked.seen().len(), before, "the answer comes first");
            })
        })
        .await;
        assert_eq!(sent.state, State::Pending, "{}", shop.provider);
        engine.step().await.unwrap();
        let paid = engine.operation(&sent.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded, "{}", shop.provider);
        assert!(engine.open_doubts(&sent.id).await.unwrap().is_empty());
        assert_eq!(world.posted(), 1);
    }
}

#[tokio::test]
async fn a_row_that_is_listed_before_the_answer_waits_for_the_answer() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (control, clock) = (world.control.clone(), Arc::clone(&world.clock));
        let (engine, sent) = take_while(&world, shop, "01", move |engine, account| {
            control.wind(std::time::Duration::from_secs(5)).unwrap();
            clock.wind(Duration::seconds(5));
            Box::pin(async move {
                let pulled = engine
                    .sync(Some(&account), None, true, &|_| {}, Lang::En)
                    .await;
                assert!(pulled.unwrap()[0].error.is_none());
            })
        })
        .await;
        assert_eq!(sent.state, State::Pending, "{}", shop.provider);
        world.pass(Duration::seconds(3));
        engine.step().await.unwrap();
        let paid = engine.operation(&sent.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded, "{}", shop.provider);
        let doubts = engine.open_doubts(&sent.id).await.unwrap();
        assert!(doubts.is_empty(), "{}: {doubts:?}", shop.provider);
    }
}
