//! What a provider waits for from a person.

use crate::kind::words;
use serde::{Deserialize, Serialize};

words!(
    /// The sort of action.
    ActionKind {
        /// A one-time code.
        Otp = "otp",
        /// A PIN.
        Pin = "pin",
        /// A billing address.
        Address = "address",
        /// A page that the customer opens.
        Redirect = "redirect",
        /// Something that Duka has no form of its own for: the provider's word and text say what.
        Other = "other",
    }
);

/// An action. `required` is false where the provider goes on without it (a push that also offers a page).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The sort.
    #[serde(rename = "type")]
    pub kind: ActionKind,
    /// False when the payment can end without it.
    pub required: bool,
    /// The page to open; https only.
    pub url: Option<String>,
    /// The provider's own word for it, where Duka does not know it.
    #[serde(default)]
    pub word: Option<String>,
    /// What the provider says to the person about it.
    #[serde(default)]
    pub text: Option<String>,
}
