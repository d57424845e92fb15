//! The rates that conversions were shown and the rates that they got, side by side.

use crate::core::Engine;
use crate::error::Result;
use crate::view::{ConversionView, OperationView};
use chrono::Duration;
use domain::{Details, Environment, Kind, Lang, Money, Operation, State};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// How far back rates are told.
const DAYS: i64 = 366;
const MOST_OPERATIONS: u32 = 10_000;
/// A rate that was worked out here has no more digits than a person compares.
const RATE_DIGITS: u32 = 6;

impl Engine {
    /// The conversions of the last year, newest first, each with what was previewed and what came.
    pub async fn conversions(
        &self,
        environment: Environment,
        lang: Lang,
    ) -> Result<Vec<ConversionView>> {
        let since = self.now() - Duration::days(DAYS);
        let all = self
            .store()
            .journal
            .recent_operations(environment, since, MOST_OPERATIONS)
            .await?;
        let mut views = Vec::new();
        for operation in all.iter().filter(|it| it.kind == Kind::Conversion) {
            let shown = self.operation_view(operation, lang).await?;
            views.push(self.conversion_seen(operation, shown).await?);
        }
        views.sort_by_key(|view| Reverse(view.operation.created_at));
        Ok(views)
    }

    async fn conversion_seen(
        &self,
        operation: &Operation,
        shown: OperationView,
    ) -> Result<ConversionView> {
        let (to, previewed) = match &operation.details {
            Details::Conversion(details) => (details.to, details.previewed.clone()),
            _ => (operation.amount.currency(), None),
        };
        // What a provider promises while it works is no amount that came.
        let settled = operation.state == State::Succeeded && shown.doubts.is_empty();
        let known = match operation.transaction().filter(|_| settled) {
            Some(id) => self.store().history.transaction(&id).await?,
            None => None,
        };
        let got = known
            .and_then(|known| known.recipient_gets)
            .filter(|got| got.currency() == to);
        let promised = previewed.as_ref().map(|preview| preview.arrives);
        let difference = got
            .zip(promised)
            .and_then(|(got, promised)| got.checked_sub(&promised).ok());
        Ok(ConversionView {
            operation: shown,
            to: to.code().to_owned(),
            previewed: promised.map(Into::into),
            previewed_rate: previewed
                .as_ref()
                .and_then(|preview| preview.rate)
                .map(|rate| rate.normalize().to_string()),
            previewed_at: previewed.as_ref().map(|preview| preview.at),
            got: got.map(Into::into),
            got_rate: got.and_then(|got| ratio(got, operation.amount, RATE_DIGITS)),
            difference: difference.map(Into::into),
            difference_percent: difference
                .zip(promised)
                .and_then(|(difference, promised)| percent(difference, promised)),
        })
    }
}

fn ratio(part: Money, of: Money, digits: u32) -> Option<String> {
    let rate = part.amount().checked_div(of.amount())?;
    Some(rate.round_dp(digits).normalize().to_string())
}

fn percent(part: Money, of: Money) -> Option<String> {
    let share = part
        .amount()
        .checked_div(of.amount())?
        .checked_mul(Decimal::ONE_HUNDRED)?;
    Some(share.round_dp(2).normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    fn money(text: &str, currency: &str) -> Money {
        let currency = Currency::parse(currency).expect("the currency is one");
        Money::parse_to_send(text, currency).expect("the amount is one")
    }

    #[test]
    fn a_rate_that_came_is_worked_out_exactly_and_cut_to_what_can_be_compared() {
        let (got, gave) = (money("289800", "RWF"), money("200", "USD"));
        assert_eq!(ratio(got, gave, RATE_DIGITS).as_deref(), Some("1449"));
        let (got, gave) = (money("2", "USD"), money("3", "RWF"));
        assert_eq!(ratio(got, gave, RATE_DIGITS).as_deref(), Some("0.666667"));
    }

    #[test]
    fn what_was_lost_on_the_way_is_said_in_percent_of_what_was_promised() {
        let (lost, promised) = (money("600", "RWF"), money("290400", "RWF"));
        assert_eq!(percent(lost, promised).as_deref(), Some("0.21"));
    }
}
