//! The review in words: who is asked for how much, and what they will read.

use crate::view::{MoneyView, NameSeenView};
use domain::{Account, Details, FeePayer, Lang, Operation, Phone, Text};
use providers::Manifest;

/// A piece of the sentence; a strong one is what must not be misread.
pub(super) type Phrase = (String, bool);

/// What the sentence needs besides the operation.
#[derive(Debug)]
pub(super) struct Told {
    /// The network that was chosen, or the one that the number's prefix speaks for.
    network: Option<Network>,
    account: String,
    provider: &'static str,
    /// Names that came with this number before, the most frequent first.
    names: Vec<NameSeenView>,
    /// Is the number of the country where this charge is made?
    at_home: bool,
}

#[derive(Clone, Copy, Debug)]
enum Network {
    Chosen(&'static str),
    /// Numbers move between networks, so a prefix is said to be one.
    FromPrefix(&'static str),
}

impl Told {
    pub(super) fn of(
        operation: &Operation,
        facts: &'static Manifest,
        account: &Account,
        names: Vec<NameSeenView>,
    ) -> Self {
        let Details::Charge(charge) = &operation.details;
        let country = charge.country.map(|country| country.code().to_owned());
        let here = country.as_deref().unwrap_or_default();
        let chosen = charge.network.as_deref().and_then(|code| {
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
                .is_none_or(|phone| phone.country() == charge.country),
        }
    }
}

/// Who is asked for how much.
pub(super) fn sentence(operation: &Operation, told: &Told, lang: Lang) -> Vec<Phrase> {
    let Details::Charge(charge) = &operation.details;
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
    if let Some(network) = told.network {
        phrases.push((
            match network {
                Network::Chosen(name) => format!(", {name},"),
                Network::FromPrefix(name) => said(
                    lang,
                    format!(", {name} by its prefix,"),
                    format!(", {name} d’après le préfixe,"),
                ),
            },
            false,
        ));
    }
    phrases.push(plain(" is asked for ", " reçoit une demande de "));
    phrases.push(amount);
    phrases.push((".".to_owned(), false));
    phrases
}

/// What else is so: what the customer will read, who bears the fee, through which account, whose number it was before.
pub(super) fn lines(operation: &Operation, told: &Told, lang: Lang) -> Vec<String> {
    let Details::Charge(charge) = &operation.details;
    let mut lines = Vec::new();
    if let Some(line) = other_names(operation, told, lang) {
        lines.push(line);
    }
    if let Some(note) = operation.note.as_deref().filter(|note| !note.is_empty()) {
        lines.push(said(
            lang,
            format!("The customer reads “{note}”."),
            format!("Le client lit « {note} »."),
        ));
    }
    match charge.fee_payer {
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
fn written(phone: &Phone, at_home: bool) -> String {
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

fn said(lang: Lang, en: impl Into<String>, fr: impl Into<String>) -> String {
    Text::new(en, fr).in_lang(lang).to_owned()
}
