//! The facts of this provider, as data.

use super::{help, list_transactions, scenarios};
use crate::manifest::{
    ChargeMethod, CredentialField, FeeFrom, LinkFacts, List, Manifest, Network, OurReference,
    PayoutRail, Words,
};
use crate::setting::{SettingField, Takes};
use domain::{Method, Rail};

/// The currency of mobile money, and no other.
pub(super) const MOBILE_MONEY_CURRENCY: &str = "RWF";

/// Payouts leave the wallet of this currency, and no other.
pub(super) const PAYOUT_CURRENCY: &str = "RWF";

/// Which currencies cards pay in is not documented: those that wallets hold.
pub(super) const CARD_CURRENCIES: &[&str] = WALLET_CURRENCIES;

/// The same holds for links.
pub(super) const LINK_CURRENCIES: &[&str] = WALLET_CURRENCIES;

const WALLET_CURRENCIES: &[&str] = &["RWF", "USD", "EUR"];

pub(super) const SETTINGS_PAGE: Words = Words {
    en: "the merchant portal, Settings → API Settings",
    fr: "le portail marchand, Settings → API Settings",
};

pub(super) static MANIFEST: Manifest = Manifest {
    id: "dgspay",
    name: "DGS-Pay",
    countries: &["RW"],
    currencies: &["RWF", "USD", "EUR"],
    time_zone: "Africa/Kigali",
    sandbox_urls: &["https://test.pay.digitalservicescenter.rw/generation/v2"],
    live_urls: &["https://pay.digitalservicescenter.rw/generation/v2"],
    url_countries: &[],
    public_site: "https://pay.digitalservicescenter.rw",
    page_hosts: &["pay.digitalservicescenter.rw"],
    credentials: &[
        CredentialField {
            name: "api_key",
            label: Words {
                en: "API key",
                fr: "Clé API",
            },
            help: Words {
                en: "In the merchant portal under Settings → API Settings. Sandbox and live have a key each.",
                fr: "Dans le portail marchand sous Settings → API Settings. Le bac à sable et le réel ont chacun la leur.",
            },
            secret: true,
            required: true,
            identity: false,
        },
        CredentialField {
            name: "account_number",
            label: Words {
                en: "Account number",
                fr: "Numéro de compte",
            },
            help: Words {
                en: "Beside the API key; it looks like ACC-0001234.",
                fr: "À côté de la clé API ; il ressemble à ACC-0001234.",
            },
            secret: false,
            required: true,
            identity: true,
        },
        CredentialField {
            name: "encryption_key",
            label: Words {
                en: "Encryption key",
                fr: "Clé de chiffrement",
            },
            help: Words {
                en: "Only for cards. On the same page of the portal; each environment has its own.",
                fr: "Seulement pour les cartes. Sur la même page du portail ; chaque environnement a la sienne.",
            },
            secret: true,
            required: false,
            identity: false,
        },
        CredentialField {
            name: "webhook_secret",
            label: Words {
                en: "Webhook secret",
                fr: "Secret des webhooks",
            },
            help: Words {
                en: "Only to check forwarded webhooks. On the same page of the portal.",
                fr: "Seulement pour vérifier des webhooks relayés. Sur la même page du portail.",
            },
            secret: true,
            required: false,
            identity: false,
        },
    ],
    seals_cards: Some("encryption_key"),
    settings: &[
        SettingField {
            name: "callback_url",
            label: Words {
                en: "Webhook address of single operations",
                fr: "Adresse des webhooks par opération",
            },
            help: Words {
                en: "An https address. Where it is set, the webhooks of what Duka asks go there instead of to the portal’s.",
                fr: "Une adresse https. Si elle est remplie, les webhooks de ce que Duka demande y vont au lieu de celle du portail.",
            },
            takes: Takes::WebhookAddress,
            required: false,
        },
        fee_setting(
            "fee_mobile-money",
            Words {
                en: "Fee of a payout to a phone",
                fr: "Frais d’un envoi vers un téléphone",
            },
        ),
        fee_setting(
            "fee_bank",
            Words {
                en: "Fee of a payout to a bank",
                fr: "Frais d’un envoi vers une banque",
            },
        ),
    ],
    networks: &[
        Network {
            code: "MTN",
            name: "MTN",
            country: "RW",
            prefixes: &["78", "79"],
        },
        Network {
            code: "Airtel",
            name: "Airtel",
            country: "RW",
            prefixes: &["72", "73"],
        },
    ],
    our_reference: OurReference::InNote,
    longest_note: 100,
    charge_methods: &[
        ChargeMethod {
            method: Method::MobileMoney,
            currencies: &[MOBILE_MONEY_CURRENCY],
            needs_phone: true,
            needs_network: true,
            fee_payer: false,
            names: true,
            scenarios: scenarios::MOBILE_MONEY,
        },
        ChargeMethod {
            method: Method::Card,
            currencies: CARD_CURRENCIES,
            needs_phone: true,
            needs_network: false,
            fee_payer: false,
            names: true,
            scenarios: scenarios::CARD,
        },
    ],
    payout_rails: &[
        PayoutRail {
            rail: Rail::MobileMoney,
            currencies: &[PAYOUT_CURRENCY],
            needs_phone: true,
            needs_network: true,
            needs_name: false,
            fee_from: FeeFrom::Recipient,
            reference_in_note: true,
            scenarios: scenarios::PAYOUT,
            caution: None,
        },
        PayoutRail {
            rail: Rail::Bank,
            currencies: &[PAYOUT_CURRENCY],
            needs_phone: false,
            needs_network: false,
            needs_name: false,
            fee_from: FeeFrom::Recipient,
            reference_in_note: true,
            scenarios: scenarios::PAYOUT,
            caution: None,
        },
    ],
    payouts_per_call: 1,
    limits: &[],
    conversions: &[
        ("RWF", "USD"),
        ("RWF", "EUR"),
        ("USD", "RWF"),
        ("USD", "EUR"),
        ("EUR", "RWF"),
        ("EUR", "USD"),
    ],
    conversion_lookup: false,
    links: Some(LinkFacts {
        currencies: LINK_CURRENCIES,
        methods: &[Method::Card, Method::MobileMoney, Method::Bank],
        open_amount: true,
        bounds: true,
        most_uses: u32::MAX,
        sms: false,
        revoke: Some(Words {
            en: "DGS-Pay archives the link for good: it cannot be opened again.",
            fr: "DGS-Pay archive le lien pour de bon : il ne peut pas être rouvert.",
        }),
        longest_title: 100,
        fixed_life_s: None,
    }),
    webhook_topics: &[],
    webhook_answer: 200,
    webhook_greets: false,
    requests_per_minute: None,
    announced: help::ANNOUNCED,
    help: help::HELP,
    lists: &[List {
        name: list_transactions::NAME,
        page_limit: list_transactions::PAGE_LIMIT,
        has_phones: false,
    }],
    timeout_s: 30,
    concurrency: 4,
    secret_fields: &[
        "api_key",
        "account_number",
        "encryption_key",
        "webhook_secret",
        "card_encrypted_number",
        "card_encrypted_expiry_month",
        "card_encrypted_expiry_year",
        "card_encrypted_cvv",
        "card_nonce",
        "auth_pin_encrypted",
        "auth_pin_nonce",
        "auth_otp",
        "avs_line1",
        "avs_line2",
    ],
    phone_fields: &[
        "customer_phone",
        "mobile_money_phone",
        "phone",
        "msisdn",
        "recipient",
        "recipient_phone",
    ],
    absence_counts_after_s: &[],
    must_tell: help::MUST_TELL,
};

/// The fee is taken from what arrives: refunds, and payouts of which all has to arrive, need to know it.
const fn fee_setting(name: &'static str, label: Words) -> SettingField {
    SettingField {
        name,
        label,
        help: Words {
            en: "In whole RWF, by your contract with DGS-Pay. Leave it empty to use what the last payout of the same size cost.",
            fr: "En RWF entiers, selon votre contrat avec DGS-Pay. Laissez vide pour prendre ce qu’a coûté le dernier envoi de même taille.",
        },
        takes: Takes::WholeAmount,
        required: false,
    }
}
