//! `GET /v1/webhooks` and `POST /v1/webhooks`: one registration a topic. No document deletes or changes one.

use super::headers::headers;
use super::object::told;
use super::page::{query, rows};
use super::times::time;
use super::{MANIFEST, list_transactions::PAGE_LIMIT};
use crate::calls::{ListWebhooks, RegisterWebhook, Registration};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Word, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal};
use serde::{Deserialize, Serialize};
use url::{Host, Url};

#[derive(Serialize)]
struct Body<'a> {
    topic: &'a str,
    url: &'a str,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Row {
    id: Word,
    topic: Word,
    url: Word,
    created_at: Word,
}

impl Row {
    fn read(self) -> Option<Registration> {
        Some(Registration {
            provider_reference: self.id.0?,
            topic: self.topic.0?,
            url: self.url.0?,
            created_at: time(self.created_at.as_str()),
        })
    }
}

pub(super) struct Registrations;

impl Endpoint<ListWebhooks> for Registrations {
    fn request(
        &self,
        call: &ListWebhooks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let query = query(call.cursor.as_deref(), PAGE_LIMIT);
        let url = writing::address(connection, &["v1", "webhooks"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListWebhooks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<(Vec<Registration>, Option<String>)> {
        rows::<Row>(response, connection, call.cursor.as_deref()).and_then(|page| {
            let listed: Option<Vec<Registration>> = page.rows.into_iter().map(Row::read).collect();
            match listed {
                Some(listed) => Outcome::Known((listed, page.next)),
                None => unreadable(
                    "a registration without id, topic or address",
                    response.status,
                ),
            }
        })
    }
}

pub(super) struct Register;

impl Endpoint<RegisterWebhook> for Register {
    fn request(
        &self,
        call: &RegisterWebhook,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if !MANIFEST.webhook_topics.contains(&call.topic.as_str()) {
            return Err(refusals::unsupported(&MANIFEST).about("topic"));
        }
        // A provider on this computer, that of the practice, reaches what is on it, too.
        let is_neighbour = is_here(connection.base_url) && is_here(&call.url);
        if !is_public(&call.url) && !is_neighbour {
            return Err(refusals::address_not_public());
        }
        let body = Body {
            topic: &call.topic,
            url: &call.url,
        };
        let url = writing::address(connection, &["v1", "webhooks"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &RegisterWebhook,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Registration> {
        told::<Row>(response, connection).and_then(|row| match row.read() {
            Some(registration) if registration.url == call.url => Outcome::Known(registration),
            Some(_) | None => unreadable("another registration, or none", response.status),
        })
    }
}

/// Whether the provider can reach it: https, and no address of this computer or its own network.
fn is_public(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else {
        return false;
    };
    let reachable = match url.host() {
        None => false,
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.contains('.') && !name.ends_with(".localhost") && !name.ends_with(".local")
        }
        Some(Host::Ipv4(ip)) => {
            !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified())
        }
        Some(Host::Ipv6(ip)) => !(ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local()),
    };
    url.scheme() == "https" && reachable
}

/// Whether it is an address of this computer.
fn is_here(address: &str) -> bool {
    let host = Url::parse(address).ok();
    match host.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_registered_only_where_the_provider_can_reach_it() {
        assert!(is_public("https://shop.example.com/hooks/1"));
        assert!(is_public("https://81.202.241.36/hooks"));
        for address in [
            "http://shop.example.com/hooks",
            "https://localhost/hooks",
            "https://desk.local/hooks",
            "https://127.0.0.1:4000/hooks",
            "https://192.168.1.7/hooks",
            "https://[::1]/hooks",
            "shop.example.com/hooks",
            "",
        ] {
            assert!(!is_public(address), "{address}");
        }
    }

    #[test]
    fn only_a_provider_on_this_computer_may_be_led_to_this_computer() {
        assert!(is_here("http://127.0.0.1:4000/djamo"));
        assert!(is_here("http://localhost:4010/hook"));
        assert!(!is_here("https://apibusiness-staging-civ.djamo.io"));
        assert!(!is_here("http://192.168.1.7/hook"));
    }
}
