//! What may be kept or logged of an exchange holds neither a credential nor a whole phone.

use crate::fixture::{self, Fixture};
use crate::subjects;
use providers::redact::redacted;
use serde_json::{Value, json};

/// Everything of an exchange that leaves the memory of the process.
fn kept(fixture: &Fixture) -> String {
    let mut kept = fixture.connected(|connection| {
        let request = fixture.asked.request(fixture.provider, connection);
        let headers = request
            .as_ref()
            .map(|request| format!("{:?}", request.headers));
        format!("{request:?} {headers:?} {connection:?}")
    });
    if let Some((response, _)) = &fixture.exchange {
        kept += &format!("{response:?} ");
        kept += &redacted(&response.body, fixture.provider.manifest());
    }
    kept
}

#[test]
fn no_kept_exchange_holds_a_secret() {
    for fixture in fixture::all() {
        let kept = kept(&fixture);
        for (name, secret) in &fixture.credentials {
            let value = secret.reveal();
            assert!(
                value.is_empty() || !kept.contains(value),
                "{}: {name} is kept in {kept}",
                fixture.name
            );
        }
        for phone in phones(&fixture) {
            assert!(
                !kept.contains(&phone),
                "{}: {phone} is kept in {kept}",
                fixture.name
            );
        }
    }
}

/// The digits of every phone that the exchange carries.
fn phones(fixture: &Fixture) -> Vec<String> {
    let asked = fixture.asked.phones();
    let mut phones: Vec<String> = asked.into_iter().map(domain::Phone::subscriber).collect();
    let body = fixture
        .exchange
        .as_ref()
        .map(|(response, _)| response.body.as_slice());
    if let Ok(body) = serde_json::from_slice::<Value>(body.unwrap_or_default()) {
        collect(&body, fixture.provider.manifest().phone_fields, &mut phones);
    }
    phones
}

fn collect(value: &Value, names: &[&str], phones: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if names.contains(&name.as_str()) => {
                        phones.push(text.clone());
                    }
                    Value::Number(number) if names.contains(&name.as_str()) => {
                        phones.push(number.to_string());
                    }
                    other => collect(other, names, phones),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names, phones)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_secret_and_phone_field_of_a_manifest_is_blanked_wherever_it_stands() {
    for provider in subjects::all() {
        let manifest = provider.manifest();
        let fields = manifest.secret_fields.iter().chain(manifest.phone_fields);
        for field in fields {
            let deep = json!({ "data": [{ (*field): "250788123456", "reference": "kept" }] });
            let kept = redacted(deep.to_string().as_bytes(), manifest);
            assert!(!kept.contains("250788123456"), "{}: {field}", manifest.id);
            assert!(kept.contains("kept"), "{}: {field}", manifest.id);
        }
        for field in manifest.credentials {
            assert!(
                !field.secret || manifest.secret_fields.contains(&field.name),
                "{}: {} is not blanked",
                manifest.id,
                field.name
            );
        }
    }
}
