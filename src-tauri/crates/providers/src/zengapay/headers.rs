//! The headers of every request.

use crate::contract::Connection;
use crate::http::HeaderValue;
use crate::writing::{Headers, credential};
use domain::{Refusal, Secret};

pub(super) fn headers(connection: &Connection<'_>) -> Result<Headers, Refusal> {
    let token = credential(connection, "api_token")?.reveal();
    let json = || HeaderValue::Plain("application/json".to_owned());
    Ok(vec![
        (
            "Authorization",
            HeaderValue::Secret(Secret::new(format!("Bearer {token}"))),
        ),
        ("Accept", json()),
        ("Content-Type", json()),
    ])
}
