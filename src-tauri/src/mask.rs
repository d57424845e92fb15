//! Phone numbers, for those who may not see them whole: `0772 ••• 305`.
//!
//! One pass over everything that leaves, whatever view it is: a new view is masked before anybody thought of it. What is named
//! after a phone is masked whole; a number that stands so in one field is masked in every other, however it is spelt there;
//! and in words, whatever looks like a number is taken for one.

use domain::Phone;
use engine::view::{ErrorView, OperationView};
use serde_json::Value;

/// Fields that hold somebody's number.
const PHONES: [&str; 7] = [
    "phone",
    "e164",
    "national",
    "recipient",
    "payer",
    "msisdn",
    "number",
];
/// Fields whose digits are no number, and are needed whole.
const NOT_PHONES: [&str; 15] = [
    "id",
    "account",
    "amount",
    "available",
    "our_reference",
    "provider_reference",
    "operator_reference",
    "reference",
    "request_id",
    "nonce",
    "next",
    "transaction",
    "operation",
    "version",
    // A page is found by all of its address; where a number that is known stands in it, that is masked.
    "url",
];
/// By so many digits at its end a number is known again, with or without its country before it.
const TAIL: usize = 8;
const HIDDEN: &str = "•••";
/// How many digits are seen before the hidden ones, at most, and how many after.
const SEEN: (usize, usize) = (4, 3);
/// At least so many stay hidden.
const LEAST_HIDDEN: usize = 3;

/// Everything that a view says, with every number in it masked.
pub(crate) fn masked(mut view: Value) -> Value {
    let mut known = Vec::new();
    collect(&view, &mut known);
    walk(None, &mut view, &known);
    view
}

/// An error, and the operation it is about.
pub(crate) fn mask_error(error: &mut ErrorView) {
    let Some(operation) = &mut error.operation else {
        return;
    };
    let known: Vec<String> = operation.phone.iter().filter_map(|it| tail(it)).collect();
    mask_operation(operation);
    error.message = in_words(&error.message, &known, false);
}

fn mask_operation(operation: &mut OperationView) {
    let known: Vec<String> = operation.phone.iter().filter_map(|it| tail(it)).collect();
    if let Some(phone) = &mut operation.phone {
        *phone = one(phone);
    }
    let reason = operation.reason.as_mut();
    let action = operation.action.as_mut();
    let texts = [
        operation.note.as_mut(),
        operation.name.as_mut(),
        operation.last_check_failure.as_mut(),
    ];
    let of_reason = reason
        .into_iter()
        .flat_map(|it| [Some(&mut it.message), it.provider_message.as_mut()]);
    let of_action = action
        .into_iter()
        .flat_map(|it| [it.url.as_mut(), it.text.as_mut()]);
    for text in texts
        .into_iter()
        .chain(of_reason)
        .chain(of_action)
        .flatten()
    {
        *text = in_words(text, &known, true);
    }
}

/// One number: its first digits as its country writes it, four at most, and its last three.
fn one(text: &str) -> String {
    let national = Phone::parse(text).map_or_else(|_| text.to_owned(), |phone| phone.national());
    let digits: Vec<char> = national.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < TAIL {
        // An account in few digits, or no number at all.
        return in_words(text, &[], true);
    }
    let words: String = national
        .chars()
        .take_while(|c| !c.is_ascii_digit() && *c != '+')
        .collect();
    let digits: String = digits.into_iter().collect();
    format!("{words}{}", hidden(&digits))
}

fn tail(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().checked_sub(TAIL)?;
    Some(digits[start..].to_owned())
}

