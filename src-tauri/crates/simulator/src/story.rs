//! The last two digits of a phone decide what its owner does, and what becomes of money sent to it. The same endings
//! mean the same at every provider, so that one list can be learnt by heart.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// What is true of a movement from some moment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fate {
    Pending,
    /// The provider itself does not know: `INDETERMINATE`, or a word its documents do not have.
    Unclear,
    /// A word that no document has, at every provider.
    Strange,
    Succeeded,
    Failed {
        code: String,
        text: String,
    },
}

impl Fate {
    pub(crate) fn failed(code: &str, text: &str) -> Self {
        Self::Failed {
            code: code.to_owned(),
            text: text.to_owned(),
        }
    }

    pub(crate) fn insufficient_funds() -> Self {
        Self::failed("05", "Insufficient funds")
    }

    /// One word, for the ledger.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Unclear | Self::Strange => "unclear",
            Self::Succeeded => "succeeded",
            Self::Failed { .. } => "failed",
        }
    }
}

/// A turn of a story, with the amount that was paid when it is not the amount that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) at: DateTime<Utc>,
    pub(crate) fate: Fate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<Decimal>,
    /// What has been given back of it up to here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refunded: Option<Decimal>,
}

impl Step {
    pub(crate) fn new(at: DateTime<Utc>, fate: Fate) -> Self {
        Self {
            at,
            fate,
            amount: None,
            refunded: None,
        }
    }
}

/// How long the turns of the stories take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
    pub pays: i64,
    pub declines: i64,
    pub pays_late: i64,
    pub becomes_unclear: i64,
    pub clears_up: i64,
    pub pays_after_failure: i64,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            pays: 4_000,
            declines: 3_000,
            pays_late: 90_000,
            becomes_unclear: 4_000,
            clears_up: 120_000,
            pays_after_failure: 60_000,
        }
    }
}

/// What the owner of a phone does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Story {
    Pays,
    Declines,
    NeverAnswers,
    PaysLate,
    UnclearThenPaid,
    UnclearThenFailed,
    FailsThenPays,
    PaysAnotherAmount,
    PaysThenAnotherAmount,
    PaysThenTakenBack,
    StrangeThenPaid,
    PaysAfterHours,
    UnclearForHoursThenFailed,
    UnclearForHoursThenPaid,
    PaysInAMoment,
}

const HOUR_MS: i64 = 3_600_000;
/// "Typically resolved within 24 hours."
const HOURS_UNCLEAR: i64 = 20;
const HOURS_SLOW: i64 = 6;

impl Story {
    pub(crate) fn of_phone(phone: &str) -> Self {
        match phone.get(phone.len().saturating_sub(2)..) {
            Some("01") => Self::Pays,
            Some("02") => Self::Declines,
            Some("03") => Self::NeverAnswers,
            Some("04") => Self::PaysLate,
            Some("05") => Self::UnclearThenPaid,
            Some("06") => Self::UnclearThenFailed,
            Some("07") => Self::FailsThenPays,
            Some("08") => Self::PaysAnotherAmount,
            Some("93") => Self::StrangeThenPaid,
            Some("94") => Self::PaysAfterHours,
            Some("95") => Self::UnclearForHoursThenFailed,
            Some("96") => Self::UnclearForHoursThenPaid,
            Some("97") => Self::PaysThenAnotherAmount,
            Some("98") => Self::PaysThenTakenBack,
            _ => Self::PaysInAMoment,
        }
    }

    /// The same story for money that goes out: the endings stay, the reasons are those of a recipient.
    pub(crate) fn payout_steps(
        self,
        start: DateTime<Utc>,
        amount: Decimal,
        delays: &Delays,
        dice: &mut Dice,
    ) -> Vec<Step> {
        of_recipient(self.steps(start, amount, delays, dice))
    }

