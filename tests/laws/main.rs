//! The laws of the tree: what the architecture promises about the code as text, held by tests,
//! so that it is still true after a hundred changes by people who never read the page.
//!
//! Each law collects every breach before it fails, and names the file and the line.

mod acceptance;
mod commands;
mod contrast;
mod features;
mod imports;
mod rust_text;
mod structure;
mod tree;
mod words;
