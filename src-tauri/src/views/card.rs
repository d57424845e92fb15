//! What the card window is told, and what it hands in: nothing of a card but what that window has sealed.

use domain::Secret;
use engine::view::{OperationView, ReviewView};
use engine::{SealedCard, SealedPin};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the card window needs to show, and the key that seals. It goes to that window alone, so it cannot be printed.
#[derive(Clone, Serialize, TS)]
pub struct CardFormView {
    /// The account's key for cards. It is kept nowhere but in the form.
    pub key: String,
    /// What is asked for, when a card is to be charged.
    pub review: Option<ReviewView>,
    /// What waits, when the PIN of its card is to be typed.
    pub operation: Option<OperationView>,
    /// Is this real money?
    pub live: bool,
    /// The language of every sentence.
    #[ts(type = "\"en\" | \"fr\"")]
    pub lang: &'static str,
    /// Light, dark, or as the system has it.
    #[ts(type = "\"system\" | \"light\" | \"dark\"")]
    pub theme: String,
}

/// What was typed in the card window, sealed there. It is passed on and kept nowhere, so it cannot be printed.
#[derive(Clone, Deserialize, TS)]
pub struct SealedInput {
    /// The number of the card; nothing when a PIN is handed in.
    pub number: Option<String>,
    /// Its month.
    pub expiry_month: Option<String>,
    /// Its year.
    pub expiry_year: Option<String>,
    /// The code on its back.
    pub cvv: Option<String>,
    /// Its PIN; nothing when a card is handed in.
    pub pin: Option<String>,
    /// What this was sealed with, once.
    pub nonce: String,
}

impl SealedInput {
    /// The card, when all of it is there.
    pub(crate) fn card(self) -> Option<SealedCard> {
        Some(SealedCard {
            number: Secret::new(self.number?),
            expiry_month: Secret::new(self.expiry_month?),
            expiry_year: Secret::new(self.expiry_year?),
            cvv: Secret::new(self.cvv?),
            nonce: self.nonce,
        })
    }

    /// The PIN, when it is there.
    pub(crate) fn pin(self) -> Option<SealedPin> {
        Some(SealedPin {
            pin: Secret::new(self.pin?),
            nonce: self.nonce,
        })
    }
}
