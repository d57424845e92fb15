//! Lists with a cursor, newest first. `cursor.next` also stands on the last page; the page after that one is empty.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::errors::Spot;
use crate::wire::Reply;

const DEFAULT_SIZE: usize = 15;
const LARGEST_SIZE: usize = 100;

/// A place in a list: rows with a smaller number, or those with a greater one.
enum Cursor {
    Next(usize),
    Previous(usize),
}

/// `rows` are newest first, each with its number in the book.
pub(super) fn page<T>(
    spot: &Spot<'_>,
    rows: &[(usize, T)],
    show: impl Fn(&T) -> Value,
) -> Result<Reply, Reply> {
    let limit = match spot.request.parameter("limit").map(str::parse::<usize>) {
        None => DEFAULT_SIZE,
        Some(Ok(limit)) if limit > 0 => limit.min(LARGEST_SIZE),
        Some(_) => return Err(spot.refuse(400, "limit must be a positive number")),
    };
    let cursor = spot.request.parameter("cursor").map(read);
    let shown: Vec<&(usize, T)> = match cursor {
        None => rows.iter().take(limit).collect(),
        Some(Some(Cursor::Next(at))) => rows
            .iter()
            .filter(|(number, _)| *number < at)
            .take(limit)
            .collect(),
        Some(Some(Cursor::Previous(at))) => {
            let newer = rows.partition_point(|(number, _)| *number > at);
            rows.iter()
                .take(newer)
                .skip(newer.saturating_sub(limit))
                .collect()
        }
        Some(None) => return Err(spot.refuse(400, "cursor is not valid")),
    };
    let begins_with_newest =
        shown.first().map(|(number, _)| *number) == rows.first().map(|(number, _)| *number);
    let previous = shown
        .first()
        .filter(|_| !begins_with_newest)
        .map(|(number, _)| write("prev", *number));
    let next = shown.last().map(|(number, _)| write("next", *number));
    Ok(Reply::json(
        200,
        &json!({
            "count": shown.len(),
            "limit": limit,
            "cursor": {"prev": previous, "next": next},
            "data": shown.iter().map(|(_, row)| show(row)).collect::<Vec<Value>>(),
        }),
    ))
}

fn write(way: &str, number: usize) -> String {
    STANDARD.encode(format!("{way}___{number}"))
}

fn read(text: &str) -> Option<Cursor> {
    let bytes = STANDARD.decode(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (way, number) = text.split_once("___")?;
    let number = number.parse().ok()?;
    match way {
        "next" => Some(Cursor::Next(number)),
        "prev" => Some(Cursor::Previous(number)),
        _ => None,
    }
}
