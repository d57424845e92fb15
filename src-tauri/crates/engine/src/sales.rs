//! One person's own sales of a day: what a cashier may see, and no more.

use crate::core::Engine;
use crate::error::Result;
use crate::view::{OperationView, SalesSumView, SalesView};
use crate::zone::start_of_day;
use domain::{Environment, Kind, Lang, Money, State};
use std::collections::BTreeMap;

/// More than a person makes in a day. Past it nothing is summed: a sum that leaves sales out is worse than none.
const MOST_SALES: u32 = 2_000;

impl Engine {
    /// The charges that whoever acts here recorded today, the business's day, with the sum of what is proven paid.
    pub async fn own_sales(&self, environment: Environment, lang: Lang) -> Result<SalesView> {
        let zone = self.zone().await?;
        let today = self.now().with_timezone(&zone).date_naive();
        let since = start_of_day(today, zone).unwrap_or_else(|| self.now());
        let actor = self.actor();
        let doubts = self.doubt_kinds(environment).await?;
        let recent = self
            .store()
            .journal
            .recent_operations_of(environment, &actor.name, since, MOST_SALES)
            .await?;
        let whole = recent.len() < MOST_SALES as usize;
        let charges: Vec<_> = recent
            .into_iter()
            .filter(|operation| operation.kind == Kind::Charge)
            .collect();
        let mut sums: BTreeMap<&'static str, (Option<Money>, u32)> = BTreeMap::new();
        for charge in &charges {
            // What is denied, or may be, is no part of what was earned.
            if charge.state != State::Succeeded || doubts.contains_key(&charge.id) {
                continue;
            }
            sums.entry(charge.amount.currency().code())
                .and_modify(|(sum, count)| {
                    *sum = sum.and_then(|sum| sum.checked_add(&charge.amount).ok());
                    *count += 1;
                })
                .or_insert((Some(charge.amount), 1));
        }
        Ok(SalesView {
            by: actor.name,
            sums: sums
                .into_iter()
                .map(|(currency, (amount, count))| SalesSumView {
                    currency: currency.to_owned(),
                    amount: amount.filter(|_| whole).map(Into::into),
                    count,
                })
                .collect(),
            sales: charges
                .iter()
                .map(|charge| {
                    let doubts = doubts.get(&charge.id).map_or(&[][..], Vec::as_slice);
                    OperationView::new(charge, doubts, lang)
                })
                .collect(),
        })
    }
}
