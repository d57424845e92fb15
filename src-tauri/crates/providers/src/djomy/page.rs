//! Pages of lists: an object with `content` and where it stands, or a bare list, or a list under another name.

use serde::Deserialize;
use serde_json::Value;

/// One page.
#[derive(Debug)]
pub(super) struct Page<T> {
    pub(super) rows: Vec<T>,
    total_pages: Option<u64>,
    last: Option<bool>,
    pub(super) total: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    total_pages: Option<u64>,
    last: Option<bool>,
    total_elements: Option<u64>,
}

impl<T: for<'de> Deserialize<'de>> Page<T> {
    /// `None` when this is no page, or a row of it is not what it should be.
    pub(super) fn of(data: Value) -> Option<Self> {
        const NAMES: [&str; 4] = ["content", "items", "links", "data"];
        let (rows, place) = match data {
            Value::Array(rows) => (rows, None),
            Value::Object(mut fields) => {
                let name = NAMES.iter().find(|name| fields.contains_key(**name))?;
                let Some(Value::Array(rows)) = fields.remove(*name) else {
                    return None;
                };
                let place: Place = serde_json::from_value(Value::Object(fields)).ok()?;
                (rows, Some(place))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        let rows = rows
            .into_iter()
            .map(serde_json::from_value)
            .collect::<Result<Vec<T>, _>>()
            .ok()?;
        let place = place.as_ref();
        Some(Self {
            rows,
            total_pages: place.and_then(|it| it.total_pages),
            last: place.and_then(|it| it.last),
            total: place.and_then(|it| it.total_elements),
        })
    }
}

impl<T> Page<T> {
    /// Whether another page follows this one (counted from 0), as far as the answer tells. Where it tells nothing, a full
    /// page is followed by another.
    pub(super) fn has_next(&self, page: u64, size: u32) -> bool {
        if self.rows.is_empty() {
            return false;
        }
        match (self.last, self.total_pages) {
            (Some(last), _) => !last,
            (None, Some(pages)) => page.saturating_add(1) < pages,
            (None, None) => u32::try_from(self.rows.len()).is_ok_and(|rows| rows >= size),
        }
    }

    /// Whether another page certainly follows.
    pub(super) fn says_there_is_more(&self, page: u64) -> bool {
        let more = |pages| page.saturating_add(1) < pages;
        !self.rows.is_empty() && self.last != Some(true) && self.total_pages.is_some_and(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page(data: Value) -> Option<Page<u32>> {
        Page::of(data)
    }

    #[test]
    fn both_shapes_of_a_page_are_read() {
        for data in [
            json!([1, 2]),
            json!({ "content": [1, 2], "last": true }),
            json!({ "items": [1, 2] }),
            json!({ "links": [1, 2] }),
            json!({ "data": [1, 2] }),
        ] {
            assert_eq!(page(data.clone()).unwrap().rows, [1, 2], "{data}");
        }
        for data in [
            json!(null),
            json!("none"),
            json!({ "rows": [1] }),
            json!({ "content": 1 }),
            json!(["a"]),
        ] {
            assert!(page(data.clone()).is_none(), "{data}");
        }
    }

    #[test]
    fn what_a_page_says_of_its_end_is_believed_and_its_length_only_then() {
        let more = |data: Value, at: u64, size: u32| page(data).unwrap().has_next(at, size);
        assert!(more(json!({ "content": [1], "last": false }), 0, 5));
        assert!(!more(json!({ "content": [1, 2], "last": true }), 0, 2));
        assert!(more(json!({ "content": [1], "totalPages": 3 }), 1, 5));
        assert!(!more(json!({ "content": [1], "totalPages": 3 }), 2, 5));
        assert!(more(json!([1, 2]), 0, 2));
        assert!(!more(json!([1]), 0, 2));
        // Nothing comes after nothing, whatever the answer says.
        assert!(!more(json!({ "content": [], "last": false }), 0, 2));
    }
}
