//! One way that a provider sends money out, for eyes: the form is drawn from this.

use super::ScenarioView;
use domain::Lang;
use providers::{FeeFrom, PayoutRail};
use serde::Serialize;
use ts_rs::TS;

/// One rail for payouts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PayoutRailView {
    /// The rail.
    #[ts(type = "Rail")]
    pub rail: &'static str,
    /// The currencies it takes.
    pub currencies: Vec<String>,
    /// Does it need the recipient's phone?
    pub needs_phone: bool,
    /// Does it need the recipient's network?
    pub needs_network: bool,
    /// Does it need the recipient's name?
    pub needs_name: bool,
    /// Who loses the fee: the sender's wallet, the recipient, or it is not told.
    #[ts(type = "\"wallet\" | \"recipient\" | \"unstated\"")]
    pub fee_from: &'static str,
    /// Does our reference stand first in the text that the recipient reads?
    pub reference_in_note: bool,
    /// How its sandbox can be told to let a payment end.
    pub scenarios: Vec<ScenarioView>,
    /// What a person has to know before this rail is trusted.
    pub caution: Option<String>,
}

impl PayoutRailView {
    pub(super) fn new(rail: &PayoutRail, lang: Lang) -> Self {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Self {
            rail: rail.rail.as_str(),
            currencies: list(rail.currencies),
            needs_phone: rail.needs_phone,
            needs_network: rail.needs_network,
            needs_name: rail.needs_name,
            fee_from: match rail.fee_from {
                FeeFrom::Wallet => "wallet",
                FeeFrom::Recipient => "recipient",
                FeeFrom::Unstated => "unstated",
            },
            reference_in_note: rail.reference_in_note,
            scenarios: ScenarioView::all(rail.scenarios, lang),
            caution: rail
                .caution
                .map(|words| words.text().in_lang(lang).to_owned()),
        }
    }
}
