//! Days and hours as people write them, with the zone said.

use chrono::{DateTime, Datelike, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use domain::Lang;

const EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];

/// `21 Nov 2026`, `21 nov. 2026`.
pub(crate) fn day(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&zone);
    let months = match lang {
        Lang::En => EN,
        Lang::Fr => FR,
    };
    let month = months[local.month0() as usize % months.len()];
    format!("{}\u{a0}{month}\u{a0}{}", local.day(), local.year())
}

/// `14:31:40 UTC+3`.
pub(crate) fn hour(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    format!("{}\u{a0}{}", local.format("%H:%M:%S"), offset(at, zone))
}

/// Day and hour.
pub(crate) fn moment(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    format!("{}, {}", day(at, zone, lang), hour(at, zone))
}

/// The exact moment, for somebody in another zone.
pub(crate) fn exact(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d\u{a0}%H:%M:%S\u{a0}UTC").to_string()
}

/// `UTC+3`, `UTC+5:30`, `UTC`.
pub(crate) fn offset(at: DateTime<Utc>, zone: Tz) -> String {
    let minutes = zone
        .offset_from_utc_datetime(&at.naive_utc())
        .fix()
        .local_minus_utc()
        / 60;
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_shop_s_own_and_names_its_zone() {
        let at: DateTime<Utc> = "2026-11-21T22:31:40Z".parse().unwrap();
        let kampala: Tz = "Africa/Kampala".parse().unwrap();
        let said = |zone, lang| moment(at, zone, lang).replace('\u{a0}', " ");
        assert_eq!(said(kampala, Lang::En), "22 Nov 2026, 01:31:40 UTC+3");
        assert_eq!(
            said(Tz::Africa__Abidjan, Lang::Fr),
            "21 nov. 2026, 22:31:40 UTC"
        );
        assert_eq!(offset(at, Tz::Asia__Kolkata), "UTC+5:30");
        assert_eq!(exact(at).replace('\u{a0}', " "), "2026-11-21 22:31:40 UTC");
    }
}
