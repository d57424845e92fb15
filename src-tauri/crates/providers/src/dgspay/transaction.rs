//! A transaction as it stands in the answers to a charge, in a single look-up, in a row of the list and in a webhook.

use super::recipient::{Recipient, phone};
use super::words::{action, method, sighted, status};
use super::{MANIFEST, refused};
use crate::reading::{Amount, Quoted, Told, Word, in_zone, page};
use crate::refusals;
use domain::{Action, Currency, Kind, Method, Phone, Reason, Sighting, Status};
use serde::Deserialize;

/// Every field of it. The documents promise "full details" of the single look-up without naming them; the names are
/// those of the charge and of the webhooks.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Transaction {
    pub(super) dgs_reference: Word,
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
    destination_type: Word,
    recipient: Recipient,
    fee: Amount,
    recipient_gets: Amount,
    proof: Word,
    pub(super) payment_link_id: Word,
    created_at: Word,
    next_action_type: Word,
    next_action_redirect_url: Word,
    display_text: Quoted,
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

/// What is known before it is read: it stands for what is not said.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) stands: Stands,
    /// Whether payouts stand in the list is not documented: a row is a charge unless it says otherwise.
    pub(super) kind: Kind,
    pub(super) method: Option<Method>,
    /// Whether an answer to a step of a charge may leave out how much it is of.
    pub(super) amount_left_out: bool,
    /// Where the account is.
    pub(super) base_url: &'a str,
}

impl Known<'_> {
    /// Of a row of the list: nothing.
    pub(super) const OF_A_ROW: Self = Self {
        stands: Stands::InItsOwnObject,
        kind: Kind::Charge,
        method: None,
        amount_left_out: false,
        base_url: "",
    };
}

impl Transaction {
    /// What it says. `None` without a reference: then it cannot be kept.
    pub(super) fn sighting(self, known: Known<'_>) -> Option<Sighting> {
        let reference = self.dgs_reference.0.clone()?;
        let kind = self.kind().unwrap_or(known.kind);
        let method = self.method().or(known.method);
        let word = self.word(known.stands);
        let currency = Currency::parse(self.currency.as_str()).ok();
        let told = self.amount.of(currency);
        let status = match (told, self.stands_at(&word, method)) {
            (Told::Money(_), status) => status,
            (Told::Nothing, status) if known.amount_left_out && status != Status::Succeeded => {
                status
            }
            // Whatever became of it, it is not known of how much.
            (Told::Nothing | Told::Nonsense, _) => Status::InDoubt,
        };
        let amount = told.money();
        let settled = |told: Amount| told.of(currency).money().filter(|_| status.is_final());
        // What a payout that failed would have cost, it did not.
        let paid_out = kind == Kind::Payout && status == Status::Succeeded;
        let of_payout = |told: Amount| told.of(currency).money().filter(|_| paid_out);
        Some(Sighting {
            our_reference: self
                .narration
                .0
                .as_deref()
                .and_then(domain::note::code_in)
                .map(str::to_owned),
            operator_reference: self.proof.0.clone(),
            amount,
            fee: match kind {
                Kind::Payout => of_payout(self.fee),
                Kind::Charge | Kind::Refund | Kind::Conversion | Kind::Link => {
                    settled(self.merchant_fee)
                }
            },
            net: settled(self.net_amount).filter(|_| kind == Kind::Charge),
            debited: amount.filter(|_| paid_out),
            recipient_gets: of_payout(self.recipient_gets),
            link: self.payment_link_id.0.clone(),
            phone: self.phone(),
            name: self.name(),
            method,
            network: self.network(),
            occurred_at: in_zone(self.created_at.as_str(), MANIFEST.time_zone),
            action: self
                .action(method, known.base_url)
                .filter(|_| !status.is_final()),
            reason: (status == Status::Failed).then(|| self.reason(kind)),
            note: self.narration.0,
            ..sighted(kind, reference, status, word)
        })
    }

    /// The word for where the payment stands.
    fn word(&self, stands: Stands) -> String {
        let word = match stands {
            Stands::InItsOwnObject if self.transaction_status.0.is_none() => &self.status,
            Stands::InItsOwnObject | Stands::InTheAnswer => &self.transaction_status,
        };
        word.as_str().to_owned()
    }

    /// A card's payment is over only when nothing more is asked for. A push asks for nothing: what its answer offers
    /// besides does not hold it up.
    fn stands_at(&self, word: &str, method: Option<Method>) -> Status {
        let asks = self.next_action_type.0.is_some() && method != Some(Method::MobileMoney);
        let told = status(word);
        if asks && told == Status::Succeeded {
            Status::Pending
        } else {
            told
        }
    }

    /// `None` when it does not say.
    fn kind(&self) -> Option<Kind> {
        let words = [&self.sort, &self.direction].map(|field| field.as_str().to_ascii_lowercase());
        let says = |part: &str| words.iter().any(|word| word.contains(part));
        let outwards = words.iter().any(|word| word.starts_with("out"));
        let paid_out = ["disburs", "payout", "transfer", "debit"];
        if outwards || paid_out.iter().any(|part| says(part)) || self.destination_type.0.is_some() {
            Some(Kind::Payout)
        } else if says("conver") {
            Some(Kind::Conversion)
        } else if ["charge", "collect", "payment", "credit"]
            .iter()
            .any(|part| says(part))
        {
            Some(Kind::Charge)
        } else {
            None
        }
    }

