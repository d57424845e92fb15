//! What payouts like this one cost before. Without that, nobody can say what arrives.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use chrono::{DateTime, Utc};
use domain::{Account, Destination, Money};
use rust_decimal::Decimal;

/// A fee that is known, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeSeen {
    /// How much.
    pub fee: Money,
    /// When it was last taken; `None` where the owner typed it. UTC.
    pub seen_at: Option<DateTime<Utc>>,
}

impl Engine {
    /// The fee of a payout of this amount on this way: what the owner typed for it (account setting `fee_<rail>`), else what
    /// was last taken in the same band of amounts on the same network.
    pub(crate) async fn fee_seen(
        &self,
        account: &Account,
        to: &Destination,
        amount: Money,
    ) -> Result<Option<FeeSeen>> {
        let key = format!("fee_{}", to.rail().as_str());
        if let Some(typed) = account.settings.other.get(&key) {
            let fee = Money::parse_to_send(typed, amount.currency()).map_err(|_| {
                EngineError::bad(
                    "set",
                    "bad_fee",
                    format!("The account’s setting `{key}` is not an amount."),
                    format!("Le réglage « {key} » du compte n’est pas un montant."),
                )
            })?;
            return Ok(Some(FeeSeen { fee, seen_at: None }));
        }
        let network = match to {
            Destination::MobileMoney { network } => network.as_deref(),
            Destination::Bank { bank, .. } => Some(bank.as_str()),
            Destination::Wallet | Destination::Contact { .. } => None,
        };
        let (from, to) = band(amount);
        let seen = self
            .store()
            .history
            .fee_seen(&account.id, network, &from, &to)
            .await?;
        Ok(seen.map(|(fee, at)| FeeSeen {
            fee,
            seen_at: Some(at),
        }))
    }
}

/// The band of an amount: 1, 2 and 5 of each power of ten are its bounds, as tariffs have them.
fn band(amount: Money) -> (Money, Money) {
    let mut low = Decimal::ONE;
    let mut steps = [2_u32, 5, 10].into_iter().cycle();
    let mut decade = Decimal::ONE;
    loop {
        let step = steps.next().unwrap_or(10);
        let high = decade * Decimal::from(step);
        if step == 10 {
            decade = high;
        }
        if amount.amount() < high || decade > Decimal::from(1_000_000_000_000_u64) {
            let money = |value| Money::told(value, amount.currency()).unwrap_or(amount);
            return (money(low), money(high));
        }
        low = high;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    #[test]
    fn bands_are_those_of_tariffs() {
        let rwf = Currency::parse("RWF").unwrap();
        let money = |text: &str| Money::told(text.parse().unwrap(), rwf).unwrap();
        for (amount, low, high) in [
            ("1", "1", "2"),
            ("199", "100", "200"),
            ("200", "200", "500"),
            ("9999", "5000", "10000"),
            ("10000", "10000", "20000"),
        ] {
            assert_eq!(band(money(amount)), (money(low), money(high)), "{amount}");
        }
    }
}
