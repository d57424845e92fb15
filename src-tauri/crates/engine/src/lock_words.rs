//! What people are told while a home may not send.

use crate::error::{Class, EngineError};
use crate::sending_lock::{SendingLock, Why};
use domain::{Account, Text};

/// What happened, and what it means for the money.
pub(crate) fn story(why: Why) -> Text {
    match why {
        Why::Copied => Text::new(
            "Duka’s folder was moved or copied here from another computer or place. The other copy may have sent payments that this one does not know. Nothing is sent from here until that is cleared; looking up and searching work.",
            "Le dossier de Duka a été déplacé ou copié ici depuis un autre ordinateur ou un autre endroit. L’autre copie a peut-être envoyé des paiements que celle-ci ne connaît pas. Rien ne part d’ici tant que ce n’est pas éclairci ; consulter et chercher restent possibles.",
        ),
        Why::Restored => Text::new(
            "Duka’s book is an older copy. Payments sent after it was made may be missing here. Nothing is sent until that is cleared; looking up and searching work.",
            "Le cahier de Duka est une copie plus ancienne. Des paiements envoyés après cette copie peuvent y manquer. Rien ne part tant que ce n’est pas éclairci ; consulter et chercher restent possibles.",
        ),
        Why::Damaged => Text::new(
            "Duka’s book is damaged: it does not say any more what was written into it. Nothing is sent while it is so, because a payment could leave twice. Looking up and searching work.",
            "Le cahier de Duka est abîmé : il ne dit plus ce qui y a été écrit. Rien ne part tant que c’est le cas, car un paiement pourrait partir deux fois. Consulter et chercher restent possibles.",
        ),
    }
}

/// What brings sending back, step by step.
pub(crate) fn steps(why: Why) -> Vec<Text> {
    match why {
        Why::Copied | Why::Restored => vec![
            Text::new(
                "Bring the history up to date for each account, so that what is missing here is found at the provider.",
                "Mettez l’historique de chaque compte à jour, pour retrouver chez le fournisseur ce qui manque ici.",
            ),
            Text::new(
                "Make sure that no other computer works with this shop’s Duka.",
                "Assurez-vous qu’aucun autre ordinateur ne travaille avec le Duka de ce commerce.",
            ),
            Text::new(
                "Confirm that this is the only desk. Sending begins again.",
                "Confirmez que ce poste est le seul. L’envoi reprend.",
            ),
        ],
        Why::Damaged => vec![
            Text::new(
                "Export what can be read, and keep it.",
                "Exportez ce qui est lisible, et gardez-le.",
            ),
            Text::new(
                "Restore the newest sound copy. The damaged book is kept beside it.",
                "Restaurez la copie saine la plus récente. Le cahier abîmé est gardé à côté.",
            ),
            Text::new(
                "Bring the history up to date, then confirm that this is the only desk.",
                "Mettez l’historique à jour, puis confirmez que ce poste est le seul.",
            ),
        ],
    }
}

pub(crate) fn refused(lock: &SendingLock) -> EngineError {
    let story = story(lock.why);
    let (en, fr) = match lock.why {
        Why::Copied | Why::Restored => (
            "Bring the history up to date (sync), then say that this is the only desk.",
            "Mettez l’historique à jour (synchroniser), puis confirmez que ce poste est le seul.",
        ),
        Why::Damaged => (
            "Export what can be read, then restore a copy.",
            "Exportez ce qui est lisible, puis restaurez une copie.",
        ),
    };
    EngineError::new(Class::BadInput, "sending_locked", story.en, story.fr).next(en, fr)
}

pub(crate) fn not_covered(account: &Account) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "gap_not_covered",
        format!(
            "The history of {} does not reach over the time that may be missing. Sending stays locked.",
            account.name
        ),
        format!(
            "L’historique de {} ne couvre pas encore la période qui peut manquer. L’envoi reste bloqué.",
            account.name
        ),
    )
    .next(
        "Sync this account, then confirm again. An account that is not used any more can be removed.",
        "Synchronisez ce compte, puis confirmez de nouveau. Un compte qui ne sert plus peut être retiré.",
    )
}
