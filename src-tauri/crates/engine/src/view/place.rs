//! Where money can go, for eyes.

use providers::{Bank, Network, NetworkListed, SubAccount};
use serde::Serialize;
use ts_rs::TS;

/// A bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BankView {
    /// What a payout names.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Whether a payout has to name the branch; null where the provider does not say.
    pub branch_required: Option<bool>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The mobile network it is, where the list has those too.
    pub network: Option<String>,
}

impl From<&Bank> for BankView {
    fn from(bank: &Bank) -> Self {
        Self {
            code: bank.code.clone(),
            name: bank.name.clone(),
            branch_required: bank.branch_required,
            currency: bank.currency.map(|currency| currency.code().to_owned()),
            network: bank.network.clone(),
        }
    }
}

/// A mobile network, as its provider lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NetworkListedView {
    /// What is sent.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Its service, as its customers call it.
    pub service: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Two letters.
    pub country: Option<String>,
}

impl From<&NetworkListed> for NetworkListedView {
    fn from(network: &NetworkListed) -> Self {
        Self {
            code: network.code.clone(),
            name: network.name.clone(),
            service: network.service.clone(),
            currency: network.currency.map(|it| it.code().to_owned()),
            country: network.country.map(|it| it.code().to_owned()),
        }
    }
}

impl From<&Network> for NetworkListedView {
    fn from(network: &Network) -> Self {
        Self {
            code: network.code.to_owned(),
            name: network.name.to_owned(),
            service: None,
            currency: None,
            country: Some(network.country.to_owned()),
        }
    }
}

/// A part of the business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SubAccountView {
    /// The provider's own id of it.
    pub provider_reference: String,
    /// What the business calls it.
    pub name: String,
    /// Whether it may act.
    pub active: Option<bool>,
}

impl From<&SubAccount> for SubAccountView {
    fn from(part: &SubAccount) -> Self {
        Self {
            provider_reference: part.provider_reference.clone(),
            name: part.name.clone(),
            active: part.active,
        }
    }
}

/// Whether a number can be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecipientView {
    /// E.164.
    pub phone: String,
    /// Whether it is a customer of the provider.
    pub known: bool,
    /// The name, where the provider tells it.
    pub name: Option<String>,
}
