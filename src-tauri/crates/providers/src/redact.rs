//! Blanks secrets and masks phones in what is kept or shown of a provider's answer.

use crate::manifest::Manifest;
use serde_json::Value;

/// An answer as it may be kept: secret fields blanked, phones masked, at most 64 kB. Not JSON: only its length is told.
#[must_use]
pub fn redacted(body: &[u8], manifest: &Manifest) -> String {
    const LONGEST: usize = 64 * 1024;
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else {
        return format!("\"not JSON, {} bytes\"", body.len());
    };
    blank(&mut value, manifest);
    let text = value.to_string();
    if text.len() > LONGEST {
        return format!("\"too long to keep, {} bytes\"", body.len());
    }
    text
}

fn blank(value: &mut Value, manifest: &Manifest) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if manifest
                    .secret_fields
                    .iter()
                    .any(|f| f.eq_ignore_ascii_case(name))
                {
                    *value = Value::String("•••".to_owned());
                } else if manifest
                    .phone_fields
                    .iter()
                    .any(|f| f.eq_ignore_ascii_case(name))
                {
                    mask(value, manifest);
                } else {
                    blank(value, manifest);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| blank(item, manifest)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn mask(value: &mut Value, manifest: &Manifest) {
    let digits: String = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) => return,
        Value::Array(items) => return items.iter_mut().for_each(|item| mask(item, manifest)),
        // Somebody who is told by more than a number.
        Value::Object(_) => return blank(value, manifest),
    };
    let length = digits.chars().count();
    let shown: String = digits
        .chars()
        .enumerate()
        .map(|(place, c)| {
            if c.is_ascii_digit() && place + 6 >= length && place + 3 < length {
                '•'
            } else {
                c
            }
        })
        .collect();
    *value = Value::String(shown);
}
