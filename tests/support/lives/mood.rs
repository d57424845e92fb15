//! What may happen to one request on the line.

use super::stage::Stage;
use engine::ports::NotWritten;

/// A mood of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Good,
    NotWritten(NotWritten),
    /// The process dies before the provider hears of it.
    DiesBefore,
    /// The process dies after the provider has done it, before the answer is written down.
    DiesAfter,
    /// The line breaks after some byte of the request.
    CutRequest,
    /// The line breaks after some byte of the answer.
    CutAnswer,
    /// The answer ends after some byte and looks whole.
    ShortAnswer,
    TimeOutBefore,
    TimeOutAfter,
    /// The answer is longer than anybody reads.
    Huge,
    SuspendedBefore,
    SuspendedAndAnswered,
    SuspendedAndLost,
    /// Time passes and rows come before the provider answers.
    Slow,
    BesideBefore,
    BesideAfter,
}

const MOODS: &[Mood] = &[
    Mood::NotWritten(NotWritten::Refused),
    Mood::NotWritten(NotWritten::NoNetwork),
    Mood::NotWritten(NotWritten::Tls),
    Mood::NotWritten(NotWritten::ConnectTimeout),
    Mood::DiesBefore,
    Mood::DiesAfter,
    Mood::CutRequest,
    Mood::CutAnswer,
    Mood::ShortAnswer,
    Mood::TimeOutBefore,
    Mood::TimeOutAfter,
    Mood::Huge,
    Mood::SuspendedBefore,
    Mood::SuspendedAndAnswered,
    Mood::SuspendedAndLost,
    Mood::Slow,
    Mood::BesideBefore,
    Mood::BesideAfter,
];

impl Mood {
    /// The mood that a request meets.
    pub(super) fn draw(stage: &Stage, list: bool, second: bool) -> Self {
        if stage.is_calm() || !stage.per_mille(stage.trouble) {
            return Self::Good;
        }
        // The pages of a list drift more often than they break.
        if list && stage.below(2) == 0 {
            return Self::Slow;
        }
        let mood = stage.one_of(MOODS);
        if second && matches!(mood, Self::BesideBefore | Self::BesideAfter) {
            return Self::Good;
        }
        mood
    }

    /// What it is called; a good one has no name.
    pub(super) fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Good => return None,
            Self::NotWritten(NotWritten::Refused) => "refused",
            Self::NotWritten(NotWritten::NoNetwork) => "no network",
            Self::NotWritten(NotWritten::Tls) => "tls failed",
            Self::NotWritten(NotWritten::ConnectTimeout) => "no connection in time",
            Self::NotWritten(NotWritten::Forbidden) => "forbidden",
            Self::DiesBefore => "death before commit",
            Self::DiesAfter => "death after commit",
            Self::CutRequest => "cut after byte k of the request",
            Self::CutAnswer => "cut after byte k of the answer",
            Self::ShortAnswer => "answer ends after byte k",
            Self::TimeOutBefore => "time-out, and time passes, before commit",
            Self::TimeOutAfter => "time-out, and time passes, after commit",
            Self::Huge => "huge",
            Self::SuspendedBefore => "suspended before commit",
            Self::SuspendedAndAnswered => "suspended, then answered",
            Self::SuspendedAndLost => "suspended, answer lost",
            Self::Slow => "slow, and the shop sells on",
            Self::BesideBefore => "a second process before commit",
            Self::BesideAfter => "a second process after commit",
        })
    }
}
