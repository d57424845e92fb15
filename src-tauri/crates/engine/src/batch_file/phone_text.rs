//! A phone as a spreadsheet left it: without its plus, without its zero, or as a quantity.

use super::Rules;
use super::field::Field;
use super::number_text::{self, Digits};
use super::phones::Phones;
use super::remark;
use super::row::Remarks;
use super::table::{Cell, Sort};
use crate::error::bad_phone;
use domain::{Phone, PhoneError};
use std::borrow::Cow;

/// From here on a spreadsheet shows a number shortened, so nobody has compared its digits.
const SHOWN_SHORTENED: usize = 12;

pub(super) fn read(
    cell: Cell<'_>,
    rules: &Rules,
    phones: &mut Phones,
    remarks: &mut Remarks,
) -> Option<Phone> {
    let digits = match cell.sort {
        Sort::Date => {
            remarks.faults.push(remark::became_a_date(Field::Phone));
            return None;
        }
        Sort::Broken => {
            remarks.faults.push(remark::broken_formula(Field::Phone));
            return None;
        }
        Sort::Number => number_text::of_number(cell.text),
        Sort::Text => number_text::of_text(cell.text),
    };
    let shortened = match &digits {
        Digits::Untouched => false,
        Digits::Whole(digits) => digits != cell.text || digits.len() >= SHOWN_SHORTENED,
        Digits::Lost => {
            remarks
                .faults
                .push(remark::digits_lost(Field::Phone, cell.text));
            return None;
        }
    };
    let text = match digits {
        Digits::Whole(digits) => Cow::Owned(digits),
        Digits::Untouched | Digits::Lost => Cow::Borrowed(cell.text),
    };
    let phone = match phones.read(&text) {
        Ok(phone) => phone,
        Err(_) if text.chars().any(is_letter) => {
            remarks.faults.push(remark::letters_in_phone(&text));
            return None;
        }
        Err(error) => match with_zero(&text, &error, rules, phones) {
            Some(phone) => {
                remarks.warnings.push(remark::zero_restored(phone.e164()));
                return Some(phone);
            }
            None => {
                let said = bad_phone(&error, rules.country.code());
                remarks
                    .faults
                    .push(remark::from_error(code(&error), Field::Phone, &said));
                return None;
            }
        },
    };
    if shortened {
        remarks
            .warnings
            .push(remark::digits_kept(Field::Phone, phone.e164()));
    }
    Some(phone)
}

/// Where numbers keep their first zero, a spreadsheet's number has lost it. It is put back only where it makes a
/// number of a network that we know: any other digit could be the missing one.
fn with_zero(text: &str, error: &PhoneError, rules: &Rules, phones: &mut Phones) -> Option<Phone> {
    let lost_one = matches!(error, PhoneError::TooShort { missing: 1, .. });
    let bare = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if !lost_one || !bare {
        return None;
    }
    let phone = phones.read(&format!("0{text}")).ok()?;
    let subscriber = phones.subscriber(&phone)?;
    (subscriber.starts_with('0') && rules.network_of(subscriber).is_some()).then_some(phone)
}

/// What a phone never has, though the library would dial it.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_digit()
}

fn code(error: &PhoneError) -> &'static str {
    match error {
        PhoneError::OtherCountry(_) => "phone_of_another_country",
        PhoneError::NotANumber
        | PhoneError::TooShort { .. }
        | PhoneError::TooLong { .. }
        | PhoneError::UnknownCountry(_) => "bad_phone",
    }
}
