//! How much may be asked or sent at once.

use crate::error::{EngineError, Result};
use domain::{Account, Currency, Kind, Money, Text};
use providers::{Limit, Manifest};
use rust_decimal::Decimal;

/// Refuses what the provider would certainly refuse, and tells of what it may refuse. An account's own limits, where they
/// are set (`payout_min`, `payout_max`, `charge_min`, `charge_max`), stand in the place of the general ones.
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
    let (least, most) = limit.hard;
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
    let set = |end: &str| -> Option<Decimal> {
        let key = format!("{}_{end}", kind.as_str());
        account.settings.other.get(&key)?.trim().parse().ok()
    };
    let soft = limit
        .soft
        .map(|(least, most)| (Decimal::from(least), Decimal::from(most)));
    let (own_least, own_most) = (set("min"), set("max"));
    let outside = match (own_least, own_most, soft) {
        (None, None, None) => false,
        (least, most, soft) => {
            let least = least.or(soft.map(|(least, _)| least));
            let most = most.or(soft.map(|(_, most)| most));
            least.is_some_and(|least| amount.amount() < least)
                || most.is_some_and(|most| amount.amount() > most)
        }
    };
    Ok(outside.then(|| limit.words.text()).into_iter().collect())
}

fn of(facts: &Manifest, kind: Kind, currency: Currency) -> Option<&'static Limit> {
    facts
        .limits
        .iter()
        .find(|limit| limit.kind == kind && limit.currency == currency.code())
}
