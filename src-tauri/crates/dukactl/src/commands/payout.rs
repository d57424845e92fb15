//! `payout create|retry`.

use super::charge::waited;
use super::reviewed::{Asked, reviewed, says_yes};
use super::{fate, send};
use crate::answer::{Answer, BAD_INPUT};
use crate::cli::{PayoutCreate, PayoutRetry};
use crate::desk::{Desk, operation_id};
use crate::print::{self, say};
use domain::AccountId;
use engine::{EngineError, PayoutDraft};
use serde_json::json;

pub(super) async fn create(desk: &Desk, args: PayoutCreate) -> Result<Answer, EngineError> {
    let account = AccountId::parse(&args.account)?;
    let environment = desk.environment_of(&account).await?;
    let despite = args.despite.as_deref().map(operation_id).transpose()?;
    let asked = Asked {
        yes: args.yes,
        despite,
        wait: args.wait,
    };
    let draft = PayoutDraft {
        account,
        amount: args.amount,
        currency: args.currency,
        to: args.to,
        contact: args.contact,
        phone: args.phone,
        network: args.network,
        bank: args.bank,
        number: args.number,
        branch: args.branch,
        name: args.name,
        country: args.country,
        note: args.note,
        recipient_gets: args.recipient_gets,
        request_id: args.request_id,
        scenario: args.scenario,
        sub_account: args.sub_account,
        despite: None,
    };
    reviewed(desk, draft, environment, asked).await
}

/// A second try is reviewed by a person, like the first.
pub(super) async fn retry(desk: &Desk, args: PayoutRetry) -> Result<Answer, EngineError> {
    let id = operation_id(&args.operation)?;
    let failed = desk.engine.operation(&id).await?;
    let view = desk.view(&failed).await?;
    let text = print::operation(&view, desk.zone, desk.lang);
    if !(args.yes || (desk.may_ask && says_yes(desk, &text)?)) {
        let due = say(
            desk.lang,
            "Read it, then add --yes to have it tried again. Nothing was sent.",
            "Relisez, puis ajoutez --yes pour retenter. Rien n’a été envoyé.",
        );
        let review = json!({"review": {"action": "try_again", "operation": view}});
        return Ok(Answer::new(BAD_INPUT, &review, text).complaining(format!("{due}\n")));
    }
    let recorded = desk.engine.retry_payout(&id).await?;
    let sent = send(desk, recorded).await?;
    fate(desk, &waited(desk, sent, args.wait).await?).await
}
