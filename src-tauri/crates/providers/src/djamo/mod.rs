#![doc = include_str!("README.md")]

mod balances;
mod charge;
mod check_recipient;
mod country;
mod create_charge;
mod create_payout;
mod create_payouts;
mod delivery;
mod errors;
mod fetch_transaction;
mod find_by_reference;
mod headers;
mod help;
mod list_transactions;
mod manifest;
mod money;
mod object;
mod page;
mod refund_charge;
mod simulate_payment;
mod sub_accounts;
mod test_key;
mod times;
mod transfer;
mod webhooks;

use crate::calls::{
    CheckRecipient, CreateCharge, CreatePayout, CreatePayouts, FetchTransaction, FindByReference,
    ListSubAccounts, ListTransactions, ListWebhooks, ReadBalances, RefundCharge, RegisterWebhook,
    SimulatePayment, TestKey,
};
use crate::contract::{Endpoint, Provider, ReadDelivery};
use crate::manifest::Manifest;
use manifest::{CURRENCY, KEYS_FROM, MANIFEST};

/// Djamo, Côte d'Ivoire and Senegal.
pub(crate) struct Djamo;

impl Provider for Djamo {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&test_key::Balance)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&create_charge::Invoice)
    }
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        Some(&fetch_transaction::Single)
    }
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        Some(&list_transactions::Pages)
    }
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        Some(&balances::Wallet)
    }
    fn simulate_payment(&self) -> Option<&dyn Endpoint<SimulatePayment>> {
        Some(&simulate_payment::Pay)
    }
    fn create_payout(&self) -> Option<&dyn Endpoint<CreatePayout>> {
        Some(&create_payout::Send)
    }
    fn create_payouts(&self) -> Option<&dyn Endpoint<CreatePayouts>> {
        Some(&create_payouts::SendAll)
    }
    fn check_recipient(&self) -> Option<&dyn Endpoint<CheckRecipient>> {
        Some(&check_recipient::Customer)
    }
    fn refund_charge(&self) -> Option<&dyn Endpoint<RefundCharge>> {
        Some(&refund_charge::Refund)
    }
    fn find_by_reference(&self) -> Option<&dyn Endpoint<FindByReference>> {
        Some(&find_by_reference::Find)
    }
    fn list_sub_accounts(&self) -> Option<&dyn Endpoint<ListSubAccounts>> {
        Some(&sub_accounts::SubCompanies)
    }
    fn list_webhooks(&self) -> Option<&dyn Endpoint<ListWebhooks>> {
        Some(&webhooks::Registrations)
    }
    fn register_webhook(&self) -> Option<&dyn Endpoint<RegisterWebhook>> {
        Some(&webhooks::Register)
    }
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        Some(&delivery::Webhook)
    }
}
