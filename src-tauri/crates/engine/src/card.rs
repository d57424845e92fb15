//! Charging a card. Its fields come sealed and are nowhere but here: written down is that a card was asked, never which.
//! So a card is sent at once by whoever has it in hand, and what did not leave then never leaves.

use crate::core::Engine;
use crate::draft::{ChargeDraft, Draft};
use crate::error::{Class, EngineError, Result};
use crate::observe::Doubts;
use chrono::Duration;
use domain::{Method, Operation, OperationId, Reason, State, Text};
use providers::SealedCard;

/// How long another run of Duka is waited for that sends just now.
const PATIENCE_S: i64 = 10;

impl Engine {
    /// Records the charge of a card and sends it at once. The same request id gives the first operation again, whatever
    /// card comes with it, and sends nothing.
    pub async fn charge_card(&self, draft: ChargeDraft, card: SealedCard) -> Result<Operation> {
        if Method::parse(&draft.method) != Some(Method::Card) {
            return Err(EngineError::bad(
                "method",
                "not_by_card",
                "Only a charge by card takes a card. Nothing was sent.",
                "Seul un encaissement par carte prend une carte. Rien n’a été envoyé.",
            ));
        }
        let drafted = self.drafted(&Draft::from(draft)).await?;
        if let Some(first) = self.first_of(&drafted.operation).await? {
            return Ok(first);
        }
        let until = self.now() + Duration::seconds(PATIENCE_S);
        // Held before it is written down: an executor that found it would have no card to send.
        let _holding = loop {
            if let Some(holding) = self.try_hold().await? {
                break holding;
            }
            if self.now() >= until {
                return Err(sent_elsewhere());
            }
            let soon = self.now() + Duration::milliseconds(100);
            self.clock().sleep_until(soon).await;
        };
        let id = drafted.operation.id.clone();
        // The id is fresh: it is in nobody's hand.
        self.take_in_hand(&id);
        let sent = self.recorded_and_sent(drafted, card).await;
        self.put_down(&id);
        sent
    }

    async fn recorded_and_sent(
        &self,
        drafted: crate::intent::Drafted,
        card: SealedCard,
    ) -> Result<Operation> {
        let id = drafted.operation.id.clone();
        let recorded = self.record_with(drafted, Some(&card)).await?;
        if recorded.id != id {
            return Ok(recorded);
        }
        let sent = self.send_with(&id, Some(card)).await;
        match sent {
            Ok(sent) if sent.state != State::Recorded => Ok(sent),
            // Not taken there: nobody keeps a card to try it a little later.
            Ok(_) => self.end_card(&id).await,
            Err(error) => {
                // Whatever broke, only what has not left is ended, and what broke first is what is told.
                if let Err(second) = self.end_card(&id).await {
                    tracing::warn!(error.code = %second.code, "a card's charge was not ended");
                }
                Err(error)
            }
        }
    }

    async fn end_card(&self, id: &OperationId) -> Result<Operation> {
        self.change(id, &self.itself(), "card_not_kept", None, |operation| {
            if operation.state != State::Recorded {
                return None;
            }
            operation.state = State::Cancelled;
            operation.checks.next_at = None;
            operation.reason = Some(Reason {
                code: "card_not_sent".to_owned(),
                message: Text::new(
                    "The provider did not take it, so the card was not charged. A card is never kept for later: enter it again.",
                    "Le fournisseur ne l’a pas prise : la carte n’a pas été débitée. Une carte n’est jamais gardée : saisissez-la de nouveau.",
                ),
                provider_message: None,
            });
            Some(Doubts::none())
        })
        .await
    }
}

fn sent_elsewhere() -> EngineError {
    EngineError::new(
        Class::Failed,
        "sent_elsewhere",
        "Another Duka program of this home is sending now, and a card can only be sent by the one it was typed in. Nothing was sent.",
        "Un autre programme Duka de ce dossier envoie en ce moment, et une carte ne part que de celui où elle a été saisie. Rien n’a été envoyé.",
    )
    .next(
        "Stop the other one, then enter the card again.",
        "Arrêtez l’autre, puis saisissez la carte de nouveau.",
    )
}
