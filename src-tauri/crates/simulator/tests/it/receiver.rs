//! A merchant's own address that webhooks are posted to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::sync::mpsc;

/// What came in.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Came {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn event(&self) -> String {
        self.json()["event"].as_str().unwrap().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

#[derive(Clone)]
struct Desk {
    came: mpsc::UnboundedSender<Came>,
    answers: Arc<Mutex<VecDeque<u16>>>,
}

pub(crate) struct Receiver {
    pub(crate) url: String,
    came: mpsc::UnboundedReceiver<Came>,
    answers: Arc<Mutex<VecDeque<u16>>>,
}

impl Receiver {
    pub(crate) async fn open() -> Self {
        let (sender, came) = mpsc::unbounded_channel();
        let answers = Arc::default();
        let desk = Desk {
            came: sender,
            answers: Arc::clone(&answers),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, came, answers }
    }

    /// What the next ones are answered with; after them 200.
    pub(crate) fn answer(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    /// The next one; a test that waits in vain for it fails.
    pub(crate) async fn next(&mut self) -> Came {
        let came = tokio::time::timeout(Duration::from_secs(20), self.came.recv()).await;
        came.unwrap().unwrap()
    }

    pub(crate) async fn events(&mut self, count: usize) -> Vec<String> {
        let mut events = Vec::new();
        for _ in 0..count {
            events.push(self.next().await.event());
        }
        events
    }

    /// Whether more came than was asked for.
    pub(crate) fn has_more(&mut self) -> bool {
        self.came.try_recv().is_ok()
    }
}

async fn take(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let came = Came {
        headers,
        body: body.to_vec(),
    };
    let status = desk.answers.lock().unwrap().pop_front().unwrap_or(200);
    desk.came.send(came).unwrap();
    StatusCode::from_u16(status).unwrap()
}
