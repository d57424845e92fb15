//! `resolve`: look again, adopt, send again, or set aside. There is no way to call something paid.

use super::reviewed::says_yes;
use super::{ended, fate, send};
use crate::answer::{Answer, BAD_INPUT, DONE};
use crate::cli::ResolveArgs;
use crate::desk::{Desk, operation_id};
use crate::print::{self, say};
use domain::OperationId;
use engine::EngineError;
use serde_json::json;

pub(super) async fn resolve(desk: &Desk, args: ResolveArgs) -> Result<Answer, EngineError> {
    let id = operation_id(&args.operation)?;
    if let Some(reference) = &args.adopt {
        let operation = desk.engine.adopt(&id, reference).await?;
        return fate(desk, &operation).await;
    }
    if let Some(reason) = &args.set_aside {
        let operation = desk.engine.set_aside(&id, reason).await?;
        return ended(desk, DONE, &operation).await;
    }
    if args.send_again {
        return send_again(desk, &id, args.yes).await;
    }
    let operation = desk.engine.resolve(&id).await?;
    fate(desk, &operation).await
}

/// A second sending is reviewed by a person: with `--yes`, or at the terminal. Otherwise the review is the answer.
async fn send_again(desk: &Desk, id: &OperationId, yes: bool) -> Result<Answer, EngineError> {
    let first = desk.engine.operation(id).await?;
    let view = desk.view(&first).await?;
    let text = print::operation(&view, desk.zone, desk.lang);
    let agreed = yes || (desk.may_ask && says_yes(desk, &text)?);
    if !agreed {
        let review = json!({"review": {
            "action": "send_again",
            "amount": view.amount,
            "phone": view.phone,
            "name": view.name,
            "account": view.account,
            "environment": view.environment,
            "operation": view,
        }});
        let due = say(
            desk.lang,
            "Look at it, then add --yes to send it again. Nothing was sent.",
            "Regardez, puis ajoutez --yes pour renvoyer. Rien n’a été envoyé.",
        );
        return Ok(Answer::new(BAD_INPUT, &review, text).complaining(format!("{due}\n")));
    }
    let again = desk.engine.send_again(id).await?;
    fate(desk, &send(desk, again).await?).await
}
