//! `GET /banks`: of this list only the heading is documented. Path and word are those of its siblings, and a row is read
//! whatever its fields are called. No bank can be paid here.

use super::headers::headers;
use super::page::{PAGE_LIMIT, page, query};
use crate::calls::{Bank, ListBanks};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::writing;
use domain::{Outcome, Refusal};
use serde_json::{Map, Value};

pub(super) struct Banks;

impl Endpoint<ListBanks> for Banks {
    fn request(
        &self,
        _call: &ListBanks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let url = writing::address(connection, &["banks"], &query(1, PAGE_LIMIT))?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        _call: &ListBanks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Vec<Bank>> {
        page::<Map<String, Value>>(response, connection, "banks")
            .map(|page| page.data.iter().map(bank).collect())
    }
}

fn bank(row: &Map<String, Value>) -> Bank {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let like = |word: &str| {
        row.iter()
            .filter(|(name, _)| name.to_ascii_lowercase().contains(word))
            .find_map(|(_, value)| text(value))
    };
    // Whatever else it tells is better than a nameless row.
    let all = || row.values().filter_map(text).collect::<Vec<_>>().join(" ");
    let id = row.get("id").or_else(|| row.get("uuid")).and_then(text);
    let name = like("name").unwrap_or_else(all);
    Bank {
        code: id.or_else(|| like("code")).unwrap_or_else(|| name.clone()),
        name,
        branch_required: None,
        currency: None,
        network: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_is_read_whatever_its_fields_are_called() {
        let read = |json: &str| {
            let bank = bank(&serde_json::from_str(json).unwrap());
            (bank.code, bank.name)
        };
        let pair = |code: &str, name: &str| (code.to_owned(), name.to_owned());
        assert_eq!(
            read(r#"{"id":3,"bankName":"Stanbic Bank Uganda"}"#),
            pair("3", "Stanbic Bank Uganda")
        );
        assert_eq!(
            read(r#"{"name":"Equity","swift_code":"EQBLUGKA"}"#),
            pair("EQBLUGKA", "Equity")
        );
        assert_eq!(
            read(r#"{"title":"Centenary"}"#),
            pair("Centenary", "Centenary")
        );
    }
}
