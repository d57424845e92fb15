//! The rules that every adapter reads webhooks by: the signature first, in constant time, over bytes as they came;
//! bounds before everything; and no guess where a sender is ambiguous.

use crate::contract::Connection;
use crate::http::Received;
use domain::{Delivery, Flaw, Trust};
use hmac::{Hmac, KeyInit, Mac};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use sha2::Sha256;
use std::borrow::Cow;

/// Webhooks are a few hundred bytes. Nobody reads on beyond this.
pub const LONGEST_BODY: usize = 1024 * 1024;

/// An HMAC-SHA256, however a header spells it.
pub(crate) const SIGNATURE_BYTES: usize = 32;
/// No reference, event or status word is longer.
const LONGEST_WORD: usize = 200;

/// What is known before a body is read.
pub(crate) enum Seal<'a> {
    /// It claims to be signed so, and can be checked with this secret.
    Claimed {
        signature: [u8; SIGNATURE_BYTES],
        secret: &'a [u8],
    },
    /// It cannot be verified, whatever stands in it.
    Broken(Trust, Flaw),
}

/// How a provider writes a signature: its bytes, or `None` where that is no signature.
pub(crate) type Spelling = fn(&str) -> Option<[u8; SIGNATURE_BYTES]>;

/// Looks at everything but the body's content.
pub(crate) fn seal<'a>(
    received: &Received<'_>,
    connection: &Connection<'a>,
    header: &str,
    secret: &str,
    spelling: Spelling,
) -> Seal<'a> {
    if received.body.len() > LONGEST_BODY {
        return Seal::Broken(Trust::Forged, Flaw::TooLarge);
    }
    if !received.method.eq_ignore_ascii_case("POST") {
        return Seal::Broken(Trust::Forged, Flaw::NotPosted);
    }
    let mut told = received
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(header));
    let Some((_, first)) = told.next() else {
        return Seal::Broken(Trust::Unsigned, Flaw::NoSignature);
    };
    let secret = connection.credentials.get(secret);
    // A signature made with an empty key is one that anybody can make.
    let Some(secret) = secret.filter(|secret| !secret.reveal().is_empty()) else {
        return Seal::Broken(Trust::Unsigned, Flaw::NoSecret);
    };
    match (told.next(), spelling(first.trim_matches([' ', '\t']))) {
        (None, Some(signature)) => Seal::Claimed {
            signature,
            secret: secret.reveal().as_bytes(),
        },
        _ => Seal::Broken(Trust::Forged, Flaw::MalformedSignature),
    }
}

/// 64 hexadecimal digits in lower case, as every sample of them writes it.
pub(crate) fn in_hex(text: &str) -> Option<[u8; SIGNATURE_BYTES]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut signature = [0; SIGNATURE_BYTES];
    hex::decode_to_slice(text, &mut signature).ok()?;
    Some(signature)
}

/// Is this the HMAC-SHA256 of these parts, one after the other? Takes the same time whatever the answer.
pub(crate) fn is_signed(signature: &[u8; SIGNATURE_BYTES], secret: &[u8], parts: &[&[u8]]) -> bool {
    Key::of(secret).is_some_and(|key| key.signed(signature, parts))
}

/// A secret made ready, for whoever has more than one message to try it on.
pub(crate) struct Key(Hmac<Sha256>);

impl Key {
    pub(crate) fn of(secret: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(Self)
    }

    /// As [`is_signed`].
    pub(crate) fn signed(&self, signature: &[u8; SIGNATURE_BYTES], parts: &[&[u8]]) -> bool {
        let mut mac = self.0.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.verify_slice(signature).is_ok()
    }
}

/// The body as the shape `W`. A field that stands in it twice makes it unreadable: who reads which of them?
pub(crate) fn body<'de, W: Deserialize<'de>>(received: &Received<'de>) -> Option<W> {
    if received.body.len() > LONGEST_BODY {
        return None;
    }
    let first = received
        .body
        .iter()
        .find(|byte| !byte.is_ascii_whitespace());
    // serde would read a struct out of an array, too.
    if first != Some(&b'{') {
        return None;
    }
    // Once for the whole body, and not for each string in it.
    serde_json::from_str(std::str::from_utf8(received.body).ok()?).ok()
}

