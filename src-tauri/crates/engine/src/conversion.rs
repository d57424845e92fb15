//! How a conversion ends where the provider lets nobody look one up: its own verified webhook says so, or both wallets do.

use crate::core::Engine;
use crate::error::Result;
use crate::observe::AttemptChange;
use chrono::Duration;
use domain::{
    Account, ConversionDetails, Details, Kind, Money, Operation, Sighting, State, Status,
};
use store::KeptDelivery;

/// No conversion is under way for longer.
const LONGEST_CONVERSION_DAYS: i64 = 30;
/// How many operations of that time are looked through; where there are more, only a webhook tells.
const MOST_OPERATIONS: u32 = 10_000;

impl Engine {
    /// Reads the wallets. Only when both moved by exactly what this conversion moves, and it has been accepted, is it over:
    /// sales move the same wallets, so anything else says nothing.
    pub(crate) async fn look_for_conversion(
        &self,
        operation: &Operation,
        account: &Account,
    ) -> Result<()> {
        if let Err(error) = self.read_balances(account).await {
            return self.look_failed(operation, &error.code).await;
        }
        let Details::Conversion(details) = &operation.details else {
            return Ok(());
        };
        let now = self
            .held_now(account, operation.amount.currency(), details.to)
            .await?;
        let known = match operation.transaction() {
            Some(id) => self.store().history.transaction(&id).await?,
            None => None,
        };
        let arrives = known.as_ref().and_then(|known| known.recipient_gets);
        let over = operation.state == State::Pending
            && now.is_some_and(|now| both_moved(operation.amount, details, arrives, now));
        if let (true, Some(known), true) = (over, known, self.moved_alone(operation).await?) {
            let sighting = Sighting {
                status: Status::Succeeded,
                provider_status: "balances".to_owned(),
                ..crate::look::as_sighting(&known)
            };
            let observed = self
                .observe(
                    &operation.id,
                    &sighting,
                    "balances",
                    &self.itself(),
                    AttemptChange::default(),
                )
                .await?;
            self.keep_of(account, &sighting, &observed, None).await;
            return Ok(());
        }
        let newest = self.operation(&operation.id).await?;
        self.looked(&newest).await
    }

    /// Whether no other conversion of the account was under way at any time since this one was recorded: what another one
    /// brought would be taken for what this one brings.
    async fn moved_alone(&self, operation: &Operation) -> Result<bool> {
        let since = operation.created_at - Duration::days(LONGEST_CONVERSION_DAYS);
        let recent = self
            .store()
            .journal
            .recent_operations(operation.environment, since, MOST_OPERATIONS)
            .await?;
        if recent.len() as u64 >= u64::from(MOST_OPERATIONS) {
            return Ok(false);
        }
        Ok(!recent.iter().any(|other| {
            other.kind == Kind::Conversion
                && other.account == operation.account
                && other.id != operation.id
                && (!other.state.is_final() || other.updated_at >= operation.created_at)
        }))
    }

    /// A verified webhook about something that cannot be looked up is taken for what it says. True when it was.
    pub(crate) async fn take_telling(&self, delivery: &KeptDelivery) -> Result<bool> {
        let Some(telling) = &delivery.telling else {
            return Ok(false);
        };
        let account = self.account(&delivery.account).await?;
        let facts = self.provider_of(&account)?.manifest();
        if telling.kind != Kind::Conversion || facts.conversion_lookup {
            return Ok(false);
        }
        self.take_in(
            &account,
            vec![((**telling).clone(), delivery.body.clone())],
            &mut crate::sync::Tally::default(),
        )
        .await?;
        Ok(true)
    }
}

/// The source lost exactly the amount, and the target won exactly what was promised.
fn both_moved(
    taken: Money,
    details: &ConversionDetails,
    arrives: Option<Money>,
    (source, target): (Money, Money),
) -> bool {
    let (Some((source_before, target_before)), Some(arrives)) = (details.held_before, arrives)
    else {
        return false;
    };
    source_before.checked_sub(&taken) == Ok(source)
        && target_before.checked_add(&arrives) == Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    fn money(amount: &str, currency: &str) -> Money {
        Money::told(amount.parse().unwrap(), Currency::parse(currency).unwrap()).unwrap()
    }

    fn moved(source: &str, target: &str) -> bool {
        let details = ConversionDetails {
            to: Currency::parse("USD").unwrap(),
            previewed: None,
            held_before: Some((money("500000", "RWF"), money("10.5", "USD"))),
        };
        both_moved(
            money("130000", "RWF"),
            &details,
            Some(money("100", "USD")),
            (money(source, "RWF"), money(target, "USD")),
        )
    }

    #[test]
    fn only_both_wallets_moved_by_exactly_this_end_a_conversion() {
        assert!(moved("370000", "110.5"));
        assert!(!moved("370001", "110.5"), "a sale came in");
        assert!(!moved("370000", "110.4"), "another rate");
        assert!(!moved("500000", "10.5"), "nothing moved");
    }
}
