//! Where a command stands: which engine, whose money, in which language.

use crate::bounds::short;
use crate::error::Answer;
use crate::views::Mode;
use domain::{AccountId, Environment, Lang, Operation, OperationId};
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

    /// The engine's answer as it leaves: an error gets its sentence in this language, and its word into the log. What it is
    /// about is not told where it belongs to another environment.
    pub(crate) fn say<T>(&self, answer: Result<T, EngineError>) -> Answer<T> {
        answer.map_err(|mut error| {
            error
                .operation
                .take_if(|operation| operation.environment != self.environment());
            tracing::info!(error.code = %error.code, error.field = error.field, "a command was refused");
            Box::new(error.view(self.lang))
        })
    }

    /// The id of an account of this environment: what the window shows as practice or sandbox must never move real money.
    pub(crate) async fn account(&self, id: &str) -> Result<AccountId, EngineError> {
        short("account", id)?;
        let account = self.engine.account(&AccountId::parse(id)?).await?;
        if account.environment == self.environment() {
            Ok(account.id)
        } else {
            Err(EngineError::no_such("account", "compte", id))
        }
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
