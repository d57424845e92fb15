//! A saved view: filters, columns and an order under a name, for eyes.

use crate::filters::Filters;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavedView {
    /// `vw_…`
    pub id: String,
    /// What the shop calls it.
    pub name: String,
    /// What it shows. Without a period of its own it keeps the one that is open.
    pub filters: Filters,
    /// Which columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
    /// How it is sorted.
    #[ts(type = "\"newest\" | \"amount\"")]
    pub order: String,
    /// When it was saved first.
    pub created_at: DateTime<Utc>,
}
