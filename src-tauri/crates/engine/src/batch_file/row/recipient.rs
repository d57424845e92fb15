//! Who is paid by a row.

use super::{LONGEST_ID, Remarks, RowReader};
use crate::batch_file::field::Field;
use crate::batch_file::phone_text;
use crate::batch_file::remark;
use crate::batch_file::rules::Offered;
use crate::batch_file::table::Row;
use crate::batch_file::verdict::Destination;

impl RowReader<'_> {
    pub(super) fn destination(
        &mut self,
        row: Row<'_>,
        remarks: &mut Remarks,
    ) -> Option<Destination> {
        let named: Vec<Field> = [Field::Phone, Field::AccountNumber, Field::Contact]
            .into_iter()
            .filter(|field| self.cell(row, *field).is_some())
            .collect();
        let (field, offered) = match named.as_slice() {
            [Field::Phone] => (Field::Phone, self.rules.offered.phone),
            [Field::AccountNumber] => (Field::AccountNumber, self.rules.offered.bank),
            [other] => (*other, self.rules.offered.contact),
            [one, other, ..] => {
                remarks.faults.push(remark::two_recipients(*one, *other));
                return None;
            }
            [] => {
                remarks.faults.push(remark::missing(self.usual_recipient()));
                return None;
            }
        };
        if !offered {
            let said = remark::not_offered(field, &self.rules.offered.text());
            remarks.faults.push(said);
            return None;
        }
        match field {
            Field::Phone => {
                let cell = self.short_cell(row, Field::Phone, LONGEST_ID, remarks)?;
                phone_text::read(cell, self.rules, &mut self.phones, remarks)
                    .map(Destination::Phone)
            }
            Field::AccountNumber => self.bank(row, remarks),
            _ => self
                .word(row, field, LONGEST_ID, remarks)
                .map(Destination::Contact),
        }
    }

    /// What a row without a recipient most likely lacks.
    fn usual_recipient(&self) -> Field {
        let Offered { phone, bank, .. } = self.rules.offered;
        let has = |field| self.header.place(field).is_some();
        if phone && has(Field::Phone) {
            Field::Phone
        } else if bank && has(Field::AccountNumber) {
            Field::AccountNumber
        } else if has(Field::Contact) {
            Field::Contact
        } else {
            Field::Phone
        }
    }

    fn bank(&self, row: Row<'_>, remarks: &mut Remarks) -> Option<Destination> {
        let number = self.word(row, Field::AccountNumber, LONGEST_ID, remarks);
        let bank = self.word(row, Field::Bank, LONGEST_ID, remarks);
        let branch = self.word(row, Field::Branch, LONGEST_ID, remarks);
        if self.cell(row, Field::Bank).is_none() {
            remarks.faults.push(remark::missing(Field::Bank));
        }
        let spaced = |text: String| text.split_whitespace().collect::<String>();
        Some(Destination::Bank {
            bank: bank?,
            number: spaced(number?),
            branch,
        })
    }

    pub(super) fn network(
        &self,
        row: Row<'_>,
        likely: Option<&'static providers::Network>,
        remarks: &mut Remarks,
    ) -> Option<&'static str> {
        let cell = self.short_cell(row, Field::Network, LONGEST_ID, remarks)?;
        let Some(told) = self.rules.network_called(cell.text) else {
            let known = self.rules.network_names();
            remarks
                .faults
                .push(remark::unknown_network(cell.text, &known));
            return None;
        };
        if let Some(likely) = likely.filter(|likely| likely.code != told.code) {
            remarks
                .warnings
                .push(remark::network_differs(told.name, likely.name));
        }
        Some(told.code)
    }
}
