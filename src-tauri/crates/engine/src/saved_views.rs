//! Saved views: filters, columns and an order under a name, for the whole desk.

use crate::core::{Changed, Engine};
use crate::error::{EngineError, Result};
use crate::export::is_column;
use crate::filters::{self, Filters};
use crate::view::SavedView;
use store::{SavedViewKept, StoreError};
use ulid::Ulid;

const LONGEST_NAME: usize = 60;
/// More than anybody finds their way in.
const MOST: usize = 100;

/// A view as it is to be saved.
#[derive(Clone, Debug)]
pub struct SavedViewDraft {
    /// Which one it replaces; none makes a new one.
    pub id: Option<String>,
    /// What the shop calls it.
    pub name: String,
    /// What it shows.
    pub filters: Filters,
    /// Which columns, in order.
    pub columns: Vec<String>,
    /// `newest` or `amount`.
    pub order: String,
}

fn view(kept: SavedViewKept) -> Result<SavedView> {
    let filters: Filters =
        serde_json::from_str(&kept.filters).map_err(|error| StoreError::Unreadable {
            table: "saved_views",
            what: error.to_string(),
        })?;
    Ok(SavedView {
        id: kept.id,
        name: kept.name,
        filters,
        columns: kept.columns,
        order: kept.sorted,
        created_at: kept.created_at,
    })
}

impl Engine {
    /// Every saved view, in the shop's order.
    pub async fn saved_views(&self) -> Result<Vec<SavedView>> {
        let kept = self.store().journal.saved_views().await?;
        kept.into_iter().map(view).collect()
    }

    /// Saves a view; gives all of them.
    pub async fn save_view(&self, draft: SavedViewDraft) -> Result<Vec<SavedView>> {
        let name = draft.name.trim();
        let long = name.chars().count() > LONGEST_NAME;
        if name.is_empty() || long || name.contains(char::is_control) {
            return Err(bad(
                "name",
                format!("A view has a name of at most {LONGEST_NAME} characters."),
                format!("Une vue a un nom de {LONGEST_NAME} caractères au plus."),
            ));
        }
        draft.filters.checked()?;
        filters::order(Some(&draft.order))?;
        if let Some(column) = draft.columns.iter().find(|key| !is_column(key)) {
            return Err(bad(
                "columns",
                format!("`{column}` is not a column."),
                format!("« {column} » n’est pas une colonne."),
            ));
        }
        let journal = &self.store().journal;
        let there = journal.saved_views().await?;
        let before = there
            .iter()
            .find(|kept| Some(&kept.id) == draft.id.as_ref());
        match (&draft.id, before) {
            (Some(id), None) => return Err(EngineError::no_such("view", "vue", id)),
            (None, _) if there.len() >= MOST => {
                return Err(bad(
                    "name",
                    format!("There are {MOST} views already. Take one away first."),
                    format!("Il y a déjà {MOST} vues. Retirez-en une d’abord."),
                ));
            }
            _ => {}
        }
        let now = self.now();
        let fresh = || {
            let at = u64::try_from(now.timestamp_millis()).unwrap_or(0);
            let ulid = Ulid::from_parts(at, self.chance());
            format!("vw_{}", ulid.to_string().to_ascii_lowercase())
        };
        let kept = SavedViewKept {
            id: before.map_or_else(fresh, |kept| kept.id.clone()),
            name: name.to_owned(),
            filters: serde_json::to_string(&draft.filters).map_err(|error| {
                StoreError::Unreadable {
                    table: "saved_views",
                    what: error.to_string(),
                }
            })?,
            columns: draft.columns,
            sorted: draft.order,
            created_at: before.map_or(now, |kept| kept.created_at),
        };
        journal.keep_saved_view(&kept, &self.actor(), now).await?;
        self.views_changed();
        self.saved_views().await
    }

    /// Puts the views into this order; gives all of them.
    pub async fn order_views(&self, ids: &[String]) -> Result<Vec<SavedView>> {
        self.store().journal.order_saved_views(ids).await?;
        self.views_changed();
        self.saved_views().await
    }

    /// Takes a view away; gives those that are left.
    pub async fn remove_view(&self, id: &str) -> Result<Vec<SavedView>> {
        let journal = &self.store().journal;
        if !journal
            .remove_saved_view(id, &self.actor(), self.now())
            .await?
        {
            return Err(EngineError::no_such("view", "vue", id));
        }
        self.views_changed();
        self.saved_views().await
    }

    fn views_changed(&self) {
        self.tell(Changed {
            settings: true,
            ..Changed::default()
        });
    }
}

fn bad(field: &str, en: String, fr: String) -> EngineError {
    EngineError::bad(field, "bad_view", en, fr)
}
