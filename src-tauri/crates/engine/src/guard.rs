//! The double-pay guard: the same number and amount, over all accounts of the environment.

use crate::core::Engine;
use crate::draft::CheckedCharge;
use crate::error::{Class, EngineError, Result};
use chrono::Duration;
use domain::{Kind, Operation, OperationId, State};

/// How far back a charge to the same number with the same amount is called a likely double.
const CHARGE_WINDOW_MINUTES: i64 = 10;

impl Engine {
    /// Asks first when this looks like a second time, and blocks while the first one's fate is open.
    pub(crate) async fn guard(
        &self,
        charge: &CheckedCharge,
        request_id: &str,
        despite: Option<&OperationId>,
    ) -> Result<()> {
        match self.guard_says(charge, request_id, despite).await? {
            Some(answer) => Err(answer),
            None => Ok(()),
        }
    }

    /// What the guard would answer: for a review, which shows it, and for the recording, which obeys it.
    pub(crate) async fn guard_says(
        &self,
        charge: &CheckedCharge,
        request_id: &str,
        despite: Option<&OperationId>,
    ) -> Result<Option<EngineError>> {
        let Some(phone) = &charge.phone else {
            return Ok(None);
        };
        let since = self.now() - Duration::minutes(CHARGE_WINDOW_MINUTES);
        let similar = self
            .store()
            .journal
            .similar(
                charge.account.environment,
                Kind::Charge,
                phone,
                &charge.amount,
                since,
            )
            .await?;
        let similar: Vec<Operation> = similar
            .into_iter()
            .filter(|o| o.request_id != request_id)
            .collect();
        for earlier in &similar {
            let doubts = self.open_doubts(&earlier.id).await?;
            let unsettled =
                matches!(earlier.state, State::InDoubt | State::Sending) || !doubts.is_empty();
            if unsettled {
                return Ok(Some(blocked(earlier.clone())));
            }
        }
        // The newest is the one that is shown: who names it knows of the others.
        Ok(similar
            .into_iter()
            .next()
            .filter(|newest| despite != Some(&newest.id))
            .map(asked))
    }
}

fn blocked(earlier: Operation) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "blocked_by_doubt",
        "An earlier charge of the same amount to this number is still being checked. If you send again and both arrive, this person pays twice. Nothing was sent.",
        "Un encaissement du même montant pour ce numéro est encore en vérification. Si vous renvoyez et que les deux arrivent, la personne paie deux fois. Rien n’a été envoyé.",
    )
    .next("Wait for the answer, or look at the earlier one.", "Attendez la réponse, ou regardez le premier.")
    .about(earlier)
}

fn asked(earlier: Operation) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "possible_duplicate",
        "You asked this number for the same amount a moment ago. Is this a second payment? Nothing was sent.",
        "Vous venez de demander le même montant à ce numéro. Est-ce un deuxième paiement ? Rien n’a été envoyé.",
    )
    .next(
        "If it is a second payment, name the earlier one to go on.",
        "Si c’est un deuxième paiement, nommez le premier pour continuer.",
    )
    .about(earlier)
}
