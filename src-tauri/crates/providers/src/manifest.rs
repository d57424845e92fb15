//! A provider's facts, as data. Forms, filters and checks are drawn from it.

use crate::setting::SettingField;
use domain::{AccountSettings, Country, Environment, Method, Rail};

/// A sentence in both languages, as static data.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// French.
    pub fr: &'static str,
}

impl Words {
    /// As an owned text.
    #[must_use]
    pub fn text(self) -> domain::Text {
        domain::Text::new(self.en, self.fr)
    }
}

/// One credential that the merchant types in.
#[derive(Clone, Copy, Debug)]
pub struct CredentialField {
    /// The provider's own name for it.
    pub name: &'static str,
    /// The label of the field.
    pub label: Words,
    /// Where the merchant finds it.
    pub help: Words,
    /// Must it be hidden while typed? Every credential is kept in the vault all the same.
    pub secret: bool,
    /// Can the account work without it?
    pub required: bool,
    /// Does it say which merchant this is? The same identity is not added twice.
    pub identity: bool,
}

/// A mobile network.
#[derive(Clone, Copy, Debug)]
pub struct Network {
    /// The provider's own code for it, as it is sent.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Its country.
    pub country: &'static str,
    /// What its numbers begin with, after the country code. A hint only: numbers move between networks.
    pub prefixes: &'static [&'static str],
}

/// How our reference travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OurReference {
    /// In a field of its own.
    Field {
        /// How long it may be.
        longest: usize,
    },
    /// The provider has no field for it: a code stands first in the note.
    InNote,
}

/// One rail for charges, with what it needs.
#[derive(Clone, Copy, Debug)]
pub struct ChargeMethod {
    /// The rail.
    pub method: Method,
    /// The currencies it takes.
    pub currencies: &'static [&'static str],
    /// Does it need the customer's phone?
    pub needs_phone: bool,
    /// Does it need the customer's network?
    pub needs_network: bool,
    /// Can the fee be put on the customer?
    pub fee_payer: bool,
    /// Does the provider have fields for names and e-mail?
    pub names: bool,
    /// How its sandbox can be told to let a payment end.
    pub scenarios: &'static [Scenario],
}

/// How a payment of the sandbox is to end.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// The provider's own word for it, as it is sent.
    pub key: &'static str,
    /// What happens then.
    pub means: Words,
}

/// One rail for payouts, with what it needs.
#[derive(Clone, Copy, Debug)]
pub struct PayoutRail {
    /// The rail.
    pub rail: Rail,
    /// The currencies it takes.
    pub currencies: &'static [&'static str],
    /// Does it need the recipient's phone?
    pub needs_phone: bool,
    /// Does it need the recipient's network?
    pub needs_network: bool,
    /// Does it need the recipient's name?
    pub needs_name: bool,
    /// Who loses the fee.
    pub fee_from: FeeFrom,
    /// Does our reference stand first in the text that the recipient reads? So it does on every rail of a provider that
    /// takes no reference at all, whatever is said here.
    pub reference_in_note: bool,
    /// How the sandbox can be told to let a payment end.
    pub scenarios: &'static [Scenario],
    /// What a person has to know before this rail is trusted: that it is in no document of the provider's own, say.
    pub caution: Option<Words>,
}

/// Who loses the fee of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeeFrom {
    /// The wallet: the recipient gets the amount, the wallet loses amount and fee.
    Wallet,
    /// What arrives: the wallet loses the amount, the recipient gets it less the fee.
    Recipient,
    /// The provider does not say.
    Unstated,
}

/// How much may be asked or sent at once, in whole units of the currency.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// `charge` or `payout`.
    pub kind: domain::Kind,
    /// The currency.
    pub currency: &'static str,
    /// Outside of this the provider refuses, unless it agreed on another most with the account: nothing is sent.
    pub hard: (u64, u64),
    /// Outside of this it may refuse: a person is told, and decides.
    pub soft: Option<(u64, u64)>,
    /// What the person is told: which document says which.
    pub words: Words,
}

/// An account may have agreed on numbers of its own with the provider: they stand in the place of the general ones.
impl Limit {
    /// The hard limit of an account: the setting `charge_limit` or `payout_limit` holds its most.
    #[must_use]
    pub fn hard_for(&self, settings: &AccountSettings) -> (u64, u64) {
        let (least, most) = self.hard;
        (least, self.own(settings, "limit").unwrap_or(most))
    }

    /// The soft limit of an account: its bounds are in the settings `payout_min`, `payout_max` and their like for charges.
    #[must_use]
    pub fn soft_for(&self, settings: &AccountSettings) -> Option<(u64, u64)> {
        let least = self.own(settings, "min").or(self.soft.map(|soft| soft.0));
        let most = self.own(settings, "max").or(self.soft.map(|soft| soft.1));
        if least.is_none() && most.is_none() {
            return None;
        }
        let (general, hard) = self.hard_for(settings);
        Some((least.unwrap_or(general), most.unwrap_or(hard)))
    }

    fn own(&self, settings: &AccountSettings, end: &str) -> Option<u64> {
        let key = format!("{}_{end}", self.kind.as_str());
        settings.other.get(&key)?.parse().ok()
    }
}

/// What payment links can do here.
#[derive(Clone, Copy, Debug)]
pub struct LinkFacts {
    /// The currencies.
    pub currencies: &'static [&'static str],
    /// The rails that a page may be limited to.
    pub methods: &'static [Method],
    /// Can the customer type the amount?
    pub open_amount: bool,
    /// Can the typed amount be bounded?
    pub bounds: bool,
    /// The most uses that can be set.
    pub most_uses: u32,
    /// Does the provider send it as a text message?
    pub sms: bool,
    /// What turning it off means, where the provider can.
    pub revoke: Option<Words>,
    /// How long the title may be.
    pub longest_title: usize,
    /// How long a link lives when nobody says, and can say nothing else: in seconds.
    pub fixed_life_s: Option<u64>,
}

