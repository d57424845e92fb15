//! Moments, in the business's own zone.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::Lang;

/// The zone in which times are told: the business's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zone(Tz);

impl Zone {
    /// The zone of that IANA name; UTC when there is none.
    pub(crate) fn named(name: &str) -> Self {
        Self(name.parse().unwrap_or(Tz::UTC))
    }

    /// `2026-11-21 14:31:40`.
    pub(crate) fn moment(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.0)
            .format("%Y-%m-%d %H:%M:%S")
            .to_string()
    }
}

/// `4 s`, `41 min`, `3 h`, `2 d`.
pub(crate) fn span(seconds: u64, lang: Lang) -> String {
    let day = match lang {
        Lang::En => "d",
        Lang::Fr => "j",
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} {day}", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_business() {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert_eq!(
            Zone::named("Africa/Kampala").moment(at),
            "2027-01-15 11:00:00"
        );
        assert_eq!(
            Zone::named("Nowhere/Land").moment(at),
            "2027-01-15 08:00:00"
        );
    }

    #[test]
    fn an_age_is_told_in_the_largest_unit_that_says_enough() {
        assert_eq!(span(4, Lang::En), "4 s");
        assert_eq!(span(41 * 60, Lang::En), "41 min");
        assert_eq!(span(2 * 86_400, Lang::Fr), "2 j");
    }
}
