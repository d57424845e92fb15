//! A refund as it was asked for, checked: never more than the charge, never to anybody but the number that paid.

mod left;

use super::payout::{Origin, SEND_WITHIN_MINUTES};
use super::{PayoutDraft, content_hash};
use crate::core::Engine;
use crate::error::{EngineError, Result, bad_amount};
use crate::intent::Intent;
use chrono::Duration;
use domain::{
    Account, AccountState, Details, DoubtKind, Kind, Method, Money, Operation, OperationId, Rail,
    RefundDetails, State, Status, Transaction, TransactionId,
};
use providers::{FeeFrom, FetchTransaction, Fetched};

/// A refund as it was asked for.
#[derive(Clone, Debug)]
pub struct RefundDraft {
    /// The charge: `op_…` or `tx_…`.
    pub of: String,
    /// Plain decimal text; none is everything that is left.
    pub amount: Option<String>,
    /// The message to the customer.
    pub note: Option<String>,
    /// The caller's id for this intent; a fresh one when there is none.
    pub request_id: Option<String>,
    /// A story for the provider's sandbox.
    pub scenario: Option<String>,
    /// The earlier operation that the double-pay guard named.
    pub despite: Option<OperationId>,
}

impl Engine {
    pub(super) async fn refund_intent(&self, draft: &RefundDraft) -> Result<Intent> {
        let checked_from = Some(self.now());
        let (charge, operation) = self.charge_to_refund(&draft.of).await?;
        let account = self.usable_account(&charge.account).await?;
        let provider = self.provider_of(&account)?;
        let by_call = provider.refund_charge().is_some();
        // A request id that is known already stands for its first operation: what has gone back since does not matter.
        let first = match &draft.request_id {
            Some(id) => self.store().journal.operation_by_request(id.trim()).await?,
            None => None,
        };
        let own = first.as_ref().map(|first| &first.id);
        let earlier = self
            .store()
            .journal
            .refunds_of(std::slice::from_ref(&charge.id))
            .await?;
        let earlier: Vec<Operation> = earlier
            .into_iter()
            .filter(|earlier| Some(&earlier.id) != own)
            .collect();
        self.none_unsettled(&earlier).await?;
        let told = if by_call {
            self.charge_now(&account, &charge).await?
        } else {
            charge.clone()
        };
        let given_back = given_back(&told, &earlier)?;
        let left = told
            .amount
            .checked_sub(&given_back)
            .map_err(|error| bad_amount(&error))?;
        let amount = match &draft.amount {
            Some(typed) => Money::parse_to_send(typed, told.amount.currency())
                .map_err(|error| bad_amount(&error))?,
            None => match &first {
                Some(first) => first.amount,
                None => left,
            },
        };
        if first.is_none() && (amount.amount() > left.amount() || left.amount().is_zero()) {
            return Err(more_than_is_left(left));
        }
        if !by_call {
            let origin = Origin {
                refunds: Some(charge.id.clone()),
                refund_of: operation.map(|operation| operation.id),
                checked_from,
                ..Origin::default()
            };
            let draft = pay_back(draft, &account, &charge, amount)?;
            return Box::pin(self.payout_intent_of(&draft, origin)).await;
        }
        let content_hash = content_hash(
            "refund",
            &account.id,
            &[&amount.to_string(), charge.id.as_str()],
        );
        Ok(Intent {
            facts: provider.manifest(),
            kind: Kind::Refund,
            amount,
            phone: charge.phone.clone(),
            name: charge.name.clone(),
            note: super::text(draft.note.as_deref()),
            details: Details::Refund(RefundDetails {
                charge: charge.id.clone(),
                charge_reference: charge.provider_reference.clone(),
                charged: told.amount,
                refunded_before: given_back,
            }),
            content_hash,
            request_id: draft.request_id.clone(),
            refund_of: operation.map(|operation| operation.id),
            despite: draft.despite.clone(),
            send_within: Duration::minutes(SEND_WITHIN_MINUTES),
            warnings: Vec::new(),
            checked_from,
            account,
        })
    }

    /// What a refund that waited says of its charge now, and whether so much is left of it still; nothing for what is no
    /// refund.
    pub(crate) async fn refund_as_it_stands(&self, refund: &Operation) -> Result<Option<Details>> {
        let Some(charge_id) = refund.refunds() else {
            return Ok(None);
        };
        let (charge, _) = self.charge_to_refund(charge_id.as_str()).await?;
        let journal = &self.store().journal;
        let mut earlier = journal.refunds_of(std::slice::from_ref(&charge.id)).await?;
        earlier.retain(|it| it.id != refund.id);
        self.none_unsettled(&earlier).await?;
        let told = match &refund.details {
            Details::Refund(_) => {
                let account = self.usable_account(&charge.account).await?;
                self.charge_now(&account, &charge).await?
            }
            Details::Charge(_) | Details::Payout(_) | Details::Conversion(_) | Details::Link(_) => {
                charge
            }
        };
        let given_back = given_back(&told, &earlier)?;
        let left = told
            .amount
            .checked_sub(&given_back)
            .map_err(|error| bad_amount(&error))?;
        if customer_gets(refund).amount() > left.amount() {
            return Err(more_than_is_left(left));
        }
        Ok(match &refund.details {
            Details::Refund(details) => Some(Details::Refund(RefundDetails {
                refunded_before: given_back,
                ..details.clone()
            })),
            details => Some(details.clone()),
        })
    }

