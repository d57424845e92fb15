//! What a list is narrowed by: the same words on a screen, in a saved view, in an export and on the command line.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::zone::moment;
use domain::{AccountId, Currency, Environment, Kind, Method, Phone, Status, money::parse_decimal};
use serde::{Deserialize, Serialize};
use store::{Having, Order, Query};
use ts_rs::TS;

/// The longest text that is searched for; more is cut, which can only find more.
const LONGEST_TEXT: usize = 200;

/// What a list is narrowed by. Everything that is given must hold; where several are given for one thing, any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Filters {
    /// Any part of a phone, name, message or reference, or a whole amount.
    pub text: String,
    /// Where it stands: statuses of transactions.
    #[ts(type = "Status[]")]
    pub statuses: Vec<String>,
    /// What it is.
    #[ts(type = "Kind[]")]
    pub kinds: Vec<String>,
    /// `acc_…`
    pub accounts: Vec<String>,
    /// By which rail.
    #[ts(type = "Method[]")]
    pub methods: Vec<String>,
    /// The network, in the provider's word.
    pub networks: Vec<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Exactly this number, E.164.
    pub phone: Option<String>,
    /// Exactly this reference: ours, the provider's, the operator's.
    pub reference: Option<String>,
    /// Paid through this payment link, by the provider's reference.
    pub link: Option<String>,
    /// What it must have, all of these.
    #[ts(type = "Having[]")]
    pub having: Vec<String>,
    /// Not less than: plain decimal text, in units of the row's own currency.
    pub min: Option<String>,
    /// Not more than.
    pub max: Option<String>,
    /// A local day, or RFC 3339. A saved view without one keeps the period that was open.
    pub from: Option<String>,
    /// A local day (included), or RFC 3339.
    pub to: Option<String>,
}

fn bad(field: &str, value: &str) -> EngineError {
    EngineError::bad(
        field,
        "bad_filter",
        format!("`{value}` does not fit the filter `{field}`."),
        format!("« {value} » ne va pas avec le filtre « {field} »."),
    )
}

fn words<T>(field: &str, texts: &[String], read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>> {
    texts
        .iter()
        .map(|text| read(text).ok_or_else(|| bad(field, text)))
        .collect()
}

/// How a list is sorted, by its word.
pub(crate) fn order(word: Option<&str>) -> Result<Order> {
    match word {
        None | Some("newest") => Ok(Order::Newest),
        Some("amount") => Ok(Order::Amount),
        Some(other) => Err(bad("order", other)),
    }
}

impl Filters {
    /// Refuses what no search understands, without asking one.
    pub(crate) fn checked(&self) -> Result<()> {
        self.narrow(Query::new(Environment::Live), chrono_tz::Tz::UTC)
            .map(|_| ())
    }

    fn narrow(&self, query: Query, zone: chrono_tz::Tz) -> Result<Query> {
        let amount = |field: &str, text: Option<&String>| {
            text.map(|text| parse_decimal(text).map_err(|_| bad(field, text)))
                .transpose()
        };
        let at = |field: &str, text: Option<&String>, end: bool| {
            text.map(|text| moment(text, zone, end, field)).transpose()
        };
        Ok(Query {
            text: self.text.chars().take(LONGEST_TEXT).collect(),
            statuses: words("status", &self.statuses, Status::parse)?,
            kinds: words("kind", &self.kinds, Kind::parse)?,
            accounts: self
                .accounts
                .iter()
                .map(|id| AccountId::parse(id))
                .collect::<std::result::Result<_, _>>()?,
            methods: words("method", &self.methods, Method::parse)?,
            networks: self.networks.clone(),
            currency: self
                .currency
                .as_ref()
                .map(|code| Currency::parse(code).map_err(|_| bad("currency", code)))
                .transpose()?,
            phone: self
                .phone
                .as_ref()
                .map(|text| Phone::try_from(text.clone()).map_err(|_| bad("phone", text)))
                .transpose()?,
            reference: self.reference.clone(),
            link: self.link.clone(),
            having: words("having", &self.having, Having::parse)?,
            min: amount("min", self.min.as_ref())?,
            max: amount("max", self.max.as_ref())?,
            from: at("from", self.from.as_ref(), false)?,
            to: at("to", self.to.as_ref(), true)?,
            ..query
        })
    }
}

impl Engine {
    /// The filters in the terms of the store, the business's own days for its dates.
    pub(crate) async fn narrowed(
        &self,
        environment: Environment,
        filters: &Filters,
    ) -> Result<Query> {
        filters.narrow(Query::new(environment), self.zone().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_no_filter_knows_is_refused_by_its_name() {
        for (field, filters) in [
            (
                "status",
                Filters {
                    statuses: vec!["paid".into()],
                    ..Filters::default()
                },
            ),
            (
                "having",
                Filters {
                    having: vec!["luck".into()],
                    ..Filters::default()
                },
            ),
            (
                "phone",
                Filters {
                    phone: Some("0772".into()),
                    ..Filters::default()
                },
            ),
            (
                "min",
                Filters {
                    min: Some("1e3".into()),
                    ..Filters::default()
                },
            ),
        ] {
            assert_eq!(filters.checked().unwrap_err().field.as_deref(), Some(field));
        }
        assert!(Filters::default().checked().is_ok());
    }
}
