//! How an account is set up here, and what its merchant has to be told.

use crate::manifest::{Announced, HelpStep, Words};

/// One step.
const fn step(about: &'static str, en: &'static str, fr: &'static str) -> HelpStep {
    HelpStep {
        about,
        words: Words { en, fr },
    }
}

pub(super) const HELP: &[HelpStep] = &[
    step(
        "keys",
        "Open the merchant portal at https://pay.digitalservicescenter.rw/smart-merchant/ and choose the tab of the environment: sandbox or live. Each has credentials of its own, which must not be mixed.",
        "Ouvrez le portail marchand sur https://pay.digitalservicescenter.rw/smart-merchant/ et choisissez l’onglet de l’environnement : bac à sable ou réel. Chacun a ses propres identifiants, à ne pas mélanger.",
    ),
    step(
        "keys",
        "Under Settings → API Settings, copy the API key and the account number (ACC-…) into this account. A client secret that begins with sk_sandbox_ and comes with tokens of ten minutes belongs to DGS-Pay’s older API and does not work here.",
        "Sous Settings → API Settings, copiez la clé API et le numéro de compte (ACC-…) dans ce compte. Un secret client qui commence par sk_sandbox_ et va avec des jetons de dix minutes appartient à l’ancienne API de DGS-Pay et ne marche pas ici.",
    ),
    step(
        "keys",
        "Only if you key cards: copy the encryption key from the same page. It differs between sandbox and live.",
        "Seulement si vous saisissez des cartes : copiez la clé de chiffrement depuis la même page. Elle diffère entre bac à sable et réel.",
    ),
    step(
        "webhook",
        "Webhooks need a public https address, which this computer does not have: use your website’s address, or a tunnel that ends at Duka’s own listener on this computer. Paste that address as webhook URL under Settings → API Settings.",
        "Les webhooks ont besoin d’une adresse https publique, que cet ordinateur n’a pas : prenez l’adresse de votre site, ou un tunnel qui finit à l’écoute de Duka sur cet ordinateur. Collez cette adresse comme URL de webhook sous Settings → API Settings.",
    ),
    step(
        "webhook",
        "Copy the webhook secret from the same page into this account: without it no webhook can be checked. The setting callback_url, if you set it, sends the webhooks of what Duka asks to another https address.",
        "Copiez le secret des webhooks depuis la même page dans ce compte : sans lui, aucun webhook ne peut être vérifié. Le réglage callback_url, s’il est rempli, envoie les webhooks de ce que Duka demande à une autre adresse https.",
    ),
    step(
        "address",
        "Live only, and only if you use it: the list of admitted addresses under Settings → API Settings must hold this shop’s public IPv4 address. A refusal with error 91 names the address that DGS-Pay saw, where DGS-Pay tells it. The sandbox admits every address.",
        "En réel seulement, et seulement si vous l’utilisez : la liste d’adresses admises sous Settings → API Settings doit contenir l’adresse IPv4 publique de la boutique. Un refus avec l’erreur 91 nomme l’adresse vue par DGS-Pay, quand DGS-Pay la dit. Le bac à sable admet toute adresse.",
    ),
    step(
        "live",
        "To go live, add a second account with the live tab’s key, account number and secrets. Rotate keys from time to time, and at once if somebody may have seen them.",
        "Pour passer au réel, ajoutez un second compte avec la clé, le numéro de compte et les secrets de l’onglet réel. Renouvelez les clés de temps en temps, et aussitôt si quelqu’un a pu les voir.",
    ),
];

pub(super) const ANNOUNCED: &[Announced] = &[Announced {
    word: "charge:mobile-money:other-countries",
    words: Words {
        en: "Mobile money outside Rwanda and in other currencies is announced for the next version of the API.",
        fr: "Le mobile money hors du Rwanda et dans d’autres devises est annoncé pour la prochaine version de l’API.",
    },
}];

pub(super) const MUST_TELL: &[Words] = &[
    Words {
        en: "DGS-Pay takes no reference of ours: a short code stands first in the message to the customer.",
        fr: "DGS-Pay ne prend aucune référence de notre part : un code court figure en tête du message au client.",
    },
    Words {
        en: "A lost answer cannot be looked up for certain here; such a payment may stay “being checked” until a person settles it.",
        fr: "Une réponse perdue ne peut pas être retrouvée à coup sûr ici ; un tel paiement peut rester « en vérification » jusqu’à ce qu’une personne tranche.",
    },
    Words {
        en: "The fee of a payout is taken from what arrives: the wallet loses the amount, the recipient gets it less the fee. DGS-Pay tells the fee only afterwards.",
        fr: "Les frais d’un versement sont pris sur ce qui arrive : le portefeuille perd le montant, le bénéficiaire le reçoit moins les frais. DGS-Pay ne dit les frais qu’après coup.",
    },
    Words {
        en: "DGS-Pay has no refund: money goes back as a payout to the number that paid. A card payment cannot be given back from here.",
        fr: "DGS-Pay n’a pas de remboursement : l’argent repart en versement vers le numéro qui a payé. Un paiement par carte ne peut pas être rendu d’ici.",
    },
    Words {
        en: "A conversion cannot be looked up: its webhook, or what the wallets hold, tells how it ended. The rate may shift after the preview.",
        fr: "Une conversion ne peut pas être consultée : son webhook, ou le contenu des portefeuilles, dit comment elle a fini. Le taux peut bouger après l’aperçu.",
    },
    Words {
        en: "Whoever types a customer’s card here is bound by the card industry’s rules (PCI DSS). A payment link is the better way.",
        fr: "Qui saisit ici la carte d’un client est soumis aux règles du secteur des cartes (PCI DSS). Un lien de paiement est préférable.",
    },
];
