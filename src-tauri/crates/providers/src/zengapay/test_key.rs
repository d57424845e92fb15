//! Is the token good? Reading the balance moves nothing, and asks for the token and an admitted address.

use super::balances;
use crate::calls::TestKey;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use domain::{Outcome, Refusal};

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
        balances::reply(connection, response).map(|_| ())
    }
}
