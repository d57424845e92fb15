//! Remarks of the staff. They stay here: none is ever sent.

use crate::core::{Changed, Engine};
use crate::error::{EngineError, Result};
use crate::view::CommentView;
use domain::{Environment, Operation, Transaction};
use store::Comment;

/// Longer than any remark; a pasted page is refused rather than cut.
const LONGEST: usize = 2_000;

impl Engine {
    /// Writes a remark down on an operation or a transaction of an environment. Gives all of them, the oldest first.
    pub async fn comment(
        &self,
        id: &str,
        environment: Environment,
        text: &str,
    ) -> Result<Vec<CommentView>> {
        let (operation, transaction) = self.named(id).await?;
        let whose = operation
            .as_ref()
            .map(|o| o.environment)
            .or(transaction.as_ref().map(|t| t.environment));
        if whose != Some(environment) {
            return Err(EngineError::no_such("row", "ligne", id));
        }
        let text = text.trim();
        let long = text.chars().count() > LONGEST;
        if text.is_empty() || long || text.contains(|c: char| c.is_control() && c != '\n') {
            return Err(EngineError::bad(
                "text",
                "bad_comment",
                format!("A comment is a text of at most {LONGEST} characters."),
                format!("Un commentaire est un texte de {LONGEST} caractères au plus."),
            ));
        }
        let comment = Comment {
            subject: subject(operation.as_ref(), transaction.as_ref(), id),
            text: text.to_owned(),
            actor: self.actor(),
            at: self.now(),
        };
        self.store()
            .journal
            .add_comment(&comment, environment)
            .await?;
        match &operation {
            Some(operation) => self.tell_operation(&operation.id),
            None => self.tell(Changed {
                history: true,
                ..Changed::default()
            }),
        }
        self.comments_on(operation.as_ref(), transaction.as_ref())
            .await
    }

    /// What was written on an operation, and on its transaction before anybody knew that they are one.
    pub(crate) async fn comments_on(
        &self,
        operation: Option<&Operation>,
        transaction: Option<&Transaction>,
    ) -> Result<Vec<CommentView>> {
        let mut subjects: Vec<String> = Vec::new();
        subjects.extend(operation.map(|o| o.id.to_string()));
        subjects.extend(transaction.map(|t| t.id.to_string()));
        let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
        let comments = self.store().journal.comments(&subjects).await?;
        Ok(comments
            .into_iter()
            .map(|comment| CommentView {
                at: comment.at,
                actor: comment.actor.to_string(),
                text: comment.text,
            })
            .collect())
    }
}

fn subject(operation: Option<&Operation>, transaction: Option<&Transaction>, id: &str) -> String {
    operation
        .map(|o| o.id.to_string())
        .or_else(|| transaction.map(|t| t.id.to_string()))
        .unwrap_or_else(|| id.to_owned())
}
