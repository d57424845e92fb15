//! The review in words: who is asked for how much, and what they will read.

use super::out;
use crate::draft::FeeSeen;
use crate::intent::Drafted;
use crate::view::{MoneyView, NameSeenView};
use chrono_tz::Tz;
use domain::{
    Balance, Destination, Details, FeePayer, Kind, Lang, Operation, PayoutDetails, Phone, Text,
};
use providers::{FeeFrom, Manifest};

/// A piece of the sentence; a strong one is what must not be misread.
pub(super) type Phrase = (String, bool);

/// What the sentence needs besides the operation.
#[derive(Debug)]
pub(super) struct Told {
    /// The network that was chosen, or the one that the number's prefix speaks for.
    network: Option<Network>,
    pub(super) account: String,
    pub(super) provider: &'static str,
    /// Names that came with this number before, the most frequent first.
    names: Vec<NameSeenView>,
    /// Is the number of the country where this is done?
    pub(super) at_home: bool,
    /// What such a payout cost before.
    pub(super) fee: Option<FeeSeen>,
    /// What the wallet that pays held.
    pub(super) held: Option<Balance>,
    /// Who loses the fee of a payout.
    pub(super) fee_from: FeeFrom,
    /// What a person should know before saying yes.
    pub(super) warnings: Vec<Text>,
    /// The business's own, in which times are said.
    pub(super) zone: Tz,
}

