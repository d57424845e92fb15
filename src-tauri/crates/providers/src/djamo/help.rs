//! How a Djamo account is set up, and what its owner has to know.

use crate::manifest::{HelpStep, Words};

pub(super) const STEPS: &[HelpStep] = &[
    HelpStep {
        about: "keys",
        words: Words {
            en: "Ask Djamo for a Djamo Business account. Once it is reviewed and approved, Djamo sends the access token, the company id and the webhook secret: no page shows them.",
            fr: "Demandez à Djamo un compte Djamo Business. Une fois examiné et approuvé, Djamo envoie le jeton d’accès, l’identifiant de l’entreprise et le secret des webhooks : aucune page ne les montre.",
        },
    },
    HelpStep {
        about: "keys",
        words: Words {
            en: "Choose the country: Côte d’Ivoire and Senegal have addresses and keys of their own. A token is changed by writing to your account manager at Djamo.",
            fr: "Choisissez le pays : la Côte d’Ivoire et le Sénégal ont chacun leur adresse et leurs clés. Pour changer de jeton, écrivez à votre gestionnaire de compte chez Djamo.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "Webhooks are registered from here, one for each topic: charge/events, transactions/started, transactions/completed, transactions/failed. Duka works without them.",
            fr: "Les webhooks s’enregistrent d’ici, un par sujet : charge/events, transactions/started, transactions/completed, transactions/failed. Duka marche aussi sans eux.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "Djamo has to reach the address over the internet with https; localhost does not work. Run a tunnel from a public https address to Duka’s listener and register the public one.",
            fr: "Djamo doit joindre l’adresse par internet en https ; localhost ne marche pas. Ouvrez un tunnel d’une adresse https publique vers l’écoute de Duka et enregistrez l’adresse publique.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "If every webhook is called forged, the webhook secret is the wrong one: copy SECRET_KEY again from what Djamo sent, and write to Djamo’s support if that does not help.",
            fr: "Si chaque webhook passe pour faux, le secret n’est pas le bon : recopiez SECRET_KEY depuis l’envoi de Djamo, et écrivez au support de Djamo si cela ne suffit pas.",
        },
    },
    HelpStep {
        about: "address",
        words: Words {
            en: "Djamo’s firewall may not admit this computer’s internet address, above all on staging. The key test shows the address that it saw: send that to your account manager.",
            fr: "Le pare-feu de Djamo peut ne pas admettre l’adresse internet de cet ordinateur, surtout en staging. Le test de clé montre l’adresse vue : envoyez-la à votre gestionnaire de compte.",
        },
    },
    HelpStep {
        about: "live",
        words: Words {
            en: "Try staging first. There the app cannot pay: play the customer here with one of the test numbers that Djamo gave you. Then add a live account with the live token.",
            fr: "Essayez d’abord le staging. L’application n’y paie pas : jouez le client ici avec un des numéros de test donnés par Djamo. Ajoutez ensuite un compte réel avec le jeton réel.",
        },
    },
];

pub(super) const MUST_TELL: &[Words] = &[
    Words {
        en: "Only customers of Djamo can pay and be paid. Mobile money does not work here.",
        fr: "Seuls les clients de Djamo peuvent payer et être payés. Le mobile money ne marche pas ici.",
    },
    Words {
        en: "What is not paid within one hour, Djamo closes as dropped.",
        fr: "Ce qui n’est pas payé en une heure, Djamo le clôt comme abandonné.",
    },
    Words {
        en: "At most 200,000,000 FCFA can be received or sent at once; your account may have a lower limit, which only Djamo can tell.",
        fr: "On peut recevoir ou envoyer au plus 200 000 000 FCFA à la fois ; votre compte peut avoir une limite plus basse, que seul Djamo connaît.",
    },
    Words {
        en: "A lost charge cannot be searched for at Djamo by our reference. It stays open here until Djamo’s list tells.",
        fr: "Un encaissement perdu ne peut pas être recherché chez Djamo par notre référence. Il reste ouvert ici jusqu’à ce que la liste en parle.",
    },
];
