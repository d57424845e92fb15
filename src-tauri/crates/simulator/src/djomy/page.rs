//! Pages as Spring writes them, counted from 0.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::answers;
use crate::wire::{Reply, Request};

const DEFAULT_SIZE: usize = 20;
const LARGEST_SIZE: usize = 100;

/// The page that is asked for, under the message.
pub(super) fn of<T>(
    now: DateTime<Utc>,
    request: &Request,
    message: &str,
    rows: &[T],
    show: impl Fn(&T) -> Value,
) -> Result<Reply, Reply> {
    let number = |name: &str, usual: usize| match request.parameter(name).map(str::parse::<usize>) {
        None => Ok(usual),
        Some(Ok(number)) => Ok(number),
        Some(Err(_)) => {
            let text = format!("Le paramètre {name} doit être un entier positif.");
            Err(answers::refuse(now, 400, &text))
        }
    };
    let page = number("page", 0)?;
    let size = number("size", DEFAULT_SIZE)?.clamp(1, LARGEST_SIZE);
    let pages = rows.len().div_ceil(size);
    let from = page.saturating_mul(size).min(rows.len());
    let shown = &rows[from..from.saturating_add(size).min(rows.len())];
    let data = json!({
        "content": shown.iter().map(show).collect::<Vec<Value>>(),
        "totalPages": pages,
        "totalElements": rows.len(),
        "number": page,
        "size": size,
        "numberOfElements": shown.len(),
        "first": page == 0,
        "last": page + 1 >= pages,
        "empty": shown.is_empty(),
    });
    Ok(answers::done(now, 200, message, data))
}
