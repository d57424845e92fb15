//! The card of a charge: four fields under one nonce, read and checked, and forgotten but for the last four digits.

use super::cipher;
use crate::fields::Fields;
use crate::sandbox::Desk;

/// What may be kept of a card.
pub(super) struct Card {
    pub(super) last_four: String,
    pub(super) scheme: &'static str,
    pub(super) nonce: String,
}

pub(super) fn read(desk: &Desk<'_>, fields: &mut Fields<'_>) -> Card {
    let nonce = cipher::nonce(desk, fields, "card_nonce").to_owned();
    let mut open = |field: &str| cipher::open(desk, fields, field, &nonce);
    let number = open("card_encrypted_number");
    let month = open("card_encrypted_expiry_month");
    let year = open("card_encrypted_expiry_year");
    let cvv = open("card_encrypted_cvv");
    let mut check = |field: &str, text: &str, right: bool, complaint: &str| {
        if !text.is_empty() && !right {
            fields.problem(field, complaint);
        }
    };
    check(
        "card_encrypted_number",
        &number,
        digits(&number, 13, 19) && luhn(&number),
        "The card number is invalid.",
    );
    check(
        "card_encrypted_expiry_month",
        &month,
        digits(&month, 2, 2) && matches!(month.parse(), Ok(1..=12_u8)),
        "The expiry month must be 01 to 12.",
    );
    check(
        "card_encrypted_expiry_year",
        &year,
        digits(&year, 4, 4),
        "The expiry year must have four digits.",
    );
    check(
        "card_encrypted_cvv",
        &cvv,
        digits(&cvv, 3, 4),
        "The CVV must be 3 or 4 digits.",
    );
    Card {
        last_four: number
            .get(number.len().saturating_sub(4)..)
            .unwrap_or_default()
            .to_owned(),
        scheme: if number.starts_with('4') {
            "visa"
        } else {
            "mastercard"
        },
        nonce,
    }
}

fn digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Every second digit from the right doubled; the sum of all digits then ends in 0.
fn luhn(number: &str) -> bool {
    let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let weighed = digits.enumerate().map(|(at, digit)| match at % 2 {
        0 => digit,
        _ if digit > 4 => digit * 2 - 9,
        _ => digit * 2,
    });
    weighed.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_sample_card_does_not_pass_the_check_digit() {
        assert!(!luhn("4532123456789010"));
        assert!(luhn("4532123456789014"));
    }
}
