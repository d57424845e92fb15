//! A reading of JSON that shares nothing with the one under test: whether a text is one whole object, and what stands
//! in it. It knows no depth at which it gives up.

/// What stands in an object, in order; names of fields stand among the texts.
#[derive(Debug, Default)]
pub struct Content {
    /// Texts, with their escapes undone.
    pub texts: Vec<String>,
    /// Numbers, as they are written.
    pub numbers: Vec<String>,
}

/// The content of a text that is one whole JSON object and nothing else.
pub fn object(text: &str) -> Option<Content> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        rest: text.trim_start_matches(BLANK),
        content: Content::default(),
    };
    if !reader.rest.starts_with('{') {
        return None;
    }
    reader.value()?;
    reader.rest.is_empty().then_some(reader.content)
}

const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

struct Reader<'t> {
    rest: &'t str,
    content: Content,
}

impl Reader<'_> {
    fn take(&mut self, mark: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(mark)?.trim_start_matches(BLANK);
        Some(())
    }

    fn next_is(&self, mark: char) -> bool {
        self.rest.starts_with(mark)
    }

    /// One value with all that is in it; the open brackets are kept in a list, not on the stack.
    fn value(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            let close = match self.rest.chars().next()? {
                '{' => '}',
                '[' => ']',
                _ => {
                    self.leaf()?;
                    if !self.ends(&mut open)? {
                        return Some(());
                    }
                    continue;
                }
            };
            self.rest = self.rest[1..].trim_start_matches(BLANK);
            open.push(close);
            if self.next_is(close) {
                if !self.ends(&mut open)? {
                    return Some(());
                }
            } else if close == '}' {
                self.name()?;
            }
        }
    }

    /// After a value: closes what ends here, and stands before the next value if there is one.
    fn ends(&mut self, open: &mut Vec<char>) -> Option<bool> {
        while let Some(close) = open.last().copied() {
            if self.next_is(close) {
                self.take(close)?;
                open.pop();
            } else {
                self.take(',')?;
                if close == '}' {
                    self.name()?;
                }
                return Some(true);
            }
        }
        Some(false)
    }

    fn name(&mut self) -> Option<()> {
        self.text()?;
        self.take(':')
    }

    fn leaf(&mut self) -> Option<()> {
        if self.next_is('"') {
            return self.text();
        }
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        match word {
            "true" | "false" | "null" => {}
            _ if is_number(word) => self.content.numbers.push(word.to_owned()),
            _ => return None,
        }
        self.rest = rest.trim_start_matches(BLANK);
        Some(())
    }

    fn text(&mut self) -> Option<()> {
        let inside = self.rest.strip_prefix('"')?;
        let mut escaped = false;
        let end = inside.find(|c: char| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        let (written, rest) = inside.split_at(end);
        if written.contains(|c: char| c.is_ascii_control() && c != '\u{7f}') {
            return None;
        }
        self.content.texts.push(unescaped(written)?);
        self.rest = rest[1..].trim_start_matches(BLANK);
        Some(())
    }
}

fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (word, None),
    };
    let (whole, decimals) = match mantissa.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && decimals.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

/// Half of a character that is written in two stands for nothing, and is nobody's reason to doubt the rest.
fn unescaped(written: &str) -> Option<String> {
    let mut text = String::new();
    let mut units = Vec::new();
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        let plain = match c {
            '\\' => match chars.next()? {
                'u' => {
                    let digits = chars.as_str().get(..4)?;
                    units.push(u16::from_str_radix(digits, 16).ok()?);
                    chars = chars.as_str()[4..].chars();
                    continue;
                }
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                same @ ('"' | '\\' | '/') => same,
                _ => return None,
            },
            plain => plain,
        };
        text.push_str(&String::from_utf16_lossy(&units));
        units.clear();
        text.push(plain);
    }
    text.push_str(&String::from_utf16_lossy(&units));
    Some(text)
}
