//! What is refused before it leaves, because this provider would not take it, or takes it only in one form.

use super::MANIFEST;
use crate::refusals;
use domain::{Refusal, RefusalKind, Text};

fn before_sending(code: &str, field: &str, en: &str, fr: &str) -> Refusal {
    Refusal::new(RefusalKind::Invalid, code, Text::new(en, fr)).about(field)
}

/// What this provider has no call or no field for.
pub(super) fn unsupported(field: &str) -> Refusal {
    refusals::unsupported(&MANIFEST).about(field)
}

/// A charge by card without a card.
pub(super) fn no_card() -> Refusal {
    before_sending(
        "card_missing",
        "card",
        "The card’s fields are missing; they are typed in the card window. Nothing was sent.",
        "Les champs de la carte manquent ; ils se saisissent dans la fenêtre de carte. Rien n’a été envoyé.",
    )
}

/// Something stands where only sealed text may stand. It is not quoted: it may be a card in clear.
pub(super) fn not_sealed() -> Refusal {
    before_sending(
        "not_sealed",
        "card",
        "What came from the card window is not sealed as DGS-Pay asks, so it was kept here. Type the card again. Nothing was sent.",
        "Ce qui vient de la fenêtre de carte n’est pas scellé comme DGS-Pay le demande, et n’est pas parti. Ressaisissez la carte. Rien n’a été envoyé.",
    )
}

/// A code of other signs than a code has.
pub(super) fn unusable_code() -> Refusal {
    before_sending(
        "code_unusable",
        "otp",
        "This is not a one-time code. Type it as the customer reads it. Nothing was sent.",
        "Ce n’est pas un code à usage unique. Saisissez-le comme le client le lit. Rien n’a été envoyé.",
    )
}

/// A billing address without its first line.
pub(super) fn no_address() -> Refusal {
    before_sending(
        "address_missing",
        "line1",
        "The first line of the card’s billing address is missing. Nothing was sent.",
        "La première ligne de l’adresse de facturation manque. Rien n’a été envoyé.",
    )
}

/// A bank payout without bank or account number.
pub(super) fn no_bank_account() -> Refusal {
    before_sending(
        "bank_account_missing",
        "number",
        "The bank or the account number is missing. Nothing was sent.",
        "La banque ou le numéro de compte manque. Rien n’a été envoyé.",
    )
}

/// Webhooks of single operations go over https or not at all.
pub(super) fn unusable_callback() -> Refusal {
    before_sending(
        "callback_url_unusable",
        "callback_url",
        "The account’s setting `callback_url` is not an https address. Nothing was sent.",
        "Le réglage « callback_url » du compte n’est pas une adresse https. Rien n’a été envoyé.",
    )
}

/// A pair of currencies between which nothing is converted.
pub(super) fn no_such_conversion() -> Refusal {
    before_sending(
        "conversion_not_offered",
        "to",
        "DGS-Pay converts between RWF, USD and EUR only. Nothing was sent.",
        "DGS-Pay ne convertit qu’entre RWF, USD et EUR. Rien n’a été envoyé.",
    )
}

/// A link has to say what it is for.
pub(super) fn no_title() -> Refusal {
    before_sending(
        "title_missing",
        "title",
        "A payment link needs a title, which the customer reads. Nothing was sent.",
        "Un lien de paiement a besoin d’un titre, que le client lit. Rien n’a été envoyé.",
    )
}

/// Bounds beside a fixed amount, or a least that is more than the most.
pub(super) fn unusable_bounds() -> Refusal {
    before_sending(
        "bounds_unusable",
        "min",
        "Least and most are for links whose customer types the amount, and the least may not be above the most. Nothing was sent.",
        "Le minimum et le maximum sont pour les liens dont le client saisit le montant, et le minimum ne dépasse pas le maximum. Rien n’a été envoyé.",
    )
}

/// A link that may be paid no time at all, or that is over before it begins.
pub(super) fn unusable_end() -> Refusal {
    before_sending(
        "end_unusable",
        "expires_at",
        "A payment link must be payable at least once, and end in the future. Nothing was sent.",
        "Un lien de paiement doit pouvoir être payé au moins une fois et finir dans le futur. Rien n’a été envoyé.",
    )
}

/// A change that changes nothing.
pub(super) fn nothing_to_change() -> Refusal {
    before_sending(
        "nothing_to_change",
        "title",
        "Nothing of the payment link was to be changed. Nothing was sent.",
        "Rien du lien de paiement n’était à changer. Rien n’a été envoyé.",
    )
}

/// What a conversion that failed means.
pub(super) fn not_converted_text() -> Text {
    Text::new(
        "DGS-Pay did not convert it, and says that the source wallet gets its money back. Look at the balance before you try again.",
        "DGS-Pay ne l’a pas converti, et dit que le portefeuille de départ récupère son argent. Regardez le solde avant de réessayer.",
    )
}

/// A key that looks like those of the provider's older API, which has the same name and does not work here.
pub(super) fn key_of_older_api() -> Refusal {
    let text = Text::new(
        "DGS-Pay does not accept this key. It looks like a client secret of DGS-Pay’s older API (`/api-v2`, with tokens of \
         ten minutes), which does not work here. Copy the API key and the account number from the merchant portal, Settings → \
         API Settings.",
        "DGS-Pay n’accepte pas cette clé. Elle ressemble à un secret de l’ancienne API de DGS-Pay (« /api-v2 », avec des \
         jetons de dix minutes), qui ne marche pas ici. Recopiez la clé API et le numéro de compte depuis le portail \
         marchand, Settings → API Settings.",
    );
    Refusal::new(RefusalKind::Unauthorised, "wrong_key_of_older_api", text)
}
