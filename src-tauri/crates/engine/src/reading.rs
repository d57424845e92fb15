//! Lists and stories, read from the stores alone: they answer with the network down.

use crate::acts::{Act, Subject};
use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::filters::{Filters, order};
use crate::view::{
    AnswerView, CoverageView, MoneyView, NameSeenView, OperationView, ProviderView, RowView,
    SearchView, ShowView, TimelineView, TransactionView,
};
use crate::zone::start_of_day;
use domain::{
    DoubtKind, Environment, Lang, Operation, OperationId, Phone, Transaction, TransactionId,
};
use std::collections::HashMap;
use store::{Query, Row};

/// A search as it was typed.
#[derive(Clone, Debug)]
pub struct SearchDraft {
    /// Whose money; nothing of the other environment is ever found.
    pub environment: Environment,
    /// What narrows it.
    pub filters: Filters,
    /// `newest` or `amount`; none is the newest first.
    pub order: Option<String>,
    /// How many rows.
    pub limit: u32,
    /// The cursor of the page before.
    pub after: Option<String>,
    /// Should totals be counted?
    pub totals: bool,
}

impl SearchDraft {
    /// The newest rows of an environment.
    #[must_use]
    pub fn newest(environment: Environment) -> Self {
        Self {
            environment,
            filters: Filters::default(),
            order: None,
            limit: 50,
            after: None,
            totals: false,
        }
    }
}

/// The longest page.
const MOST_ROWS: u32 = 1_000;

impl Engine {
    /// Every provider, in one language.
    #[must_use]
    pub fn providers(&self, lang: Lang) -> Vec<ProviderView> {
        providers::all()
            .iter()
            .map(|provider| ProviderView::new(*provider, lang))
            .collect()
    }

    /// Reads what is searched into memory, which the first search would wait for. A long book takes seconds.
    pub async fn warm_up(&self) -> Result<()> {
        Ok(self.store().warm_up().await?)
    }

    /// The newest rows, which need nothing held for searching: a first page is there at once, however long the book is.
    pub(crate) async fn newest_rows(
        &self,
        environment: Environment,
        limit: u32,
        lang: Lang,
    ) -> Result<Vec<RowView>> {
        let rows = self.store().newest(environment, limit).await?;
        self.row_views(environment, &rows, lang).await
    }

    async fn row_views(
        &self,
        environment: Environment,
        rows: &[Row],
        lang: Lang,
    ) -> Result<Vec<RowView>> {
        let doubts = self.doubt_kinds(environment).await?;
        let of = |operation: &Operation| doubts.get(&operation.id).map_or(&[][..], Vec::as_slice);
        let views = rows.iter().map(|row| match row {
            Row::Transaction {
                transaction,
                operation,
            } => RowView {
                transaction: Some(TransactionView::new(transaction, operation.as_ref())),
                operation: operation
                    .as_ref()
                    .map(|o| OperationView::new(o, of(o), lang)),
            },
            Row::Operation(operation) => RowView {
                transaction: None,
                operation: Some(OperationView::new(operation, of(operation), lang)),
            },
        });
        Ok(views.collect())
    }

    /// One page of the ledger.
    pub async fn search(&self, draft: SearchDraft, lang: Lang) -> Result<SearchView> {
        let query = self.query(draft).await?;
        let page = self.store().search(&query).await?;
        let rows = self.row_views(query.environment, &page.rows, lang).await?;
        Ok(SearchView {
            rows,
            next: page.next,
            count: page.count.n,
            capped: page.count.capped,
            totals: page.totals.iter().map(Into::into).collect(),
        })
    }

    pub(crate) async fn query(&self, draft: SearchDraft) -> Result<Query> {
        let narrowed = self.narrowed(draft.environment, &draft.filters).await?;
        Ok(Query {
            order: order(draft.order.as_deref())?,
            limit: draft.limit.clamp(1, MOST_ROWS),
            after: draft.after,
            totals: draft.totals,
            ..narrowed
        })
    }

    /// Open doubts of an environment, by operation.
    pub(crate) async fn doubt_kinds(
        &self,
        environment: Environment,
    ) -> Result<HashMap<OperationId, Vec<DoubtKind>>> {
        let mut kinds: HashMap<OperationId, Vec<DoubtKind>> = HashMap::new();
        for doubt in self.store().journal.doubts(Some(environment), true).await? {
            kinds.entry(doubt.operation).or_default().push(doubt.kind);
        }
        Ok(kinds)
    }

    /// An operation with its open doubts.
    pub async fn operation_view(&self, operation: &Operation, lang: Lang) -> Result<OperationView> {
        let doubts = self.open_doubts(&operation.id).await?;
        Ok(OperationView::new(operation, &doubts, lang))
    }

    /// What was begun here on the business's own today, newest first.
    pub async fn recent_operations(
        &self,
        environment: Environment,
        limit: u32,
        lang: Lang,
    ) -> Result<Vec<OperationView>> {
        let zone = self.zone().await?;
        let today = self.now().with_timezone(&zone).date_naive();
        let since = start_of_day(today, zone).unwrap_or_else(|| self.now());
        let doubts = self.doubt_kinds(environment).await?;
        let operations = self
            .store()
            .journal
            .recent_operations(environment, since, limit.clamp(1, MOST_ROWS))
            .await?;
        Ok(operations
            .iter()
            .map(|o| OperationView::new(o, doubts.get(&o.id).map_or(&[][..], Vec::as_slice), lang))
            .collect())
    }

