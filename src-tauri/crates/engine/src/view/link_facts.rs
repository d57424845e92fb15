//! What payment links can do at a provider, for eyes: the form is drawn from this.

use domain::Lang;
use providers::Provider;
use serde::Serialize;
use ts_rs::TS;

/// What payment links can do at a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinkFactsView {
    /// The currencies it takes.
    pub currencies: Vec<String>,
    /// The rails that a page may be limited to.
    #[ts(type = "Method[]")]
    pub methods: Vec<&'static str>,
    /// Can the customer type the amount?
    pub open_amount: bool,
    /// Can the typed amount be bounded?
    pub bounds: bool,
    /// The most uses that can be set.
    pub most_uses: u32,
    /// Does the provider send it as a text message?
    pub sms: bool,
    /// How long the title may be.
    pub longest_title: usize,
    /// How long every link lives, in seconds; null where an end can be chosen.
    #[ts(type = "number | null")]
    pub fixed_life_s: Option<u64>,
    /// Can a link be changed?
    pub changes: bool,
    /// Does the provider list what was paid through one?
    pub payments: bool,
    /// Can a link be turned off?
    pub turns_off: bool,
    /// What turning one off means, and whether it can be undone.
    pub turning_off: Option<String>,
}

impl LinkFactsView {
    /// The facts in one language; none where links cannot be made.
    pub(super) fn of(provider: &dyn Provider, lang: Lang) -> Option<Self> {
        provider.create_link()?;
        let facts = provider.manifest().links?;
        Some(Self {
            currencies: facts.currencies.iter().map(|it| (*it).to_owned()).collect(),
            methods: facts.methods.iter().map(|it| it.as_str()).collect(),
            open_amount: facts.open_amount,
            bounds: facts.bounds,
            most_uses: facts.most_uses,
            sms: facts.sms,
            longest_title: facts.longest_title,
            fixed_life_s: facts.fixed_life_s,
            changes: provider.update_link().is_some(),
            payments: provider.list_link_payments().is_some(),
            turns_off: provider.revoke_link().is_some(),
            turning_off: facts
                .revoke
                .map(|words| words.text().in_lang(lang).to_owned()),
        })
    }
}
