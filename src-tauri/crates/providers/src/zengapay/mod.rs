#![doc = include_str!("README.md")]

mod balances;
mod banks;
mod contacts;
mod create_charge;
mod create_payout;
mod delivery;
mod errors;
mod fetch_transaction;
mod headers;
mod help;
mod initiated;
mod list_transactions;
mod manifest;
mod movement;
mod networks;
mod page;
mod read_account;
mod read_statement;
mod test_key;

use crate::calls::{
    CreateCharge, CreateContact, CreatePayout, FetchContact, FetchTransaction, ListBanks,
    ListContacts, ListNetworks, ListTransactions, ReadAccount, ReadBalances, ReadStatement,
    TestKey,
};
use crate::contract::{Endpoint, Provider, ReadDelivery};
use crate::manifest::Manifest;
use manifest::MANIFEST;

/// ZENGAPAY, Uganda.
pub(crate) struct ZengaPay;

impl Provider for ZengaPay {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&test_key::Balance)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&create_charge::Collect)
    }
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        Some(&fetch_transaction::Single)
    }
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        Some(&list_transactions::Pages)
    }
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        Some(&balances::Wallets)
    }
    fn create_payout(&self) -> Option<&dyn Endpoint<CreatePayout>> {
        Some(&create_payout::Transfer)
    }
    fn read_statement(&self) -> Option<&dyn Endpoint<ReadStatement>> {
        Some(&read_statement::Statement)
    }
    fn read_account(&self) -> Option<&dyn Endpoint<ReadAccount>> {
        Some(&read_account::Account)
    }
    fn create_contact(&self) -> Option<&dyn Endpoint<CreateContact>> {
        Some(&contacts::Add)
    }
    fn list_contacts(&self) -> Option<&dyn Endpoint<ListContacts>> {
        Some(&contacts::All)
    }
    fn fetch_contact(&self) -> Option<&dyn Endpoint<FetchContact>> {
        Some(&contacts::One)
    }
    fn list_networks(&self) -> Option<&dyn Endpoint<ListNetworks>> {
        Some(&networks::Networks)
    }
    fn list_banks(&self) -> Option<&dyn Endpoint<ListBanks>> {
        Some(&banks::Banks)
    }
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        Some(&delivery::Webhook)
    }
}
