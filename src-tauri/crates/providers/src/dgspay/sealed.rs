//! What the card window seals: four fields of a card, or a PIN. Here it is only looked at from outside, so that a
//! card in clear, or one sealed in another way, never leaves.
//!
//! The scheme is AES-256-GCM with a tag of 16 bytes, in base64. The nonce is 12 characters, whose ASCII bytes are the
//! 12 bytes of the IV: the vendor's text speaks of 24, its code and its samples use 12.

use super::refused;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::{Refusal, Secret};
use std::ops::RangeInclusive;

/// How many bytes the seal adds.
const TAG: usize = 16;
const NONCE: usize = 12;

/// How many digits may be sealed in each field.
pub(super) const NUMBER: RangeInclusive<usize> = 12..=19;
pub(super) const MONTH: RangeInclusive<usize> = 2..=2;
pub(super) const YEAR: RangeInclusive<usize> = 4..=4;
pub(super) const CVV: RangeInclusive<usize> = 3..=4;
pub(super) const PIN: RangeInclusive<usize> = 4..=12;

/// The sealed text, when it has the form and length of one.
pub(super) fn sealed<'a>(
    text: &'a Secret<String>,
    digits: &RangeInclusive<usize>,
) -> Result<&'a str, Refusal> {
    let text = text.reveal().as_str();
    let bytes = BASE64_STANDARD
        .decode(text)
        .map_err(|_| refused::not_sealed())?;
    let inside = bytes.len().checked_sub(TAG);
    if inside.is_some_and(|length| digits.contains(&length)) {
        Ok(text)
    } else {
        Err(refused::not_sealed())
    }
}

/// The nonce, when it is one that the provider can open a seal with.
pub(super) fn nonce(text: &str) -> Result<&str, Refusal> {
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if text.len() == NONCE && text.bytes().all(hex) {
        Ok(text)
    } else {
        Err(refused::not_sealed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sealed(text: &str, digits: &RangeInclusive<usize>) -> bool {
        sealed(&Secret::from(text), digits).is_ok()
    }

    #[test]
    fn only_what_has_the_length_of_a_sealed_field_leaves() {
        assert!(is_sealed(
            "63oda1oMNeWjs//G2Dtw7hF5YVpWFUu4wUlBIDo4pjc=",
            &NUMBER
        ));
        assert!(is_sealed("7n3Y4sC0bAetrjHFpM2zPYIQ", &MONTH));
        assert!(is_sealed("7X8cYT+LT1yGAqIUbz+39JIX9ug=", &YEAR));
        assert!(is_sealed("7n0d73RO7SL4Im0W9t46jt8Qhg==", &CVV));
        // One field's seal in another's place.
        assert!(!is_sealed("7n3Y4sC0bAetrjHFpM2zPYIQ", &NUMBER));
    }

    #[test]
    fn a_card_in_clear_never_leaves_and_is_not_quoted() {
        for (text, digits) in [
            ("4532123456789014", &NUMBER),
            ("4532 1234 5678 9014", &NUMBER),
            ("12", &MONTH),
            ("2028", &YEAR),
            ("123", &CVV),
            ("1234", &PIN),
            ("", &NUMBER),
        ] {
            let refusal = sealed(&Secret::from(text), digits).unwrap_err();
            assert_eq!(refusal.code, "not_sealed", "{text}");
            assert!(
                text.is_empty() || !format!("{refusal:?}").contains(text),
                "{text}"
            );
        }
    }

    #[test]
    fn a_nonce_has_twelve_characters_and_one_of_twenty_four_is_refused() {
        assert!(nonce("abc123def456").is_ok());
        for text in [
            "abc123def456abc123def456",
            "ABC123DEF456",
            "abc123def45",
            "abc123def45g",
            "",
        ] {
            assert!(nonce(text).is_err(), "{text}");
        }
    }
}