    pub(crate) fn steps(
        self,
        start: DateTime<Utc>,
        amount: Decimal,
        delays: &Delays,
        dice: &mut Dice,
    ) -> Vec<Step> {
        let after = |ms: i64, fate: Fate| {
            let wait = TimeDelta::try_milliseconds(ms).unwrap_or_default();
            Step::new(start.checked_add_signed(wait).unwrap_or(start), fate)
        };
        match self {
            Self::Pays => vec![after(delays.pays, Fate::Succeeded)],
            Self::Declines => vec![after(delays.declines, Fate::insufficient_funds())],
            Self::NeverAnswers => Vec::new(),
            Self::PaysLate => vec![after(delays.pays_late, Fate::Succeeded)],
            Self::UnclearThenPaid => vec![
                after(delays.becomes_unclear, Fate::Unclear),
                after(delays.clears_up, Fate::Succeeded),
            ],
            Self::UnclearThenFailed => vec![
                after(delays.becomes_unclear, Fate::Unclear),
                after(delays.clears_up, Fate::insufficient_funds()),
            ],
            Self::FailsThenPays => vec![
                after(
                    delays.declines,
                    Fate::failed("68", "No answer from the customer"),
                ),
                after(delays.pays_after_failure, Fate::Succeeded),
            ],
            Self::PaysAnotherAmount => {
                let mut step = after(delays.pays, Fate::Succeeded);
                step.amount = Some(another(amount));
                vec![step]
            }
            Self::PaysThenAnotherAmount => {
                let mut later = after(delays.pays_after_failure, Fate::Succeeded);
                later.amount = Some(another(amount));
                vec![after(delays.pays, Fate::Succeeded), later]
            }
            Self::PaysThenTakenBack => vec![
                after(delays.pays, Fate::Succeeded),
                after(
                    delays.pays_after_failure,
                    Fate::failed("91", "Reversed by the operator"),
                ),
            ],
            Self::StrangeThenPaid => vec![
                after(delays.becomes_unclear, Fate::Strange),
                after(delays.clears_up, Fate::Succeeded),
            ],
            Self::PaysAfterHours => vec![after(HOURS_SLOW * HOUR_MS, Fate::Succeeded)],
            Self::UnclearForHoursThenFailed => vec![
                after(delays.becomes_unclear, Fate::Unclear),
                after(HOURS_UNCLEAR * HOUR_MS, Fate::insufficient_funds()),
            ],
            Self::UnclearForHoursThenPaid => vec![
                after(delays.becomes_unclear, Fate::Unclear),
                after(HOURS_UNCLEAR * HOUR_MS, Fate::Succeeded),
            ],
            Self::PaysInAMoment => {
                let extra = dice.random_range(0..=delays.pays.max(0));
                vec![after(delays.pays.saturating_add(extra), Fate::Succeeded)]
            }
        }
    }
}

/// The same steps with the reasons that money can fail for on its way out.
pub(crate) fn of_recipient(mut steps: Vec<Step>) -> Vec<Step> {
    for step in &mut steps {
        if let Fate::Failed { code, .. } = &step.fate {
            step.fate = match code.as_str() {
                "05" | "17" => Fate::failed("14", "Invalid account details"),
                "68" => Fate::failed("68", "No answer from the operator"),
                _ => step.fate.clone(),
            };
        }
    }
    steps
}

/// A hundred less, as when an operator keeps a fee; a hundred more where that would leave nothing.
fn another(amount: Decimal) -> Decimal {
    let hundred = Decimal::ONE_HUNDRED;
    if amount > hundred {
        amount - hundred
    } else {
        amount + hundred
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::dice;

    #[test]
    fn every_documented_ending_has_its_own_story() {
        let stories: Vec<Story> = (1..=8)
            .chain(93..=98)
            .map(|n| Story::of_phone(&format!("2567700000{n:02}")))
            .collect();
        for (n, story) in stories.iter().enumerate() {
            assert_eq!(
                stories.iter().filter(|other| *other == story).count(),
                1,
                "ending {}",
                n + 1
            );
        }
        assert_eq!(Story::of_phone("256770000044"), Story::PaysInAMoment);
        assert_eq!(Story::of_phone(""), Story::PaysInAMoment);
        assert_eq!(Story::of_phone("é1"), Story::PaysInAMoment);
    }

    #[test]
    fn a_payment_of_another_amount_is_never_zero_or_negative() {
        for amount in [1, 100, 101, 50_000] {
            let asked = Decimal::from(amount);
            let mut dice = dice(1, "story", 0);
            let steps =
                Story::PaysAnotherAmount.steps(Utc::now(), asked, &Delays::default(), &mut dice);
            let paid = steps[0].amount.unwrap();
            assert!(paid > Decimal::ZERO && paid != asked, "{paid} for {asked}");
        }
    }
}
