//! Real money or pretended money; the two never meet.

use serde::{Deserialize, Serialize};

/// Where an account's money lives. Nothing of one environment is ever listed, summed or searched with another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// The provider's test system, or Duka's own simulator.
    Sandbox,
    /// Real money.
    Live,
}

impl Environment {
    /// The word used on the command line, in JSON and in the stores.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Live => "live",
        }
    }

    /// Reads [`Environment::as_str`] back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "sandbox" => Some(Self::Sandbox),
            "live" => Some(Self::Live),
            _ => None,
        }
    }
}
