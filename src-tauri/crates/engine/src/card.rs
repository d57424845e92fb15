//! Charging a card. Its fields come sealed and are nowhere but here: written down is that a card was asked, never which.
//! So a card is sent at once by whoever has it in hand, and what did not leave then never leaves.

use crate::core::Engine;
use crate::draft::{ChargeDraft, Draft};
use crate::error::{Class, EngineError, Result};
use crate::intent::{Drafted, by_card};
use crate::observe::Doubts;
use crate::review::Confirmed;
use chrono::Duration;
use domain::{AccountId, Environment, Method, Operation, OperationId, Reason, Secret, State, Text};
use providers::SealedCard;

/// How long another run of Duka is waited for that sends just now.
const PATIENCE_S: i64 = 10;

impl Engine {
    /// Records the charge of a card and sends it at once. The same request id gives the first operation again, whatever
    /// card comes with it, and sends nothing.
    pub async fn charge_card(&self, draft: ChargeDraft, card: SealedCard) -> Result<Operation> {
        if Method::parse(&draft.method) != Some(Method::Card) {
            return Err(not_by_card());
        }
        let drafted = self.drafted(&Draft::from(draft)).await?;
        self.charge_drafted(drafted, card).await
    }

    /// Charges the card that was typed for a review, if what is confirmed is what the core rendered.
    pub async fn confirm_card(
        &self,
        confirmed: Confirmed,
        card: SealedCard,
        environment: Environment,
    ) -> Result<Operation> {
        self.cards_are_keyed_here().await?;
        let agreed = self.agreed(confirmed, environment).await?;
        if !by_card(&agreed.operation) {
            return Err(not_by_card());
        }
        self.charge_drafted(agreed, card).await
    }

    /// The key that seals a card of this account: for the card window, and for nothing else. Refused until the owner has
    /// turned the keying of cards on.
    pub async fn card_key(&self, account: &AccountId) -> Result<Secret<String>> {
        self.cards_are_keyed_here().await?;
        let account = self.usable_account(account).await?;
        let field = self.provider_of(&account)?.manifest().seals_cards;
        let field = field.ok_or_else(crate::send::unsupported)?;
        let mut credentials = self.inner.vault.read(&account.id).await?;
        credentials.remove(field).ok_or_else(no_card_key)
    }

    async fn cards_are_keyed_here(&self) -> Result<()> {
        if self.setting("card_entry").await?.as_deref() == Some("on") {
            return Ok(());
        }
        Err(EngineError::new(
            Class::BadInput,
            "cards_off",
            "Cards are not keyed at this desk: the owner has not turned it on. Nothing was sent.",
            "Aucune carte ne se saisit à ce poste : le propriétaire ne l’a pas activé. Rien n’a été envoyé.",
        )
        .next(
            "Offer a payment link, or turn it on in Settings.",
            "Proposez un lien de paiement, ou activez-le dans les Réglages.",
        ))
    }

    async fn charge_drafted(&self, drafted: Drafted, card: SealedCard) -> Result<Operation> {
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

    async fn recorded_and_sent(&self, drafted: Drafted, card: SealedCard) -> Result<Operation> {
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

fn not_by_card() -> EngineError {
    EngineError::bad(
        "method",
        "not_by_card",
        "Only a charge by card takes a card. Nothing was sent.",
        "Seul un encaissement par carte prend une carte. Rien n’a été envoyé.",
    )
}

fn no_card_key() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "no_card_key",
        "This account has no key for cards, so no card can be sealed. Nothing was sent.",
        "Ce compte n’a pas de clé pour les cartes : aucune carte ne peut être scellée. Rien n’a été envoyé.",
    )
    .next(
        "Enter the encryption key with the account’s other keys.",
        "Saisissez la clé de chiffrement avec les autres clés du compte.",
    )
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
