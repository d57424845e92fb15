//! The customer, as every charge has to name them.

use super::refused;
use crate::calls::CreateCharge;
use crate::refusals;
use crate::setting::Takes;
use domain::{Environment, Phone, Refusal};
use serde::Serialize;

/// The fields that are required of every charge, whatever its rail.
#[derive(Serialize)]
pub(super) struct Payer<'a> {
    customer_email: &'a str,
    customer_first_name: &'a str,
    customer_last_name: &'a str,
    customer_phone: String,
    customer_phone_country_code: String,
}

impl<'a> Payer<'a> {
    pub(super) fn of(call: &'a CreateCharge, phone: &Phone) -> Result<Self, Refusal> {
        let details = &call.details;
        let email = told(details.email.as_deref()).or(told(call.payer_email.as_deref()));
        let (country_code, number) = split(phone);
        Ok(Self {
            customer_email: email.ok_or_else(refusals::missing_email)?,
            customer_first_name: told(details.first_name.as_deref()).unwrap_or("Customer"),
            customer_last_name: told(details.last_name.as_deref())
                .ok_or_else(refusals::missing_last_name)?,
            customer_phone: number,
            customer_phone_country_code: country_code,
        })
    }
}

/// The country code without its plus, and the number without the country code.
pub(super) fn split(phone: &Phone) -> (String, String) {
    let number = phone.subscriber();
    let code = phone.digits().strip_suffix(number.as_str());
    (code.unwrap_or_default().to_owned(), number)
}

pub(super) fn told(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Where the webhook of this one operation goes, when the account's setting names such an address.
pub(super) fn callback(
    url: Option<&str>,
    environment: Environment,
) -> Result<Option<&str>, Refusal> {
    match told(url) {
        Some(url) if Takes::WebhookAddress.fits(url, environment) => Ok(Some(url)),
        Some(_) => Err(refused::unusable_callback()),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_without_its_country_code_and_the_code_without_its_plus() {
        let of = |text| split(&Phone::parse(text).unwrap());
        assert_eq!(
            of("+250788123456"),
            ("250".to_owned(), "788123456".to_owned())
        );
        assert_eq!(
            of("+2250708412219"),
            ("225".to_owned(), "0708412219".to_owned())
        );
    }

    #[test]
    fn webhooks_of_one_operation_go_over_https_or_nowhere() {
        let live = Environment::Live;
        assert_eq!(callback(None, live).unwrap(), None);
        assert_eq!(callback(Some(" "), live).unwrap(), None);
        let good = "https://shop.example/hooks/dgs";
        assert_eq!(callback(Some(good), live).unwrap(), Some(good));
        for url in [
            "http://shop.example/hooks",
            "http://127.0.0.1/hooks",
            "shop.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(
                callback(Some(url), live).unwrap_err().code,
                "callback_url_unusable",
                "{url}"
            );
        }
    }
}
