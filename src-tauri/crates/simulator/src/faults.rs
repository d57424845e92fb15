//! What goes wrong between a provider and a shop.

use serde::{Deserialize, Serialize};

/// One thing that goes wrong. Where the name does not say it, `committed` says whether the
/// provider took the request before the reply was spoilt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The connection is reset; the request had no effect.
    ResetBeforeCommit,
    /// Nothing comes for so long, then a reset; the request had no effect.
    HangBeforeCommit { ms: u64 },
    /// The request took effect, nothing comes for so long, then a reset.
    HangAfterCommit { ms: u64 },
    /// The request took effect and the connection is cut without a byte of reply.
    DropReplyAfterCommit,
    /// The request took effect; the connection ends after so many bytes of the body.
    CutReply { after: usize },
    /// An HTTP error of the provider's front; the request had no effect.
    StatusBeforeCommit { status: u16 },
    /// The same error, but the request took effect.
    StatusAfterCommit { status: u16 },
    /// A firewall's page, HTTP 403.
    HtmlForbidden {
        #[serde(default)]
        committed: bool,
    },
    /// A page where JSON was due, HTTP 200.
    HtmlOk {
        #[serde(default = "yes")]
        committed: bool,
    },
    /// HTTP 200 and no body.
    EmptyBody {
        #[serde(default = "yes")]
        committed: bool,
    },
    /// Half of the JSON, with a length that fits the half.
    TruncatedJson {
        #[serde(default = "yes")]
        committed: bool,
    },
    /// Bytes that are not even text.
    Garbage {
        #[serde(default = "yes")]
        committed: bool,
    },
    /// Twenty megabytes of JSON.
    HugeBody {
        #[serde(default = "yes")]
        committed: bool,
    },
    /// HTTP 302 to another place on the same port.
    Redirect {
        #[serde(default)]
        committed: bool,
    },
    /// The provider's JSON for a failure under HTTP 200.
    FailureInside200 {
        #[serde(default)]
        committed: bool,
    },
    /// The right reply with every number written as a string.
    NumberAsString,
    /// HTTP 429; the request had no effect.
    RateLimited { retry_after: RetryAfter },
    /// The request takes effect at once, the reply comes so much later.
    SlowBy { ms: u64 },
}

/// The `Retry-After` of a 429.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    Seconds(u64),
    /// An HTTP date so many seconds ahead.
    HttpDate(u32),
    /// A number that no clock can wait for.
    Absurd,
    None,
}

fn yes() -> bool {
    true
}

impl Fault {
    /// Whether the request takes effect in spite of it.
    pub fn commits(&self) -> bool {
        match self {
            Self::ResetBeforeCommit
            | Self::HangBeforeCommit { .. }
            | Self::StatusBeforeCommit { .. }
            | Self::RateLimited { .. } => false,
            Self::HangAfterCommit { .. }
            | Self::DropReplyAfterCommit
            | Self::CutReply { .. }
            | Self::StatusAfterCommit { .. }
            | Self::NumberAsString
            | Self::SlowBy { .. } => true,
            Self::HtmlForbidden { committed }
            | Self::HtmlOk { committed }
            | Self::EmptyBody { committed }
            | Self::TruncatedJson { committed }
            | Self::Garbage { committed }
            | Self::HugeBody { committed }
            | Self::Redirect { committed }
            | Self::FailureInside200 { committed } => *committed,
        }
    }

    /// One of each, quick enough to be met at random.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::ResetBeforeCommit,
            Self::HangBeforeCommit { ms: 2_000 },
            Self::HangAfterCommit { ms: 2_000 },
            Self::DropReplyAfterCommit,
            Self::CutReply { after: 20 },
            Self::NumberAsString,
            Self::SlowBy { ms: 500 },
        ];
        for status in [500, 502, 503] {
            all.push(Self::StatusBeforeCommit { status });
            all.push(Self::StatusAfterCommit { status });
        }
        for committed in [false, true] {
            all.push(Self::HtmlForbidden { committed });
            all.push(Self::HtmlOk { committed });
            all.push(Self::EmptyBody { committed });
            all.push(Self::TruncatedJson { committed });
            all.push(Self::Garbage { committed });
            all.push(Self::HugeBody { committed });
            all.push(Self::Redirect { committed });
            all.push(Self::FailureInside200 { committed });
        }
        let waits = [
            RetryAfter::Seconds(2),
            RetryAfter::HttpDate(2),
            RetryAfter::Absurd,
            RetryAfter::None,
        ];
        all.extend(waits.map(|retry_after| Self::RateLimited { retry_after }));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_can_be_written_and_read_back() {
        for fault in Fault::all() {
            let text = serde_json::to_string(&fault).unwrap();
            assert_eq!(
                serde_json::from_str::<Fault>(&text).unwrap(),
                fault,
                "{text}"
            );
        }
        let short: Fault = serde_json::from_str(r#"{"html_ok":{}}"#).unwrap();
        assert_eq!(short, Fault::HtmlOk { committed: true });
    }
}
