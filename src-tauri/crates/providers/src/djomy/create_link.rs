//! `POST /v1/links`: a page that a customer opens.

use super::create_charge::{landing, written};
use super::errors::{heard, judged};
use super::extras::{CustomField, custom_fields, metadata, page_methods};
use super::headers::headers;
use super::link::Link;
use super::manifest::{COUNTRY, MANIFEST};
use super::{currency, methods, words};
use crate::calls::CreateLink;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{LinkSighting, Outcome, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How often a link is payable that has no end. Without a limit one for several payments closes after the first.
pub(super) const MOST_USES: u32 = 100_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    country_code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_to_pay: Option<serde_json::Number>,
    link_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
    send_sms: bool,
    usage_type: &'a str,
    usage_limit: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    merchant_reference: &'a str,
    return_url: &'a str,
    cancel_url: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowed_payment_methods: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    custom_fields: Vec<CustomField>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    metadata: Map<String, Value>,
}

#[derive(Deserialize)]
struct Answer {
    data: Option<Link>,
}

pub(super) struct NewLink;

impl Endpoint<CreateLink> for NewLink {
    fn request(
        &self,
        call: &CreateLink,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let details = &call.details;
        if call.currency.code() != currency::HOME {
            return Err(refusals::other_currency(currency::HOME));
        }
        if details.min.is_some() || details.max.is_some() {
            return Err(words::no_bounds());
        }
        let amount = details.amount.as_ref();
        let phone = match &call.phone {
            None if details.sms => return Err(words::sms_without_phone()),
            None => None,
            Some(phone) => Some(written(writing::phone_of(Some(phone), COUNTRY)?)),
        };
        let landing = landing(&call.landing_url)?;
        let uses = details.uses.unwrap_or(MOST_USES);
        if !(1..=MOST_USES).contains(&uses) {
            return Err(words::unusable_uses());
        }
        if details.expires_at.is_some_and(|end| end <= connection.now) {
            return Err(words::expiry_in_the_past());
        }
        let body = Body {
            country_code: country(call)?,
            amount_to_pay: amount
                .map(|amount| writing::amount(amount, currency::HOME))
                .transpose()?,
            link_name: &details.title,
            description: &call.note,
            phone_number: phone,
            send_sms: details.sms,
            usage_type: if uses == 1 { "UNIQUE" } else { "MULTIPLE" },
            usage_limit: uses,
            expires_at: details
                .expires_at
                .map(|end| end.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            merchant_reference: &call.our_reference,
            return_url: landing,
            cancel_url: landing,
            allowed_payment_methods: allowed(call, connection)?,
            custom_fields: custom_fields(connection)?,
            metadata: metadata(connection, None)?,
        };
        let url = writing::address(connection, &["v1", "links"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        _call: &CreateLink,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<LinkSighting> {
        let asked = Asked::ToMoveMoney;
        heard(response, asked, connection)
            .and_then(|said| judged(said, asked, connection))
            .and_then(|said| {
                said.read::<Answer>().and_then(|answer| {
                    match answer
                        .data
                        .and_then(|link| link.sighting(connection.base_url))
                    {
                        Some(link) => Outcome::Known(link),
                        None => unreadable("no reference", said.status),
                    }
                })
            })
    }
}

/// Two letters in upper case: others are rejected. The currency follows from it, so it is the one that we know.
fn country(call: &CreateLink) -> Result<&'static str, Refusal> {
    match &call.details.country {
        Some(country) if country.code() != COUNTRY => {
            Err(refusals::unsupported(&MANIFEST).about("country"))
        }
        Some(_) | None => Ok(COUNTRY),
    }
}

/// What the page is limited to: the rails of the link, else the account's setting, else nothing.
fn allowed(call: &CreateLink, connection: &Connection<'_>) -> Result<Vec<&'static str>, Refusal> {
    if call.details.methods.is_empty() {
        return page_methods(connection);
    }
    let mut allowed = Vec::new();
    for method in &call.details.methods {
        match methods::of_rail(*method) {
            [] => return Err(words::unknown_page_method(method.as_str())),
            codes => allowed.extend(codes),
        }
    }
    Ok(allowed)
}
