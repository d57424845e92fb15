#![doc = include_str!("../README.md")]
#![deny(missing_docs, clippy::wildcard_enum_match_arm)]

pub mod account;
pub mod action;
pub mod contact;
pub mod delivery;
pub mod details;
pub mod doubt;
pub mod environment;
pub mod ids;
pub mod kind;
pub mod link;
pub mod money;
pub mod note;
pub mod operation;
pub mod outcome;
pub mod phone;
pub mod secret;
pub mod staff;
pub mod state;
pub mod text;
pub mod transaction;

pub use account::{Account, AccountSettings, AccountState, Credentials};
pub use action::{Action, ActionKind};
pub use contact::{Contact, ContactSighting};
pub use delivery::{Delivery, Flaw, Trust};
pub use details::{
    ChargeDetails, ConversionDetails, Destination, Details, FeePayer, LinkDetails, PayoutDetails,
    Preview, Rail, RefundDetails,
};
pub use doubt::{DoubtKind, DoubtRecord};
pub use environment::Environment;
pub use ids::{
    AccountId, BatchId, ContactId, IdError, LinkId, OperationId, ProviderId, StaffId, TransactionId,
};
pub use kind::{Direction, Kind, Method};
pub use link::{Link, LinkSighting, LinkStatus};
pub use money::{Currency, Money, MoneyError};
pub use operation::{Checks, Operation, Reason};
pub use outcome::{Doubt, Outcome, Refusal, RefusalKind};
pub use phone::{Country, Phone, PhoneError};
pub use secret::Secret;
pub use staff::{Role, Staff};
pub use state::State;
pub use text::{Lang, Text};
pub use transaction::{Balance, Sighting, Status, Transaction};
