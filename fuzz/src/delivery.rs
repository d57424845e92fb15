//! Webhooks as strangers may write them. An input is an HTTP request: a line with the method, headers, an empty line,
//! the body. Without the account's secret nothing that anybody writes is verified.

use super::json::{self, Content};
use super::message::Message;
use super::sightings::words_of;
use domain::{AccountSettings, Credentials, Delivery, Environment, Secret, Trust};
use providers::{Connection, Provider, Received};
use sha2::{Digest, Sha256};

/// In no input, and made of nothing that an input could teach.
const UNKNOWN: &str = "3f1d0c77-no-input-holds-this-a9e2";
/// The secrets of the documents' samples: what is signed with them is read to its end.
const OF_SAMPLES: [&str; 2] = ["SECRET_HASH", "demo-secret"];

/// Lets every provider read the request, as a stranger's, as a sample's and as one signed over its whole body.
pub fn delivery(input: &[u8]) {
    let came = Message::read(input);
    let signed = signed(&came);
    for provider in providers::all() {
        for (secret, environment) in [("", Environment::Sandbox), (UNKNOWN, Environment::Live)] {
            for raw in [false, true] {
                if let Some(read) = read(*provider, &came, secret, environment, raw) {
                    assert!(
                        read.trust != Trust::Verified,
                        "a stranger is believed: {came:?}"
                    );
                    judge(&read, &came);
                }
            }
        }
        for secret in OF_SAMPLES {
            for raw in [false, true] {
                if let Some(read) = read(*provider, &came, secret, Environment::Sandbox, raw) {
                    judge(&read, &came);
                }
            }
        }
        let Some(signed) = &signed else { continue };
        let whole =
            |message: &Message| read(*provider, message, OF_SAMPLES[0], Environment::Live, true);
        if let Some(read) = whole(signed) {
            judge(&read, signed);
        }
        // One bit of the body is another body.
        let mut flipped = signed.clone();
        let middle = flipped.body.len() / 2;
        if let Some(byte) = flipped.body.get_mut(middle) {
            *byte ^= 1;
            assert!(
                whole(&flipped).is_none_or(|read| read.trust != Trust::Verified),
                "a changed body is believed: {flipped:?}"
            );
        }
    }
}

fn read(
    provider: &dyn Provider,
    message: &Message,
    secret: &str,
    environment: Environment,
    raw: bool,
) -> Option<Delivery> {
    let manifest = provider.manifest();
    let reader = provider.read_delivery()?;
    let credentials: Credentials = manifest
        .credentials
        .iter()
        .map(|field| (field.name.to_owned(), Secret::from(secret)))
        .collect();
    let mut settings = AccountSettings::default();
    for field in manifest.settings.iter().filter(|_| raw) {
        settings
            .other
            .insert(field.name.to_owned(), "raw_body".to_owned());
    }
    let received = Received {
        method: message.first.as_str(),
        headers: &message.headers,
        body: &message.body,
    };
    Some(reader.read(
        &received,
        &Connection {
            base_url: manifest.base_urls(environment)[0],
            environment,
            credentials: &credentials,
            settings: &settings,
            session: None,
            now:
                chrono::DateTime::from_timestamp(1_787_220_000, 0).expect("a time of this century"),
        },
    ))
}

/// What is told of a delivery stands in it, and is short enough and clean enough to be kept.
fn judge(read: &Delivery, message: &Message) {
    assert_eq!(
        read.flaw.is_none(),
        read.trust == Trust::Verified,
        "{read:?} says neither why nor why not"
    );
    if read.trust == Trust::Verified {
        assert!(
            message.headers.iter().any(|(_, value)| may_sign(value)),
            "verified without a signature"
        );
        assert!(
            message.first.eq_ignore_ascii_case("POST"),
            "verified, and not posted"
        );
    }
    let content = json::object(&String::from_utf8_lossy(&message.body)).unwrap_or_default();
    if let Some(event) = &read.event {
        // A topic may stand in a header, too, and in either of the two spellings of its documents.
        let headers = message.headers.iter().map(|(_, value)| value.as_str());
        let mut words = words_of(&content).into_iter().chain(headers);
        assert!(
            words.any(|word| singular(word.trim()) == singular(event)),
            "nobody said {event:?}"
        );
        assert_clean(event);
    }
    for told in [&read.provider_reference, &read.our_reference, &read.told]
        .into_iter()
        .flatten()
    {
        // A payout may be kept by its order and itself, and our reference may stand first in a text.
        let said = says(told, &content)
            || told.split('/').all(|part| says(part, &content))
            || String::from_utf8_lossy(&message.body).contains(told.as_str());
        assert!(said, "nobody said {told:?}");
        assert_clean(told);
    }
}

fn assert_clean(told: &str) {
    assert!(told.len() <= 200, "too long to be kept");
    assert!(
        !told.contains(char::is_control),
        "a screen would obey {told:?}"
    );
}

/// `charges/events` and `charge/events` are one topic.
fn singular(topic: &str) -> String {
    topic.replacen("s/", "/", 1)
}

fn says(told: &str, content: &Content) -> bool {
    words_of(content).iter().any(|word| word.trim() == told)
}

fn is_signature(value: &str) -> bool {
    let value = value.trim();
    value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Thirty-two bytes in any spelling that a provider signs in: hex, hex after its version, base64.
fn may_sign(value: &str) -> bool {
    let value = value.trim();
    let bare = value.strip_prefix("v1:").unwrap_or(value);
    let base64 = value.len() == 44 && value.ends_with('=');
    is_signature(bare) || base64
}

/// The message with its signature made good, where it bears one.
fn signed(message: &Message) -> Option<Message> {
    let place = message
        .headers
        .iter()
        .position(|(_, value)| is_signature(value))?;
    let mut signed = message.clone();
    signed.headers[place].1 = hmac(OF_SAMPLES[0].as_bytes(), &message.body);
    Some(signed)
}

/// HMAC-SHA256 as RFC 2104 says it, for a key that is shorter than a block.
fn hmac(key: &[u8], body: &[u8]) -> String {
    let padded = |with: u8| -> [u8; 64] {
        std::array::from_fn(|place| key.get(place).copied().unwrap_or_default() ^ with)
    };
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(body)
        .finalize();
    let outer = Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner)
        .finalize();
    outer.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "a stranger is believed")]
    fn whoever_knew_the_secret_would_be_noticed() {
        let body = br#"{"event":"payment.success","dgs_reference":"dgs_1"}"#;
        let signature = hmac(UNKNOWN.as_bytes(), body);
        let mut input = format!("POST\nX-DGS-Signature: {signature}\n\n").into_bytes();
        input.extend_from_slice(body);
        delivery(&input);
    }
}
