//! Money that came in, went out or was taken as a fee, as it stands in a single look-up and in a row of a list or of the
//! statement. The names follow the vendor's samples; its tables of parameters name some fields and types otherwise.

use super::manifest::MANIFEST;
use crate::reading::{Amount, Told, Word, in_zone};
use crate::refusals;
use chrono::{DateTime, Utc};
use domain::{Country, Currency, Kind, Method, Phone, Reason, Sighting, Status, Text};
use serde::Deserialize;

/// The fields that Duka keeps.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Movement {
    pub(super) transaction_reference: Word,
    transaction_system_id: Word,
    transaction_status: Word,
    pub(super) amount: Amount,
    msisdn: Word,
    pub(super) currency_code: Word,
    #[serde(rename = "MNOTransactionReferenceId")]
    operator_reference: Word,
    pub(super) transaction_external_reference: Word,
    pub(super) transaction_external_narrative: Word,
    transaction_initiation_date: Word,
    transaction_entry_general_type: Word,
    transaction_entry_designation: Word,
    pub(super) balance_before_transaction: Amount,
    pub(super) balance_after_transaction: Amount,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Designation {
    /// Money that moved.
    Transaction,
    /// What moving it cost.
    Charges,
    /// A word of the vendor's clients, or one of tomorrow.
    Other,
}

impl Movement {
    /// When it was asked for. The date of completion is all zeros until there is one, and would move the row in time.
    pub(super) fn began_at(&self) -> Option<DateTime<Utc>> {
        in_zone(
            self.transaction_initiation_date.as_str(),
            MANIFEST.time_zone,
        )
    }

    /// What it is. Only the statement has anything else than transactions.
    pub(super) fn designation(&self) -> Designation {
        let word = &self.transaction_entry_designation;
        match word.0 {
            None => Designation::Transaction,
            Some(_) if word.is("TRANSACTION") => Designation::Transaction,
            Some(_) if word.is("CHARGES") => Designation::Charges,
            Some(_) => Designation::Other,
        }
    }

    /// Whether the money left.
    pub(super) fn is_debit(&self) -> bool {
        self.transaction_entry_general_type.is("DEBIT")
    }

    pub(super) fn status(&self) -> Status {
        status(self.transaction_status.as_str())
    }

    pub(super) fn phone(&self) -> Option<Phone> {
        self.msisdn.0.as_deref().and_then(phone)
    }

    /// The transaction that this row is the fee of: a field names it, and the text at its end.
    pub(super) fn fee_of(&self) -> Option<String> {
        let in_text = || {
            let (_, number) = self
                .transaction_external_narrative
                .as_str()
                .rsplit_once('#')?;
            let number = number.trim();
            (!number.is_empty()).then(|| number.to_owned())
        };
        self.transaction_external_reference
            .0
            .clone()
            .or_else(in_text)
    }

    /// What it says. `None` without a reference: then it cannot be kept.
    pub(super) fn sighting(self) -> Option<Sighting> {
        let occurred_at = self.began_at();
        let kind = if self.is_debit() {
            Kind::Payout
        } else {
            Kind::Charge
        };
        let phone = self.phone();
        let provider_reference = Some(self.transaction_reference.0?);
        let wallet = Wallet::read(self.currency_code.as_str());
        let amount = self.amount.of(wallet.currency);
        let provider_status = self.transaction_status.0.unwrap_or_default();
        let status = match amount {
            // Whatever became of it, it is not known of how much.
            Told::Nonsense | Told::Nothing => Status::InDoubt,
            Told::Money(_) => status(&provider_status),
        };
        Some(Sighting {
            kind,
            provider_reference,
            our_reference: self.transaction_external_reference.0,
            operator_reference: self.operator_reference.0,
            reason: reason(kind, status, &provider_status),
            status,
            provider_status,
            amount: amount.money(),
            // Fees are rows of their own in the account's statement.
            fee: None,
            net: None,
            refunded: None,
            debited: None,
            recipient_gets: None,
            link: None,
            system_reference: self.transaction_system_id.0,
            phone,
            name: None,
            method: Some(Method::MobileMoney),
            network: wallet.network,
            note: self.transaction_external_narrative.0,
            occurred_at,
            action: None,
        })
    }
}

/// `UGX-MTNMM`: a currency, and the network whose wallet holds it.
pub(super) struct Wallet {
    pub(super) currency: Option<Currency>,
    pub(super) network: Option<String>,
}

impl Wallet {
    pub(super) fn read(code: &str) -> Self {
        let (currency, holder) = code.split_once('-').unwrap_or((code, ""));
        let network = match holder {
            "" => None,
            "MTNMM" => Some("MTN"),
            "ATLMM" => Some("Airtel"),
            other => Some(other),
        };
        Self {
            currency: Currency::parse(currency).ok(),
            network: network.map(str::to_owned),
        }
    }
}

/// Digits with the country code and no plus, or any other spelling of a number.
pub(super) fn phone(digits: &str) -> Option<Phone> {
    Phone::parse(&format!("+{digits}"))
        .or_else(|_| Phone::parse_in(digits, Country::parse(MANIFEST.countries[0])?))
        .ok()
}

