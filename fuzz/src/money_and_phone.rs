//! Amounts and phone numbers as people type them: what is read is what stands there, or nothing is.

use domain::{Country, Currency, Money, Phone};
use rust_decimal::Decimal;

/// Currencies with no, two and three decimals.
const CURRENCIES: [&str; 3] = ["UGX", "USD", "KWD"];
const COUNTRIES: [&str; 5] = ["UG", "RW", "CI", "SN", "GN"];

/// Reads the text as an amount of each currency and as a number of each country.
pub fn money_and_phone(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    for code in CURRENCIES {
        if let Ok(money) = Money::parse_to_send(&text, currency(code)) {
            judge_amount(&money, &text);
        }
    }
    for code in COUNTRIES {
        let country = Country::parse(code).expect("a country of ISO 3166");
        if let Ok(phone) = Phone::parse_in(&text, country) {
            judge_phone(&phone, &text, country);
        }
    }
    if let Ok(phone) = Phone::parse(&text) {
        assert!(is_e164(phone.e164()), "{text:?} became {}", phone.e164());
    }
}

/// A currency of ISO 4217.
pub(super) fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency of ISO 4217")
}

fn judge_amount(money: &Money, text: &str) {
    let told = parts_of(text).unwrap_or_else(|| panic!("{text:?} is no amount, yet it is {money}"));
    let kept = money.ten_thousandths().expect("what is sent can be kept");
    assert_eq!(i128::from(kept), told, "{text:?} is not {money}");
    assert!(kept > 0, "{money} would be sent");
    let unit = 10_i64.pow(4 - money.currency().decimals());
    assert_eq!(kept % unit, 0, "{money} is finer than its currency");
    assert!(money.amount() > Decimal::ZERO);
    let again = Money::parse_to_send(&money.amount().to_string(), money.currency());
    assert_eq!(again.as_ref(), Ok(money), "{money} is read otherwise");
    let kept = Money::from_ten_thousandths(kept, money.currency());
    assert_eq!(&kept, money, "{money} comes back otherwise");
}

/// The ten-thousandths that stand there, by counting digits alone.
fn parts_of(text: &str) -> Option<i128> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) || whole.len() + decimals.len() == 0 {
        return None;
    }
    let (counted, beyond) = decimals.split_at(decimals.len().min(4));
    if !beyond.bytes().all(|b| b == b'0') {
        return None;
    }
    format!("0{whole}{counted:0<4}").parse().ok()
}

fn judge_phone(phone: &Phone, text: &str, country: Country) {
    let e164 = phone.e164();
    assert!(is_e164(e164), "{text:?} became {e164}");
    assert_eq!(phone.country(), Some(country), "{text:?} became {e164}");
    let code = country.calling_code().to_string();
    let subscriber = phone.subscriber();
    assert_eq!(phone.digits(), format!("{code}{subscriber}"), "{text:?}");
    let typed: String = text.chars().filter(char::is_ascii_digit).collect();
    // Money goes to what was typed. A country writes no more zeros before a number than its own.
    let significant = subscriber.trim_start_matches('0');
    assert!(
        typed.contains(significant),
        "{text:?} became {e164}, which nobody typed"
    );
    assert_eq!(
        Phone::parse_in(e164, country).as_ref(),
        Ok(phone),
        "{text:?} became {e164}, which is read otherwise"
    );
    assert_eq!(
        Phone::try_from(e164.to_owned()).as_ref(),
        Ok(phone),
        "{text:?} became {e164}, which no store would give back"
    );
    let national = phone.national();
    assert_eq!(
        Phone::parse_in(&national, country).as_ref(),
        Ok(phone),
        "{e164} is shown as {national:?}, which is another number"
    );
    assert!(
        !phone.masked().contains(phone.digits()),
        "{e164} is shown whole"
    );
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    })
}
