//! Amounts grouped as people write them, and phones as their own country does.

use domain::{Lang, Phone};
use engine::view::MoneyView;

/// `1,250,000 UGX`, or `1 250 000 GNF` with spaces that do not break.
pub(crate) fn money(money: &MoneyView, lang: Lang) -> String {
    let (whole, fraction) = money
        .amount
        .split_once('.')
        .map_or((money.amount.as_str(), None), |(w, f)| (w, Some(f)));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", whole),
    };
    let (between, point) = match lang {
        Lang::En => (",", "."),
        Lang::Fr => ("\u{a0}", ","),
    };
    let mut text = sign.to_owned() + &grouped(digits, between);
    if let Some(fraction) = fraction {
        text += point;
        text += fraction;
    }
    format!("{text} {}", money.currency)
}

fn grouped(digits: &str, between: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text += between;
        }
        text.push(digit);
    }
    text
}

/// A phone as its own country writes it; what is no phone stays as it is.
pub(crate) fn phone(e164: &str) -> String {
    Phone::try_from(e164.to_owned()).map_or_else(|_| e164.to_owned(), |phone| phone.national())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(amount: &str) -> MoneyView {
        MoneyView {
            amount: amount.to_owned(),
            currency: "UGX".to_owned(),
        }
    }

    #[test]
    fn amounts_are_grouped_as_each_language_writes_them() {
        let rows = [
            ("0", "0 UGX", "0 UGX"),
            ("999", "999 UGX", "999 UGX"),
            ("1250000", "1,250,000 UGX", "1\u{a0}250\u{a0}000 UGX"),
            ("2152.2", "2,152.2 UGX", "2\u{a0}152,2 UGX"),
            ("-97230", "−97,230 UGX", "−97\u{a0}230 UGX"),
        ];
        for (amount, en, fr) in rows {
            assert_eq!(money(&view(amount), Lang::En), en);
            assert_eq!(money(&view(amount), Lang::Fr), fr);
        }
    }

    #[test]
    fn a_phone_is_written_as_its_country_does() {
        assert_eq!(phone("+256772418305"), "0772 418305");
        assert_eq!(phone("somebody"), "somebody");
    }
}
