//! The network port. One request, one connection, one answer or an exact word on why there is none.
//!
//! Duka may repeat a request that moves money only when it knows that not one byte of it was written. Most HTTP clients
//! make that knowledge impossible, with three comforts that are switched off here:
//!
//! - **Retries.** A client that sends again on its own makes two requests of one, and tells us of the last.
//! - **Kept connections.** The other side may close an idle connection just as the request goes out on it. Was it read?
//!   The client guesses, and sends again on a new one. With a connection for each request there is nothing to guess:
//!   a connection that could not be made carried nothing, and one that was made may have carried everything.
//! - **HTTP/2**, whose refused streams are another invitation to send again; alone on its connection it would bring nothing.
//!
//! The price is a TLS handshake for each request, some tens of milliseconds beside the seconds a payment takes.

use crate::http_failure::{not_written, what_was_lost};
use crate::trust;
use engine::ports::{HeaderValue, Http, HttpRequest, HttpResponse, NotWritten, SendError};
use reqwest::header::HeaderValue as WireValue;
use reqwest::{Client, ClientBuilder, Method, Request, Response, redirect, retry};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use url::{Host, Url};

/// The most of a body that is read, counted after decompression: a small gzip can hold a mountain.
pub const MAX_BODY: usize = 10 * 1024 * 1024;

/// Name, route, connection and TLS together.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const USER_AGENT: &str = concat!("Duka/", env!("CARGO_PKG_VERSION"));

/// The network.
///
/// A request's own time-out should be longer than the ten seconds given to the connection. Where it is not, and it runs
/// out while connecting, the answer is `Lost`: less is claimed than might be, never more.
#[derive(Clone, Debug)]
pub struct NetworkHttp {
    /// Towards the world, by way of the system's proxy where one is set: a shop behind one has no other way out. The
    /// proxy sees a tunnel and no contents.
    world: Client,
    /// Towards this machine. Never by a proxy, and `localhost` is never asked of a name server.
    loopback: Client,
}

/// The client could not be set up at all.
#[derive(Debug, thiserror::Error)]
#[error("the network client cannot be set up: {0}")]
pub struct HttpSetUpError(String);

impl NetworkHttp {
    /// A client that trusts what the system trusts.
    pub fn new() -> Result<Self, HttpSetUpError> {
        // Refused when somebody else chose first; then theirs is used.
        drop(rustls::crypto::ring::default_provider().install_default());
        let here = [
            SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
        ];
        let loopback = one_request_one_connection()?
            .no_proxy()
            .resolve_to_addrs("localhost", &here);
        Ok(Self {
            world: built(one_request_one_connection()?)?,
            loopback: built(loopback)?,
        })
    }
}

fn one_request_one_connection() -> Result<ClientBuilder, HttpSetUpError> {
    let tls = trust::tls().map_err(|error| HttpSetUpError(error.to_string()))?;
    Ok(Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .http1_only()
        .pool_max_idle_per_host(0)
        .retry(retry::never())
        .redirect(redirect::Policy::none())
        .referer(false)
        .gzip(true))
}

fn built(builder: ClientBuilder) -> Result<Client, HttpSetUpError> {
    builder
        .build()
        .map_err(|error| HttpSetUpError(error.to_string()))
}

#[async_trait::async_trait]
impl Http for NetworkHttp {
    async fn send(
        &self,
        request: HttpRequest,
        timeout: Duration,
    ) -> Result<HttpResponse, SendError> {
        let (url, place) = allowed(&request.url).ok_or(forbidden())?;
        let encrypted = url.scheme() == "https";
        let client = match place {
            Place::World => &self.world,
            Place::ThisMachine => &self.loopback,
        };
        let mut wire = on_the_wire(request, url).ok_or(forbidden())?;
        *wire.timeout_mut() = Some(timeout);
        let response = client.execute(wire).await.map_err(|error| {
            if error.is_connect() {
                let how = not_written(&error, encrypted);
                return SendError::NotWritten { how };
            }
            what_was_lost(&error)
        })?;
        read_whole(response).await
    }
}

fn forbidden() -> SendError {
    SendError::NotWritten {
        how: NotWritten::Forbidden,
    }
}

/// Where an address lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    World,
    ThisMachine,
}

/// The address, if our own rules allow it: https, or plain http to this very machine. Looked at once more here, where the
/// bytes leave, in the form in which the client will read it.
fn allowed(text: &str) -> Option<(Url, Place)> {
    let url = Url::parse(text).ok()?;
    let place = match url.host()? {
        Host::Domain("localhost") => Place::ThisMachine,
        Host::Ipv4(address) if address.is_loopback() => Place::ThisMachine,
        Host::Ipv6(address) if address.is_loopback() => Place::ThisMachine,
        Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_) => Place::World,
    };
    let safe = match url.scheme() {
        "https" => true,
        "http" => place == Place::ThisMachine,
        _ => false,
    };
    // A password in an address is sent as a header nobody asked for.
    let plain = url.username().is_empty() && url.password().is_none();
    (safe && plain).then_some((url, place))
}

/// The request in the client's own terms; `None` when a header cannot be written at all.
fn on_the_wire(request: HttpRequest, url: Url) -> Option<Request> {
    let method = Method::from_bytes(request.method.as_bytes()).ok()?;
    let mut wire = Request::new(method, url);
    for (name, value) in request.headers {
        let value = match value {
            HeaderValue::Plain(text) => WireValue::from_str(&text).ok()?,
            HeaderValue::Secret(secret) => {
                let mut value = WireValue::from_str(secret.reveal()).ok()?;
                value.set_sensitive(true);
                value
            }
        };
        let name = reqwest::header::HeaderName::from_bytes(name.as_bytes()).ok()?;
        wire.headers_mut().append(name, value);
    }
    *wire.body_mut() = request.body.map(Into::into);
    Some(wire)
}

/// Reads the answer to its end. An answer that breaks off, or goes on too long, is no answer.
async fn read_whole(mut response: Response) -> Result<HttpResponse, SendError> {
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            // The wire's own header names are in lower case already.
            (name.as_str().to_owned(), value)
        })
        .collect();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| what_was_lost(&e))? {
        if body.len() + chunk.len() > MAX_BODY {
            let how = "too_large".to_owned();
            return Err(SendError::Lost { how });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(HttpResponse {
        status,
        headers,
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        for address in [
            "http://127.0.0.1:8080/x",
            "http://localhost/x",
            "http://LOCALHOST./x".trim_end_matches("./x"),
            "http://[::1]:1/x",
            "http://127.8.9.1/x",
            "http://2130706433/", // how some write 127.0.0.1
        ] {
            let place = allowed(address).map(|(_, place)| place);
            assert_eq!(place, Some(Place::ThisMachine), "{address}");
        }
        for address in [
            "http://example.org/",
            "http://10.0.0.1/",
            "http://localhost.example.org/",
            "http://127.0.0.1.example.org/",
            "http://0.0.0.0/",
            "ftp://localhost/",
            "file:///etc/passwd",
            "https://user:word@example.org/",
            "example.org",
        ] {
            assert!(allowed(address).is_none(), "{address}");
        }
        let place = allowed("https://example.org/").map(|(_, place)| place);
        assert_eq!(place, Some(Place::World));
    }
}
