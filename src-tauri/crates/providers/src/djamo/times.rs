//! Times in the two forms of Djamo's documents: `2025-10-30T08:35:51.624Z`, and without dashes as the sample of a new
//! charge has it, `20250128T083908.249Z`.

use super::MANIFEST;
use crate::reading::in_zone;
use chrono::{DateTime, NaiveDateTime, Utc};

pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    in_zone(text, MANIFEST.time_zone).or_else(|| {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S%.fZ")
            .ok()
            .map(|time| time.and_utc())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_time_are_read() {
        let expected = |text: &str| Some(text.parse::<DateTime<Utc>>().unwrap());
        for (text, read) in [
            ("2025-10-30T08:35:51.624Z", "2025-10-30T08:35:51.624Z"),
            ("20250128T083908.249Z", "2025-01-28T08:39:08.249Z"),
            ("20250128T083908Z", "2025-01-28T08:39:08Z"),
        ] {
            assert_eq!(time(text), expected(read), "{text}");
        }
        for text in ["", "20250128", "20251328T083908Z", "1678898830620"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
