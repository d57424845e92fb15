//! The text of the box, taken apart. Nothing that anybody can type is an error.

use super::fold::{self, fold, is_between};
use super::query::Query;
use super::signs::{self, Sign, Signs};
use memchr::memmem::Finder;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// More than anybody types; a pasted page is cut here.
const LONGEST: usize = 256;

/// One thing to find: any of the needles in a row's text, or any of the amounts.
pub(crate) struct Term {
    pub(crate) needles: Vec<Finder<'static>>,
    pub(crate) amounts: Vec<i64>,
    /// Characters that a row must have for this to be found in it.
    pub(crate) letters: u64,
    /// The signs of each needle, all of which stand where it does.
    needle_signs: Vec<Vec<Sign>>,
}

/// One thing that must hold: any of these ways, each of which wants all its terms.
pub(crate) struct Clause {
    pub(crate) ways: Vec<Vec<Term>>,
}

/// Which characters a text has, one bit for each that is usual in it; those beyond share a few bits.
pub(crate) fn letters(text: &[u8]) -> u64 {
    text.iter().fold(0, |mask, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => byte - b'0' + 26,
            other => 36 + other % 28,
        };
        mask | (1 << bit)
    })
}

fn term(mut texts: Vec<String>, mut amounts: Vec<i64>) -> Term {
    texts.sort_unstable();
    texts.dedup();
    amounts.sort_unstable();
    amounts.dedup();
    let common = texts
        .iter()
        .fold(u64::MAX, |mask, text| mask & letters(text.as_bytes()));
    Term {
        letters: if amounts.is_empty() { common } else { 0 },
        needle_signs: texts
            .iter()
            .map(|text| signs::of_needle(text.as_bytes()))
            .collect(),
        needles: texts
            .iter()
            .map(|text| Finder::new(text.as_bytes()).into_owned())
            .collect(),
        amounts,
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || is_between(c))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Ten-thousandths of what a decimal text says, if it says something that the store can hold.
fn amount_of(text: &str, times: i64) -> Option<i64> {
    let value: Decimal = text.parse().ok()?;
    let parts = value.checked_mul(Decimal::from(times.checked_mul(10_000)?))?;
    if parts.fract().is_zero() {
        parts.to_i64()
    } else {
        None
    }
}

/// The digits of a whole number, plain or grouped by threes with one sort of separator.
fn whole(text: &str) -> Option<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = text.split(|c| Some(c) == separator).collect();
    let lengths = parts[1..].iter().all(|part| part.len() == 3);
    let first = parts[0].len();
    let formed = first > 0 && lengths && (parts.len() == 1 || first <= 3);
    let clean = parts
        .iter()
        .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    // What begins with a zero is a phone, not an amount.
    let zero = parts[0].starts_with('0') && text != "0";
    (formed && clean && !zero).then(|| parts.concat())
}

/// The amounts that a number may mean: `1 250 000`, `1,250,000`, `1.250.000`, `12.50`, `1 250,5`.
fn amounts(text: &str, times: i64) -> Vec<i64> {
    let mut found = Vec::new();
    if let Some(digits) = whole(text) {
        found.extend(amount_of(&digits, times));
    }
    if let Some(at) = text.rfind([',', '.']) {
        let (units, rest) = text.split_at(at);
        let (mark, decimals) = rest.split_at(1);
        let formed = !decimals.is_empty() && decimals.bytes().all(|b| b.is_ascii_digit());
        // A mark that stands twice groups; it cannot begin the decimals as well.
        if let Some(units) = whole(units).filter(|_| formed && !text[..at].contains(mark)) {
            found.extend(amount_of(&format!("{units}.{decimals}"), times));
        }
    }
    found
}

/// A word with letters in it; `50k` and `1.5m` may be amounts besides.
fn word(text: &str) -> Term {
    let thousands = [("k", 1_000), ("m", 1_000_000)];
    let meant = thousands.iter().find_map(|(end, times)| {
        let number = text.strip_suffix(end).filter(|rest| is_number(rest))?;
        Some(amounts(number, *times))
    });
    term(vec![text.to_owned()], meant.unwrap_or_default())
}

/// A number as one run of digits, as it was typed, and as an amount.
fn number(typed: &str) -> Term {
    let mut texts = vec![digits(typed)];
    if !typed.contains(' ') {
        texts.push(typed.to_owned());
    }
    term(texts, amounts(typed, 1))
}

/// Numbers that follow each other: one number with spaces in it, or, where no such grouping explains them and none
/// is too short to mean something by itself, several.
fn numbers(typed: &[&str]) -> Clause {
    let mut ways = vec![vec![number(&typed.join(" "))]];
    let by_threes = typed[1..].iter().all(|part| part.len() == 3);
    let telling = typed.iter().all(|part| digits(part).len() >= 3);
    if typed.len() > 1 && telling && !by_threes {
        ways.push(typed.iter().map(|part| number(part)).collect());
    }
    Clause { ways }
}

/// Takes the text apart. All the clauses must hold; none means that everything does.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    let cut: String = text.chars().take(LONGEST).collect();
    let mut folded = String::new();
    fold(&cut, &mut folded);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut clauses = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    while !words.is_empty() {
        let run = run_of_numbers(&words);
        if run == 0 {
            let first = words.remove(0);
            if !seen.contains(&first) {
                seen.push(first);
                let ways = vec![vec![word(first)]];
                clauses.push(Clause { ways });
            }
        } else {
            let typed: Vec<&str> = words.drain(..run).filter(|part| is_number(part)).collect();
            clauses.push(numbers(&typed));
        }
    }
    // The longest first: it leaves the fewest rows to the others.
    clauses.sort_by_key(|clause| std::cmp::Reverse(clause.length()));
    clauses
}

