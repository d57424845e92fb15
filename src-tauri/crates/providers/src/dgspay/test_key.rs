//! Is the key good? Reading the balance moves nothing and needs both headers.

use super::{MANIFEST, balances, refused};
use crate::calls::TestKey;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::refusals;
use crate::writing::credential;
use domain::{Environment, Outcome, Refusal};

pub(super) struct Balance;

impl Endpoint<TestKey> for Balance {
    fn request(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let key = credential(connection, "api_key")?.reveal();
        if environment_of(key).is_some_and(|environment| environment != connection.environment) {
            return Err(if is_of_older_api(connection) {
                refused::key_of_older_api()
            } else {
                refusals::wrong_environment(&MANIFEST, connection.environment)
            });
        }
        balances::request(connection)
    }

    fn reply(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<()> {
        balances::reply(connection, response).map(|_| ())
    }
}

/// Does the key look like a client secret of the provider's older API? That one opens tokens of ten minutes, at another
/// address, and has nothing to do with this one but the name.
pub(super) fn is_of_older_api(connection: &Connection<'_>) -> bool {
    let key = connection.credentials.get("api_key");
    key.is_some_and(|key| key.reveal().starts_with("sk_sandbox_"))
}

/// What a key's beginning gives away. The documents show only the live one; keys without such a beginning are let be.
fn environment_of(key: &str) -> Option<Environment> {
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if begins(&["sk_live"]) {
        Some(Environment::Live)
    } else if begins(&["sk_test", "sk_sandbox"]) {
        Some(Environment::Sandbox)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_its_environment_away_only_by_a_known_beginning() {
        assert_eq!(environment_of("sk_live_1"), Some(Environment::Live));
        assert_eq!(environment_of("sk_test_1"), Some(Environment::Sandbox));
        assert_eq!(environment_of("live_sk_1"), None);
    }
}
