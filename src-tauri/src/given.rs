//! What a screen hands to a command, before anything is known about it.
//!
//! Something of another shape than the command takes is bad input like any other: it gets a code and a sentence, and is not
//! repeated in the answer, however long it was.

use crate::error::not_understood;
use crate::wiring::Wiring;
use serde::Deserialize;
use std::ops::Deref;
use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{Manager as _, Runtime};

/// An argument of a command. All of them are taken in this, except what the core itself puts in.
pub(crate) struct Given<T>(pub(crate) T);

impl<T> Deref for Given<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>, R: Runtime> CommandArg<'de, R> for Given<T> {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let field = command.key;
        // No screen of ours ever comes here, so the language that was set is not read for it.
        let lang = command
            .message
            .webview_ref()
            .state::<Wiring>()
            .system_lang();
        match T::deserialize(command) {
            Ok(value) => Ok(Self(value)),
            Err(_) => Err(InvokeError::from(not_understood(field).view(lang))),
        }
    }
}
