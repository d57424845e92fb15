//! A key that does not work says why, so that the merchant knows what to do next.

use crate::fixture;
use crate::subjects;
use domain::Outcome;
use std::collections::BTreeMap;

#[test]
fn each_refusal_of_a_key_says_its_own_reason() {
    let mut reasons: BTreeMap<(&str, String), String> = BTreeMap::new();
    for fixture in fixture::all() {
        if fixture.asked.name() != "test_key" {
            continue;
        }
        let refusal = fixture.connected(|connection| {
            let asked = &fixture.asked;
            match (
                asked.request(fixture.provider, connection),
                &fixture.exchange,
            ) {
                (Err(refusal), _) => Some(refusal),
                (Ok(_), Some((response, _))) => {
                    match asked.reply(fixture.provider, connection, response) {
                        Outcome::Refused(refusal) => Some(refusal),
                        Outcome::Known(_) | Outcome::Unknown(_) => None,
                    }
                }
                (Ok(_), None) => None,
            }
        });
        if let Some(refusal) = refusal {
            let id = fixture.provider.manifest().id;
            reasons.insert((id, refusal.code), refusal.message.en);
        }
    }
    for provider in subjects::all() {
        let id = provider.manifest().id;
        let said: Vec<&String> = reasons
            .iter()
            .filter(|((of, _), _)| *of == id)
            .map(|(_, message)| message)
            .collect();
        let mut different = said.clone();
        different.sort();
        different.dedup();
        assert_eq!(
            said.len(),
            different.len(),
            "{id}: each reason has its own sentence"
        );
        let has = |code: &str| reasons.contains_key(&(id, code.to_owned()));
        assert!(has("wrong_key"), "{id}");
    }
    let codes: Vec<&str> = reasons.keys().map(|(_, code)| code.as_str()).collect();
    for code in [
        "address_not_admitted",
        "account_unverified",
        "wrong_key_or_unverified",
        "wrong_key_of_older_api",
        "wrong_environment",
    ] {
        assert!(codes.contains(&code), "{code} is not in {codes:?}");
    }
}
