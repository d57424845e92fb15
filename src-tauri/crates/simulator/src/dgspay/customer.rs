//! The fields that every charge has, whichever way it is paid.

use rust_decimal::Decimal;

use crate::fields::Fields;

pub(super) struct Customer {
    pub(super) email: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    /// With its country code, digits only.
    pub(super) phone: String,
    pub(super) narration: Option<String>,
    pub(super) callback_url: Option<String>,
}

pub(super) fn read(fields: &mut Fields<'_>, from_rwanda: bool) -> Customer {
    let email = fields.text("customer_email").to_owned();
    if !email.is_empty() && !is_email(&email) {
        fields.problem(
            "customer_email",
            "The customer_email must be an email address.",
        );
    }
    let code = fields.text("customer_phone_country_code");
    let is_code = code.len() <= 4 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !code.is_empty() && from_rwanda && code != "250" {
        fields.problem(
            "customer_phone_country_code",
            "The customer_phone_country_code must be 250.",
        );
    } else if !is_code {
        fields.problem(
            "customer_phone_country_code",
            "The customer_phone_country_code must be digits without the +.",
        );
    }
    let phone = if from_rwanda || code == "250" {
        local_phone(fields, "customer_phone")
    } else {
        foreign_phone(fields, "customer_phone")
    };
    url(fields, "redirect_url", true);
    Customer {
        email,
        first_name: fields.text("customer_first_name").to_owned(),
        last_name: fields.text("customer_last_name").to_owned(),
        phone: format!("{code}{phone}"),
        narration: fields.optional_text("narration").map(str::to_owned),
        callback_url: url(fields, "callback_url", false),
    }
}

/// A whole number of francs; dollars and euros have cents.
pub(super) fn amount(fields: &mut Fields<'_>, field: &str, currency: &str) -> Decimal {
    fields.amount(field, decimals(currency))
}

pub(super) fn decimals(currency: &str) -> u32 {
    if currency == "RWF" { 0 } else { 2 }
}

/// Nine digits of a Rwandan mobile number, without country code or leading zero.
pub(super) fn local_phone<'a>(fields: &mut Fields<'a>, field: &str) -> &'a str {
    let phone = fields.text(field);
    if !phone.is_empty() && !is_local(phone) {
        fields.problem(
            field,
            format!("The {field} must be 9 digits without country code, e.g. 789654321."),
        );
    }
    phone
}

fn foreign_phone<'a>(fields: &mut Fields<'a>, field: &str) -> &'a str {
    let phone = fields.text(field);
    let right = (6..=12).contains(&phone.len()) && phone.bytes().all(|byte| byte.is_ascii_digit());
    if !phone.is_empty() && !right {
        fields.problem(field, format!("The {field} must be digits only."));
    }
    phone
}

pub(super) fn is_local(phone: &str) -> bool {
    let prefix = phone.get(..2).unwrap_or_default();
    phone.len() == 9
        && phone.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(prefix, "78" | "79" | "72" | "73")
}

fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

/// The URL in a field, where there is one.
pub(super) fn url(fields: &mut Fields<'_>, field: &str, required: bool) -> Option<String> {
    let text = if required {
        Some(fields.text(field))
    } else {
        fields.optional_text(field)
    };
    let text = text.filter(|text| !text.is_empty())?;
    if !is_url(text) {
        fields.problem(field, format!("The {field} must be a URL."));
    }
    Some(text.to_owned())
}

fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}
