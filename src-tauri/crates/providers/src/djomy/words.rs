//! Refusals that only this provider gives reason for.

use super::methods::ON_A_PAGE;
use domain::{Refusal, RefusalKind, Text};

/// A firewall's page: it says nothing about the keys.
pub(super) fn not_admitted() -> Refusal {
    let text = Text::new(
        "Djomy’s firewall turned this computer away; that says nothing about the keys. Have Djomy admit the shop’s domain \
         and internet address and open the production API, and see that a live account does not hold sandbox keys.",
        "Le pare-feu de Djomy a repoussé cet ordinateur ; cela ne dit rien des clés. Demandez à Djomy d’admettre le domaine \
         et l’adresse internet de la boutique et d’ouvrir l’API de production, et vérifiez qu’un compte réel n’a pas de clés de test.",
    );
    Refusal::new(
        RefusalKind::AddressNotAdmitted,
        "address_not_admitted",
        text,
    )
}

/// The keys are not these, or they are those of the other environment: the same answer for both.
pub(super) fn wrong_keys() -> Refusal {
    let text = Text::new(
        "Djomy does not accept these keys. Copy the client id and the client secret again from the merchant space, developer \
         section; sandbox and live have keys of their own.",
        "Djomy n’accepte pas ces clés. Recopiez l’identifiant et le secret client depuis l’espace marchand, espace développeur ; \
         le bac à sable et le réel ont chacun leurs clés.",
    );
    Refusal::new(RefusalKind::Unauthorised, "wrong_key", text)
}

/// The session that the keys had opened is over, or was never good.
pub(super) fn session_over() -> Refusal {
    let text = Text::new(
        "Djomy took nothing: the session is over. It is opened anew.",
        "Djomy n’a rien pris : la session est terminée. Elle est rouverte.",
    );
    Refusal::new(RefusalKind::SessionOver, "session_over", text)
}

/// The payout cannot be tried again.
pub(super) fn not_retried() -> Refusal {
    let text = Text::new(
        "Djomy does not try this payout again: it is not one that failed, or the wallet holds too little.",
        "Djomy ne relance pas cet envoi : ce n’est pas un envoi échoué, ou le solde ne suffit pas.",
    );
    Refusal::new(RefusalKind::Declined, "not_eligible", text)
}

/// Somebody tries it again already.
pub(super) fn under_way() -> Refusal {
    let text = Text::new(
        "Djomy says that this payout is under way already. Look it up; do not send it again.",
        "Djomy dit que cet envoi est déjà en cours. Vérifiez-le ; ne renvoyez pas.",
    );
    Refusal::new(RefusalKind::Conflict, "under_way", text)
}

fn before_sending(code: &str, field: &str, en: String, fr: String) -> Refusal {
    let text = Text::new(
        format!("{en} Nothing was sent."),
        format!("{fr} Rien n’a été envoyé."),
    );
    Refusal::new(RefusalKind::Invalid, code, text).about(field)
}

fn fixed(code: &str, field: &str, en: &str, fr: &str) -> Refusal {
    before_sending(code, field, en.to_owned(), fr.to_owned())
}

/// A page would show all methods, and say nothing about it.
pub(super) fn unknown_page_method(word: &str) -> Refusal {
    let known = ON_A_PAGE.join(", ");
    before_sending(
        "method_unknown",
        "methods",
        format!(
            "`{word}` is no method that a Djomy page can be limited to; it would show all of them. There are {known}."
        ),
        format!(
            "« {word} » n’est pas un moyen auquel une page Djomy se limite ; elle les montrerait tous. Il y a {known}."
        ),
    )
}

/// A rail that is paid by an account number.
pub(super) fn missing_payer() -> Refusal {
    fixed(
        "payer_missing",
        "payer",
        "PayCard is charged by its account number, and none was given.",
        "PayCard se débite par son numéro de compte, et aucun n’a été donné.",
    )
}

/// Who pays would be somebody else than the phone says.
pub(super) fn payer_is_the_phone() -> Refusal {
    fixed(
        "payer_not_taken",
        "payer",
        "Here the phone pays, and no other number.",
        "Ici c’est le téléphone qui paie, et aucun autre numéro.",
    )
}

/// Landing pages are https.
pub(super) fn unsafe_landing() -> Refusal {
    fixed(
        "landing_url_not_https",
        "landing_url",
        "Djomy takes only landing pages that begin with https://.",
        "Djomy n’accepte que des pages de retour qui commencent par https://.",
    )
}

/// The setting is no flat JSON object.
pub(super) fn metadata_not_flat() -> Refusal {
    fixed(
        "metadata_not_flat",
        super::extras::METADATA,
        "The account’s metadata has to be one flat JSON object: texts, numbers and true or false, no lists and nothing nested.",
        "Les métadonnées du compte doivent être un objet JSON plat : textes, nombres et vrai ou faux, sans liste ni imbrication.",
    )
}

/// The setting is no list of fields.
pub(super) fn custom_fields_unreadable() -> Refusal {
    fixed(
        "custom_fields_unreadable",
        super::extras::CUSTOM_FIELDS,
        "The account’s custom fields have to be a JSON list of objects with label, placeholder and required.",
        "Les champs personnalisés du compte doivent être une liste JSON d’objets avec label, placeholder et required.",
    )
}

/// A text message needs a number; without one none is sent, and nobody says so.
pub(super) fn sms_without_phone() -> Refusal {
    fixed(
        "phone_missing",
        "phone",
        "A link is sent as a text message only to a phone number, and none was given.",
        "Un lien ne part par SMS que vers un numéro de téléphone, et aucun n’a été donné.",
    )
}

/// A link cannot be made for a time that is over.
pub(super) fn expiry_in_the_past() -> Refusal {
    fixed(
        "expiry_in_the_past",
        "expires",
        "The link would be over before it is made.",
        "Le lien serait terminé avant d’être créé.",
    )
}

/// The range of uses.
pub(super) fn unusable_uses() -> Refusal {
    fixed(
        "uses_out_of_range",
        "uses",
        "A link can be paid between once and 100,000 times.",
        "Un lien se paie entre une fois et 100 000 fois.",
    )
}

/// The provider has no bounds for an amount that the customer types.
pub(super) fn no_bounds() -> Refusal {
    fixed(
        "bounds_not_taken",
        "min",
        "Djomy’s pages cannot bound the amount that a customer types.",
        "Les pages de Djomy ne bornent pas le montant que le client saisit.",
    )
}

/// A code of the operator's has four to six digits.
pub(super) fn unusable_code() -> Refusal {
    fixed(
        "otp_unusable",
        "otp",
        "The code has four to six digits.",
        "Le code a de quatre à six chiffres.",
    )
}

/// The provider does not take a payout without the recipient's name.
pub(super) fn missing_name() -> Refusal {
    fixed(
        "name_missing",
        "name",
        "The recipient’s name is missing.",
        "Le nom du bénéficiaire manque.",
    )
}
