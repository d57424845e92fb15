//! Every exchange of the documents: the request equals, the reply is what the fixture says.

use crate::asked::Asked;
use crate::fixture::{self, Fixture, stated};
use crate::snapshot;
use crate::subjects;
use serde_json::Value;
use std::collections::BTreeSet;

/// What differs, or nothing.
fn walk(fixture: &Fixture) -> Option<String> {
    let request = fixture.connected(|connection| {
        let request = fixture.asked.request(fixture.provider, connection);
        request.map(|request| stated(&request, connection.base_url))
    });
    let wanted = with_credentials(&fixture.request, fixture);
    let left = request.unwrap_or_else(|refusal| snapshot::refused(&refusal));
    if left != wanted {
        return Some(format!(
            "{}: the request\n  is     {left}\n  wanted {wanted}",
            fixture.name
        ));
    }
    let (response, wanted) = fixture.exchange.as_ref()?;
    let learnt = fixture.reply(response);
    (learnt != *wanted).then(|| {
        format!(
            "{}: the reply\n  is     {learnt}\n  wanted {wanted}",
            fixture.name
        )
    })
}

/// `{api_key}` in a header stands for the credential of that name, and `{session}` for what the session gave.
fn with_credentials(request: &Value, fixture: &Fixture) -> Value {
    let mut request = request.clone();
    let headers = request.get_mut("headers").and_then(Value::as_object_mut);
    for value in headers.into_iter().flat_map(|headers| headers.values_mut()) {
        let mut text = value.as_str().expect("a header is text").to_owned();
        for (name, secret) in &fixture.credentials {
            text = text.replace(&format!("{{{name}}}"), secret.reveal());
        }
        text = text.replace("{session}", fixture::made_up("session").reveal());
        *value = text.into();
    }
    request
}

pub(crate) fn hold(provider: &str, call: &str) {
    let fixtures = fixture::all();
    let fixtures: Vec<_> = fixtures.iter().filter(|f| f.is(provider, call)).collect();
    assert!(!fixtures.is_empty(), "no exchange of {provider} for {call}");
    let breaches: Vec<String> = fixtures.iter().filter_map(|f| walk(f)).collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn dgspay_charge_exchanges_match_their_fixtures() {
    hold("dgspay", "create_charge");
}

#[test]
fn dgspay_single_exchanges_match_their_fixtures() {
    hold("dgspay", "fetch_transaction");
}

#[test]
fn dgspay_list_exchanges_match_their_fixtures() {
    hold("dgspay", "list_transactions");
}

#[test]
fn dgspay_balance_exchanges_match_their_fixtures() {
    hold("dgspay", "read_balances");
}

#[test]
fn zengapay_charge_exchanges_match_their_fixtures() {
    hold("zengapay", "create_charge");
}

#[test]
fn zengapay_single_exchanges_match_their_fixtures() {
    hold("zengapay", "fetch_transaction");
}

#[test]
fn zengapay_list_exchanges_match_their_fixtures() {
    hold("zengapay", "list_transactions");
}

#[test]
fn zengapay_balance_exchanges_match_their_fixtures() {
    hold("zengapay", "read_balances");
}

#[test]
fn every_fixture_is_walked_and_every_endpoint_has_one() {
    let fixtures = fixture::all();
    let breaches: Vec<String> = fixtures.iter().filter_map(walk).collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));

    for provider in subjects::all() {
        let id = provider.manifest().id;
        for (call, has) in Asked::endpoints(provider) {
            let outcomes: BTreeSet<&str> = fixtures
                .iter()
                .filter(|fixture| fixture.is(id, call))
                .filter_map(|fixture| fixture.exchange.as_ref())
                .filter_map(|(_, reply)| reply.as_object()?.keys().next().map(String::as_str))
                .collect();
            let wanted = if has { "known refused unknown" } else { "" };
            let outcomes = outcomes.into_iter().collect::<Vec<_>>().join(" ");
            assert_eq!(
                outcomes, wanted,
                "{id}, {call}: every outcome has an exchange"
            );
        }
    }
}

#[test]
fn an_unknown_status_word_is_doubt() {
    let mut seen = 0;
    for fixture in fixture::all() {
        let Some((response, reply)) = &fixture.exchange else {
            continue;
        };
        let mut words = BTreeSet::new();
        sightings(reply, &mut |sighting| {
            if ["succeeded", "failed"].contains(&sighting["status"].as_str().unwrap()) {
                words.insert(sighting["provider_status"].as_str().unwrap().to_owned());
            }
        });
        for word in words {
            let mut body: Value = serde_json::from_slice(&response.body).unwrap();
            replace(&mut body, &word, "a-word-of-tomorrow");
            let mut changed = response.clone();
            changed.body = serde_json::to_vec(&body).unwrap();
            let learnt = fixture.reply(&changed);
            sightings(&learnt, &mut |sighting| {
                if sighting["provider_status"] == "a-word-of-tomorrow" {
                    seen += 1;
                    assert_eq!(sighting["status"], "in_doubt", "{}", fixture.name);
                }
            });
        }
    }
    assert!(seen > 20, "only {seen} words were changed");
}

/// Every sighting in a reply, wherever it stands.
fn sightings(value: &Value, meet: &mut dyn FnMut(&Value)) {
    if value.get("provider_status").is_some() {
        meet(value);
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|value| sightings(value, meet)),
        Value::Array(items) => items.iter().for_each(|value| sightings(value, meet)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn replace(value: &mut Value, word: &str, by: &str) {
    match value {
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|value| replace(value, word, by)),
        Value::Array(items) => items.iter_mut().for_each(|value| replace(value, word, by)),
        Value::String(text) if text == word => *text = by.to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
