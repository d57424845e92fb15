//! Above how much a second person is asked: a setting for each currency, none by default.

use crate::core::{Changed, Engine};
use crate::error::{EngineError, Result, bad_amount};
use crate::staff::{SecondOwner, owners_needed};
use domain::{Currency, Money};

/// What the setting of a currency begins with.
const ABOVE: &str = "approve_above.";

/// The currency whose threshold a setting is, where it is one.
pub(crate) fn currency_of(key: &str) -> Option<Currency> {
    let code = key.strip_prefix(ABOVE)?;
    Currency::parse(code).ok().filter(|it| it.code() == code)
}

impl Engine {
    /// Above how much, in each currency, a second person is asked.
    pub async fn thresholds(&self) -> Result<Vec<Money>> {
        let mut thresholds = Vec::new();
        for (key, value) in self.store().journal.settings().await? {
            if let Some(currency) = currency_of(&key) {
                thresholds.push(amount(&value, currency)?);
            }
        }
        Ok(thresholds)
    }

    pub(super) async fn is_above(&self, asked: &Money) -> Result<bool> {
        match self.threshold(asked.currency()).await? {
            Some(most) => Ok(asked.amount() > most.amount()),
            None => Ok(false),
        }
    }

    async fn threshold(&self, currency: Currency) -> Result<Option<Money>> {
        let key = format!("{ABOVE}{}", currency.code());
        let value = self.store().journal.setting(&key).await?;
        value.map(|value| amount(&value, currency)).transpose()
    }

    /// Says above how much a second person is asked; none asks nobody. It takes two owners to have one. To ask for less than
    /// before takes both: otherwise one could lift it, pay, and put it back.
    pub async fn set_threshold(
        &self,
        currency: Currency,
        above: Option<&str>,
        second: Option<&SecondOwner>,
    ) -> Result<()> {
        let above = above.map(|text| amount(text, currency)).transpose()?;
        let before = self.threshold(currency).await?;
        if above == before {
            return Ok(());
        }
        if above.is_some() && self.owners().await? < 2 {
            return Err(owners_needed());
        }
        let looser = match (before, above) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(before), Some(above)) => above.amount() > before.amount(),
        };
        if looser {
            self.both_owners(second).await?;
        }
        let key = format!("{ABOVE}{}", currency.code());
        let value = above.map(|above| above.amount().to_string());
        let (actor, now) = (self.actor(), self.now());
        let journal = &self.store().journal;
        journal
            .set_setting(&key, value.as_deref(), &actor, now)
            .await?;
        self.tell(Changed {
            settings: true,
            ..Changed::default()
        });
        Ok(())
    }
}

/// An amount that payments are held against. Nought is one: everything above it waits.
fn amount(text: &str, currency: Currency) -> Result<Money> {
    let read = domain::money::parse_decimal(text).map_err(|error| bad_amount(&error))?;
    if read.is_sign_negative() && !read.is_zero() {
        return Err(EngineError::bad(
            "amount",
            "bad_amount",
            "The amount must not be below zero.",
            "Le montant ne peut pas être négatif.",
        ));
    }
    Money::told(read, currency).map_err(|error| bad_amount(&error))
}
