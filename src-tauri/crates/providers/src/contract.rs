//! What a provider is: its facts, and the endpoints it has. It translates and never acts.

use crate::calls::{
    AuthoriseCharge, CheckRecipient, Convert, CreateCharge, CreateContact, CreateLink,
    CreatePayout, CreatePayouts, DryRunPayout, FetchContact, FetchLink, FetchTransaction,
    FindByReference, ListBanks, ListContacts, ListLinkPayments, ListLinks, ListNetworks,
    ListSubAccounts, ListTransactions, ListWebhooks, OpenSession, PreviewConversion, ReadAccount,
    ReadBalances, ReadStatement, RefundCharge, RegisterWebhook, RetryPayout, RevokeLink,
    SimulatePayment, TestKey, UpdateLink,
};
use crate::http::{HttpRequest, HttpResponse, Received};
use crate::manifest::Manifest;
use chrono::{DateTime, Utc};
use domain::{AccountSettings, Credentials, Delivery, Environment, Outcome, Refusal, Secret};

/// One thing that can be asked of a provider. Pairs the question with its answer.
pub trait Call {
    /// What is learnt from the answer.
    type Reply;
}

/// Where and as whom a request is made. Everything that is not the question itself.
#[derive(Clone, Debug)]
pub struct Connection<'a> {
    /// The account's base URL, without a slash at its end.
    pub base_url: &'a str,
    /// Sandbox or live.
    pub environment: Environment,
    /// The account's secrets, by the manifest's field names.
    pub credentials: &'a Credentials,
    /// What is set up besides.
    pub settings: &'a AccountSettings,
    /// What the session that the keys opened gave, where the provider has sessions.
    pub session: Option<&'a Secret<String>>,
    /// The time, for signatures and windows. UTC.
    pub now: DateTime<Utc>,
}

/// One provider endpoint: write the request, read the response. No I/O, no clock, no memory.
pub trait Endpoint<C: Call>: Sync {
    /// The request, or why the provider would not take it. Refusing here means that nothing is sent.
    fn request(&self, call: &C, connection: &Connection<'_>) -> Result<HttpRequest, Refusal>;

    /// What the response says. Never fails: what cannot be read is [`Outcome::Unknown`].
    fn reply(
        &self,
        call: &C,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<C::Reply>;
}

/// How a provider signs its webhooks, and what stands in them. Never fails: what cannot be read is kept as what it is.
pub trait ReadDelivery: Sync {
    /// What came in, and whether the provider sent it. A signature is judged before anything else is believed.
    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery;

    /// The credential that signatures are made with. No other key of the account is needed to judge a delivery.
    fn secret(&self) -> &'static str {
        "webhook_secret"
    }

    /// The HTTP status that tells the provider that its delivery was taken.
    fn taken_status(&self) -> u16 {
        200
    }

    /// Whether the provider asks with a GET if anybody is there. That request tells nothing, and is only answered.
    fn asks_if_there(&self) -> bool {
        false
    }
}

/// A provider. What it lacks it does not mention; capabilities follow from what it has.
pub trait Provider: Sync {
    /// Its facts.
    fn manifest(&self) -> &'static Manifest;

