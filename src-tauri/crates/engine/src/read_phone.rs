//! A phone number while it is typed: what would be sent, whose network it is, what is wrong with it.

use crate::core::Engine;
use crate::draft::home_country;
use crate::error::{EngineError, Result, bad_phone};
use domain::{AccountId, Country, Phone};
use providers::Manifest;

/// What a text says, read as a number of the account's country.
#[derive(Clone, Debug)]
pub struct PhoneRead {
    /// The number, once it is whole.
    pub phone: Option<Phone>,
    /// The network that its first digits belong to, by the provider's code. A number may have moved: this is a guess.
    pub network: Option<&'static str>,
    /// What is wrong with it.
    pub trouble: Option<EngineError>,
}

impl Engine {
    /// Reads a number as the account's country writes it.
    pub async fn read_phone(&self, account: &AccountId, text: &str) -> Result<PhoneRead> {
        let account = self.account(account).await?;
        let facts = self.provider_of(&account)?.manifest();
        let country = home_country(&account, facts)?;
        let read = Phone::parse_in(text, country);
        Ok(PhoneRead {
            network: read.as_ref().ok().and_then(|p| network(facts, country, p)),
            trouble: read.as_ref().err().map(|e| bad_phone(e, country.code())),
            phone: read.ok(),
        })
    }
}

fn network(facts: &'static Manifest, country: Country, phone: &Phone) -> Option<&'static str> {
    let digits = phone.subscriber();
    facts
        .networks
        .iter()
        .filter(|network| network.country == country.code())
        .find(|network| {
            network
                .prefixes
                .iter()
                .any(|prefix| digits.starts_with(prefix))
        })
        .map(|network| network.code)
}
