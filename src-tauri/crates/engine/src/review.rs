//! The review: what stands on the screen before a charge is asked for, rendered by the core and confirmed against the core.
//!
//! A screen shows what it was told to show; a confused or hostile one may show something else. So no screen sends fields.
//! It has a draft reviewed, shows the review, and hands back the nonce with the amount and the recipient that stood in it.
//! What is recorded is the draft that was reviewed, kept in memory meanwhile, and only if it still reads the same.

mod words;

use crate::charge::Prepared;
use crate::core::{Engine, locked};
use crate::draft::ChargeDraft;
use crate::error::{Class, EngineError, Result};
use crate::view::{MoneyView, PhraseView, ReviewView};
use chrono::{DateTime, Duration, Utc};
use domain::{Details, Environment, Lang, Operation, OperationId};
use std::collections::VecDeque;
use words::Told;

/// A review that nobody confirmed for so long is read again: whoever looked at it may have gone.
const LASTS_MINUTES: i64 = 10;
/// More than a person can have on screen; a page that asks without end pushes out its own.
const MOST_KEPT: usize = 32;

/// A charge as the core read it: nothing of it is written down or sent.
#[derive(Debug)]
pub struct Review {
    /// Stands for exactly this review, once.
    pub nonce: String,
    /// What would be recorded.
    pub operation: Operation,
    /// The double-pay guard's answer: it will ask, or it blocks.
    pub guard: Option<EngineError>,
    told: Told,
}

/// What a person confirms: the review they read, by its nonce, with the amount and the recipient that stood in it.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// Of the review.
    pub nonce: String,
    /// As it stood in the review.
    pub amount: MoneyView,
    /// As it stood in the review.
    pub recipient: Option<String>,
    /// The earlier operation that the double-pay guard named.
    pub despite: Option<OperationId>,
}

/// A review that can still be confirmed.
struct Kept {
    nonce: String,
    draft: ChargeDraft,
    rendered: Operation,
    made_at: DateTime<Utc>,
}

/// The reviews of this run of Duka: they die with it.
#[derive(Default)]
pub(crate) struct Reviews(VecDeque<Kept>);

impl Reviews {
    fn keep(&mut self, kept: Kept) {
        if self.0.len() >= MOST_KEPT {
            self.0.pop_front();
        }
        self.0.push_back(kept);
    }

    fn find(&self, nonce: &str, now: DateTime<Utc>) -> Option<&Kept> {
        // A clock that went back says nothing about how long ago something was.
        self.0.iter().find(|kept| {
            kept.nonce == nonce
                && kept.made_at <= now
                && now < kept.made_at + Duration::minutes(LASTS_MINUTES)
        })
    }

    fn forget(&mut self, nonce: &str) {
        self.0.retain(|kept| kept.nonce != nonce);
    }
}

impl Review {
    /// The review for eyes, in one language.
    #[must_use]
    pub fn view(&self, lang: Lang) -> ReviewView {
        ReviewView {
            nonce: self.nonce.clone(),
            amount: self.operation.amount.into(),
            recipient: recipient(&self.operation),
            sentence: words::sentence(&self.operation, &self.told, lang)
                .into_iter()
                .map(|(text, strong)| PhraseView { text, strong })
                .collect(),
            lines: words::lines(&self.operation, &self.told, lang),
            guard: self.guard.as_ref().map(|guard| guard.view(lang)),
        }
    }
}

