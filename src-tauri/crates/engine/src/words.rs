//! The one status language, by kind: what a terminal, a file and a person at the desk read of the same row.

use domain::Lang;

/// One of two texts.
#[must_use]
pub fn say<'a>(lang: Lang, en: &'a str, fr: &'a str) -> &'a str {
    match lang {
        Lang::En => en,
        Lang::Fr => fr,
    }
}

/// What kind it is.
#[must_use]
pub fn kind_word(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "charge" => say(lang, "Charge", "Encaissement"),
        "payout" => say(lang, "Payout", "Paiement sortant"),
        "refund" => say(lang, "Refund", "Remboursement"),
        "conversion" => say(lang, "Conversion", "Conversion"),
        "link" => say(lang, "Payment link", "Lien de paiement"),
        _ => say(lang, "Other", "Autre"),
    }
}

/// Where an operation or a transaction stands. "Accepted" has no word of its own: it is not paid.
#[must_use]
pub fn state_word(kind: &str, state: &str, action: Option<&str>, lang: Lang) -> &'static str {
    match (state, kind) {
        ("recorded", _) => say(lang, "Not sent yet", "Pas encore envoyé"),
        ("awaiting_approval", _) => say(lang, "To approve", "À valider"),
        ("sending", _) => say(lang, "Sending", "Envoi en cours"),
        ("pending", "payout" | "refund") => say(lang, "On its way", "En route"),
        ("pending", "conversion") => say(lang, "In progress", "En cours"),
        ("pending", _) => say(lang, "Waiting for customer", "Attend le client"),
        ("needs_action", _) => action_word(action, lang),
        ("succeeded", "payout") => say(lang, "Sent", "Envoyé"),
        ("succeeded", "refund") => say(lang, "Refunded", "Remboursé"),
        ("succeeded", "conversion") => say(lang, "Converted", "Converti"),
        ("succeeded", "link") => say(lang, "Link ready", "Lien prêt"),
        ("succeeded", _) => say(lang, "Paid", "Payé"),
        ("failed", "payout") => say(lang, "Not sent", "Non envoyé"),
        ("failed", "refund") => say(lang, "Not refunded", "Non remboursé"),
        ("failed", "conversion") => say(lang, "Not converted", "Non converti"),
        ("failed", "link") => say(lang, "Link not made", "Lien non créé"),
        ("failed", _) => say(lang, "Not paid", "Non payé"),
        ("expired", _) => say(lang, "Expired", "Expiré"),
        ("cancelled", _) => say(lang, "Cancelled", "Annulé"),
        // `in_doubt`, and whatever this version has no word for: both are not known.
        _ => say(lang, "Being checked", "En vérification"),
    }
}

/// What the provider waits for.
fn action_word(action: Option<&str>, lang: Lang) -> &'static str {
    match action {
        Some("address") => say(lang, "Needs an address", "Adresse demandée"),
        Some("redirect") => say(
            lang,
            "Customer must open the page",
            "Le client doit ouvrir la page",
        ),
        _ => say(lang, "Needs a code", "Code demandé"),
    }
}

/// Which question is open.
#[must_use]
pub fn doubt_word(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "contradicted" => say(
            lang,
            "the provider now says the opposite",
            "le fournisseur dit maintenant le contraire",
        ),
        "mismatch" => say(
            lang,
            "the provider tells another amount",
            "le fournisseur indique un autre montant",
        ),
        "overdue" => say(lang, "longer than usual", "plus long que d’habitude"),
        _ => say(lang, "fate not known", "sort inconnu"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Kind, State};

    #[test]
    fn every_state_of_every_kind_has_a_word_in_both_languages() {
        for kind in Kind::ALL {
            for state in State::ALL {
                let [en, fr] = [Lang::En, Lang::Fr]
                    .map(|lang| state_word(kind.as_str(), state.as_str(), None, lang));
                let checked = en == "Being checked";
                assert_eq!(checked, *state == State::InDoubt, "{kind:?} {state:?}");
                assert_ne!(en, fr, "{kind:?} {state:?}");
            }
        }
    }

    #[test]
    fn only_success_is_called_paid() {
        for state in State::ALL {
            let word = state_word("charge", state.as_str(), None, Lang::En);
            assert_eq!(word == "Paid", *state == State::Succeeded);
        }
    }
}
