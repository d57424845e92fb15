//! The rules that every adapter writes requests by. What is refused here never leaves.

use crate::contract::Connection;
use crate::http::{HeaderValue, HttpRequest};
use crate::manifest::Manifest;
use crate::refusals;
use chrono::{DateTime, Utc};
use domain::{Country, Kind, Money, Phone, Refusal, Secret};
use serde::Serialize;

/// Headers of a request, in order.
pub(crate) type Headers = Vec<(&'static str, HeaderValue)>;

/// An address below the account's base URL. Segments and values are escaped: references are opaque strings.
pub(crate) fn address(
    connection: &Connection<'_>,
    segments: &[&str],
    query: &[(&str, String)],
) -> Result<String, Refusal> {
    let mut url = url::Url::parse(connection.base_url)
        .map_err(|_| refusals::no_address(connection.base_url))?;
    // A dot segment would be dropped, and another address asked.
    let goes_elsewhere = |segment: &&str| matches!(*segment, "" | "." | "..");
    if segments.iter().any(goes_elsewhere) {
        return Err(refusals::no_reference());
    }
    match url.path_segments_mut() {
        Ok(mut path) => path.pop_if_empty().extend(segments),
        Err(()) => return Err(refusals::no_address(connection.base_url)),
    };
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    Ok(url.into())
}

/// A request that only asks.
pub(crate) fn get(url: String, headers: Headers) -> HttpRequest {
    HttpRequest {
        method: "GET",
        url,
        headers,
        body: None,
    }
}

/// A request without a body.
pub(crate) fn bare(method: &'static str, url: String, headers: Headers) -> HttpRequest {
    HttpRequest {
        method,
        url,
        headers,
        body: None,
    }
}

/// A request with a JSON body.
pub(crate) fn post(url: String, headers: Headers, body: &impl Serialize) -> HttpRequest {
    with_body("POST", url, headers, body)
}

/// The same, by another method.
pub(crate) fn with_body(
    method: &'static str,
    url: String,
    headers: Headers,
    body: &impl Serialize,
) -> HttpRequest {
    let body = serde_json::to_vec(body).expect("wire bodies hold only text, numbers and flags");
    HttpRequest {
        method,
        url,
        headers,
        body: Some(body),
    }
}

/// A credential that the manifest requires. A line break in it would become a header of its own.
pub(crate) fn credential<'a>(
    connection: &Connection<'a>,
    name: &str,
) -> Result<&'a Secret<String>, Refusal> {
    let usable = |secret: &&Secret<String>| {
        let value = secret.reveal();
        !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic())
    };
    connection
        .credentials
        .get(name)
        .filter(usable)
        .ok_or_else(|| refusals::unusable_credential(name))
}

/// The digits of an amount as a JSON number, after the last check that it may leave in this currency.
pub(crate) fn amount(money: &Money, currency: &str) -> Result<serde_json::Number, Refusal> {
    if money.currency().code() != currency {
        return Err(refusals::other_currency(currency));
    }
    Money::to_send(money.amount(), money.currency())
        .ok()
        .and_then(|money| money.amount().to_string().parse().ok())
        .ok_or_else(refusals::unusable_amount)
}

/// Is it within what the provider takes at once from this account? What a person is only asked about was asked before this.
pub(crate) fn within_limits(
    manifest: &Manifest,
    connection: &Connection<'_>,
    kind: Kind,
    money: &Money,
) -> Result<(), Refusal> {
    let currency = money.currency().code();
    let mut limits = manifest.limits.iter();
    let Some(limit) = limits.find(|limit| limit.kind == kind && limit.currency == currency) else {
        return Ok(());
    };
    let (least, most) = limit.hard_for(connection.settings);
    if (least.into()..=most.into()).contains(&money.amount()) {
        Ok(())
    } else {
        Err(refusals::beyond_the_limit(
            least,
            most,
            currency,
            limit.words,
        ))
    }
}

/// A time as a provider writes it that tells no zone: in its own.
pub(crate) fn in_zone(at: DateTime<Utc>, zone: &str) -> String {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    at.with_timezone(&zone)
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// The phone to ask, which has to be of this country.
pub(crate) fn phone_of<'a>(phone: Option<&'a Phone>, country: &str) -> Result<&'a Phone, Refusal> {
    let country = Country::parse(country).map_err(|_| refusals::missing_phone())?;
    let phone = phone.ok_or_else(refusals::missing_phone)?;
    if phone.country() == Some(country) {
        Ok(phone)
    } else {
        Err(refusals::phone_of_another_country(country))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use domain::Currency;

    #[test]
    fn a_reference_cannot_lead_to_another_address() {
        let at = |reference: &str| {
            sample::connected(|connection| address(connection, &["charges", reference], &[]))
        };
        assert_eq!(
            at("a/../b?c#d").unwrap(),
            "https://provider.example/v1/charges/a%2F..%2Fb%3Fc%23d"
        );
        for reference in ["", ".", ".."] {
            assert!(at(reference).is_err(), "{reference:?}");
        }
    }

    #[test]
    fn a_query_is_escaped() {
        let query = [("start", "2020-06-14 00:00:00".to_owned())];
        let url = sample::connected(|connection| address(connection, &["list"], &query)).unwrap();
        assert_eq!(
            url,
            "https://provider.example/v1/list?start=2020-06-14+00%3A00%3A00"
        );
    }

    #[test]
    fn an_amount_leaves_as_plain_digits_of_its_own_currency() {
        let rwf = Currency::parse("RWF").unwrap();
        let told = |text: &str| Money::told(text.parse().unwrap(), rwf).unwrap();
        assert_eq!(amount(&told("2000.00"), "RWF").unwrap().to_string(), "2000");
        assert!(amount(&told("2000.5"), "RWF").is_err());
        assert!(amount(&told("0"), "RWF").is_err());
        assert!(amount(&told("2000"), "UGX").is_err());
    }

    #[test]
    fn a_key_with_a_line_break_is_not_sent() {
        let key = |value: &str| {
            sample::with_credential("key", value, |connection| {
                credential(connection, "key").is_ok()
            })
        };
        assert!(key("made-up-1"));
        assert!(!key("made-up-1\r\nX-Evil: 1"));
        assert!(!key(""));
    }
}
