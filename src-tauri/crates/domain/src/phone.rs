//! Phone numbers: E.164 inside, as each country writes them outside.
//!
//! Country and length are checked. The type of a number is not: the tables behind the library call every
//! mobile number of Côte d'Ivoire unknown, so a strict reading would refuse real customers.

use phonenumber::{Mode, country::Id, metadata::DATABASE};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What is wrong with a phone number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// No number can be read from the text.
    #[error("this is not a phone number")]
    NotANumber,
    /// A number of another country than the account serves.
    #[error("this number belongs to another country ({0})")]
    OtherCountry(String),
    /// Fewer digits than the country's numbers have.
    #[error("{missing} digits are missing: numbers there have {expected}")]
    TooShort {
        /// How many digits are missing.
        missing: usize,
        /// How many there should be, without the country code.
        expected: usize,
    },
    /// More digits than the country's numbers have.
    #[error("{extra} digits too many: numbers there have {expected}")]
    TooLong {
        /// How many digits there are too many.
        extra: usize,
        /// How many there should be, without the country code.
        expected: usize,
    },
    /// Not a country of ISO 3166.
    #[error("`{0}` is not a country code of ISO 3166")]
    UnknownCountry(String),
}

/// A country, by its two letters of ISO 3166.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(Id);

impl Country {
    /// Reads two letters, in either case.
    pub fn parse(code: &str) -> Result<Self, PhoneError> {
        Id::from_str(&code.trim().to_ascii_uppercase())
            .map(Self)
            .map_err(|_| PhoneError::UnknownCountry(code.to_owned()))
    }

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0.as_ref()
    }

    /// The calling code, without its plus: 256 for Uganda.
    #[must_use]
    pub fn calling_code(self) -> u16 {
        let near = NEAR.iter().find(|(code, _)| *code == self.code());
        near.map_or_else(|| self.calling_code_in_the_plans(), |(_, number)| *number)
    }

    fn calling_code_in_the_plans(self) -> u16 {
        DATABASE.by_id(self.code()).map_or(0, |m| m.country_code())
    }
}

/// The calling codes of the countries that the providers serve. The library reads the numbering plans of the whole world before
/// it tells the first code: a window that only lists what there is does not wait for that.
const NEAR: &[(&str, u16)] = &[
    ("CI", 225),
    ("GN", 224),
    ("RW", 250),
    ("SN", 221),
    ("UG", 256),
];

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl TryFrom<String> for Country {
    type Error = PhoneError;
    fn try_from(code: String) -> Result<Self, PhoneError> {
        Self::parse(&code)
    }
}
impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