    fn method(&self) -> Option<Method> {
        method(&self.payment_method_type).or_else(|| method(&self.destination_type))
    }

    fn phone(&self) -> Option<Phone> {
        let read = |number: &Word, code: &Word| phone(number.0.as_deref()?, code.0.as_deref());
        read(&self.mobile_money_phone, &self.mobile_money_country_code)
            .or_else(|| read(&self.customer_phone, &self.customer_phone_country_code))
            .or_else(|| self.recipient.phone())
    }

    fn name(&self) -> Option<String> {
        let name = format!(
            "{} {}",
            self.customer_first_name.as_str(),
            self.customer_last_name.as_str()
        );
        let name = name.trim();
        let customer = (!name.is_empty()).then(|| name.to_owned());
        customer.or_else(|| self.recipient.name.clone())
    }

    fn network(&self) -> Option<String> {
        let of_customer = self.mobile_money_network.0.clone();
        of_customer.or_else(|| self.recipient.network.clone())
    }

    /// Mobile money goes on without it: the customer's phone asks for the PIN, whatever the answer offers besides.
    fn action(&self, method: Option<Method>, base_url: &str) -> Option<Action> {
        let word = self.next_action_type.0.as_deref()?;
        let url = self.next_action_redirect_url.as_str();
        Some(Action {
            required: !matches!(method, None | Some(Method::MobileMoney)),
            ..action(word, page(url, base_url), self.display_text.text())
        })
    }

    pub(super) fn reason(&self, kind: Kind) -> Reason {
        let words = [&self.processor_response, &self.fail_reason, &self.message]
            .into_iter()
            .find_map(Quoted::text);
        let insufficient = words
            .as_deref()
            .is_some_and(|text| text.to_ascii_lowercase().contains("insufficient"));
        let code = self.issuer_response_code.0.as_deref();
        let (other, message) = match kind {
            Kind::Payout => ("not_sent", refusals::not_sent_text()),
            Kind::Conversion => ("not_converted", refused::not_converted_text()),
            Kind::Charge | Kind::Refund | Kind::Link => ("declined", refusals::declined_text()),
        };
        Reason {
            code: if insufficient {
                "insufficient_funds"
            } else {
                other
            }
            .to_owned(),
            message,
            provider_message: match (words, code) {
                (Some(words), Some(code)) => Some(format!("{words} ({code})")),
                (Some(words), None) => Some(words),
                (None, code) => code.map(str::to_owned),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> Sighting {
        let row: Transaction = serde_json::from_str(json).unwrap();
        row.sighting(Known::OF_A_ROW).unwrap()
    }

    #[test]
    fn a_row_that_says_it_is_a_payout_is_no_charge() {
        assert_eq!(row(r#"{"dgs_reference":"a"}"#).kind, Kind::Charge);
        for says in [
            r#""type":"disbursement""#,
            r#""direction":"out""#,
            r#""destination_type":"bank""#,
        ] {
            let payout = format!(r#"{{"dgs_reference":"a",{says}}}"#);
            assert_eq!(row(&payout).kind, Kind::Payout, "{says}");
        }
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
    fn a_card_that_is_still_asked_for_something_is_not_paid() {
        let with = |method: &str, next: &str| {
            row(&format!(
                r#"{{"dgs_reference":"a","transaction_status":"successful","currency":"RWF","amount":5,
                    "payment_method_type":"{method}"{next}}}"#
            ))
        };
        let next = r#","next_action_type":"requires_otp""#;
        assert_eq!(with("card", "").status, Status::Succeeded);
        let asked = with("card", next);
        assert_eq!(asked.status, Status::Pending);
        assert!(asked.action.unwrap().required);
        // Which rail it is, is not said: then it may be a card.
        assert_eq!(with("", next).status, Status::Pending);
        let push = with("mobile_money", next);
        assert_eq!(push.status, Status::Succeeded);
        assert!(push.action.is_none());
    }

    #[test]
    fn a_payout_that_failed_cost_nothing_whatever_is_quoted() {
        let with = |status: &str| {
            row(&format!(
                r#"{{"dgs_reference":"a","status":"{status}","currency":"RWF","amount":10000,"fee":100,
                    "recipient_gets":9900,"destination_type":"bank"}}"#
            ))
        };
        let sent = with("success");
        assert_eq!(sent.fee.unwrap().to_string(), "100 RWF");
        assert_eq!(sent.recipient_gets.unwrap().to_string(), "9900 RWF");
        assert_eq!(sent.debited.unwrap().to_string(), "10000 RWF");
        let failed = with("failed");
        assert!(
            failed.fee.is_none() && failed.recipient_gets.is_none() && failed.debited.is_none()
        );
        assert_eq!(failed.reason.unwrap().code, "not_sent");
    }
}
