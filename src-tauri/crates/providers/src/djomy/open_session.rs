//! `POST /v1/auth`: the two keys open a session. Its token lives in memory only.

use super::errors::accepted;
use super::headers::before_a_session;
use crate::calls::{OpenSession, Session};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Amount, Asked, unreadable};
use crate::writing;
use domain::{Outcome, Refusal, Secret};
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;

/// How long a session lives where the answer does not say.
const ASSUMED_LIFE_S: u32 = 3600;
/// How long before its end it is opened anew.
const MARGIN_S: u32 = 60;
/// Longer than this is nothing that was meant.
const LONGEST_LIFE_S: u32 = 24 * 60 * 60;

#[derive(Deserialize)]
struct Body {
    data: Option<Data>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    access_token: Option<String>,
    #[serde(default)]
    expires_in: Amount,
}

pub(super) struct Auth;

impl Endpoint<OpenSession> for Auth {
    fn request(
        &self,
        _call: &OpenSession,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request(connection)
    }

    fn reply(
        &self,
        _call: &OpenSession,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Session> {
        reply(connection, response)
    }
}

pub(super) fn request(connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
    let url = writing::address(connection, &["v1", "auth"], &[])?;
    let nothing = serde_json::Map::new();
    Ok(writing::post(url, before_a_session(connection)?, &nothing))
}

pub(super) fn reply(connection: &Connection<'_>, response: &HttpResponse) -> Outcome<Session> {
    // Whatever session there was before: a refusal here is one of the keys.
    let connection = &Connection {
        session: None,
        ..connection.clone()
    };
    accepted(response, Asked::ToTell, connection).and_then(|said| {
        said.read::<Body>()
            .and_then(|body| match body.data.and_then(session) {
                Some(session) => Outcome::Known(session),
                None => unreadable("no token, or one that no header can carry", said.status),
            })
    })
}

fn session(data: Data) -> Option<Session> {
    let token = Secret::new(data.access_token?);
    let bytes = token.reveal().as_bytes();
    if bytes.is_empty() || !bytes.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let life = match data.expires_in {
        Amount::Exact(seconds) => seconds.to_u32().unwrap_or(ASSUMED_LIFE_S),
        Amount::Absent | Amount::Unreadable => ASSUMED_LIFE_S,
    };
    Some(Session {
        token,
        lives_s: life.min(LONGEST_LIFE_S).saturating_sub(MARGIN_S).max(1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life(expires_in: &str) -> u32 {
        let data = format!(r#"{{"accessToken":"t","expiresIn":{expires_in}}}"#);
        session(serde_json::from_str(&data).unwrap())
            .unwrap()
            .lives_s
    }

    #[test]
    fn a_session_ends_for_us_a_minute_before_it_ends_for_the_provider() {
        assert_eq!(life("1800"), 1740);
        assert_eq!(life("\"1800\""), 1740);
        // Not told, or nonsense: an hour is assumed.
        for told in ["null", "true", "-5", "1.5e400"] {
            assert_eq!(life(told), 3540, "{told}");
        }
        assert_eq!(life("30"), 1);
        assert_eq!(life("999999999"), 24 * 60 * 60 - 60);
    }

    #[test]
    fn a_token_with_a_line_break_opens_nothing() {
        for token in ["\"\"", "\"a\\r\\nX-Evil: 1\"", "null"] {
            let data = format!(r#"{{"accessToken":{token}}}"#);
            assert!(session(serde_json::from_str(&data).unwrap()).is_none());
        }
    }
}
