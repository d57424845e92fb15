//! How a customer can pay, in the provider's codes.

use super::manifest::MANIFEST;
use super::words;
use domain::{Method, Refusal};

/// What a page may be limited to. Another word makes it show all of them, in silence.
pub(super) const ON_A_PAGE: &[&str] = &["OM", "MOMO", "SOUTRA_MONEY", "PAYCARD", "CARD"];
/// The provider's word for its own wallet.
pub(super) const WALLET: &str = "KULU";
/// An account number pays, and no phone.
pub(super) const BY_NUMBER: &str = "PAYCARD";
pub(super) const CARD: &str = "CARD";

/// The provider's own spelling of a network.
pub(super) fn network(word: &str) -> Option<&'static str> {
    let mut codes = MANIFEST.networks.iter().map(|network| network.code);
    codes.find(|code| code.eq_ignore_ascii_case(word.trim()))
}

/// The provider's own spelling of what a page may be limited to.
pub(super) fn on_a_page(word: &str) -> Result<&'static str, Refusal> {
    let mut codes = ON_A_PAGE.iter().copied();
    codes
        .find(|code| code.eq_ignore_ascii_case(word.trim()))
        .ok_or_else(|| words::unknown_page_method(word.trim()))
}

/// What rails are in the provider's codes. Nothing for what no page offers.
pub(super) fn of_rail(method: Method) -> &'static [&'static str] {
    match method {
        Method::MobileMoney => &["OM", "MOMO", "SOUTRA_MONEY", "PAYCARD"],
        Method::Card => &[CARD],
        Method::Wallet | Method::Hosted | Method::Bank => &[],
    }
}

/// By which rail a code pays.
pub(super) fn rail(code: &str) -> Option<Method> {
    match code {
        CARD => Some(Method::Card),
        WALLET => Some(Method::Wallet),
        code => network(code).map(|_| Method::MobileMoney),
    }
}

/// Can the customer's operator send a code that is handed in here?
pub(super) fn may_send_a_code(code: &str) -> bool {
    matches!(code, "OM" | "MOMO" | BY_NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_method_is_refused_before_a_page_shows_all_of_them() {
        assert_eq!(on_a_page(" om "), Ok("OM"));
        for word in ["ORANGE", "KULU", "VISA", ""] {
            let refusal = on_a_page(word).unwrap_err();
            assert_eq!(refusal.code, "method_unknown", "{word}");
        }
        for rail in [Method::MobileMoney, Method::Card] {
            assert!(of_rail(rail).iter().all(|code| on_a_page(code).is_ok()));
        }
    }
}
