//! Where a payer lives: how numbers look there, and the word Djomy has for the money.

/// A country that Djomy takes payments from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Country {
    /// ISO alpha-2.
    pub(super) code: &'static str,
    calling: &'static str,
    /// Digits of a national number.
    digits: usize,
    /// What mobile numbers begin with; empty where that is not known.
    mobile: &'static [&'static str],
    /// Djomy's own word for the currency, which is no ISO code.
    pub(super) currency: &'static str,
    /// What the rest of the world calls it.
    pub(super) iso: &'static str,
    /// Decimals an amount may have.
    pub(super) decimals: u32,
}

static COUNTRIES: [Country; 5] = [
    country("GN", "224", 9, &["6"], ("GNF", "GNF"), 0),
    country("SL", "232", 8, &[], ("Leones", "SLE"), 2),
    country("LR", "231", 9, &[], ("Dollar", "USD"), 2),
    country("CI", "225", 10, &["01", "05", "07"], ("FCFA", "XOF"), 0),
    country("SN", "221", 9, &["7"], ("FCFA", "XOF"), 0),
];

const fn country(
    code: &'static str,
    calling: &'static str,
    digits: usize,
    mobile: &'static [&'static str],
    (currency, iso): (&'static str, &'static str),
    decimals: u32,
) -> Country {
    Country {
        code,
        calling,
        digits,
        mobile,
        currency,
        iso,
        decimals,
    }
}

/// Upper case only.
pub(super) fn of_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code == code)
}

/// Djomy's word for a currency.
pub(super) fn word_of(iso: &str) -> &str {
    let known = COUNTRIES.iter().find(|country| country.iso == iso);
    known.map_or(iso, |country| country.currency)
}

/// The country a number with its calling code belongs to.
pub(super) fn of_number(digits: &str) -> Option<&'static Country> {
    let fits = |country: &&Country| country.international(&format!("00{digits}")).is_some();
    COUNTRIES.iter().find(fits)
}

impl Country {
    /// A number as requests carry it, `00224623707722`, in digits with the calling code; `None` when it is none.
    pub(super) fn international(&self, text: &str) -> Option<String> {
        let rest = text.strip_prefix("00")?;
        let national = rest.strip_prefix(self.calling)?;
        self.is_national(national).then(|| rest.to_owned())
    }

    /// A wallet's number, which may also be written without the calling code, as `622000000`.
    pub(super) fn wallet(&self, text: &str) -> Option<String> {
        if self.is_national(text) {
            return Some(format!("{}{text}", self.calling));
        }
        self.international(text)
    }

    fn is_national(&self, text: &str) -> bool {
        let known = self.mobile.is_empty() || self.mobile.iter().any(|one| text.starts_with(one));
        text.len() == self.digits && known && text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_begin_with_two_zeros_and_the_calling_code_of_their_country() {
        let guinea = of_code("GN").unwrap();
        let read = |text| guinea.international(text);
        assert_eq!(read("00224623707722").as_deref(), Some("224623707722"));
        for wrong in [
            "+224623707722",
            "224623707722",
            "623707722",
            "0022462370772",
            "00224323707722",
            "0022462370772x",
            "002250700000000",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(guinea.wallet("622000000").as_deref(), Some("224622000000"));
        assert_eq!(of_code("gn"), None);
    }
}
