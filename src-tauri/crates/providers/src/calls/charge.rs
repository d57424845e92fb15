//! Questions about a customer's money.

use crate::contract::Call;
use domain::{ChargeDetails, Country, Kind, Money, Phone, Secret, Sighting};
use std::fmt;

/// Ask a customer for money. Moves money: whatever is not a clear answer is doubt.
#[derive(Clone, Debug)]
pub struct CreateCharge {
    /// How much.
    pub amount: Money,
    /// Whom to ask.
    pub phone: Option<Phone>,
    /// Rail, network, names and the like.
    pub details: ChargeDetails,
    /// The text that goes with it, already in its final form and length.
    pub note: String,
    /// Our reference.
    pub our_reference: String,
    /// Where the customer lands after a page. From the account's settings, or the provider's own public site.
    pub landing_url: String,
    /// A card, sealed where it was typed. It is sent at once and never written down.
    pub card: Option<SealedCard>,
    /// Where the provider is to send the webhook of this charge, where the account's setting names such an address.
    pub callback_url: Option<String>,
    /// The e-mail address to send where the provider demands one and the customer's is not known.
    pub payer_email: Option<String>,
}

impl Call for CreateCharge {
    type Reply = Sighting;
}

/// A card's four fields as the provider's own scheme seals them. Nothing in it can be read here.
#[derive(Clone)]
pub struct SealedCard {
    /// The number.
    pub number: Secret<String>,
    /// The month, two digits.
    pub expiry_month: Secret<String>,
    /// The year, four digits.
    pub expiry_year: Secret<String>,
    /// The code on the back.
    pub cvv: Secret<String>,
    /// What the four were sealed with, once and never again.
    pub nonce: String,
}

/// A PIN as the provider's own scheme seals it.
#[derive(Clone)]
pub struct SealedPin {
    /// The PIN.
    pub pin: Secret<String>,
    /// What it was sealed with.
    pub nonce: String,
}

/// Where a card's bills go.
#[derive(Clone)]
pub struct BillingAddress {
    /// Street and number.
    pub line1: String,
    /// What does not fit there.
    pub line2: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The state or province.
    pub state: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country.
    pub country: Country,
}

impl SealedCard {
    /// A card that is still to be typed: it has the form of one, so that an adapter can say what else is missing. Nothing is
    /// sealed in it, and nothing is sent with it.
    #[must_use]
    pub fn none_yet() -> Self {
        // Base64 of a field of zeros and the sixteen bytes of its seal.
        let zeros = |bytes: usize| {
            let letters = (bytes * 4).div_ceil(3);
            let padding = (3 - bytes % 3) % 3;
            Secret::new(format!("{}{}", "A".repeat(letters), "=".repeat(padding)))
        };
        Self {
            number: zeros(16 + 16),
            expiry_month: zeros(2 + 16),
            expiry_year: zeros(4 + 16),
            cvv: zeros(3 + 16),
            nonce: "000000000000".to_owned(),
        }
    }
}

impl fmt::Debug for SealedCard {
    /// Without anything of it, sealed or not: what is not printed is not kept.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedCard")
    }
}

impl fmt::Debug for SealedPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedPin")
    }
}

impl fmt::Debug for BillingAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BillingAddress")
    }
}

/// What a person hands in for a charge that waits for it. None of it is written down.
#[derive(Clone, Debug)]
pub enum Authorisation {
    /// A one-time code.
    Otp(Secret<String>),
    /// A card's PIN.
    Pin(SealedPin),
    /// A card's billing address.
    Address(BillingAddress),
}

/// Hand in what a charge waits for. Moves money: whatever is not a clear answer is doubt.
#[derive(Clone, Debug)]
pub struct AuthoriseCharge {
    /// The charge, by the provider's reference.
    pub provider_reference: String,
    /// What is handed in.
    pub authorisation: Authorisation,
}

impl Call for AuthoriseCharge {
    type Reply = Sighting;
}

/// Have the provider's sandbox pay a charge, as its customer would. Refused for a live account.
#[derive(Clone, Debug)]
pub struct SimulatePayment {
    /// What it is.
    pub kind: Kind,
    /// The charge, by the provider's reference.
    pub provider_reference: String,
    /// One of the provider's test numbers.
    pub phone: Phone,
}

impl Call for SimulatePayment {
    type Reply = Sighting;
}
