#![doc = include_str!("README.md")]

mod balances;
mod create_charge;
mod delivery;
mod errors;
mod fetch_transaction;
mod headers;
mod list_transactions;
mod test_key;
mod transaction;

use crate::calls::{CreateCharge, FetchTransaction, ListTransactions, ReadBalances, TestKey};
use crate::contract::{Endpoint, Provider, ReadDelivery};
use crate::manifest::{
    ChargeMethod, CredentialField, List, Manifest, Network, OurReference, Words,
};
use domain::Method;

/// DGS-Pay, Rwanda.
pub(crate) struct DgsPay;

impl Provider for DgsPay {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&test_key::Balance)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&create_charge::MobileMoney)
    }
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        Some(&fetch_transaction::Single)
    }
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        Some(&list_transactions::Pages)
    }
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        Some(&balances::Wallets)
    }
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        Some(&delivery::Webhook)
    }
}

/// The currency of mobile money, and no other.
const MOBILE_MONEY_CURRENCY: &str = "RWF";

const SETTINGS_PAGE: Words = Words {
    en: "the merchant portal, Settings → API Settings",
    fr: "le portail marchand, Settings → API Settings",
};

static MANIFEST: Manifest = Manifest {
    id: "dgspay",
    name: "DGS-Pay",
    countries: &["RW"],
    currencies: &["RWF", "USD"],
    time_zone: "Africa/Kigali",
    sandbox_urls: &["https://test.pay.digitalservicescenter.rw/generation/v2"],
    live_urls: &["https://pay.digitalservicescenter.rw/generation/v2"],
    url_countries: &[],
    public_site: "https://pay.digitalservicescenter.rw",
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
                en: "Only for cards. On the same page of the portal.",
                fr: "Seulement pour les cartes. Sur la même page du portail.",
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
    settings: &[],
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
    charge_methods: &[ChargeMethod {
        method: Method::MobileMoney,
        currencies: &[MOBILE_MONEY_CURRENCY],
        needs_phone: true,
        needs_network: true,
        fee_payer: false,
        names: true,
        scenarios: &["scenario:auth_pin", "scenario:auth_redirect"],
    }],
    payout_rails: &[],
    payouts_per_call: 1,
    limits: &[],
    conversions: &[],
    conversion_lookup: false,
    links: None,
    webhook_topics: &[],
    webhook_answer: 200,
    webhook_greets: false,
    requests_per_minute: None,
    announced: &[],
    help: &[],
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
    must_tell: &[
        Words {
            en: "DGS-Pay takes no reference of ours: a short code stands first in the message to the customer.",
            fr: "DGS-Pay ne prend aucune référence de notre part : un code court figure en tête du message au client.",
        },
        Words {
            en: "A lost answer cannot be looked up for certain here; such a charge may stay “being checked” until a person settles it.",
            fr: "Une réponse perdue ne peut pas être retrouvée à coup sûr ici ; un tel paiement peut rester « en vérification » jusqu’à ce qu’une personne tranche.",
        },
    ],
};
