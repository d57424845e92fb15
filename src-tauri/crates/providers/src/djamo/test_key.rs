//! Is the token good? Reading the balance moves nothing, and asks for the token, the company and an admitted address.

use super::{MANIFEST, balances};
use crate::calls::TestKey;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::refusals;
use domain::{Environment, Outcome, Refusal};

pub(super) struct Balance;

impl Endpoint<TestKey> for Balance {
    fn request(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        balances::request(connection)
    }

    fn reply(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<()> {
        match balances::reply(connection, response) {
            Outcome::Known(_) => Outcome::Known(()),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Refused(refusal) => Outcome::Refused(explained(refusal, connection)),
        }
    }
}

/// What a refusal of the balance means for the key.
fn explained(refusal: Refusal, connection: &Connection<'_>) -> Refusal {
    let instead = match refusal.code.as_str() {
        "wrong_key" if is_of_the_other_environment(connection) => {
            refusals::wrong_environment(&MANIFEST, connection.environment)
        }
        // The token is known, and may not even read: Djamo opens an account after a review.
        "forbidden" => refusals::unverified(&MANIFEST),
        _ => return refusal,
    };
    Refusal {
        provider_message: refusal.provider_message,
        ..instead
    }
}

/// Older tokens name their environment. Any other token says nothing, and none is refused for its looks.
fn is_of_the_other_environment(connection: &Connection<'_>) -> bool {
    let other = match connection.environment {
        Environment::Sandbox => "djamo_production_",
        Environment::Live => "djamo_staging_",
    };
    connection
        .credentials
        .get("access_token")
        .is_some_and(|token| token.reveal().starts_with(other))
}
