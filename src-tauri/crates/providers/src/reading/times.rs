//! Times as providers write them.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};

/// `2026-04-03 11:00:00` in the provider's own zone, or a time that carries its zone. The all-zero date that some
/// providers write for "not yet" is no time.
pub(crate) fn in_zone(text: &str, zone: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.with_timezone(&Utc));
    }
    let zone: chrono_tz::Tz = zone.parse().ok()?;
    let local = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())?;
    let time = zone.from_local_datetime(&local).earliest()?;
    Some(time.with_timezone(&Utc))
}

/// `Retry-After`, in seconds or as a date. Nonsense and more than a day is nothing: the caller has its own pace.
pub(crate) fn retry_after_s(text: &str, now: DateTime<Utc>) -> Option<u32> {
    const LONGEST: u32 = 24 * 60 * 60;
    let text = text.trim();
    let seconds = match DateTime::parse_from_rfc2822(text) {
        Ok(at) => u32::try_from(at.signed_duration_since(now).num_seconds()).ok()?,
        Err(_) => text.parse().ok()?,
    };
    (seconds <= LONGEST).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_without_a_zone_is_read_in_the_providers_own() {
        let read = |text| in_zone(text, "Africa/Kampala");
        let expected = Some(utc("2021-01-26T13:23:38Z"));
        assert_eq!(read("2021-01-26 16:23:38"), expected);
        assert_eq!(read("2021-01-26T16:23:38.000"), expected);
        assert_eq!(read("2021-01-26T13:23:38Z"), expected);
        assert_eq!(read("2021-01-26T15:23:38+02:00"), expected);
    }

    #[test]
    fn not_yet_and_nonsense_are_no_time() {
        for text in [
            "0000-00-00 00:00:00",
            "",
            "yesterday",
            "2021-13-40 25:61:61",
        ] {
            assert_eq!(in_zone(text, "Africa/Kigali"), None, "{text}");
        }
    }

    #[test]
    fn a_pause_is_read_from_seconds_or_a_date_and_never_absurd() {
        let now = utc("2026-08-20T10:00:00Z");
        assert_eq!(retry_after_s("30", now), Some(30));
        let date = "Thu, 20 Aug 2026 10:02:00 GMT";
        assert_eq!(retry_after_s(date, now), Some(120));
        for text in [
            "-5",
            "soon",
            "",
            "999999999",
            "99999999999999999999",
            "1e3",
            "Thu, 20 Aug 2020 10:02:00 GMT",
            "Sat, 20 Aug 2067 10:02:00 GMT",
        ] {
            assert_eq!(retry_after_s(text, now), None, "{text}");
        }
    }
}
