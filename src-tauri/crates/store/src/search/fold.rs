//! The one way in which text is made comparable. What is held and what is asked go through the same function:
//! two that differ by a letter would find nothing, and nobody would know.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, compatibility forms made plain, and nothing between words but single spaces' worth:
/// every white or control character is a space, so a word never holds one.
pub(crate) fn fold(text: &str, into: &mut String) {
    if text.is_ascii() {
        into.extend(text.bytes().map(|byte| {
            if byte.is_ascii_control() {
                ' '
            } else {
                char::from(byte.to_ascii_lowercase())
            }
        }));
        return;
    }
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    // Lower case may bring marks of its own: a Turkish dotted I.
    let lower = plain
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c));
    into.extend(lower.map(|c| {
        if c.is_whitespace() || c.is_control() {
            ' '
        } else {
            c
        }
    }));
}

/// What stands between the digits of one number.
pub(crate) fn is_between(c: char) -> bool {
    matches!(c, '+' | '-' | '.' | ',' | '(' | ')' | '_' | '/' | ' ')
}

/// A reference without what stands between its parts, when that makes it another text.
pub(crate) fn squeeze(folded: &str) -> Option<String> {
    folded
        .contains(is_between)
        .then(|| folded.chars().filter(|c| !is_between(*c)).collect())
}

/// Calling codes are of one to three digits, and none begins another.
fn calling_code_length(digits: &str) -> usize {
    const TWO: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    if digits.starts_with(['1', '7']) {
        1
    } else if digits.get(..2).is_some_and(|code| TWO.contains(&code)) {
        2
    } else {
        3
    }
}

/// Every spelling of a number as runs of digits: any part of `00256772418305` and of `2560772418305`, which between
/// them hold the number with its code, with the prefix that dials abroad, with the zero that dials at home, and bare.
pub(crate) fn phone(e164: &str, into: &mut String) {
    let digits = e164.trim_start_matches('+');
    let (code, rest) = digits
        .split_at_checked(calling_code_length(digits))
        .unwrap_or((digits, ""));
    for part in ["00", digits, " ", code, "0", rest] {
        into.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut into = String::new();
        fold(text, &mut into);
        into
    }

    #[test]
    fn case_accents_and_compatibility_forms_do_not_count() {
        assert_eq!(folded("Kouamé N'GUESSAN"), "kouame n'guessan");
        assert_eq!(folded("Ｆａｃｔｕｒｅ ５６"), "facture 56");
        assert_eq!(folded("İpek\tﬁn"), "ipek fin");
    }

    #[test]
    fn a_number_holds_all_its_spellings() {
        let mut held = String::new();
        phone("+256772418305", &mut held);
        for part in [
            "0772418305",
            "256772418305",
            "00256772418305",
            "772418305",
            "8305",
            "2560772418305",
        ] {
            assert!(held.contains(part), "{part}");
        }
        let mut held = String::new();
        phone("+33612345678", &mut held);
        assert!(held.contains("0612345678"));
    }
}
