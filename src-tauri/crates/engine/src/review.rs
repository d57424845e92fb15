//! The review: what stands on the screen before a charge is asked for, rendered by the core and confirmed against the core.
//!
//! A screen shows what it was told to show; a confused or hostile one may show something else. So no screen sends fields.
//! It has a draft reviewed, shows the review, and hands back the nonce with the amount and the recipient that stood in it.
//! What is recorded is the draft that was reviewed, kept in memory meanwhile, and only if it still reads the same.

mod figures;
mod out;
mod words;

use crate::core::{Engine, locked};
use crate::draft::Draft;
use crate::error::{Class, EngineError, Result};
use crate::intent::Drafted;
use crate::view::{MoneyView, PhraseView, ReviewView};
use chrono::{DateTime, Duration, Utc};
use domain::{
    Balance, Destination, Details, Direction, Environment, Kind, Lang, Operation, OperationId,
    State, Text,
};
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
    draft: Draft,
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
            figures: figures::figures(&self.operation, &self.told, lang),
            besides: words::besides(&self.operation, &self.told, lang),
            guard: self.guard.as_ref().map(|guard| guard.view(lang)),
        }
    }
}

impl Engine {
    /// Checks a draft as [`Engine::create`] does, and renders what it would become. Nothing is written down.
    pub async fn review(
        &self,
        draft: impl Into<Draft>,
        environment: Environment,
    ) -> Result<Review> {
        let mut draft = draft.into();
        // Overriding the guard belongs to the confirmation: it answers what the review said.
        draft.set_despite(None);
        // What was shown of a rate is part of what is said yes to.
        if let Draft::Conversion(conversion) = &mut draft {
            conversion.previewed = Some(self.preview_conversion(conversion).await?);
        }
        let mut drafted = self.drafted(&draft).await?;
        if drafted.operation.environment != environment {
            let account = draft.account().map_or("", domain::AccountId::as_str);
            return Err(EngineError::no_such("account", "compte", account));
        }
        let guard = match self.first_of(&drafted.operation).await? {
            Some(_) => None,
            None => {
                self.not_sent_before_the_gap(
                    &drafted.account,
                    drafted.facts,
                    drafted.operation.kind,
                    &drafted.operation.request_id,
                )
                .await?;
                self.would_be_taken(&drafted.operation).await?;
                self.guard_says(&drafted.operation, None).await?
            }
        };
        if self.first_state(&drafted.operation).await? == State::AwaitingApproval {
            drafted.warnings.push(waits_for_another());
        }
        let told = self.told(&drafted).await?;
        let operation = drafted.operation;
        // A draft without an id took one here: confirming it twice is the same intent.
        *draft.request_id() = Some(operation.request_id.clone());
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

    /// What a review that may still be confirmed is about: whoever says yes to it needs the right to ask for that.
    pub fn reviewed_kind(&self, nonce: &str, environment: Environment) -> Result<Kind> {
        self.kept(nonce, environment)
            .map(|(_, rendered)| rendered.kind)
    }

    /// Whoever said yes to nothing has left: what they read is not confirmed by somebody else.
    pub(crate) fn forget_reviews(&self) {
        *locked(&self.inner.reviews) = Reviews::default();
        *locked(&self.inner.batch_review) = None;
    }

    /// The review of this nonce as it reads now, for another window: the same nonce stands for it.
    pub async fn reviewed(&self, nonce: &str, environment: Environment) -> Result<Review> {
        let (draft, rendered) = self.kept(nonce, environment)?;
        let drafted = self.drafted(&draft).await?;
        if !reads_the_same(&drafted.operation, &rendered) {
            locked(&self.inner.reviews).forget(nonce);
            return Err(differs());
        }
        let guard = self.guard_says(&drafted.operation, None).await?;
        let told = self.told(&drafted).await?;
        Ok(Review {
            nonce: nonce.to_owned(),
            operation: drafted.operation,
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
        let agreed = self.agreed(confirmed, environment).await?;
        self.record(agreed).await
    }

    /// What was reviewed, if what is confirmed is what the core rendered and it still holds.
    pub(crate) async fn agreed(
        &self,
        confirmed: Confirmed,
        environment: Environment,
    ) -> Result<Drafted> {
        let (mut draft, rendered) = self.kept(&confirmed.nonce, environment)?;
        if confirmed.amount != MoneyView::from(rendered.amount)
            || confirmed.recipient != recipient(&rendered)
        {
            // Whoever shows another amount than the core rendered is not asked a second time about this one.
            locked(&self.inner.reviews).forget(&confirmed.nonce);
            return Err(differs());
        }
        draft.set_despite(confirmed.despite);
        let drafted = self.drafted(&draft).await?;
        if !reads_the_same(&drafted.operation, &rendered) {
            locked(&self.inner.reviews).forget(&confirmed.nonce);
            return Err(differs());
        }
        Ok(drafted)
    }

    fn kept(&self, nonce: &str, environment: Environment) -> Result<(Draft, Operation)> {
        locked(&self.inner.reviews)
            .find(nonce, self.now())
            .filter(|kept| kept.rendered.environment == environment)
            .map(|kept| (kept.draft.clone(), kept.rendered.clone()))
            .ok_or_else(expired)
    }

    async fn told(&self, drafted: &Drafted) -> Result<Told> {
        let operation = &drafted.operation;
        let names = match &operation.phone {
            Some(phone) => self.names_seen(phone.e164(), operation.environment).await?,
            None => Vec::new(),
        };
        let fee = match &operation.details {
            Details::Payout(payout) => {
                self.fee_seen(&drafted.account, &payout.to, operation.amount)
                    .await?
            }
            _ => None,
        };
        let held = match operation.kind.direction() {
            Direction::In => None,
            Direction::Out | Direction::Within => self.held_for(operation).await?,
        };
        Ok(Told::of(drafted, names, fee, held, self.zone().await?))
    }

    /// What the wallet that pays held when it was last read. It warns, and never blocks: it may be old.
    async fn held_for(&self, operation: &Operation) -> Result<Option<Balance>> {
        let balances = self.store().history.balances(operation.environment).await?;
        let mut of_currency = balances.into_iter().filter(|it| {
            it.account == operation.account && it.currency == operation.amount.currency()
        });
        // Where networks hold their own, which of them pays is the provider's to say.
        let first = of_currency.next();
        Ok(first.filter(|_| of_currency.next().is_none()))
    }
}

/// Who is asked or paid, exactly: the number, or what stands for it on this rail. None where whoever opens the page pays, and
/// where nobody else is concerned.
fn recipient(operation: &Operation) -> Option<String> {
    match &operation.details {
        Details::Charge(charge) => match &operation.phone {
            Some(phone) => Some(phone.e164().to_owned()),
            None => charge.payer.clone(),
        },
        Details::Payout(payout) => match &payout.to {
            Destination::Bank { bank, number, .. } => Some(format!("{bank} {number}")),
            Destination::Contact { contact } => Some(contact.clone()),
            Destination::MobileMoney { .. } | Destination::Wallet => operation
                .phone
                .as_ref()
                .map(|phone| phone.e164().to_owned()),
        },
        Details::Refund(_) => operation
            .phone
            .as_ref()
            .map(|phone| phone.e164().to_owned()),
        Details::Conversion(conversion) => Some(conversion.to.code().to_owned()),
        Details::Link(_) => None,
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
        && same_details(&now.details, &rendered.details)
        && now.content_hash == rendered.content_hash
}

/// What is only remembered for judging later may have moved on.
fn same_details(now: &Details, rendered: &Details) -> bool {
    match (now, rendered) {
        (Details::Conversion(now), Details::Conversion(rendered)) => {
            now.to == rendered.to && now.previewed == rendered.previewed
        }
        (now, rendered) => now == rendered,
    }
}

/// What is above the threshold leaves only when another owner approved it.
pub(crate) fn waits_for_another() -> Text {
    Text::new(
        "It takes two people: it leaves when another owner has approved it.",
        "Il faut deux personnes : l’envoi part quand un autre propriétaire l’a validé.",
    )
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