/// A phone number as E.164: a plus and digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Reads any usual spelling (`0772 418 305`, `+256 772-418305`, `256772418305`) of a number of `country`.
    pub fn parse_in(text: &str, country: Country) -> Result<Self, PhoneError> {
        let phone = Self::read(text, Some(country))?;
        match phone.country() {
            Some(other) if other != country => {
                Err(PhoneError::OtherCountry(other.code().to_owned()))
            }
            None => Err(PhoneError::OtherCountry("?".to_owned())),
            Some(_) => Ok(phone),
        }
    }

    /// Reads a number that carries its country code.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        Self::read(text, None)
    }

    fn read(text: &str, country: Option<Country>) -> Result<Self, PhoneError> {
        let text = text.trim();
        // The library dials letters as their keys: a slip would ask another customer for the money.
        let is_odd = |c: char| c.is_alphanumeric() && !c.is_ascii_digit();
        if text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) || text.contains(is_odd) {
            return Err(PhoneError::NotANumber);
        }
        let text = match country {
            Some(country) => with_plus(text, country),
            None => text.to_owned(),
        };
        let number =
            phonenumber::parse(country.map(|c| c.0), &text).map_err(|_| PhoneError::NotANumber)?;
        let national = national_digits(&number);
        let lengths = lengths(&number);
        if let (Some(&shortest), Some(&longest)) = (lengths.iter().min(), lengths.iter().max()) {
            if national.len() < shortest {
                return Err(PhoneError::TooShort {
                    missing: shortest.saturating_sub(national.len()),
                    expected: shortest,
                });
            }
            if national.len() > longest {
                return Err(PhoneError::TooLong {
                    extra: national.len().saturating_sub(longest),
                    expected: longest,
                });
            }
        }
        // A code that no country has leaves the length open; what no store would give back is no number.
        let phone = Self::try_from(format!("+{}{national}", number.code().value()))?;
        // What is sent is read back from what is shown; where the two differ, two customers could be meant.
        if phone.subscriber() == national {
            Ok(phone)
        } else {
            Err(PhoneError::NotANumber)
        }
    }

    /// The number as E.164.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// The digits without the plus.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0[1..]
    }

    /// The country the number belongs to, where its code names one.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        // No calling code begins with another one.
        let begins = self.digits().get(..3).and_then(|code| code.parse().ok());
        let near = NEAR.iter().find(|(_, number)| begins == Some(*number));
        match near {
            Some((code, _)) => Country::parse(code).ok(),
            None => self.country_in_the_plans(),
        }
    }

    fn country_in_the_plans(&self) -> Option<Country> {
        phonenumber::parse(None, &self.0)
            .ok()?
            .country()
            .id()
            .map(Country)
    }

    /// The digits after the country code, with no trunk prefix: `772418305`.
    #[must_use]
    pub fn subscriber(&self) -> String {
        phonenumber::parse(None, &self.0)
            .map_or_else(|_| self.digits().to_owned(), |n| national_digits(&n))
    }

    /// As the number's own country writes it: `0772 418305`.
    #[must_use]
    pub fn national(&self) -> String {
        phonenumber::parse(None, &self.0).map_or_else(
            |_| self.0.clone(),
            |n| n.format().mode(Mode::National).to_string(),
        )
    }

    /// Enough to recognise it, not enough to call it: `+256772•••305`.
    #[must_use]
    pub fn masked(&self) -> String {
        let keep_end = self.0.len().saturating_sub(3);
        let keep_start = keep_end.saturating_sub(3).min(7);
        format!("{}•••{}", &self.0[..keep_start], &self.0[keep_end..])
    }
}

/// `256772…` is a full number that lost its plus; the library would take it for a national one.
fn with_plus(text: &str, country: Country) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let calling_code = country.calling_code().to_string();
    let lost_plus = !text.trim_start().starts_with('+')
        && digits.starts_with(&calling_code)
        && digits.len() >= calling_code.len().saturating_add(8);
    if let Some(rest) = digits.strip_prefix("00").filter(|_| !text.starts_with('+')) {
        return format!("+{rest}");
    }
    if lost_plus {
        format!("+{digits}")
    } else {
        text.to_owned()
    }
}

/// How long mobile numbers of the number's country may be. A wallet hangs on a mobile number; the general
/// lengths would let short service numbers through.
fn lengths(number: &phonenumber::PhoneNumber) -> Vec<usize> {
    let Some(metadata) = number.metadata(&DATABASE) else {
        return Vec::new();
    };
    let descriptors = metadata.descriptors();
    let mobile = descriptors
        .mobile()
        .map(|m| m.possible_length())
        .unwrap_or_default();
    let lengths = if mobile.is_empty() {
        descriptors.general().possible_length()
    } else {
        mobile
    };
    lengths.iter().copied().map(usize::from).collect()
}

