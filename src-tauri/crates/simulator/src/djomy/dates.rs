//! Days as the list takes them. Conakry keeps Greenwich time.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Utc};

use super::answers;
use crate::wire::{Reply, Request};

/// From the first day's beginning to the last day's end. Both days are given or neither; without them it is this month.
pub(super) fn span(
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(DateTime<Utc>, DateTime<Utc>), Reply> {
    let day = |name: &str| match request.parameter(name) {
        None => Ok(None),
        Some(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Some)
            .map_err(|_| {
                let text = format!("Le paramètre {name} doit respecter le format AAAA-MM-JJ.");
                answers::refuse(now, 400, &text)
            }),
    };
    let (first, last) = match (day("startDate")?, day("endDate")?) {
        (Some(first), Some(last)) if first <= last => (first, last),
        (Some(_), Some(_)) => {
            let text = "startDate doit précéder endDate.";
            return Err(answers::refuse(now, 400, text));
        }
        (None, None) => {
            let today = now.date_naive();
            (today.with_day(1).unwrap_or(today), today)
        }
        _ => {
            let text = "startDate et endDate doivent être fournis ensemble.";
            return Err(answers::refuse(now, 400, text));
        }
    };
    let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let begin = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    Ok((begin(first), begin(after)))
}
