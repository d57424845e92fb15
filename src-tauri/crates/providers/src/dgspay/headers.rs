//! The headers of every request. The account number goes along although most of the vendor's samples leave it out,
//! and the content type on readings too: the text asks for both.

use crate::contract::Connection;
use crate::http::HeaderValue;
use crate::writing::{Headers, credential};
use domain::Refusal;

pub(super) fn headers(connection: &Connection<'_>) -> Result<Headers, Refusal> {
    let secret =
        |name| credential(connection, name).map(|value| HeaderValue::Secret(value.clone()));
    Ok(vec![
        ("X-DGS-API-Key", secret("api_key")?),
        ("X-DGS-ACCOUNT-NUMBER", secret("account_number")?),
        (
            "Content-Type",
            HeaderValue::Plain("application/json".to_owned()),
        ),
    ])
}
