//! Any of the calls, so that one test can walk them all.

use crate::call;
use crate::snapshot;
use domain::{Outcome, Phone, Refusal};
use providers::{
    AuthoriseCharge, CheckRecipient, Connection, Convert, CreateCharge, CreateContact, CreateLink,
    CreatePayout, CreatePayouts, DryRunPayout, FetchContact, FetchLink, FetchTransaction,
    FindByReference, HttpRequest, HttpResponse, ListBanks, ListContacts, ListLinkPayments,
    ListLinks, ListNetworks, ListSubAccounts, ListTransactions, ListWebhooks, OpenSession,
    PreviewConversion, Provider, ReadAccount, ReadBalances, ReadStatement, RefundCharge,
    RegisterWebhook, RetryPayout, RevokeLink, SimulatePayment, TestKey, UpdateLink,
};
use serde_json::Value;

/// Every call: its variant, its type, its name in a fixture, its endpoint, and whether a wrong reading of its answer
/// could move money twice.
macro_rules! calls {
    ($($variant:ident $call:ty, $name:literal $endpoint:ident $moves:literal;)+) => {
        #[derive(Clone, Debug)]
        pub(crate) enum Asked {
            $($variant(Box<$call>)),+
        }

        impl Asked {
            /// The names of all calls, with whether this provider has an endpoint for them.
            pub(crate) fn endpoints(provider: &dyn Provider) -> Vec<(&'static str, bool)> {
                vec![$(($name, provider.$endpoint().is_some())),+]
            }

            pub(crate) fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name),+ }
            }

            pub(crate) fn moves_money(&self) -> bool {
                match self { $(Self::$variant(_) => $moves),+ }
            }

            pub(crate) fn request(
                &self,
                provider: &dyn Provider,
                connection: &Connection<'_>,
            ) -> Result<HttpRequest, Refusal> {
                match self {
                    $(Self::$variant(call) => {
                        provider.$endpoint().expect(concat!("an endpoint: ", $name)).request(call, connection)
                    })+
                }
            }

            /// What the response teaches, as a snapshot.
            pub(crate) fn reply(
                &self,
                provider: &dyn Provider,
                connection: &Connection<'_>,
                response: &HttpResponse,
            ) -> Outcome<Value> {
                match self {
                    $(Self::$variant(call) => {
                        let endpoint = provider.$endpoint().expect(concat!("an endpoint: ", $name));
                        endpoint.reply(call, connection, response).map(|reply| snapshot::known(&reply))
                    })+
                }
            }
        }
    };
}

calls! {
    TestKey TestKey, "test_key" test_key false;
    OpenSession OpenSession, "open_session" open_session false;
    CreateCharge CreateCharge, "create_charge" create_charge true;
    AuthoriseCharge AuthoriseCharge, "authorise_charge" authorise_charge true;
    SimulatePayment SimulatePayment, "simulate_payment" simulate_payment true;
    CreatePayout CreatePayout, "create_payout" create_payout true;
    CreatePayouts CreatePayouts, "create_payouts" create_payouts true;
    DryRunPayout DryRunPayout, "dry_run_payout" dry_run_payout false;
    RetryPayout RetryPayout, "retry_payout" retry_payout true;
    CheckRecipient CheckRecipient, "check_recipient" check_recipient false;
    RefundCharge RefundCharge, "refund_charge" refund_charge true;
    PreviewConversion PreviewConversion, "preview_conversion" preview_conversion false;
    Convert Convert, "convert" convert true;
    CreateLink CreateLink, "create_link" create_link true;
    FetchLink FetchLink, "fetch_link" fetch_link false;
    ListLinks ListLinks, "list_links" list_links false;
    ListLinkPayments ListLinkPayments, "list_link_payments" list_link_payments false;
    UpdateLink UpdateLink, "update_link" update_link true;
    RevokeLink RevokeLink, "revoke_link" revoke_link true;
    FetchTransaction FetchTransaction, "fetch_transaction" fetch_transaction false;
    FetchTransactionInList FetchTransaction, "fetch_transaction_in_list" fetch_transaction_in_list false;
    FindByReference FindByReference, "find_by_reference" find_by_reference false;
    ListTransactions ListTransactions, "list_transactions" list_transactions false;
    ReadBalances ReadBalances, "read_balances" read_balances false;
    ReadStatement ReadStatement, "read_statement" read_statement false;
    ReadAccount ReadAccount, "read_account" read_account false;
    CreateContact CreateContact, "create_contact" create_contact false;
    ListContacts ListContacts, "list_contacts" list_contacts false;
    FetchContact FetchContact, "fetch_contact" fetch_contact false;
    ListBanks ListBanks, "list_banks" list_banks false;
    ListNetworks ListNetworks, "list_networks" list_networks false;
    ListSubAccounts ListSubAccounts, "list_sub_accounts" list_sub_accounts false;
    ListWebhooks ListWebhooks, "list_webhooks" list_webhooks false;
    RegisterWebhook RegisterWebhook, "register_webhook" register_webhook false;
}

