//! The rules that every adapter reads responses by: who is speaking, and may they be believed about money?
//!
//! Between us and a provider stand proxies, firewalls and half-broken servers. Only JSON of the provider's own,
//! whole and with a status that cannot have come from a stumble, says anything about money. The rest is doubt.

mod fields;
mod page;
mod part;
mod times;

pub(crate) use fields::{Amount, Quoted, Told, Word};
pub(crate) use page::page;
pub(crate) use part::Part;
pub(crate) use times::{in_zone, retry_after_s};

use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::refusals;
use domain::{Doubt, Outcome};
use serde::de::DeserializeOwned;

/// Answers are a few kilobytes; a list page of a hundred rows is under a hundred.
const LONGEST: usize = 4 * 1024 * 1024;

/// What was asked, since it decides what a bad answer costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// To move money: a wrong reading pays twice, or loses a payment.
    ToMoveMoney,
    /// To tell something: it may simply be asked again.
    ToTell,
}

/// What the provider itself said: one whole JSON object, with a 2xx or 4xx status.
#[derive(Debug)]
pub(crate) struct Said<'r> {
    pub(crate) status: u16,
    /// How long to wait, where the provider says so.
    pub(crate) pause_s: Option<u32>,
    body: &'r [u8],
}

impl Said<'_> {
    /// A 2xx status. Whether the body agrees is another question.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as the shape `W`. Fields that `W` does not name are ignored.
    pub(crate) fn read<W: DeserializeOwned>(&self) -> Outcome<W> {
        match serde_json::from_slice(self.body) {
            Ok(body) => Outcome::Known(body),
            Err(_) => unreadable("JSON of another shape", self.status),
        }
    }
}

/// What the provider itself said, or why nothing can be taken from this response.
pub(crate) fn said<'r>(
    response: &'r HttpResponse,
    asked: Asked,
    connection: &Connection<'_>,
) -> Outcome<Said<'r>> {
    let status = response.status;
    let pause_s = response
        .header("retry-after")
        .and_then(|text| retry_after_s(text, connection.now));
    match status {
        408 | 500..=599 => Outcome::Unknown(Doubt::ServerError { status }),
        // A firewall may answer for a provider that has already taken the request; for a reading that is all one.
        429 if asked == Asked::ToTell => Outcome::Refused(refusals::rate_limited(pause_s)),
        // About money it is read like any other: what bears a reference was taken, whatever its status.
        200..=299 | 400..=499 => match object(&response.body) {
            Ok(body) => Outcome::Known(Said {
                status,
                pause_s,
                body,
            }),
            Err(what) => unreadable(what, status),
        },
        300..=399 => unreadable("a redirect", status),
        _ => unreadable("no status of HTTP", status),
    }
}

/// An answer that speaks of something, but not so that it can be believed.
pub(crate) fn unreadable<T>(what: &str, status: u16) -> Outcome<T> {
    Outcome::Unknown(Doubt::Unreadable {
        what: format!("{what} (HTTP {status})"),
    })
}

/// The body as it stands, when it is one whole JSON object. Says what it is otherwise, without its content.
fn object(body: &[u8]) -> Result<&[u8], &'static str> {
    // Some servers put a byte order mark before everything they print.
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let first = body
        .iter()
        .copied()
        .find(|byte| !byte.is_ascii_whitespace());
    if body.len() > LONGEST {
        return Err("too long an answer");
    }
    match first {
        None => Err("an empty answer"),
        Some(b'<') => Err("a web page"),
        // serde would read a struct out of an array, too.
        Some(b'{') => match serde_json::from_slice::<serde::de::IgnoredAny>(body) {
            Ok(_) => Ok(body),
            Err(error) if error.is_eof() => Err("an answer that was cut off"),
            Err(_) => Err("broken JSON"),
        },
        Some(_) => Err("something else than a JSON object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use domain::{Refusal, RefusalKind};

    #[derive(serde::Deserialize)]
    struct Wire {
        #[serde(default)]
        message: Word,
    }

    fn read(status: u16, body: &[u8], asked: Asked) -> Outcome<Option<String>> {
        let response = HttpResponse {
            status,
            headers: vec![("retry-after".into(), "30".into())],
            body: body.to_vec(),
        };
        sample::connected(|connection| said(&response, asked, connection))
            .and_then(|said| said.read::<Wire>())
            .map(|wire| wire.message.0)
    }

    fn is_doubt<T>(outcome: Outcome<T>) -> bool {
        matches!(outcome, Outcome::Unknown(_))
    }

    #[test]
    fn only_whole_json_of_the_provider_speaks_about_money() {
        let json = br#"{"message":"taken"}"#;
        let read = |status, body: &[u8]| read(status, body, Asked::ToMoveMoney);
        for status in [200, 201, 202, 400, 401, 404, 409, 422] {
            assert_eq!(read(status, json), Outcome::Known(Some("taken".into())));
        }
        for status in [100, 301, 302, 307, 408, 500, 502, 503, 504, 599, 700, 0] {
            assert!(is_doubt(read(status, json)), "{status}");
        }
        let bodies: [&[u8]; 8] = [
            b"",
            b"  \n",
            b"<html>blocked</html>",
            br#"{"message":"tak"#,
            br#"{"message":"taken"} and more"#,
            br#"[{"message":"taken"}]"#,
            b"null",
            b"\"taken\"",
        ];
        for body in bodies {
            for status in [200, 403, 404, 429] {
                assert!(is_doubt(read(status, body)), "{status} {body:?}");
            }
        }
        let long = [
            br#"{"message":""#.as_slice(),
            &vec![b'a'; LONGEST],
            br#""}"#,
        ]
        .concat();
        assert!(is_doubt(read(200, &long)));
    }

    #[test]
    fn a_byte_order_mark_is_no_reason_for_doubt() {
        let body = b"\xEF\xBB\xBF{\"message\":\"taken\"}";
        assert_eq!(
            read(200, body, Asked::ToMoveMoney),
            Outcome::Known(Some("taken".into()))
        );
    }

    #[test]
    fn too_many_requests_is_a_pause_and_about_money_the_provider_says_it() {
        let pause = Some(30);
        let told = read(429, b"<html>", Asked::ToTell);
        assert!(
            matches!(told, Outcome::Refused(Refusal { kind: RefusalKind::RateLimited { retry_after_s }, .. }) if retry_after_s == pause)
        );
        assert!(is_doubt(read(429, b"<html>", Asked::ToMoveMoney)));
        // What stands in it is read: it may bear the reference of a charge that exists.
        let body = br#"{"message":"taken"}"#;
        assert_eq!(
            read(429, body, Asked::ToMoveMoney),
            Outcome::Known(Some("taken".into()))
        );
    }
}
