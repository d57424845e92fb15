//! What a restored or copied home does not know: found at the provider by our own mark, and taken over.

use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use crate::observe::Doubts;
use crate::reference::{PREFIX, first_reference};
use crate::sending_lock::{SendingLock, Why};
use chrono::Duration;
use domain::{
    Account, ChargeDetails, Checks, Destination, Details, DoubtKind, Kind, Method, Operation,
    OperationId, PayoutDetails, Reason, State, Text, Transaction,
};
use providers::{FetchTransaction, Fetched, Manifest, OurReference};

/// What such an operation's request id begins with: nobody knows any more what it was.
const ADOPTED: &str = "adopted:";

/// What bears our reference at a provider. A refund by call is seen on its charge, and a conversion takes no reference.
const BEARING: [Kind; 2] = [Kind::Charge, Kind::Payout];

/// Was it taken over from what a provider lists, so that nobody knows any more what it was asked for?
pub(crate) fn is_adopted(operation: &Operation) -> bool {
    operation.content_hash == ADOPTED
}

impl Engine {
    /// What was recorded and not sent when the copy was made may have been sent by the original since: that is doubt, and
    /// neither "not sent" nor a reason to send it now.
    pub(crate) async fn doubt_what_was_recorded(&self) -> Result<()> {
        for operation in self.store().journal.open_operations(None).await? {
            for step in [State::Recorded, State::Sending, State::InDoubt] {
                self.change(&operation.id, &self.itself(), "may_have_left_elsewhere", None, |it| {
                    let follows = match step {
                        State::Recorded => it.state == State::AwaitingApproval,
                        State::Sending => it.state == State::Recorded,
                        _ => it.state == State::Sending,
                    };
                    if !follows {
                        return None;
                    }
                    it.state = step;
                    if step != State::InDoubt {
                        return Some(Doubts::none());
                    }
                    it.checks.next_at = Some(self.now());
                    it.reason = Some(Reason {
                        code: "may_have_left_elsewhere".to_owned(),
                        message: Text::new(
                            "This book was copied or restored before this was sent. The original may have sent it. Do not send it again; Duka looks it up.",
                            "Ce cahier a été copié ou restauré avant cet envoi. L’original l’a peut-être envoyé. Ne renvoyez pas ; Duka vérifie.",
                        ),
                        provider_message: None,
                    });
                    Some(Doubts::open(DoubtKind::FateUnknown))
                })
                .await?;
            }
        }
        Ok(())
    }

    /// Before a person takes something back: nobody may call unsent what the original of this home may have sent.
    pub(crate) async fn doubt_what_may_have_left(&self) -> Result<()> {
        match self.lock_kept().await? {
            Some(lock) if lock.why != Why::Damaged => self.doubt_what_was_recorded().await,
            Some(_) | None => Ok(()),
        }
    }

    /// After a pull: once the history of an account reaches over the gap, what is ours in it is taken over.
    pub(crate) async fn close_gap(&self, account: &Account) -> Result<()> {
        let Some(mut lock) = self.lock_kept().await? else {
            return self.remember_journal().await;
        };
        if self.gap_covered(account, &lock).await? {
            let adopted = self.adopt_what_is_ours(account, &lock).await?;
            if adopted > 0 {
                lock.adopted += adopted;
                self.keep_lock(&lock).await?;
            }
        }
        Ok(())
    }

    /// Takes over what bears our mark and has no operation here. Where our reference has no field of its own, a code in a
    /// note has no prefix, and a word that looks like one proves nothing: a charge is not taken over for it. A payout is,
    /// since nobody but the shop sends its money out, and a question too many costs less than a payment too many.
    pub(crate) async fn adopt_what_is_ours(
        &self,
        account: &Account,
        lock: &SendingLock,
    ) -> Result<u64> {
        let (kinds, prefix) = match self.provider_of(account)?.manifest().our_reference {
            OurReference::Field { .. } => (&BEARING[..], PREFIX),
            OurReference::InNote => (&[Kind::Payout][..], ""),
        };
        // The provider's clock and ours may differ by a little.
        let since = lock.gap_from.map(|at| at - Duration::minutes(10));
        let mut bearing = Vec::new();
        for kind in kinds {
            let of_kind = self
                .store()
                .history
                .bearing_prefix(&account.id, *kind, prefix, since)
                .await?;
            bearing.extend(of_kind);
        }
        let mut adopted = 0;
        for transaction in bearing {
            let Some(reference) = transaction.our_reference.clone() else {
                continue;
            };
            let known = self
                .store()
                .journal
                .our_reference_taken(&account.id, &reference)
                .await?;
            if !known {
                let transaction = self.with_recipient(account, transaction).await?;
                self.write_down(&self.adopted(account, &transaction, reference), "adopted")
                    .await?;
                adopted += 1;
            }
        }
        Ok(adopted)
    }