    /// A harmless authenticated call that shows whether the keys work, and if not, why.
    fn test_key(&self) -> Option<&dyn Endpoint<TestKey>> {
        None
    }
    /// Asks a customer for money.
    fn create_charge(&self) -> Option<&dyn Endpoint<CreateCharge>> {
        None
    }
    /// Reads one transaction by the provider's reference.
    fn fetch_transaction(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        None
    }
    /// The same question put to the provider's list. Where this is, a transaction is absent only when both say so.
    fn fetch_transaction_in_list(&self) -> Option<&dyn Endpoint<FetchTransaction>> {
        None
    }
    /// Lists transactions.
    fn list_transactions(&self) -> Option<&dyn Endpoint<ListTransactions>> {
        None
    }
    /// Reads what lies in the wallets.
    fn read_balances(&self) -> Option<&dyn Endpoint<ReadBalances>> {
        None
    }
    /// Opens a session; every other request then carries what it gave.
    fn open_session(&self) -> Option<&dyn Endpoint<OpenSession>> {
        None
    }
    /// Takes a code, a PIN or an address for a charge that waits for it.
    fn authorise_charge(&self) -> Option<&dyn Endpoint<AuthoriseCharge>> {
        None
    }
    /// Plays the paying customer, in the sandbox.
    fn simulate_payment(&self) -> Option<&dyn Endpoint<SimulatePayment>> {
        None
    }
    /// Sends money out.
    fn create_payout(&self) -> Option<&dyn Endpoint<CreatePayout>> {
        None
    }
    /// Sends money out to several at once: as many as the manifest says.
    fn create_payouts(&self) -> Option<&dyn Endpoint<CreatePayouts>> {
        None
    }
    /// Says whether a payout would be taken, and creates nothing.
    fn dry_run_payout(&self) -> Option<&dyn Endpoint<DryRunPayout>> {
        None
    }
    /// Tries a failed payout again, under its own reference.
    fn retry_payout(&self) -> Option<&dyn Endpoint<RetryPayout>> {
        None
    }
    /// Says whether a number can be paid.
    fn check_recipient(&self) -> Option<&dyn Endpoint<CheckRecipient>> {
        None
    }
    /// Gives a charge back by a call of its own.
    fn refund_charge(&self) -> Option<&dyn Endpoint<RefundCharge>> {
        None
    }
    /// Says what a conversion would give.
    fn preview_conversion(&self) -> Option<&dyn Endpoint<PreviewConversion>> {
        None
    }
    /// Converts.
    fn convert(&self) -> Option<&dyn Endpoint<Convert>> {
        None
    }
    /// Makes a payment link.
    fn create_link(&self) -> Option<&dyn Endpoint<CreateLink>> {
        None
    }
    /// Reads one payment link.
    fn fetch_link(&self) -> Option<&dyn Endpoint<FetchLink>> {
        None
    }
    /// Lists payment links.
    fn list_links(&self) -> Option<&dyn Endpoint<ListLinks>> {
        None
    }
    /// Lists what was paid through one payment link.
    fn list_link_payments(&self) -> Option<&dyn Endpoint<ListLinkPayments>> {
        None
    }
    /// Changes a payment link.
    fn update_link(&self) -> Option<&dyn Endpoint<UpdateLink>> {
        None
    }
    /// Turns a payment link off.
    fn revoke_link(&self) -> Option<&dyn Endpoint<RevokeLink>> {
        None
    }
    /// Finds one transaction by our reference.
    fn find_by_reference(&self) -> Option<&dyn Endpoint<FindByReference>> {
        None
    }
    /// Reads what moved, with what it cost.
    fn read_statement(&self) -> Option<&dyn Endpoint<ReadStatement>> {
        None
    }
    /// Says whose account it is.
    fn read_account(&self) -> Option<&dyn Endpoint<ReadAccount>> {
        None
    }
    /// Puts somebody on the provider's list.
    fn create_contact(&self) -> Option<&dyn Endpoint<CreateContact>> {
        None
    }
    /// Reads the provider's list of people.
    fn list_contacts(&self) -> Option<&dyn Endpoint<ListContacts>> {
        None
    }
    /// Reads one person of it.
    fn fetch_contact(&self) -> Option<&dyn Endpoint<FetchContact>> {
        None
    }
    /// Lists banks that can be paid.
    fn list_banks(&self) -> Option<&dyn Endpoint<ListBanks>> {
        None
    }
    /// Lists mobile networks.
    fn list_networks(&self) -> Option<&dyn Endpoint<ListNetworks>> {
        None
    }
    /// Lists the parts of the business.
    fn list_sub_accounts(&self) -> Option<&dyn Endpoint<ListSubAccounts>> {
        None
    }
    /// Lists where webhooks go.
    fn list_webhooks(&self) -> Option<&dyn Endpoint<ListWebhooks>> {
        None
    }
    /// Has webhooks sent to an address.
    fn register_webhook(&self) -> Option<&dyn Endpoint<RegisterWebhook>> {
        None
    }
    /// Reads webhooks.
    fn read_delivery(&self) -> Option<&dyn ReadDelivery> {
        None
    }
}
