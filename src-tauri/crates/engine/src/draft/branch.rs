//! Whether a bank has to be paid at one of its branches. Only its provider knows, and the list is asked anew each time that it
//! could have changed.

use crate::core::{Engine, locked};
use crate::error::{EngineError, Result};
use chrono::{DateTime, Duration, Utc};
use domain::{Account, AccountId, Destination};
use providers::{Bank, ListBanks};
use std::collections::HashMap;

/// A file of payouts asks for one list, not for one a row.
const KEPT_FOR_MINUTES: i64 = 5;

/// The banks of each account as they were listed last, and when. `None` where nobody answered.
pub(crate) type BanksListed = HashMap<AccountId, (DateTime<Utc>, Option<Vec<Bank>>)>;

impl Engine {
    /// Refuses a payout to a bank that asks for a branch, when none is named. Where the list cannot be had the provider
    /// decides, so that a payout can be written down without a network.
    pub(super) async fn branch_named(&self, account: &Account, to: &Destination) -> Result<()> {
        let Destination::Bank {
            bank, branch: None, ..
        } = to
        else {
            return Ok(());
        };
        let listed = self.banks_listed(account).await?;
        let found = listed.iter().flatten().find(|listed| listed.code == *bank);
        match found {
            Some(found) if found.branch_required == Some(true) => Err(EngineError::bad(
                "branch",
                "missing_branch",
                format!(
                    "{} is paid at one of its branches: say which. Nothing was sent.",
                    found.name
                ),
                format!(
                    "{} se paie dans une de ses agences : dites laquelle. Rien n’a été envoyé.",
                    found.name
                ),
            )),
            Some(_) | None => Ok(()),
        }
    }

    async fn banks_listed(&self, account: &Account) -> Result<Option<Vec<Bank>>> {
        let provider = self.provider_of(account)?;
        let Some(endpoint) = provider.list_banks() else {
            return Ok(None);
        };
        let fresh = self.now() - Duration::minutes(KEPT_FOR_MINUTES);
        let kept = locked(&self.inner.banks).get(&account.id).cloned();
        if let Some((at, banks)) = kept
            && (fresh..=self.now()).contains(&at)
        {
            return Ok(banks);
        }
        let call = ListBanks {
            country: super::home_country(account, provider.manifest())?,
        };
        let banks = self.learn(account, provider, endpoint, &call).await;
        let banks = banks.ok().map(|(banks, _)| banks);
        locked(&self.inner.banks).insert(account.id.clone(), (self.now(), banks.clone()));
        Ok(banks)
    }
}
