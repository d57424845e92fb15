//! How a ZENGAPAY account is set up, what its owner has to know, and what ZENGAPAY announces and does not document.

use crate::manifest::{Announced, HelpStep, Words};

pub(super) const STEPS: &[HelpStep] = &[
    HelpStep {
        about: "keys",
        words: Words {
            en: "Sign in at dashboard.zengapay.com (sandbox: dashboard.sandbox.zengapay.com), open Settings → Developer Settings and create an API token; it begins with ZPYPUBK-. Sandbox and live are two accounts with tokens of their own.",
            fr: "Connectez-vous sur dashboard.zengapay.com (bac à sable : dashboard.sandbox.zengapay.com), ouvrez Settings → Developer Settings et créez un jeton API ; il commence par ZPYPUBK-. Bac à sable et réel sont deux comptes, chacun avec son jeton.",
        },
    },
    HelpStep {
        about: "address",
        words: Words {
            en: "On the same page, under IP Address(es), list this computer’s public IPv4 address, several separated by commas, and press Save Changes. The key test shows the address that ZENGAPAY saw.",
            fr: "Sur la même page, sous IP Address(es), inscrivez l’adresse IPv4 publique de cet ordinateur, plusieurs séparées par des virgules, puis Save Changes. Le test de clé montre l’adresse vue par ZENGAPAY.",
        },
    },
    HelpStep {
        about: "address",
        words: Words {
            en: "If your internet provider changes your address, sending money stops with 403 until the new one is listed. Ask for a fixed address, or add the new one each time.",
            fr: "Si votre fournisseur d’accès change votre adresse, les envois s’arrêtent avec 403 jusqu’à ce que la nouvelle soit inscrite. Demandez une adresse fixe, ou ajoutez la nouvelle à chaque fois.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "In Account Settings → Developer Settings fill in WEBHOOK URL with a public https address that a tunnel leads to Duka’s listener, choose a Secret Hash, enable webhooks, and enter the same Secret Hash here. Duka works without them.",
            fr: "Dans Account Settings → Developer Settings, mettez dans WEBHOOK URL une adresse https publique qu’un tunnel mène à l’écoute de Duka, choisissez un Secret Hash, activez les webhooks, et saisissez le même Secret Hash ici. Duka marche aussi sans eux.",
        },
    },
    HelpStep {
        about: "webhook",
        words: Words {
            en: "The sandbox signs nothing: its webhooks are kept, and trigger nothing.",
            fr: "Le bac à sable ne signe rien : ses webhooks sont conservés et ne déclenchent rien.",
        },
    },
    HelpStep {
        about: "live",
        words: Words {
            en: "Try everything in the sandbox first. Going live changes two things only: the address and the token. Add a live account for it, and list the address there, too.",
            fr: "Essayez tout d’abord au bac à sable. Le passage au réel ne change que deux choses : l’adresse et le jeton. Ajoutez pour cela un compte réel, et inscrivez-y aussi l’adresse internet.",
        },
    },
];

pub(super) const MUST_TELL: &[Words] = &[
    Words {
        en: "ZENGAPAY answers only internet addresses that you list under Settings → Developer Settings → IP Address(es).",
        fr: "ZENGAPAY ne répond qu’aux adresses internet que vous inscrivez sous Settings → Developer Settings → IP Address(es).",
    },
    Words {
        en: "A payment may stay undecided at the operator for up to 24 hours. Do not ask again before.",
        fr: "Un paiement peut rester indécis chez l’opérateur jusqu’à 24 heures. Ne redemandez pas avant.",
    },
    Words {
        en: "A customer pays only once they approve the request that appears on their phone.",
        fr: "Un client ne paie que lorsqu’il accepte la demande affichée sur son téléphone.",
    },
    Words {
        en: "ZENGAPAY takes the same reference twice without a word: it protects against nothing. Duka asks before it sends the same again.",
        fr: "ZENGAPAY accepte deux fois la même référence sans rien dire : elle ne protège de rien. Duka demande avant de renvoyer la même chose.",
    },
    Words {
        en: "Money goes to phones only: banks are listed, and cannot be paid.",
        fr: "L’argent ne part que vers des téléphones : les banques sont listées, sans pouvoir être payées.",
    },
];

pub(super) const ANNOUNCED: &[Announced] = &[
    Announced {
        word: "airtime",
        words: Words {
            en: "Airtime is announced by the provider, not documented.",
            fr: "Le crédit d’appel est annoncé par le fournisseur, sans documentation.",
        },
    },
    Announced {
        word: "bundles",
        words: Words {
            en: "Voice and data bundles are announced by the provider, not documented.",
            fr: "Les forfaits voix et données sont annoncés par le fournisseur, sans documentation.",
        },
    },
    Announced {
        word: "contact:update",
        words: Words {
            en: "Changing a contact is promised, not documented.",
            fr: "La modification d’un contact est promise, sans documentation.",
        },
    },
];
