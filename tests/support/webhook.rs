//! A webhook as its provider posts it.

use simulator::SignedDelivery;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// The bytes of the request.
#[must_use]
pub fn request(path: &str, delivery: &SignedDelivery) -> Vec<u8> {
    let mut head = format!("{} {path} HTTP/1.1\r\nHost: localhost\r\n", delivery.method);
    for (name, value) in &delivery.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("Content-Length: {}\r\n\r\n", delivery.body.len());
    [head.as_bytes(), &delivery.body].concat()
}

/// The status of an answer that has nothing else to say.
#[must_use]
pub fn status(answer: &str) -> u16 {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a whole head");
    assert_eq!(body, "", "a stranger is told a status, and no word");
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

/// Posts it to a URL of this machine, and says which status was answered.
#[must_use]
pub fn post(url: &str, delivery: &SignedDelivery) -> u16 {
    let address = url.strip_prefix("http://").unwrap();
    let (host, path) = address.split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let bytes = request(&format!("/{path}"), delivery);
    stream.write_all(&bytes).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    status(&answer)
}
