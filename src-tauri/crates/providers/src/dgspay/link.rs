//! A payment link as every answer of `/payment-links` may tell it. No document shows these answers, so each field is
//! taken from wherever it can stand, and what cannot be read is not known.

use super::MANIFEST;
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Amount, Asked, Part, Said, Told, Word, in_zone, page, said, unreadable};
use chrono::{DateTime, Utc};
use domain::{Currency, LinkSighting, LinkStatus, Outcome};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    id: Word,
    payment_link_id: Word,
    title: Word,
    description: Word,
    amount_type: Word,
    amount: Amount,
    currency: Word,
    status: Word,
    url: Word,
    link: Word,
    payment_url: Word,
    payment_link: Word,
    max_uses: Word,
    uses: Word,
    use_count: Word,
    times_used: Word,
    expires_at: Word,
    created_at: Word,
}

impl Link {
    /// What it says. `None` without an id, or where its amount stands there and cannot be read.
    pub(super) fn sighting(self, base_url: &str) -> Option<LinkSighting> {
        let provider_reference = self.id.0.or(self.payment_link_id.0)?;
        let currency = Currency::parse(self.currency.as_str()).ok();
        let open = self.amount_type.is("flexible");
        let amount = match self.amount.of(currency) {
            Told::Money(money) if !open && !money.amount().is_zero() => Some(money),
            Told::Money(_) | Told::Nothing => None,
            Told::Nonsense if open => None,
            Told::Nonsense => return None,
        };
        let count = |word: &Word| word.as_str().parse::<u32>().ok();
        let uses = [&self.uses, &self.use_count, &self.times_used]
            .into_iter()
            .find_map(count);
        let uses_limit = count(&self.max_uses).filter(|limit| *limit > 0);
        let code = [&self.description, &self.title]
            .into_iter()
            .find_map(|text| domain::note::code_in(text.as_str()));
        let url = [&self.url, &self.link, &self.payment_url, &self.payment_link]
            .into_iter()
            .find_map(|url| page(url.as_str(), base_url))
            .map(str::to_owned);
        let used_up = uses_limit.is_some_and(|limit| uses.is_some_and(|uses| uses >= limit));
        let told = status(self.status.as_str());
        Some(LinkSighting {
            provider_reference,
            our_reference: code.map(str::to_owned),
            amount,
            currency,
            url,
            status: if used_up && told == LinkStatus::Active {
                LinkStatus::UsedUp
            } else {
                told
            },
            provider_status: self.status.0.unwrap_or_default(),
            uses,
            uses_limit,
            expires_at: time(&self.expires_at),
            created_at: time(&self.created_at),
            title: self.title.0,
        })
    }
}

fn time(word: &Word) -> Option<DateTime<Utc>> {
    in_zone(word.as_str(), MANIFEST.time_zone)
}

/// The words are nowhere listed. These can mean only one thing; any other is not known.
fn status(word: &str) -> LinkStatus {
    match word.to_ascii_lowercase().as_str() {
        "active" | "enabled" | "open" => LinkStatus::Active,
        "used" | "used_up" | "completed" | "exhausted" => LinkStatus::UsedUp,
        "expired" => LinkStatus::Expired,
        "archived" | "inactive" | "disabled" | "deleted" => LinkStatus::TurnedOff,
        _ => LinkStatus::Unknown,
    }
}

#[derive(Deserialize)]
struct Wrapped {
    #[serde(default)]
    data: Part<Link>,
}

/// The link in an answer: in an object `data`, or bare.
pub(super) fn link_in(said: &Said<'_>, connection: &Connection<'_>) -> Option<LinkSighting> {
    let inside = match said.read::<Wrapped>() {
        Outcome::Known(wrapped) => wrapped.data.0,
        Outcome::Refused(_) | Outcome::Unknown(_) => None,
    };
    if let Some(link) = inside.and_then(|link| link.sighting(connection.base_url)) {
        return Some(link);
    }
    match said.read::<Link>() {
        // Outside, `status` is the request's.
        Outcome::Known(bare) => Link {
            status: Word(None),
            ..bare
        }
        .sighting(connection.base_url),
        Outcome::Refused(_) | Outcome::Unknown(_) => None,
    }
}

/// An answer that has to tell a link, and of the one that was asked about where `of` names it.
pub(super) fn told(
    response: &HttpResponse,
    asked: Asked,
    connection: &Connection<'_>,
    of: Option<&str>,
) -> Outcome<LinkSighting> {
    said(response, asked, connection)
        .and_then(|said| super::errors::accepted(said, asked, connection))
        .and_then(|said| match link_in(&said, connection) {
            Some(link) if of.is_none_or(|of| link.provider_reference == of) => Outcome::Known(link),
            Some(_) => unreadable("another link", said.status),
            None => unreadable("no link", said.status),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<LinkSighting> {
        serde_json::from_str::<Link>(json)
            .unwrap()
            .sighting("https://provider.example")
    }

    #[test]
    fn a_page_is_found_under_any_of_its_names_and_only_over_https() {
        for name in ["url", "link", "payment_url", "payment_link"] {
            let json = format!(r#"{{"id":"pl_1","{name}":"https://pay.example/l/a"}}"#);
            assert_eq!(
                read(&json).unwrap().url.as_deref(),
                Some("https://pay.example/l/a")
            );
        }
        let odd = r#"{"id":7,"url":"javascript:alert(1)","link":{"id":1}}"#;
        let link = read(odd).unwrap();
        assert_eq!((link.provider_reference.as_str(), link.url), ("7", None));
    }

    #[test]
    fn a_link_word_that_can_mean_several_things_is_not_known() {
        for (word, expected) in [
            ("active", LinkStatus::Active),
            ("expired", LinkStatus::Expired),
            ("archived", LinkStatus::TurnedOff),
            ("completed", LinkStatus::UsedUp),
            ("pending", LinkStatus::Unknown),
            ("", LinkStatus::Unknown),
        ] {
            let json = format!(r#"{{"id":"a","status":"{word}"}}"#);
            assert_eq!(read(&json).unwrap().status, expected, "{word}");
        }
        let often = r#"{"id":"a","status":"active","uses":3,"max_uses":"3"}"#;
        assert_eq!(read(often).unwrap().status, LinkStatus::UsedUp);
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_no_open_amount() {
        assert!(read(r#"{"id":"a","amount":"ten","currency":"RWF"}"#).is_none());
        assert!(read(r#"{"id":"a","amount":5000,"currency":"FRW"}"#).is_none());
        let open = r#"{"id":"a","amount_type":"flexible","amount":null,"currency":"RWF"}"#;
        assert_eq!(read(open).unwrap().amount, None);
    }
}
