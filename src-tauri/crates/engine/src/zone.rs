//! The business's own days.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

impl Engine {
    /// The business's time zone: its setting, else the first account's, else UTC.
    pub(crate) async fn zone(&self) -> Result<Tz> {
        if let Some(name) = self.store().journal.setting("time_zone").await?
            && let Ok(zone) = name.parse()
        {
            return Ok(zone);
        }
        let Some(account) = self.store().journal.accounts().await?.into_iter().next() else {
            return Ok(Tz::UTC);
        };
        let of_account = account
            .settings
            .time_zone
            .as_deref()
            .and_then(|name| name.parse().ok());
        let of_provider = || {
            providers::find(account.provider.as_str())
                .and_then(|p| p.manifest().time_zone.parse().ok())
        };
        Ok(of_account.or_else(of_provider).unwrap_or(Tz::UTC))
    }

    /// The name of the business's time zone.
    pub async fn time_zone(&self) -> Result<String> {
        Ok(self.zone().await?.name().to_owned())
    }
}

/// A moment as it was typed: RFC 3339, or a local day. `end` takes the end of that day, so that a range includes it.
pub(crate) fn moment(text: &str, zone: Tz, end: bool, field: &str) -> Result<DateTime<Utc>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.with_timezone(&Utc));
    }
    let bad = || {
        EngineError::bad(
            field,
            "bad_date",
            format!("`{text}` is not a day such as 2026-11-21, nor a time of RFC 3339."),
            format!("« {text} » n’est pas un jour comme 2026-11-21, ni une heure RFC 3339."),
        )
    };
    let day = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| bad())?;
    let day = if end {
        day.checked_add_days(Days::new(1)).ok_or_else(bad)?
    } else {
        day
    };
    start_of_day(day, zone).ok_or_else(bad)
}

/// The first moment of a local day; where a clock jumps over midnight, the first one after it.
pub(crate) fn start_of_day(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    (0..4).find_map(|hour| {
        let at = day.and_hms_opt(hour, 0, 0)?;
        zone.from_local_datetime(&at)
            .earliest()
            .map(|at| at.with_timezone(&Utc))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_business_s_own_and_includes_its_end() {
        let kampala: Tz = "Africa/Kampala".parse().unwrap();
        let from = moment("2026-11-21", kampala, false, "from").unwrap();
        let to = moment("2026-11-21", kampala, true, "to").unwrap();
        assert_eq!(from.to_rfc3339(), "2026-11-20T21:00:00+00:00");
        assert_eq!((to - from).num_hours(), 24);
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused() {
        let error = moment("2026-02-30", Tz::UTC, false, "from").unwrap_err();
        assert_eq!(error.field.as_deref(), Some("from"));
    }
}
