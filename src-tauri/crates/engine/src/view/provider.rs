//! A provider's facts, for eyes: forms are drawn from this.

use super::{LinkFactsView, PayoutRailView};
use domain::{Environment, Lang};
use providers::{Manifest, OurReference, Provider, Scenario};
use serde::Serialize;
use ts_rs::TS;

/// One credential to type in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CredentialFieldView {
    /// The provider's own name for it.
    pub name: String,
    /// The label of the field.
    pub label: String,
    /// Where the merchant finds it.
    pub help: String,
    /// Must it be hidden while typed?
    pub secret: bool,
    /// Can the account work without it?
    pub required: bool,
}

/// One setting of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SettingFieldView {
    /// Its key.
    pub name: String,
    /// The label of the field.
    pub label: String,
    /// What it is for.
    pub help: String,
    /// Is it asked at set-up?
    pub required: bool,
}

/// A mobile network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NetworkView {
    /// The code that is sent.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Its country.
    pub country: String,
    /// What its numbers begin with, after the country code. A hint.
    pub prefixes: Vec<String>,
}

/// One rail for charges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChargeMethodView {
    /// The rail.
    #[ts(type = "Method")]
    pub method: &'static str,
    /// The currencies it takes.
    pub currencies: Vec<String>,
    /// Does it need the customer's phone?
    pub needs_phone: bool,
    /// Does it need the network?
    pub needs_network: bool,
    /// Can the fee be put on the customer?
    pub fee_payer: bool,
    /// Does the provider take names and an e-mail address?
    pub names: bool,
    /// How its sandbox can be told to let a payment end.
    pub scenarios: Vec<ScenarioView>,
}

/// How a payment of the sandbox is to end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ScenarioView {
    /// What stands for it in a charge or a payout.
    pub key: &'static str,
    /// What happens then.
    pub means: String,
}

impl ScenarioView {
    pub(super) fn all(scenarios: &[Scenario], lang: Lang) -> Vec<Self> {
        let view = |scenario: &Scenario| Self {
            key: scenario.key,
            means: scenario.means.text().in_lang(lang).to_owned(),
        };
        scenarios.iter().map(view).collect()
    }
}

/// One step of setting an account up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HelpView {
    /// Of what: `keys`, `webhook`, `address` or `live`.
    pub about: String,
    /// What to do.
    pub words: String,
}

/// Something that the provider announces and does not document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AnnouncedView {
    /// The word for it.
    pub word: String,
    /// What is known.
    pub words: String,
}

/// Where requests may go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UrlsView {
    /// Sandbox; the first is the usual one.
    pub sandbox: Vec<String>,
    /// Live.
    pub live: Vec<String>,
}

/// A provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProviderView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Countries, by their two letters.
    pub countries: Vec<String>,
    /// Calling code of each country, in the same order, without its plus.
    pub calling_codes: Vec<u16>,
    /// Currencies of its wallets.
    pub currencies: Vec<String>,
    /// How many decimals each currency takes, in the same order.
    pub decimals: Vec<u32>,
    /// What can be done there; derived from its endpoints.
    pub capabilities: Vec<String>,
    /// What the merchant types in.
    pub credentials: Vec<CredentialFieldView>,
    /// What is set up besides.
    pub settings: Vec<SettingFieldView>,
    /// Mobile networks.
    pub networks: Vec<NetworkView>,
    /// The rails for charges.
    pub charge_methods: Vec<ChargeMethodView>,
    /// The rails for payouts.
    pub payout_rails: Vec<PayoutRailView>,
    /// How many payouts one request may carry.
    pub payouts_per_call: usize,
    /// How a charge is given back: by a call of the provider's own, by a payout, or not at all.
    #[ts(type = "\"call\" | \"payout\" | null")]
    pub refunds: Option<&'static str>,
    /// What payment links can do; null where there are none.
    pub links: Option<LinkFactsView>,
    /// What becomes what: pairs of currencies, what is given before what is got.
    pub conversions: Vec<[String; 2]>,
    /// Where requests may go.
    pub base_urls: UrlsView,
    /// How long a note may be.
    pub longest_note: usize,
    /// True when our code stands first in the note.
    pub reference_in_note: bool,
    /// What a merchant has to be told at set-up.
    pub must_tell: Vec<String>,
    /// How an account is set up, step by step.
    pub help: Vec<HelpView>,
    /// What webhooks can be registered for.
    pub webhook_topics: Vec<String>,
    /// What it announces and does not document.
    pub announced: Vec<AnnouncedView>,
}

