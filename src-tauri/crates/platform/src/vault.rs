//! The three places where credentials may live. A home uses one of them, for ever.

pub(crate) mod file;
pub(crate) mod keyring;
pub(crate) mod practice;
mod system_keyring;
