//! Where a card's bills go, as it was typed.

use domain::Country;
use engine::{BillingAddress, EngineError};
use serde::Deserialize;
use ts_rs::TS;

/// A billing address as it was typed. It is passed on and kept nowhere, so it cannot be printed.
#[derive(Clone, Deserialize, TS)]
pub struct AddressInput {
    /// Street and number.
    pub line1: String,
    /// What does not fit there.
    pub line2: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The state or province.
    pub state: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// Two letters.
    pub country: String,
}

impl TryFrom<AddressInput> for BillingAddress {
    type Error = EngineError;

    fn try_from(input: AddressInput) -> Result<Self, EngineError> {
        let line1 = input.line1.trim().to_owned();
        if line1.is_empty() {
            return Err(EngineError::bad(
                "line1",
                "no_street",
                "Write the street and number of the card’s address.",
                "Écrivez la rue et le numéro de l’adresse de la carte.",
            ));
        }
        let country = Country::parse(input.country.trim()).map_err(|_| {
            EngineError::bad(
                "country",
                "bad_country",
                "Write the country with its two letters, such as RW.",
                "Écrivez le pays avec ses deux lettres, comme RW.",
            )
        })?;
        Ok(Self {
            line1,
            line2: input.line2,
            city: input.city,
            state: input.state,
            postal_code: input.postal_code,
            country,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_street_or_with_no_country_of_the_world_goes_nowhere() {
        let typed = |line1: &str, country: &str| {
            BillingAddress::try_from(AddressInput {
                line1: line1.to_owned(),
                line2: None,
                city: Some("Kigali".to_owned()),
                state: None,
                postal_code: None,
                country: country.to_owned(),
            })
            .map(|_| ())
            .map_err(|error| error.field.unwrap_or_default())
        };
        assert_eq!(typed("KN 3 Ave 12", "rw"), Ok(()));
        assert_eq!(typed("  ", "RW"), Err("line1".to_owned()));
        assert_eq!(typed("KN 3 Ave 12", "Rwanda"), Err("country".to_owned()));
    }
}