impl ProviderView {
    /// The facts in one language.
    #[must_use]
    pub fn new(provider: &dyn Provider, lang: Lang) -> Self {
        let facts: &Manifest = provider.manifest();
        let say = |words: providers::manifest::Words| words.text().in_lang(lang).to_owned();
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        Self {
            id: facts.id.to_owned(),
            name: facts.name.to_owned(),
            countries: list(facts.countries),
            calling_codes: facts
                .countries
                .iter()
                .map(|code| domain::Country::parse(code).map_or(0, domain::Country::calling_code))
                .collect(),
            currencies: list(facts.currencies),
            decimals: facts
                .currencies
                .iter()
                .map(|code| domain::Currency::parse(code).map_or(0, domain::Currency::decimals))
                .collect(),
            capabilities: providers::capabilities(provider),
            credentials: facts
                .credentials
                .iter()
                .map(|field| CredentialFieldView {
                    name: field.name.to_owned(),
                    label: say(field.label),
                    help: say(field.help),
                    secret: field.secret,
                    required: field.required,
                })
                .collect(),
            settings: facts
                .settings
                .iter()
                .map(|field| SettingFieldView {
                    name: field.name.to_owned(),
                    label: say(field.label),
                    help: say(field.help),
                    required: field.required,
                })
                .collect(),
            networks: facts
                .networks
                .iter()
                .map(|network| NetworkView {
                    code: network.code.to_owned(),
                    name: network.name.to_owned(),
                    country: network.country.to_owned(),
                    prefixes: list(network.prefixes),
                })
                .collect(),
            charge_methods: facts
                .charge_methods
                .iter()
                .map(|method| ChargeMethodView {
                    method: method.method.as_str(),
                    currencies: list(method.currencies),
                    needs_phone: method.needs_phone,
                    needs_network: method.needs_network,
                    fee_payer: method.fee_payer,
                    names: method.names,
                    scenarios: ScenarioView::all(method.scenarios, lang),
                })
                .collect(),
            payout_rails: match provider.create_payout() {
                Some(_) => facts
                    .payout_rails
                    .iter()
                    .map(|rail| PayoutRailView::new(rail, lang))
                    .collect(),
                None => Vec::new(),
            },
            payouts_per_call: facts.payouts_per_call,
            refunds: match (provider.refund_charge(), provider.create_payout()) {
                (Some(_), _) => Some("call"),
                (None, Some(_)) => Some("payout"),
                (None, None) => None,
            },
            links: LinkFactsView::of(provider, lang),
            conversions: match provider.convert() {
                Some(_) => facts
                    .conversions
                    .iter()
                    .map(|(from, to)| [(*from).to_owned(), (*to).to_owned()])
                    .collect(),
                None => Vec::new(),
            },
            base_urls: UrlsView {
                sandbox: list(facts.base_urls(Environment::Sandbox)),
                live: list(facts.base_urls(Environment::Live)),
            },
            longest_note: facts.longest_note,
            reference_in_note: facts.our_reference == OurReference::InNote,
            must_tell: facts.must_tell.iter().map(|words| say(*words)).collect(),
            help: facts
                .help
                .iter()
                .map(|step| HelpView {
                    about: step.about.to_owned(),
                    words: say(step.words),
                })
                .collect(),
            webhook_topics: list(facts.webhook_topics),
            announced: facts
                .announced
                .iter()
                .map(|announced| AnnouncedView {
                    word: announced.word.to_owned(),
                    words: say(announced.words),
                })
                .collect(),
        }
    }
}
