//! The text of the search box. Any text gives a page; what is cut out of a row finds that row; and words find exactly
//! the rows that a plain scan finds.

use super::shop::{Shop, Written};
use domain::Environment;
use std::collections::BTreeSet;
use store::{Page, Query, Row, StoreError};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Rows to a page, and pages that are read: loading every row for every text would leave time for few texts.
const A_PAGE: u32 = 40;
const PAGES: usize = 2;

/// Searches for the text, and for what the same bytes cut out of a row.
pub fn search_text(shop: &Shop, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let found = Found::of(shop, &text);
    if let Some(expected) = scanned(&shop.rows, &text) {
        assert_eq!(
            found.n,
            expected.len() as u64,
            "{text:?} does not find as many as a scan"
        );
        assert!(
            found.ids.is_subset(&expected),
            "{text:?} finds what no scan finds"
        );
    }
    if text.starts_with(['h', 'j']) {
        a_cursor_of_nobody_is_an_error_or_a_page(shop, &text);
    }
    if let Some((row, cut)) = cut(&shop.rows, input) {
        let found = Found::of(shop, &cut);
        assert!(
            found.ids.contains(&row.id) || !found.is_whole(),
            "{cut:?} is cut out of {} and does not find it",
            row.id
        );
    }
}

fn asked(text: &str, limit: u32) -> Query {
    Query {
        text: text.to_owned(),
        limit,
        ..Query::new(Environment::Live)
    }
}

/// What a text finds: the rows of the first pages, and how many there are in all.
struct Found {
    ids: BTreeSet<String>,
    n: u64,
}

impl Found {
    fn of(shop: &Shop, text: &str) -> Self {
        let mut query = asked(text, A_PAGE);
        let mut found = Self {
            ids: BTreeSet::new(),
            n: 0,
        };
        for turned in 0..PAGES {
            let page = shop
                .search(&query)
                .unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert!(
                turned == 0 || page.count.n == found.n,
                "{text:?}: every page counts otherwise"
            );
            found.n = page.count.n;
            for id in ids(&page) {
                assert!(found.ids.insert(id), "{text:?} finds a row twice");
            }
            match page.next {
                Some(next) => query.after = Some(next),
                None => {
                    assert!(found.is_whole(), "{text:?}: the last page leaves rows out");
                    break;
                }
            }
        }
        found
    }

    fn is_whole(&self) -> bool {
        self.ids.len() as u64 == self.n
    }
}

fn ids(page: &Page) -> Vec<String> {
    let id = |row: &Row| {
        let (environment, id) = match row {
            Row::Transaction { transaction, .. } => (
                transaction.environment,
                String::from(transaction.id.clone()),
            ),
            Row::Operation(operation) => {
                (operation.environment, String::from(operation.id.clone()))
            }
        };
        assert_eq!(
            environment,
            Environment::Live,
            "{id} is of another environment"
        );
        id
    };
    page.rows.iter().map(id).collect()
}

fn a_cursor_of_nobody_is_an_error_or_a_page(shop: &Shop, text: &str) {
    let query = Query {
        after: Some(text.to_owned()),
        ..asked("", 1)
    };
    match shop.search(&query) {
        Ok(page) => assert!(page.rows.len() <= 1),
        Err(StoreError::Unreadable { .. }) => {}
        Err(other) => panic!("{text:?} reached a file: {other}"),
    }
}

/// What a plain scan finds, where the promise is plain: text without a digit, whose every word stands in a row.
fn scanned(rows: &[Written], text: &str) -> Option<BTreeSet<String>> {
    let folded = plain(text);
    if folded.contains(|c: char| c.is_ascii_digit()) || text.chars().count() > 256 {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let has = |row: &&Written| {
        let mut words = words.iter();
        words.all(|word| row.folded.iter().any(|field| field.contains(word)))
    };
    Some(rows.iter().filter(has).map(|row| row.id.clone()).collect())
}

/// Without case, accents and compatibility forms; whatever is blank is a space.
pub(super) fn plain(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// A part of a row as a person copies it: the first bytes choose the row, the field and the part, the rest how it is
/// written.
fn cut<'r>(rows: &'r [Written], input: &[u8]) -> Option<(&'r Written, String)> {
    let [row, high, field, from, length, written @ ..] = input else {
        return None;
    };
    let row = &rows[(usize::from(*row) | usize::from(*high) << 8) % rows.len()];
    let (from, length) = (usize::from(*from), usize::from(*length));
    let digits = |row: &Written| row.phone.as_ref().map(|phone| phone[1..].to_owned());
    let cut = match field % 4 {
        0 => apart(&part(&digits(row)?, from, length)?, written),
        1 => in_any_case(
            &part(
                row.references
                    .get(usize::from(field / 4) % row.references.len())?,
                from,
                length,
            )?,
            written,
        ),
        2 => in_any_case(
            &part(
                row.words
                    .get(usize::from(field / 4) % row.words.len().max(1))?,
                from,
                length,
            )?,
            written,
        ),
        // The end of a number and a part of the name, the way people search.
        _ => {
            let name = row
                .words
                .first()
                .filter(|name| !name.contains(|c: char| c.is_ascii_digit()))?;
            let digits = digits(row)?;
            let end = &digits[digits.len() - 4..];
            format!("{} {end}", in_any_case(&part(name, from, length)?, written))
        }
    };
    Some((row, cut))
}

/// At least three characters of a text; shorter ones find half the shop.
fn part(text: &str, from: usize, length: usize) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let from = from % letters.len().checked_sub(2)?.max(1);
    let length = 3 + length % (letters.len() - from).checked_sub(2)?.max(1);
    letters
        .get(from..from + length)
        .map(|part| part.iter().collect())
}

/// Digits with what people put between them.
fn apart(digits: &str, written: &[u8]) -> String {
    let between = [" ", "-", ".", "/", "(", ") ", " - "];
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0
            && let Some(chosen) = written.get(place).filter(|byte| **byte % 3 == 0)
        {
            text.push_str(between[usize::from(chosen / 3) % between.len()]);
        }
        text.push(digit);
    }
    text
}

fn in_any_case(text: &str, written: &[u8]) -> String {
    let mut upper = written
        .iter()
        .map(|byte| byte % 2 == 0)
        .chain(std::iter::repeat(false));
    text.chars()
        .flat_map(|c| {
            let changed: Vec<char> = match upper.next() {
                Some(true) => c.to_uppercase().collect(),
                _ => vec![c],
            };
            changed
        })
        .collect()
}
