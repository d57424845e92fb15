//! Where money can go: banks, networks, parts of the business, and whether a number can be paid at all. Asked each time.

use crate::core::Engine;
use crate::draft::{Draft, PayoutDraft, home_country, phone_needed};
use crate::error::Result;
use crate::question::payout_call;
use crate::view::{BankView, NetworkListedView, RecipientView, SubAccountView};
use domain::{Account, AccountId};
use providers::{CheckRecipient, DryRunPayout, ListBanks, ListNetworks, ListSubAccounts, Provider};

/// No business has this many pages of parts.
const MOST_PAGES: usize = 50;

impl Engine {
    /// Banks that this account can pay.
    pub async fn banks(&self, account: &AccountId) -> Result<Vec<BankView>> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider.list_banks().ok_or_else(crate::send::unsupported)?;
        let call = ListBanks {
            country: home_country(&account, provider.manifest())?,
        };
        let (banks, _) = self.learn(&account, provider, endpoint, &call).await?;
        Ok(banks.iter().map(BankView::from).collect())
    }

    /// Mobile networks: as the provider lists them, or as its documents name them.
    pub async fn networks(&self, account: &AccountId) -> Result<Vec<NetworkListedView>> {
        let (account, provider) = self.asked_of(account).await?;
        let Some(endpoint) = provider.list_networks() else {
            let known = provider.manifest().networks;
            return Ok(known.iter().map(NetworkListedView::from).collect());
        };
        let call = ListNetworks { one: None };
        let (networks, _) = self.learn(&account, provider, endpoint, &call).await?;
        Ok(networks.iter().map(NetworkListedView::from).collect())
    }

    /// The parts of the business that the provider knows.
    pub async fn sub_accounts(&self, account: &AccountId) -> Result<Vec<SubAccountView>> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider
            .list_sub_accounts()
            .ok_or_else(crate::send::unsupported)?;
        let mut all = Vec::new();
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let call = ListSubAccounts { cursor };
            let ((page, next), _) = self.learn(&account, provider, endpoint, &call).await?;
            let over = page.is_empty() || next.is_none();
            all.extend(page.iter().map(SubAccountView::from));
            cursor = next;
            if over {
                break;
            }
        }
        Ok(all)
    }

    /// Whether a number can be paid by this account's provider. Nothing moves.
    pub async fn check_recipient(&self, account: &AccountId, phone: &str) -> Result<RecipientView> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider
            .check_recipient()
            .ok_or_else(crate::send::unsupported)?;
        let country = home_country(&account, provider.manifest())?;
        let call = CheckRecipient {
            phone: phone_needed(phone, country)?,
        };
        let (found, _) = self.learn(&account, provider, endpoint, &call).await?;
        Ok(RecipientView {
            phone: call.phone.e164().to_owned(),
            known: found.known,
            name: found.name,
        })
    }

    /// Whether the provider would take this payout. Nothing is created there, and nothing is written down here.
    pub async fn dry_run(&self, draft: PayoutDraft) -> Result<()> {
        let drafted = self.drafted(&Draft::from(draft)).await?;
        let provider = self.provider_of(&drafted.account)?;
        let endpoint = provider
            .dry_run_payout()
            .ok_or_else(crate::send::unsupported)?;
        let call = payout_call(&drafted.operation, &drafted.account)
            .ok_or_else(crate::send::unsupported)?;
        let call = DryRunPayout(call);
        self.learn(&drafted.account, provider, endpoint, &call)
            .await?;
        Ok(())
    }

    /// An account that can be used, with its provider.
    pub(crate) async fn asked_of(
        &self,
        account: &AccountId,
    ) -> Result<(Account, &'static dyn Provider)> {
        let account = self.usable_account(account).await?;
        let provider = self.provider_of(&account)?;
        Ok((account, provider))
    }
}
