//! The page object of a list, with all the links that come with it.

use serde_json::{Value, json};

use crate::fields::Problem;
use crate::wire::Request;

pub(super) const DEFAULT_SIZE: usize = 25;
const LARGEST_SIZE: usize = 100;
/// Page links on each side of the current one.
const ON_EACH_SIDE: usize = 3;

pub(super) struct Slice {
    page: usize,
    size: usize,
}

impl Slice {
    /// `per_page` and `limit` mean the same; a size beyond the largest is cut, not refused.
    pub(super) fn read(request: &Request, default: usize, problems: &mut Vec<Problem>) -> Self {
        let page = positive(request, "page", problems).unwrap_or(1);
        let limit = positive(request, "limit", problems);
        let size = positive(request, "per_page", problems)
            .or(limit)
            .unwrap_or(default);
        Self {
            page,
            size: size.min(LARGEST_SIZE),
        }
    }

    pub(super) fn page<T>(&self, path: &str, rows: &[T], show: impl Fn(&T) -> Value) -> Value {
        let total = rows.len();
        let last = total.div_ceil(self.size).max(1);
        let skipped = self
            .page
            .saturating_sub(1)
            .saturating_mul(self.size)
            .min(total);
        let shown = &rows[skipped..skipped.saturating_add(self.size).min(total)];
        let (from, to) = if shown.is_empty() {
            (Value::Null, Value::Null)
        } else {
            (json!(skipped + 1), json!(skipped + shown.len()))
        };
        let url = |page: usize| json!(format!("{path}?page={page}"));
        let previous = if self.page > 1 {
            url(self.page - 1)
        } else {
            Value::Null
        };
        let next = if self.page < last {
            url(self.page + 1)
        } else {
            Value::Null
        };
        json!({
            "current_page": self.page,
            "data": shown.iter().map(show).collect::<Vec<Value>>(),
            "first_page_url": url(1),
            "from": from,
            "last_page": last,
            "last_page_url": url(last),
            "links": self.links(last, url, &previous, &next),
            "next_page_url": next,
            "path": path,
            "per_page": self.size,
            "prev_page_url": previous,
            "to": to,
            "total": total,
        })
    }

    fn links(
        &self,
        last: usize,
        url: impl Fn(usize) -> Value,
        previous: &Value,
        next: &Value,
    ) -> Vec<Value> {
        let mut links =
            vec![json!({"url": previous, "label": "pagination.previous", "active": false})];
        let mut gap = false;
        for page in 1..=last {
            let near = page.abs_diff(self.page) <= ON_EACH_SIDE;
            if near || page <= 2 || page + 1 >= last {
                links.push(json!({"url": url(page), "label": page, "active": page == self.page}));
                gap = false;
            } else if !gap {
                links.push(json!({"url": null, "label": "...", "active": false}));
                gap = true;
            }
        }
        links.push(json!({"url": next, "label": "pagination.next", "active": false}));
        links
    }
}

fn positive(request: &Request, field: &str, problems: &mut Vec<Problem>) -> Option<usize> {
    let text = request.parameter(field)?;
    let found = text.parse::<usize>().ok().filter(|number| *number > 0);
    if found.is_none() {
        problems.push(Problem {
            field: field.to_owned(),
            text: format!("The {field} must be an integer greater than 0."),
        });
    }
    found
}
