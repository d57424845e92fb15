//! What stands on a slip of paper about one payment: the facts, judged once, in the core.
//!
//! How it looks is the paper's; whether it may say *paid* is decided here. Each paper is written down before its bytes are
//! handed out, so that the second one says that it is a copy, also after a restart.

mod evidence;
mod standing;

pub use evidence::Evidence;
pub use standing::Standing;

use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use crate::view::{MoneyView, rail};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{AccountId, Environment, Kind, Operation, Phone, ProviderId, State, Transaction};
use providers::Manifest;
use store::{NewPrint, PrintsKept};

/// The facts of a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What may be said of the money.
    pub standing: Standing,
    /// Charge, payout, refund or conversion.
    pub kind: Kind,
    /// Not real money: practice, or a provider's sandbox.
    pub specimen: bool,
    /// The shop.
    pub business: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// The receipt's running number, once one was printed.
    pub number: Option<String>,
    /// The how-manyth of its sort this one is.
    pub nth: u32,
    /// When the money moved; of what is not proven, when it was asked for. UTC.
    pub at: DateTime<Utc>,
    /// When this paper is made. UTC.
    pub made_at: DateTime<Utc>,
    /// The business's zone.
    pub zone: Tz,
    /// What it is for.
    pub what_for: Option<String>,
    /// How much.
    pub amount: MoneyView,
    /// What went back of it.
    pub refunded: Option<MoneyView>,
    /// The network, as people call it.
    pub network: Option<String>,
    /// The other side's name.
    pub name: Option<String>,
    /// The other side's phone, masked.
    pub phone: Option<String>,
    /// Our reference.
    pub our_reference: Option<String>,
    /// What the provider is called.
    pub provider: String,
    /// The provider's reference.
    pub provider_reference: Option<String>,
    /// Who asked for it at the desk.
    pub served_by: Option<String>,
}

impl Slip {
    /// Its sort: a receipt only where the money is proven.
    #[must_use]
    pub fn document(&self) -> &'static str {
        document(self.standing)
    }
}

fn document(standing: Standing) -> &'static str {
    if standing == Standing::Proven {
        "receipt"
    } else {
        "claim"
    }
}

/// One payment, from both sides.
struct Payment {
    operation: Option<Operation>,
    transaction: Option<Transaction>,
    standing: Standing,
}

impl Payment {
    fn environment(&self) -> Option<Environment> {
        let of_operation = self.operation.as_ref().map(|it| it.environment);
        of_operation.or_else(|| self.transaction.as_ref().map(|it| it.environment))
    }

    fn provider(&self) -> Option<&ProviderId> {
        let of_operation = self.operation.as_ref().map(|it| &it.provider);
        of_operation.or(self.transaction.as_ref().map(|it| &it.provider))
    }

    fn account(&self) -> Option<&AccountId> {
        let of_operation = self.operation.as_ref().map(|it| &it.account);
        of_operation.or(self.transaction.as_ref().map(|it| &it.account))
    }

    /// As people call it; the provider's word where it is not known here.
    fn network(&self, facts: Option<&Manifest>) -> Option<String> {
        let told = self.transaction.as_ref().and_then(|it| it.network.clone());
        let code = told.or_else(|| rail(&self.operation.as_ref()?.details).1)?;
        let known = facts.and_then(|facts| facts.networks.iter().find(|it| it.code == code));
        Some(known.map_or(code, |network| network.name.to_owned()))
    }

    fn print(&self, document: &'static str, paper: &'static str) -> Result<NewPrint> {
        Ok(NewPrint {
            environment: self.environment().ok_or_else(no_receipt)?,
            operation: self.operation.as_ref().map(|it| it.id.clone()),
            transaction: self.transaction.as_ref().map(|it| it.id.clone()),
            document,
            paper,
            numbered: document == "receipt",
        })
    }
}

