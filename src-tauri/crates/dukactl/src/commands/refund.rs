//! `refund create`.

use super::reviewed::{Asked, reviewed};
use crate::answer::Answer;
use crate::cli::RefundCreate;
use crate::desk::{Desk, operation_id};
use engine::{EngineError, RefundDraft};

pub(super) async fn create(desk: &Desk, args: RefundCreate) -> Result<Answer, EngineError> {
    let shown = desk.engine.show(&args.charge, desk.lang).await?;
    let environment = shown
        .operation
        .as_ref()
        .map(|it| it.environment)
        .or_else(|| shown.transaction.as_ref().map(|it| it.environment));
    let environment = environment
        .and_then(domain::Environment::parse)
        .ok_or_else(|| EngineError::no_such("charge", "encaissement", &args.charge))?;
    let asked = Asked {
        yes: args.yes,
        despite: args.despite.as_deref().map(operation_id).transpose()?,
        wait: args.wait,
    };
    let draft = RefundDraft {
        of: args.charge,
        amount: args.amount,
        note: args.note,
        request_id: args.request_id,
        scenario: args.scenario,
        despite: None,
    };
    reviewed(desk, draft, environment, asked).await
}
