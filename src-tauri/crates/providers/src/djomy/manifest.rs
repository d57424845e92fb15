//! The provider's facts.

use super::{create_link, create_payouts, currency, extras, help, list_payments, list_payouts};
use crate::manifest::{
    ChargeMethod, CredentialField, FeeFrom, LinkFacts, List, Manifest, Network, OurReference,
    PayoutRail, Words,
};
use crate::setting::{SettingField, Takes};
use domain::{Kind, Method, Rail};

pub(super) const CLIENT_ID: &str = "client_id";
pub(super) const CLIENT_SECRET: &str = "client_secret";
pub(super) const PARTNER_DOMAIN: &str = "partner_domain";

/// Whose numbers pay and are paid here.
pub(super) const COUNTRY: &str = "GN";
const HERE: &[&str] = &[currency::HOME];

/// A rail for charges. All need the phone: the page too asks whom it is for.
const fn rail(method: Method, needs_network: bool) -> ChargeMethod {
    ChargeMethod {
        method,
        currencies: HERE,
        needs_phone: true,
        needs_network,
        fee_payer: false,
        names: false,
        scenarios: &[],
    }
}

const fn network(
    code: &'static str,
    name: &'static str,
    prefixes: &'static [&'static str],
) -> Network {
    Network {
        code,
        name,
        country: COUNTRY,
        prefixes,
    }
}

pub(super) static MANIFEST: Manifest = Manifest {
    id: "djomy",
    name: "Djomy",
    countries: &[COUNTRY],
    currencies: HERE,
    time_zone: "Africa/Conakry",
    sandbox_urls: &["https://sandbox-api.djomy.africa"],
    live_urls: &["https://api.djomy.africa"],
    url_countries: &[],
    public_site: "https://djomy.africa",
    page_hosts: &["djomy.africa"],
    credentials: &[
        CredentialField {
            name: CLIENT_ID,
            label: Words {
                en: "Client id",
                fr: "Identifiant client (clientId)",
            },
            help: Words {
                en: "In Djomy’s merchant space, developer section. Sandbox and live have one each.",
                fr: "Dans l’espace marchand Djomy, espace développeur. Le bac à sable et le réel ont chacun le leur.",
            },
            secret: false,
            required: true,
            identity: true,
        },
        CredentialField {
            name: CLIENT_SECRET,
            label: Words {
                en: "Client secret",
                fr: "Secret client (clientSecret)",
            },
            help: Words {
                en: "Beside the client id. It also signs the webhooks.",
                fr: "À côté de l’identifiant client. Il signe aussi les webhooks.",
            },
            secret: true,
            required: true,
            identity: false,
        },
        CredentialField {
            name: PARTNER_DOMAIN,
            label: Words {
                en: "Partner domain",
                fr: "Domaine partenaire",
            },
            help: Words {
                en: "The domain that is registered with Djomy. Live needs it; leave it empty in the sandbox.",
                fr: "Le domaine enregistré auprès de Djomy. Le réel l’exige ; laissez vide dans le bac à sable.",
            },
            secret: false,
            required: false,
            identity: false,
        },
    ],
    seals_cards: None,
    settings: &[
        SettingField {
            name: extras::PAGE_METHODS,
            label: Words {
                en: "Methods on pages",
                fr: "Moyens sur les pages",
            },
            help: Words {
                en: "Codes with commas between, of OM, MOMO, SOUTRA_MONEY, PAYCARD and CARD. Empty shows all of them.",
                fr: "Codes séparés par des virgules, parmi OM, MOMO, SOUTRA_MONEY, PAYCARD et CARD. Vide les montre tous.",
            },
            takes: Takes::Text,
            required: false,
        },
        SettingField {
            name: extras::METADATA,
            label: Words {
                en: "Metadata",
                fr: "Métadonnées",
            },
            help: Words {
                en: "A flat JSON object that goes with every charge and link, such as {\"till\":\"2\"}.",
                fr: "Un objet JSON plat joint à chaque paiement et lien, comme {\"caisse\":\"2\"}.",
            },
            takes: Takes::Text,
            required: false,
        },
        SettingField {
            name: extras::CUSTOM_FIELDS,
            label: Words {
                en: "Fields on link pages",
                fr: "Champs des pages de lien",
            },
            help: Words {
                en: "A JSON list of what customers fill in on a link’s page: objects with label, placeholder and required.",
                fr: "Une liste JSON de ce que le client remplit sur la page d’un lien : objets avec label, placeholder et required.",
            },
            takes: Takes::Text,
            required: false,
        },
    ],
    networks: &[
        network("OM", "Orange Money", &["61", "62"]),
        network("MOMO", "MTN MoMo", &["66"]),
        network("SOUTRA_MONEY", "Soutra Money", &[]),
        network("PAYCARD", "PayCard", &[]),
        network("YMO", "YMO", &[]),
    ],
    our_reference: OurReference::Field { longest: 255 },
    // A payout's message bears our reference besides, within the same length.
    longest_note: 240,
    charge_methods: &[
        rail(Method::MobileMoney, true),
        rail(Method::Wallet, false),
        rail(Method::Hosted, false),
        rail(Method::Card, false),
    ],
    payout_rails: &[PayoutRail {
        rail: Rail::MobileMoney,
        currencies: HERE,
        needs_phone: true,
        needs_network: true,
        needs_name: true,
        fee_from: FeeFrom::Unstated,
        reference_in_note: true,
        scenarios: &[],
        caution: Some(Words {
            en: "Djomy’s catalogue does not list payouts: Duka knows them from a third-party library only. Try a small one first.",
            fr: "Le catalogue de Djomy ne mentionne pas les envois : Duka ne les connaît que par une bibliothèque tierce. Essayez d’abord un petit envoi.",
        }),
    }],
    payouts_per_call: create_payouts::MOST,
    limits: &[],
    conversions: &[],
    conversion_lookup: false,
    links: Some(LinkFacts {
        currencies: HERE,
        methods: &[Method::MobileMoney, Method::Card],
        open_amount: true,
        bounds: false,
        most_uses: create_link::MOST_USES,
        sms: true,
        revoke: None,
        longest_title: 100,
        fixed_life_s: None,
    }),
    webhook_topics: &[],
    webhook_answer: 200,
    webhook_greets: true,
    requests_per_minute: None,
    announced: &[],
    help: help::STEPS,
    lists: &[
        List {
            name: list_payments::NAME,
            page_limit: list_payments::PAGE_LIMIT,
            has_phones: true,
        },
        List {
            name: list_payouts::NAME,
            page_limit: list_payouts::PAGE_LIMIT,
            has_phones: true,
        },
    ],
    timeout_s: 30,
    concurrency: 4,
    secret_fields: &[
        CLIENT_ID,
        CLIENT_SECRET,
        PARTNER_DOMAIN,
        "accessToken",
        "refreshToken",
        "clientSecret",
        "oneTimePin",
        "authorization",
        "x-api-key",
    ],
    phone_fields: &[
        "payerIdentifier",
        "payerNumber",
        "phoneNumber",
        "accountNumber",
        "phone",
        "msisdn",
    ],
    absence_counts_after_s: &[(Kind::Charge, 30 * 60)],
    must_tell: help::MUST_TELL,
};
