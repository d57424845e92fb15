//! A transaction as it stands in the answers to a charge, in a single look-up and in a row of the list.

use super::MANIFEST;
use crate::reading::{Amount, Quoted, Told, Word, in_zone};
use crate::refusals;
use domain::{Action, ActionKind, Currency, Kind, Method, Phone, Reason, Sighting, Status};
use serde::Deserialize;

/// Every field of it. The documents promise "full details" of the single look-up without naming them; the names are
/// those of the charge and of the webhook.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Transaction {
    pub(super) dgs_reference: Word,
    pub(super) id: Word,
    pub(super) transaction_id: Word,
    amount: Amount,
    currency: Word,
    /// Of the payment. In the answer to a charge, and maybe elsewhere.
    pub(super) transaction_status: Word,
    /// Of the payment in a row; of the request in the answer to a charge.
    status: Word,
    #[serde(rename = "type")]
    sort: Word,
    direction: Word,
    payment_method_type: Word,
    mobile_money_network: Word,
    mobile_money_phone: Word,
    mobile_money_country_code: Word,
    customer_phone: Word,
    customer_phone_country_code: Word,
    customer_first_name: Word,
    customer_last_name: Word,
    narration: Word,
    merchant_fee: Amount,
    net_amount: Amount,
    created_at: Word,
    next_action_type: Word,
    next_action_redirect_url: Word,
    issuer_response_code: Word,
    processor_response: Quoted,
    fail_reason: Quoted,
    message: Quoted,
}

/// Which field holds the payment's status.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Beside the payment, in an object of its own: `status` is the payment's.
    InItsOwnObject,
    /// In the answer itself: `status` is the request's, and says nothing about the payment.
    InTheAnswer,
}

impl Transaction {
    /// What it says. `None` without a reference: then it cannot be kept.
    pub(super) fn sighting(self, stands: Stands) -> Option<Sighting> {
        let provider_reference = Some(self.dgs_reference.0.clone()?);
        let word = match stands {
            Stands::InItsOwnObject if self.transaction_status.0.is_none() => &self.status,
            Stands::InItsOwnObject | Stands::InTheAnswer => &self.transaction_status,
        };
        let provider_status = word.as_str().to_owned();
        let currency = Currency::parse(self.currency.as_str()).ok();
        let amount = self.amount.of(currency);
        let status = match amount {
            // Whatever became of it, it is not known of how much.
            Told::Nonsense | Told::Nothing => Status::InDoubt,
            Told::Money(_) => status(&provider_status),
        };
        let settled = |told: Amount| told.of(currency).money().filter(|_| status.is_final());
        Some(Sighting {
            kind: self.kind(),
            provider_reference,
            our_reference: self
                .narration
                .0
                .as_deref()
                .and_then(domain::note::code_in)
                .map(str::to_owned),
            operator_reference: None,
            status,
            provider_status,
            amount: amount.money(),
            fee: settled(self.merchant_fee),
            net: settled(self.net_amount),
            refunded: None,
            debited: None,
            recipient_gets: None,
            link: None,
            system_reference: None,
            phone: self.phone(),
            name: self.name(),
            method: method(&self.payment_method_type),
            network: self.mobile_money_network.0.clone(),
            occurred_at: in_zone(self.created_at.as_str(), MANIFEST.time_zone),
            action: self.action().filter(|_| !status.is_final()),
            reason: (status == Status::Failed).then(|| self.reason()),
            note: self.narration.0,
        })
    }

    /// Whether payouts stand in the same list is not documented: a row is a charge unless it says otherwise.
    fn kind(&self) -> Kind {
        let says = |word: &str| {
            [&self.sort, &self.direction]
                .iter()
                .any(|field| field.as_str().to_ascii_lowercase().contains(word))
        };
        if ["disburs", "payout", "transfer", "debit", "out"]
            .iter()
            .any(|word| says(word))
        {
            Kind::Payout
        } else if says("conver") {
            Kind::Conversion
        } else {
            Kind::Charge
        }
    }

    fn phone(&self) -> Option<Phone> {
        let read = |number: &Word, code: &Word| {
            let digits = number.0.as_deref()?;
            let national = format!("+{}{digits}", code.0.as_deref().unwrap_or("250"));
            Phone::parse(&national)
                .or_else(|_| Phone::parse(digits))
                .ok()
        };
        read(&self.mobile_money_phone, &self.mobile_money_country_code)
            .or_else(|| read(&self.customer_phone, &self.customer_phone_country_code))
    }

