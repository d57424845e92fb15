//! `GET /movements`, `GET /movements/{id}` and `GET /wallets`.

use super::answer::{content, no, unreadable};
use super::movement::sighting;
use super::request::{segment, to};
use super::{MOVEMENTS, PAGE_LIMIT};
use domain::money::parse_decimal;
use domain::{Currency, Money, Outcome, Refusal, RefusalKind};
use providers::{
    Connection, Endpoint, FetchTransaction, Fetched, HttpRequest, HttpResponse, ListPage,
    ListTransactions, ReadBalances, TestKey, Walk, WalletBalance,
};
use serde_json::Value;

pub(super) struct Single;

impl Endpoint<FetchTransaction> for Single {
    fn request(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let path = format!("/movements/{}", segment(&call.provider_reference)?);
        to("GET", &path, None, connection)
    }

    fn reply(
        &self,
        call: &FetchTransaction,
        _connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Fetched> {
        match content(response) {
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(Fetched::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(own) => {
                let reference = Some(&call.provider_reference);
                match sighting(&own["movement"]) {
                    Some(found) if found.provider_reference.as_ref() == reference => {
                        Outcome::Known(Fetched::Found(Box::new(found)))
                    }
                    _ => unreadable("another movement, or none", response.status),
                }
            }
        }
    }
}

pub(super) struct Pages;

/// The first page is 1; what is no number is nobody's cursor.
fn page(call: &ListTransactions) -> Result<u32, Refusal> {
    let cursor = call.cursor.as_deref();
    cursor.map_or(Some(1), |it| it.parse().ok()).ok_or_else(|| {
        no(
            RefusalKind::Invalid,
            "cursor_unusable",
            "This place in the list is not known.",
            "Cette position dans la liste est inconnue.",
        )
    })
}

impl Endpoint<ListTransactions> for Pages {
    fn request(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        assert_eq!(call.list, MOVEMENTS);
        let (page, size) = (page(call)?, call.limit.clamp(1, PAGE_LIMIT));
        let path = format!("/movements?page={page}&size={size}");
        to("GET", &path, None, connection)
    }

    fn reply(
        &self,
        call: &ListTransactions,
        _connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        content(response).and_then(|own| {
            let items = own["movements"]
                .as_array()
                .and_then(|rows| rows.iter().map(sighting).collect::<Option<Vec<_>>>());
            match (items, page(call)) {
                (Some(items), Ok(page)) => Outcome::Known(ListPage {
                    next: (own["more"] == true).then(|| (page + 1).to_string()),
                    items,
                    walk: Walk::Unstated,
                    total: None,
                    fees: Vec::new(),
                }),
                _ => unreadable("no list, or a row that cannot be kept", response.status),
            }
        })
    }
}

pub(super) struct Wallets;

fn wallet(told: &Value) -> Option<WalletBalance> {
    let currency = Currency::parse(told["currency"].as_str()?).ok()?;
    let amount = parse_decimal(told["holds"].as_str()?).ok()?;
    Some(WalletBalance {
        currency,
        network: None,
        available: Some(Money::told(amount, currency).ok()?),
        pending: None,
        total: None,
        as_of: None,
    })
}

fn wallets(response: &HttpResponse) -> Outcome<Vec<WalletBalance>> {
    content(response).and_then(|own| {
        let wallets = own["wallets"]
            .as_array()
            .and_then(|wallets| wallets.iter().map(wallet).collect::<Option<Vec<_>>>());
        match wallets {
            Some(wallets) => Outcome::Known(wallets),
            None => unreadable("no wallets", response.status),
        }
    })
}

impl Endpoint<ReadBalances> for Wallets {
    fn request(
        &self,
        _call: &ReadBalances,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        to("GET", "/wallets", None, connection)
    }

    fn reply(
        &self,
        _call: &ReadBalances,
        _connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Vec<WalletBalance>> {
        wallets(response)
    }
}

impl Endpoint<TestKey> for Wallets {
    fn request(
        &self,
        _call: &TestKey,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        to("GET", "/wallets", None, connection)
    }

    fn reply(
        &self,
        _call: &TestKey,
        _connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<()> {
        wallets(response).map(|_| ())
    }
}
