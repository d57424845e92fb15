//! Changing an operation in the journal: read, decide, compare and set, tell.

use crate::core::{Changed, Engine};
use crate::decide::decide;
use crate::error::{EngineError, Result};
use domain::{
    Account, Doubt, DoubtKind, Operation, OperationId, Reason, Sighting, State, Status, Text,
    Transaction, TransactionId,
};
use providers::HttpResponse;
use store::{Actor, Change, EndedAttempt, NewAnswer, NewAttempt, StoreError};

/// Questions that a change opens and answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubts {
    pub(crate) open: Vec<DoubtKind>,
    pub(crate) settle: Vec<DoubtKind>,
}

impl Doubts {
    pub(crate) fn none() -> Self {
        Self::default()
    }
    pub(crate) fn open(kind: DoubtKind) -> Self {
        Self {
            open: vec![kind],
            settle: Vec::new(),
        }
    }
    pub(crate) fn settle(kinds: &[DoubtKind]) -> Self {
        Self {
            open: Vec::new(),
            settle: kinds.to_vec(),
        }
    }
}

/// A change of an attempt that goes with the operation's, in one flushed commit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttemptChange<'a> {
    pub(crate) begin: Option<(&'a str, &'a str)>,
    pub(crate) end: Option<EndedAttempt<'a>>,
    /// What the operation waited for was handed in, and this is what was said to it.
    pub(crate) handed_in: bool,
}

/// How often a change is tried again when somebody else changed the operation first.
const CONTENTIONS: usize = 8;

impl Engine {
    /// Changes an operation. `edit` gets the newest reading and may be called again when somebody else was faster;
    /// `None` means that there is nothing to change any more.
    pub(crate) async fn change(
        &self,
        id: &OperationId,
        actor: &Actor,
        cause: &str,
        detail: Option<&str>,
        edit: impl Fn(&mut Operation) -> Option<Doubts>,
    ) -> Result<Operation> {
        self.change_with(id, actor, cause, detail, AttemptChange::default(), edit)
            .await
    }

