//! What a sighting may claim: nothing about money that does not stand in the answer it was read from.

use super::json::Content;
use domain::{Money, Sighting, Status};
use rust_decimal::Decimal;

/// A provider's words for money that moved, and for money that did not: as its documents write them. No other word may come
/// to mean either.
struct Words {
    provider: &'static str,
    moved: &'static [&'static str],
    did_not: &'static [&'static str],
}

const WORDS: &[Words] = &[
    Words {
        provider: "zengapay",
        moved: &["SUCCEEDED"],
        did_not: &["FAILED"],
    },
    Words {
        provider: "dgspay",
        moved: &["success", "successful"],
        did_not: &["failed"],
    },
    // What went back was paid first.
    Words {
        provider: "djamo",
        moved: &["paid", "refunded", "refunded_partially", "completed"],
        did_not: &["failed"],
    },
    Words {
        provider: "djomy",
        moved: &["SUCCESS", "REFUNDED"],
        did_not: &["FAILED", "ERROR"],
    },
];

fn words_for(provider: &str) -> &'static Words {
    let known = WORDS.iter().find(|words| words.provider == provider);
    known.unwrap_or_else(|| panic!("{provider} says success in words that nobody wrote down here"))
}

/// Holds a sighting to the answer.
pub(super) fn judge(provider: &str, sighting: &Sighting, content: &Content, in_success: bool) {
    let words = words_for(provider);
    let settled = match sighting.status {
        Status::Succeeded => {
            assert!(in_success, "paid, by an answer that says no: {sighting:?}");
            assert!(
                sighting.amount.is_some(),
                "paid, but how much? {sighting:?}"
            );
            Some(words.moved)
        }
        Status::Failed => Some(words.did_not),
        Status::Pending | Status::InDoubt | Status::Expired => None,
    };
    if let Some(words) = settled {
        let said = &sighting.provider_status;
        assert!(
            words.iter().any(|word| word.eq_ignore_ascii_case(said)),
            "{:?} is no word for it: {sighting:?}",
            sighting.provider_status
        );
        assert!(
            says(&sighting.provider_status, content),
            "nobody said {:?}",
            sighting.provider_status
        );
    }
    for money in [
        sighting.amount,
        sighting.fee,
        sighting.net,
        sighting.refunded,
    ]
    .iter()
    .flatten()
    {
        assert!(
            stands(money, content),
            "{money} stands nowhere: {sighting:?}"
        );
    }
    for reference in [&sighting.provider_reference, &sighting.operator_reference]
        .into_iter()
        .flatten()
    {
        assert!(
            says(reference, content) || reference.split('/').all(|part| says(part, content)),
            "nobody said {reference:?}: {sighting:?}"
        );
    }
    for text in [
        sighting.provider_reference.as_ref(),
        sighting.our_reference.as_ref(),
        sighting.operator_reference.as_ref(),
        Some(&sighting.provider_status),
        sighting.name.as_ref(),
        sighting.network.as_ref(),
        sighting.note.as_ref(),
    ]
    .into_iter()
    .flatten()
    {
        assert!(
            !text.contains(char::is_control),
            "a screen would obey {text:?}"
        );
        assert!(text.chars().count() <= 5_000, "too long to be kept");
    }
    if let Some(phone) = &sighting.phone {
        // The country's code may stand in a field of its own, or be left to the reader.
        let is_its_end = |word: &&str| {
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            let digits = digits.trim_start_matches('0');
            digits.len() >= 4
                && (phone.digits().ends_with(digits) || digits.ends_with(phone.digits()))
        };
        assert!(
            words_of(content).iter().any(is_its_end),
            "nobody said {}",
            phone.e164()
        );
    }
    let page = sighting
        .action
        .as_ref()
        .and_then(|action| action.url.as_ref());
    assert!(
        page.is_none_or(|url| url.starts_with("https://")),
        "a page that no customer may be sent to: {page:?}"
    );
}

/// True when the amount is written in the answer, as a number or as text.
pub(super) fn stands(money: &Money, content: &Content) -> bool {
    words_of(content)
        .iter()
        .any(|word| Decimal::from_str_exact(word.trim()).is_ok_and(|told| told == money.amount()))
}

fn says(word: &str, content: &Content) -> bool {
    words_of(content).iter().any(|told| tidy(told) == word)
}

/// Everything with something in it.
pub(super) fn words_of(content: &Content) -> Vec<&str> {
    let words = content.texts.iter().chain(&content.numbers);
    words
        .map(String::as_str)
        .filter(|word| !word.trim().is_empty())
        .collect()
}

/// As it may be shown: no control characters, and no more than anybody honest writes.
fn tidy(told: &str) -> String {
    let shown = told.chars().take(2_000);
    let shown: String = shown
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    shown.trim().to_owned()
}
