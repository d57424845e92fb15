//! `charge create|confirm|simulate`.

use super::{fate, flags, send};
use crate::answer::{Answer, err};
use crate::cli::{ChargeConfirm, ChargeCreate};
use crate::desk::{Desk, operation_id};
use crate::print::{self, say};
use domain::{AccountId, Operation, Secret, State};
use engine::{Authorisation, ChargeDraft, EngineError};

pub(super) async fn create(desk: &Desk, mut args: ChargeCreate) -> Result<Answer, EngineError> {
    let account = AccountId::parse(&args.account)?;
    flags::fit(desk, &account, &mut args).await?;
    let wait = args.wait;
    let draft = ChargeDraft {
        account,
        amount: args.amount,
        currency: args.currency,
        method: args.method,
        phone: args.phone,
        network: args.network,
        payer: args.payer,
        country: args.country,
        fee_payer: args.fee_payer,
        first_name: args.first_name,
        last_name: args.last_name,
        email: args.email,
        note: args.note,
        request_id: args.request_id,
        scenario: args.scenario,
        despite: args.despite.as_deref().map(operation_id).transpose()?,
    };
    let recorded = desk.engine.create(draft).await?;
    let sent = send(desk, recorded).await?;
    fate(desk, &waited(desk, sent, wait).await?).await
}

pub(super) async fn confirm(desk: &Desk, args: ChargeConfirm) -> Result<Answer, EngineError> {
    let id = operation_id(&args.operation)?;
    let code = Authorisation::Otp(Secret::new(args.otp));
    let sent = desk.engine.authorise(&id, code).await?;
    fate(desk, &waited(desk, sent, args.wait).await?).await
}

pub(super) async fn simulate(
    desk: &Desk,
    operation: &str,
    phone: &str,
) -> Result<Answer, EngineError> {
    let id = operation_id(operation)?;
    let paid = desk.engine.simulate_payment(&id, phone).await?;
    fate(desk, &paid).await
}

/// Polls after the send, for as long as was asked. What did not leave has nobody to ask about it.
pub(super) async fn waited(
    desk: &Desk,
    operation: Operation,
    seconds: u64,
) -> Result<Operation, EngineError> {
    if seconds == 0 || operation.state == State::Recorded || operation.state.is_final() {
        return Ok(operation);
    }
    let state = print::state_word(
        operation.kind.as_str(),
        operation.state.as_str(),
        operation.action.as_ref().map(|action| action.kind.as_str()),
        desk.lang,
    );
    let watching = say(desk.lang, "watching", "à suivre");
    err(&format!(
        "{}: {state} ({watching}, {seconds} s)\n",
        operation.id
    ));
    desk.engine.wait(&operation.id, seconds).await
}
