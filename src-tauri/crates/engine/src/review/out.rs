//! The review of money that leaves, turns into another, or is asked for by a page.

use super::words::{Phrase, Told, said, written};
use crate::view::MoneyView;
use domain::{
    ConversionDetails, Destination, Details, Lang, LinkDetails, Money, Operation, PayoutDetails,
};
use providers::FeeFrom;

fn plain(lang: Lang, en: &str, fr: &str) -> Phrase {
    (said(lang, en, fr), false)
}

fn amount(money: Money, lang: Lang) -> Phrase {
    (MoneyView::from(money).in_words(lang), true)
}

/// Who is sent how much.
pub(super) fn payout(
    operation: &Operation,
    payout: &PayoutDetails,
    told: &Told,
    lang: Lang,
) -> Vec<Phrase> {
    let mut phrases = who(operation, Some(&payout.to), told, lang);
    phrases.push(if payout.refunds.is_some() {
        plain(lang, " is given back ", " est remboursé de ")
    } else {
        plain(lang, " is sent ", " reçoit un envoi de ")
    });
    phrases.push(amount(operation.amount, lang));
    phrases.push((".".to_owned(), false));
    phrases
}

/// Who is given back how much.
pub(super) fn refund(operation: &Operation, told: &Told, lang: Lang) -> Vec<Phrase> {
    let mut phrases = who(operation, None, told, lang);
    phrases.push(plain(lang, " is given back ", " est remboursé de "));
    phrases.push(amount(operation.amount, lang));
    phrases.push((".".to_owned(), false));
    phrases
}

fn who(operation: &Operation, to: Option<&Destination>, told: &Told, lang: Lang) -> Vec<Phrase> {
    let number = match (to, &operation.phone) {
        (Some(Destination::Bank { bank, number, .. }), _) => Some(said(
            lang,
            format!("account {number} at {bank}"),
            format!("compte {number} chez {bank}"),
        )),
        (Some(Destination::Contact { contact }), None) => Some(contact.clone()),
        (_, Some(phone)) => Some(written(phone, told.at_home)),
        (_, None) => None,
    };
    let mut phrases = match (&operation.name, number) {
        (Some(name), Some(number)) => vec![(name.clone(), true), (format!(", {number}"), false)],
        (Some(who), None) => vec![(who.clone(), true)],
        (None, Some(who)) => vec![(who, true)],
        (None, None) => vec![plain(lang, "The customer", "Le client")],
    };
    phrases.extend(told.network_phrase(lang));
    phrases
}

/// What becomes of how much.
pub(super) fn conversion(
    operation: &Operation,
    conversion: &ConversionDetails,
    lang: Lang,
) -> Vec<Phrase> {
    let mut phrases = vec![
        amount(operation.amount, lang),
        plain(lang, " becomes ", " devient "),
    ];
    match &conversion.previewed {
        Some(preview) => {
            phrases.push(plain(lang, "about ", "environ "));
            phrases.push(amount(preview.arrives, lang));
        }
        None => phrases.push((conversion.to.code().to_owned(), true)),
    }
    phrases.push((".".to_owned(), false));
    phrases
}

/// What the page asks for.
pub(super) fn link(operation: &Operation, link: &LinkDetails, lang: Lang) -> Vec<Phrase> {
    let mut phrases = vec![
        plain(lang, "A page named ", "Une page nommée "),
        (link.title.clone(), true),
    ];
    match link.amount {
        Some(asked) => {
            phrases.push(plain(lang, " asks for ", " demande "));
            phrases.push(amount(asked, lang));
        }
        None => phrases.push(plain(
            lang,
            " lets the customer type the amount, in ",
            " laisse le client saisir le montant, en ",
        )),
    }
    if link.amount.is_none() {
        phrases.push((operation.amount.currency().code().to_owned(), true));
    }
    phrases.push((".".to_owned(), false));
    phrases
}

/// What arrives, what it costs, and what is left.
pub(super) fn lines(operation: &Operation, told: &Told, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    match &operation.details {
        Details::Payout(payout) => lines.extend(fee_lines(payout, told, lang)),
        Details::Conversion(_) => lines.extend(moves(operation, told, lang)),
        Details::Charge(_) | Details::Refund(_) | Details::Link(_) => {}
    }
    if let Some(held) = &told.held
        && let Some(available) = held.available
    {
        let holds = MoneyView::from(available).in_words(lang);
        let at = held
            .as_of
            .with_timezone(&told.zone)
            .format("%Y-%m-%d %H:%M, UTC%:z");
        let short = available.amount() < operation.amount.amount();
        lines.push(match (short, lang) {
            (true, Lang::En) => {
                format!("The wallet held only {holds} at {at}; it may have changed since.")
            }
            (true, Lang::Fr) => {
                format!("Le portefeuille n’avait que {holds} à {at} ; cela a pu changer.")
            }
            (false, Lang::En) => format!("The wallet held {holds} at {at}."),
            (false, Lang::Fr) => format!("Le portefeuille avait {holds} à {at}."),
        });
    }
    lines
}

/// That a rate is not held.
pub(super) fn moves(operation: &Operation, told: &Told, lang: Lang) -> Option<String> {
    let Details::Conversion(conversion) = &operation.details else {
        return None;
    };
    let at = conversion
        .previewed
        .as_ref()?
        .at
        .with_timezone(&told.zone)
        .format("%H:%M:%S, UTC%:z");
    Some(said(
        lang,
        format!("The rate was asked at {at} and may move before the money does."),
        format!("Le taux a été demandé à {at} et peut changer avant que l’argent bouge."),
    ))
}

fn fee_lines(payout: &PayoutDetails, told: &Told, lang: Lang) -> Vec<String> {
    let words = |money: Money| MoneyView::from(money).in_words(lang);
    let mut lines = Vec::new();
    if let Some(gets) = payout.recipient_gets {
        lines.push(said(
            lang,
            format!("{} arrives.", words(gets)),
            format!("{} arrivent.", words(gets)),
        ));
    }
    match (told.fee_from, &told.fee) {
        (_, Some(seen)) => {
            let fee = words(seen.fee);
            lines.push(match (seen.seen_at.map(|at| at.format("%Y-%m-%d")), lang) {
                (Some(day), Lang::En) => format!("Such a payment cost {fee} on {day}."),
                (Some(day), Lang::Fr) => format!("Un tel envoi a coûté {fee} le {day}."),
                (None, Lang::En) => {
                    format!("The fee is {fee}, as typed in the account’s settings.")
                }
                (None, Lang::Fr) => {
                    format!("Les frais sont de {fee}, d’après les réglages du compte.")
                }
            });
        }
        (FeeFrom::Wallet, None) => lines.push(said(
            lang,
            "The fee comes on top; it is not known yet.",
            "Les frais s’ajoutent ; ils ne sont pas encore connus.",
        )),
        (FeeFrom::Recipient, None) => lines.push(said(
            lang,
            "The fee is taken from what arrives; it is not known yet.",
            "Les frais sont pris sur ce qui arrive ; ils ne sont pas encore connus.",
        )),
        (FeeFrom::Unstated, None) => lines.push(said(
            lang,
            "Whether a fee is taken, and from whom, is not known.",
            "On ne sait pas si des frais sont pris, ni sur qui.",
        )),
    }
    lines
}
