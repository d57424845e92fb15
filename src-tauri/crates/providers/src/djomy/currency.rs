//! The provider's words for currencies are none of ISO 4217.

use crate::reading::Word;
use domain::Currency;

/// What is taken here, and what an answer means that names no currency: the one that follows from the country.
pub(super) const HOME: &str = "GNF";

/// The currency that a word means. A code is taken as what it is; another word is no currency.
pub(super) fn of_word(word: &Word) -> Option<Currency> {
    let code = match word.as_str() {
        "" => HOME,
        "FCFA" => "XOF",
        "Dollar" => "USD",
        "Leones" => "SLE",
        code => code,
    };
    Currency::parse(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_documents_are_currencies_and_others_are_not() {
        let of = |word: &str| of_word(&Word(Some(word.to_owned()))).map(Currency::code);
        assert_eq!(of("GNF"), Some("GNF"));
        assert_eq!(of("FCFA"), Some("XOF"));
        assert_eq!(of("Dollar"), Some("USD"));
        assert_eq!(of("Leones"), Some("SLE"));
        assert_eq!(of("EUR"), Some("EUR"));
        assert_eq!(of("Cauris"), None);
        assert_eq!(of_word(&Word(None)).map(Currency::code), Some("GNF"));
    }
}