    /// An operation or a transaction, with its whole story.
    pub async fn show(&self, id: &str, lang: Lang) -> Result<ShowView> {
        let (operation, transaction) = self.named(id).await?;
        let mut timeline = Vec::new();
        let mut answers = Vec::new();
        let mut shown = None;
        if let Some(operation) = &operation {
            shown = Some(self.operation_view(operation, lang).await?);
            let provider = providers::find(operation.provider.as_str()).map_or_else(
                || operation.provider.to_string(),
                |p| p.manifest().name.to_owned(),
            );
            timeline = self
                .store()
                .journal
                .timeline(&operation.id)
                .await?
                .into_iter()
                .map(|entry| TimelineView {
                    at: entry.at,
                    // What a provider answered was said by the provider.
                    actor: if entry.actor.is_empty() {
                        provider.clone()
                    } else {
                        entry.actor
                    },
                    what: entry.what,
                    cause: entry.cause,
                    detail: entry.detail,
                })
                .collect();
            answers = self
                .store()
                .journal
                .answers(&operation.id)
                .await?
                .into_iter()
                .map(|answer| AnswerView {
                    at: answer.at,
                    what: answer.what,
                    status: answer.status,
                    body: answer.body,
                })
                .collect();
        }
        if let (true, Some(transaction)) = (answers.is_empty(), &transaction) {
            answers.extend(transaction.raw.as_ref().map(|body| AnswerView {
                at: transaction.synced_at,
                what: "fetch_transaction".to_owned(),
                status: 200,
                body: body.clone(),
            }));
        }
        let charge = transaction.as_ref().map(|t| t.id.clone());
        let charge = charge.or_else(|| operation.as_ref().and_then(Operation::transaction));
        let refunds = match charge {
            Some(charge) => self.store().journal.refunds_of(&[charge]).await?,
            None => Vec::new(),
        };
        let doubts = match &operation {
            Some(operation) => self.open_doubts(&operation.id).await?,
            None => Vec::new(),
        };
        let (asked, told) = (operation.as_ref(), transaction.as_ref());
        let refundable = self
            .left_to_give_back(asked, told, &doubts, &refunds)
            .await?;
        let refundable = refundable.map(MoneyView::from);
        let subject = Subject {
            operation: asked,
            transaction: told,
            doubts: &doubts,
            refundable: refundable.as_ref(),
        };
        let acts = self.acts(&subject).await?;
        Ok(ShowView {
            acts: acts.into_iter().map(Act::as_str).collect(),
            comments: self.comments_on(asked, told).await?,
            refundable,
            transaction: transaction
                .as_ref()
                .map(|t| TransactionView::new(t, operation.as_ref())),
            operation: shown,
            timeline,
            refunds: self.refund_views(&refunds, lang).await?,
            answers,
        })
    }

    /// What gives this charge back, or was to, oldest first.
    async fn refund_views(&self, refunds: &[Operation], lang: Lang) -> Result<Vec<OperationView>> {
        let mut views = Vec::new();
        for refund in refunds {
            views.push(self.operation_view(refund, lang).await?);
        }
        Ok(views)
    }

    /// An operation with its transaction, or a transaction with its operation.
    pub(crate) async fn named(&self, id: &str) -> Result<(Option<Operation>, Option<Transaction>)> {
        if id.starts_with(TransactionId::PREFIX) {
            let id = TransactionId::parse(id)?;
            let transaction = self
                .store()
                .history
                .transaction(&id)
                .await?
                .ok_or_else(|| EngineError::no_such("transaction", "transaction", id.as_str()))?;
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
            return Ok((tied.into_iter().next(), Some(transaction)));
        }
        let operation = self.operation(&OperationId::parse(id)?).await?;
        let transaction = match operation.transaction() {
            Some(id) => self.store().history.transaction(&id).await?,
            None => None,
        };
        Ok((Some(operation), transaction))
    }

    /// Names seen with a number before, most frequent first.
    pub async fn names_seen(
        &self,
        phone: &str,
        environment: Environment,
    ) -> Result<Vec<NameSeenView>> {
        let Ok(phone) = Phone::try_from(phone.to_owned()) else {
            return Ok(Vec::new());
        };
        let seen = self.store().history.names_seen(&phone, environment).await?;
        Ok(seen
            .into_iter()
            .map(|name| NameSeenView {
                name: name.name,
                count: name.count,
                last: name.last,
            })
            .collect())
    }

    /// How far the history of each account can be trusted.
    pub async fn coverage(&self, environment: Environment) -> Result<Vec<CoverageView>> {
        let mut views = Vec::new();
        for account in self.accounts().await? {
            if account.environment != environment || account.state != domain::AccountState::Ready {
                continue;
            }
            let provider = self.provider_of(&account)?;
            for list in provider.manifest().lists {
                let state = self
                    .store()
                    .history
                    .sync_state(&account.id, list.name)
                    .await?
                    .unwrap_or_default();
                views.push(CoverageView {
                    account: account.id.to_string(),
                    name: account.name.clone(),
                    complete_from: state.complete_from,
                    complete_to: state.complete_to,
                    last_ok: state.last_ok,
                    last_run: state.last_run,
                    error: state.last_error,
                    phones_from: state.phones_from,
                });
            }
        }
        Ok(views)
    }
}
