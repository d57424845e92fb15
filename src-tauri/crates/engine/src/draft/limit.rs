//! How much may be asked or sent at once.

use crate::error::{EngineError, Result};
use domain::{Account, Currency, Kind, Money, Text};
use providers::{Limit, Manifest};
use rust_decimal::Decimal;

/// Refuses what the provider would certainly refuse, and tells of what it may refuse.
pub(super) fn check(
    account: &Account,
    facts: &Manifest,
    kind: Kind,
    amount: Money,
) -> Result<Vec<Text>> {
    let currency = amount.currency();
    let Some(limit) = of(facts, kind, currency) else {
        return Ok(Vec::new());
    };
    let (least, most) = limit.hard_for(&account.settings);
    if amount.amount() < Decimal::from(least) || amount.amount() > Decimal::from(most) {
        return Err(EngineError::bad(
            "amount",
            "amount_out_of_range",
            format!(
                "{} takes between {least} and {most} {currency} at once. Nothing was sent.",
                facts.name
            ),
            format!(
                "{} prend entre {least} et {most} {currency} à la fois. Rien n’a été envoyé.",
                facts.name
            ),
        ));
    }
    let outside = limit
        .soft_for(&account.settings)
        .is_some_and(|(least, most)| {
            amount.amount() < Decimal::from(least) || amount.amount() > Decimal::from(most)
        });
    Ok(outside.then(|| limit.words.text()).into_iter().collect())
}

fn of(facts: &Manifest, kind: Kind, currency: Currency) -> Option<&'static Limit> {
    facts
        .limits
        .iter()
        .find(|limit| limit.kind == kind && limit.currency == currency.code())
}
