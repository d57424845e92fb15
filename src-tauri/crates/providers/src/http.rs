//! Requests and responses as plain data. Sending them is somebody else's work.

use domain::Secret;
use std::fmt;

/// A header's value. Secret ones do not print.
#[derive(Clone, PartialEq, Eq)]
pub enum HeaderValue {
    /// May be seen.
    Plain(String),
    /// May not.
    Secret(Secret<String>),
}

impl fmt::Debug for HeaderValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(value) => write!(f, "{value:?}"),
            Self::Secret(secret) => write!(f, "{secret:?}"),
        }
    }
}

/// A request, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The whole URL, query included.
    pub url: String,
    /// Headers in order.
    pub headers: Vec<(&'static str, HeaderValue)>,
    /// The body's bytes.
    pub body: Option<Vec<u8>>,
}

impl fmt::Debug for HttpRequest {
    /// Without query and body: they carry phones and names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        write!(
            f,
            "{} {url} ({} bytes)",
            self.method,
            self.body.as_ref().map_or(0, Vec::len)
        )
    }
}

/// A response, read whole and within bounds.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of that name (given in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.status, self.body.len())
    }
}

/// A request that somebody sent to us. Nothing in it is to be believed yet.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    /// `POST`, if it is a webhook.
    pub method: &'a str,
    /// Names in any case, in the order in which they came, repeated ones too.
    pub headers: &'a [(String, String)],
    /// The body's bytes as they came: signatures are made over these.
    pub body: &'a [u8],
}

impl fmt::Debug for Received<'_> {
    /// Without headers and body: they carry signatures and phones.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "received ({} bytes)", self.body.len())
    }
}
