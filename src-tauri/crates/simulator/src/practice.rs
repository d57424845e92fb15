//! How another process finds a running simulator.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::log::replace;
use crate::sandbox::Credentials;

const FILE: &str = "practice.json";

/// The content of `practice.json`, and the line that a terminal prints. The credentials open
/// nothing but the simulator, so they may lie in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Provider id to base URL.
    pub base_urls: BTreeMap<String, String>,
    /// Provider id to credential field to value.
    pub credentials: BTreeMap<String, Credentials>,
    pub port: u16,
    pub pid: u32,
}

impl Practice {
    pub(crate) fn save(&self, home: &Path) -> std::io::Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(std::io::Error::other)?;
        replace(&home.join(FILE), &text)
    }

    /// A simulator that ended leaves no address behind.
    pub(crate) fn remove(home: &Path) -> std::io::Result<()> {
        std::fs::remove_file(home.join(FILE))
    }
}