/// One step of setting an account up: where something is found, and what is done with it.
#[derive(Clone, Copy, Debug)]
pub struct HelpStep {
    /// Of what: `keys`, `webhook`, `address`, `live`.
    pub about: &'static str,
    /// What to do.
    pub words: Words,
}

/// Something the provider announces and does not document.
#[derive(Clone, Copy, Debug)]
pub struct Announced {
    /// The word for it.
    pub word: &'static str,
    /// What is known.
    pub words: Words,
}

/// Where a list of the provider's is, and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Its name, for cursors.
    pub name: &'static str,
    /// Rows that one page may hold.
    pub page_limit: u32,
    /// Do its rows carry phones? If not, single look-ups fill them in.
    pub has_phones: bool,
}

/// A provider's facts.
#[derive(Debug)]
pub struct Manifest {
    /// Its id: the word on the command line and in the stores.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Countries, by their two letters; the first is the usual one.
    pub countries: &'static [&'static str],
    /// Currencies of its wallets.
    pub currencies: &'static [&'static str],
    /// The IANA zone in which it writes times without a zone.
    pub time_zone: &'static str,
    /// Base URLs of the sandbox; the first is the usual one. May be overridden per account.
    pub sandbox_urls: &'static [&'static str],
    /// Base URLs of the live system. A live account may use no other host.
    pub live_urls: &'static [&'static str],
    /// Base URLs that serve one country, with that country. An account of this country uses the first of them.
    pub url_countries: &'static [(&'static str, &'static str)],
    /// The provider's public site, where a customer lands when the shop has no page of its own.
    pub public_site: &'static str,
    /// Where its payment pages stand: these hosts and what is under them. No other page is opened from the desk.
    pub page_hosts: &'static [&'static str],
    /// What the merchant types in.
    pub credentials: &'static [CredentialField],
    /// Which credential seals a card, where cards are keyed. It is the one that leaves the vault for a window.
    pub seals_cards: Option<&'static str>,
    /// What is set up besides.
    pub settings: &'static [SettingField],
    /// Mobile networks.
    pub networks: &'static [Network],
    /// How our reference travels.
    pub our_reference: OurReference,
    /// How long a note may be, our code included.
    pub longest_note: usize,
    /// The rails for charges.
    pub charge_methods: &'static [ChargeMethod],
    /// The rails for payouts.
    pub payout_rails: &'static [PayoutRail],
    /// How many payouts one request may carry.
    pub payouts_per_call: usize,
    /// How much may be asked or sent at once.
    pub limits: &'static [Limit],
    /// Between which currencies it converts; the order says from and to.
    pub conversions: &'static [(&'static str, &'static str)],
    /// Whether a conversion can be looked up. Where it cannot, its own verified webhook or the wallets tell its end.
    pub conversion_lookup: bool,
    /// What payment links can do.
    pub links: Option<LinkFacts>,
    /// What webhooks can be registered for.
    pub webhook_topics: &'static [&'static str],
    /// With which status a webhook is answered.
    pub webhook_answer: u16,
    /// Whether a GET to the webhook's address is the provider asking whether somebody is there.
    pub webhook_greets: bool,
    /// How many requests a minute the provider allows, where it is known.
    pub requests_per_minute: Option<u32>,
    /// What it announces and does not document.
    pub announced: &'static [Announced],
    /// How an account is set up, step by step.
    pub help: &'static [HelpStep],
    /// Its lists, as [`crate::ListTransactions`] names them.
    pub lists: &'static [List],
    /// How long a request is waited for, in seconds.
    pub timeout_s: u64,
    /// How many requests of one account may be under way at once.
    pub concurrency: usize,
    /// JSON field names whose values are blanked in what is kept of an answer.
    pub secret_fields: &'static [&'static str],
    /// JSON field names that hold phone numbers: masked in what is kept of an answer.
    pub phone_fields: &'static [&'static str],
    /// Which lost requests can be proven absent, and after how many seconds a look-up counts. What is not named never can.
    pub absence_counts_after_s: &'static [(domain::Kind, u64)],
    /// What a merchant has to be told at set-up.
    pub must_tell: &'static [Words],
}

impl Manifest {
    /// Does this host serve the provider's own payment pages?
    #[must_use]
    pub fn has_pages_at(&self, host: &str) -> bool {
        self.page_hosts.iter().any(|own| {
            host.strip_suffix(own)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }

    /// Base URLs of an environment.
    #[must_use]
    pub fn base_urls(&self, environment: Environment) -> &'static [&'static str] {
        match environment {
            Environment::Sandbox => self.sandbox_urls,
            Environment::Live => self.live_urls,
        }
    }

    /// The base URL of an account whose owner named none: the first of its environment that serves its country.
    #[must_use]
    pub fn usual_url(
        &self,
        environment: Environment,
        country: Option<Country>,
    ) -> Option<&'static str> {
        let urls = self.base_urls(environment);
        let serves = |url: &&&str| {
            let mut served = self.url_countries.iter();
            country.is_some_and(|country| {
                served.any(|(of, code)| *of == **url && *code == country.code())
            })
        };
        urls.iter().find(serves).or(urls.first()).copied()
    }

    /// The network that a subscriber number of a country looks like.
    #[must_use]
    pub fn network_of(&self, country: &str, subscriber: &str) -> Option<&'static Network> {
        self.networks
            .iter()
            .filter(|network| network.country.eq_ignore_ascii_case(country))
            .find(|network| {
                network
                    .prefixes
                    .iter()
                    .any(|prefix| subscriber.starts_with(prefix))
            })
    }
}
