//! Where a command stands: which engine, whose money, in which language.

use crate::bounds::short;
use crate::error::{Answer, Said, not_allowed};
use crate::mask;
use crate::rights::Right;
use crate::seat::Sitting;
use crate::shown::{Eyes, Shown};
use crate::views::Mode;
use domain::{AccountId, Environment, Lang, Operation, OperationId, Role};
use engine::view::ErrorView;
use engine::{Engine, EngineError};
use serde::Serialize;

/// The open book, as one command sees it.
pub(crate) struct Here {
    pub(crate) engine: Engine,
    pub(crate) mode: Mode,
    pub(crate) lang: Lang,
    /// Who acts.
    pub(crate) who: Sitting,
}

impl Here {
    /// Nothing of another environment is shown.
    pub(crate) fn environment(&self) -> Environment {
        self.mode.environment()
    }

    /// The engine's answer as it leaves: an error gets its sentence in this language, and its word into the log. What it is
    /// about is not told where it belongs to another environment.
    pub(crate) fn say<T>(&self, answer: Result<T, EngineError>) -> Said<T> {
        answer.map_err(|mut error| {
            error
                .operation
                .take_if(|operation| operation.environment != self.environment());
            tracing::info!(error.code = %error.code, error.field = error.field, "a command was refused");
            Box::new(self.told(error.view(self.lang)))
        })
    }

    /// An error for the eyes of whoever sits there: the operation it is about may be somebody else's.
    pub(crate) fn told(&self, mut error: ErrorView) -> ErrorView {
        if self.eyes() != Eyes::Owner {
            mask::mask_error(&mut error);
        }
        error
    }

    /// The engine's answer as the window sees it: for the eyes of whoever sits there.
    pub(crate) fn show<T: Serialize>(&self, answer: Result<T, EngineError>) -> Answer<T> {
        Ok(Shown::to(self.eyes(), self.say(answer)?))
    }

    /// What whoever sits there has just typed, read back to them whole.
    pub(crate) fn show_typed<T: Serialize>(&self, answer: Result<T, EngineError>) -> Answer<T> {
        Ok(Shown::as_it_is(self.say(answer)?))
    }

    /// What is seen of numbers and of providers' words.
    pub(crate) fn eyes(&self) -> Eyes {
        match &self.who {
            Sitting::Anybody => Eyes::Owner,
            Sitting::Staff(staff) => match staff.role {
                Role::Owner => Eyes::Owner,
                Role::Support => Eyes::Support,
                Role::Cashier => Eyes::Cashier,
            },
            Sitting::Nobody => Eyes::Cashier,
        }
    }

    /// The name of a cashier, who sees what they did themselves and nothing else.
    pub(crate) fn cashier(&self) -> Option<&str> {
        match &self.who {
            Sitting::Staff(staff) if staff.role == Role::Cashier => Some(&staff.name),
            Sitting::Anybody | Sitting::Staff(_) | Sitting::Nobody => None,
        }
    }

    /// Refuses who may not do this besides what the command itself needs.
    pub(crate) fn must(&self, right: Right) -> Result<(), EngineError> {
        if self.who.may(right) {
            Ok(())
        } else {
            Err(not_allowed())
        }
    }

    /// Refuses a cashier a payment that somebody else asked for, and one that nobody asked for here.
    pub(crate) async fn own_payment(&self, id: &str) -> Result<(), EngineError> {
        let Some(name) = self.cashier() else {
            return Ok(());
        };
        if self.engine.was_asked_for_by(id, name).await? {
            Ok(())
        } else {
            Err(EngineError::no_such("row", "ligne", id))
        }
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

    /// An operation of this environment; a cashier's own.
    pub(crate) async fn operation(&self, id: &str) -> Result<Operation, EngineError> {
        let operation = self.engine.operation(&OperationId::parse(id)?).await?;
        let theirs = match self.cashier() {
            Some(name) => self.engine.was_recorded_by(&operation.id, name).await?,
            None => true,
        };
        if theirs && operation.environment == self.environment() {
            Ok(operation)
        } else {
            Err(EngineError::no_such("operation", "opération", id))
        }
    }
}
