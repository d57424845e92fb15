//! The listener for webhooks: loopback only, because what the world may reach is not a desktop's to decide. Whoever wants
//! webhooks here runs a tunnel or a relay, and that speaks to this port.
//!
//! A connection carries one request and has a few seconds for it. Its body is read only when the engine's door says that
//! it may come in, and not beyond a megabyte; so neither many strangers nor slow ones cost more than a few connections.

use engine::{DeliveryDoor, Engine, Guest, Knock, Received};
use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{ALLOW, HeaderValue, RETRY_AFTER};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// The path of an account's webhooks, before its id.
pub const HOOKS: &str = "/hooks/";

/// Webhooks are a few hundred bytes.
const LONGEST_BODY: usize = 1024 * 1024;
/// The room for a request's head.
const HEAD: usize = 32 * 1024;
/// How many connections are served at once. Others wait to be taken.
const MOST_AT_ONCE: usize = 32;
/// How long a head may take to come.
const SLOWEST_HEAD: Duration = Duration::from_secs(3);
/// How long a body may take to come.
const SLOWEST_BODY: Duration = Duration::from_secs(5);
/// How long the last answers may take when Duka ends.
const FAREWELL: Duration = Duration::from_secs(5);
/// How long somebody who was answered early may go on sending before the line is cut.
const LINGER: Duration = Duration::from_secs(2);

/// A port of this machine, open for webhooks.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Takes a port; 0 takes any that is free.
    pub async fn bind(port: u16) -> std::io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address })
    }

    /// The port that was taken.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Where an account's webhooks are taken.
    #[must_use]
    pub fn url_of(&self, account: &str) -> String {
        format!("http://{}{HOOKS}{account}", self.address)
    }

    /// Serves until `stop` turns true, and lets those finish that have come in.
    pub async fn serve(self, engine: &Engine, mut stop: watch::Receiver<bool>) {
        let door = Arc::new(engine.delivery_door());
        let places = Arc::new(Semaphore::new(MOST_AT_ONCE));
        let mut guests = JoinSet::new();
        loop {
            while guests.try_join_next().is_some() {}
            let accepted = tokio::select! {
                biased;
                _ = stop.wait_for(|stopped| *stopped) => break,
                accepted = accept(&self.socket, &places) => accepted,
            };
            let Some((stream, place)) = accepted else {
                continue;
            };
            let door = Arc::clone(&door);
            guests.spawn(async move {
                converse(stream, &door).await;
                drop(place);
            });
        }
        drop(self.socket);
        let all_gone = async { while guests.join_next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, all_gone).await.is_err() {
            tracing::warn!("a webhook was still coming in when Duka ended");
        }
    }
}

async fn accept(
    socket: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match socket.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(error) => {
            tracing::warn!(%error, "a connection for a webhook could not be taken");
            // As when the process has no file handle left: trying at once would spin.
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// One connection, one request, one answer.
async fn converse(stream: TcpStream, door: &DeliveryDoor) {
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SLOWEST_HEAD)
        .max_buf_size(HEAD)
        .keep_alive(false)
        .serve_connection(
            TokioIo::new(stream),
            service_fn(|request| async move {
                Ok::<_, Infallible>(response(answer(request, door).await))
            }),
        )
        .without_shutdown();
    // What went wrong on the line is the sender's to mend, and may hold what a stranger wrote.
    let Ok(rest) = served.await else {
        return;
    };
    let mut stream = rest.io.into_inner();
    if stream.shutdown().await.is_ok() {
        // Somebody who is still sending would find the line broken, and the answer lost with it.
        let _ = tokio::time::timeout(LINGER, drain(&mut stream)).await;
    }
}

async fn drain(stream: &mut TcpStream) {
    let mut nowhere = [0; 4 * 1024];
    while stream.read(&mut nowhere).await.is_ok_and(|read| read > 0) {}
}

async fn answer(request: Request<Incoming>, door: &DeliveryDoor) -> StatusCode {
    let (head, body) = request.into_parts();
    let Some(account) = head.uri.path().strip_prefix(HOOKS) else {
        return StatusCode::NOT_FOUND;
    };
    let guest = match door.knock(account, head.method.as_str()).await {
        Knock::Enter(guest) => guest,
        Knock::Answered(told) => return status(told),
    };
    let body = match tokio::time::timeout(SLOWEST_BODY, read(body)).await {
        Ok(Ok(body)) => body,
        Ok(Err(told)) => return told,
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
    };
    take(door, &guest, &head, &body).await
}

/// The body as it came, or what is answered instead.
async fn read(body: Incoming) -> Result<Bytes, StatusCode> {
    if body.size_hint().lower() > LONGEST_BODY as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    match Limited::new(body, LONGEST_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::BAD_REQUEST),
    }
}

async fn take(
    door: &DeliveryDoor,
    guest: &Guest,
    head: &hyper::http::request::Parts,
    body: &[u8],
) -> StatusCode {
    // A value that is no text stays, in some form: who signs twice must not pass because one signature is garbled.
    let headers: Vec<(String, String)> = head
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let received = Received {
        method: head.method.as_str(),
        headers: &headers,
        body,
    };
    status(door.take(guest, &received).await)
}

fn status(told: u16) -> StatusCode {
    StatusCode::from_u16(told).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn response(status: StatusCode) -> Response<Empty<Bytes>> {
    let mut response = Response::new(Empty::new());
    *response.status_mut() = status;
    if status == StatusCode::TOO_MANY_REQUESTS {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}