impl Engine {
    /// The slip as it would come out now. Nothing is written down.
    pub async fn slip(&self, id: &str, environment: Environment) -> Result<Slip> {
        let payment = self.payment(id, environment).await?;
        let print = payment.print(document(payment.standing), "a4")?;
        let mut kept = self.store().journal.prints_kept(&print).await?;
        kept.count = kept.count.saturating_add(1);
        self.slip_of(&payment, kept).await
    }

    /// The slip that comes out now: it is written down as printed before it is returned.
    pub async fn print_slip(
        &self,
        id: &str,
        environment: Environment,
        paper: &'static str,
    ) -> Result<Slip> {
        let payment = self.payment(id, environment).await?;
        let print = payment.print(document(payment.standing), paper)?;
        let kept = self.record_print(&print).await?;
        self.slip_of(&payment, kept).await
    }

    async fn record_print(&self, print: &NewPrint) -> Result<PrintsKept> {
        let journal = &self.store().journal;
        let kept = journal
            .record_print(print, &self.actor(), self.now())
            .await?;
        Ok(kept)
    }

    async fn payment(&self, id: &str, environment: Environment) -> Result<Payment> {
        let (operation, transaction) = self.named(id).await?;
        let doubts = match &operation {
            Some(operation) => self.open_doubts(&operation.id).await?,
            None => Vec::new(),
        };
        let standing = Standing::of(operation.as_ref(), &doubts, transaction.as_ref());
        let payment = Payment {
            operation,
            transaction,
            standing,
        };
        if payment.environment() != Some(environment) {
            return Err(EngineError::no_such("row", "ligne", id));
        }
        Ok(payment)
    }

    async fn slip_of(&self, payment: &Payment, kept: PrintsKept) -> Result<Slip> {
        let (operation, transaction) = (payment.operation.as_ref(), payment.transaction.as_ref());
        let kind = operation
            .map(Operation::shown_kind)
            .or(transaction.map(|it| it.kind))
            .filter(|kind| *kind != Kind::Link)
            .ok_or_else(no_receipt)?;
        let facts = payment
            .provider()
            .and_then(|id| providers::find(id.as_str()))
            .map(|found| found.manifest());
        let amount = operation
            .map(|it| it.amount)
            .or(transaction.map(|it| it.amount))
            .ok_or_else(no_receipt)?;
        let told = |of_operation: Option<String>, of_transaction: Option<String>| {
            of_operation.or(of_transaction)
        };
        let our_reference = told(
            operation.map(|it| it.our_reference.clone()),
            transaction.and_then(|it| it.our_reference.clone()),
        );
        let note = told(
            operation.and_then(|it| it.note.clone()),
            transaction.and_then(|it| it.note.clone()),
        );
        let (recorded_by, succeeded_at) = match operation {
            Some(operation) => self.beginning_and_end(operation).await?,
            None => (None, None),
        };
        let asked_at = operation.map(|it| it.created_at);
        let moved_at = transaction.map(|it| it.occurred_at).or(succeeded_at);
        let at = if payment.standing == Standing::Proven {
            moved_at.or(asked_at)
        } else {
            asked_at.or(moved_at)
        };
        Ok(Slip {
            standing: payment.standing,
            kind,
            specimen: payment.environment() != Some(Environment::Live),
            business: self.setting("business").await?,
            place: self.setting("place").await?,
            number: kept.number.map(|number| number.to_string()),
            nth: kept.count,
            at: at.unwrap_or_else(|| self.now()),
            made_at: self.now(),
            zone: self.zone().await?,
            what_for: note.and_then(|note| without_code(&note, our_reference.as_deref())),
            amount: amount.into(),
            refunded: self.given_back(payment).await?,
            network: payment.network(facts),
            name: told(
                operation.and_then(|it| it.name.clone()),
                transaction.and_then(|it| it.name.clone()),
            ),
            phone: operation
                .and_then(|it| it.phone.as_ref())
                .or(transaction.and_then(|it| it.phone.as_ref()))
                .map(masked),
            our_reference,
            provider: facts.map_or_else(String::new, |facts| facts.name.to_owned()),
            provider_reference: told(
                operation.and_then(|it| it.provider_reference.clone()),
                transaction.map(|it| it.provider_reference.clone()),
            ),
            served_by: recorded_by,
        })
    }

