//! A payout as it stands in the answer to an order, in a single look-up and in an order's list. Only one third-party SDK
//! tells of payouts, and its answers show an id and a status: everything else is read where it stands.

use super::manifest::MANIFEST;
use super::order::Place;
use super::payment::phone;
use super::{currency, status};
use crate::reading::{Amount, Part, Quoted, Told, Word, in_zone};
use crate::refusals;

use domain::{Kind, Method, Reason, Sighting, Status, note};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Payout {
    id: Word,
    payout_id: Word,
    reference: Word,
    status: Word,
    message: Word,
    amount: Amount,
    fees: Amount,
    currency_code: Word,
    currency: Word,
    provider_reference: Word,
    created_at: Word,
    failure_reason: Quoted,
    beneficiary: Part<Beneficiary>,
    destination: Part<Destination>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Beneficiary {
    name: Word,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Destination {
    currency_code: Word,
    account: Part<Account>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Account {
    account_number: Word,
    provider_code: Word,
}

impl Payout {
    /// Its own reference.
    pub(super) fn name(&self) -> Option<&str> {
        [&self.id, &self.payout_id, &self.reference]
            .into_iter()
            .find_map(|word| word.0.as_deref())
    }

    /// Is it called so?
    pub(super) fn is(&self, name: &str) -> bool {
        [&self.id, &self.payout_id, &self.reference]
            .iter()
            .any(|word| word.as_str() == name)
    }

    /// The key that we wrote first into its message.
    pub(super) fn our_reference(&self) -> Option<&str> {
        our_reference_in(self.message.as_str())
    }

    /// What it says. `None` without a reference: then it cannot be kept.
    pub(super) fn sighting(self, order: &str) -> Option<Sighting> {
        let payout = self.name()?;
        let provider_reference = Some(Place { order, payout }.reference()?);
        let our_reference = self.our_reference().map(str::to_owned);
        let destination = self.destination.0.unwrap_or_default();
        let account = destination.account.0.unwrap_or_default();
        let words = [
            &self.currency_code,
            &self.currency,
            &destination.currency_code,
        ];
        let word = words.into_iter().find(|word| word.0.is_some());
        let currency = currency::of_word(word.unwrap_or(&self.currency));
        let word = status::of_payout(&self.status);
        let (status, amount) = match self.amount.of(currency) {
            // Whatever became of it, it is not known of how much.
            Told::Nonsense => (Status::InDoubt, None),
            // An id and a word say that something went out, and not that it was this.
            Told::Nothing if word == Status::Succeeded => (Status::InDoubt, None),
            Told::Money(money) if money.amount().is_zero() && word == Status::Succeeded => {
                (Status::InDoubt, Some(money))
            }
            told @ (Told::Nothing | Told::Money(_)) => (word, told.money()),
        };
        let failure = self.failure_reason;
        Some(Sighting {
            kind: Kind::Payout,
            provider_reference,
            our_reference,
            operator_reference: self.provider_reference.0,
            status,
            provider_status: self.status.0.unwrap_or_default(),
            amount,
            fee: self.fees.of(currency).money(),
            net: None,
            refunded: None,
            debited: None,
            recipient_gets: None,
            link: None,
            system_reference: None,
            phone: phone(account.account_number.as_str()),
            name: self.beneficiary.0.and_then(|it| it.name.0),
            method: Some(Method::MobileMoney),
            network: account.provider_code.0,
            occurred_at: in_zone(self.created_at.as_str(), MANIFEST.time_zone),
            action: None,
            reason: (status == Status::Failed).then(|| failed(&failure)),
            note: self.message.0,
        })
    }
}

fn failed(why: &Quoted) -> Reason {
    Reason {
        code: "declined".to_owned(),
        message: refusals::not_sent_text(),
        provider_message: why.text(),
    }
}

/// Ours is two letters and two codes: `DKK7Q2M9P3X4RT`.
pub(super) fn our_reference_in(message: &str) -> Option<&str> {
    const BEGINS: &str = "DK";
    let first = message.split_whitespace().next()?;
    let codes = first.strip_prefix(BEGINS)?;
    let (one, other) = codes.split_at_checked(note::CODE_LENGTH)?;
    let formed = [one, other]
        .iter()
        .all(|code| note::code_in(code) == Some(code));
    formed.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_reference_stands_first_in_a_message() {
        let read = our_reference_in;
        assert_eq!(read("DKK7Q2M9P3X4RT Salaire"), Some("DKK7Q2M9P3X4RT"));
        assert_eq!(read("DKK7Q2M9P3X4RT"), Some("DKK7Q2M9P3X4RT"));
        for text in [
            "Salaire DKK7Q2M9P3X4RT",
            "DK",
            "DKK7Q2M9",
            "DKé",
            "",
            "DKK7Q2M9P3X4RT7",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_never_a_success() {
        let read = |amount: &str| {
            let json = format!(r#"{{"id":"a","status":"SUCCESS","amount":{amount}}}"#);
            let payout: Payout = serde_json::from_str(&json).unwrap();
            payout.sighting("o").unwrap().status
        };
        assert_eq!(read("5000"), Status::Succeeded);
        for amount in ["\"5,000\"", "true", "{}", "null", "0"] {
            assert_eq!(read(amount), Status::InDoubt, "{amount}");
        }
    }

    #[test]
    fn an_amount_that_is_not_told_proves_no_success_and_takes_no_failure_back() {
        let read = |word: &str| {
            let json = format!(r#"{{"id":"a","status":"{word}"}}"#);
            let payout: Payout = serde_json::from_str(&json).unwrap();
            payout.sighting("o").unwrap().status
        };
        assert_eq!(read("SUCCESS"), Status::InDoubt);
        assert_eq!(read("PENDING"), Status::Pending);
        assert_eq!(read("FAILED"), Status::Failed);
    }
}
