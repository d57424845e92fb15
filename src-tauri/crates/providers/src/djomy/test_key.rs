//! Are the keys good? Opening a session moves nothing, and needs both of them.

use super::open_session;
use crate::calls::TestKey;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use domain::{Outcome, Refusal};

pub(super) struct Auth;

impl Endpoint<TestKey> for Auth {
    fn request(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        open_session::request(connection)
    }

    fn reply(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<()> {
        open_session::reply(connection, response).map(|_| ())
    }
}