    /// Where a list leaves out who was paid, it is asked for: the guard would not see the payout else.
    async fn with_recipient(
        &self,
        account: &Account,
        transaction: Transaction,
    ) -> Result<Transaction> {
        let provider = self.provider_of(account)?;
        let bare = transaction.kind == Kind::Payout
            && transaction.phone.is_none()
            && transaction.method != Some(Method::Bank);
        let Some(endpoint) = provider.fetch_transaction().filter(|_| bare) else {
            return Ok(transaction);
        };
        let call = FetchTransaction {
            kind: transaction.kind,
            provider_reference: transaction.provider_reference.clone(),
        };
        let (fetched, response) = self.learn(account, provider, endpoint, &call).await?;
        if let Fetched::Found(sighting) = fetched {
            let raw = providers::redact::redacted(&response.body, provider.manifest());
            self.keep(account, &sighting, None, Some(raw)).await;
        }
        let read = self.store().history.transaction(&transaction.id).await?;
        Ok(read.unwrap_or(transaction))
    }

    fn adopted(
        &self,
        account: &Account,
        transaction: &Transaction,
        reference: String,
    ) -> Operation {
        let now = self.now();
        let at = transaction.occurred_at.min(now);
        let state = transaction.status.as_state();
        Operation {
            id: OperationId::new(at, self.chance()),
            request_id: format!("{ADOPTED}{}", transaction.id),
            content_hash: ADOPTED.to_owned(),
            kind: transaction.kind,
            state,
            environment: account.environment,
            account: account.id.clone(),
            provider: account.provider.clone(),
            amount: transaction.amount,
            phone: transaction.phone.clone(),
            name: transaction.name.clone(),
            note: transaction.note.clone(),
            details: details_of(transaction),
            our_reference: reference,
            provider_reference: Some(transaction.provider_reference.clone()),
            provider_status: Some(transaction.provider_status.clone()),
            action: None,
            reason: None,
            send_by: at,
            retry_of: None,
            refund_of: None,
            despite: None,
            recorded_by: self.inner.run.clone(),
            checks: Checks {
                next_at: (!state.is_final()).then_some(now),
                ..Checks::default()
            },
            version: 0,
            created_at: at,
            updated_at: at,
        }
    }

    /// In a home with gaps, a request id that is new here may have been sent before: its reference follows from it, so the
    /// provider's list tells.
    pub(crate) async fn not_sent_before_the_gap(
        &self,
        account: &Account,
        facts: &Manifest,
        kind: Kind,
        request_id: &str,
    ) -> Result<()> {
        if !self.has_gaps().await? {
            return Ok(());
        }
        let reference = first_reference(&account.id, facts, request_id);
        let sent = self
            .store()
            .history
            .bearing_prefix(&account.id, kind, &reference, None)
            .await?;
        let Some(transaction) = sent.into_iter().next() else {
            return Ok(());
        };
        let refusal = EngineError::new(
            Class::BadInput,
            "sent_before_restore",
            format!(
                "This very request was sent before this book was restored: the provider has it as {}. Nothing was sent now.",
                transaction.provider_reference
            ),
            format!(
                "Cette même demande est partie avant la restauration de ce cahier : le fournisseur l’a sous {}. Rien n’est parti maintenant.",
                transaction.provider_reference
            ),
        )
        .next(
            "Look at that payment. For another payment, take a new request id.",
            "Regardez ce paiement. Pour un autre paiement, prenez un nouvel identifiant.",
        );
        let known = self
            .store()
            .journal
            .operations_by_our_references(&account.id, &[reference])
            .await?;
        Err(match known.into_iter().next() {
            Some(operation) => refusal.about(operation),
            None => refusal,
        })
    }
}

/// As much as the provider tells of it: money that went out is never taken over as money that came in.
fn details_of(transaction: &Transaction) -> Details {
    let network = transaction.network.clone();
    if transaction.kind != Kind::Payout {
        return Details::Charge(ChargeDetails {
            method: transaction.method.unwrap_or(Method::MobileMoney),
            network,
            payer: None,
            country: None,
            fee_payer: None,
            first_name: None,
            last_name: None,
            email: None,
            scenario: None,
        });
    }
    let to = match transaction.method {
        Some(Method::Wallet) => Destination::Wallet,
        Some(Method::Bank) => Destination::Bank {
            bank: network.unwrap_or_default(),
            number: String::new(),
            branch: None,
        },
        _ => Destination::MobileMoney { network },
    };
    Details::Payout(PayoutDetails {
        to,
        country: None,
        recipient_gets: None,
        refunds: None,
        batch: None,
        sub_account: None,
        tries_again: None,
        scenario: None,
    })
}
