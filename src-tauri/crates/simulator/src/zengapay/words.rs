//! An amount in English words, as the balance carries it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

const SMALL: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const TENS: [&str; 10] = [
    "", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety",
];
const GROUPS: [(u64, &str); 4] = [
    (1_000_000_000_000, " Trillion"),
    (1_000_000_000, " Billion"),
    (1_000_000, " Million"),
    (1_000, " Thousand"),
];

/// What lies behind the point is left out, as the documentation's sample does.
pub(super) fn shillings(amount: Decimal) -> String {
    let mut left = amount.trunc().to_u64().unwrap_or_default();
    let mut groups = Vec::new();
    for (size, name) in GROUPS {
        if left >= size {
            groups.push(format!("{}{name}", hundreds(left / size)));
            left %= size;
        }
    }
    if left > 0 || groups.is_empty() {
        groups.push(hundreds(left));
    }
    format!("{} Shillings", groups.join(", "))
}

fn hundreds(number: u64) -> String {
    let number = usize::try_from(number % 1000).unwrap_or_default();
    let (hundreds, rest) = (number / 100, number % 100);
    let rest_words = match rest {
        0 if hundreds > 0 => String::new(),
        0..=19 => SMALL[rest].to_owned(),
        _ if rest % 10 == 0 => TENS[rest / 10].to_owned(),
        _ => format!("{} {}", TENS[rest / 10], SMALL[rest % 10]),
    };
    match (hundreds, rest_words.is_empty()) {
        (0, _) => rest_words,
        (_, true) => format!("{} Hundred", SMALL[hundreds]),
        (_, false) => format!("{} Hundred {rest_words}", SMALL[hundreds]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_balance_is_written_as_documented() {
        let amount = Decimal::new(261_944_365, 1);
        let words = "Twenty Six Million, One Hundred Ninety Four Thousand, Four Hundred Thirty Six Shillings";
        assert_eq!(shillings(amount), words);
        assert_eq!(shillings(Decimal::ZERO), "Zero Shillings");
        assert_eq!(
            shillings(Decimal::from(1_000_200)),
            "One Million, Two Hundred Shillings"
        );
    }
}