    /// The charge as the history knows it, with its operation where Duka made it. Only a charge that is paid for certain.
    async fn charge_to_refund(&self, id: &str) -> Result<(Transaction, Option<Operation>)> {
        let no_such = || EngineError::no_such("charge", "encaissement", id);
        let transaction_id = match OperationId::parse(id) {
            Ok(id) => {
                let operation = self.operation(&id).await?;
                operation.transaction().ok_or_else(no_such)?
            }
            Err(_) => TransactionId::parse(id).map_err(|_| no_such())?,
        };
        let charge = self
            .store()
            .history
            .transaction(&transaction_id)
            .await?
            .ok_or_else(no_such)?;
        let operation = self.operation_of_transaction(&charge).await?;
        if charge.kind != Kind::Charge || charge.status != Status::Succeeded {
            return Err(not_paid());
        }
        if let Some(operation) = &operation {
            let doubts = self.open_doubts(&operation.id).await?;
            let denied = doubts.iter().any(|kind| *kind != DoubtKind::Overdue);
            if denied || operation.state != State::Succeeded {
                return Err(not_paid().about(operation.clone()));
            }
        }
        Ok((charge, operation))
    }

    /// The operation that became this transaction, where Duka made it.
    pub(crate) async fn operation_of_transaction(
        &self,
        transaction: &Transaction,
    ) -> Result<Option<Operation>> {
        let key = (
            transaction.account.clone(),
            transaction.kind,
            transaction.provider_reference.clone(),
        );
        let tied = self
            .store()
            .journal
            .operations_by_provider_references(&[key])
            .await?;
        Ok(tied.into_iter().next())
    }

    /// One refund of a charge at a time: while the fate of one is open, nobody knows what is left.
    async fn none_unsettled(&self, earlier: &[Operation]) -> Result<()> {
        for refund in earlier {
            let doubts = self.open_doubts(&refund.id).await?;
            if !refund.state.is_final() || !doubts.is_empty() {
                return Err(refund_unsettled(refund.clone()));
            }
        }
        Ok(())
    }

    /// The charge as its provider tells it at this moment: what has gone back already decides what may still go.
    async fn charge_now(&self, account: &Account, charge: &Transaction) -> Result<Transaction> {
        let provider = self.provider_of(account)?;
        let Some(endpoint) = provider.fetch_transaction() else {
            return Ok(charge.clone());
        };
        let call = FetchTransaction {
            kind: Kind::Charge,
            provider_reference: charge.provider_reference.clone(),
        };
        let (fetched, response) = self.learn(account, provider, endpoint, &call).await?;
        let Fetched::Found(sighting) = fetched else {
            return Err(not_paid());
        };
        let raw = providers::redact::redacted(&response.body, provider.manifest());
        self.keep(account, &sighting, None, Some(raw.clone())).await;
        match self.as_transaction(account, &sighting, None, Some(raw)) {
            Some(now) if now.status == Status::Succeeded && now.amount == charge.amount => Ok(now),
            _ => Err(not_paid()),
        }
    }
}

/// What has gone back: what the provider says, or what Duka knows it sent, whichever is more.
fn given_back(charge: &Transaction, earlier: &[Operation]) -> Result<Money> {
    let none = Money::from_ten_thousandths(0, charge.amount.currency());
    let mut sent = none;
    for refund in earlier.iter().filter(|it| it.state == State::Succeeded) {
        sent = sent
            .checked_add(&customer_gets(refund))
            .map_err(|error| bad_amount(&error))?;
    }
    let told = charge.refunded.unwrap_or(none);
    Ok(if told.amount() > sent.amount() {
        told
    } else {
        sent
    })
}

/// What of a charge can still be given back, as far as is known here.
pub(crate) fn left_of(charge: &Transaction, refunds: &[Operation]) -> Result<Money> {
    charge
        .amount
        .checked_sub(&given_back(charge, refunds)?)
        .map_err(|error| bad_amount(&error))
}