    /// Who wrote the operation down, and when it was told to have succeeded.
    async fn beginning_and_end(
        &self,
        operation: &Operation,
    ) -> Result<(Option<String>, Option<DateTime<Utc>>)> {
        let timeline = self.store().journal.timeline(&operation.id).await?;
        let steps = || timeline.iter().filter(|entry| entry.to.is_some());
        let by = steps().next().and_then(|entry| {
            let (name, _) = entry.actor.rsplit_once(", ")?;
            // What a restored home took over from the provider was asked for by somebody it does not know.
            (name != "Duka").then(|| name.to_owned())
        });
        let end = steps()
            .rfind(|entry| entry.to == Some(State::Succeeded))
            .map(|entry| entry.at);
        Ok((by, end))
    }

    /// What went back of a charge: as the provider says, or else by the refunds that succeeded.
    async fn given_back(&self, payment: &Payment) -> Result<Option<MoneyView>> {
        let by_provider = payment.transaction.as_ref().and_then(|it| it.refunded);
        if let Some(money) = by_provider {
            return Ok((!money.amount().is_zero()).then(|| money.into()));
        }
        let charge = payment.transaction.as_ref().map(|it| it.id.clone());
        let charge = charge.or_else(|| payment.operation.as_ref()?.transaction());
        let Some(charge) = charge else {
            return Ok(None);
        };
        let journal = &self.store().journal;
        let refunds = journal.refunds_of(std::slice::from_ref(&charge)).await?;
        let mut sum = None;
        for refund in refunds.iter().filter(|it| it.state == State::Succeeded) {
            sum = match sum {
                None => Some(refund.amount),
                Some(so_far) => refund.amount.checked_add(&so_far).ok(),
            };
        }
        Ok(sum.map(Into::into))
    }
}

/// Enough for its owner to know it again: `0772 ••• 305`.
fn masked(phone: &Phone) -> String {
    let national = phone.national();
    let digits: Vec<char> = national.chars().filter(char::is_ascii_digit).collect();
    let (begin, end) = (
        digits.len().saturating_sub(6),
        digits.len().saturating_sub(3),
    );
    let part = |digits: &[char]| digits.iter().collect::<String>();
    format!("{} ••• {}", part(&digits[..begin]), part(&digits[end..]))
}

/// The note as the customer means it: the code that stands first in it is a reference and has its own line.
fn without_code(note: &str, reference: Option<&str>) -> Option<String> {
    let text = reference
        .and_then(|code| note.strip_prefix(code))
        .unwrap_or(note)
        .trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn no_receipt() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "no_receipt",
        "A payment link is a page, not a payment: there is no receipt for it.",
        "Un lien de paiement est une page, pas un paiement : il n’y a pas de reçu.",
    )
    .next(
        "Print the receipt of a payment that was made through it.",
        "Imprimez le reçu d’un paiement fait par ce lien.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_on_paper_is_known_by_its_owner_and_called_by_nobody() {
        for (phone, shown) in [
            ("+256772418305", "0772 ••• 305"),
            ("+224622410877", "622 ••• 877"),
            ("+2250708412219", "0708 ••• 219"),
        ] {
            let phone = Phone::parse(phone).unwrap();
            assert_eq!(masked(&phone), shown);
        }
    }

    #[test]
    fn the_code_that_stands_first_in_a_note_is_not_what_it_is_for() {
        let bare = |note| without_code(note, Some("K7Q2M9"));
        assert_eq!(bare("K7Q2M9 Invoice 56").as_deref(), Some("Invoice 56"));
        assert_eq!(bare("Invoice 56").as_deref(), Some("Invoice 56"));
        assert_eq!(bare("K7Q2M9"), None);
    }
}
