//! The double-pay guard: the same number and amount, over all accounts of the environment.

use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use crate::gone_back::asked_of_adopted;
use chrono::Duration;
use domain::{Direction, Kind, Operation, OperationId, State};

/// How far back a charge to the same number with the same amount is called a likely double.
const CHARGE_WINDOW_MINUTES: i64 = 10;
/// The same for money that is sent out: what was paid this morning is not paid again this afternoon without a question.
const PAYOUT_WINDOW_HOURS: i64 = 24;

impl Engine {
    /// Asks first when this looks like a second time, and blocks while the first one's fate is open.
    pub(crate) async fn guard(
        &self,
        operation: &Operation,
        despite: Option<&OperationId>,
    ) -> Result<()> {
        match self.guard_says(operation, despite).await? {
            Some(answer) => Err(answer),
            None => Ok(()),
        }
    }

    /// What the guard would answer: for a review, which shows it, and for the recording, which obeys it.
    pub(crate) async fn guard_says(
        &self,
        operation: &Operation,
        despite: Option<&OperationId>,
    ) -> Result<Option<EngineError>> {
        let (kinds, window): (&[Kind], _) = match operation.kind {
            Kind::Charge => (&[Kind::Charge], Duration::minutes(CHARGE_WINDOW_MINUTES)),
            Kind::Payout | Kind::Refund => (
                &[Kind::Payout, Kind::Refund],
                Duration::hours(PAYOUT_WINDOW_HOURS),
            ),
            Kind::Conversion | Kind::Link => return Ok(None),
        };
        let similar = match operation.recipient() {
            None => Vec::new(),
            Some(recipient) => {
                self.store()
                    .journal
                    .similar(
                        operation.environment,
                        kinds,
                        &recipient,
                        &operation.amount,
                        self.now() - window,
                    )
                    .await?
            }
        };
        let similar: Vec<Operation> = similar
            .into_iter()
            .filter(|earlier| earlier.request_id != operation.request_id)
            // The rows of one file were held against each other when it was read.
            .filter(|earlier| operation.batch().is_none() || earlier.batch() != operation.batch())
            .collect();
        for earlier in &similar {
            let doubts = self.open_doubts(&earlier.id).await?;
            let unsettled =
                matches!(earlier.state, State::InDoubt | State::Sending) || !doubts.is_empty();
            if unsettled {
                return Ok(Some(blocked(earlier.clone())));
            }
        }
        let mut gone_back = self.gone_back(operation).await?;
        let adopted = std::mem::take(&mut gone_back.adopted).into_iter().next();
        let similar = similar.into_iter().next();
        // The newest is the one that is shown: who names it knows of the others.
        let newest = match (similar, adopted) {
            (Some(similar), Some(adopted)) if similar.created_at > adopted.created_at => {
                Some((similar, false))
            }
            (_, Some(adopted)) => Some((adopted, true)),
            (similar, None) => similar.map(|similar| (similar, false)),
        };
        Ok(match newest {
            Some((newest, _)) if despite == Some(&newest.id) => None,
            Some((newest, true)) => Some(asked_of_adopted(newest)),
            Some((newest, false)) => Some(asked(newest)),
            None => {
                let charge = match &operation.refund_of {
                    Some(charge) => Some(self.operation(charge).await?),
                    None => None,
                };
                gone_back.asks(charge, despite)
            }
        })
    }
}

fn blocked(earlier: Operation) -> EngineError {
    let (en, fr) = match earlier.kind.direction() {
        Direction::In | Direction::Within => (
            "An earlier charge of the same amount to this number is still being checked. If you send again and both arrive, this person pays twice. Nothing was sent.",
            "Un encaissement du même montant pour ce numéro est encore en vérification. Si vous renvoyez et que les deux arrivent, la personne paie deux fois. Rien n’a été envoyé.",
        ),
        Direction::Out => (
            "An earlier payment of the same amount to this recipient is still being checked. If you send again and both arrive, you pay twice. Nothing was sent.",
            "Un envoi du même montant à ce destinataire est encore en vérification. Si vous renvoyez et que les deux arrivent, vous payez deux fois. Rien n’a été envoyé.",
        ),
    };
    EngineError::new(Class::BadInput, "blocked_by_doubt", en, fr)
        .next(
            "Wait for the answer, or look at the earlier one.",
            "Attendez la réponse, ou regardez le premier.",
        )
        .about(earlier)
}

fn asked(earlier: Operation) -> EngineError {
    let (en, fr) = match earlier.kind.direction() {
        Direction::In | Direction::Within => (
            "You asked this number for the same amount a moment ago. Is this a second payment? Nothing was sent.",
            "Vous venez de demander le même montant à ce numéro. Est-ce un deuxième paiement ? Rien n’a été envoyé.",
        ),
        Direction::Out => (
            "You sent this recipient the same amount within the last day. Is this a second payment? Nothing was sent.",
            "Vous avez envoyé le même montant à ce destinataire dans les dernières 24 heures. Est-ce un deuxième envoi ? Rien n’a été envoyé.",
        ),
    };
    EngineError::new(Class::BadInput, "possible_duplicate", en, fr)
        .next(
            "If it is a second payment, name the earlier one to go on.",
            "Si c’est un deuxième paiement, nommez le premier pour continuer.",
        )
        .about(earlier)
}
