//! What an operation asks of its provider when it is sent, whichever kind it is.
//!
//! A question is a call with its endpoint. Which of them an operation asks follows from its details, and nowhere else.

use domain::{
    Account, Details, LinkSighting, Operation, Outcome, PayoutDetails, Refusal, Sighting,
};
use providers::{
    Call, Connection, Convert, CreateCharge, CreateLink, CreatePayout, Endpoint, HttpRequest,
    HttpResponse, Provider, RefundCharge, RetryPayout, SealedCard,
};

/// Something that can be asked: it writes its request and reads its answer.
pub(crate) trait Question: Send + Sync {
    /// What is learnt from the answer.
    type Learnt;

    /// The request, or why the provider would not take it.
    fn request(&self, connection: &Connection<'_>) -> Result<HttpRequest, Refusal>;

    /// What the answer says.
    fn reply(&self, connection: &Connection<'_>, response: &HttpResponse) -> Outcome<Self::Learnt>;
}

/// A call with its endpoint.
pub(crate) struct Pair<'a, C: Call> {
    pub(crate) endpoint: &'a dyn Endpoint<C>,
    pub(crate) call: &'a C,
}

impl<C: Call + Sync> Question for Pair<'_, C> {
    type Learnt = C::Reply;

    fn request(&self, connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
        self.endpoint.request(self.call, connection)
    }

    fn reply(&self, connection: &Connection<'_>, response: &HttpResponse) -> Outcome<C::Reply> {
        self.endpoint.reply(self.call, connection, response)
    }
}

/// What the answer to a sending teaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Learnt {
    /// Of a transaction.
    Transaction(Box<Sighting>),
    /// Of a payment link.
    Link(Box<LinkSighting>),
}

/// The question of one operation.
pub(crate) enum Sending<'p> {
    Charge(&'p dyn Endpoint<CreateCharge>, CreateCharge),
    Payout(&'p dyn Endpoint<CreatePayout>, CreatePayout),
    Again(&'p dyn Endpoint<RetryPayout>, RetryPayout),
    Refund(&'p dyn Endpoint<RefundCharge>, RefundCharge),
    Conversion(&'p dyn Endpoint<Convert>, Convert),
    Link(&'p dyn Endpoint<CreateLink>, CreateLink),
}

impl<'p> Sending<'p> {
    /// What this operation asks. `None` where the provider has no such call.
    pub(crate) fn of(
        operation: &Operation,
        account: &Account,
        provider: &'p dyn Provider,
    ) -> Option<Self> {
        let landing_url = || {
            let own = account.settings.landing_url.clone();
            own.unwrap_or_else(|| provider.manifest().public_site.to_owned())
        };
        let callback_url = || account.settings.other.get(CALLBACK_URL).cloned();
        let note = operation.note.clone().unwrap_or_default();
        let our_reference = operation.our_reference.clone();
        Some(match &operation.details {
            Details::Charge(details) => Self::Charge(
                provider.create_charge()?,
                CreateCharge {
                    amount: operation.amount,
                    phone: operation.phone.clone(),
                    details: details.clone(),
                    note,
                    our_reference,
                    landing_url: landing_url(),
                    card: None,
                    callback_url: callback_url(),
                    payer_email: account.settings.payer_email.clone(),
                },
            ),
            Details::Payout(PayoutDetails {
                tries_again: Some(reference),
                ..
            }) => Self::Again(
                provider.retry_payout()?,
                RetryPayout {
                    provider_reference: reference.clone(),
                    amount: operation.amount,
                },
            ),
            Details::Payout(_) => {
                Self::Payout(provider.create_payout()?, payout_call(operation, account)?)
            }
            Details::Refund(details) => Self::Refund(
                provider.refund_charge()?,
                RefundCharge {
                    charge_reference: details.charge_reference.clone(),
                    amount: operation.amount,
                    whole: details
                        .charged
                        .checked_sub(&details.refunded_before)
                        .is_ok_and(|left| left == operation.amount),
                },
            ),
            Details::Conversion(details) => Self::Conversion(
                provider.convert()?,
                Convert {
                    from: operation.amount,
                    to: details.to,
                },
            ),
            Details::Link(details) => Self::Link(
                provider.create_link()?,
                CreateLink {
                    currency: operation.amount.currency(),
                    details: details.clone(),
                    phone: operation.phone.clone(),
                    note,
                    our_reference,
                    landing_url: landing_url(),
                },
            ),
        })
    }

    /// With a card, which is nowhere but in the hand of who sends it.
    pub(crate) fn with_card(mut self, card: Option<SealedCard>) -> Self {
        if let Self::Charge(_, call) = &mut self {
            call.card = card;
        }
        self
    }

    /// Its name in what is kept of the answer.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Charge(..) => "create_charge",
            Self::Payout(..) => "create_payout",
            Self::Again(..) => "retry_payout",
            Self::Refund(..) => "refund_charge",
            Self::Conversion(..) => "convert",
            Self::Link(..) => "create_link",
        }
    }
}

/// The account's setting that names where webhooks of single operations go.
pub(crate) const CALLBACK_URL: &str = "callback_url";

/// One payout as it is asked for, alone or beside others.
pub(crate) fn payout_call(operation: &Operation, account: &Account) -> Option<CreatePayout> {
    let Details::Payout(details) = &operation.details else {
        return None;
    };
    Some(CreatePayout {
        amount: operation.amount,
        phone: operation.phone.clone(),
        name: operation.name.clone(),
        details: details.clone(),
        note: operation.note.clone().unwrap_or_default(),
        our_reference: operation.our_reference.clone(),
        callback_url: account.settings.other.get(CALLBACK_URL).cloned(),
    })
}

impl Question for Sending<'_> {
    type Learnt = Learnt;

    fn request(&self, connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
        match self {
            Self::Charge(endpoint, call) => endpoint.request(call, connection),
            Self::Payout(endpoint, call) => endpoint.request(call, connection),
            Self::Again(endpoint, call) => endpoint.request(call, connection),
            Self::Refund(endpoint, call) => endpoint.request(call, connection),
            Self::Conversion(endpoint, call) => endpoint.request(call, connection),
            Self::Link(endpoint, call) => endpoint.request(call, connection),
        }
    }

    fn reply(&self, connection: &Connection<'_>, response: &HttpResponse) -> Outcome<Learnt> {
        let of_transaction = |sighting| Learnt::Transaction(Box::new(sighting));
        match self {
            Self::Charge(endpoint, call) => endpoint
                .reply(call, connection, response)
                .map(of_transaction),
            Self::Payout(endpoint, call) => endpoint
                .reply(call, connection, response)
                .map(of_transaction),
            Self::Again(endpoint, call) => endpoint
                .reply(call, connection, response)
                .map(of_transaction),
            Self::Refund(endpoint, call) => endpoint
                .reply(call, connection, response)
                .map(of_transaction),
            Self::Conversion(endpoint, call) => endpoint
                .reply(call, connection, response)
                .map(of_transaction),
            Self::Link(endpoint, call) => endpoint
                .reply(call, connection, response)
                .map(|link| Learnt::Link(Box::new(link))),
        }
    }
}
