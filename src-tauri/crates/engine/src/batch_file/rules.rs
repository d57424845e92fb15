//! What an account can pay, as plain facts: so that a file is judged without a store, a clock or a network.

use super::remark;
use super::row::Remarks;
use domain::{Country, Currency, Money, Text};
use providers::Network;

/// Whom an account can pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The wallet of a phone.
    pub phone: bool,
    /// An account at a bank.
    pub bank: bool,
    /// A contact kept at the provider.
    pub contact: bool,
}

impl Offered {
    pub(super) fn text(self) -> Text {
        let named = [
            (self.phone, "phone", "téléphone"),
            (self.bank, "bank account", "compte bancaire"),
            (self.contact, "contact", "contact"),
        ];
        let offered = || named.iter().filter(|(is, ..)| *is);
        let en: Vec<&str> = offered().map(|(_, en, _)| *en).collect();
        let fr: Vec<&str> = offered().map(|(_, _, fr)| *fr).collect();
        Text::new(en.join(", "), fr.join(", "))
    }
}

/// The least and the most of one currency in one payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of which currency.
    pub currency: Currency,
    /// Less is refused, or looked at again.
    pub least: Option<Money>,
    /// More is refused, or looked at again.
    pub most: Option<Money>,
}

/// What an account can pay.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The country of its numbers.
    pub country: Country,
    /// Its currencies. With several, each row says its own.
    pub currencies: Vec<Currency>,
    /// The provider's networks.
    pub networks: &'static [Network],
    /// Whom it can pay.
    pub offered: Offered,
    /// Beyond these the provider refuses.
    pub hard: Vec<Limits>,
    /// Beyond these a person looks again.
    pub soft: Vec<Limits>,
    /// How long a row's reference may be.
    pub longest_reference: usize,
    /// How long a name may be.
    pub longest_name: usize,
    /// How long a note may be, without what Duka puts before it.
    pub longest_note: usize,
}

impl Rules {
    fn networks_here(&self) -> impl Iterator<Item = &'static Network> {
        let country = self.country;
        self.networks
            .iter()
            .filter(move |network| network.country == country.code())
    }

    /// The network that a number begins like; the longest beginning wins.
    pub(super) fn network_of(&self, subscriber: &str) -> Option<&'static Network> {
        self.networks_here()
            .filter_map(|network| {
                let fits = network
                    .prefixes
                    .iter()
                    .filter(|prefix| subscriber.starts_with(**prefix));
                Some((fits.map(|prefix| prefix.len()).max()?, network))
            })
            .max_by_key(|(length, _)| *length)
            .map(|(_, network)| network)
    }

    /// A network by its code, or by the first word of what people call it.
    pub(super) fn network_called(&self, text: &str) -> Option<&'static Network> {
        let first = |name: &str| {
            let word = name.split([' ', '-', '_']).next().unwrap_or(name);
            word.to_lowercase()
        };
        self.networks_here()
            .find(|network| network.code.eq_ignore_ascii_case(text))
            .or_else(|| {
                let wanted = first(text);
                self.networks_here()
                    .find(|network| first(network.name) == wanted)
            })
    }

    pub(super) fn network_names(&self) -> String {
        self.networks_here()
            .map(|network| network.name)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Holds an amount against the limits of its currency.
    pub(super) fn weigh(&self, amount: Money, remarks: &mut Remarks) {
        let of = |limits: &[Limits]| {
            limits
                .iter()
                .find(|limits| limits.currency == amount.currency())
                .copied()
        };
        let below = |least: Option<Money>| least.filter(|least| amount.amount() < least.amount());
        let above = |most: Option<Money>| most.filter(|most| amount.amount() > most.amount());
        if let Some(hard) = of(&self.hard) {
            remarks
                .faults
                .extend(below(hard.least).map(remark::below_least));
            remarks
                .faults
                .extend(above(hard.most).map(remark::above_most));
        }
        if let Some(soft) = of(&self.soft) {
            let limit = below(soft.least).or_else(|| above(soft.most));
            remarks.warnings.extend(limit.map(remark::unusual_amount));
        }
    }
}
