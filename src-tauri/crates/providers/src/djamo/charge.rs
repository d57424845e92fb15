//! A charge: a digital invoice that a customer of Djamo pays. Its page opens the app on a phone, and shows a code to
//! scan elsewhere.

use super::money::{currency, read};
use super::object::Telling;
use super::times::time;
use crate::reading::{Amount, Told, Word};
use domain::{Action, ActionKind, Currency, Kind, Method, Money, Reason, Sighting, Status, Text};
use serde::Deserialize;

/// The fields that Duka keeps.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Charge {
    pub(super) id: Word,
    created_at: Word,
    external_id: Word,
    description: Word,
    status: Word,
    amount: Amount,
    currency: Word,
    paid: Amount,
    refunded: Amount,
    fees: Amount,
    payment_url: Word,
}

impl Telling for Charge {
    fn sighting(self) -> Option<Sighting> {
        let provider_reference = Some(self.id.0?);
        let currency = currency(&self.currency);
        let amount = self.amount.of(currency);
        let word = self.status.0.unwrap_or_default();
        let status = trusted(status(&word), &word, amount, self.paid.of(currency).money());
        let is_paid = status == Status::Succeeded;
        Some(Sighting {
            kind: Kind::Charge,
            provider_reference,
            our_reference: self.external_id.0,
            operator_reference: None,
            status,
            reason: reason(status),
            amount: amount.money(),
            // Before the payment the fields hold zeros.
            fee: read(self.fees, currency).filter(|_| is_paid),
            net: None,
            refunded: refunded(self.refunded, currency, &word, amount.money()).filter(|_| is_paid),
            debited: None,
            recipient_gets: None,
            link: None,
            system_reference: None,
            // A charge names no number: whoever opens its page pays.
            phone: None,
            name: None,
            method: Some(Method::Wallet),
            network: None,
            note: self.description.0,
            occurred_at: time(self.created_at.as_str()),
            action: (status == Status::Pending)
                .then(|| page(self.payment_url))
                .flatten(),
            provider_status: word,
        })
    }
}

fn status(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "created" | "due" => Status::Pending,
        // Money that went back was paid first.
        "paid" | "refunded" | "refunded_partially" => Status::Succeeded,
        // `cancelled` stands in the vendor's demonstration beside `dropped`, and in no list.
        "dropped" | "cancelled" => Status::Expired,
        _ => Status::InDoubt,
    }
}

/// The status, unless the money beside it says otherwise.
fn trusted(status: Status, word: &str, amount: Told, paid: Option<Money>) -> Status {
    let short = match (amount, paid) {
        (Told::Money(amount), Some(paid)) => {
            word.eq_ignore_ascii_case("paid") && paid.amount() < amount.amount()
        }
        _ => false,
    };
    match (status, amount) {
        // Whatever became of it, it is not known of how much.
        (_, Told::Nonsense) | (Status::Succeeded, Told::Nothing) => Status::InDoubt,
        (Status::Succeeded, Told::Money(_)) if short => Status::InDoubt,
        (status, Told::Money(_) | Told::Nothing) => status,
    }
}

/// What has gone back. Where only the word says it, a whole refund is the whole amount, and a part is of unknown size.
fn refunded(
    told: Amount,
    currency: Option<Currency>,
    word: &str,
    amount: Option<Money>,
) -> Option<Money> {
    match told.of(currency) {
        Told::Money(money) => Some(money),
        Told::Nothing if word.eq_ignore_ascii_case("refunded") => amount,
        Told::Nothing | Told::Nonsense => None,
    }
}

/// Without it opened, nobody can pay.
fn page(url: Word) -> Option<Action> {
    let url = url.0.filter(|url| url.starts_with("https://"));
    url.map(|url| Action {
        kind: ActionKind::Redirect,
        required: true,
        url: Some(url),
        word: None,
        text: None,
    })
}

fn reason(status: Status) -> Option<Reason> {
    (status == Status::Expired).then(|| Reason {
        code: "dropped".to_owned(),
        message: Text::new(
            "The customer did not pay within the hour, and Djamo closed the charge. Ask again if they still want to pay.",
            "Le client n’a pas payé dans l’heure, et Djamo a clos la demande. Redemandez s’il veut toujours payer.",
        ),
        provider_message: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Sighting {
        let charge: Charge = serde_json::from_str(json).unwrap();
        charge.sighting().unwrap()
    }

    fn of(status: &str, more: &str) -> Sighting {
        told(&format!(
            r#"{{"id":"ch_1","status":"{status}","amount":10000{more}}}"#
        ))
    }

    #[test]
    fn every_word_of_the_documents_is_known_and_no_other() {
        for (word, expected) in [
            ("created", Status::Pending),
            ("due", Status::Pending),
            ("paid", Status::Succeeded),
            ("refunded", Status::Succeeded),
            ("refunded_partially", Status::Succeeded),
            ("dropped", Status::Expired),
            ("cancelled", Status::Expired),
            ("expired", Status::InDoubt),
            ("success", Status::InDoubt),
            ("", Status::InDoubt),
        ] {
            assert_eq!(of(word, "").status, expected, "{word}");
        }
    }

    #[test]
    fn a_refunded_charge_stays_paid_and_says_how_much_went_back() {
        let back = |word: &str, more: &str| {
            let told = of(word, more);
            assert_eq!(told.status, Status::Succeeded, "{word}");
            told.refunded.map(|money| money.to_string())
        };
        assert_eq!(
            back("refunded_partially", r#","refunded":4000"#).as_deref(),
            Some("4000 XOF")
        );
        assert_eq!(
            back("refunded", r#","refunded":10000"#).as_deref(),
            Some("10000 XOF")
        );
        assert_eq!(back("refunded", "").as_deref(), Some("10000 XOF"));
        assert_eq!(back("refunded_partially", ""), None);
        assert_eq!(back("paid", r#","refunded":0"#).as_deref(), Some("0 XOF"));
    }

    #[test]
    fn a_word_alone_does_not_make_a_charge_paid() {
        for json in [
            r#"{"id":"ch_1","status":"paid"}"#,
            r#"{"id":"ch_1","status":"paid","amount":"10,000"}"#,
            r#"{"id":"ch_1","status":"paid","amount":10000,"paid":9000}"#,
            r#"{"id":"ch_1","status":"paid","amount":10000,"currency":"cauris"}"#,
        ] {
            assert_eq!(told(json).status, Status::InDoubt, "{json}");
        }
        assert_eq!(of("paid", r#","paid":10000"#).status, Status::Succeeded);
    }

    #[test]
    fn only_a_secure_page_is_offered_and_only_while_it_can_be_paid() {
        let page = |word: &str, url: &str| {
            of(word, &format!(r#","paymentUrl":"{url}""#))
                .action
                .is_some()
        };
        assert!(page("due", "https://p.djamo.com/payment-link/"));
        assert!(!page("due", "http://p.djamo.com/payment-link/"));
        assert!(!page("paid", "https://p.djamo.com/payment-link/"));
        assert!(!page("dropped", "https://p.djamo.com/payment-link/"));
    }
}