fn national_digits(number: &phonenumber::PhoneNumber) -> String {
    let zeros = usize::from(number.national().zeros());
    format!("{}{}", "0".repeat(zeros), number.national().value())
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A full number does not belong in a log.
        f.write_str(&self.masked())
    }
}
impl TryFrom<String> for Phone {
    type Error = PhoneError;
    /// Reads E.164 as it was written by [`Phone::e164`]; what a store holds is not judged again.
    fn try_from(text: String) -> Result<Self, PhoneError> {
        let well_formed = text.strip_prefix('+').is_some_and(|rest| {
            (5..=15).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())
        });
        if well_formed {
            Ok(Self(text))
        } else {
            Err(PhoneError::NotANumber)
        }
    }
}
impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    #[test]
    fn the_codes_at_hand_are_those_of_the_numbering_plans() {
        for (code, number) in NEAR {
            let country = Country::parse(code).unwrap();
            assert_eq!(country.calling_code_in_the_plans(), *number, "{code}");
            assert_eq!(country.calling_code(), *number, "{code}");
        }
        assert_eq!(Country::parse("KE").unwrap().calling_code(), 254);
    }

    proptest! {
        #[test]
        fn the_country_at_hand_is_that_of_the_numbering_plans(near in 0..NEAR.len(), rest in "[0-9]{4,11}", far in "[1-9][0-9]{6,13}") {
            let near = Phone::try_from(format!("+{}{rest}", NEAR[near].1)).unwrap();
            let told = near.country_in_the_plans();
            prop_assert!(told.is_none() || told == near.country(), "{}: {told:?}", near.e164());
            let far = Phone::try_from(format!("+{far}")).unwrap();
            let told = far.country_in_the_plans();
            prop_assert!(told.is_none() || told == far.country(), "{}: {told:?}", far.e164());
        }
    }

    #[test]
    fn every_usual_spelling_is_one_number() {
        for text in [
            "0772418305",
            "0772 418 305",
            "+256772418305",
            "256772418305",
            "00256772418305",
            "+256 (772) 418-305",
            "772418305",
        ] {
            assert_eq!(
                Phone::parse_in(text, country("UG")).unwrap().e164(),
                "+256772418305",
                "{text}"
            );
        }
    }

    #[test]
    fn a_mobile_number_of_cote_d_ivoire_keeps_its_zero() {
        let phone = Phone::parse_in("07 08 41 22 19", country("CI")).unwrap();
        assert_eq!(phone.e164(), "+2250708412219");
        assert_eq!(phone.subscriber(), "0708412219");
    }

    #[test]
    fn each_of_the_countries_served_is_read() {
        for (code, text, e164) in [
            ("RW", "0788123456", "+250788123456"),
            ("GN", "622 41 08 77", "+224622410877"),
            ("SN", "77 123 45 67", "+221771234567"),
        ] {
            assert_eq!(Phone::parse_in(text, country(code)).unwrap().e164(), e164);
        }
    }

    #[test]
    fn a_number_of_another_country_is_refused() {
        assert_eq!(
            Phone::parse_in("+250788123456", country("UG")),
            Err(PhoneError::OtherCountry("RW".into()))
        );
    }

    #[test]
    fn missing_and_surplus_digits_are_counted() {
        assert_eq!(
            Phone::parse_in("077241830", country("UG")),
            Err(PhoneError::TooShort {
                missing: 1,
                expected: 9
            })
        );
        assert_eq!(
            Phone::parse_in("07724183055", country("UG")),
            Err(PhoneError::TooLong {
                extra: 1,
                expected: 9
            })
        );
    }

    #[test]
    fn a_letter_is_never_dialled_as_a_digit() {
        for text in [
            "0772 41830O",
            "077241830S",
            "01 250 0000GN",
            "0772FLOWER",
            "077241830٥",
        ] {
            for code in ["UG", "CI"] {
                let read = Phone::parse_in(text, country(code));
                assert_eq!(read, Err(PhoneError::NotANumber), "{text}");
            }
        }
        let pasted = "\u{202a}+256 772\u{2011}418\u{a0}305\u{202c}";
        let phone = Phone::parse_in(pasted, country("UG")).unwrap();
        assert_eq!(phone.e164(), "+256772418305");
    }

    #[test]
    fn a_number_too_short_to_be_kept_is_none() {
        for text in ["+750", "+7500", "+7 50"] {
            assert_eq!(Phone::parse(text), Err(PhoneError::NotANumber), "{text}");
        }
    }

    #[test]
    fn what_is_shown_of_a_number_is_what_is_sent() {
        for text in ["250 000090446 74", "+250009044674", "250009044674"] {
            if let Ok(phone) = Phone::parse_in(text, country("RW")) {
                assert_eq!(
                    phone.digits(),
                    format!("250{}", phone.subscriber()),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn a_printed_phone_is_masked() {
        let phone = Phone::parse_in("0772418305", country("UG")).unwrap();
        assert_eq!(format!("{phone:?}"), "+256772•••305");
        assert_eq!(phone.masked(), "+256772•••305");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
            let _ = Phone::parse_in(&text, country("RW"));
            if let Ok(phone) = Phone::parse(&text) {
                let kept = Phone::try_from(phone.e164().to_owned());
                prop_assert_eq!(kept.as_ref(), Ok(&phone));
                prop_assert!(phone.digits().ends_with(&phone.subscriber()));
            }
        }
    }
}
