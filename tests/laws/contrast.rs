//! Contrast computed from the stylesheet itself (WCAG 2.2 relative luminance), so that a colour
//! changed by eye cannot quietly fall below what people can read.

use std::collections::BTreeMap;

use crate::tree::{hold, read};

const TOKENS: &str = "ui/src/styles/tokens.css";
const TEXT: f64 = 4.5;
const LINE: f64 = 3.0;

type Sheet = BTreeMap<String, String>;

/// Foregrounds, the backgrounds they may stand on, and the least ratio.
const PAIRS: &[(&[&str], &[&str], f64)] = &[
    (
        &["ink", "ink2", "pencil"],
        &["sheet", "tint", "wash", "desk"],
        TEXT,
    ),
    (&["accent", "gone"], &["sheet", "tint", "wash"], TEXT),
    (&["paid"], &["sheet", "tint", "wash", "paid-wash"], TEXT),
    (&["wait"], &["sheet", "tint", "wash", "wait-wash"], TEXT),
    (&["bad"], &["sheet", "tint", "wash", "bad-wash"], TEXT),
    (&["back"], &["sheet", "tint", "wash", "back-wash"], TEXT),
    (&["on-accent"], &["accent", "accent-hover"], TEXT),
    (&["edge"], &["sheet", "tint"], LINE),
    (&["margin"], &["sheet"], LINE),
];
/// The practice band stands in practice only.
const BAND: (&str, &str) = ("on-band", "band");

/// The properties of `:root` for one theme and one sheet: rules in order, the more exact one wins.
fn sheet_of(css: &str, theme: &str, paper: &str) -> Sheet {
    let mut rules: Vec<(usize, &str)> = Vec::new();
    for rule in css.split('}') {
        let Some((selectors, body)) = rule.rsplit_once('{') else {
            continue;
        };
        let selectors = selectors
            .rsplit(['{', ';', '/'])
            .next()
            .unwrap_or(selectors);
        let exactness = selectors
            .split(',')
            .filter_map(|selector| exactness(selector.trim(), theme, paper))
            .max();
        if let Some(exactness) = exactness {
            rules.push((exactness, body));
        }
    }
    rules.sort_by_key(|(exactness, _)| *exactness);
    let mut sheet = Sheet::new();
    for (_, body) in rules {
        for declaration in body.split(';') {
            if let Some((name, value)) = declaration.split_once(':') {
                let name = name.rsplit("*/").next().unwrap_or(name).trim();
                if let Some(name) = name.strip_prefix("--") {
                    sheet.insert(name.to_owned(), value.trim().to_owned());
                }
            }
        }
    }
    sheet
}

/// How many attributes a selector names, if it is the root in this theme on this sheet.
fn exactness(selector: &str, theme: &str, paper: &str) -> Option<usize> {
    let rest = selector.strip_prefix(":root").unwrap_or(selector);
    if rest.is_empty() {
        return selector.starts_with(":root").then_some(0);
    }
    let mut named = 0;
    for attribute in rest.split('[').skip(1) {
        let (key, value) = attribute.trim_end_matches(']').split_once('=')?;
        let value = value.trim_matches(['"', '\'']);
        let matches = match key {
            "data-theme" => value == theme,
            "data-sheet" => value == paper,
            _ => false,
        };
        if !matches {
            return None;
        }
        named += 1;
    }
    (named > 0 && rest.starts_with('[')).then_some(named)
}

#[expect(clippy::float_arithmetic, reason = "light is not money")]
fn luminance(hex: &str) -> Option<f64> {
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| -> Option<f64> {
        let level = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).ok()?) / 255.0;
        Some(if level <= 0.04045 {
            level / 12.92
        } else {
            ((level + 0.055) / 1.055).powf(2.4)
        })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

#[expect(clippy::float_arithmetic, reason = "light is not money")]
fn ratio(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn judge(sheet: &Sheet, fore: &str, back: &str, least: f64) -> Option<String> {
    let of = |name: &str| sheet.get(name).map(String::as_str).unwrap_or_default();
    match ratio(of(fore), of(back)) {
        None => Some(format!("{fore} or {back} is no six-digit colour")),
        Some(found) if found < least => {
            Some(format!("{fore} on {back} is {found:.2}, needs {least}"))
        }
        Some(_) => None,
    }
}

#[test]
fn every_colour_keeps_its_contrast_on_every_sheet() {
    let css = read(TOKENS);
    let mut breaches = Vec::new();
    for (paper, theme) in [
        ("live", "light"),
        ("live", "dark"),
        ("practice", "light"),
        ("practice", "dark"),
    ] {
        let sheet = sheet_of(&css, theme, paper);
        let mut judged: Vec<Option<String>> = Vec::new();
        for (fores, backs, least) in PAIRS {
            for fore in *fores {
                judged.extend(backs.iter().map(|back| judge(&sheet, fore, back, *least)));
            }
        }
        if paper == "practice" {
            judged.push(judge(&sheet, BAND.0, BAND.1, TEXT));
        }
        breaches.extend(
            judged
                .into_iter()
                .flatten()
                .map(|breach| format!("{paper} {theme}: {breach}")),
        );
    }
    hold("too little contrast:", &breaches);
}

#[test]
fn the_ratio_is_that_of_the_guidelines() {
    assert!(ratio("#FFFFFF", "#000000").is_some_and(|ratio| (20.99..=21.01).contains(&ratio)));
    assert!(ratio("#777777", "#FFFFFF").is_some_and(|ratio| ratio < TEXT));
}

#[test]
fn the_more_exact_rule_wins_whatever_its_place() {
    let css = ":root[data-theme='dark'][data-sheet=\"live\"] { --ink: #111111 } /* x */ :root { --ink: #222222; --edge: #333333; }";
    assert_eq!(sheet_of(css, "dark", "live")["ink"], "#111111");
    assert_eq!(sheet_of(css, "light", "live")["ink"], "#222222");
    assert_eq!(sheet_of(css, "dark", "live")["edge"], "#333333");
}
