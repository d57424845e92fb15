#![doc = include_str!("README.md")]

mod authorise_charge;
mod balances;
mod banks;
mod conversion;
mod create_charge;
mod create_payout;
mod delivery;
mod errors;
mod fetch_transaction;
mod headers;
mod help;
mod link;
mod list_transactions;
mod manifest;
mod payer;
mod read_link;
mod recipient;
mod refused;
mod scenarios;
mod sealed;
mod statement;
mod test_key;
mod transaction;
mod words;
mod write_link;

use crate::calls::{
    AuthoriseCharge, Convert, CreateCharge, CreateLink, CreatePayout, FetchLink, FetchTransaction,
    ListBanks, ListLinkPayments, ListLinks, ListNetworks, ListTransactions, PreviewConversion,
    ReadBalances, ReadStatement, RevokeLink, TestKey, UpdateLink,
};
use crate::contract::{Connection, Endpoint, Provider, ReadDelivery};
use crate::manifest::Manifest;
use crate::refusals;
use domain::{Environment, Refusal};
use manifest::MANIFEST;

/// DGS-Pay, Rwanda.
pub(crate) struct DgsPay;

impl Provider for DgsPay {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        Some(&test_key::Balance)
    }
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        Some(&create_charge::Charge)
    }
    fn authorise_charge(&self) -> Option<&dyn Endpoint<AuthoriseCharge>> {
        Some(&authorise_charge::NextStep)
    }
    fn create_payout(&self) -> Option<&dyn Endpoint<CreatePayout>> {
        Some(&create_payout::Disbursement)
    }
    fn preview_conversion(&self) -> Option<&dyn Endpoint<PreviewConversion>> {
        Some(&conversion::Preview)
    }
    fn convert(&self) -> Option<&dyn Endpoint<Convert>> {
        Some(&conversion::Execute)
    }
    fn create_link(&self) -> Option<&dyn Endpoint<CreateLink>> {
        Some(&write_link::Create)
    }
    fn fetch_link(&self) -> Option<&dyn Endpoint<FetchLink>> {
        Some(&read_link::One)
    }
    fn list_links(&self) -> Option<&dyn Endpoint<ListLinks>> {
        Some(&read_link::Every)
    }
    fn list_link_payments(&self) -> Option<&dyn Endpoint<ListLinkPayments>> {
        Some(&list_transactions::OfLink)
    }
    fn update_link(&self) -> Option<&dyn Endpoint<UpdateLink>> {
        Some(&write_link::Update)
    }
    fn revoke_link(&self) -> Option<&dyn Endpoint<RevokeLink>> {
        Some(&write_link::Archive)
    }
    fn list_banks(&self) -> Option<&dyn Endpoint<ListBanks>> {
        Some(&banks::Banks)
    }
    fn list_networks(&self) -> Option<&dyn Endpoint<ListNetworks>> {
        Some(&banks::Networks)
    }
    fn read_statement(&self) -> Option<&dyn Endpoint<ReadStatement>> {
        Some(&statement::Statement)
    }
    fn fetch_transaction_in_list(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        Some(&fetch_transaction::InTheList)
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
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        Some(&delivery::Webhook)
    }
}

/// A story for the sandbox to play. It never goes where money is real.
fn scenario<'a>(
    story: Option<&'a str>,
    connection: &Connection<'_>,
) -> Result<Option<&'a str>, Refusal> {
    match (story, connection.environment) {
        (Some(_), Environment::Live) => Err(refusals::scenario_on_live()),
        (story, Environment::Sandbox | Environment::Live) => Ok(story),
    }
}