#[derive(Clone, Copy, Debug)]
enum Network {
    Chosen(&'static str),
    /// Numbers move between networks, so a prefix is said to be one.
    FromPrefix(&'static str),
}

impl Told {
    pub(super) fn of(
        drafted: &Drafted,
        names: Vec<NameSeenView>,
        fee: Option<FeeSeen>,
        held: Option<Balance>,
        zone: Tz,
    ) -> Self {
        let Drafted {
            operation,
            account,
            facts,
            warnings,
        } = drafted;
        let (country, network) = match &operation.details {
            Details::Charge(charge) => (charge.country, charge.network.as_deref()),
            Details::Payout(payout) => (payout.country, payout_network(payout)),
            Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => (None, None),
        };
        let here = country.map(|country| country.code().to_owned());
        let here = here.as_deref().unwrap_or_default();
        let chosen = network.and_then(|code| {
            facts
                .networks
                .iter()
                .find(|network| network.code == code && network.country == here)
        });
        let network = match (chosen, &operation.phone) {
            (Some(network), _) => Some(Network::Chosen(network.name)),
            (None, Some(phone)) => facts
                .network_of(here, &phone.subscriber())
                .map(|network| Network::FromPrefix(network.name)),
            (None, None) => None,
        };
        Self {
            network,
            account: account.name.clone(),
            provider: facts.name,
            names,
            at_home: operation
                .phone
                .as_ref()
                .is_none_or(|phone| country.is_none() || phone.country() == country),
            fee,
            held,
            fee_from: fee_from(&operation.details, facts),
            warnings: warnings.clone(),
            zone,
        }
    }
}

impl Told {
    /// The network between commas, where one is known.
    pub(super) fn network_phrase(&self, lang: Lang) -> Option<Phrase> {
        let words = match self.network? {
            Network::Chosen(name) => format!(", {name},"),
            Network::FromPrefix(name) => said(
                lang,
                format!(", {name} by its prefix,"),
                format!(", {name} d’après le préfixe,"),
            ),
        };
        Some((words, false))
    }
}

fn payout_network(payout: &PayoutDetails) -> Option<&str> {
    match &payout.to {
        Destination::MobileMoney { network } => network.as_deref(),
        Destination::Wallet | Destination::Bank { .. } | Destination::Contact { .. } => None,
    }
}

fn fee_from(details: &Details, facts: &Manifest) -> FeeFrom {
    let rail = match details {
        Details::Payout(payout) => Some(payout.to.rail()),
        Details::Charge(_) | Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => None,
    };
    facts
        .payout_rails
        .iter()
        .find(|it| Some(it.rail) == rail)
        .map_or(FeeFrom::Unstated, |it| it.fee_from)
}

/// Who is asked or paid how much.
pub(super) fn sentence(operation: &Operation, told: &Told, lang: Lang) -> Vec<Phrase> {
    let charge = match &operation.details {
        Details::Charge(charge) => charge,
        Details::Payout(payout) => return out::payout(operation, payout, told, lang),
        Details::Refund(_) => return out::refund(operation, told, lang),
        Details::Conversion(conversion) => return out::conversion(operation, conversion, lang),
        Details::Link(link) => return out::link(operation, link, lang),
    };
    let amount = (MoneyView::from(operation.amount).in_words(lang), true);
    let plain = |en: &str, fr: &str| (said(lang, en, fr), false);
    let number = match (&operation.phone, &charge.payer) {
        (Some(phone), _) => Some(written(phone, told.at_home)),
        (None, payer) => payer.clone(),
    };
    let mut phrases = Vec::new();
    match (&operation.name, number) {
        (Some(name), Some(number)) => {
            phrases.push((name.clone(), true));
            phrases.push((format!(", {number}"), false));
        }
        (Some(who), None) => phrases.push((who.clone(), true)),
        (None, Some(who)) => phrases.push((who, true)),
        (None, None) => {
            phrases.push(plain(
                "Whoever opens the payment page is asked for ",
                "La personne qui ouvre la page de paiement reçoit une demande de ",
            ));
            phrases.push(amount);
            phrases.push((".".to_owned(), false));
            return phrases;
        }
    }
    phrases.extend(told.network_phrase(lang));
    phrases.push(plain(" is asked for ", " reçoit une demande de "));
    phrases.push(amount);
    phrases.push((".".to_owned(), false));
    phrases
}

/// What else is so: what the customer will read, who bears the fee, through which account, whose number it was before.
pub(super) fn lines(operation: &Operation, told: &Told, lang: Lang) -> Vec<String> {
    let mut lines = before_the_amounts(operation, told, lang);
    lines.extend(out::lines(operation, told, lang));
    lines.extend(after_the_amounts(operation, told, lang));
    lines
}

/// The same, for who sees the amounts as figures beside it.
pub(super) fn besides(operation: &Operation, told: &Told, lang: Lang) -> Vec<String> {
    let mut lines = before_the_amounts(operation, told, lang);
    lines.extend(out::moves(operation, told, lang));
    lines.extend(after_the_amounts(operation, told, lang));
    lines
}

fn before_the_amounts(operation: &Operation, told: &Told, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(
        told.warnings
            .iter()
            .map(|text| text.in_lang(lang).to_owned()),
    );
    if let Some(line) = other_names(operation, told, lang) {
        lines.push(line);
    }
    if let Some(note) = operation.note.as_deref().filter(|note| !note.is_empty()) {
        lines.push(match operation.kind {
            Kind::Charge | Kind::Link => said(
                lang,
                format!("The customer reads “{note}”."),
                format!("Le client lit « {note} »."),
            ),
            Kind::Payout => said(
                lang,
                format!("The recipient reads “{note}”."),
                format!("Le destinataire lit « {note} »."),
            ),
            Kind::Refund | Kind::Conversion => said(
                lang,
                format!("The message is “{note}”."),
                format!("Le message est « {note} »."),
            ),
        });
    }
    lines
}

fn after_the_amounts(operation: &Operation, told: &Told, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let fee_payer = match &operation.details {
        Details::Charge(charge) => charge.fee_payer,
        _ => None,
    };
    match fee_payer {
        Some(FeePayer::Customer) => lines.push(said(
            lang,
            "The customer pays the fee on top.",
            "Le client paie les frais en plus.",
        )),
        Some(FeePayer::Merchant) => lines.push(said(
            lang,
            "The shop pays the fee.",
            "La boutique paie les frais.",
        )),
        None => {}
    }
    let Told {
        account, provider, ..
    } = told;
    lines.push(said(
        lang,
        format!("Through {account}, {provider}."),
        format!("Par {account}, {provider}."),
    ));
    lines
}

/// The names that came with the number, unless the name that was typed is among them.
fn other_names(operation: &Operation, told: &Told, lang: Lang) -> Option<String> {
    let [first, others @ ..] = told.names.as_slice() else {
        return None;
    };
    let same = |seen: &NameSeenView| {
        operation
            .name
            .as_deref()
            .is_some_and(|name| spelled(name) == spelled(&seen.name))
    };
    if told.names.iter().any(same) {
        return None;
    }
    let NameSeenView { name, count, .. } = first;
    let more = others.len();
    Some(match (lang, operation.name.is_some(), more) {
        (Lang::En, true, _) => format!("This number came with another name before: {name}."),
        (Lang::Fr, true, _) => format!("Ce numéro est déjà venu sous un autre nom : {name}."),
        (Lang::En, false, 0) => format!("Seen with this number: {name} ({count})."),
        (Lang::Fr, false, 0) => format!("Vu avec ce numéro : {name} ({count})."),
        (Lang::En, false, _) => {
            format!("Seen with this number: {name} ({count}) and {more} other names.")
        }
        (Lang::Fr, false, _) => {
            format!("Vu avec ce numéro : {name} ({count}) et {more} autres noms.")
        }
    })
}

/// Neither order nor capitals make another person.
fn spelled(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    parts.sort_unstable();
    parts
}

/// As its country writes it, in one piece; with its code where that is another country.
pub(super) fn written(phone: &Phone, at_home: bool) -> String {
    if !at_home {
        return phone.e164().to_owned();
    }
    let national = phone.national();
    let groups: Vec<String> = national.split_whitespace().map(parted).collect();
    groups.join("\u{a0}")
}

/// Nobody reads six digits in a row without losing one.
fn parted(group: &str) -> String {
    match group.split_at_checked(3) {
        Some((head, tail)) if group.len() == 6 => format!("{head}\u{a0}{tail}"),
        _ => group.to_owned(),
    }
}

pub(super) fn said(lang: Lang, en: impl Into<String>, fr: impl Into<String>) -> String {
    Text::new(en, fr).in_lang(lang).to_owned()
}
