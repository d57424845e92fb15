//! What a file would pay, by currency and network. Currencies are never added to each other.

use super::BatchFile;
use super::verdict::{BatchRow, Destination, ReadRow};
use crate::error::{Result, bad_amount};
use domain::Money;
use std::collections::BTreeMap;

/// A number of payouts, and their sum in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// How many.
    pub count: usize,
    /// Their sum.
    pub total: Money,
}

/// The payouts of one network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByNetwork {
    /// The provider's code, as the row names it or the number begins like; none for banks and contacts.
    pub network: Option<&'static str>,
    /// How many, and how much.
    pub total: Total,
}

/// What a file would pay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows below the header.
    pub rows: usize,
    /// Rows that would be sent.
    pub to_send: usize,
    /// Rows that cannot be paid.
    pub faulty: usize,
    /// Rows that an earlier run recorded: they are not sent again.
    pub recorded: usize,
    /// Rows to look at before they are sent.
    pub warned: usize,
    /// What would be sent, by currency.
    pub totals: Vec<Total>,
    /// The same, by network and currency.
    pub by_network: Vec<ByNetwork>,
}

impl BatchFile {
    /// Adds up what would be sent. An error when a sum is larger than can be kept exactly.
    pub fn summary(&self) -> Result<Summary> {
        let mut summary = Summary {
            rows: self.rows.len(),
            ..Summary::default()
        };
        let mut totals = BTreeMap::new();
        let mut by_network = BTreeMap::new();
        for read in &self.rows {
            summary.faulty += usize::from(read.payable().is_none());
            summary.recorded += usize::from(read.recorded.is_some());
            let Some(row) = read.to_send() else {
                continue;
            };
            summary.to_send += 1;
            summary.warned += usize::from(!read.warnings.is_empty());
            add(&mut totals, row.amount.currency(), row.amount)?;
            add(
                &mut by_network,
                (network(row), row.amount.currency()),
                row.amount,
            )?;
        }
        summary.totals = totals.into_values().collect();
        summary.by_network = by_network
            .into_iter()
            .map(|((network, _), total)| ByNetwork { network, total })
            .collect();
        Ok(summary)
    }

    /// The rows that would be sent, in the file's order.
    pub fn to_send(&self) -> impl Iterator<Item = &BatchRow> {
        self.rows.iter().filter_map(ReadRow::to_send)
    }
}

fn network(row: &BatchRow) -> Option<&'static str> {
    match row.destination {
        Destination::Phone(_) => row.network.or(row.likely_network),
        Destination::Bank { .. } | Destination::Contact(_) => None,
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, Total>, key: K, amount: Money) -> Result<()> {
    match sums.entry(key) {
        std::collections::btree_map::Entry::Vacant(place) => {
            place.insert(Total {
                count: 1,
                total: amount,
            });
        }
        std::collections::btree_map::Entry::Occupied(mut place) => {
            let sum = place.get_mut();
            sum.total = sum
                .total
                .checked_add(&amount)
                .map_err(|error| bad_amount(&error))?;
            sum.count += 1;
        }
    }
    Ok(())
}