    /// [`Engine::change`], with an attempt that begins or ends in the same commit.
    pub(crate) async fn change_with(
        &self,
        id: &OperationId,
        actor: &Actor,
        cause: &str,
        detail: Option<&str>,
        attempt: AttemptChange<'_>,
        edit: impl Fn(&mut Operation) -> Option<Doubts>,
    ) -> Result<Operation> {
        for _ in 0..CONTENTIONS {
            let before = self.operation(id).await?;
            let mut after = before.clone();
            let Some(doubts) = edit(&mut after) else {
                return Ok(before);
            };
            let change = Change {
                operation: &after,
                from_version: before.version,
                actor,
                cause,
                detail,
                at: self.now(),
                begin_attempt: attempt
                    .begin
                    .map(|(id, request_hash)| NewAttempt { id, request_hash }),
                end_attempt: attempt.end,
                open_doubts: doubts
                    .open
                    .iter()
                    .map(|kind| (*kind, doubt_text(*kind, detail)))
                    .collect(),
                settle_doubts: doubts.settle.clone(),
            };
            match self.store().journal.apply(&change).await {
                Ok(operation) => {
                    self.tell_operation(id);
                    return Ok(operation);
                }
                Err(StoreError::Stale { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(EngineError::from(StoreError::Stale {
            operation: id.clone(),
        }))
    }

    /// Takes in a sighting that bears the operation's key.
    pub(crate) async fn observe(
        &self,
        id: &OperationId,
        sighting: &Sighting,
        cause: &str,
        actor: &Actor,
        attempt: AttemptChange<'_>,
    ) -> Result<Operation> {
        let now = self.now();
        let open_doubts: Vec<DoubtKind> = self.open_doubts(id).await?;
        let detail = sighting.provider_status.clone();
        self.change_with(id, actor, cause, Some(&detail), attempt, |operation| {
            let before = operation.clone();
            let decision = decide(operation, sighting);
            operation.state = decision.state;
            if operation.provider_reference.is_none() {
                operation
                    .provider_reference
                    .clone_from(&sighting.provider_reference);
            }
            operation.provider_status = Some(sighting.provider_status.clone());
            if !before.state.is_final() {
                // A list does not repeat what is waited for: its silence about it says nothing. An answer to what was handed
                // in does, if it still waits.
                operation.action = match &sighting.action {
                    _ if decision.state.is_final() => None,
                    None if attempt.handed_in => None,
                    None => operation.action.take(),
                    told => told.clone(),
                };
                operation.reason = reason_for(decision.state, sighting).or_else(|| {
                    // What was said of an open state is over once the state is.
                    if decision.state == before.state {
                        operation.reason.clone()
                    } else {
                        None
                    }
                });
            }
            operation.checks.last_at = Some(now);
            operation.checks.last_failure = None;
            // The answer to the sending itself is no look: the first one follows it closely.
            operation.checks.count = match attempt.end {
                Some(_) => 0,
                None => operation.checks.count.saturating_add(1),
            };
            operation.checks.next_at = self.next_look(operation);
            let news = operation.state != before.state
                || operation.provider_reference != before.provider_reference
                || operation.provider_status != before.provider_status
                || operation.action != before.action
                || decision.open.iter().any(|kind| !open_doubts.contains(kind))
                || decision
                    .settle
                    .iter()
                    .any(|kind| open_doubts.contains(kind))
                || attempt.end.is_some();
            let doubts = Doubts {
                open: decision.open,
                settle: decision.settle,
            };
            if news { Some(doubts) } else { None }
        })
        .await
    }

    /// When an open operation is looked at next; `None` for a final one.
    pub(crate) fn next_look(&self, operation: &Operation) -> Option<chrono::DateTime<chrono::Utc>> {
        if operation.state.is_final() {
            return None;
        }
        Some(crate::schedule::next_check(
            crate::draft::said_yes_at(operation),
            self.now(),
            operation.checks.count,
            self.is_watched(&operation.id),
        ))
    }

    /// The open doubts of an operation.
    pub async fn open_doubts(&self, id: &OperationId) -> Result<Vec<DoubtKind>> {
        let doubts = self.store().journal.doubts_of(id).await?;
        Ok(doubts
            .into_iter()
            .filter(|doubt| doubt.settled_at.is_none())
            .map(|doubt| doubt.kind)
            .collect())
    }

    /// Keeps what was told about an operation. What is told of a refund is told of its charge, which has a phone and a
    /// reference of its own.
    pub(crate) async fn keep_of(
        &self,
        account: &Account,
        sighting: &Sighting,
        operation: &Operation,
        raw: Option<String>,
    ) {
        let own = (operation.kind == sighting.kind).then_some(operation);
        self.keep(account, sighting, own, raw).await;
    }

    /// Keeps a sighting in the history. The journal has decided already, so trouble here is logged and met again by a sync.
    pub(crate) async fn keep(
        &self,
        account: &Account,
        sighting: &Sighting,
        operation: Option<&Operation>,
        raw: Option<String>,
    ) {
        let Some(transaction) = self.as_transaction(account, sighting, operation, raw) else {
            return;
        };
        match self.store().history.upsert(&[transaction]).await {
            Ok(upserted) if upserted.added > 0 || !upserted.changed.is_empty() => {
                self.tell(Changed {
                    history: true,
                    ..Changed::default()
                })
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "a transaction was not kept; the next sync brings it again")
            }
        }
    }

    /// The sighting as a row of the history. `None` without a reference or an amount: that is no row.
    pub(crate) fn as_transaction(
        &self,
        account: &Account,
        sighting: &Sighting,
        operation: Option<&Operation>,
        raw: Option<String>,
    ) -> Option<Transaction> {
        let reference = sighting.provider_reference.clone()?;
        let amount = sighting.amount.or_else(|| operation.map(|o| o.amount))?;
        let now = self.now();
        Some(Transaction {
            id: TransactionId::derive(&account.id, sighting.kind, &reference),
            environment: account.environment,
            account: account.id.clone(),
            provider: account.provider.clone(),
            kind: sighting.kind,
            status: proven(sighting),
            provider_status: sighting.provider_status.clone(),
            amount,
            fee: sighting.fee,
            net: sighting.net,
            refunded: sighting.refunded,
            debited: sighting.debited,
            recipient_gets: sighting.recipient_gets,
            link: sighting.link.clone(),
            system_reference: sighting.system_reference.clone(),
            provider_reference: reference,
            our_reference: sighting
                .our_reference
                .clone()
                .or_else(|| operation.map(|o| o.our_reference.clone())),
            operator_reference: sighting.operator_reference.clone(),
            phone: sighting
                .phone
                .clone()
                .or_else(|| operation.and_then(|o| o.phone.clone())),
            name: sighting
                .name
                .clone()
                .or_else(|| operation.and_then(|o| o.name.clone())),
            method: sighting.method,
            network: sighting.network.clone(),
            note: sighting
                .note
                .clone()
                .or_else(|| operation.and_then(|o| o.note.clone())),
            provider_message: sighting
                .reason
                .as_ref()
                .and_then(|r| r.provider_message.clone()),
            occurred_at: sighting
                .occurred_at
                .or_else(|| operation.map(|o| o.created_at))
                .unwrap_or(now),
            synced_at: now,
            raw,
        })
    }

    /// Keeps the provider's raw answer about an operation, secrets blanked and phones masked.
    pub(crate) async fn keep_answer(
        &self,
        id: &OperationId,
        what: &str,
        provider: &dyn providers::Provider,
        response: &HttpResponse,
    ) -> String {
        let body = providers::redact::redacted(&response.body, provider.manifest());
        let answer = NewAnswer {
            what,
            status: response.status,
            redacted_body: &body,
        };
        let kept = self
            .store()
            .journal
            .keep_answer(id, self.now(), &answer)
            .await;
        if let Err(error) = kept {
            tracing::warn!(%error, operation.id = %id, "a raw answer was not kept");
        }
        body
    }
}

/// What a row may call the money: an amount that was asked for and not told proves no success.
fn proven(sighting: &Sighting) -> Status {
    match (sighting.status, sighting.amount) {
        (Status::Succeeded, None) => Status::InDoubt,
        (status, _) => status,
    }
}

fn reason_for(state: State, sighting: &Sighting) -> Option<Reason> {
    if let Some(reason) = &sighting.reason {
        return Some(reason.clone());
    }
    match state {
        State::InDoubt => Some(Reason {
            code: "not_known".to_owned(),
            message: Text::new(
                "The provider has it but cannot say what became of it. It may be paid. Do not send it again.",
                "Le fournisseur l’a reçue mais ne sait pas dire ce qu’elle est devenue. C’est peut-être payé. Ne renvoyez pas.",
            ),
            provider_message: Some(sighting.provider_status.clone()),
        }),
        _ => None,
    }
}

/// Why the fate of a sent request is not known, for a person.
pub(crate) fn doubt_reason(doubt: &Doubt) -> Reason {
    let (en, fr) = match doubt {
        Doubt::NoReply { .. } => (
            "We do not know yet. The request left and the line broke before an answer came. It may be paid. Do not send it again.",
            "On ne sait pas encore. La demande est partie, puis la connexion a coupé. C’est peut-être payé. Ne renvoyez pas.",
        ),
        Doubt::Unreadable { .. } => (
            "We do not know yet. An answer came that says nothing certain about the money. It may be paid. Do not send it again.",
            "On ne sait pas encore. La réponse reçue ne dit rien de sûr sur l’argent. C’est peut-être payé. Ne renvoyez pas.",
        ),
        Doubt::ServerError { .. } => (
            "We do not know yet. The provider’s server stumbled, perhaps after it took the request. It may be paid. Do not send it again.",
            "On ne sait pas encore. Le serveur du fournisseur a trébuché, peut-être après avoir pris la demande. C’est peut-être payé. Ne renvoyez pas.",
        ),
        Doubt::UnknownWord { .. } => (
            "We do not know yet. The provider used a word that Duka does not know. It may be paid. Do not send it again.",
            "On ne sait pas encore. Le fournisseur emploie un mot que Duka ne connaît pas. C’est peut-être payé. Ne renvoyez pas.",
        ),
    };
    Reason {
        code: doubt.code().to_owned(),
        message: Text::new(en, fr),
        provider_message: None,
    }
}

fn doubt_text(kind: DoubtKind, detail: Option<&str>) -> Text {
    let (en, fr) = match kind {
        DoubtKind::FateUnknown => (
            "It left, and its fate is not known.",
            "Elle est partie, et son sort n’est pas connu.",
        ),
        DoubtKind::Contradicted => (
            "The provider now says something else than before.",
            "Le fournisseur dit maintenant autre chose qu’avant.",
        ),
        DoubtKind::Mismatch => (
            "The provider tells another amount, currency or direction.",
            "Le fournisseur donne un autre montant, une autre devise ou un autre sens.",
        ),
        DoubtKind::Overdue => (
            "It has been open for longer than usual.",
            "Elle est ouverte depuis plus longtemps que d’habitude.",
        ),
    };
    match detail {
        Some(detail) => Text::new(format!("{en} ({detail})"), format!("{fr} ({detail})")),
        None => Text::new(en, fr),
    }
}
