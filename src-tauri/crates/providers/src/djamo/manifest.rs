//! Djamo's facts.

use super::{help, list_transactions};
use crate::manifest::{
    ChargeMethod, CredentialField, FeeFrom, Limit, List, Manifest, OurReference, PayoutRail, Words,
};
use crate::setting::{SettingField, Takes};
use domain::{Kind, Method, Rail};

pub(super) const CURRENCY: &str = "XOF";

/// Keys are handed out, and addresses are admitted, by people.
pub(super) const KEYS_FROM: Words = Words {
    en: "what your Djamo Business account manager sent you; they also change keys and admit addresses",
    fr: "ce que votre gestionnaire de compte Djamo Business vous a envoyé ; il change aussi les clés et admet les adresses",
};

/// A page for the customer of Djamo: the app opens it, or its code is scanned.
const fn by_page(method: Method) -> ChargeMethod {
    ChargeMethod {
        method,
        currencies: &[CURRENCY],
        needs_phone: false,
        needs_network: false,
        fee_payer: false,
        names: false,
        scenarios: &[],
    }
}

pub(super) static MANIFEST: Manifest = Manifest {
    id: "djamo",
    name: "Djamo",
    countries: &["CI", "SN"],
    currencies: &[CURRENCY],
    // Every documented time carries its zone; both countries keep UTC anyway.
    time_zone: "Africa/Abidjan",
    sandbox_urls: &[
        "https://apibusiness-staging-civ.djamo.io",
        "https://apibusiness-staging-sen.djamo.io",
        "https://apibusiness.civ.staging.djam.ooo",
    ],
    live_urls: &["https://api-civ.djamo.com", "https://api-sen.djamo.com"],
    url_countries: &[
        ("https://apibusiness-staging-sen.djamo.io", "SN"),
        ("https://api-sen.djamo.com", "SN"),
    ],
    public_site: "https://djamo.com",
    page_hosts: &["djamo.com", "djamo.io"],
    credentials: &[
        CredentialField {
            name: "access_token",
            label: Words {
                en: "Access token",
                fr: "Jeton d’accès",
            },
            help: Words {
                en: "Djamo sends it once the account is approved; it begins with at_. Staging and live have tokens of their own.",
                fr: "Djamo l’envoie une fois le compte approuvé ; il commence par at_. Le staging et le réel ont chacun le leur.",
            },
            secret: true,
            required: true,
            identity: false,
        },
        CredentialField {
            name: "company_id",
            label: Words {
                en: "Company id",
                fr: "Identifiant de l’entreprise",
            },
            help: Words {
                en: "Djamo sends it together with the token.",
                fr: "Djamo l’envoie avec le jeton.",
            },
            secret: false,
            required: true,
            identity: true,
        },
        CredentialField {
            name: "webhook_secret",
            label: Words {
                en: "Webhook secret",
                fr: "Secret des webhooks",
            },
            help: Words {
                en: "Only to check forwarded webhooks. Djamo calls it SECRET_KEY and sends it together with the token.",
                fr: "Seulement pour vérifier des webhooks relayés. Djamo l’appelle SECRET_KEY et l’envoie avec le jeton.",
            },
            secret: true,
            required: false,
            identity: false,
        },
    ],
    seals_cards: None,
    settings: &[
        limit_setting(
            "payout_limit",
            Words {
                en: "Largest transfer that Djamo takes",
                fr: "Plus grand transfert que Djamo accepte",
            },
        ),
        limit_setting(
            "charge_limit",
            Words {
                en: "Largest charge that Djamo takes",
                fr: "Plus grand encaissement que Djamo accepte",
            },
        ),
        limit_setting(
            "payout_min",
            Words {
                en: "Smallest transfer without a question",
                fr: "Plus petit transfert sans question",
            },
        ),
        limit_setting(
            "payout_max",
            Words {
                en: "Largest transfer without a question",
                fr: "Plus grand transfert sans question",
            },
        ),
        limit_setting(
            "charge_max",
            Words {
                en: "Largest charge without a question",
                fr: "Plus grand encaissement sans question",
            },
        ),
    ],
    networks: &[],
    our_reference: OurReference::Field { longest: 64 },
    longest_note: 100,
    charge_methods: &[by_page(Method::Wallet), by_page(Method::Hosted)],
    payout_rails: &[PayoutRail {
        rail: Rail::Wallet,
        currencies: &[CURRENCY],
        needs_phone: true,
        needs_network: false,
        needs_name: false,
        fee_from: FeeFrom::Wallet,
        reference_in_note: false,
        scenarios: &[],
        caution: None,
    }],
    payouts_per_call: 50,
    limits: &[
        Limit {
            kind: Kind::Charge,
            currency: CURRENCY,
            hard: (1, 200_000_000),
            soft: None,
            words: Words {
                en: "Djamo’s questions and answers name 200,000,000 FCFA as the most that can be received; an account may have another limit.",
                fr: "La FAQ de Djamo donne 200 000 000 FCFA comme maximum à recevoir ; un compte peut avoir une autre limite.",
            },
        },
        Limit {
            kind: Kind::Payout,
            currency: CURRENCY,
            hard: (1, 200_000_000),
            soft: Some((5_000, 500_000)),
            words: Words {
                en: "Djamo’s questions and answers name 200,000,000 FCFA as the largest transfer, its transfer page 5,000 to 500,000. Djamo decides.",
                fr: "La FAQ de Djamo donne 200 000 000 FCFA comme plus grand transfert, sa page des transferts 5 000 à 500 000. Djamo tranche.",
            },
        },
    ],
    conversions: &[],
    conversion_lookup: false,
    links: None,
    webhook_topics: &[
        "charge/events",
        "transactions/started",
        "transactions/completed",
        "transactions/failed",
    ],
    webhook_answer: 200,
    webhook_greets: false,
    requests_per_minute: None,
    announced: &[],
    help: help::STEPS,
    lists: &[
        List {
            name: list_transactions::CHARGES,
            page_limit: list_transactions::PAGE_LIMIT,
            // None has one, a single look-up neither.
            has_phones: true,
        },
        List {
            name: list_transactions::TRANSFERS,
            page_limit: list_transactions::PAGE_LIMIT,
            has_phones: true,
        },
    ],
    timeout_s: 30,
    concurrency: 4,
    secret_fields: &[
        "access_token",
        "webhook_secret",
        "authorization",
        "x-company-id",
    ],
    phone_fields: &["msisdn", "phone"],
    // A charge has no look-up by our reference, so its absence is never proven.
    absence_counts_after_s: &[(Kind::Payout, 15 * 60)],
    must_tell: help::MUST_TELL,
};

const fn limit_setting(name: &'static str, label: Words) -> SettingField {
    SettingField {
        name,
        label,
        help: Words {
            en: "In whole FCFA. Leave it empty unless Djamo has told you a limit of your own.",
            fr: "En FCFA entiers. Laissez vide, sauf si Djamo vous a donné une limite propre.",
        },
        takes: Takes::WholeAmount,
        required: false,
    }
}
