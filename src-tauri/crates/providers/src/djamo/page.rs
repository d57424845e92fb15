//! Pages as every list of Djamo's gives them. The cursor is opaque, and one may stand on the last page, too: the end is
//! the page without rows.

use super::errors::answer;
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Asked, Word, unreadable};
use domain::Outcome;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Envelope<T> {
    cursor: Option<Cursor>,
    data: Option<Vec<T>>,
}

#[derive(Deserialize)]
struct Cursor {
    #[serde(default)]
    next: Word,
}

/// The rows of one page, and the cursor of the next.
pub(super) struct Rows<T> {
    pub(super) rows: Vec<T>,
    pub(super) next: Option<String>,
}

/// The query of a page. The names of the two parameters are those of the answer's fields: no document has them.
pub(super) fn query(cursor: Option<&str>, limit: u32) -> Vec<(&'static str, String)> {
    let mut query = vec![("limit", limit.to_string())];
    query.extend(cursor.map(|cursor| ("cursor", cursor.to_owned())));
    query
}

/// The page in an answer. `cursor` is the one that led to it.
pub(super) fn rows<T: DeserializeOwned>(
    response: &HttpResponse,
    connection: &Connection<'_>,
    cursor: Option<&str>,
) -> Outcome<Rows<T>> {
    answer(response, Asked::ToTell, connection).and_then(|said| {
        said.read::<Envelope<T>>().and_then(|page| match page.data {
            None => unreadable("no list", said.status),
            Some(rows) => {
                let next = page.cursor.and_then(|cursor| cursor.next.0);
                // A cursor that leads back to its own page would never end.
                let next = next.filter(|next| !rows.is_empty() && Some(next.as_str()) != cursor);
                Outcome::Known(Rows { rows, next })
            }
        })
    })
}
