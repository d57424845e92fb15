//! Digits as spreadsheets write them. What cannot be read in one way only is not read.

use memchr::{memchr2, memchr3};

/// What a spreadsheet made of digits that were meant as a name, not as a quantity.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// Nothing: it is as it was typed.
    Untouched,
    /// It became a quantity, and every digit can still be told.
    Whole(String),
    /// It became a quantity, and some digits are gone, or never were digits.
    Lost,
}

/// How many digits a spreadsheet keeps.
const KEPT: usize = 15;

/// A number cell of a workbook: `256775203801`, `2.56775203801E11`, `256775203801.0`.
pub(super) fn of_number(text: &str) -> Digits {
    match expanded(text) {
        // Of more digits the last ones are zeros, whatever was typed.
        Some(digits) if digits.len() <= KEPT => Digits::Whole(digits),
        _ => Digits::Lost,
    }
}

/// The same once it was saved as text, where it stands as it was shown: `2.56775E+11` has lost what it did not show.
pub(super) fn of_text(text: &str) -> Digits {
    if memchr3(b'.', b',', b'E', text.as_bytes()).is_none() && !text.contains('e') {
        return Digits::Untouched;
    }
    if let Some((mantissa, exponent)) = scientific(text) {
        let shown = mantissa
            .find(['.', ','])
            .map_or(0, |point| mantissa.len() - point - 1);
        if exponent < 0 || shown < exponent.unsigned_abs() as usize {
            return Digits::Lost;
        }
        return of_number(text);
    }
    let Some((whole, decimals)) = text.split_once(['.', ',']) else {
        return Digits::Untouched;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Nobody writes a phone as digits, one point and one or two zeros, but a program that took it for a quantity.
    if digits(whole) && whole.len() > 6 && matches!(decimals, "0" | "00") {
        return Digits::Whole(whole.to_owned());
    }
    Digits::Untouched
}

/// `2.56E+11`, with a sign as spreadsheets show it, or bare as they keep it.
fn scientific(text: &str) -> Option<(&str, i32)> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let plain = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, decimals) = plain.split_once(['.', ',']).unwrap_or((plain, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let bare = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !digits(whole) || !digits(decimals) || !digits(bare) || bare.len() > 3 {
        return None;
    }
    Some((mantissa, exponent.parse().ok()?))
}

/// Does an amount of a workbook hold more digits than a spreadsheet shows?
pub(super) fn is_unrounded(plain: &str) -> bool {
    let digits = plain.bytes().filter(u8::is_ascii_digit);
    digits.skip_while(|b| *b == b'0').count() > KEPT
}

/// Does the text look like a quantity that was shown shortened?
pub(super) fn looks_shortened(text: &str) -> bool {
    // Most texts are told by their first letter.
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && memchr2(b'E', b'e', text.as_bytes()).is_some()
        && scientific(text).is_some()
        && text.contains(['+', '-'])
}

/// The digits of a whole number that is written in any of the ways in which a workbook keeps one.
fn expanded(text: &str) -> Option<String> {
    let decimal = plain(text)?;
    let whole = match decimal.split_once('.') {
        Some((whole, decimals)) if decimals.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => &decimal,
    };
    whole
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| whole.to_owned())
        .filter(|digits| !digits.is_empty())
}

/// A number of a workbook in plain digits, without an exponent, exactly.
pub(super) fn plain(text: &str) -> Option<String> {
    let Some((mantissa, exponent)) = scientific(text) else {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let formed = unsigned.bytes().any(|b| b.is_ascii_digit())
            && unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && unsigned.bytes().filter(|b| *b == b'.').count() < 2;
        return formed.then(|| text.to_owned());
    };
    if exponent.unsigned_abs() > 30 {
        return None;
    }
    let (sign, unsigned) = match mantissa.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", mantissa),
    };
    let (whole, decimals) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
    let digits = format!("{whole}{decimals}");
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let Ok(point) = usize::try_from(point) else {
        let zeros = "0".repeat(point.unsigned_abs() as usize);
        return Some(format!("{sign}0.{zeros}{digits}"));
    };
    if point >= digits.len() {
        let zeros = "0".repeat(point - digits.len());
        let all = format!("{digits}{zeros}");
        let all = all.trim_start_matches('0');
        return Some(format!("{sign}{}", if all.is_empty() { "0" } else { all }));
    }
    let (whole, decimals) = digits.split_at(point);
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(format!("{sign}{whole}.{decimals}"))
}

/// What an amount's text says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// Plain decimal digits.
    Plain(String),
    /// It can be read in two ways.
    Ambiguous,
    /// It is none.
    None,
}

/// An amount as people write it: `25 000`, `1,250,000`, `2500,50`. One mark with three digits behind it is either.
pub(super) fn amount(text: &str) -> Amount {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '\u{2019}' | '\'');
    let (sign, text) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", text),
    };
    let found = |digits: String| Amount::Plain(format!("{sign}{digits}"));
    if text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
        return found(text.to_owned());
    }
    let marks: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    if marks.iter().any(|c| !is_gap(*c) && !matches!(c, '.' | ',')) {
        return Amount::None;
    }
    let last = text.rfind(['.', ',']);
    let Some(last) = last else {
        // Only gaps: every group but the first has three digits.
        return match grouped(text, is_gap) {
            Some(digits) => found(digits),
            None => Amount::None,
        };
    };
    let (before, behind) = (&text[..last], &text[last + 1..]);
    let mark = text[last..].chars().next().unwrap_or('.');
    if !behind.bytes().all(|b| b.is_ascii_digit()) || behind.is_empty() {
        return Amount::None;
    }
    if before.contains(mark) {
        // The same mark twice can only part thousands.
        return match grouped(text, |c| c == mark) {
            Some(digits) => found(digits),
            None => Amount::None,
        };
    }
    let other = |c: char| c != mark && (is_gap(c) || matches!(c, '.' | ','));
    let has_groups = before.chars().any(other);
    let whole = if has_groups {
        grouped(before, other)
    } else {
        (!before.is_empty() && before.bytes().all(|b| b.is_ascii_digit()))
            .then(|| before.to_owned())
    };
    let Some(whole) = whole else {
        return Amount::None;
    };
    if behind.len() == 3 && !whole.starts_with('0') {
        return Amount::Ambiguous;
    }
    found(format!("{whole}.{behind}"))
}

/// `1 250 000` by its gaps, all of one sort.
fn grouped(text: &str, is_gap: impl Fn(char) -> bool) -> Option<String> {
    let mut gaps = text.chars().filter(|c| is_gap(*c));
    let first_gap = gaps.next()?;
    if gaps.any(|gap| gap != first_gap) {
        return None;
    }
    let mut groups = text.split(first_gap);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if first.is_empty() || first.len() > 3 || first.starts_with('0') || !is_digits(first) {
        return None;
    }
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}
