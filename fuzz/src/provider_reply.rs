//! The replies of providers, as proxies, firewalls and half-broken servers may make them. An input is an HTTP response:
//! a line with the status, headers, an empty line, the body. Every endpoint of every provider reads it.

use super::json::{self, Content};
use super::message::Message;
use super::sightings::{self, words_of};
use domain::{
    AccountSettings, ChargeDetails, Credentials, Environment, Kind, Method, Money, Outcome,
    Refusal, RefusalKind, Secret, Sighting,
};
use providers::{
    Connection, CreateCharge, FetchTransaction, Fetched, HttpResponse, ListPage, ListTransactions,
    Provider, ReadBalances, TestKey, WalletBalance,
};
use std::fmt::Debug;

/// The reference that is looked up, always the same one: seeds bear it.
pub const REFERENCE: &str = "4ff14e2a";

/// Lets every provider read the response, and holds each to what a response can say.
pub fn provider_reply(input: &[u8]) {
    let came = Came::read(input);
    for provider in providers::all() {
        connected(*provider, came.environment(), |connection| {
            came.read_by(*provider, connection)
        });
    }
}

/// A response, and what a reader who knows no provider takes from it.
struct Came {
    response: HttpResponse,
    /// What the body says, when it is one whole JSON object of a length that anybody reads.
    content: Option<Content>,
}

impl Came {
    fn read(input: &[u8]) -> Self {
        let response = response(input);
        let content = (response.body.len() <= 4 * 1024 * 1024 + 3)
            .then(|| json::object(&String::from_utf8_lossy(&response.body)))
            .flatten();
        Self { response, content }
    }

    /// One or the other, by the response alone.
    fn environment(&self) -> Environment {
        if self.response.body.len().is_multiple_of(2) {
            Environment::Live
        } else {
            Environment::Sandbox
        }
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.response.status)
    }

    /// What the provider may have said: JSON of its own, with a status that does not come from a stumble.
    fn said(&self) -> Option<&Content> {
        let status = self.response.status;
        let spoken = self.is_success() || (400..500).contains(&status) && status != 408;
        self.content.as_ref().filter(|_| spoken)
    }

    fn read_by(&self, provider: &dyn Provider, connection: &Connection<'_>) {
        let name = provider.manifest().id;
        if let Some(endpoint) = provider.create_charge() {
            let call = charge();
            let outcome = endpoint.reply(&call, connection, &self.response);
            self.judge_charge(name, &outcome);
            if let Outcome::Refused(refusal) = &outcome {
                let taken = HttpResponse {
                    status: 200,
                    ..self.response.clone()
                };
                let taken = endpoint.reply(&call, connection, &taken);
                assert!(
                    !matches!(&taken, Outcome::Known(sighting) if sighting.provider_reference.is_some()),
                    "a charge that exists is called refused: {refusal:?}"
                );
            }
        }
        if let Some(endpoint) = provider.fetch_transaction() {
            let call = FetchTransaction {
                kind: Kind::Charge,
                provider_reference: REFERENCE.to_owned(),
            };
            self.judge_fetched(name, &endpoint.reply(&call, connection, &self.response));
        }
        if let Some(endpoint) = provider.list_transactions() {
            for list in provider.manifest().lists {
                let mut call = ListTransactions {
                    list: list.name,
                    cursor: None,
                    limit: 25,
                };
                // The page, and the same bytes once more as the page after it.
                for _ in 0..2 {
                    let outcome = endpoint.reply(&call, connection, &self.response);
                    self.judge_page(name, &outcome);
                    let Outcome::Known(ListPage {
                        next: Some(next), ..
                    }) = outcome
                    else {
                        break;
                    };
                    call.cursor = Some(next);
                    let asked = endpoint.request(&call, connection);
                    assert!(
                        asked.is_ok(),
                        "a page names a next one that cannot be asked for"
                    );
                }
            }
        }
        if let Some(endpoint) = provider.read_balances() {
            self.judge_balances(&endpoint.reply(&ReadBalances, connection, &self.response));
        }
        if let Some(endpoint) = provider.test_key() {
            self.judge_told(&endpoint.reply(&TestKey, connection, &self.response), true);
        }
        let kept = providers::redact::redacted(&self.response.body, provider.manifest());
        assert!(kept.len() <= 64 * 1024, "too much is kept of an answer");
    }

    fn judge_charge(&self, provider: &str, outcome: &Outcome<Sighting>) {
        match outcome {
            Outcome::Known(sighting) => {
                let content = self.spoken(outcome);
                sightings::judge(provider, sighting, content, self.is_success());
            }
            Outcome::Refused(refusal) => {
                let content = self.spoken(outcome);
                assert!(
                    !words_of(content).is_empty(),
                    "a money request is refused without a word: {refusal:?}"
                );
                judge_pause(refusal);
            }
            Outcome::Unknown(_) => {}
        }
    }

    fn judge_fetched(&self, provider: &str, outcome: &Outcome<Fetched>) {
        match outcome {
            Outcome::Known(Fetched::Found(sighting)) => {
                let content = self.spoken(outcome);
                assert!(self.is_success(), "found in HTTP {}", self.response.status);
                assert!(
                    sighting
                        .provider_reference
                        .as_deref()
                        .is_some_and(|found| found.eq_ignore_ascii_case(REFERENCE)),
                    "another transaction than the one that was asked for: {sighting:?}"
                );
                sightings::judge(provider, sighting, content, true);
            }
            // That there is no such thing is said, never concluded.
            Outcome::Known(Fetched::Absent) => {
                self.spoken(outcome);
            }
            Outcome::Refused(_) | Outcome::Unknown(_) => self.judge_told(outcome, false),
        }
    }

    fn judge_page(&self, provider: &str, outcome: &Outcome<ListPage>) {
        self.judge_told(outcome, true);
        if let Outcome::Known(page) = outcome {
            let content = self.spoken(outcome);
            for sighting in &page.items {
                sightings::judge(provider, sighting, content, true);
            }
        }
    }

    fn judge_balances(&self, outcome: &Outcome<Vec<WalletBalance>>) {
        self.judge_told(outcome, true);
        if let Outcome::Known(wallets) = outcome {
            let content = self.spoken(outcome);
            for wallet in wallets {
                for money in [wallet.available, wallet.pending, wallet.total]
                    .iter()
                    .flatten()
                {
                    assert!(
                        sightings::stands(money, content),
                        "{money} is in no wallet of the answer"
                    );
                }
            }
        }
    }

    /// What holds of any answer to a question.
    fn judge_told<T: Debug>(&self, outcome: &Outcome<T>, only_in_success: bool) {
        match outcome {
            Outcome::Known(_) => {
                self.spoken(outcome);
                assert!(
                    self.is_success() || !only_in_success,
                    "{outcome:?} in HTTP {}",
                    self.response.status
                );
            }
            // Anybody may ask for a pause; a question can be asked again.
            Outcome::Refused(refusal) if self.response.status == 429 => judge_pause(refusal),
            // A firewall's page says nothing of the provider, and of a question it may be said that it was a firewall.
            Outcome::Refused(refusal)
                if refusal.kind == RefusalKind::AddressNotAdmitted
                    && matches!(self.response.status, 401 | 403) => {}
            Outcome::Refused(refusal) => {
                self.spoken(outcome);
                judge_pause(refusal);
            }
            Outcome::Unknown(_) => {}
        }
    }

    /// What was said, for an outcome that claims to have been said.
    fn spoken<T: Debug>(&self, outcome: &Outcome<T>) -> &Content {
        self.said().unwrap_or_else(|| {
            panic!(
                "{outcome:?} out of what no provider said (HTTP {}, {} bytes)",
                self.response.status,
                self.response.body.len()
            )
        })
    }
}