/// Something that stands in a row's text as it is.
fn exact(text: String) -> Clause {
    Clause {
        ways: vec![vec![term(vec![text], Vec::new())]],
    }
}

/// A word by itself, whole: each word of a row's text stands between two spaces.
fn whole_word(text: &str) -> Option<Clause> {
    let mut folded = String::from(" ");
    fold(text.trim(), &mut folded);
    folded.push(' ');
    (folded.trim() != "").then(|| exact(folded))
}

/// Everything of a query that is looked for in the text of rows.
pub(crate) fn asked(query: &Query) -> Vec<Clause> {
    let mut all = clauses(&query.text);
    if let Some(number) = &query.phone {
        let mut spelled = String::from(" ");
        fold::phone(number.e164(), &mut spelled);
        spelled.push(' ');
        all.push(exact(spelled));
    }
    let words = [&query.reference, &query.link];
    all.extend(words.into_iter().flatten().filter_map(|it| whole_word(it)));
    all.sort_by_key(|clause| std::cmp::Reverse(clause.length()));
    all
}

/// How many words from the first on are one run of numbers; a lone dash or plus between two belongs to it.
fn run_of_numbers(words: &[&str]) -> usize {
    let mut run = 0;
    for (at, word) in words.iter().enumerate() {
        if is_number(word) {
            run = at + 1;
        } else if run == 0 || !word.chars().all(is_between) {
            break;
        }
    }
    run
}

impl Clause {
    fn length(&self) -> usize {
        let shortest = |terms: &Vec<Term>| {
            let needles = terms.iter().flat_map(|term| &term.needles);
            needles.map(|needle| needle.needle().len()).min()
        };
        self.ways.iter().filter_map(shortest).min().unwrap_or(0)
    }

    /// Characters that every row has in which this holds.
    pub(crate) fn letters(&self) -> u64 {
        let of_way = |terms: &Vec<Term>| terms.iter().fold(0, |mask, term| mask | term.letters);
        self.ways.iter().map(of_way).fold(u64::MAX, |a, b| a & b)
    }

    /// The only thing to find, where there is but one way and it is that.
    pub(crate) fn only_term(&self) -> Option<&Term> {
        match self.ways.as_slice() {
            [way] => match way.as_slice() {
                [term] => Some(term),
                _ => None,
            },
            _ => None,
        }
    }

    /// The blocks of a stretch in which this may hold.
    pub(crate) fn blocks(&self, signs: &Signs) -> u64 {
        let way = |terms: &Vec<Term>| {
            terms
                .iter()
                .fold(u64::MAX, |all, term| all & term.blocks(signs))
        };
        self.ways.iter().fold(0, |all, terms| all | way(terms))
    }

    pub(crate) fn holds(&self, text: &[u8], amount: i64) -> bool {
        self.ways
            .iter()
            .any(|way| way.iter().all(|term| term.holds(text, amount)))
    }
}

/// In which blocks of a stretch the parts of a term may be.
pub(crate) struct Places {
    /// A bit a block for each needle, in their order.
    pub(crate) needles: Vec<u64>,
    pub(crate) amounts: u64,
}

impl Term {
    pub(crate) fn places(&self, signs: &Signs) -> Places {
        let of_amount = |parts: &i64| signs.all(&signs::amount(*parts));
        Places {
            needles: self
                .needle_signs
                .iter()
                .map(|wanted| signs.all(wanted))
                .collect(),
            amounts: self.amounts.iter().map(of_amount).fold(0, |a, b| a | b),
        }
    }

    fn blocks(&self, signs: &Signs) -> u64 {
        let places = self.places(signs);
        places.needles.iter().fold(places.amounts, |a, b| a | b)
    }

    fn holds(&self, text: &[u8], amount: i64) -> bool {
        self.amounts.contains(&amount) || self.needles.iter().any(|n| n.find(text).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(text: &str, whole: i64) -> bool {
        let clauses = clauses(text);
        clauses.len() == 1 && clauses[0].holds(b"", whole * 10_000)
    }

    #[test]
    fn an_amount_is_understood_however_it_is_grouped() {
        for text in [
            "1250000",
            "1 250 000",
            "1,250,000",
            "1.250.000",
            "1250k",
            "1.25m",
            "1,25 m",
        ] {
            assert_eq!(means(text, 1_250_000), text != "1,25 m", "{text}");
        }
        assert!(means("50k", 50_000) && means("50K", 50_000) && means("50 000", 50_000));
        assert!(!means("50 00", 5_000));
        assert!(clauses("12,50")[0].holds(b"", 125_000));
    }

    #[test]
    fn numbers_with_spaces_are_one_number_and_may_be_several() {
        let one = clauses("772 41 83");
        assert!(one[0].holds(b"00256772418305", 0));
        assert!(!one[0].holds(b"772 41 83 apart 83 41", 0));
        let two = clauses("8305 50000");
        assert!(two[0].holds(b"00256772418305", 500_000_000));
    }

    #[test]
    fn nothing_typed_asks_for_nothing() {
        for text in ["", "   ", "\u{301}\u{301}", "\u{0}\n"] {
            assert!(clauses(text).is_empty(), "{text:?}");
        }
    }
}
