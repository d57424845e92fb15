//! Proxies, firewalls, cut lines and broken servers: nothing they send is taken for word about money.

use crate::fixture::{self, Fixture};
use proptest::collection::vec;
use proptest::prelude::*;
use providers::HttpResponse;
use serde_json::Value;
use std::sync::LazyLock;

const PAGE: &[u8] = b"<!DOCTYPE html><html><body>Sorry, you have been blocked</body></html>";

/// Exchanges whose request left.
static SENT: LazyLock<Vec<Fixture>> = LazyLock::new(|| {
    let mut sent = fixture::all();
    sent.retain(|fixture| fixture.exchange.is_some());
    sent
});

fn response(fixture: &Fixture) -> &HttpResponse {
    &fixture.exchange.as_ref().expect("its request left").0
}

fn is_doubt(learnt: &Value) -> bool {
    learnt.get("unknown").is_some()
}

#[test]
fn an_unreadable_answer_to_a_charge_is_doubt() {
    let mut met = 0;
    for fixture in SENT.iter().filter(|fixture| fixture.asked.moves_money()) {
        met += 1;
        let whole = &response(fixture).body;
        let doubtful = |status: u16, body: &[u8]| {
            let learnt = fixture.reply(&HttpResponse {
                status,
                headers: vec![],
                body: body.to_vec(),
            });
            assert!(is_doubt(&learnt), "{}, {status}: {learnt}", fixture.name);
        };
        for status in [
            300, 301, 302, 303, 307, 308, 408, 500, 501, 502, 503, 504, 520, 599,
        ] {
            doubtful(status, whole);
            doubtful(status, PAGE);
            doubtful(status, b"");
        }
        for status in [200, 201, 202, 204, 400, 401, 403, 404, 409, 422, 429] {
            doubtful(status, PAGE);
            doubtful(status, b"");
            doubtful(status, b"null");
            doubtful(status, b"[]");
            doubtful(status, b"\"accepted\"");
            for length in (0..whole.len()).step_by(7) {
                doubtful(status, &whole[..length]);
            }
        }
        let mut long = whole.clone();
        long.resize(5 * 1024 * 1024, b' ');
        doubtful(200, &long);
    }
    assert!(met > 20, "only {met} charges were met");
}

#[test]
fn an_unreadable_answer_to_a_question_is_not_an_answer() {
    for fixture in SENT.iter().filter(|fixture| !fixture.asked.moves_money()) {
        for status in [200, 302, 403, 404, 500, 502] {
            for body in [PAGE, b"".as_slice(), b"[]", b"{}"] {
                let learnt = fixture.reply(&HttpResponse {
                    status,
                    headers: vec![],
                    body: body.to_vec(),
                });
                // A page instead of an answer may show that a wall stands before the provider. It tells nothing else.
                let walled = status == 403
                    && body == PAGE
                    && learnt["refused"]["code"] == "address_not_admitted";
                assert!(
                    is_doubt(&learnt) || walled,
                    "{}, {status}: {learnt}",
                    fixture.name
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_response_makes_a_reader_panic(
        chosen in any::<prop::sample::Index>(),
        status in prop_oneof![Just(200_u16), Just(202), Just(404), Just(429), any::<u16>()],
        pause in "\\PC{0,40}",
        noise in vec(any::<u8>(), 0..200),
        cut in any::<prop::sample::Index>(),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let fixture = &SENT[chosen.index(SENT.len())];
        let body = &response(fixture).body;
        let reply = |body: Vec<u8>| fixture.reply(&HttpResponse {
            status,
            headers: vec![("retry-after".to_owned(), pause.clone())],
            body,
        });

        let learnt = reply(noise);
        prop_assert!(learnt.get("known").is_none(), "{}: {learnt}", fixture.name);
        if !body.is_empty() {
            let learnt = reply(body[..cut.index(body.len())].to_vec());
            prop_assert!(learnt.get("known").is_none(), "{}: {learnt}", fixture.name);

            let mut changed = body.clone();
            for (place, byte) in flips {
                let place = place.index(changed.len());
                changed[place] = byte;
            }
            reply(changed);
        }
    }

    #[test]
    fn no_value_in_a_known_shape_makes_a_reader_panic(
        chosen in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        odd in prop_oneof![
            Just("null"), Just("true"), Just("-1"), Just("1e400"), Just("0.00000000001"), Just("[]"), Just("{}"),
            Just("\"\""), Just("\"0000-00-00 00:00:00\""), Just("99999999999999999999999999999999999999"),
        ],
    ) {
        let fixture = &SENT[chosen.index(SENT.len())];
        let came = response(fixture);
        let Ok(mut body) = serde_json::from_slice::<Value>(&came.body) else { return Ok(()) };
        let mut leaves = Vec::new();
        places(&body, "", &mut leaves);
        let Some(leaf) = leaves.get(place.index(leaves.len().max(1))) else { return Ok(()) };
        *body.pointer_mut(leaf).unwrap() = serde_json::from_str(odd).unwrap();
        fixture.reply(&HttpResponse { body: serde_json::to_vec(&body).unwrap(), ..came.clone() });
    }
}

/// The JSON pointers of everything in a value.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                places(
                    value,
                    &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    all,
                );
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{place}"), all);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
