//! The same payment twice: in one file, and against what is known of the past.

use super::BatchFile;
use super::remark;
use super::verdict::{Destination, ReadRow};
use domain::{Money, OperationId};
use std::collections::{HashMap, HashSet};

/// What an earlier reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// [`super::BatchRow::content`] of the row that used it.
    pub content: String,
    /// The operation.
    pub operation: OperationId,
}

/// What is known of the past, asked for once for a whole file.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// References that this account has used, of those in the file.
    pub references: HashMap<String, Earlier>,
    /// Recipients ([`Destination::key`]) and amounts that were paid lately, on any account.
    pub paid: HashMap<(String, Money), OperationId>,
    /// Those of them that a person named: they are owed once more. The others are not paid.
    pub despite: HashSet<OperationId>,
    /// Those whose payout is in doubt, whatever its age.
    pub in_doubt: HashMap<(String, Money), OperationId>,
}

impl BatchFile {
    /// Every reference of the file, to ask the journal about at once.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(ReadRow::reference)
    }

    /// Every recipient and amount of the file, likewise.
    pub fn payments(&self) -> impl Iterator<Item = (String, Money)> {
        let payable = self.rows.iter().filter_map(ReadRow::payable);
        payable.map(|row| (row.destination.key(), row.amount))
    }

    /// Holds every row against the past. A reference with the same content is not sent again; with another it is a
    /// fault. A payment that was made lately
    /// stops its row until a person names the earlier one, and one that is in doubt stops it in any case.
    pub fn compare(&mut self, known: &Known) {
        for read in &mut self.rows {
            let Some(row) = read.payable() else {
                continue;
            };
            if let Some(earlier) = known.references.get(&row.reference) {
                if earlier.content == row.content() {
                    read.recorded = Some(earlier.operation.clone());
                    read.warnings
                        .push(remark::already_recorded(&earlier.operation));
                } else {
                    read.refuse(remark::reference_used(&earlier.operation));
                }
                continue;
            }
            if known.paid.is_empty() && known.in_doubt.is_empty() {
                continue;
            }
            let payment = (row.destination.key(), row.amount);
            if let Some(earlier) = known.paid.get(&payment) {
                let said = remark::paid_lately(earlier);
                if known.despite.contains(earlier) {
                    read.warnings.push(said);
                } else {
                    read.refuse(said);
                }
            }
            if let Some(earlier) = known.in_doubt.get(&payment) {
                read.refuse(remark::in_doubt(earlier));
            }
        }
    }
}

/// Refuses every row of a reference that stands twice, and points at equal payments.
pub(super) fn within_the_file(rows: &mut [ReadRow]) {
    let mut same_reference = Vec::new();
    let mut same_payment = Vec::new();
    let mut by_reference: HashMap<&str, usize> = HashMap::with_capacity(rows.len());
    let mut by_payment: HashMap<(&Destination, Money), usize> = HashMap::with_capacity(rows.len());
    for (index, read) in rows.iter().enumerate() {
        if let Some(reference) = read.reference() {
            let first = *by_reference.entry(reference).or_insert(index);
            if first != index {
                same_reference.push((first, index));
            }
        }
        if let Some(row) = read.payable() {
            let first = *by_payment
                .entry((&row.destination, row.amount))
                .or_insert(index);
            if first != index {
                same_payment.push((first, index));
            }
        }
    }
    for (first, again) in same_payment {
        let line = rows[first].line;
        rows[again].warnings.push(remark::same_payment(line));
    }
    for (first, again) in same_reference {
        let (one, other) = (rows[first].line, rows[again].line);
        rows[again].refuse(remark::same_reference(one));
        let told = rows[first]
            .faults()
            .iter()
            .any(|fault| fault.code == "reference_repeated");
        if !told {
            rows[first].refuse(remark::same_reference(other));
        }
    }
}
