//! Questions about money that is sent out.

use crate::calls::Fetched;
use crate::contract::Call;
use domain::{Kind, Money, PayoutDetails, Phone, Sighting};

/// Send money out. Moves money: whatever is not a clear answer is doubt.
#[derive(Clone, Debug)]
pub struct CreatePayout {
    /// How much leaves, in the sense of the provider: the gross amount where the fee is taken from it.
    pub amount: Money,
    /// To whom, where the rail goes by a phone.
    pub phone: Option<Phone>,
    /// The recipient's name.
    pub name: Option<String>,
    /// Rail, network, bank and the like.
    pub details: PayoutDetails,
    /// The text that goes with it, already in its final form and length.
    pub note: String,
    /// Our reference.
    pub our_reference: String,
    /// Where the provider is to send the webhook of this payout, where the account's setting names such an address.
    pub callback_url: Option<String>,
}

impl Call for CreatePayout {
    type Reply = Sighting;
}

/// Send several out in one request: as many as the manifest allows. Moves money.
#[derive(Clone, Debug)]
pub struct CreatePayouts {
    /// Each as it would be sent alone.
    pub payouts: Vec<CreatePayout>,
}

/// What a provider said about several payouts in one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutsTaken {
    /// The provider's own reference of them all.
    pub provider_reference: Option<String>,
    /// What it says of each, in the order of the call. `None`: it does not say, so this one is in doubt.
    pub items: Vec<Option<Sighting>>,
}

impl Call for CreatePayouts {
    type Reply = PayoutsTaken;
}

/// Would the provider take this payout? Nothing is created.
#[derive(Clone, Debug)]
pub struct DryRunPayout(pub CreatePayout);

impl Call for DryRunPayout {
    type Reply = ();
}

/// Have the provider try a failed payout again. A sending like the first: it moves money.
#[derive(Clone, Debug)]
pub struct RetryPayout {
    /// The payout, by the provider's reference.
    pub provider_reference: String,
    /// How much it is, where the answer does not repeat it.
    pub amount: Money,
}

impl Call for RetryPayout {
    type Reply = Sighting;
}

/// What became of the transaction that bears our reference?
#[derive(Clone, Debug)]
pub struct FindByReference {
    /// What it is.
    pub kind: Kind,
    /// Our reference.
    pub our_reference: String,
}

impl Call for FindByReference {
    type Reply = Fetched;
}

/// Can this number be paid?
#[derive(Clone, Debug)]
pub struct CheckRecipient {
    /// The number.
    pub phone: Phone,
}

/// What a provider knows of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Whether it is a customer of the provider.
    pub known: bool,
    /// The name, where the provider tells it.
    pub name: Option<String>,
}

impl Call for CheckRecipient {
    type Reply = Recipient;
}
