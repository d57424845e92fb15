//! Reads what was encrypted for DGS-Pay: AES-256-GCM, the account's key, and a nonce of twelve characters whose ASCII
//! bytes are the initialisation vector. The page's text says 24 characters; its code makes twelve.

use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::book::Paper;
use crate::fields::Fields;
use crate::sandbox::Desk;

/// Every nonce that was ever used on the account.
pub(super) const NONCE_SORT: &str = "nonce";
const NONCE_LENGTH: usize = 12;

/// The nonce in a field, unless it is malformed or was used before.
pub(super) fn nonce<'a>(desk: &Desk<'_>, fields: &mut Fields<'a>, field: &str) -> &'a str {
    let nonce = fields.text(field);
    if nonce.is_empty() {
        return nonce;
    }
    let well_formed =
        nonce.len() == NONCE_LENGTH && nonce.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !well_formed {
        fields.problem(field, format!("The {field} must be 12 letters or digits."));
    } else if desk.book.paper(NONCE_SORT, nonce).is_some() {
        fields.problem(field, format!("The {field} was used before."));
    }
    nonce
}

/// What is kept of a nonce that was used.
pub(super) fn used(desk: &Desk<'_>, nonce: &str) -> Paper {
    Paper {
        sort: NONCE_SORT.to_owned(),
        id: nonce.to_owned(),
        at: desk.now,
        fields: serde_json::Map::new(),
    }
}

/// The text in an encrypted field; empty, and a problem, when it does not open.
pub(super) fn open(desk: &Desk<'_>, fields: &mut Fields<'_>, field: &str, nonce: &str) -> String {
    let sealed = fields.text(field);
    if sealed.is_empty() || nonce.len() != NONCE_LENGTH {
        return String::new();
    }
    let key = desk.access.credentials.get("encryption_key");
    match key.and_then(|key| decrypt(key, nonce, sealed)) {
        Some(text) => text,
        None => {
            fields.problem(field, format!("The {field} could not be decrypted."));
            String::new()
        }
    }
}

/// `None` unless key, nonce, ciphertext and tag belong together and hold text.
fn decrypt(key: &str, nonce: &str, sealed: &str) -> Option<String> {
    let key = STANDARD.decode(key).ok()?;
    let cipher = Aes256Gcm::new_from_slice(&key).ok()?;
    let sealed = STANDARD.decode(sealed).ok()?;
    let nonce = Nonce::from_slice(nonce.as_bytes());
    let open = cipher.decrypt(nonce, sealed.as_slice()).ok()?;
    String::from_utf8(open).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn what_the_pages_own_code_encrypts_is_read() {
        for (sealed, text) in [
            (
                "63oda1oMNeWjs//G2Dtw7hF5YVpWFUu4wUlBIDo4pjc=",
                "4532123456789010",
            ),
            ("7n3Y4sC0bAetrjHFpM2zPYIQ", "12"),
            ("7X8cYT+LT1yGAqIUbz+39JIX9ug=", "2028"),
            ("7n0d73RO7SL4Im0W9t46jt8Qhg==", "123"),
        ] {
            assert_eq!(decrypt(KEY, "abc123def456", sealed).as_deref(), Some(text));
        }
        let changed = "7n3Y4sC0bAetrjHFpM2zPYIR";
        assert_eq!(decrypt(KEY, "abc123def456", changed), None);
        let other_nonce = decrypt(KEY, "abc123def457", "7n3Y4sC0bAetrjHFpM2zPYIQ");
        assert_eq!(other_nonce, None);
        assert_eq!(decrypt("AAAA", "abc123def456", changed), None);
    }
}
