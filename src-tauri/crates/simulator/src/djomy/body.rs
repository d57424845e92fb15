//! Reads a body strictly, and says in French all that is wrong with it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::answers;
use super::country::{self, Country};
use crate::fields::exact;
use crate::wire::{Reply, Request};

const LONGEST: usize = 255;

/// The body as an object.
pub(super) fn object(now: DateTime<Utc>, request: &Request) -> Result<Map<String, Value>, Reply> {
    if !request.says_json() {
        let text = "Le type de contenu doit être application/json.";
        return Err(answers::refuse(now, 400, text));
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) | Err(_) => Err(answers::refuse(now, 400, "Le corps JSON est illisible.")),
    }
}

pub(super) struct Body<'a> {
    fields: &'a Map<String, Value>,
    /// What the names in complaints begin with.
    before: String,
    problems: Vec<String>,
}

impl<'a> Body<'a> {
    pub(super) fn new(fields: &'a Map<String, Value>) -> Self {
        Self::inside(fields, "")
    }

    pub(super) fn inside(fields: &'a Map<String, Value>, before: &str) -> Self {
        Self {
            fields,
            before: before.to_owned(),
            problems: Vec::new(),
        }
    }

    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.problems.push(text.into());
    }

    /// All complaints at once, or what was read.
    pub(super) fn finish<T>(self, now: DateTime<Utc>, read: Option<T>) -> Result<T, Reply> {
        match read.filter(|_| self.problems.is_empty()) {
            Some(read) => Ok(read),
            None => Err(answers::invalid(now, &self.problems)),
        }
    }

    pub(super) fn problems(self) -> Vec<String> {
        self.problems
    }

    pub(super) fn value(&self, field: &str) -> Option<&'a Value> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    pub(super) fn optional(&mut self, field: &str) -> Option<&'a str> {
        let before = self.before.clone();
        match self.value(field)? {
            Value::String(text) if text.chars().count() <= LONGEST => Some(text),
            Value::String(_) => {
                self.complain(format!(
                    "Le champ {before}{field} ne doit pas dépasser {LONGEST} caractères."
                ));
                None
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => {
                self.complain(format!(
                    "Le champ {before}{field} doit être une chaîne de caractères."
                ));
                None
            }
        }
    }

    /// An empty text is missing.
    pub(super) fn text(&mut self, field: &str) -> &'a str {
        let known = self.problems.len();
        let text = self.optional(field).unwrap_or_default();
        if text.trim().is_empty() && self.problems.len() == known {
            self.missing(field);
        }
        text
    }

    pub(super) fn missing(&mut self, field: &str) {
        let text = format!("Le champ {}{field} est obligatoire.", self.before);
        self.complain(text);
    }

    pub(super) fn flag(&mut self, field: &str) -> bool {
        match self.value(field) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                let text = format!("Le champ {}{field} doit être vrai ou faux.", self.before);
                self.complain(text);
                false
            }
        }
    }

    /// A positive number in the money of a country; francs have no cents.
    pub(super) fn amount(&mut self, field: &str, decimals: u32) -> Option<Decimal> {
        let value = self.value(field)?;
        let read = match value {
            Value::Number(number) => exact(number).map(|amount| amount.normalize()),
            Value::Null
            | Value::Bool(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        };
        let largest = Decimal::from(1_000_000_000_000_i64);
        let right = read.filter(|amount| {
            *amount > Decimal::ZERO && *amount <= largest && amount.scale() <= decimals
        });
        if right.is_none() {
            let text = format!(
                "Le champ {}{field} doit être un montant positif.",
                self.before
            );
            self.complain(text);
        }
        right
    }

    pub(super) fn required_amount(&mut self, field: &str, decimals: u32) -> Option<Decimal> {
        if self.value(field).is_none() {
            self.missing(field);
        }
        self.amount(field, decimals)
    }

    pub(super) fn country(&mut self) -> Option<&'static Country> {
        let code = self.text("countryCode");
        let found = country::of_code(code);
        if found.is_none() && !code.is_empty() {
            let text = format!(
                "Le champ {}countryCode doit respecter le format ^[A-Z]{{2}}$ d'un pays pris en charge.",
                self.before
            );
            self.complain(text);
        }
        found
    }

    /// Pages to come back to are https pages.
    pub(super) fn page(&mut self, field: &str) {
        let url = self.optional(field);
        if url.is_some_and(|url| url.strip_prefix("https://").is_none_or(str::is_empty)) {
            self.complain(format!("Le champ {field} doit être une URL HTTPS."));
        }
    }

    /// A flat object; `None` when there is none.
    pub(super) fn metadata(&mut self) -> Option<String> {
        let value = self.value("metadata")?;
        let flat = |value: &Value| !value.is_array() && !value.is_object();
        match value.as_object() {
            Some(fields) if fields.values().all(flat) => Some(value.to_string()),
            _ => {
                self.complain("Le champ metadata doit être un objet plat, sans tableau ni objet.");
                None
            }
        }
    }
}
