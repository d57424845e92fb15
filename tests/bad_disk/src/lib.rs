#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod file;
mod plan;
mod vfs;

#[cfg(test)]
mod tests;

pub use plan::{Disk, How, Kind, Lasting, Place, Write};

use std::path::Path;

/// Puts the bad disk under every SQLite file that this process opens from now on. Until a [`Disk`] says otherwise it
/// passes everything through. Doing it twice is no trouble.
pub fn install() {
    vfs::install();
}

/// What happens to SQLite's files below a folder that exists. Files opened before the disk was installed are not seen; for
/// all others the order does not matter. Folders may lie within each other; then a write counts on each of them.
#[must_use]
pub fn under(folder: &Path) -> Disk {
    install();
    Disk::of(folder)
}
