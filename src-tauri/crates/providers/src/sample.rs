//! A made-up connection for the tests of this crate.

use crate::contract::Connection;
use domain::{AccountSettings, Credentials, Environment, Secret};

/// Calls `test` with a sandbox connection of nobody.
pub(crate) fn connected<T>(test: impl FnOnce(&Connection<'_>) -> T) -> T {
    with_credential("key", "made-up", test)
}

/// As [`connected`], with one credential.
pub(crate) fn with_credential<T>(
    name: &str,
    value: &str,
    test: impl FnOnce(&Connection<'_>) -> T,
) -> T {
    let credentials: Credentials = [(name.to_owned(), Secret::from(value))].into();
    test(&Connection {
        base_url: "https://provider.example/v1",
        environment: Environment::Sandbox,
        credentials: &credentials,
        settings: &AccountSettings::default(),
        session: None,
        now: chrono::DateTime::from_timestamp(1_787_220_000, 0).expect("a time of this century"),
    })
}
