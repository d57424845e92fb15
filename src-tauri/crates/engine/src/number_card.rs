//! Everything about one phone number, over all accounts of an environment.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::figures::Figures;
use crate::filters::Filters;
use crate::reading::SearchDraft;
use crate::view::{ContactView, NetworkSeenView, NumberCardView, NumberSumsView, OpenDoubtView};
use domain::{AccountId, Currency, Environment, Lang, Phone};
use std::collections::{BTreeMap, HashSet};
use store::Seen;

/// How many of the newest rows a card shows.
const ROWS: u32 = 50;

impl Engine {
    /// The card of a number: E.164.
    pub async fn number_card(
        &self,
        phone: &str,
        environment: Environment,
        lang: Lang,
    ) -> Result<NumberCardView> {
        let number = Phone::try_from(phone.to_owned()).map_err(|_| {
            EngineError::bad(
                "phone",
                "bad_phone",
                "This is not a phone number with its country code.",
                "Ce n’est pas un numéro de téléphone avec son indicatif.",
            )
        })?;
        let store = self.store();
        let seen = store.history.seen_of(&number, environment).await?;
        let draft = SearchDraft {
            filters: Filters {
                phone: Some(number.e164().to_owned()),
                ..Filters::default()
            },
            limit: ROWS,
            ..SearchDraft::newest(environment)
        };
        let contact = store.journal.contact_of(&number).await?;
        Ok(NumberCardView {
            phone: number.e164().to_owned(),
            national: number.national(),
            names: self.names_seen(number.e164(), environment).await?,
            contact: contact.as_ref().map(ContactView::from),
            networks: seen
                .networks
                .iter()
                .map(|it| NetworkSeenView {
                    network: it.network.clone(),
                    method: it.method.map(domain::Method::as_str),
                    count: it.count,
                    last: it.last,
                })
                .collect(),
            sums: self.sums_of(&seen).await?,
            first: seen.first,
            last: seen.last,
            doubts: self.doubts_about(&number, environment).await?,
            rows: self.search(draft, lang).await?.rows,
        })
    }

    async fn sums_of(&self, seen: &Seen) -> Result<Vec<NumberSumsView>> {
        let telling = self.store().history.accounts_telling_refunds().await?;
        let telling: HashSet<AccountId> = telling.into_iter().collect();
        let mut sums: BTreeMap<Currency, Figures> = BTreeMap::new();
        for sum in &seen.sums {
            sums.entry(sum.amount.currency())
                .or_default()
                .add(sum, &telling)?;
        }
        sums.into_iter()
            .map(|(currency, figures)| {
                let figures = figures.view(currency)?;
                Ok(NumberSumsView {
                    currency: currency.code().to_owned(),
                    received: figures.received,
                    paid_out: figures.paid_out,
                    refunded: figures.refunded,
                    charges: figures.charges,
                    payouts: figures.payouts,
                })
            })
            .collect()
    }

    async fn doubts_about(
        &self,
        number: &Phone,
        environment: Environment,
    ) -> Result<Vec<OpenDoubtView>> {
        let journal = &self.store().journal;
        let doubts = journal.doubts(Some(environment), true).await?;
        let ids: Vec<_> = doubts.iter().map(|doubt| doubt.operation.clone()).collect();
        let operations = journal.operations_by_ids(&ids).await?;
        Ok(doubts
            .iter()
            .filter_map(|doubt| {
                let operation = operations.iter().find(|it| it.id == doubt.operation)?;
                (operation.phone.as_ref() == Some(number)).then(|| OpenDoubtView {
                    operation: operation.id.to_string(),
                    kind: doubt.kind.as_str(),
                    since: doubt.since,
                    amount: operation.amount.into(),
                })
            })
            .collect())
    }
}
