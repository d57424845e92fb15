//! What moves money and is not asked of a customer: reviewed first, sent when a person said yes.

use super::charge::waited;
use super::{fate, send};
use crate::answer::{Answer, BAD_INPUT, err};
use crate::desk::Desk;
use crate::print::say;
use domain::{Environment, OperationId};
use engine::view::ReviewView;
use engine::{Class, Confirmed, Draft, EngineError};
use serde_json::json;

/// How a command was typed, besides what it is to do.
pub(super) struct Asked {
    /// `--yes`: accepts the review, and nothing else.
    pub(super) yes: bool,
    /// `--despite`.
    pub(super) despite: Option<OperationId>,
    /// `--wait`, in seconds.
    pub(super) wait: u64,
}

/// Reviews a draft, and has it sent when that was accepted. Otherwise the review is the answer.
pub(super) async fn reviewed(
    desk: &Desk,
    draft: impl Into<Draft>,
    environment: Environment,
    asked: Asked,
) -> Result<Answer, EngineError> {
    let review = desk.engine.review(draft, environment).await?;
    let view = review.view(desk.lang);
    let text = written(&view);
    let agreed = asked.yes || (desk.may_ask && says_yes(desk, &text)?);
    if !agreed {
        let due = say(
            desk.lang,
            "Read it, then add --yes to send it. Nothing was sent.",
            "Relisez, puis ajoutez --yes pour envoyer. Rien n’a été envoyé.",
        );
        return Ok(
            Answer::new(BAD_INPUT, &json!({"review": view}), text).complaining(format!("{due}\n"))
        );
    }
    let confirmed = Confirmed {
        nonce: view.nonce,
        amount: view.amount,
        recipient: view.recipient,
        despite: asked.despite,
    };
    let recorded = desk.engine.confirm_review(confirmed, environment).await?;
    let sent = send(desk, recorded).await?;
    fate(desk, &waited(desk, sent, asked.wait).await?).await
}

fn written(view: &ReviewView) -> String {
    let mut text: String = view
        .sentence
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    text.push('\n');
    for line in &view.lines {
        text += &format!("  {line}\n");
    }
    if let Some(guard) = &view.guard {
        text += &format!("  {}\n", guard.message);
    }
    text.replace(|c: char| c.is_control() && c != '\n', " ")
}

/// Asks at the terminal.
pub(super) fn says_yes(desk: &Desk, review: &str) -> Result<bool, EngineError> {
    err(review);
    err(say(
        desk.lang,
        "Send it? Type yes: ",
        "Envoyer ? Tapez oui : ",
    ));
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|error| {
        EngineError::new(
            Class::Failed,
            "stdin",
            format!("The answer could not be read: {error}. Nothing was sent."),
            format!("La réponse n’a pas pu être lue : {error}. Rien n’a été envoyé."),
        )
    })?;
    Ok(["yes", "oui"].contains(&line.trim().to_lowercase().as_str()))
}
