//! What each kind of operation needs besides amount, phone and note.

use crate::kind::words;
use crate::{Country, Currency, Method, Money, Phone, TransactionId};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Who bears the provider's fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeePayer {
    /// It is added to what the customer pays.
    Customer,
    /// It is taken from what the shop receives.
    Merchant,
}

/// What a charge needs besides amount, phone and note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeDetails {
    /// By which rail.
    pub method: Method,
    /// The customer's network, in the provider's own word.
    pub network: Option<String>,
    /// The customer's number at the provider's wallet, where that is not the phone.
    pub payer: Option<String>,
    /// The customer's country.
    pub country: Option<Country>,
    /// Who bears the fee; the account's own setting decides when unset.
    pub fee_payer: Option<FeePayer>,
    /// The customer's first name.
    pub first_name: Option<String>,
    /// The customer's last name.
    pub last_name: Option<String>,
    /// The customer's e-mail address.
    pub email: Option<String>,
    /// A story for the provider's sandbox to play. Never sent to a live account.
    pub scenario: Option<String>,
}

words!(
    /// Where a payout goes, as the command line calls it.
    Rail {
        /// To a phone's mobile money.
        MobileMoney = "mobile-money",
        /// To a bank account.
        Bank = "bank",
        /// To a wallet of the provider's own.
        Wallet = "wallet",
        /// To somebody whom the provider has on its list.
        Contact = "contact",
    }
);

/// Where a payout goes. The phone, where there is one, is the operation's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rail", rename_all = "snake_case")]
pub enum Destination {
    /// To the phone's mobile money.
    MobileMoney {
        /// The recipient's network, in the provider's own word.
        network: Option<String>,
    },
    /// To the phone's wallet at the provider.
    Wallet,
    /// To a bank account.
    Bank {
        /// The bank, in the provider's own word.
        bank: String,
        /// The account's number there.
        number: String,
        /// The branch, where the bank asks for it.
        branch: Option<String>,
    },
    /// To somebody whom the provider has on its list.
    Contact {
        /// The provider's own id of them.
        contact: String,
    },
}

impl Destination {
    /// By which rail.
    #[must_use]
    pub fn rail(&self) -> Rail {
        match self {
            Self::MobileMoney { .. } => Rail::MobileMoney,
            Self::Wallet => Rail::Wallet,
            Self::Bank { .. } => Rail::Bank,
            Self::Contact { .. } => Rail::Contact,
        }
    }

    /// Who is paid, as one word that the same recipient has each time. A number is the same person on every rail.
    #[must_use]
    pub fn key(&self, phone: Option<&Phone>) -> Option<String> {
        match self {
            Self::Bank { bank, number, .. } => Some(format!("bank:{bank}:{number}")),
            Self::Contact { contact } if phone.is_none() => Some(format!("contact:{contact}")),
            Self::MobileMoney { .. } | Self::Wallet | Self::Contact { .. } => {
                phone.map(|phone| phone.e164().to_owned())
            }
        }
    }
}

/// What a payout needs besides amount, phone, name and note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutDetails {
    /// Where it goes.
    pub to: Destination,
    /// The recipient's country.
    pub country: Option<Country>,
    /// What a person asked to arrive. The operation's amount is this and the fee; `None` where the fee is taken from what arrives.
    pub recipient_gets: Option<Money>,
    /// The charge that it gives back.
    pub refunds: Option<TransactionId>,
    /// The file of payouts that it is a row of.
    pub batch: Option<String>,
    /// On behalf of which part of the business, in the provider's own word.
    pub sub_account: Option<String>,
    /// The failed payout that the provider is to try again, by its reference: the same one there, not another beside it.
    pub tries_again: Option<String>,
    /// A story for the provider's sandbox to play. Never sent to a live account.
    pub scenario: Option<String>,
}

/// What a refund by the provider's own call needs besides amount and phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundDetails {
    /// The charge, as the history calls it.
    pub charge: TransactionId,
    /// The charge, as the provider calls it.
    pub charge_reference: String,
    /// What the charge was.
    pub charged: Money,
    /// What had gone back before, as the provider said just before this was recorded.
    pub refunded_before: Money,
}

/// What a conversion needs besides the amount that it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversionDetails {
    /// Into which currency.
    pub to: Currency,
    /// The rate that a person saw before they said yes.
    pub previewed: Option<Preview>,
    /// What the wallets held just before, where it was read: source, then target.
    pub held_before: Option<(Money, Money)>,
}

/// A rate at a moment. It may shift before the money does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What would arrive.
    pub arrives: Money,
    /// How much of the target one unit of the source gives, digit for digit as the provider told it.
    pub rate: Option<Decimal>,
    /// What it costs, where the provider says so.
    pub fee: Option<Money>,
    /// When it was asked. UTC.
    pub at: DateTime<Utc>,
}

/// What a payment link needs besides the amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkDetails {
    /// What it is for: the customer reads it on the page.
    pub title: String,
    /// `None` lets the customer type the amount.
    pub amount: Option<Money>,
    /// The least that a customer may type.
    pub min: Option<Money>,
    /// The most that a customer may type.
    pub max: Option<Money>,
    /// How often it may be paid; `None` is without end.
    pub uses: Option<u32>,
    /// When it ends. UTC.
    pub expires_at: Option<DateTime<Utc>>,
    /// The rails that the page offers; none named is all.
    pub methods: Vec<Method>,
    /// Whether the provider sends it to the phone as a text message.
    pub sms: bool,
    /// The country of its customers.
    pub country: Option<Country>,
}

/// What each kind of operation needs besides the common fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Details {
    /// Of a charge.
    Charge(ChargeDetails),
    /// Of a payout.
    Payout(PayoutDetails),
    /// Of a refund by the provider's own call.
    Refund(RefundDetails),
    /// Of a conversion.
    Conversion(ConversionDetails),
    /// Of a payment link.
    Link(LinkDetails),
}