impl Engine {
    /// True when the account can still give a charge back: by the provider's own call, or by a payout to who paid.
    pub(crate) async fn has_a_way_back(&self, charge: &Transaction) -> Result<bool> {
        let account = self.account(&charge.account).await?;
        let provider = self.provider_of(&account)?;
        if account.state != AccountState::Ready {
            return Ok(false);
        }
        if provider.refund_charge().is_some() {
            return Ok(true);
        }
        let rails = provider.manifest().payout_rails;
        Ok(charge.phone.is_some()
            && rail_back(charge).is_some_and(|rail| rails.iter().any(|it| it.rail == rail)))
    }
}

/// By which rail a charge is paid back; `None` where it was not paid from a phone's money.
fn rail_back(charge: &Transaction) -> Option<Rail> {
    match charge.method {
        Some(Method::Wallet) => Some(Rail::Wallet),
        Some(Method::MobileMoney) | None => Some(Rail::MobileMoney),
        Some(Method::Card | Method::Hosted | Method::Bank) => None,
    }
}

/// What of a refund counts against the charge: what the customer receives, its fee comes on top.
fn customer_gets(refund: &Operation) -> Money {
    match &refund.details {
        Details::Payout(payout) => payout.recipient_gets.unwrap_or(refund.amount),
        Details::Charge(_) | Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => {
            refund.amount
        }
    }
}

/// The payout that gives a charge back, to the number that paid it and by the rail it was paid by.
fn pay_back(
    draft: &RefundDraft,
    account: &Account,
    charge: &Transaction,
    amount: Money,
) -> Result<PayoutDraft> {
    let rail = rail_back(charge).ok_or_else(|| {
        EngineError::bad(
            "charge",
            "refund_unsupported",
            "This charge was not paid from a phone’s money, so it cannot be given back by a payout. Nothing was sent.",
            "Cet encaissement n’a pas été payé par l’argent d’un téléphone : il ne peut pas être remboursé par un envoi. Rien n’a été envoyé.",
        )
        .next("Ask the provider’s support.", "Demandez au support du fournisseur.")
    })?;
    let Some(phone) = &charge.phone else {
        return Err(EngineError::bad(
            "charge",
            "payer_unknown",
            "It is not known which number paid, so nobody can be paid back for certain. Nothing was sent.",
            "On ne sait pas quel numéro a payé : personne ne peut être remboursé à coup sûr. Rien n’a été envoyé.",
        )
        .next("Synchronise, then try again.", "Synchronisez, puis réessayez."));
    };
    let facts = providers::find(account.provider.as_str()).map(providers::Provider::manifest);
    let facts = facts.and_then(|facts| facts.payout_rails.iter().find(|it| it.rail == rail));
    let from_recipient = facts.is_some_and(|rail| rail.fee_from == FeeFrom::Recipient);
    // Whoever paid without a name is called what a customer without one is called when they are asked to pay.
    let nobody = facts.filter(|rail| rail.needs_name).map(|_| "Customer");
    Ok(PayoutDraft {
        account: account.id.clone(),
        amount: amount.amount().normalize().to_string(),
        currency: amount.currency().code().to_owned(),
        to: rail.as_str().to_owned(),
        contact: None,
        phone: Some(phone.e164().to_owned()),
        network: charge.network.clone(),
        bank: None,
        number: None,
        branch: None,
        name: charge.name.clone().or(nobody.map(str::to_owned)),
        country: None,
        note: draft.note.clone(),
        // The customer is given back what they paid; where the fee would be taken from that, it has to be known.
        recipient_gets: from_recipient,
        request_id: draft.request_id.clone(),
        scenario: draft.scenario.clone(),
        sub_account: None,
        despite: draft.despite.clone(),
    })
}

/// Another refund of this charge is not settled, or came in between.
pub(crate) fn refund_unsettled(other: Operation) -> EngineError {
    EngineError::bad(
        "charge",
        "refund_unsettled",
        "An earlier refund of this charge is not settled yet. If both go through, too much goes back. Nothing was sent.",
        "Un remboursement précédent de cet encaissement n’est pas réglé. Si les deux passent, trop d’argent repart. Rien n’a été envoyé.",
    )
    .next("Wait until it is settled.", "Attendez qu’il soit réglé.")
    .about(other)
}

fn not_paid() -> EngineError {
    EngineError::bad(
        "charge",
        "not_refundable",
        "Only a charge that is paid for certain can be given back. Nothing was sent.",
        "Seul un encaissement payé à coup sûr peut être remboursé. Rien n’a été envoyé.",
    )
}

fn more_than_is_left(left: Money) -> EngineError {
    EngineError::bad(
        "amount",
        "more_than_is_left",
        format!("{left} of this charge can still be given back. Nothing was sent."),
        format!("Il reste {left} à rembourser sur cet encaissement. Rien n’a été envoyé."),
    )
}
