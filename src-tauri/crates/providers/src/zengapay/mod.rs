#![doc = include_str!("README.md")]

mod balances;
mod collection;
mod create_charge;
mod delivery;
mod errors;
mod fetch_transaction;
mod headers;
mod list_transactions;
mod test_key;

use crate::calls::{CreateCharge, FetchTransaction, ListTransactions, ReadBalances, TestKey};
use crate::contract::{Endpoint, Provider, ReadDelivery};
use crate::manifest::{
    ChargeMethod, CredentialField, List, Manifest, Network, OurReference, SettingField, Words,
};
use domain::Method;

/// ZENGAPAY, Uganda.
pub(crate) struct ZengaPay;

impl Provider for ZengaPay {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&test_key::Balance)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&create_charge::Collect)
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

const CURRENCY: &str = "UGX";

const SETTINGS_PAGE: Words = Words {
    en: "the ZENGAPAY dashboard, Settings → Developer Settings",
    fr: "le tableau de bord ZENGAPAY, Settings → Developer Settings",
};

static MANIFEST: Manifest = Manifest {
    id: "zengapay",
    name: "ZENGAPAY",
    countries: &["UG"],
    currencies: &[CURRENCY],
    time_zone: "Africa/Kampala",
    sandbox_urls: &["https://api.sandbox.zengapay.com/v1"],
    live_urls: &["https://api.zengapay.com/v1"],
    url_countries: &[],
    public_site: "https://zengapay.com",
    credentials: &[
        CredentialField {
            name: "api_token",
            label: Words {
                en: "API token",
                fr: "Jeton API",
            },
            help: Words {
                en: "In the dashboard under Settings → Developer Settings; it begins with ZPYPUBK-. Sandbox and live have accounts of their own.",
                fr: "Dans le tableau de bord sous Settings → Developer Settings ; il commence par ZPYPUBK-. Le bac à sable et le réel ont chacun leur compte.",
            },
            secret: true,
            required: true,
            identity: true,
        },
        CredentialField {
            name: "secret_hash",
            label: Words {
                en: "Secret hash",
                fr: "Secret hash",
            },
            help: Words {
                en: "Only to check forwarded webhooks. On the same page of the dashboard.",
                fr: "Seulement pour vérifier des webhooks relayés. Sur la même page du tableau de bord.",
            },
            secret: true,
            required: false,
            identity: false,
        },
    ],
    settings: &[SettingField {
        name: delivery::STYLE,
        label: Words {
            en: "Signature of webhooks",
            fr: "Signature des webhooks",
        },
        help: Words {
            en: "Leave it empty. Only if genuine webhooks are called forged: raw_body.",
            fr: "Laissez vide. Seulement si de vrais webhooks passent pour faux : raw_body.",
        },
        required: false,
    }],
    networks: &[
        Network {
            code: "MTN",
            name: "MTN",
            country: "UG",
            prefixes: &["77", "78", "76", "39"],
        },
        Network {
            code: "Airtel",
            name: "Airtel",
            country: "UG",
            prefixes: &["75", "70", "74"],
        },
    ],
    our_reference: OurReference::Field { longest: 64 },
    longest_note: 100,
    charge_methods: &[ChargeMethod {
        method: Method::MobileMoney,
        currencies: &[CURRENCY],
        needs_phone: true,
        needs_network: false,
        fee_payer: true,
        names: false,
        scenarios: &[],
    }],
    payout_rails: &[],
    payouts_per_call: 1,
    limits: &[],
    conversions: &[],
    conversion_lookup: false,
    links: None,
    webhook_topics: &[],
    webhook_answer: 202,
    webhook_greets: false,
    requests_per_minute: None,
    announced: &[],
    help: &[],
    lists: &[List {
        name: list_transactions::NAME,
        page_limit: list_transactions::PAGE_LIMIT,
        has_phones: true,
    }],
    timeout_s: 30,
    concurrency: 4,
    secret_fields: &["api_token", "secret_hash", "authorization"],
    phone_fields: &["msisdn", "phone"],
    absence_counts_after_s: &[(domain::Kind::Charge, 24 * 60 * 60)],
    must_tell: &[
        Words {
            en: "ZENGAPAY answers only internet addresses that you list under Settings → Developer Settings → IP Address(es).",
            fr: "ZENGAPAY ne répond qu’aux adresses internet que vous inscrivez sous Settings → Developer Settings → IP Address(es).",
        },
        Words {
            en: "A payment may stay undecided at the operator for up to 24 hours. Do not ask again before.",
            fr: "Un paiement peut rester indécis chez l’opérateur jusqu’à 24 heures. Ne redemandez pas avant.",
        },
    ],
};
