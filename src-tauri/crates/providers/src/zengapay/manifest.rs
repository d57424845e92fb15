//! ZENGAPAY's facts.

use super::page::PAGE_LIMIT;
use super::{delivery, help, list_transactions};
use crate::manifest::{
    ChargeMethod, CredentialField, FeeFrom, List, Manifest, Network, OurReference, PayoutRail,
    Words,
};
use crate::setting::{SettingField, Takes};
use domain::{Kind, Method, Rail};

pub(super) const CURRENCY: &str = "UGX";

/// The code of each network's wallet, with the network's name.
pub(super) const CODES: &[(&str, &str)] = &[("UGX-MTNMM", "MTN"), ("UGX-ATLMM", "Airtel")];

/// A payout's fee is in no document: it is learnt from the statement.
const fn to(rail: Rail, needs_phone: bool) -> PayoutRail {
    PayoutRail {
        rail,
        currencies: &[CURRENCY],
        needs_phone,
        needs_network: false,
        needs_name: false,
        fee_from: FeeFrom::Unstated,
        reference_in_note: false,
        scenarios: &[],
        caution: None,
    }
}

pub(super) const SETTINGS_PAGE: Words = Words {
    en: "the ZENGAPAY dashboard, Settings → Developer Settings",
    fr: "le tableau de bord ZENGAPAY, Settings → Developer Settings",
};

pub(super) static MANIFEST: Manifest = Manifest {
    id: "zengapay",
    name: "ZENGAPAY",
    countries: &["UG"],
    currencies: &[CURRENCY],
    time_zone: "Africa/Kampala",
    sandbox_urls: &["https://api.sandbox.zengapay.com/v1"],
    live_urls: &["https://api.zengapay.com/v1"],
    url_countries: &[],
    public_site: "https://zengapay.com",
    page_hosts: &[],
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
    seals_cards: None,
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
        takes: Takes::Text,
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
    payout_rails: &[to(Rail::MobileMoney, true), to(Rail::Contact, false)],
    payouts_per_call: 1,
    limits: &[],
    conversions: &[],
    conversion_lookup: false,
    links: None,
    webhook_topics: &[],
    webhook_answer: 202,
    webhook_greets: false,
    requests_per_minute: None,
    announced: help::ANNOUNCED,
    help: help::STEPS,
    lists: &[
        list(list_transactions::COLLECTIONS),
        list(list_transactions::TRANSFERS),
        // The same again, and the fees, which stand nowhere else.
        list(list_transactions::STATEMENT),
    ],
    timeout_s: 30,
    concurrency: 4,
    secret_fields: &["api_token", "secret_hash", "authorization"],
    phone_fields: &["msisdn", "phone"],
    absence_counts_after_s: &[(Kind::Charge, A_DAY_S), (Kind::Payout, A_DAY_S)],
    must_tell: help::MUST_TELL,
};

/// What is undecided at an operator is decided within a day.
const A_DAY_S: u64 = 24 * 60 * 60;

const fn list(name: &'static str) -> List {
    List {
        name,
        page_limit: PAGE_LIMIT,
        has_phones: true,
    }
}
