//! The calls as fixtures write them: plain words, amounts as text, and nothing that is not there.

use chrono::{DateTime, Utc};
use domain::{
    ChargeDetails, Country, Currency, Destination, FeePayer, Kind, LinkDetails, Method, Money,
    PayoutDetails, Phone, Secret, Status,
};
use providers::{
    Authorisation, AuthoriseCharge, BillingAddress, CheckRecipient, Convert, CreateCharge,
    CreateContact, CreateLink, CreatePayout, CreatePayouts, Entry, FetchContact, FetchLink,
    FetchTransaction, FindByReference, ListBanks, ListContacts, ListLinkPayments, ListLinks,
    ListNetworks, ListTransactions, PreviewConversion, Provider, ReadStatement, RefundCharge,
    RegisterWebhook, RetryPayout, RevokeLink, SealedCard, SealedPin, SimulatePayment, UpdateLink,
};
use serde_json::Value;

pub(crate) fn charge(told: &Value) -> CreateCharge {
    CreateCharge {
        amount: money(told),
        phone: phone_if(told),
        details: ChargeDetails {
            method: word(told, "method")
                .and_then(Method::parse)
                .expect("a method"),
            network: text(told, "network"),
            payer: text(told, "payer"),
            country: country(told),
            fee_payer: word(told, "fee_payer").map(|payer| match payer {
                "customer" => FeePayer::Customer,
                "merchant" => FeePayer::Merchant,
                other => panic!("nobody named {other} pays fees"),
            }),
            first_name: text(told, "first_name"),
            last_name: text(told, "last_name"),
            email: text(told, "email"),
            scenario: text(told, "scenario"),
        },
        note: text(told, "note").unwrap_or_default(),
        our_reference: text(told, "our_reference").expect("our reference"),
        landing_url: text(told, "landing_url").expect("a landing page"),
        card: told.get("card").map(|card| SealedCard {
            number: secret(card, "number"),
            expiry_month: secret(card, "expiry_month"),
            expiry_year: secret(card, "expiry_year"),
            cvv: secret(card, "cvv"),
            nonce: text(card, "nonce").expect("a nonce"),
        }),
        callback_url: text(told, "callback_url"),
        payer_email: text(told, "payer_email"),
    }
}

pub(crate) fn authorise(told: &Value) -> AuthoriseCharge {
    let pin = told.get("pin");
    let address = told.get("address");
    AuthoriseCharge {
        provider_reference: reference(told),
        authorisation: match (pin, address) {
            (Some(pin), _) => Authorisation::Pin(SealedPin {
                pin: secret(pin, "pin"),
                nonce: text(pin, "nonce").expect("a nonce"),
            }),
            (None, Some(address)) => Authorisation::Address(BillingAddress {
                line1: text(address, "line1").expect("a first line"),
                line2: text(address, "line2"),
                city: text(address, "city"),
                state: text(address, "state"),
                postal_code: text(address, "postal_code"),
                country: country(address).expect("a country"),
            }),
            (None, None) => Authorisation::Otp(secret(told, "otp")),
        },
    }
}

pub(crate) fn simulate(told: &Value) -> SimulatePayment {
    SimulatePayment {
        kind: kind(told),
        provider_reference: reference(told),
        phone: phone(told),
    }
}

pub(crate) fn payout(told: &Value) -> CreatePayout {
    let to: Destination = serde_json::from_value(told["to"].clone()).expect("a destination");
    CreatePayout {
        amount: money(told),
        phone: phone_if(told),
        name: text(told, "name"),
        details: PayoutDetails {
            to,
            country: country(told),
            recipient_gets: money_of(told, "recipient_gets"),
            refunds: None,
            batch: None,
            tries_again: None,
            sub_account: text(told, "sub_account"),
            scenario: text(told, "scenario"),
        },
        note: text(told, "note").unwrap_or_default(),
        our_reference: text(told, "our_reference").expect("our reference"),
        callback_url: text(told, "callback_url"),
    }
}

pub(crate) fn payouts(told: &Value) -> CreatePayouts {
    let payouts = told["payouts"].as_array().expect("payouts");
    CreatePayouts {
        payouts: payouts.iter().map(payout).collect(),
    }
}

pub(crate) fn retry(told: &Value) -> RetryPayout {
    RetryPayout {
        provider_reference: reference(told),
        amount: money(told),
    }
}

pub(crate) fn check(told: &Value) -> CheckRecipient {
    CheckRecipient { phone: phone(told) }
}

pub(crate) fn refund(told: &Value) -> RefundCharge {
    RefundCharge {
        charge_reference: text(told, "charge_reference").expect("a charge"),
        amount: money(told),
        whole: told["whole"].as_bool().expect("whole or not"),
    }
}

pub(crate) fn preview(told: &Value) -> PreviewConversion {
    PreviewConversion {
        from: money(told),
        to: currency(told, "to"),
    }
}

pub(crate) fn convert(told: &Value) -> Convert {
    Convert {
        from: money(told),
        to: currency(told, "to"),
    }
}

pub(crate) fn link(told: &Value) -> CreateLink {
    CreateLink {
        currency: currency(told, "currency"),
        details: LinkDetails {
            title: text(told, "title").unwrap_or_default(),
            amount: money_of(told, "amount"),
            min: money_of(told, "min"),
            max: money_of(told, "max"),
            uses: count(told, "uses"),
            expires_at: time(told, "expires_at"),
            methods: told["methods"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|method| method.as_str().and_then(Method::parse).expect("a method"))
                .collect(),
            sms: told["sms"].as_bool().unwrap_or_default(),
            country: country(told),
        },
        phone: phone_if(told),
        note: text(told, "note").unwrap_or_default(),
        our_reference: text(told, "our_reference").expect("our reference"),
        landing_url: text(told, "landing_url").expect("a landing page"),
    }
}

