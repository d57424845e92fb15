//! The headers of every request. The company goes along everywhere: charges ask for it, and nothing minds it.

use super::country::country;
use crate::contract::Connection;
use crate::http::HeaderValue;
use crate::writing::{Headers, credential};
use domain::{Refusal, Secret};

pub(super) fn headers(connection: &Connection<'_>) -> Result<Headers, Refusal> {
    country(connection)?;
    let token = credential(connection, "access_token")?.reveal();
    let company = credential(connection, "company_id")?;
    let json = || HeaderValue::Plain("application/json".to_owned());
    Ok(vec![
        (
            "Authorization",
            HeaderValue::Secret(Secret::new(format!("Bearer {token}"))),
        ),
        ("X-Company-Id", HeaderValue::Secret(company.clone())),
        ("Accept", json()),
        ("Content-Type", json()),
    ])
}
