//! The network port against real sockets: every way in which an answer can fail to come.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its stage should stop"
)]

use domain::Secret;
use engine::ports::{HeaderValue, Http, HttpRequest, HttpResponse, NotWritten, SendError};
use platform::{MAX_BODY, NetworkHttp};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// A server that plays one scene on each connection, and tells what it was sent first.
struct Server {
    port: u16,
    requests: Receiver<String>,
}

impl Server {
    fn new(scene: impl Fn(TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, requests) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let Some(request) = read_request(&stream) else {
                    continue;
                };
                if tell.send(request).is_err() {
                    return;
                }
                scene(stream);
            }
        });
        Self { port, requests }
    }

    fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |mut stream| {
            // The other side may hang up before the end: that is what some of these tests are about.
            drop(stream.write_all(&answer));
        })
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Every request that came, once the caller has its answer.
    fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

/// Head and body of one request.
fn read_request(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut text = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        text.push_str(&line);
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(text + &String::from_utf8_lossy(&body))
}

fn get(url: impl Into<String>) -> HttpRequest {
    HttpRequest {
        method: "GET",
        url: url.into(),
        headers: Vec::new(),
        body: None,
    }
}

fn post(url: impl Into<String>) -> HttpRequest {
    HttpRequest {
        method: "POST",
        body: Some(br#"{"amount":"2000"}"#.to_vec()),
        ..get(url)
    }
}

async fn send(request: HttpRequest) -> Result<HttpResponse, SendError> {
    send_within(request, Duration::from_secs(20)).await
}

async fn send_within(request: HttpRequest, timeout: Duration) -> Result<HttpResponse, SendError> {
    NetworkHttp::new().unwrap().send(request, timeout).await
}

fn lost(how: &str) -> Result<HttpResponse, SendError> {
    let how = how.to_owned();
    Err(SendError::Lost { how })
}

fn not_written(how: NotWritten) -> Result<HttpResponse, SendError> {
    Err(SendError::NotWritten { how })
}

#[tokio::test]
async fn a_request_goes_out_as_it_was_made_and_the_answer_comes_back_whole() {
    let server = Server::saying(
        "HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nX-Thing: a\r\nContent-Length: 2\r\n\r\n{}",
    );
    let mut request = post(server.url("/v1/x?q=a%20b"));
    request.headers = vec![
        (
            "content-type",
            HeaderValue::Plain("application/json".into()),
        ),
        ("x-api-key", HeaderValue::Secret(Secret::from("k-1"))),
    ];
    let answer = send(request).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (429, &b"{}"[..]));
    assert_eq!(answer.header("retry-after"), Some("7"));
    assert_eq!(answer.header("x-thing"), Some("a"));
    let sent = server.requests().concat().to_ascii_lowercase();
    assert!(
        sent.starts_with("post /v1/x?q=a%20b http/1.1\r\n"),
        "{sent}"
    );
    assert!(sent.contains("\r\nx-api-key: k-1\r\n"), "{sent}");
    assert!(sent.contains("\r\nuser-agent: duka/"), "{sent}");
    assert!(sent.contains("\r\naccept-encoding: gzip\r\n"), "{sent}");
    assert!(
        !sent.contains("referer") && !sent.contains("cookie"),
        "{sent}"
    );
    assert!(sent.ends_with(r#"{"amount":"2000"}"#), "{sent}");
}

#[tokio::test]
async fn each_request_has_a_connection_of_its_own_and_no_cookies() {
    let server = Server::new(|mut stream| {
        let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(answer.as_bytes()).unwrap();
        // Kept open: a second request on this connection would be read here, and not counted as a new one.
        thread::spawn(move || stream.read(&mut [0]));
    });
    let http = NetworkHttp::new().unwrap();
    for _ in 0..3 {
        let answer = http.send(get(server.url("/")), Duration::from_secs(20));
        assert_eq!(answer.await.unwrap().status, 200);
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(!requests.concat().to_ascii_lowercase().contains("cookie"));
}

#[tokio::test]
async fn plain_http_is_spoken_with_loopback_only() {
    for address in [
        "http://example.invalid/",
        "http://192.0.2.1/",
        "gopher://localhost/",
        "no address",
    ] {
        assert_eq!(
            send(get(address)).await,
            not_written(NotWritten::Forbidden),
            "{address}"
        );
    }
    let elsewhere = Server::saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let redirect = format!(
        "HTTP/1.1 307 Elsewhere\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n",
        elsewhere.url("/")
    );
    let server = Server::saying(redirect);
    let named = format!("http://localhost:{}/", server.port);
    assert_eq!(send(post(named)).await.unwrap().status, 307);
    assert!(
        elsewhere.requests().is_empty(),
        "a redirect is an answer, not an order"
    );
}

#[tokio::test]
async fn a_header_that_cannot_be_written_sends_nothing() {
    let server = Server::saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let mut request = get(server.url("/"));
    request.headers = vec![(
        "x-api-key",
        HeaderValue::Secret(Secret::from("k\r\nx-other: 1")),
    )];
    assert_eq!(send(request).await, not_written(NotWritten::Forbidden));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_refused_connection_is_known_to_have_carried_nothing() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    assert_eq!(
        send(post(format!("http://{free}/"))).await,
        not_written(NotWritten::Refused)
    );
}

#[tokio::test]
async fn a_body_beyond_its_bound_is_refused() {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
        MAX_BODY + 1
    );
    let server = Server::saying([head.as_bytes(), &vec![b'x'; MAX_BODY + 1]].concat());
    assert_eq!(send(get(server.url("/"))).await, lost("too_large"));
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {MAX_BODY}\r\n\r\n");
    let server = Server::saying([head.as_bytes(), &vec![b'x'; MAX_BODY]].concat());
    assert_eq!(
        send(get(server.url("/"))).await.unwrap().body.len(),
        MAX_BODY
    );

    let silent = Server::new(|stream| {
        thread::spawn(move || (&stream).read(&mut [0]));
    });
    let answer = send_within(post(silent.url("/")), Duration::from_millis(200)).await;
    assert_eq!(answer, lost("timeout"));
}

#[tokio::test]
async fn a_small_gzip_that_holds_a_mountain_is_refused() {
    let server = Server::saying(gzip_of_zeros(MAX_BODY + 1));
    assert_eq!(send(get(server.url("/"))).await, lost("too_large"));
    let server = Server::saying(gzip_of_zeros(70_000));
    let answer = send(get(server.url("/"))).await.unwrap();
    assert_eq!(answer.body, vec![0; 70_000], "and a fair one is unpacked");
}

#[tokio::test]
async fn an_answer_that_trickles_is_bounded_by_the_whole_time() {
    let server = Server::new(|mut stream| {
        thread::spawn(move || {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\n"));
            // One more header each time, for as long as somebody listens.
            while stream.write_all(b"x-slow: 1\r\n").is_ok() {
                thread::sleep(Duration::from_millis(20));
            }
        });
    });
    let answer = send_within(get(server.url("/")), Duration::from_millis(300)).await;
    assert_eq!(answer, lost("timeout"));
}

#[tokio::test]
async fn a_line_cut_at_any_point_after_the_request_is_doubt_and_not_sent_again() {
    for (answer, how) in [
        ("", "cut"),
        ("HTTP/1.1 20", "cut"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"id\":",
            "cut",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"",
            "cut",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
            "cut",
        ),
        ("SSH-2.0-OpenSSH_9.6\r\n\r\n", "cut"),
    ] {
        let server = Server::saying(answer);
        assert_eq!(send(post(server.url("/"))).await, lost(how), "{answer:?}");
        assert_eq!(server.requests().len(), 1, "{answer:?} was sent again");
    }
}

#[tokio::test]
async fn a_reset_after_the_request_is_doubt_and_not_sent_again() {
    // A socket closed with bytes unread is reset: the server peeks at the request, and reads none of it.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, connections) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            stream.peek(&mut [0]).unwrap();
            // Told before the socket closes, so that the count below is complete.
            tell.send(()).unwrap();
        }
    });
    assert_eq!(
        send(post(format!("http://{address}/"))).await,
        lost("reset")
    );
    assert_eq!(connections.try_iter().count(), 1);
}

