//! What a provider is: its facts, and the endpoints it has. It translates and never acts.

use crate::calls::{CreateCharge, FetchTransaction, ListTransactions, ReadBalances, TestKey};
use crate::http::{HttpRequest, HttpResponse, Received};
use crate::manifest::Manifest;
use chrono::{DateTime, Utc};
use domain::{AccountSettings, Credentials, Delivery, Environment, Outcome, Refusal};

/// One thing that can be asked of a provider. Pairs the question with its answer.
pub trait Call {
    /// What is learnt from the answer.
    type Reply;
}

/// Where and as whom a request is made. Everything that is not the question itself.
#[derive(Clone, Debug)]
pub struct Connection<'a> {
    /// The account's base URL, without a slash at its end.
    pub base_url: &'a str,
    /// Sandbox or live.
    pub environment: Environment,
    /// The account's secrets, by the manifest's field names.
    pub credentials: &'a Credentials,
    /// What is set up besides.
    pub settings: &'a AccountSettings,
    /// The time, for signatures and windows. UTC.
    pub now: DateTime<Utc>,
}

/// One provider endpoint: write the request, read the response. No I/O, no clock, no memory.
pub trait Endpoint<C: Call>: Sync {
    /// The request, or why the provider would not take it. Refusing here means that nothing is sent.
    fn request(&self, call: &C, connection: &Connection<'_>) -> Result<HttpRequest, Refusal>;

    /// What the response says. Never fails: what cannot be read is [`Outcome::Unknown`].
    fn reply(
        &self,
        call: &C,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<C::Reply>;
}

/// How a provider signs its webhooks, and what stands in them. Never fails: what cannot be read is kept as what it is.
pub trait ReadDelivery: Sync {
    /// What came in, and whether the provider sent it. A signature is judged before anything else is believed.
    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery;

    /// The credential that signatures are made with. No other key of the account is needed to judge a delivery.
    fn secret(&self) -> &'static str {
        "webhook_secret"
    }

    /// The HTTP status that tells the provider that its delivery was taken.
    fn taken_status(&self) -> u16 {
        200
    }

    /// Whether the provider asks with a GET if anybody is there. That request tells nothing, and is only answered.
    fn asks_if_there(&self) -> bool {
        false
    }
}

/// A provider. What it lacks it does not mention; capabilities follow from what it has.
pub trait Provider: Sync {
    /// Its facts.
    fn manifest(&self) -> &'static Manifest;

    /// A harmless authenticated call that shows whether the keys work, and if not, why.
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        None
    }
    /// Asks a customer for money.
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        None
    }
    /// Reads one transaction by the provider's reference.
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        None
    }
    /// Lists transactions.
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        None
    }
    /// Reads what lies in the wallets.
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        None
    }
    /// Reads webhooks.
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        None
    }
}

/// What can be done at a provider, as words: derived from its endpoints and its charge methods.
#[must_use]
pub fn capabilities(provider: &dyn Provider) -> Vec<String> {
    let mut words = Vec::new();
    if provider.create_charge().is_some() {
        for method in provider.manifest().charge_methods {
            words.push(format!("charge:{}", method.method.as_str()));
        }
    }
    for (has, word) in [
        (provider.fetch_transaction().is_some(), "verify"),
        (provider.list_transactions().is_some(), "list"),
        (provider.read_balances().is_some(), "balance"),
    ] {
        if has {
            words.push(word.to_owned());
        }
    }
    words
}