impl Engine {
    /// Checks a draft as [`Engine::create_charge`] does, and renders what it would become. Nothing is written down.
    pub async fn review_charge(
        &self,
        mut draft: ChargeDraft,
        environment: Environment,
    ) -> Result<Review> {
        // Overriding the guard belongs to the confirmation: it answers what the review said.
        draft.despite = None;
        let prepared = self.prepare_charge(&draft).await?;
        if prepared.operation.environment != environment {
            return Err(EngineError::no_such(
                "account",
                "compte",
                draft.account.as_str(),
            ));
        }
        let guard = match self.first_of(&prepared.operation).await? {
            Some(_) => None,
            None => {
                let request_id = &prepared.operation.request_id;
                let Prepared { checked, .. } = &prepared;
                self.not_sent_before_the_gap(&checked.account, checked.facts, request_id)
                    .await?;
                self.would_be_taken(&prepared.operation).await?;
                self.guard_says(checked, request_id, None).await?
            }
        };
        let told = self.told(&prepared).await?;
        let operation = prepared.operation;
        // A draft without an id took one here: confirming it twice is the same intent.
        draft.request_id = Some(operation.request_id.clone());
        let nonce = format!("{:032x}", self.chance::<u128>());
        locked(&self.inner.reviews).keep(Kept {
            nonce: nonce.clone(),
            draft,
            rendered: operation.clone(),
            made_at: self.now(),
        });
        Ok(Review {
            nonce,
            operation,
            guard,
            told,
        })
    }

    /// Records the charge that was reviewed, if what is confirmed is what the core rendered and it still holds. The same
    /// review confirmed again gives the first operation: its request id stands for one intent.
    pub async fn confirm_review(
        &self,
        confirmed: Confirmed,
        environment: Environment,
    ) -> Result<Operation> {
        let kept = locked(&self.inner.reviews)
            .find(&confirmed.nonce, self.now())
            .filter(|kept| kept.rendered.environment == environment)
            .map(|kept| (kept.draft.clone(), kept.rendered.clone()));
        let Some((mut draft, rendered)) = kept else {
            return Err(expired());
        };
        if confirmed.amount != MoneyView::from(rendered.amount)
            || confirmed.recipient != recipient(&rendered)
        {
            // Whoever shows another amount than the core rendered is not asked a second time about this one.
            locked(&self.inner.reviews).forget(&confirmed.nonce);
            return Err(differs());
        }
        draft.despite = confirmed.despite;
        let prepared = self.prepare_charge(&draft).await?;
        if !reads_the_same(&prepared.operation, &rendered) {
            locked(&self.inner.reviews).forget(&confirmed.nonce);
            return Err(differs());
        }
        self.record_charge(prepared).await
    }

    async fn told(&self, prepared: &Prepared) -> Result<Told> {
        let Prepared { operation, checked } = prepared;
        let names = match &operation.phone {
            Some(phone) => self.names_seen(phone.e164(), operation.environment).await?,
            None => Vec::new(),
        };
        Ok(Told::of(operation, checked.facts, &checked.account, names))
    }
}

/// Who is asked, exactly: the number, or the payer's number at the provider's wallet. None where whoever opens the page pays.
fn recipient(operation: &Operation) -> Option<String> {
    let Details::Charge(charge) = &operation.details;
    match &operation.phone {
        Some(phone) => Some(phone.e164().to_owned()),
        None => charge.payer.clone(),
    }
}

/// Between the review and its confirmation an account's settings may have changed what a draft means.
fn reads_the_same(now: &Operation, rendered: &Operation) -> bool {
    now.account == rendered.account
        && now.environment == rendered.environment
        && now.amount == rendered.amount
        && now.phone == rendered.phone
        && now.name == rendered.name
        && now.note == rendered.note
        && now.details == rendered.details
        && now.content_hash == rendered.content_hash
}

fn expired() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "review_expired",
        "This review is no longer open: it is older than ten minutes, or Duka was started again. Nothing was sent.",
        "Cette relecture n’est plus ouverte : elle a plus de dix minutes, ou Duka a redémarré. Rien n’a été envoyé.",
    )
    .next("Read it again, then ask.", "Relisez, puis demandez.")
}

fn differs() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "review_differs",
        "What was confirmed is not what the review says now. Nothing was sent.",
        "Ce qui a été confirmé n’est pas ce que dit la relecture maintenant. Rien n’a été envoyé.",
    )
    .next("Read it again, then ask.", "Relisez, puis demandez.")
}
