//! Fees that a provider lists as rows of their own: each belongs to one transaction, known already or still to come.

use crate::core::Engine;
use crate::error::Result;
use domain::Account;
use providers::FeeRow;

impl Engine {
    /// Keeps fees, and tells each transaction what it cost.
    pub(crate) async fn take_fees(&self, account: &Account, fees: &[FeeRow]) -> Result<()> {
        if fees.is_empty() {
            return Ok(());
        }
        let rows: Vec<store::FeeKept<'_>> = fees
            .iter()
            .map(|row| store::FeeKept {
                provider_reference: &row.provider_reference,
                of: &row.of,
                fee: row.fee,
            })
            .collect();
        let history = &self.store().history;
        history.keep_fees(&account.id, &rows).await?;
        let of: Vec<&str> = fees.iter().map(|row| row.of.as_str()).collect();
        history.apply_fees(&account.id, &of, self.now()).await?;
        Ok(())
    }
}
