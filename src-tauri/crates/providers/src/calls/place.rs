//! Questions about where money can go.

use crate::contract::Call;
use domain::{Country, Currency};

/// Which banks can be paid?
#[derive(Clone, Debug)]
pub struct ListBanks {
    /// In which country.
    pub country: Country,
}

/// A bank, as the provider lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bank {
    /// The provider's own word for it: what a payout names. Asked anew each time, never learnt by heart.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Whether a payout has to name the branch; `None` where the provider does not say.
    pub branch_required: Option<bool>,
    /// The currency it is paid in.
    pub currency: Option<Currency>,
    /// The mobile network it is, where the list has those too.
    pub network: Option<String>,
}

impl Call for ListBanks {
    type Reply = Vec<Bank>;
}

/// Which mobile networks can be asked and paid?
#[derive(Clone, Debug)]
pub struct ListNetworks {
    /// Only this one, by the provider's own word; `None` is all.
    pub one: Option<String>,
}

/// A mobile network, as the provider lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkListed {
    /// The provider's own word for it.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Its service, as its customers call it.
    pub service: Option<String>,
    /// Its currency.
    pub currency: Option<Currency>,
    /// Its country.
    pub country: Option<Country>,
}

impl Call for ListNetworks {
    type Reply = Vec<NetworkListed>;
}

/// Which parts of the business does the provider know?
#[derive(Clone, Debug)]
pub struct ListSubAccounts {
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
}

/// A part of the business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubAccount {
    /// The provider's own id of it.
    pub provider_reference: String,
    /// What the business calls it.
    pub name: String,
    /// Whether it may act.
    pub active: Option<bool>,
}

/// The rows, and the cursor of the next page.
impl Call for ListSubAccounts {
    type Reply = (Vec<SubAccount>, Option<String>);
}
