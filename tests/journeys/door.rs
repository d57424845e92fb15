//! The listener for webhooks, open on a port of this machine, and whoever posts to it.

use domain::AccountId;
use engine::Engine;
use platform::{HOOKS, Listener};
use simulator::SignedDelivery;
use tests::webhook::{request, status};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A listener that serves.
pub(crate) struct Door {
    pub(crate) port: u16,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Door {
    pub(crate) async fn of(engine: &Engine) -> Self {
        let listener = Listener::bind(0).await.unwrap();
        let port = listener.port();
        let (stop, stopping) = watch::channel(false);
        let engine = engine.clone();
        let serving = tokio::spawn(async move { listener.serve(&engine, stopping).await });
        Self {
            port,
            stop,
            serving,
        }
    }

    /// Ends it, and returns when it has ended.
    pub(crate) async fn shut(self) {
        self.stop.send_replace(true);
        self.serving.await.unwrap();
    }

    /// Posts a delivery as its provider does, and says which status was answered.
    pub(crate) async fn post(&self, account: &AccountId, delivery: &SignedDelivery) -> u16 {
        let path = format!("{HOOKS}{account}");
        status(&self.say(&request(&path, delivery)).await)
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }

    /// Says this on a connection of its own, and reads until the other side ends it.
    pub(crate) async fn say(&self, bytes: &[u8]) -> String {
        let (mut hears, mut says) = self.connect().await.into_split();
        let mut answer = Vec::new();
        // Who is answered early may find that nobody listens to the rest.
        let (_, heard) = tokio::join!(says.write_all(bytes), hears.read_to_end(&mut answer));
        heard.unwrap();
        String::from_utf8(answer).unwrap()
    }
}
