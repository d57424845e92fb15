//! A webhook received. A hint at best: it says where to look, never what became of the money.

use crate::kind::words;
use crate::{Kind, Sighting};
use serde::{Deserialize, Serialize};
use std::fmt;

words!(
    /// Whether a delivery really comes from the provider.
    Trust {
        /// Its signature was made with the account's secret.
        Verified = "verified",
        /// Nothing could be checked: it bears no signature, or the account holds no secret.
        Unsigned = "unsigned",
        /// It was checked, and it is not what it claims to be.
        Forged = "forged",
    }
);

words!(
    /// Why a delivery is not verified.
    Flaw {
        /// The header with the signature is not there.
        NoSignature = "no_signature",
        /// The account holds no secret to check with.
        NoSecret = "no_secret",
        /// What stands in the header cannot be a signature, or it stands there twice.
        MalformedSignature = "malformed_signature",
        /// The signature is another one than that of this body with this secret.
        WrongSignature = "wrong_signature",
        /// The fields that are signed cannot be read from the body.
        UnreadableBody = "unreadable_body",
        /// Signed, and yet of the other environment.
        OtherEnvironment = "other_environment",
        /// Webhooks are POST requests.
        NotPosted = "not_posted",
        /// Longer than any honest one.
        TooLarge = "too_large",
    }
);

/// What was read from a webhook. Everything but the trust is hearsay.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Whether it comes from the provider.
    pub trust: Trust,
    /// Why it is not verified.
    pub flaw: Option<Flaw>,
    /// How it is signed: algorithm, encoding and what was signed.
    pub scheme: &'static str,
    /// The provider's word for what happened.
    pub event: Option<String>,
    /// What it is about, as far as the event tells.
    pub kind: Option<Kind>,
    /// The provider's reference.
    pub provider_reference: Option<String>,
    /// Our reference, where the provider repeats it.
    pub our_reference: Option<String>,
    /// The status word that it tells. Kept for people; nothing is decided by it.
    pub told: Option<String>,
    /// The provider's own identity of what happened: the same again is the same delivery. `None` where it has none.
    pub identity: Option<String>,
    /// What a verified one says of the transaction. For what no look-up tells: the end of a conversion, the fee of a payout.
    pub sighting: Option<Box<Sighting>>,
}

impl Delivery {
    /// One of which nothing was read.
    #[must_use]
    pub fn unread(trust: Trust, flaw: Option<Flaw>, scheme: &'static str) -> Self {
        Self {
            trust,
            flaw,
            scheme,
            event: None,
            kind: None,
            provider_reference: None,
            our_reference: None,
            told: None,
            identity: None,
            sighting: None,
        }
    }
}

impl fmt::Debug for Delivery {
    /// Without what a stranger may have written into it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.trust.as_str())?;
        match self.flaw {
            Some(flaw) => write!(f, " ({})", flaw.as_str()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_delivery_shows_nothing_that_a_stranger_wrote() {
        let mut delivery = Delivery::unread(Trust::Forged, Some(Flaw::WrongSignature), "none");
        delivery.event = Some("256772418305".to_owned());
        assert_eq!(format!("{delivery:?}"), "forged (wrong_signature)");
    }
}
