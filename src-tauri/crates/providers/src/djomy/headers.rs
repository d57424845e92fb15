//! The headers of every request. `X-API-KEY` is a pure function of the two keys, and goes along with the session's
//! token: leaving out either is a 401.

use super::manifest::{CLIENT_ID, CLIENT_SECRET, PARTNER_DOMAIN};
use crate::contract::Connection;
use crate::http::HeaderValue;
use crate::refusals;
use crate::writing::{Headers, credential};
use domain::{Refusal, Secret};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Of a request that a session is open for.
pub(super) fn headers(connection: &Connection<'_>) -> Result<Headers, Refusal> {
    let token = connection
        .session
        .filter(|token| !token.reveal().is_empty())
        .ok_or_else(|| refusals::unusable_credential("session"))?
        .reveal();
    let mut headers = vec![(
        "Authorization",
        HeaderValue::Secret(Secret::new(format!("Bearer {token}"))),
    )];
    headers.extend(before_a_session(connection)?);
    Ok(headers)
}

/// Of the request that opens one.
pub(super) fn before_a_session(connection: &Connection<'_>) -> Result<Headers, Refusal> {
    let id = credential(connection, CLIENT_ID)?.reveal();
    let secret = credential(connection, CLIENT_SECRET)?.reveal();
    // It ends where the signature begins.
    if id.contains(':') {
        return Err(refusals::unusable_credential(CLIENT_ID));
    }
    let json = || HeaderValue::Plain("application/json".to_owned());
    let mut headers = vec![
        (
            "X-API-KEY",
            HeaderValue::Secret(Secret::new(api_key(id, secret))),
        ),
        ("Accept", json()),
        ("Content-Type", json()),
    ];
    if let Some(domain) = domain(connection)? {
        headers.push(("X-PARTNER-DOMAIN", HeaderValue::Secret(domain)));
    }
    Ok(headers)
}

/// `id:signature`, the signature being that of the id, made with the secret.
fn api_key(id: &str, secret: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("a key of an HMAC may have any length");
    mac.update(id.as_bytes());
    format!("{id}:{}", hex::encode(mac.finalize().into_bytes()))
}

/// The domain that is registered, where one is: the header is left out otherwise.
fn domain(connection: &Connection<'_>) -> Result<Option<Secret<String>>, Refusal> {
    let set = connection
        .credentials
        .get(PARTNER_DOMAIN)
        .is_some_and(|domain| !domain.reveal().trim().is_empty());
    if !set {
        return Ok(None);
    }
    credential(connection, PARTNER_DOMAIN).map(|domain| Some(domain.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_key_is_the_id_and_its_signature() {
        assert_eq!(
            api_key("demo-client", "demo-secret"),
            "demo-client:612579e799374ba5d18869c4c17a71d7796bc225be312776c690ab3d2d6c3f77"
        );
    }
}