    fn name(&self) -> Option<String> {
        let name = format!(
            "{} {}",
            self.customer_first_name.as_str(),
            self.customer_last_name.as_str()
        );
        let name = name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// Mobile money goes on without it: the customer's phone asks for the PIN, whatever the answer offers besides.
    fn action(&self) -> Option<Action> {
        let word = self.next_action_type.0.as_deref()?.to_ascii_lowercase();
        let says = |part| word.contains(part);
        let kind = if says("redirect") || says("3ds") {
            ActionKind::Redirect
        } else if says("otp") {
            ActionKind::Otp
        } else if says("pin") {
            ActionKind::Pin
        } else if says("avs") || says("additional") {
            ActionKind::Address
        } else {
            return None;
        };
        let url = self.next_action_redirect_url.0.clone();
        Some(Action {
            kind,
            required: !matches!(self.payment_method_type.as_str(), "" | "mobile_money"),
            url: url.filter(|url| url.starts_with("https://")),
        })
    }

    fn reason(&self) -> Reason {
        let words = [&self.processor_response, &self.fail_reason, &self.message]
            .into_iter()
            .find_map(Quoted::text);
        let insufficient = words
            .as_deref()
            .is_some_and(|text| text.to_ascii_lowercase().contains("insufficient"));
        let code = self.issuer_response_code.0.as_deref();
        Reason {
            code: if insufficient {
                "insufficient_funds"
            } else {
                "declined"
            }
            .to_owned(),
            message: refusals::declined_text(),
            provider_message: match (words, code) {
                (Some(words), Some(code)) => Some(format!("{words} ({code})")),
                (words, code) => words.or(code.map(str::to_owned)),
            },
        }
    }
}

/// The words of charges and those of the list differ; both are read everywhere.
fn status(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "pending" => Status::Pending,
        "successful" | "success" => Status::Succeeded,
        "failed" => Status::Failed,
        _ => Status::InDoubt,
    }
}

fn method(word: &Word) -> Option<Method> {
    match word.as_str() {
        "mobile_money" => Some(Method::MobileMoney),
        "card" => Some(Method::Card),
        "bank_transfer" | "bank" => Some(Method::Bank),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> Sighting {
        let row: Transaction = serde_json::from_str(json).unwrap();
        row.sighting(Stands::InItsOwnObject).unwrap()
    }

    #[test]
    fn every_word_of_the_documents_is_known_and_no_other() {
        for (word, expected) in [
            ("pending", Status::Pending),
            ("success", Status::Succeeded),
            ("successful", Status::Succeeded),
            ("failed", Status::Failed),
            ("on_hold", Status::InDoubt),
            ("succeeded?", Status::InDoubt),
            ("", Status::InDoubt),
        ] {
            assert_eq!(status(word), expected, "{word}");
        }
    }

    #[test]
    fn a_row_that_says_it_is_a_payout_is_no_charge() {
        assert_eq!(row(r#"{"dgs_reference":"a"}"#).kind, Kind::Charge);
        let payout = r#"{"dgs_reference":"a","type":"disbursement"}"#;
        assert_eq!(row(payout).kind, Kind::Payout);
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_never_a_success() {
        for amount in ["\"2,000\"", "true", "null", "{}"] {
            let json = format!(
                r#"{{"dgs_reference":"a","status":"success","currency":"RWF","amount":{amount}}}"#
            );
            assert_eq!(row(&json).status, Status::InDoubt, "{amount}");
        }
        let unknown = r#"{"dgs_reference":"a","status":"success","currency":"FRW","amount":5}"#;
        assert_eq!(row(unknown).status, Status::InDoubt);
    }

    #[test]
    fn a_page_is_offered_only_over_https() {
        let page = |url: &str| {
            row(&format!(
                r#"{{"dgs_reference":"a","status":"pending","currency":"RWF","amount":5,
                    "next_action_type":"redirect_url","next_action_redirect_url":"{url}"}}"#
            ))
            .action
            .unwrap()
        };
        assert!(page("https://provider.example/a").url.is_some());
        assert_eq!(page("javascript:alert(1)").url, None);
        assert!(!page("https://provider.example/a").required);
    }
}