impl Asked {
    /// The call that a fixture describes: one name, and what belongs to it.
    pub(crate) fn read(call: &Value, provider: &dyn Provider) -> Self {
        let (name, told) = call
            .as_object()
            .and_then(|call| call.iter().next())
            .expect("a call has a name");
        match name.as_str() {
            "test_key" => Self::TestKey(Box::new(TestKey)),
            "open_session" => Self::OpenSession(Box::new(OpenSession)),
            "create_charge" => Self::CreateCharge(Box::new(call::charge(told))),
            "authorise_charge" => Self::AuthoriseCharge(Box::new(call::authorise(told))),
            "simulate_payment" => Self::SimulatePayment(Box::new(call::simulate(told))),
            "create_payout" => Self::CreatePayout(Box::new(call::payout(told))),
            "create_payouts" => Self::CreatePayouts(Box::new(call::payouts(told))),
            "dry_run_payout" => Self::DryRunPayout(Box::new(DryRunPayout(call::payout(told)))),
            "retry_payout" => Self::RetryPayout(Box::new(call::retry(told))),
            "check_recipient" => Self::CheckRecipient(Box::new(call::check(told))),
            "refund_charge" => Self::RefundCharge(Box::new(call::refund(told))),
            "preview_conversion" => Self::PreviewConversion(Box::new(call::preview(told))),
            "convert" => Self::Convert(Box::new(call::convert(told))),
            "create_link" => Self::CreateLink(Box::new(call::link(told))),
            "fetch_link" => Self::FetchLink(Box::new(call::fetch_link(told))),
            "list_links" => Self::ListLinks(Box::new(call::list_links(told))),
            "list_link_payments" => Self::ListLinkPayments(Box::new(call::link_payments(told))),
            "update_link" => Self::UpdateLink(Box::new(call::update_link(told))),
            "revoke_link" => Self::RevokeLink(Box::new(call::revoke_link(told))),
            "fetch_transaction" => Self::FetchTransaction(Box::new(call::fetch(told))),
            "fetch_transaction_in_list" => {
                Self::FetchTransactionInList(Box::new(call::fetch(told)))
            }
            "find_by_reference" => Self::FindByReference(Box::new(call::find(told))),
            "list_transactions" => Self::ListTransactions(Box::new(call::list(told, provider))),
            "read_balances" => Self::ReadBalances(Box::new(ReadBalances)),
            "read_statement" => Self::ReadStatement(Box::new(call::statement(told))),
            "read_account" => Self::ReadAccount(Box::new(ReadAccount)),
            "create_contact" => Self::CreateContact(Box::new(call::contact(told))),
            "list_contacts" => Self::ListContacts(Box::new(call::list_contacts(told))),
            "fetch_contact" => Self::FetchContact(Box::new(call::fetch_contact(told))),
            "list_banks" => Self::ListBanks(Box::new(call::list_banks(told))),
            "list_networks" => Self::ListNetworks(Box::new(call::list_networks(told))),
            "list_sub_accounts" => Self::ListSubAccounts(Box::new(ListSubAccounts {
                cursor: call::text(told, "cursor"),
            })),
            "list_webhooks" => Self::ListWebhooks(Box::new(ListWebhooks {
                cursor: call::text(told, "cursor"),
            })),
            "register_webhook" => Self::RegisterWebhook(Box::new(call::register(told))),
            other => panic!("no call is named {other}"),
        }
    }

    /// The numbers of people that it carries.
    pub(crate) fn phones(&self) -> Vec<&Phone> {
        match self {
            Self::CreateCharge(call) => call.phone.iter().collect(),
            Self::CreatePayout(call) => call.phone.iter().collect(),
            Self::DryRunPayout(call) => call.0.phone.iter().collect(),
            Self::CreatePayouts(call) => call
                .payouts
                .iter()
                .filter_map(|one| one.phone.as_ref())
                .collect(),
            Self::CheckRecipient(call) => vec![&call.phone],
            Self::SimulatePayment(call) => vec![&call.phone],
            Self::CreateContact(call) => vec![&call.phone],
            Self::CreateLink(call) => call.phone.iter().collect(),
            _ => Vec::new(),
        }
    }
}
