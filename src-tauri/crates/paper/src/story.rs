//! The story of a payment, moment by moment: in words, with the short word of the journal behind them.

use crate::line::{LineKind, LineView};
use crate::when;
use crate::words::say;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::Lang;
use engine::Evidence;
use engine::view::TimelineView;
use engine::words::{doubt_word, state_word};

/// Every moment, oldest first.
pub(crate) fn lines(evidence: &Evidence, lang: Lang, lines: &mut Vec<LineView>) {
    let Some(operation) = &evidence.show.operation else {
        return;
    };
    lines.push(LineView::new(
        LineKind::Section,
        say(lang, "What happened", "Ce qui s’est passé"),
    ));
    for entry in &evidence.show.timeline {
        lines.push(LineView::labelled(
            LineKind::Moment,
            &clock(entry.at, evidence.zone, lang),
            told(entry, operation.kind, lang),
        ));
    }
}

/// `21 Nov 2026, 14:31:40`: the zone is said once, in the part above.
pub(crate) fn clock(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let hour = at.with_timezone(&zone).format("%H:%M:%S");
    format!("{}, {hour}", when::day(at, zone, lang))
}

fn told(entry: &TimelineView, kind: &str, lang: Lang) -> String {
    let (sort, word) = entry.what.split_once(':').unwrap_or((&entry.what, ""));
    let what = match (sort, word) {
        ("state", state) => state_word(kind, state, None, lang).to_owned(),
        ("doubt", doubt) => format!(
            "{} {}",
            say(lang, "In doubt:", "En doute :"),
            doubt_word(doubt, lang)
        ),
        ("settled", doubt) => format!(
            "{} {}",
            say(lang, "Answered:", "Levé :"),
            doubt_word(doubt, lang)
        ),
        ("aside", doubt) => format!(
            "{} {}",
            say(lang, "Set aside:", "Mis de côté :"),
            doubt_word(doubt, lang)
        ),
        ("attempt", "began") => {
            say(lang, "The request was sent", "La demande est partie").to_owned()
        }
        ("attempt", _) => say(lang, "The sending ended", "L’envoi est terminé").to_owned(),
        ("answer", _) => match &entry.detail {
            Some(status) => format!("{} HTTP {status}", say(lang, "Answer", "Réponse")),
            None => say(lang, "Answer", "Réponse").to_owned(),
        },
        _ => entry.what.clone(),
    };
    if entry.cause.is_empty() || entry.cause == word {
        format!("{what} · {}", entry.actor)
    } else {
        format!("{what} ({}) · {}", entry.cause, entry.actor)
    }
}
