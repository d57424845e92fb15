//! A transfer to a customer of Djamo. The wallet loses the amount and the fee; the customer gets the amount.

use super::country::told_phone;
use super::money::{currency, read};
use super::object::Telling;
use super::times::time;
use crate::reading::{Amount, Told, Word};
use crate::refusals;
use domain::{Kind, Method, Reason, Sighting, Status};
use serde::Deserialize;

/// The only sort of transaction that can be asked for.
pub(super) const TYPE: &str = "transfer";

/// The fields that Duka keeps.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Transfer {
    pub(super) id: Word,
    amount: Amount,
    fee: Amount,
    total_amount: Amount,
    msisdn: Word,
    status: Word,
    pub(super) reference: Word,
    #[serde(rename = "type")]
    sort: Word,
    description: Word,
    djamo_transaction_reference: Word,
    created_at: Word,
    failure_reason: Word,
}

impl Transfer {
    /// Whether it is one. The list may hold what customers paid, too: that stands among the charges already, and would
    /// count twice.
    pub(super) fn is_transfer(&self) -> bool {
        self.sort.0.is_none() || self.sort.is(TYPE)
    }
}

impl Telling for Transfer {
    fn sighting(self) -> Option<Sighting> {
        let provider_reference = Some(self.id.0?);
        let currency = currency(&Word::default());
        let amount = self.amount.of(currency);
        let word = self.status.0.unwrap_or_default();
        let status = match (status(&word), amount) {
            // Whatever became of it, it is not known of how much.
            (_, Told::Nonsense) | (Status::Succeeded, Told::Nothing) => Status::InDoubt,
            (status, Told::Money(_) | Told::Nothing) => status,
        };
        Some(Sighting {
            kind: Kind::Payout,
            provider_reference,
            our_reference: self.reference.0,
            operator_reference: self.djamo_transaction_reference.0,
            reason: reason(status, self.failure_reason),
            status,
            provider_status: word,
            amount: amount.money(),
            fee: read(self.fee, currency),
            net: None,
            refunded: None,
            debited: read(self.total_amount, currency),
            recipient_gets: amount.money(),
            link: None,
            system_reference: None,
            phone: self.msisdn.0.as_deref().and_then(told_phone),
            name: None,
            method: Some(Method::Wallet),
            network: None,
            note: self.description.0,
            occurred_at: time(self.created_at.as_str()),
            action: None,
        })
    }
}

fn status(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "pending" => Status::Pending,
        "completed" => Status::Succeeded,
        "failed" => Status::Failed,
        _ => Status::InDoubt,
    }
}

/// The documents' list of reasons was lost, so what stands there is shown as it comes.
fn reason(status: Status, told: Word) -> Option<Reason> {
    (status == Status::Failed).then(|| Reason {
        code: "declined".to_owned(),
        message: refusals::not_sent_text(),
        provider_message: told.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Sighting {
        let transfer: Transfer = serde_json::from_str(json).unwrap();
        transfer.sighting().unwrap()
    }

    #[test]
    fn every_word_of_the_documents_is_known_and_no_other() {
        for (word, expected) in [
            ("pending", Status::Pending),
            ("completed", Status::Succeeded),
            ("failed", Status::Failed),
            ("processing", Status::InDoubt),
            ("paid", Status::InDoubt),
            ("", Status::InDoubt),
        ] {
            let json = format!(r#"{{"id":"txn_1","status":"{word}","amount":5000}}"#);
            assert_eq!(told(&json).status, expected, "{word}");
        }
    }

    #[test]
    fn the_wallet_loses_the_fee_and_the_customer_gets_the_amount() {
        let told = told(
            r#"{"id":"txn_1","status":"completed","amount":5000,"fee":50,"totalAmount":5050,"type":"transfer"}"#,
        );
        let text = |money: Option<domain::Money>| money.unwrap().to_string();
        assert_eq!(text(told.amount), "5000 XOF");
        assert_eq!(text(told.recipient_gets), "5000 XOF");
        assert_eq!(text(told.fee), "50 XOF");
        assert_eq!(text(told.debited), "5050 XOF");
    }

    #[test]
    fn a_failure_quotes_the_providers_reason_as_it_comes() {
        let told = told(r#"{"id":"txn_1","status":"failed","amount":5000,"failureReason":"E_77"}"#);
        assert_eq!(
            told.reason.unwrap().provider_message.as_deref(),
            Some("E_77")
        );
    }

    #[test]
    fn what_a_customer_paid_is_no_transfer() {
        let of = |json: &str| serde_json::from_str::<Transfer>(json).unwrap();
        assert!(of(r#"{"type":"transfer"}"#).is_transfer());
        assert!(of("{}").is_transfer());
        assert!(!of(r#"{"type":"payment"}"#).is_transfer());
    }
}