/// A response with `size` zeros, gzipped by hand: stored blocks would be as large as what they hold, so the zeros are
/// a run of repeats in one fixed-code block.
fn gzip_of_zeros(size: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(0b011, 3); // the last block, fixed codes
    bits.push_code(0b0011_0000, 8); // the literal 0
    let (repeats, rest) = ((size - 1) / 258, (size - 1) % 258);
    for _ in 0..repeats {
        bits.push_code(0b1100_0101, 8); // 258 more of them
        bits.push_code(0, 5); // from one back
    }
    for _ in 0..rest {
        bits.push_code(0b0011_0000, 8);
    }
    bits.push_code(0, 7);
    let deflated = bits.bytes;
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    gzip.extend(deflated);
    gzip.extend(crc_of_zeros(size).to_le_bytes());
    gzip.extend(u32::try_from(size).unwrap().to_le_bytes());
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        gzip.len()
    );
    [head.into_bytes(), gzip].concat()
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, value: u32, count: usize) {
        for at in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().unwrap();
            *last |= u8::try_from(value >> at & 1).unwrap() << (self.used % 8);
            self.used += 1;
        }
    }

    /// Codes are packed from their highest bit.
    fn push_code(&mut self, code: u32, count: usize) {
        for at in (0..count).rev() {
            self.push(code >> at & 1, 1);
        }
    }
}

fn crc_of_zeros(size: usize) -> u32 {
    let mut crc = u32::MAX;
    for _ in 0..size * 8 {
        crc = if crc & 1 == 1 {
            (crc >> 1) ^ 0xEDB8_8320
        } else {
            crc >> 1
        };
    }
    !crc
}
