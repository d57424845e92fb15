//! A payment as it stands in the answers to a charge, in a single look-up, in a row of the list and in a link.

use super::extras::{Flow, flow};
use super::manifest::MANIFEST;
use super::{currency, methods, status};
use crate::reading::{Amount, Told, Word, in_zone, page};
use crate::refusals;
use domain::{Action, ActionKind, Kind, Method, Money, Phone, Reason, Sighting, Status};
use serde::Deserialize;
use serde_json::Value;

/// Every field of it, wherever it stands.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Payment {
    pub(super) transaction_id: Word,
    status: Word,
    paid_amount: Amount,
    received_amount: Amount,
    fees: Amount,
    currency: Word,
    payment_method: Word,
    payer_identifier: Word,
    merchant_payment_reference: Word,
    provider_reference: Word,
    created_at: Word,
    description: Word,
    redirect_url: Word,
    payment_url: Word,
    allowed_payment_methods: Value,
    metadata: Value,
    payment_link_reference: Word,
}

impl Payment {
    /// What it says. `None` without a reference: then it cannot be kept.
    pub(super) fn sighting(self, base_url: &str) -> Option<Sighting> {
        let began_as = flow(&self.metadata);
        self.sighting_of(began_as, base_url)
    }

    /// As [`Payment::sighting`], where it is known how the customer agrees.
    pub(super) fn sighting_of(self, began_as: Option<Flow>, base_url: &str) -> Option<Sighting> {
        let provider_reference = Some(self.transaction_id.0.clone()?);
        let currency = currency::of_word(&self.currency);
        let word = status::of_payment(&self.status);
        let paid = self.paid_amount.of(currency);
        let (status, amount) = match paid {
            // Whatever became of it, it is not known of how much.
            Told::Nonsense => (Status::InDoubt, None),
            // Nothing is paid yet, so no amount is told.
            Told::Nothing if word == Status::Succeeded => (Status::InDoubt, None),
            Told::Money(money) if money.amount().is_zero() && word == Status::Succeeded => {
                (Status::InDoubt, Some(money))
            }
            Told::Money(money) if money.amount().is_zero() => (word, None),
            paid @ (Told::Nothing | Told::Money(_)) => (word, paid.money()),
        };
        let settled = |told: Amount| {
            let over = status == Status::Succeeded;
            told.of(currency).money().filter(|_| over)
        };
        let code = self.payment_method.as_str();
        Some(Sighting {
            kind: Kind::Charge,
            provider_reference,
            our_reference: self.merchant_payment_reference.0.clone(),
            operator_reference: self.provider_reference.0.clone(),
            status,
            provider_status: self.status.as_str().to_owned(),
            amount,
            fee: settled(self.fees),
            net: settled(self.received_amount),
            refunded: self.refunded(amount),
            debited: None,
            recipient_gets: None,
            link: self.payment_link_reference.0.clone(),
            system_reference: None,
            phone: self.phone(),
            name: None,
            method: methods::rail(code),
            network: self.payment_method.0.clone(),
            occurred_at: in_zone(self.created_at.as_str(), MANIFEST.time_zone),
            action: self
                .action(began_as, base_url)
                .filter(|_| status == Status::Pending),
            reason: (status == Status::Failed).then(declined),
            note: self.description.0,
        })
    }

    /// There is no call that gives a part back, so what was refunded is all of it.
    fn refunded(&self, amount: Option<Money>) -> Option<Money> {
        amount.filter(|_| self.status.as_str() == "REFUNDED")
    }

    fn phone(&self) -> Option<Phone> {
        if self.payment_method.as_str() == methods::BY_NUMBER {
            return None;
        }
        phone(self.payer_identifier.as_str())
    }

    /// A page is opened where one is given. The code of an operator may never come, since some push a request instead:
    /// so it is asked for only where the provider says that it waits for it, and otherwise offered, for a charge that
    /// certainly goes by phone. A page asks for its codes itself, and must not be interfered with.
    fn action(&self, began_as: Option<Flow>, base_url: &str) -> Option<Action> {
        let by_phone = methods::may_send_a_code(self.payment_method.as_str());
        let page = [&self.redirect_url, &self.payment_url]
            .into_iter()
            .find_map(|url| page(url.as_str(), base_url))
            .map(str::to_owned);
        let (kind, required, url) = match page {
            _ if status::waits_for_a_code(&self.status) && !self.is_on_a_page(began_as) => {
                (ActionKind::Otp, true, None)
            }
            Some(page) => {
                let goes_on_without = by_phone && began_as == Some(Flow::Direct);
                (ActionKind::Redirect, !goes_on_without, Some(page))
            }
            None if by_phone && began_as == Some(Flow::Direct) => (ActionKind::Otp, false, None),
            None => return None,
        };
        Some(Action {
            kind,
            required,
            url,
            word: None,
            text: None,
        })
    }

