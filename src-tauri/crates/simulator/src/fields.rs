//! Reads the fields of a request body strictly and remembers all that is wrong, so that one reply
//! can name every bad field.

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value};

/// Larger than any real payment, small enough that sums of them cannot overflow.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000;
const LONGEST_TEXT: usize = 255;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) field: String,
    pub(crate) text: String,
}

pub(crate) struct Fields<'a> {
    body: &'a Map<String, Value>,
    problems: Vec<Problem>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(body: &'a Map<String, Value>) -> Self {
        Self {
            body,
            problems: Vec::new(),
        }
    }

    pub(crate) fn problem(&mut self, field: &str, text: impl Into<String>) {
        self.problems.push(Problem {
            field: field.to_owned(),
            text: text.into(),
        });
    }

    pub(crate) fn problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(crate) fn value(&self, field: &str) -> Option<&'a Value> {
        self.body.get(field).filter(|value| !value.is_null())
    }

    /// A required text; an empty one is missing.
    pub(crate) fn text(&mut self, field: &str) -> &'a str {
        let text = self.optional_text(field).unwrap_or_default();
        if text.trim().is_empty() && !self.problems.iter().any(|problem| problem.field == field) {
            self.problem(field, format!("The {field} field is required."));
        }
        text
    }

    pub(crate) fn optional_text(&mut self, field: &str) -> Option<&'a str> {
        match self.value(field)? {
            Value::String(text) if text.chars().count() <= LONGEST_TEXT => Some(text),
            Value::String(_) => {
                self.problem(
                    field,
                    format!("The {field} may not be longer than {LONGEST_TEXT} characters."),
                );
                None
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => {
                self.problem(field, format!("The {field} must be a string."));
                None
            }
        }
    }

    /// A required positive JSON number with at most so many decimals.
    pub(crate) fn amount(&mut self, field: &str, decimals: u32) -> Decimal {
        let complaint = match self.value(field) {
            None => format!("The {field} field is required."),
            Some(Value::Number(number)) => match exact(number) {
                Some(amount) if amount <= Decimal::ZERO => {
                    format!("The {field} must be greater than 0.")
                }
                Some(amount) if amount > Decimal::from(LARGEST_AMOUNT) => {
                    format!("The {field} is too large.")
                }
                Some(amount) if amount.normalize().scale() > decimals => {
                    format!("The {field} may have at most {decimals} decimals.")
                }
                Some(amount) => return amount.normalize(),
                None => format!("The {field} must be a number."),
            },
            Some(_) => format!("The {field} must be a number."),
        };
        self.problem(field, complaint);
        Decimal::ZERO
    }

    pub(crate) fn optional_flag(&mut self, field: &str) -> Option<bool> {
        match self.value(field)? {
            Value::Bool(flag) => Some(*flag),
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => {
                self.problem(field, format!("The {field} field must be true or false."));
                None
            }
        }
    }
}

/// The number as it was written, without a float in between.
pub(crate) fn exact(number: &Number) -> Option<Decimal> {
    let text = number.to_string();
    Decimal::from_str_exact(&text)
        .or_else(|_| Decimal::from_scientific(&text))
        .ok()
}

/// A decimal as a JSON number, digit for digit.
pub(crate) fn number(amount: Decimal) -> Value {
    let number = amount.to_string().parse::<Number>();
    Value::Number(number.expect("a decimal is written with digits, a sign and a point"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn amounts_are_read_digit_for_digit_and_refused_when_not_plain_positive_numbers() {
        let body = json!({"a": 2000, "b": 186_600.00, "c": "2000", "d": -1, "e": 0, "f": 12.5, "g": 1e30, "i": 2e3});
        let mut fields = Fields::new(body.as_object().unwrap());
        assert_eq!(fields.amount("a", 0), Decimal::from(2000));
        assert_eq!(fields.amount("b", 0), Decimal::from(186_600));
        assert_eq!(fields.amount("i", 0), Decimal::from(2000));
        for bad in ["c", "d", "e", "f", "g", "h"] {
            fields.amount(bad, 0);
        }
        let named: Vec<String> = fields
            .problems()
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(named, ["c", "d", "e", "f", "g", "h"]);
    }

    #[test]
    fn a_decimal_keeps_its_digits_as_a_json_number() {
        assert_eq!(number(Decimal::new(21_522, 1)).to_string(), "2152.2");
        assert_eq!(number(Decimal::new(500_000, 2)).to_string(), "5000.00");
    }
}
