//! Settings of a home.

use crate::approval::currency_of;
use crate::core::{Changed, Engine, locked};
use crate::error::{EngineError, Result};
use chrono_tz::Tz;
use domain::Lang;

/// Every setting there is.
pub const KNOWN_SETTINGS: &[&str] = &[
    "language",
    "staff",
    "business",
    "time_zone",
    "theme",
    "text_size",
    "place",
    "printer",
    "paper",
    "lock_after_minutes",
    "card_entry",
];

impl Engine {
    /// A setting; `None` when it was never set.
    pub async fn setting(&self, key: &str) -> Result<Option<String>> {
        known(key)?;
        Ok(self.store().journal.setting(key).await?)
    }

    /// Sets or clears a setting.
    pub async fn set_setting(&self, key: &str, value: Option<&str>) -> Result<()> {
        known(key)?;
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        if let Some(currency) = currency_of(key) {
            return self.set_threshold(currency, value, None).await;
        }
        if let Some(value) = value {
            check(key, value)?;
        }
        self.store()
            .journal
            .set_setting(key, value, &self.actor(), self.now())
            .await?;
        if key == "staff" {
            *locked(&self.inner.staff) = value.map(str::to_owned);
        }
        if key == "time_zone" {
            let zone = self.zone().await?;
            self.store().history.set_time_zone(zone.name()).await?;
        }
        self.tell(Changed {
            settings: true,
            ..Changed::default()
        });
        Ok(())
    }
}

fn known(key: &str) -> Result<()> {
    if KNOWN_SETTINGS.contains(&key) || currency_of(key).is_some() {
        return Ok(());
    }
    Err(EngineError::bad(
        "key",
        "unknown_setting",
        format!(
            "`{key}` is not a setting. There are: {}.",
            KNOWN_SETTINGS.join(", ")
        ),
        format!(
            "« {key} » n’est pas un réglage. Il y a : {}.",
            KNOWN_SETTINGS.join(", ")
        ),
    ))
}

fn check(key: &str, value: &str) -> Result<()> {
    let fits = match key {
        "language" => Lang::parse(value).is_some_and(|lang| lang.tag() == value),
        "time_zone" => value.parse::<Tz>().is_ok(),
        "theme" => matches!(value, "system" | "light" | "dark"),
        "paper" => matches!(value, "58mm" | "80mm" | "a4"),
        "lock_after_minutes" => value
            .parse::<u32>()
            .is_ok_and(|minutes| (1..=240).contains(&minutes)),
        "card_entry" => matches!(value, "on" | "off"),
        "text_size" => matches!(value, "90" | "100" | "115" | "130"),
        _ => value.chars().count() <= 80 && !value.chars().any(char::is_control),
    };
    if fits {
        return Ok(());
    }
    Err(EngineError::bad(
        "value",
        "bad_setting",
        format!("`{key}` cannot be set to that."),
        format!("« {key} » ne peut pas prendre cette valeur."),
    ))
}
