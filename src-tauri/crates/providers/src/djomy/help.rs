//! How an account is set up, and what a merchant has to be told.

use crate::manifest::{HelpStep, Words};

pub(super) static STEPS: &[HelpStep] = &[
    HelpStep {
        about: "keys",
        words: Words {
            en: "In Djomy’s merchant space, open the developer section and copy the client id and the client secret into Duka.",
            fr: "Dans l’espace marchand Djomy, ouvrez l’espace développeur et copiez l’identifiant client et le secret client dans Duka.",
        },
    },
    HelpStep {
        about: "keys",
        words: Words {
            en: "Sandbox keys work in the sandbox only, live keys live only. In the sandbox Orange Money always fails.",
            fr: "Les clés de test ne servent qu’au bac à sable, les clés réelles qu’au réel. Dans le bac à sable, Orange Money échoue toujours.",
        },
    },
    HelpStep {
        about: "live",
        words: Words {
            en: "Ask Djomy to open the production API and to register the shop’s domain; enter that domain as the partner domain.",
            fr: "Demandez à Djomy d’ouvrir l’API de production et d’enregistrer le domaine de la boutique ; saisissez ce domaine comme domaine partenaire.",
        },
    },
    HelpStep {
        about: "address",
        words: Words {
            en: "Where Djomy’s firewall turns Duka away, give Djomy this computer’s public IPv4 address to be admitted.",
            fr: "Si le pare-feu de Djomy repousse Duka, donnez à Djomy l’adresse IPv4 publique de cet ordinateur pour qu’elle soit admise.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "Djomy sends nothing by itself: paste the address of Duka’s webhook into the developer section of the merchant space.",
            fr: "Djomy n’envoie rien de lui-même : collez l’adresse du webhook de Duka dans l’espace développeur de l’espace marchand.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "The address has to be https. To a computer without a public one leads a tunnel, such as ngrok http 3000; paste its https address.",
            fr: "L’adresse doit être en https. Vers un ordinateur sans adresse publique mène un tunnel, comme ngrok http 3000 ; collez son adresse https.",
        },
    },
];

pub(super) static MUST_TELL: &[Words] = &[
    Words {
        en: "Djomy’s webhook does not come by itself: its address has to be entered in Djomy’s developer section first. Without it no event is sent, even when a payment succeeds.",
        fr: "Le webhook Djomy ne se déclenche pas automatiquement : son adresse doit d’abord être saisie dans l’espace développeur Djomy. Sans cela, aucun événement n’est envoyé, même si le paiement réussit.",
    },
    Words {
        en: "Djomy calls https addresses only; http ones are ignored in silence. On a computer of your own nothing arrives without an https tunnel: start ngrok http 3000, then enter its address in Djomy’s developer section.",
        fr: "Djomy n’appelle que des adresses https ; celles en http sont ignorées en silence. Sur un ordinateur local rien n’arrive sans tunnel https : lancez ngrok http 3000, puis saisissez son adresse dans l’espace développeur Djomy.",
    },
    Words {
        en: "A payment link for one payment turns itself off once it is paid.",
        fr: "Un lien de paiement à usage unique se désactive dès qu’il est payé.",
    },
    Words {
        en: "Payouts are in no catalogue of Djomy’s: Duka knows them from a third-party library only.",
        fr: "Les envois ne figurent dans aucun catalogue de Djomy : Duka ne les connaît que par une bibliothèque tierce.",
    },
];
