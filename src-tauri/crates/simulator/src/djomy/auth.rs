//! Two steps: a signed key buys a token, and every request shows both. A token carries when it was given out, so that
//! nobody has to remember it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{answers, knobs};
use crate::outbox::sign;
use crate::sandbox::{Access, Desk};
use crate::wire::{Reply, Request};

const WRONG_KEY: &str = "Clé API absente ou invalide.";
const WRONG_TOKEN: &str = "Jeton d'accès absent ou invalide.";
const EXPIRED: &str = "Le jeton d'accès a expiré.";

pub(super) fn token(desk: &Desk<'_>, request: &Request) -> Reply {
    if !has_key(desk.access, request) {
        return answers::refuse(desk.now, 401, WRONG_KEY);
    }
    let data = json!({
        "accessToken": written(desk.access, desk.now.timestamp_millis()),
        "tokenType": "Bearer",
        "expiresIn": knobs::token_life(desk.access).num_seconds(),
    });
    answers::done(desk.now, 200, "Authentification réussie.", data)
}

/// What every request but the one for a token must show.
pub(super) fn check(desk: &Desk<'_>, request: &Request) -> Result<(), Reply> {
    let refuse = |message| Err(answers::refuse(desk.now, 401, message));
    if !has_key(desk.access, request) {
        return refuse(WRONG_KEY);
    }
    let bearer = request
        .header("authorization")
        .and_then(|header| header.strip_prefix("Bearer "));
    let Some((token, given_out)) = bearer.and_then(|token| Some((token, given_out(token)?))) else {
        return refuse(WRONG_TOKEN);
    };
    if desk.now - given_out >= knobs::token_life(desk.access)
        || token != written(desk.access, given_out.timestamp_millis())
    {
        return refuse(EXPIRED);
    }
    Ok(())
}

/// Live accounts are known by their domain, too.
pub(super) fn comes_from_its_domain(access: &Access, request: &Request) -> bool {
    knobs::domain(access).is_none_or(|own| request.header("x-partner-domain") == Some(own))
}

fn has_key(access: &Access, request: &Request) -> bool {
    let shown = request
        .header("x-api-key")
        .and_then(|key| key.split_once(':'));
    let Some((id, signature)) = shown else {
        return false;
    };
    access.opens("client_id", Some(id))
        && signature == sign(access, "client_secret", &[id.as_bytes()])
}

fn written(access: &Access, at: i64) -> String {
    let at = format!("{at:x}");
    let parts = [at.as_bytes(), b"|", knobs::tokens(access).as_bytes()];
    format!("djt.{at}.{}", &sign(access, "client_secret", &parts)[..40])
}

fn given_out(token: &str) -> Option<DateTime<Utc>> {
    let (at, _) = token.strip_prefix("djt.")?.split_once('.')?;
    DateTime::from_timestamp_millis(i64::from_str_radix(at, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_client_and_its_signature() {
        let access = Access {
            credentials: [
                ("client_id".to_owned(), "demo-client".to_owned()),
                ("client_secret".to_owned(), "demo-secret".to_owned()),
            ]
            .into(),
            ..Access::default()
        };
        let shown = |key: &str| Request {
            headers: [("x-api-key".to_owned(), key.to_owned())].into(),
            ..Request::default()
        };
        let right = "demo-client:612579e799374ba5d18869c4c17a71d7796bc225be312776c690ab3d2d6c3f77";
        assert!(has_key(&access, &shown(right)));
        assert!(!has_key(&access, &shown(&right.to_uppercase())));
        assert!(!has_key(&access, &shown("demo-client:")));
        assert!(!has_key(&access, &shown("demo-client")));
    }
}
