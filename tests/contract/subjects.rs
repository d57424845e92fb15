//! Whose contract is held: every provider that is shipped, and one that is not. The toy is known by its line here and by
//! nothing else, as a fifth would be by its line in the registry; whatever a law asks of one it asks of all.

use crate::toy::ToyPay;
use providers::Provider;
use std::path::PathBuf;

/// Providers that no registry lists.
static UNSHIPPED: &[&dyn Provider] = &[&ToyPay];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static dyn Provider> {
    providers::all().iter().chain(UNSHIPPED).copied()
}

/// Those that are not shipped.
pub(crate) fn unshipped() -> impl Iterator<Item = &'static dyn Provider> {
    UNSHIPPED.iter().copied()
}

/// Where a provider keeps a folder of its own.
pub(crate) fn folder(provider: &dyn Provider, name: &str) -> PathBuf {
    let id = provider.manifest().id;
    let above = match providers::find(id) {
        Some(_) => "../src-tauri/crates/providers/src",
        None => "contract",
    };
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(above)
        .join(id)
        .join(name)
}
