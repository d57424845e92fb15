//! What may have gone back of a charge without this journal knowing. Which charge a payout gives back stands in the journal
//! alone, so in a home that was copied or restored money may have gone back that no refund here tells of. Such a refund is
//! asked about, whatever its amount and however long ago the other one was.

use crate::core::Engine;
use crate::error::{Class, EngineError, Result, bad_amount};
use crate::gap::is_adopted;
use chrono::{DateTime, Utc};
use domain::{
    Details, Kind, Money, Operation, OperationId, RefundDetails, State, Transaction, TransactionId,
};

/// Money that may have given back the same charge.
#[derive(Debug, Default)]
pub(crate) struct GoneBack {
    /// Payouts that were taken over: to the number that paid, or to nobody knows whom. Newest first.
    pub(crate) adopted: Vec<Operation>,
    /// Something else that no operation here tells of.
    untold: Option<Untold>,
}

/// What cannot be named by an operation.
#[derive(Debug)]
enum Untold {
    /// The provider tells of it: by its reference, or by how much of the charge went back.
    Seen(String),
    /// The provider's lists cannot prove that there is nothing.
    NotProven,
}

impl Engine {
    /// What may have given back the charge of this refund already; nothing for what is no refund.
    pub(crate) async fn gone_back(&self, operation: &Operation) -> Result<GoneBack> {
        let charge = match &operation.details {
            Details::Payout(payout) => payout.refunds.as_ref(),
            Details::Refund(refund) => Some(&refund.charge),
            Details::Charge(_) | Details::Conversion(_) | Details::Link(_) => None,
        };
        let Some(charge) = charge else {
            return Ok(GoneBack::default());
        };
        let Some(gaps_end) = self.gaps_end().await? else {
            return Ok(GoneBack::default());
        };
        match &operation.details {
            Details::Refund(refund) => self.gone_back_by_call(operation, refund).await,
            _ => self.gone_back_by_payout(operation, charge, gaps_end).await,
        }
    }

    /// Where the charge itself tells what went back of it, more than the refunds here is what nobody here knows.
    async fn gone_back_by_call(
        &self,
        operation: &Operation,
        refund: &RefundDetails,
    ) -> Result<GoneBack> {
        let refunds = self
            .store()
            .journal
            .refunds_of(std::slice::from_ref(&refund.charge))
            .await?;
        let mut known = Money::from_ten_thousandths(0, operation.amount.currency());
        for earlier in refunds.iter().filter(|it| it.state == State::Succeeded) {
            known = known
                .checked_add(&earlier.amount)
                .map_err(|error| bad_amount(&error))?;
        }
        let told = refund.refunded_before;
        Ok(GoneBack {
            adopted: Vec::new(),
            untold: (told.amount() > known.amount()).then(|| Untold::Seen(told.to_string())),
        })
    }

    /// Payouts since the charge, to the number that paid it or to one that was not told, that are no refund of another
    /// charge and no payout that was asked for here.
    async fn gone_back_by_payout(
        &self,
        operation: &Operation,
        charge: &TransactionId,
        gaps_end: DateTime<Utc>,
    ) -> Result<GoneBack> {
        let history = &self.store().history;
        let Some(charge) = history.transaction(charge).await? else {
            return Ok(GoneBack::default());
        };
        let out = history
            .sent_to(
                &operation.account,
                operation.phone.as_ref(),
                charge.occurred_at,
            )
            .await?;
        let keys: Vec<_> = out.iter().map(key).collect();
        let tied = self
            .store()
            .journal
            .operations_by_provider_references(&keys)
            .await?;
        let untold = out.iter().find(|transaction| {
            let reference = Some(&transaction.provider_reference);
            !tied
                .iter()
                .any(|it| it.provider_reference.as_ref() == reference)
        });
        let untold = match untold {
            Some(transaction) => Some(Untold::Seen(transaction.provider_reference.clone())),
            None if charge.occurred_at >= gaps_end => None,
            None => {
                let account = self.account(&operation.account).await?;
                let proves = self
                    .provider_of(&account)?
                    .manifest()
                    .absence_counts_after_s
                    .iter()
                    .any(|(kind, _)| *kind == Kind::Payout);
                (!proves).then_some(Untold::NotProven)
            }
        };
        let mut adopted: Vec<Operation> = tied.into_iter().filter(is_adopted).collect();
        adopted.sort_by_key(|it| std::cmp::Reverse(it.created_at));
        Ok(GoneBack { adopted, untold })
    }
}

fn key(transaction: &Transaction) -> (domain::AccountId, Kind, String) {
    (
        transaction.account.clone(),
        transaction.kind,
        transaction.provider_reference.clone(),
    )
}

impl GoneBack {
    /// Where no operation can be named for it, the charge's own is: who names it has looked.
    pub(crate) fn asks(
        self,
        charge: Option<Operation>,
        despite: Option<&OperationId>,
    ) -> Option<EngineError> {
        let untold = self.untold?;
        if charge.as_ref().is_some_and(|it| despite == Some(&it.id)) {
            return None;
        }
        let question = match untold {
            Untold::Seen(told) => seen(&told),
            Untold::NotProven => not_proven(),
        };
        Some(match charge {
            Some(charge) => question
                .next(
                    "Look at the provider’s own site. If nothing went back yet, or this is another refund, name the charge to go on.",
                    "Regardez le site du fournisseur. Si rien n’est encore reparti, ou si c’est un autre remboursement, nommez l’encaissement pour continuer.",
                )
                .about(charge),
            None => question.next(
                "Look at the provider’s own site. If nothing went back yet, or this is another refund, make it there.",
                "Regardez le site du fournisseur. Si rien n’est encore reparti, ou si c’est un autre remboursement, faites-le là-bas.",
            ),
        })
    }
}

/// The question about a payout that was taken over.
pub(crate) fn asked_of_adopted(adopted: Operation) -> EngineError {
    seen(adopted.provider_reference.as_deref().unwrap_or_default())
        .next(
            "Look at that payment. If this is another refund, name it to go on.",
            "Regardez cet envoi. Si c’est un autre remboursement, nommez-le pour continuer.",
        )
        .about(adopted)
}

fn seen(told: &str) -> EngineError {
    asked(
        format!(
            "This book was copied or restored, and since this charge money went out that it cannot place ({told}). It may be this very refund. Nothing was sent."
        ),
        format!(
            "Ce cahier a été copié ou restauré, et depuis cet encaissement de l’argent est parti qu’il ne sait pas rattacher ({told}). C’est peut-être ce même remboursement. Rien n’a été envoyé."
        ),
    )
}

fn not_proven() -> EngineError {
    asked(
        "This book was copied or restored since this charge, and the provider’s lists cannot prove that it was not given back already. Nothing was sent.".to_owned(),
        "Ce cahier a été copié ou restauré depuis cet encaissement, et les listes du fournisseur ne peuvent pas prouver qu’il n’a pas déjà été remboursé. Rien n’a été envoyé.".to_owned(),
    )
}

fn asked(en: String, fr: String) -> EngineError {
    EngineError::new(Class::BadInput, "possible_duplicate", en, fr)
}
