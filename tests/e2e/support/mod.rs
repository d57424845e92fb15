//! The stage for a test in the window.

pub(crate) mod asked;
mod display;
mod driver;
mod keyring;
mod market;
mod page;
mod session;
mod shop;

pub(crate) use keyring::in_a_session_with_a_keyring;
pub(crate) use market::{Market, account_at};
pub(crate) use page::Page;
pub(crate) use session::{Session, Stage};
pub(crate) use shop::{Book, PROVIDER, Shop};
