//! The words of the papers. *Paid* stands in one arm only.

use domain::{Kind, Lang};
use engine::Standing;
pub(crate) use engine::words::say;

/// What the paper is.
pub(crate) fn title(kind: Kind, standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Proven => {}
        // Nothing is waited for any more, so there is nothing to claim with it.
        Standing::DidNotHappen => return say(lang, "Slip", "Avis"),
        Standing::NotYet | Standing::OnItsWay | Standing::NotCertain => {
            return say(lang, "Claim slip", "Bon d’attente");
        }
    }
    match kind {
        Kind::Charge | Kind::Link => say(lang, "Receipt", "Reçu"),
        Kind::Payout => say(lang, "Money sent", "Argent envoyé"),
        Kind::Refund => say(lang, "Refund", "Remboursement"),
        Kind::Conversion => say(lang, "Conversion", "Conversion"),
    }
}

/// What became of the money.
pub(crate) fn outcome(kind: Kind, standing: Standing, lang: Lang) -> &'static str {
    match (standing, kind) {
        (Standing::Proven, Kind::Charge | Kind::Link) => say(lang, "PAID", "PAYÉ"),
        (Standing::Proven, Kind::Payout) => say(lang, "SENT", "ENVOYÉ"),
        (Standing::Proven, Kind::Refund) => say(lang, "REFUNDED", "REMBOURSÉ"),
        (Standing::Proven, Kind::Conversion) => say(lang, "CONVERTED", "CONVERTI"),
        (Standing::NotYet, Kind::Charge | Kind::Link) => {
            say(lang, "NOT PAID YET", "PAS ENCORE PAYÉ")
        }
        (Standing::NotYet, Kind::Payout) => say(lang, "NOT SENT YET", "PAS ENCORE ENVOYÉ"),
        (Standing::NotYet, Kind::Refund) => say(lang, "NOT REFUNDED YET", "PAS ENCORE REMBOURSÉ"),
        (Standing::NotYet, Kind::Conversion) => {
            say(lang, "NOT CONVERTED YET", "PAS ENCORE CONVERTI")
        }
        (Standing::OnItsWay, _) => say(lang, "NOT CONFIRMED YET", "PAS ENCORE CONFIRMÉ"),
        (Standing::NotCertain, _) => say(lang, "NOT CERTAIN", "PAS CERTAIN"),
        (Standing::DidNotHappen, Kind::Charge | Kind::Link) => say(lang, "NOT PAID", "NON PAYÉ"),
        (Standing::DidNotHappen, Kind::Payout) => say(lang, "NOT SENT", "NON ENVOYÉ"),
        (Standing::DidNotHappen, Kind::Refund) => say(lang, "NOT REFUNDED", "NON REMBOURSÉ"),
        (Standing::DidNotHappen, Kind::Conversion) => say(lang, "NOT CONVERTED", "NON CONVERTI"),
    }
}

/// What whoever holds the slip should know.
pub(crate) fn sentence(kind: Kind, standing: Standing, lang: Lang) -> Option<&'static str> {
    let comes_in = matches!(kind, Kind::Charge | Kind::Link);
    Some(match standing {
        Standing::Proven => return None,
        Standing::NotYet if comes_in => say(
            lang,
            "This is not a receipt. The money has not arrived yet.",
            "Ceci n’est pas un reçu. L’argent n’est pas encore arrivé.",
        ),
        Standing::NotYet => say(
            lang,
            "This is not a receipt. The money has not left yet.",
            "Ceci n’est pas un reçu. L’argent n’est pas encore parti.",
        ),
        Standing::OnItsWay => say(
            lang,
            "This is not a receipt. The provider has not confirmed the money yet.",
            "Ceci n’est pas un reçu. Le fournisseur n’a pas encore confirmé.",
        ),
        Standing::NotCertain if comes_in => say(
            lang,
            "This is not a receipt. Your payment may have gone through; we are checking. Do not pay a second time.",
            "Ceci n’est pas un reçu. Votre paiement est peut-être passé, nous vérifions. Ne payez pas une deuxième fois.",
        ),
        Standing::NotCertain => say(
            lang,
            "This is not a receipt. The money may have arrived or not; we are checking.",
            "Ceci n’est pas un reçu. L’argent est peut-être arrivé, peut-être pas ; nous vérifions.",
        ),
        Standing::DidNotHappen => say(
            lang,
            "This is not a receipt. As far as is known, no money moved.",
            "Ceci n’est pas un reçu. D’après ce que l’on sait, l’argent n’a pas bougé.",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DONE: &[&str] = &[
        "PAID",
        "SENT",
        "REFUNDED",
        "CONVERTED",
        "PAYÉ",
        "ENVOYÉ",
        "REMBOURSÉ",
        "CONVERTI",
    ];

    #[test]
    fn only_what_is_proven_is_said_to_be_done() {
        for kind in Kind::ALL {
            for standing in Standing::ALL {
                for lang in [Lang::En, Lang::Fr] {
                    let proven = *standing == Standing::Proven;
                    let word = outcome(*kind, *standing, lang);
                    assert_eq!(DONE.contains(&word), proven, "{kind:?} {standing:?}");
                    let denied = word.starts_with("NOT ")
                        || word.starts_with("PAS ")
                        || word.starts_with("NON ");
                    assert_eq!(denied, !proven, "{word}");
                    assert_eq!(sentence(*kind, *standing, lang).is_none(), proven);
                    let receipt = title(*kind, *standing, lang)
                        != title(*kind, Standing::NotYet, lang)
                        && title(*kind, *standing, lang)
                            != title(*kind, Standing::DidNotHappen, lang);
                    assert_eq!(receipt, proven);
                }
            }
        }
    }
}
