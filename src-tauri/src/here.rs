//! Where a command stands: which engine, whose money, in which language.

use crate::error::Answer;
use crate::views::Mode;
use domain::{Environment, Lang, Operation, OperationId};
use engine::{Engine, EngineError};

/// The open book, as one command sees it.
pub(crate) struct Here {
    pub(crate) engine: Engine,
    pub(crate) mode: Mode,
    pub(crate) lang: Lang,
}

impl Here {
    /// Nothing of another environment is shown.
    pub(crate) fn environment(&self) -> Environment {
        self.mode.environment()
    }

    /// The engine's answer as it leaves: an error gets its sentence in this language, and its word into the log.
    pub(crate) fn say<T>(&self, answer: Result<T, EngineError>) -> Answer<T> {
        answer.map_err(|error| {
            tracing::info!(error.code = %error.code, error.field = error.field, "a command was refused");
            Box::new(error.view(self.lang))
        })
    }

    /// An operation of this environment.
    pub(crate) async fn operation(&self, id: &str) -> Result<Operation, EngineError> {
        let operation = self.engine.operation(&OperationId::parse(id)?).await?;
        if operation.environment == self.environment() {
            Ok(operation)
        } else {
            Err(EngineError::no_such("operation", "opération", id))
        }
    }
}
