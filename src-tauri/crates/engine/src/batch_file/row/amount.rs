//! How much a row pays.

use super::{LONGEST_ID, Remarks, RowReader};
use crate::batch_file::field::Field;
use crate::batch_file::number_text::{self, Amount, Digits};
use crate::batch_file::remark::{self, Remark};
use crate::batch_file::table::{Cell, Row, Sort};
use crate::error::bad_amount;
use domain::{Currency, Money, MoneyError};

impl RowReader<'_> {
    pub(super) fn amount(
        &self,
        row: Row<'_>,
        currency: Currency,
        remarks: &mut Remarks,
    ) -> Option<Money> {
        if self.cell(row, Field::Amount).is_none() {
            remarks.faults.push(remark::missing(Field::Amount));
            return None;
        }
        let cell = self.short_cell(row, Field::Amount, LONGEST_ID, remarks)?;
        let plain = match amount_digits(cell, currency, remarks) {
            Ok(plain) => plain,
            Err(fault) => {
                remarks.faults.push(fault);
                return None;
            }
        };
        if let Some(fault) = self.cut_in_two(row, &plain) {
            remarks.faults.push(fault);
            return None;
        }
        let amount = match Money::parse_to_send(&plain, currency) {
            Ok(amount) => amount,
            Err(error) => {
                let code = amount_code(&error);
                let said = remark::from_error(code, Field::Amount, &bad_amount(&error));
                remarks.faults.push(said);
                return None;
            }
        };
        self.rules.weigh(amount, remarks);
        Some(amount)
    }

    /// In a file with commas between its cells, `25,000` without marks around it is two cells.
    fn cut_in_two(&self, row: Row<'_>, plain: &str) -> Option<Remark> {
        let place = self.header.place(Field::Amount)?;
        let behind = row.cell(place.checked_add(1)?);
        let three_digits = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
        let of_digits = self
            .header
            .columns
            .get(place + 1)
            .and_then(|column| column.field)
            .is_some_and(|field| {
                matches!(
                    field,
                    Field::Bank | Field::Branch | Field::AccountNumber | Field::Reference
                )
            });
        let cut = self.between == Some(b',')
            && plain.len() <= 3
            && three_digits(behind.text)
            && !of_digits;
        cut.then(|| remark::split_amount(plain, behind.text))
    }
}

fn amount_digits(
    cell: Cell<'_>,
    currency: Currency,
    remarks: &mut Remarks,
) -> Result<String, Remark> {
    match cell.sort {
        Sort::Date => Err(remark::became_a_date(Field::Amount)),
        Sort::Broken => Err(remark::broken_formula(Field::Amount)),
        Sort::Number => {
            let plain = number_text::plain(cell.text)
                .ok_or_else(|| remark::digits_lost(Field::Amount, cell.text))?;
            if number_text::is_unrounded(&plain) {
                return Err(remark::long_amount(&plain));
            }
            Ok(plain)
        }
        Sort::Text if number_text::looks_shortened(cell.text) => {
            match number_text::of_text(cell.text) {
                Digits::Whole(digits) => {
                    remarks
                        .warnings
                        .push(remark::digits_kept(Field::Amount, &digits));
                    Ok(digits)
                }
                Digits::Untouched | Digits::Lost => {
                    Err(remark::digits_lost(Field::Amount, cell.text))
                }
            }
        }
        Sort::Text => match number_text::amount(without_code(cell.text, currency)) {
            Amount::Plain(plain) => Ok(plain),
            Amount::Ambiguous => Err(remark::ambiguous_amount(cell.text)),
            Amount::None => {
                let shown: String = cell.text.chars().take(40).collect();
                let error = bad_amount(&MoneyError::NotANumber(shown));
                Err(remark::from_error("bad_amount", Field::Amount, &error))
            }
        },
    }
}

/// `25 000 XOF` without its code.
fn without_code(text: &str, currency: Currency) -> &str {
    let code = currency.code();
    let is_code = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(code));
    if is_code(text.get(..code.len())) {
        return text[code.len()..].trim_start();
    }
    let before = text.len().saturating_sub(code.len());
    if is_code(text.get(before..)) {
        return text[..before].trim_end();
    }
    text
}

fn amount_code(error: &MoneyError) -> &'static str {
    match error {
        MoneyError::NotPositive => "not_positive",
        MoneyError::TooManyDecimals { .. } => "too_many_decimals",
        MoneyError::OutOfRange(_) => "amount_too_large",
        MoneyError::NotANumber(_)
        | MoneyError::UnknownCurrency(_)
        | MoneyError::TwoCurrencies(..) => "bad_amount",
    }
}