    /// Where nobody says how it began, these are the signs of a page.
    fn is_on_a_page(&self, began_as: Option<Flow>) -> bool {
        let limited = || {
            let methods = self.allowed_payment_methods.as_array();
            methods.is_some_and(|methods| !methods.is_empty())
        };
        began_as.map_or_else(
            || limited() || self.status.is("REDIRECTED"),
            |flow| flow == Flow::Page,
        )
    }
}

/// A number as the provider writes it: `00224623707722`, or without the country.
pub(super) fn phone(text: &str) -> Option<Phone> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = match digits.strip_prefix("00") {
        Some(rest) => format!("+{rest}"),
        None if digits.len() == 9 && digits.starts_with('6') => format!("+224{digits}"),
        None => format!("+{digits}"),
    };
    Phone::parse(&international).ok()
}

fn declined() -> Reason {
    Reason {
        code: "declined".to_owned(),
        message: refusals::declined_text(),
        provider_message: None,
    }
}

/// A charge that was taken and is not told of any further.
pub(super) fn with_rail(sighting: Sighting, method: Method) -> Sighting {
    Sighting {
        method: sighting.method.or(Some(method)),
        ..sighting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(fields: &str) -> Sighting {
        let payment: Payment =
            serde_json::from_str(&format!(r#"{{"transactionId":"a",{fields}}}"#)).unwrap();
        payment.sighting("https://provider.example").unwrap()
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_never_a_success() {
        for amount in ["\"2,000\"", "true", "null", "{}", "0"] {
            let told = sighting(&format!(
                r#""status":"SUCCESS","currency":"GNF","paidAmount":{amount}"#
            ));
            assert_eq!(told.status, Status::InDoubt, "{amount}");
        }
        let cauris = sighting(r#""status":"SUCCESS","currency":"Cauris","paidAmount":5"#);
        assert_eq!(cauris.status, Status::InDoubt);
    }

    #[test]
    fn a_code_is_offered_while_pending_and_asked_for_only_where_it_is_waited_for() {
        let action = |fields: &str| sighting(fields).action.map(|it| (it.kind, it.required));
        for method in ["OM", "MOMO", "PAYCARD"] {
            let pending = format!(
                r#""metadata":{{"flow":"direct"}},"status":"PENDING","paymentMethod":"{method}""#
            );
            assert_eq!(action(&pending), Some((ActionKind::Otp, false)));
        }
        for word in ["OTP_REQUIRED", "WAITING_OTP", "AWAITING_OTP"] {
            let waits = format!(r#""status":"{word}","paymentMethod":"OM""#);
            assert_eq!(action(&waits), Some((ActionKind::Otp, true)));
        }
        for fields in [
            // Somebody else's, or one on a page: nobody here may hand in its code.
            r#""status":"PENDING","paymentMethod":"OM""#,
            r#""metadata":{"flow":"direct"},"status":"PENDING","paymentMethod":"KULU""#,
            r#""metadata":{"flow":"direct"},"status":"SUCCESS","paymentMethod":"OM","paidAmount":5"#,
            r#""metadata":{"flow":"direct"},"status":"FAILED","paymentMethod":"OM""#,
        ] {
            assert_eq!(action(fields), None, "{fields}");
        }
    }

    #[test]
    fn a_page_asks_for_its_codes_itself() {
        for sign in [
            r#""metadata":{"flow":"page"},"status":"PENDING""#,
            r#""metadata":{"flow":"page"},"status":"OTP_REQUIRED""#,
            r#""allowedPaymentMethods":["OM","MOMO"],"status":"OTP_REQUIRED""#,
            r#""allowedPaymentMethods":["OM","MOMO"],"status":"PENDING""#,
            r#""status":"REDIRECTED""#,
        ] {
            let told = sighting(&format!(r#"{sign},"paymentMethod":"OM""#));
            assert_eq!(told.action, None, "{sign}");
        }
        let direct = r#""metadata":{"flow":"direct"},"allowedPaymentMethods":["OM"],"status":"OTP_REQUIRED","paymentMethod":"OM""#;
        assert_eq!(sighting(direct).action.unwrap().kind, ActionKind::Otp);
    }

    #[test]
    fn a_page_is_opened_only_over_https() {
        let page = |url: &str| {
            sighting(&format!(
                r#""status":"PENDING","paymentMethod":"KULU","redirectUrl":"{url}""#
            ))
            .action
        };
        let action = page("https://provider.example/a").unwrap();
        assert!(action.required && action.kind == ActionKind::Redirect);
        assert_eq!(page("javascript:alert(1)"), None);
    }

    #[test]
    fn a_payer_is_read_in_every_spelling() {
        for text in [
            "00224623707722",
            "+224623707722",
            "224 623 707 722",
            "623707722",
        ] {
            assert_eq!(phone(text).unwrap().e164(), "+224623707722", "{text}");
        }
        assert_eq!(phone("12"), None);
    }
}
