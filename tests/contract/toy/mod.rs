//! A fifth provider, made up, and known to nothing but the line in `subjects.rs` that puts it beside the shipped ones. It
//! is written with what the `providers` crate shows to everybody, so whatever it lacks a real one would lack, too.

mod answer;
mod charge;
mod movement;
mod payout;
mod reading;
mod request;
mod webhook;

use domain::{Method, Rail};
use providers::manifest::{List, Words};
use providers::{
    ChargeMethod, CreateCharge, CreatePayout, CredentialField, Endpoint, FeeFrom, FetchTransaction,
    ListTransactions, Manifest, Network, OurReference, PayoutRail, Provider, ReadBalances,
    ReadDelivery, TestKey,
};

/// Toy Pay, of Ghana.
pub(crate) struct ToyPay;

impl Provider for ToyPay {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&reading::Wallets)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&charge::Push)
    }
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        Some(&reading::Single)
    }
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        Some(&reading::Pages)
    }
    fn create_payout(&self) -> Option<&dyn Endpoint<CreatePayout>> {
        Some(&payout::Send)
    }
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        Some(&reading::Wallets)
    }
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        Some(&webhook::Signed)
    }
}

const API_KEY: &str = "api_key";
const SECRET: &str = "webhook_secret";
const CURRENCY: &str = "GHS";
const MOVEMENTS: &str = "movements";
const PAGE_LIMIT: u32 = 50;

static MANIFEST: Manifest = Manifest {
    id: "toy",
    name: "Toy Pay",
    countries: &["GH"],
    currencies: &[CURRENCY],
    time_zone: "Africa/Accra",
    sandbox_urls: &["https://sandbox.toypay.example"],
    live_urls: &["https://api.toypay.example"],
    url_countries: &[],
    public_site: "https://toypay.example",
    page_hosts: &[],
    credentials: &[
        CredentialField {
            name: API_KEY,
            label: Words {
                en: "API key",
                fr: "Clé API",
            },
            help: Words {
                en: "On the lid of the box.",
                fr: "Sur le couvercle de la boîte.",
            },
            secret: true,
            required: true,
            identity: true,
        },
        CredentialField {
            name: SECRET,
            label: Words {
                en: "Webhook secret",
                fr: "Secret des webhooks",
            },
            help: Words {
                en: "Below the lid.",
                fr: "Sous le couvercle.",
            },
            secret: true,
            required: false,
            identity: false,
        },
    ],
    seals_cards: None,
    settings: &[],
    networks: &[Network {
        code: "TOY",
        name: "Toycom",
        country: "GH",
        prefixes: &["24"],
    }],
    our_reference: OurReference::Field { longest: 32 },
    longest_note: 60,
    charge_methods: &[ChargeMethod {
        method: Method::MobileMoney,
        currencies: &[CURRENCY],
        needs_phone: true,
        needs_network: false,
        fee_payer: false,
        names: false,
        scenarios: &[],
    }],
    payout_rails: &[PayoutRail {
        rail: Rail::MobileMoney,
        currencies: &[CURRENCY],
        needs_phone: true,
        needs_network: false,
        needs_name: false,
        fee_from: FeeFrom::Wallet,
        reference_in_note: false,
        scenarios: &[],
        caution: None,
    }],
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
        name: MOVEMENTS,
        page_limit: PAGE_LIMIT,
        has_phones: true,
    }],
    timeout_s: 30,
    concurrency: 2,
    secret_fields: &[API_KEY, SECRET],
    phone_fields: &["phone"],
    absence_counts_after_s: &[],
    must_tell: &[Words {
        en: "This provider is a toy, and moves nothing.",
        fr: "Ce fournisseur est un jouet, et ne déplace rien.",
    }],
};
