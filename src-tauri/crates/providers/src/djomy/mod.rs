#![doc = include_str!("README.md")]

mod authorise_charge;
mod create_charge;
mod create_link;
mod create_payouts;
mod currency;
mod delivery;
mod errors;
mod extras;
mod fetch_link;
mod fetch_transaction;
mod headers;
mod help;
mod link;
mod list_links;
mod list_payments;
mod list_payouts;
mod list_transactions;
mod manifest;
mod methods;
mod open_session;
mod order;
mod page;
mod payment;
mod payout;
mod retry_payout;
mod status;
mod test_key;
mod words;

use crate::calls::{
    AuthoriseCharge, CreateCharge, CreateLink, CreatePayout, CreatePayouts, DryRunPayout,
    FetchLink, FetchTransaction, ListLinkPayments, ListLinks, ListTransactions, OpenSession,
    RetryPayout, TestKey,
};
use crate::contract::{Endpoint, Provider, ReadDelivery};
use crate::manifest::Manifest;
use manifest::MANIFEST;

/// Djomy, Guinea.
pub(crate) struct Djomy;

impl Provider for Djomy {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&test_key::Auth)
    }
    fn open_session(&self) -> Option<&dyn Endpoint<OpenSession>> {
        Some(&open_session::Auth)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&create_charge::Charge)
    }
    fn authorise_charge(&self) -> Option<&dyn Endpoint<AuthoriseCharge>> {
        Some(&authorise_charge::ConfirmOtp)
    }
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        Some(&fetch_transaction::Single)
    }
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        Some(&list_transactions::Pages)
    }
    fn create_payout(&self) -> Option<&dyn Endpoint<CreatePayout>> {
        Some(&create_payouts::OrderOfOne)
    }
    fn create_payouts(&self) -> Option<&dyn Endpoint<CreatePayouts>> {
        Some(&create_payouts::Orders)
    }
    fn dry_run_payout(&self) -> Option<&dyn Endpoint<DryRunPayout>> {
        Some(&create_payouts::DryRun)
    }
    fn retry_payout(&self) -> Option<&dyn Endpoint<RetryPayout>> {
        Some(&retry_payout::Retry)
    }
    fn create_link(&self) -> Option<&dyn Endpoint<CreateLink>> {
        Some(&create_link::NewLink)
    }
    fn fetch_link(&self) -> Option<&dyn Endpoint<FetchLink>> {
        Some(&fetch_link::Single)
    }
    fn list_links(&self) -> Option<&dyn Endpoint<ListLinks>> {
        Some(&list_links::Links)
    }
    fn list_link_payments(&self) -> Option<&dyn Endpoint<ListLinkPayments>> {
        Some(&fetch_link::Payments)
    }
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        Some(&delivery::Webhook)
    }
}