fn judge_pause(refusal: &Refusal) {
    if let RefusalKind::RateLimited {
        retry_after_s: Some(pause),
    } = refusal.kind
    {
        assert!(pause <= 24 * 60 * 60, "a pause of {pause} s");
    }
}

/// A status on the first line. Without one it is all body: most of what is tried by chance says something then.
fn response(input: &[u8]) -> HttpResponse {
    let message = Message::read(input);
    match message.first.parse() {
        Ok(status) => HttpResponse {
            status,
            headers: message
                .headers
                .into_iter()
                .map(|(name, value)| (name.to_ascii_lowercase(), value))
                .collect(),
            body: message.body,
        },
        Err(_) => HttpResponse {
            status: 200,
            headers: Vec::new(),
            body: input.to_vec(),
        },
    }
}

fn connected(
    provider: &dyn Provider,
    environment: Environment,
    read: impl FnOnce(&Connection<'_>),
) {
    let manifest = provider.manifest();
    let credentials: Credentials = manifest
        .credentials
        .iter()
        .map(|field| (field.name.to_owned(), Secret::from("made-up")))
        .collect();
    let session = Secret::from("made-up");
    read(&Connection {
        base_url: manifest.base_urls(environment)[0],
        environment,
        credentials: &credentials,
        settings: &AccountSettings::default(),
        session: Some(&session),
        now: chrono::DateTime::from_timestamp(1_787_220_000, 0).expect("a time of this century"),
    });
}

fn charge() -> CreateCharge {
    let amount = Money::parse_to_send("5000", super::money_and_phone::currency("UGX"));
    CreateCharge {
        amount: amount.expect("an amount that can be sent"),
        phone: None,
        details: ChargeDetails {
            method: Method::MobileMoney,
            network: None,
            payer: None,
            country: None,
            fee_payer: None,
            first_name: None,
            last_name: None,
            email: None,
            scenario: None,
        },
        note: String::new(),
        our_reference: "K7Q2M9".to_owned(),
        landing_url: String::new(),
        card: None,
        callback_url: None,
        payer_email: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "out of what no provider said")]
    fn a_web_page_that_is_taken_for_word_would_be_noticed() {
        let came = Came::read(b"200\n\n<html>paid</html>");
        came.judge_told(&Outcome::Known(()), true);
    }

    #[test]
    #[should_panic(expected = "nobody said")]
    fn a_payment_that_nobody_told_of_would_be_noticed() {
        let body =
            br#"{"dgs_reference":"a","transaction_status":"pending","amount":5,"currency":"RWF"}"#;
        let came = Came::read(&[b"200\n\n".as_slice(), body].concat());
        let provider = providers::find("dgspay").expect("it is registered");
        let endpoint = provider.create_charge().expect("it charges");
        connected(provider, Environment::Sandbox, |connection| {
            let read = endpoint.reply(&charge(), connection, &came.response);
            let paid = read.map(|sighting| Sighting {
                status: domain::Status::Succeeded,
                provider_status: "successful".to_owned(),
                ..sighting
            });
            came.judge_charge("dgspay", &paid);
        });
    }
}
