//! What lies in the wallets, with its age.

use crate::core::{Changed, Engine};
use crate::error::Result;
use crate::view::BalanceView;
use domain::{Account, AccountId, AccountState, Balance, Environment};
use providers::ReadBalances;

impl Engine {
    /// Balances as last read, or read now. A reading that fails keeps the old ones, with their age, and says so.
    pub async fn balances(
        &self,
        environment: Environment,
        refresh: bool,
        account: Option<&AccountId>,
    ) -> Result<Vec<BalanceView>> {
        let mut failed = None;
        if refresh {
            for account in self.accounts_of(environment, account).await? {
                if let Err(error) = self.read_balances(&account).await {
                    failed.get_or_insert(error);
                }
            }
            self.tell(Changed {
                balances: true,
                ..Changed::default()
            });
        }
        if let Some(error) = failed {
            return Err(error);
        }
        let balances = self.store().history.balances(environment).await?;
        Ok(balances
            .iter()
            .filter(|balance| account.is_none_or(|id| balance.account == *id))
            .map(BalanceView::from)
            .collect())
    }

    async fn accounts_of(
        &self,
        environment: Environment,
        one: Option<&AccountId>,
    ) -> Result<Vec<Account>> {
        if let Some(id) = one {
            return Ok(vec![self.usable_account(id).await?]);
        }
        Ok(self
            .accounts()
            .await?
            .into_iter()
            .filter(|a| a.environment == environment && a.state == AccountState::Ready)
            .collect())
    }

    pub(crate) async fn read_balances(&self, account: &Account) -> Result<()> {
        let provider = self.provider_of(account)?;
        let Some(endpoint) = provider.read_balances() else {
            return Ok(());
        };
        let (wallets, _) = self
            .learn(account, provider, endpoint, &ReadBalances)
            .await?;
        let now = self.now();
        let balances: Vec<Balance> = wallets
            .into_iter()
            .map(|wallet| Balance {
                account: account.id.clone(),
                environment: account.environment,
                currency: wallet.currency,
                network: wallet.network,
                available: wallet.available,
                pending: wallet.pending,
                total: wallet.total,
                as_of: wallet.as_of.unwrap_or(now),
            })
            .collect();
        self.store()
            .history
            .put_balances(&account.id, &balances)
            .await?;
        Ok(())
    }
}
