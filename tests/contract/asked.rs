//! Any of the calls, so that one test can walk them all.

use crate::snapshot;
use domain::{ChargeDetails, Currency, FeePayer, Kind, Method, Money, Outcome, Phone, Refusal};
use providers::{
    Connection, CreateCharge, FetchTransaction, HttpRequest, HttpResponse, ListTransactions,
    Provider, ReadBalances, TestKey,
};
use serde_json::Value;

#[derive(Clone, Debug)]
pub(crate) enum Asked {
    TestKey(TestKey),
    CreateCharge(Box<CreateCharge>),
    FetchTransaction(FetchTransaction),
    ListTransactions(ListTransactions),
    ReadBalances(ReadBalances),
}

/// Asks `$endpoint` of the variant at hand.
macro_rules! ask {
    ($asked:expr, $provider:expr, $call:ident, $endpoint:ident => $answer:expr) => {
        match $asked {
            Asked::TestKey($call) => {
                let $endpoint = $provider.test_key().expect("it tests keys");
                $answer
            }
            Asked::CreateCharge($call) => {
                let $endpoint = $provider.create_charge().expect("it creates charges");
                $answer
            }
            Asked::FetchTransaction($call) => {
                let $endpoint = $provider.fetch_transaction().expect("it looks up");
                $answer
            }
            Asked::ListTransactions($call) => {
                let $endpoint = $provider.list_transactions().expect("it lists");
                $answer
            }
            Asked::ReadBalances($call) => {
                let $endpoint = $provider.read_balances().expect("it reads balances");
                $answer
            }
        }
    };
}

impl Asked {
    /// The call that a fixture describes: one name, and what belongs to it.
    pub(crate) fn read(call: &Value, provider: &dyn Provider) -> Self {
        let (name, told) = call
            .as_object()
            .and_then(|call| call.iter().next())
            .expect("a call has a name");
        match name.as_str() {
            "test_key" => Self::TestKey(TestKey),
            "read_balances" => Self::ReadBalances(ReadBalances),
            "create_charge" => Self::CreateCharge(Box::new(charge(told))),
            "fetch_transaction" => Self::FetchTransaction(FetchTransaction {
                kind: word(told, "kind").and_then(Kind::parse).expect("a kind"),
                provider_reference: text(told, "provider_reference").expect("a reference"),
            }),
            "list_transactions" => {
                let name = word(told, "list").expect("a list");
                let mut lists = provider.manifest().lists.iter();
                Self::ListTransactions(ListTransactions {
                    list: lists
                        .find(|list| list.name == name)
                        .expect("one of its lists")
                        .name,
                    cursor: text(told, "cursor"),
                    limit: told["limit"].as_u64().expect("a limit").try_into().unwrap(),
                })
            }
            other => panic!("no call is named {other}"),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::TestKey(_) => "test_key",
            Self::CreateCharge(_) => "create_charge",
            Self::FetchTransaction(_) => "fetch_transaction",
            Self::ListTransactions(_) => "list_transactions",
            Self::ReadBalances(_) => "read_balances",
        }
    }

    pub(crate) fn moves_money(&self) -> bool {
        matches!(self, Self::CreateCharge(_))
    }

    pub(crate) fn request(
        &self,
        provider: &dyn Provider,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        ask!(self, provider, call, endpoint => endpoint.request(call, connection))
    }

    /// What the response teaches, as a snapshot.
    pub(crate) fn reply(
        &self,
        provider: &dyn Provider,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Value> {
        ask!(self, provider, call, endpoint => {
            endpoint.reply(call, connection, response).map(|reply| snapshot::known(&reply))
        })
    }
}

fn charge(told: &Value) -> CreateCharge {
    let currency = Currency::parse(word(told, "currency").expect("a currency")).unwrap();
    let amount = word(told, "amount").expect("an amount").parse().unwrap();
    CreateCharge {
        amount: Money::told(amount, currency).unwrap(),
        phone: word(told, "phone").map(|phone| Phone::parse(phone).unwrap()),
        details: ChargeDetails {
            method: word(told, "method")
                .and_then(Method::parse)
                .expect("a method"),
            network: text(told, "network"),
            payer: text(told, "payer"),
            country: None,
            fee_payer: word(told, "fee_payer").map(|payer| match payer {
                "customer" => FeePayer::Customer,
                "merchant" => FeePayer::Merchant,
                other => panic!("nobody named {other} pays fees"),
            }),
            first_name: text(told, "first_name"),
            last_name: text(told, "last_name"),
            email: text(told, "email"),
            scenario: text(told, "scenario"),
        },
        note: text(told, "note").unwrap_or_default(),
        our_reference: text(told, "our_reference").expect("our reference"),
        landing_url: text(told, "landing_url").expect("a landing page"),
        card: None,
        callback_url: None,
        payer_email: text(told, "payer_email"),
    }
}

fn word<'a>(told: &'a Value, field: &str) -> Option<&'a str> {
    told[field].as_str()
}

fn text(told: &Value, field: &str) -> Option<String> {
    word(told, field).map(str::to_owned)
}