pub(crate) fn fetch_link(told: &Value) -> FetchLink {
    FetchLink {
        provider_reference: reference(told),
    }
}

pub(crate) fn list_links(told: &Value) -> ListLinks {
    ListLinks {
        cursor: text(told, "cursor"),
        limit: limit(told),
    }
}

pub(crate) fn link_payments(told: &Value) -> ListLinkPayments {
    ListLinkPayments {
        provider_reference: reference(told),
        cursor: text(told, "cursor"),
        limit: limit(told),
    }
}

pub(crate) fn update_link(told: &Value) -> UpdateLink {
    UpdateLink {
        provider_reference: reference(told),
        currency: currency(told, "currency"),
        title: text(told, "title"),
        amount: money_of(told, "amount"),
        min: money_of(told, "min"),
        max: money_of(told, "max"),
        uses: count(told, "uses"),
        expires_at: time(told, "expires_at"),
    }
}

pub(crate) fn revoke_link(told: &Value) -> RevokeLink {
    RevokeLink {
        provider_reference: reference(told),
    }
}

pub(crate) fn fetch(told: &Value) -> FetchTransaction {
    FetchTransaction {
        kind: kind(told),
        provider_reference: reference(told),
    }
}

pub(crate) fn find(told: &Value) -> FindByReference {
    FindByReference {
        kind: kind(told),
        our_reference: text(told, "our_reference").expect("our reference"),
    }
}

pub(crate) fn list(told: &Value, provider: &dyn Provider) -> ListTransactions {
    let name = word(told, "list").expect("a list");
    let mut lists = provider.manifest().lists.iter();
    ListTransactions {
        list: lists
            .find(|list| list.name == name)
            .expect("one of its lists")
            .name,
        cursor: text(told, "cursor"),
        limit: limit(told),
    }
}

pub(crate) fn statement(told: &Value) -> ReadStatement {
    ReadStatement {
        from: time(told, "from"),
        to: time(told, "to"),
        status: word(told, "status").map(|word| Status::parse(word).expect("a status")),
        entry: word(told, "entry").map(|entry| match entry {
            "transaction" => Entry::Transaction,
            "fee" => Entry::Fee,
            "other" => Entry::Other,
            other => panic!("no row is a {other}"),
        }),
        network: text(told, "network"),
        operator_reference: text(told, "operator_reference"),
        cursor: text(told, "cursor"),
        limit: limit(told),
    }
}

pub(crate) fn contact(told: &Value) -> CreateContact {
    CreateContact {
        first_name: text(told, "first_name").expect("a first name"),
        last_name: text(told, "last_name"),
        phone: phone(told),
        sort: text(told, "sort").expect("a sort"),
    }
}

pub(crate) fn list_contacts(told: &Value) -> ListContacts {
    ListContacts {
        cursor: text(told, "cursor"),
        limit: limit(told),
    }
}

pub(crate) fn fetch_contact(told: &Value) -> FetchContact {
    FetchContact {
        provider_reference: reference(told),
    }
}

pub(crate) fn list_banks(told: &Value) -> ListBanks {
    ListBanks {
        country: country(told).expect("a country"),
    }
}

pub(crate) fn list_networks(told: &Value) -> ListNetworks {
    ListNetworks {
        one: text(told, "one"),
    }
}

pub(crate) fn register(told: &Value) -> RegisterWebhook {
    RegisterWebhook {
        topic: text(told, "topic").expect("a topic"),
        url: text(told, "url").expect("an address"),
    }
}

fn word<'a>(told: &'a Value, field: &str) -> Option<&'a str> {
    told[field].as_str()
}

pub(crate) fn text(told: &Value, field: &str) -> Option<String> {
    word(told, field).map(str::to_owned)
}

fn reference(told: &Value) -> String {
    text(told, "provider_reference").expect("a reference")
}

fn kind(told: &Value) -> Kind {
    word(told, "kind").and_then(Kind::parse).expect("a kind")
}

fn secret(told: &Value, field: &str) -> Secret<String> {
    Secret::from(word(told, field).expect("something secret"))
}

fn currency(told: &Value, field: &str) -> Currency {
    Currency::parse(word(told, field).expect("a currency")).unwrap()
}

/// The amount of a call, in its currency.
fn money(told: &Value) -> Money {
    money_of(told, "amount").expect("an amount")
}

fn money_of(told: &Value, field: &str) -> Option<Money> {
    let amount = word(told, field)?.parse().unwrap();
    Some(Money::told(amount, currency(told, "currency")).unwrap())
}

fn phone_if(told: &Value) -> Option<Phone> {
    word(told, "phone").map(|phone| Phone::parse(phone).unwrap())
}

fn phone(told: &Value) -> Phone {
    phone_if(told).expect("a phone")
}

fn country(told: &Value) -> Option<Country> {
    word(told, "country").map(|country| Country::parse(country).unwrap())
}

fn count(told: &Value, field: &str) -> Option<u32> {
    told[field].as_u64().map(|count| count.try_into().unwrap())
}

fn limit(told: &Value) -> u32 {
    count(told, "limit").expect("a limit")
}

fn time(told: &Value, field: &str) -> Option<DateTime<Utc>> {
    word(told, field).map(|time| time.parse().unwrap())
}
