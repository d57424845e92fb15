//! The code that stands first in a note where a provider takes no reference of ours.

/// How many characters the code has.
pub const CODE_LENGTH: usize = 6;

/// Letters and digits that nobody confuses on paper: no 0 O, 1 I L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// A code of [`CODE_LENGTH`] characters out of chance that the caller brings.
#[must_use]
pub fn code(mut chance: u64) -> String {
    let base = ALPHABET.len() as u64;
    let mut code = String::with_capacity(CODE_LENGTH);
    for _ in 0..CODE_LENGTH {
        let place = usize::try_from(chance % base).unwrap_or(0);
        code.push(char::from(ALPHABET[place]));
        chance /= base;
    }
    code
}

/// The note as it leaves: the code first, since statements cut tails, then as much of the text as fits.
#[must_use]
pub fn with_code(code: &str, text: Option<&str>, limit: usize) -> String {
    let text = text.unwrap_or_default().trim();
    let whole = if text.is_empty() {
        code.to_owned()
    } else {
        format!("{code} {text}")
    };
    whole
        .chars()
        .take(limit)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// The code that a note carries, when it begins with something of the code's form.
#[must_use]
pub fn code_in(note: &str) -> Option<&str> {
    let first = note.split_whitespace().next()?;
    let formed = first.len() == CODE_LENGTH && first.bytes().all(|b| ALPHABET.contains(&b));
    formed.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_no_letter_that_looks_like_another() {
        for chance in (0..5_000_000_000_u64).step_by(7_654_321) {
            let code = code(chance);
            assert_eq!(code.len(), CODE_LENGTH);
            assert!(!code.contains(['0', 'O', '1', 'I', 'L']), "{code}");
        }
    }

    #[test]
    fn the_code_stands_first_and_survives_a_cut_tail() {
        let note = with_code("K7Q2M9", Some("Invoice 56, twelve bags of cement"), 16);
        assert_eq!(note, "K7Q2M9 Invoice 5");
        assert_eq!(code_in(&note), Some("K7Q2M9"));
        assert_eq!(with_code("K7Q2M9", None, 16), "K7Q2M9");
    }

    #[test]
    fn a_note_of_somebody_else_has_no_code() {
        assert_eq!(code_in("Invoice 56"), None);
        assert_eq!(code_in(""), None);
    }
}
