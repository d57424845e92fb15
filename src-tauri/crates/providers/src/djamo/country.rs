//! Djamo works in two countries, each with an address of its own. The account's setting says which; without one, its
//! address does.

use super::MANIFEST;
use crate::contract::Connection;
use crate::refusals;
use domain::{Country, Phone, Refusal};

/// What the addresses of each country have in their host, and no other's.
const MARKS: &[(&str, &[&str])] = &[("CI", &["-civ.", ".civ."]), ("SN", &["-sen.", ".sen."])];

/// The account's country. Refused where the setting names one and the address the other: the money would go astray.
pub(super) fn country(connection: &Connection<'_>) -> Result<&'static str, Refusal> {
    let by_address = MARKS
        .iter()
        .find(|(_, marks)| marks.iter().any(|mark| connection.base_url.contains(mark)))
        .map(|(code, _)| *code);
    let Some(set) = connection.settings.country else {
        return Ok(by_address.unwrap_or(MANIFEST.countries[0]));
    };
    let set = MANIFEST
        .countries
        .iter()
        .copied()
        .find(|code| *code == set.code())
        .ok_or_else(|| refusals::country_not_served(&MANIFEST))?;
    match by_address {
        Some(other) if other != set => Err(refusals::address_of_another_country(
            connection.base_url,
            set,
        )),
        Some(_) | None => Ok(set),
    }
}

/// The phone, which has to be of the account's country.
pub(super) fn phone_of<'p>(
    phone: Option<&'p Phone>,
    connection: &Connection<'_>,
) -> Result<&'p Phone, Refusal> {
    crate::writing::phone_of(phone, country(connection)?)
}

/// A number as an answer tells it: E.164, or as people of either country write it.
pub(super) fn told_phone(text: &str) -> Option<Phone> {
    let here = || {
        MANIFEST.countries.iter().find_map(|code| {
            let country = Country::parse(code).ok()?;
            Phone::parse_in(text, country).ok()
        })
    };
    Phone::parse(text).ok().or_else(here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn of(base_url: &str, set: Option<&str>) -> Result<&'static str, String> {
        sample::connected(|connection| {
            let settings = domain::AccountSettings {
                country: set.map(|code| Country::parse(code).unwrap()),
                ..domain::AccountSettings::default()
            };
            let connection = Connection {
                base_url,
                settings: &settings,
                ..connection.clone()
            };
            country(&connection).map_err(|refusal| refusal.code)
        })
    }

    #[test]
    fn the_country_is_the_settings_and_else_the_addresses() {
        assert_eq!(of("https://api-civ.djamo.com", None), Ok("CI"));
        assert_eq!(of("https://api-sen.djamo.com", None), Ok("SN"));
        assert_eq!(
            of("https://apibusiness.civ.staging.djam.ooo", None),
            Ok("CI")
        );
        assert_eq!(of("http://127.0.0.1:4000/djamo", None), Ok("CI"));
        assert_eq!(of("http://127.0.0.1:4000/djamo", Some("SN")), Ok("SN"));
    }

    #[test]
    fn an_address_of_the_other_country_is_not_asked() {
        for (url, set) in [
            ("https://api-civ.djamo.com", "SN"),
            ("https://apibusiness-staging-sen.djamo.io", "CI"),
        ] {
            let code = of(url, Some(set)).unwrap_err();
            assert_eq!(code, "address_of_another_country");
        }
        let code = of("https://api-civ.djamo.com", Some("GN")).unwrap_err();
        assert_eq!(code, "country_not_served");
    }
}
