//! Whose keys these are. With another merchant's keys Duka would look for money where it never was, and call absent what was
//! paid; so new keys of an account have to be of the merchant that it was added for.
//!
//! It is known in two ways. Where the merchant types what says who they are, beside a key or as a part of it, that is compared.
//! Where the only thing that is typed is the key itself, the provider is asked whose it is, when keys are tested and when they
//! are replaced; what it said of the ones before is kept, since those may be dead by then. Where a provider has neither, or
//! the account was never tested and its old keys are dead, nothing is known, and new keys are taken as they come.

use crate::accounts::identity;
use crate::core::{Engine, locked};
use crate::error::{Class, EngineError, Result};
use crate::exchange::{Answered, Prepared};
use crate::question::{Pair, Question as _};
use domain::{Account, Credentials, Operation, Outcome};
use providers::{Manifest, ReadAccount};
use sha2::{Digest, Sha256};

/// Keys that were tested before they were kept, and whose the provider said they are.
pub(crate) struct TestedKeys {
    identity: String,
    merchant: String,
}

impl Engine {
    /// Notes whose keys these are, where the provider tells; of an account that is kept, in the journal.
    pub(crate) async fn learn_merchant(&self, account: &Account, keys: Credentials) -> Result<()> {
        let Some(merchant) = self.merchant_told(account, keys).await else {
            return Ok(());
        };
        *locked(&self.inner.tested_keys) = Some(TestedKeys {
            identity: account.identity.clone(),
            merchant: merchant.clone(),
        });
        let kept = self.store().journal.account(&account.id).await?;
        let Some(mut kept) = kept.filter(|it| it.settings.merchant.is_none()) else {
            return Ok(());
        };
        if kept.identity != account.identity {
            // Other keys took their place while the provider was asked.
            return Ok(());
        }
        kept.settings.merchant = Some(merchant);
        let journal = &self.store().journal;
        journal
            .update_account(&kept, &self.itself(), self.now())
            .await?;
        Ok(())
    }

    /// Whose keys these were when they were tested a moment ago.
    pub(crate) fn merchant_tested(&self, identity: &str) -> Option<String> {
        let tested = locked(&self.inner.tested_keys);
        let same = tested.as_ref().filter(|it| it.identity == identity)?;
        Some(same.merchant.clone())
    }

    /// Whose the new keys of an account are; an error where they are known to be another merchant's.
    pub(crate) async fn same_merchant(
        &self,
        account: &Account,
        facts: &Manifest,
        keys: &Credentials,
    ) -> Result<Option<String>> {
        let known = account.settings.merchant.clone();
        let new = identity(facts, account.environment, keys);
        if new == account.identity {
            return Ok(known);
        }
        if merchant_is_typed(facts) {
            return Err(self.another_merchant(account).await?);
        }
        let before = match known {
            Some(merchant) => Some(merchant),
            None => match self.inner.vault.read(&account.id).await {
                Ok(old) => self.merchant_told(account, old).await,
                Err(_) => None,
            },
        };
        let Some(before) = before else {
            return Ok(self.merchant_tested(&new));
        };
        let now = match self.merchant_tested(&new) {
            Some(merchant) => Some(merchant),
            None => self.merchant_told(account, keys.clone()).await,
        };
        match now {
            Some(now) if now != before => Err(self.another_merchant(account).await?),
            // What could not be asked now is held against what was known when it can be.
            Some(_) | None => Ok(Some(before)),
        }
    }

    /// Whose account these keys open, as its provider tells it: kept as a hash. Nothing where it does not tell, or not now.
    async fn merchant_told(&self, account: &Account, keys: Credentials) -> Option<String> {
        let provider = self.provider_of(account).ok()?;
        let question = Pair {
            endpoint: provider.read_account()?,
            call: &ReadAccount,
        };
        let request = question
            .request(&self.connection(account, &keys, None))
            .ok()?;
        let prepared = Prepared {
            request,
            credentials: keys,
            session: None,
        };
        let answered = self
            .send_prepared(account, provider, &question, prepared)
            .await;
        let Answered::Answer {
            outcome: Outcome::Known(summary),
            ..
        } = answered
        else {
            return None;
        };
        let mut hash = Sha256::new();
        for part in [provider.manifest().id, account.environment.as_str()] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(summary.number?.as_bytes());
        Some(hex::encode(hash.finalize()))
    }

    async fn another_merchant(&self, account: &Account) -> Result<EngineError> {
        Ok(match self.unsettled(account).await? {
            Some(operation) => unsettled(operation),
            None => another(&account.name),
        })
    }
}

/// Does the merchant type who they are? A name is shown while it is typed; a key that stands for one is not.
fn merchant_is_typed(facts: &Manifest) -> bool {
    let mut names = facts.credentials.iter().filter(|field| field.identity);
    names.any(|field| !field.secret)
}

fn unsettled(operation: Operation) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "another_merchant",
        "These keys are another merchant’s, and this account has money whose end is not known yet: it could not be found with them. The old keys stay.",
        "Ces clés sont celles d’un autre marchand, et ce compte a de l’argent dont l’issue n’est pas connue : elles ne le trouveraient pas. Les anciennes clés restent.",
    )
    .next(
        "Add them as an account of their own, and keep this one.",
        "Ajoutez-les comme un compte à part, et gardez celui-ci.",
    )
    .about(operation)
}

fn another(name: &str) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "another_merchant",
        format!("These keys are another merchant’s than those of “{name}”. The old keys stay."),
        format!(
            "Ces clés sont celles d’un autre marchand que « {name} ». Les anciennes clés restent."
        ),
    )
    .next(
        "Add them as an account of their own: what was paid here was not paid there.",
        "Ajoutez-les comme un compte à part : ce qui a été payé ici ne l’a pas été là-bas.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_types_only_a_key_says_nothing_of_who_they_are() {
        let typed = |id: &str| {
            let provider = providers::all().iter().find(|it| it.manifest().id == id);
            merchant_is_typed(provider.unwrap().manifest())
        };
        let secret_only = providers::all().iter().filter(|provider| {
            let names = provider.manifest().credentials.iter();
            names.filter(|it| it.identity).all(|it| it.secret)
        });
        let secret_only: Vec<&str> = secret_only.map(|it| it.manifest().id).collect();
        assert!(!secret_only.is_empty() && secret_only.len() < providers::all().len());
        for provider in providers::all() {
            let id = provider.manifest().id;
            assert_eq!(typed(id), !secret_only.contains(&id), "{id}");
        }
    }
}
