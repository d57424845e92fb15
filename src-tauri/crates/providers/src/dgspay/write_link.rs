//! `POST /payment-links` makes a page where a customer pays, `PATCH` changes it, `DELETE` archives it for good.

use super::errors::accepted;
use super::headers::headers;
use super::link::{link_in, told};
use super::manifest::{LINK_CURRENCIES, MANIFEST};
use super::{payer, refused};
use crate::calls::{CreateLink, FetchedLink, RevokeLink, UpdateLink};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Word, said, unreadable};
use crate::{refusals, writing};
use chrono::{DateTime, Utc};
use domain::{Currency, LinkSighting, LinkStatus, Method, Money, Outcome, Refusal, RefusalKind};
use serde::{Deserialize, Serialize};

/// What is made, or what is changed of it: what is `None` is left out.
#[derive(Default, Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_amount: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_amount: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_types: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_uses: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
}

pub(super) struct Create;

impl Endpoint<CreateLink> for Create {
    fn request(
        &self,
        call: &CreateLink,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let details = &call.details;
        if details.sms {
            return Err(refused::unsupported("sms"));
        }
        let title = payer::told(Some(&details.title)).ok_or_else(refused::no_title)?;
        let bounded = Bounds::of(details.min, details.max, call.currency)?;
        if details.amount.is_some() && (details.min.is_some() || details.max.is_some()) {
            return Err(refused::unusable_bounds());
        }
        let currency = taken(call.currency)?;
        let body = Body {
            title: Some(title),
            amount_type: Some(if details.amount.is_some() {
                "fixed"
            } else {
                "flexible"
            }),
            currency: Some(currency),
            amount: amount(details.amount, currency)?,
            min_amount: bounded.least,
            max_amount: bounded.most,
            payment_types: payment_types(&details.methods)?,
            description: payer::told(Some(&call.note)),
            redirect_url: Some(&call.landing_url),
            max_uses: uses(details.uses)?,
            expires_at: end(details.expires_at, connection)?,
        };
        let url = writing::address(connection, &["payment-links"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        _call: &CreateLink,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<LinkSighting> {
        told(response, Asked::ToMoveMoney, connection, None)
    }
}

pub(super) struct Update;

impl Endpoint<UpdateLink> for Update {
    fn request(
        &self,
        call: &UpdateLink,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let currency = taken(call.currency)?;
        let bounded = Bounds::of(call.min, call.max, call.currency)?;
        let body = Body {
            title: match call.title.as_deref() {
                Some(title) => Some(payer::told(Some(title)).ok_or_else(refused::no_title)?),
                None => None,
            },
            amount: amount(call.amount, currency)?,
            min_amount: bounded.least,
            max_amount: bounded.most,
            max_uses: uses(call.uses)?,
            expires_at: end(call.expires_at, connection)?,
            ..Body::default()
        };
        let nothing = body.title.is_none()
            && body.amount.is_none()
            && body.min_amount.is_none()
            && body.max_amount.is_none()
            && body.max_uses.is_none()
            && body.expires_at.is_none();
        if nothing {
            return Err(refused::nothing_to_change());
        }
        let url = writing::address(
            connection,
            &["payment-links", &call.provider_reference],
            &[],
        )?;
        Ok(writing::with_body(
            "PATCH",
            url,
            headers(connection)?,
            &body,
        ))
    }

    fn reply(
        &self,
        call: &UpdateLink,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<LinkSighting> {
        told(
            response,
            Asked::ToMoveMoney,
            connection,
            Some(&call.provider_reference),
        )
    }
}

pub(super) struct Archive;

impl Endpoint<RevokeLink> for Archive {
    fn request(
        &self,
        call: &RevokeLink,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let url = writing::address(
            connection,
            &["payment-links", &call.provider_reference],
            &[],
        )?;
        Ok(writing::bare("DELETE", url, headers(connection)?))
    }

    /// The answer may tell the link, or nothing of it: an archived link is over either way.
    fn reply(
        &self,
        call: &RevokeLink,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<FetchedLink> {
        let asked = Asked::ToMoveMoney;
        let said =
            said(response, asked, connection).and_then(|said| accepted(said, asked, connection));
        match said {
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(FetchedLink::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(said) => {
                let told = link_in(&said, connection)
                    .filter(|link| link.provider_reference == call.provider_reference)
                    .filter(|link| link.status != LinkStatus::Unknown);
                let link = told.or_else(|| {
                    let done = said.read::<Done>();
                    matches!(done, Outcome::Known(done) if done.status.is("success"))
                        .then(|| archived(&call.provider_reference))
                });
                match link {
                    Some(link) => Outcome::Known(FetchedLink::Found(Box::new(link))),
                    None => unreadable("neither a link nor a success", said.status),
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    status: Word,
}

fn archived(reference: &str) -> LinkSighting {
    LinkSighting {
        provider_reference: reference.to_owned(),
        our_reference: None,
        title: None,
        amount: None,
        currency: None,
        url: None,
        status: LinkStatus::TurnedOff,
        provider_status: String::new(),
        uses: None,
        uses_limit: None,
        expires_at: None,
        created_at: None,
    }
}

fn taken(currency: Currency) -> Result<&'static str, Refusal> {
    let mut codes = LINK_CURRENCIES.iter().copied();
    codes
        .find(|code| *code == currency.code())
        .ok_or_else(|| refusals::other_currency("RWF, USD, EUR"))
}

fn amount(money: Option<Money>, currency: &str) -> Result<Option<serde_json::Number>, Refusal> {
    money
        .map(|money| writing::amount(&money, currency))
        .transpose()
}

/// What a customer may type at least and at most.
struct Bounds {
    least: Option<serde_json::Number>,
    most: Option<serde_json::Number>,
}

impl Bounds {
    fn of(least: Option<Money>, most: Option<Money>, currency: Currency) -> Result<Self, Refusal> {
        if let (Some(least), Some(most)) = (least, most)
            && least.amount() > most.amount()
        {
            return Err(refused::unusable_bounds());
        }
        Ok(Self {
            least: amount(least, currency.code())?,
            most: amount(most, currency.code())?,
        })
    }
}

/// None named is all: then the field is left out.
fn payment_types(methods: &[Method]) -> Result<Option<Vec<&'static str>>, Refusal> {
    let word = |method: &Method| match method {
        Method::Card => Ok("card"),
        Method::MobileMoney => Ok("mobile_money"),
        Method::Bank => Ok("bank_transfer"),
        Method::Wallet | Method::Hosted => Err(refused::unsupported("methods")),
    };
    let words: Vec<_> = methods.iter().map(word).collect::<Result<_, _>>()?;
    Ok((!words.is_empty()).then_some(words))
}

fn uses(uses: Option<u32>) -> Result<Option<u32>, Refusal> {
    match uses {
        Some(0) => Err(refused::unusable_end()),
        other => Ok(other),
    }
}

/// In the provider's own zone: the field has none.
fn end(at: Option<DateTime<Utc>>, connection: &Connection<'_>) -> Result<Option<String>, Refusal> {
    let Some(at) = at else {
        return Ok(None);
    };
    if at <= connection.now {
        return Err(refused::unusable_end());
    }
    Ok(Some(writing::in_zone(at, MANIFEST.time_zone)))
}
