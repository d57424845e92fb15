//! Numbers of one country, thousands at a time. The numbering plan of the world is asked once about each beginning and
//! length; the next number that begins so and is as long is read in the same way, digit for digit as it was typed.

use domain::{Country, Phone, PhoneError};
use std::collections::HashMap;

/// After the country code, this many digits decide how the plan reads a number: it has no finer rule for trunk zeros.
const DECIDING: usize = 3;
/// E.164 has fifteen; with `00` before them and a trunk zero.
const MOST_DIGITS: usize = 18;

/// What a number has in common with those that are read like it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Beginning {
    plus: bool,
    length: usize,
    digits: u64,
}

/// Reads the numbers of a country.
pub(super) struct Phones {
    country: Country,
    calling_code: String,
    /// How many digits before the subscriber's own are the country's, by beginning.
    learnt: HashMap<Beginning, usize>,
}

impl Phones {
    pub(super) fn of(country: Country) -> Self {
        Self {
            country,
            calling_code: country.calling_code().to_string(),
            learnt: HashMap::new(),
        }
    }

    /// What follows the country's code.
    pub(super) fn subscriber<'p>(&self, phone: &'p Phone) -> Option<&'p str> {
        phone.digits().strip_prefix(&self.calling_code)
    }

    /// As [`Phone::parse_in`] reads it.
    pub(super) fn read(&mut self, text: &str) -> Result<Phone, PhoneError> {
        let mut digits = String::with_capacity(MOST_DIGITS);
        let Some(plus) = plain(text, &mut digits) else {
            return Phone::parse_in(text, self.country);
        };
        let Some((beginning, behind_code)) = self.beginning(plus, &digits) else {
            return Phone::parse_in(text, self.country);
        };
        if let Some(before) = self.learnt.get(&beginning) {
            return Phone::try_from(format!("+{}{}", self.calling_code, &digits[*before..]));
        }
        let phone = Phone::parse_in(text, self.country)?;
        let subscriber = self.subscriber(&phone).unwrap_or_default();
        let before = digits.strip_suffix(subscriber).map(str::len);
        // A zero between the country's code and the number is taken or refused by digits that come later: nothing is
        // learnt from such a spelling.
        let known = |at: &usize| {
            behind_code.is_none_or(|code| *at == code && !digits[code..].starts_with('0'))
        };
        if let Some(before) = before.filter(known) {
            self.learnt.insert(beginning, before);
        }
        Ok(phone)
    }

    /// How it begins, and where the country's code ends in it.
    fn beginning(&self, plus: bool, digits: &str) -> Option<(Beginning, Option<usize>)> {
        let behind_zeros = digits.strip_prefix("00").filter(|_| !plus);
        let (zeros, rest) = match behind_zeros {
            Some(rest) => (2, rest),
            None => (0, digits),
        };
        let behind_code = rest
            .starts_with(&self.calling_code)
            .then(|| zeros + self.calling_code.len());
        let before = behind_code.unwrap_or_else(|| zeros + usize::from(rest.starts_with('0')));
        let deciding = digits.get(..before + DECIDING)?;
        let beginning = Beginning {
            plus,
            length: digits.len(),
            // A one before them keeps their zeros.
            digits: format!("1{deciding}").parse().ok()?,
        };
        Some((beginning, behind_code))
    }
}

/// The digits of a number with nothing but spaces and the usual marks between them, and whether a plus stood first.
fn plain(text: &str, digits: &mut String) -> Option<bool> {
    let (plus, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    for byte in rest.bytes() {
        match byte {
            b'0'..=b'9' if digits.len() < MOST_DIGITS => digits.push(char::from(byte)),
            b' ' | b'-' => {}
            _ => return None,
        }
    }
    Some(plus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_as_the_one_before_that_begins_like_it() {
        let mut phones = Phones::of(Country::parse("UG").unwrap());
        for text in ["0772418305", "0772 418 306", "+256772418305", "772418309"] {
            let read = phones.read(text);
            assert_eq!(read, Phone::parse_in(text, phones.country), "{text}");
        }
        assert_eq!(phones.learnt.len(), 3);
    }

    #[test]
    fn a_zero_behind_the_country_s_code_is_asked_about_each_time() {
        let cases = [
            (
                "UG",
                &["+25607-89613338", "+25607-89613227", "+2560772418305"][..],
            ),
            ("GN", &["+22405-8790881", "+22405-8790770"]),
        ];
        for (country, texts) in cases {
            let mut phones = Phones::of(Country::parse(country).unwrap());
            for text in texts {
                let read = phones.read(text);
                assert_eq!(read, Phone::parse_in(text, phones.country), "{text}");
            }
            assert!(phones.learnt.is_empty());
        }
    }

    /// Numbers near those of a country, right and wrong, in the spellings that people use.
    fn near(code: &'static str) -> impl Strategy<Value = String> {
        let before = prop_oneof![
            Just(String::new()),
            Just("0".to_owned()),
            Just(code.to_owned()),
            Just(format!("+{code}")),
            Just(format!("00{code}")),
            Just(format!("+{code}0")),
            Just("+".to_owned()),
        ];
        (before, "[0-9]{1,3}[ -]?[0-9]{3,8}").prop_map(|(before, rest)| format!("{before}{rest}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_learnt_beginning_changes_no_reading(
            ug in proptest::collection::vec(near("256"), 40),
            ci in proptest::collection::vec(near("225"), 40),
            rw in proptest::collection::vec(near("250"), 40),
            sn in proptest::collection::vec(near("221"), 40),
            gn in proptest::collection::vec(near("224"), 40),
        ) {
            for (country, texts) in [("UG", ug), ("CI", ci), ("RW", rw), ("SN", sn), ("GN", gn)] {
                let country = Country::parse(country).unwrap();
                let mut phones = Phones::of(country);
                for text in texts {
                    // The last digits do not decide: another number that begins so is learnt from first.
                    let other: String = text.char_indices().map(|(at, c)| match (at + 3 < text.len(), c) {
                        (false, '0'..='8') => char::from(c as u8 + 1),
                        _ => c,
                    }).collect();
                    let _ = phones.read(&other);
                    prop_assert_eq!(phones.read(&text), Phone::parse_in(&text, country), "{} after {}", text, other);
                }
            }
        }
    }
}