fn collect(view: &Value, known: &mut Vec<String>) {
    match view {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (true, Value::String(text)) = (is_a_phone(name), value) {
                    known.extend(tail(text));
                }
                collect(value, known);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_a_phone(name: &str) -> bool {
    PHONES.contains(&name)
}

fn walk(name: Option<&str>, view: &mut Value, known: &[String]) {
    match view {
        Value::Object(fields) => {
            for (name, value) in fields {
                walk(Some(name), value, known);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(name, item, known)),
        Value::String(text) => {
            *text = match name {
                Some(name) if is_a_phone(name) => one(text),
                Some(name) if NOT_PHONES.contains(&name) || name.ends_with("_at") => {
                    in_words(text, known, false)
                }
                _ => in_words(text, known, true),
            };
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text with the numbers in it masked: those that are known, and with `guess` whatever looks like one.
fn in_words(text: &str, known: &[String], guess: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let (words, found) = rest.split_at(start);
        out.push_str(words);
        before = words.chars().next_back().or(before);
        let length = run(found);
        let (run, after) = found.split_at(length);
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let alone = !before.is_some_and(char::is_alphanumeric)
            && !after.starts_with(|c: char| c.is_alphanumeric());
        let is_known = known.iter().any(|tail| digits.contains(tail.as_str()));
        if is_known || (guess && alone && looks_like_a_phone(run, &digits)) {
            out.push_str(&hidden(&digits));
        } else {
            out.push_str(run);
        }
        before = run.chars().next_back();
        rest = after;
    }
    out.push_str(rest);
    out
}

/// How long the number is that a text begins with: digits, and what people put between them. A space that groups an amount
/// is another one.
fn run(text: &str) -> usize {
    let between = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
    let mut end = 0;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() || (at == 0 && c == '+') {
            (end, gap) = (at + c.len_utf8(), 0);
        } else if between(c) && gap < 2 {
            gap += 1;
        } else {
            break;
        }
    }
    end
}

/// Where Duka is used, numbers begin by a nought, a country, or a seven or six of nine digits.
fn looks_like_a_phone(run: &str, digits: &str) -> bool {
    const COUNTRIES: [&str; 6] = ["221", "224", "225", "250", "254", "256"];
    let whole = run.bytes().all(|byte| byte.is_ascii_digit());
    let with_country = COUNTRIES.iter().any(|code| digits.starts_with(code));
    match digits.len() {
        _ if run.starts_with('+') => digits.len() >= TAIL,
        9 => digits.starts_with(['0', '6', '7']),
        10 => digits.starts_with('0'),
        11..=13 => with_country,
        14 | 15 => digits.starts_with("00") && whole,
        _ => false,
    }
}

fn hidden(digits: &str) -> String {
    let last = digits.len().saturating_sub(SEEN.1);
    let first = last.saturating_sub(LEAST_HIDDEN).min(SEEN.0);
    format!("{} {HIDDEN} {}", &digits[..first], &digits[last..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_keeps_enough_to_be_recognised() {
        for (whole, shown) in [
            ("+256772418305", "0772 ••• 305"),
            ("+250788123456", "0788 ••• 456"),
            ("+224622410877", "622 ••• 877"),
            ("+2250708412219", "0708 ••• 219"),
            ("0772 418 305", "0772 ••• 305"),
            ("CENTENARY 3100012345", "CENTENARY 3100 ••• 345"),
            ("", ""),
            ("Sarah", "Sarah"),
        ] {
            assert_eq!(one(whole), shown, "{whole}");
        }
    }

    #[test]
    fn a_number_that_a_view_names_is_masked_wherever_else_it_stands_there() {
        let view = json!({
            "operation": {
                "id": "op_01k5j2d3e4f5g6h7j8k9m0n1p2",
                "phone": "+256772418305",
                "amount": {"amount": "772418305", "currency": "UGX"},
                "our_reference": "DK-256772418305",
                "created_at": "2026-09-20T14:31:40Z",
            },
            "timeline": [{"detail": "asked 0772-418 305, answered", "actor": "Moses, window"}],
            "answers": [{"body": "{\"msisdn\":\"0772418305\",\"ref\":\"20260920143140\"}"}],
        });
        let shown = masked(view).to_string();
        assert!(!shown.contains("418"), "{shown}");
        for kept in [
            "op_01k5j2d3e4f5g6h7j8k9m0n1p2",
            "2026-09-20T14:31:40Z",
            "20260920143140",
            "Moses, window",
        ] {
            assert!(shown.contains(kept), "{kept}: {shown}");
        }
    }

    #[test]
    fn whatever_looks_like_a_number_in_words_is_masked_and_amounts_and_days_are_not() {
        for (said, shown) in [
            ("Call 0772 418 305 now", "Call 0772 ••• 305 now"),
            ("+250 788 12 34 56", "2507 ••• 456"),
            ("from 256772418305.", "from 2567 ••• 305."),
            ("772418305", "772 ••• 305"),
            ("K7Q2M9 Invoice 56", "K7Q2M9 Invoice 56"),
            (
                "Paid 12,500,000 GNF on 2026-09-20 14:31",
                "Paid 12,500,000 GNF on 2026-09-20 14:31",
            ),
            ("12\u{a0}500\u{a0}000 GNF", "12\u{a0}500\u{a0}000 GNF"),
            ("op_0772418305x", "op_0772418305x"),
            ("Term 3 fees 2026/27", "Term 3 fees 2026/27"),
        ] {
            assert_eq!(in_words(said, &[], true), shown);
        }
    }

    #[test]
    fn the_address_of_a_page_stays_whole_unless_a_known_number_stands_in_it() {
        let shown = masked(json!({
            "phone": "+256772418305",
            "url": "https://pay.example/l/0788123456?from=256772418305",
        }));
        let url = shown["url"].as_str().unwrap();
        assert!(
            url.contains("/l/0788123456") && !url.contains("418305"),
            "{url}"
        );
    }

    #[test]
    fn a_view_that_nobody_thought_of_is_masked_too() {
        let shown = masked(json!({"rows": [{"who_paid": "+256 772 418305"}]})).to_string();
        assert!(!shown.contains("418305"), "{shown}");
    }
}