fn status(word: &str) -> Status {
    match word.to_ascii_uppercase().as_str() {
        "PENDING" => Status::Pending,
        "SUCCEEDED" => Status::Succeeded,
        "FAILED" => Status::Failed,
        // INDETERMINATE is the provider's own word for not knowing, and any other is ours.
        _ => Status::InDoubt,
    }
}

/// The provider gives no reasons; these are what its words mean.
fn reason(kind: Kind, status: Status, word: &str) -> Option<Reason> {
    let (code, message) = match status {
        Status::Failed if kind == Kind::Payout => ("declined", refusals::not_sent_text()),
        Status::Failed => ("declined", refusals::declined_text()),
        Status::InDoubt if word.eq_ignore_ascii_case("INDETERMINATE") => {
            ("indeterminate", indeterminate_text(kind))
        }
        Status::InDoubt | Status::Pending | Status::Succeeded | Status::Expired => return None,
    };
    Some(Reason {
        code: code.to_owned(),
        message,
        provider_message: None,
    })
}

fn indeterminate_text(kind: Kind) -> Text {
    match kind {
        Kind::Payout => Text::new(
            "The operator has not decided yet; that usually takes less than 24 hours. Do not send it again before.",
            "L’opérateur n’a pas encore tranché ; cela prend d’habitude moins de 24 heures. Ne renvoyez pas avant.",
        ),
        Kind::Charge | Kind::Refund | Kind::Conversion | Kind::Link => Text::new(
            "The operator has not decided yet; that usually takes less than 24 hours. Do not ask the customer again before.",
            "L’opérateur n’a pas encore tranché ; cela prend d’habitude moins de 24 heures. Ne redemandez pas au client avant.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Sighting {
        let row: Movement = serde_json::from_str(json).unwrap();
        row.sighting().unwrap()
    }

    #[test]
    fn every_word_of_the_documents_is_known_and_no_other() {
        for (word, expected) in [
            ("PENDING", Status::Pending),
            ("SUCCEEDED", Status::Succeeded),
            ("FAILED", Status::Failed),
            ("INDETERMINATE", Status::InDoubt),
            ("REVERSED", Status::InDoubt),
            ("SUCCESS", Status::InDoubt),
            ("", Status::InDoubt),
        ] {
            assert_eq!(status(word), expected, "{word}");
        }
    }

    #[test]
    fn a_wallet_is_a_currency_and_a_network() {
        let read = |code| {
            let wallet = Wallet::read(code);
            (wallet.currency.map(Currency::code), wallet.network)
        };
        assert_eq!(read("UGX-MTNMM"), (Some("UGX"), Some("MTN".into())));
        assert_eq!(read("UGX-ATLMM"), (Some("UGX"), Some("Airtel".into())));
        assert_eq!(read("UGX-WARIDMM"), (Some("UGX"), Some("WARIDMM".into())));
        assert_eq!(read("UGX"), (Some("UGX"), None));
        assert_eq!(read("-"), (None, None));
    }

    #[test]
    fn money_that_left_is_no_charge() {
        let json = r#"{"transactionReference":"a","transactionStatus":"SUCCEEDED","amount":5,
            "currencyCode":"UGX-MTNMM","transactionEntryGeneralType":"DEBIT"}"#;
        assert_eq!(read(json).kind, Kind::Payout);
    }

    #[test]
    fn a_fee_names_its_transaction_in_a_field_or_at_the_end_of_its_text() {
        let of = |json: &str| serde_json::from_str::<Movement>(json).unwrap().fee_of();
        let text = "MTN_UGANDA 2PC DEPOSITS CHARGE FOR TRANSACTION ID #ZPY1TX";
        let by_field = format!(
            r#"{{"transactionExternalReference":"ZPY2TX","transactionExternalNarrative":"{text}"}}"#
        );
        let by_text = format!(r#"{{"transactionExternalNarrative":"{text}"}}"#);
        assert_eq!(of(&by_field).as_deref(), Some("ZPY2TX"));
        assert_eq!(of(&by_text).as_deref(), Some("ZPY1TX"));
        assert_eq!(of(r#"{"transactionExternalNarrative":"a fee"}"#), None);
    }

    #[test]
    fn what_is_undecided_is_not_to_be_sent_again() {
        let of = |entry: &str| {
            let json = format!(
                r#"{{"transactionReference":"a","transactionStatus":"INDETERMINATE","amount":5,
                "currencyCode":"UGX-MTNMM","transactionEntryGeneralType":"{entry}"}}"#
            );
            let told = read(&json);
            assert_eq!(told.status, Status::InDoubt, "{entry}");
            told.reason.unwrap().message.en
        };
        assert!(of("DEBIT").contains("Do not send it again"));
        assert!(of("CREDIT").contains("Do not ask the customer again"));
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_never_a_success() {
        for amount in ["\"5,000\"", "true", "null", "[5000]"] {
            let json = format!(
                r#"{{"transactionReference":"a","transactionStatus":"SUCCEEDED","amount":{amount},"currencyCode":"UGX-MTNMM"}}"#
            );
            assert_eq!(read(&json).status, Status::InDoubt, "{amount}");
        }
    }

    #[test]
    fn a_phone_is_read_with_and_without_its_country() {
        for text in ["256775203801", "0775203801", "+256775203801"] {
            assert_eq!(phone(text).unwrap().e164(), "+256775203801", "{text}");
        }
        assert_eq!(phone("none"), None);
    }
}