/// A text or a number exactly as it is written, since it may be what was signed. `None` for anything else, and for what
/// is too long to be honest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Literal(pub(crate) Option<String>);

impl Literal {
    /// As text, empty when absent.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// For keeping: what somebody could not have meant as a word is left out.
    pub(crate) fn word(&self) -> Option<String> {
        let text = self.as_str().trim();
        let odd = text.is_empty() || text.chars().any(char::is_control);
        (!odd).then(|| text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As it stands in the body: what is no text or number, or too long, costs no memory.
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let quoted = raw.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        let text = match quoted {
            Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
            // Escaped six times over is the most that a character may be.
            Some(escaped) if escaped.len() > 6 * LONGEST_WORD => return Ok(Self(None)),
            Some(_) => Cow::Owned(serde_json::from_str(raw).map_err(D::Error::custom)?),
            None if raw.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) => {
                Cow::Borrowed(raw)
            }
            None => return Ok(Self(None)),
        };
        Ok(Self(
            (text.len() <= LONGEST_WORD).then(|| text.into_owned()),
        ))
    }
}

/// One that bears no valid seal.
pub(crate) fn broken(trust: Trust, flaw: Flaw, scheme: &'static str) -> Delivery {
    Delivery::unread(trust, Some(flaw), scheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    const SIGNATURE: &str = "0025851fbedab44fc32a504499790b0f511f267ab4cf2b89db274fae0f5275fe";

    fn flaw(method: &str, headers: &[(&str, &str)], body: &[u8], secret: &str) -> Option<Flaw> {
        let headers: Vec<(String, String)> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let received = Received {
            method,
            headers: &headers,
            body,
        };
        sample::with_credential("secret", secret, |connection| {
            match seal(&received, connection, "X-Signature", "secret", in_hex) {
                Seal::Claimed { .. } => None,
                Seal::Broken(_, flaw) => Some(flaw),
            }
        })
    }

    #[test]
    fn only_one_whole_signature_and_a_secret_are_worth_checking() {
        let good = [("x-SIGNATURE", SIGNATURE)];
        assert_eq!(flaw("POST", &good, b"{}", "s"), None);
        assert_eq!(flaw("GET", &good, b"{}", "s"), Some(Flaw::NotPosted));
        assert_eq!(flaw("POST", &good, b"{}", ""), Some(Flaw::NoSecret));
        assert_eq!(flaw("POST", &[], b"{}", "s"), Some(Flaw::NoSignature));
        let long = vec![b' '; LONGEST_BODY + 1];
        assert_eq!(flaw("POST", &good, &long, "s"), Some(Flaw::TooLarge));
        let twice = [good[0], good[0]];
        let upper = SIGNATURE.to_uppercase();
        for headers in [
            &twice[..],
            &[("X-Signature", "")],
            &[("X-Signature", "00")],
            &[("X-Signature", upper.as_str())],
            &[("X-Signature", &SIGNATURE[1..])],
        ] {
            assert_eq!(
                flaw("POST", headers, b"{}", "s"),
                Some(Flaw::MalformedSignature)
            );
        }
    }

    #[test]
    fn a_literal_is_exactly_what_is_written() {
        fn read(json: &str) -> Literal {
            serde_json::from_str(json).unwrap()
        }
        for number in ["5000.00", "-1", "1e3", "0.10"] {
            assert_eq!(read(number).as_str(), number);
        }
        assert_eq!(read("\"a\\u00e9\\n\"").as_str(), "aé\n");
        assert!(serde_json::from_str::<Literal>("\"\\ud800\"").is_err());
        assert_eq!(read("\" 5000 \"").as_str(), " 5000 ");
        assert_eq!(read("\" 5000 \"").word().unwrap(), "5000");
        for json in ["null", "true", "{}", "[1]"] {
            assert_eq!(read(json), Literal(None), "{json}");
        }
        assert_eq!(read("\"a\\u0000b\"").word(), None);
        let long = format!("\"{}\"", "a".repeat(LONGEST_WORD + 1));
        assert_eq!(read(&long), Literal(None));
    }
}
