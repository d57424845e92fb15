//! The provider's words for where a payment or a payout stands.

use crate::reading::Word;
use domain::Status;

/// All that its documents name. Its list leaves out every one that is not asked for.
pub(super) const PAYMENTS: &[&str] = &[
    "CREATED",
    "REDIRECTED",
    "PENDING",
    "SUCCESS",
    "CAPTURED",
    "FAILED",
    "CANCELLED",
    "TIMEOUT",
    "REFUNDED",
];

/// Words that ask for the code from the customer's operator.
const WAITS_FOR_A_CODE: &[&str] = &["OTP_REQUIRED", "WAITING_OTP", "AWAITING_OTP"];

/// Of a payment. `SUCCESS` alone is paid; `SUCCESSFUL`, which vendor code tolerates, is in no document and proves nothing.
pub(super) fn of_payment(word: &Word) -> Status {
    match word.as_str() {
        "CREATED" | "REDIRECTED" | "PENDING" | "CAPTURED" | "INITIATED" | "PROCESSING"
        | "OTP_REQUIRED" | "WAITING_OTP" | "AWAITING_OTP" => Status::Pending,
        // What goes back later does not undo that it was paid.
        "SUCCESS" | "REFUNDED" => Status::Succeeded,
        "FAILED" | "ERROR" => Status::Failed,
        "CANCELLED" | "TIMEOUT" | "EXPIRED" => Status::Expired,
        _ => Status::InDoubt,
    }
}

/// Of a payout. Only the two ends are told of anywhere; words of a beginning bind to nothing.
pub(super) fn of_payout(word: &Word) -> Status {
    match word.as_str() {
        "CREATED" | "PENDING" | "INITIATED" | "PROCESSING" => Status::Pending,
        "SUCCESS" => Status::Succeeded,
        "FAILED" => Status::Failed,
        _ => Status::InDoubt,
    }
}

/// Does it wait for the customer's code?
pub(super) fn waits_for_a_code(word: &Word) -> bool {
    WAITS_FOR_A_CODE.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Word {
        Word(Some(text.to_owned()))
    }

    #[test]
    fn every_payment_word_is_known_and_no_other() {
        for (text, expected) in [
            ("CREATED", Status::Pending),
            ("REDIRECTED", Status::Pending),
            ("PENDING", Status::Pending),
            ("CAPTURED", Status::Pending),
            ("INITIATED", Status::Pending),
            ("PROCESSING", Status::Pending),
            ("OTP_REQUIRED", Status::Pending),
            ("WAITING_OTP", Status::Pending),
            ("AWAITING_OTP", Status::Pending),
            ("SUCCESS", Status::Succeeded),
            ("REFUNDED", Status::Succeeded),
            ("FAILED", Status::Failed),
            ("ERROR", Status::Failed),
            ("CANCELLED", Status::Expired),
            ("TIMEOUT", Status::Expired),
            ("EXPIRED", Status::Expired),
            ("ON_HOLD", Status::InDoubt),
            ("success", Status::InDoubt),
            ("", Status::InDoubt),
        ] {
            assert_eq!(of_payment(&word(text)), expected, "{text}");
        }
        for text in PAYMENTS {
            assert_ne!(of_payment(&word(text)), Status::InDoubt, "{text}");
        }
    }

    #[test]
    fn successful_is_not_success() {
        assert_eq!(of_payment(&word("SUCCESSFUL")), Status::InDoubt);
        assert_eq!(of_payout(&word("SUCCESSFUL")), Status::InDoubt);
    }

    #[test]
    fn a_payout_has_two_ends_and_other_words_are_shown_as_they_come() {
        assert_eq!(of_payout(&word("SUCCESS")), Status::Succeeded);
        assert_eq!(of_payout(&word("FAILED")), Status::Failed);
        assert_eq!(of_payout(&word("PENDING")), Status::Pending);
        for text in ["CANCELLED", "REFUNDED", "REVERSED", ""] {
            assert_eq!(of_payout(&word(text)), Status::InDoubt, "{text}");
        }
    }
}
