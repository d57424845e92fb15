//! A request and a reply as plain values, so that a sandbox can be asked without a network.

use std::collections::BTreeMap;

use serde_json::Value;

/// A request as a sandbox sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path below the sandbox's base path, with its leading slash.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    /// Names in lower case; of a repeated header the first value.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
    /// The base URL the caller used, for the links in page objects.
    pub(crate) base_url: String,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The last value of a query parameter; an empty one counts as absent.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().rev().find(|(key, _)| key == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Whether the body is announced as JSON, parameters such as a charset aside.
    pub(crate) fn says_json(&self) -> bool {
        let kind = self
            .header("content-type")
            .and_then(|kind| kind.split(';').next());
        kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    }
}

/// A whole reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::typed(status, "application/json", body.to_string().into_bytes())
    }

    pub(crate) fn html(status: u16, body: &str) -> Self {
        Self::typed(status, "text/html; charset=UTF-8", body.as_bytes().to_vec())
    }

    fn typed(status: u16, kind: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body,
        }
    }

    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}
