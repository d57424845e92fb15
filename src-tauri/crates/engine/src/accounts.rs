//! Accounts: their keys go into the vault, the rest into the journal.

use crate::account_settings::settings;
use crate::core::{Changed, Engine};
use crate::error::{Class, EngineError, Result};
use crate::view::AccountView;
use domain::{
    Account, AccountId, AccountSettings, AccountState, Country, Credentials, Environment,
    Operation, ProviderId,
};
use providers::{Manifest, Provider};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::Inserted;
use url::{Host, Url};

/// An account as it was typed.
#[derive(Clone, Debug)]
pub struct AccountDraft {
    /// The provider's id.
    pub provider: String,
    /// Sandbox or live.
    pub environment: Environment,
    /// What the shop calls it.
    pub name: String,
    /// Another base URL than the provider's usual one.
    pub base_url: Option<String>,
    /// Settings by key.
    pub settings: BTreeMap<String, String>,
    /// Credentials by the provider's field names.
    pub credentials: Credentials,
}

/// What is to change about an account.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    /// What the shop calls it.
    pub name: Option<String>,
    /// Settings by key; an empty value clears one.
    pub settings: BTreeMap<String, String>,
    /// New credentials, all of them.
    pub credentials: Option<Credentials>,
}

const LONGEST_CREDENTIAL: usize = 8_192;

impl Engine {
    /// Every account, removed ones included.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        Ok(self.store().journal.accounts().await?)
    }

    /// One account.
    pub async fn account(&self, id: &AccountId) -> Result<Account> {
        self.store()
            .journal
            .account(id)
            .await?
            .ok_or_else(|| EngineError::no_such("account", "compte", id.as_str()))
    }

    /// Every account, for eyes.
    pub async fn account_views(&self) -> Result<Vec<AccountView>> {
        let accounts = self.accounts().await?;
        Ok(accounts
            .iter()
            .map(|account| self.view_of(account))
            .collect())
    }

    pub(crate) fn view_of(&self, account: &Account) -> AccountView {
        let fields: Vec<&str> = providers::find(account.provider.as_str())
            .map(|provider| {
                provider
                    .manifest()
                    .credentials
                    .iter()
                    .map(|f| f.name)
                    .collect()
            })
            .unwrap_or_default();
        AccountView::new(account, &fields)
    }

    /// Adds an account: checks everything, keeps the keys in the vault, then writes the rest down.
    pub async fn add_account(&self, draft: AccountDraft) -> Result<AccountView> {
        let mut account = self.draft_account(&draft).await?;
        account.settings.merchant = self.merchant_tested(&account.identity);
        self.refuse_same_identity(&account, None).await?;
        self.inner
            .vault
            .write(&account.id, &draft.credentials)
            .await?;
        let inserted = self
            .store()
            .journal
            .insert_account(&account, &self.actor(), self.now())
            .await;
        match inserted {
            Ok(Inserted::Done) => {}
            Ok(Inserted::SameIdentity(other)) => {
                self.inner.vault.remove(&account.id).await?;
                return Err(same_identity(&other));
            }
            Err(error) => {
                // Keys without an account would lie in the keyring for nobody.
                self.inner.vault.remove(&account.id).await?;
                return Err(error.into());
            }
        }
        let zone = self.zone().await?;
        self.store().history.set_time_zone(zone.name()).await?;
        self.tell_accounts();
        self.inner.wake.notify_one();
        Ok(self.view_of(&account))
    }

    /// The account that a draft would make.
    pub(crate) async fn draft_account(&self, draft: &AccountDraft) -> Result<Account> {
        let provider = find(&draft.provider)?;
        let facts = provider.manifest();
        check_credentials(facts, &draft.credentials)?;
        let name = name(&draft.name)?;
        let settings = settings(
            facts,
            draft.environment,
            AccountSettings::default(),
            &draft.settings,
        )?;
        Ok(Account {
            id: AccountId::new(self.now(), self.chance()),
            provider: ProviderId::new(facts.id),
            environment: draft.environment,
            name,
            base_url: base_url(
                facts,
                draft.environment,
                draft.base_url.as_deref(),
                settings.country,
            )?,
            state: AccountState::Ready,
            settings,
            credentials_set: draft.credentials.keys().cloned().collect(),
            identity: identity(facts, draft.environment, &draft.credentials),
            created_at: self.now(),
        })
    }

    async fn refuse_same_identity(&self, account: &Account, but: Option<&AccountId>) -> Result<()> {
        let same = self.accounts().await?.into_iter().find(|other| {
            other.state != AccountState::Removed
                && Some(&other.id) != but
                && other.provider == account.provider
                && other.environment == account.environment
                && other.identity == account.identity
        });
        same.map_or(Ok(()), |other| Err(same_identity(&other)))
    }

    /// Changes an account's name, settings or keys.
    pub async fn update_account(
        &self,
        id: &AccountId,
        change: AccountChange,
    ) -> Result<AccountView> {
        let mut account = self.account(id).await?;
        if account.state == AccountState::Removed {
            return Err(EngineError::no_such("account", "compte", id.as_str()));
        }
        let facts = self.provider_of(&account)?.manifest();
        if let Some(typed) = &change.name {
            account.name = name(typed)?;
        }
        account.settings = settings(
            facts,
            account.environment,
            account.settings,
            &change.settings,
        )?;
        if let Some(credentials) = change.credentials {
            check_credentials(facts, &credentials)?;
            account.settings.merchant = self.same_merchant(&account, facts, &credentials).await?;
            account.identity = identity(facts, account.environment, &credentials);
            self.refuse_same_identity(&account, Some(id)).await?;
            self.inner.vault.write(id, &credentials).await?;
            account.credentials_set = credentials.keys().cloned().collect();
            account.state = AccountState::Ready;
        }
        self.store()
            .journal
            .update_account(&account, &self.actor(), self.now())
            .await?;
        self.tell_accounts();
        Ok(self.view_of(&account))
    }

    /// Forgets an account's keys and keeps its history. Refused while anything is unsettled.
    pub async fn remove_account(&self, id: &AccountId) -> Result<AccountView> {
        let mut account = self.account(id).await?;
        if let Some(operation) = self.unsettled(&account).await? {
            return Err(EngineError::new(
                Class::BadInput,
                "account_unsettled",
                "This account has money whose end is not known yet. Without its keys Duka could not look it up, so it stays.",
                "Ce compte a de l’argent dont l’issue n’est pas connue. Sans ses clés, Duka ne pourrait plus vérifier : il reste.",
            )
            .next("Wait until everything is settled.", "Attendez que tout soit réglé.")
            .about(operation));
        }
        self.inner.vault.remove(id).await?;
        account.state = AccountState::Removed;
        account.credentials_set.clear();
        self.store()
            .journal
            .update_account(&account, &self.actor(), self.now())
            .await?;
        self.tell_accounts();
        Ok(self.view_of(&account))
    }

    /// Something of this account whose end is not known yet.
    pub(crate) async fn unsettled(&self, account: &Account) -> Result<Option<Operation>> {
        let journal = &self.store().journal;
        let environment = Some(account.environment);
        let mut open = journal.open_operations(environment).await?.into_iter();
        if let Some(operation) = open.find(|operation| operation.account == account.id) {
            return Ok(Some(operation));
        }
        for doubt in journal.doubts(environment, true).await? {
            let operation = self.operation(&doubt.operation).await?;
            if operation.account == account.id {
                return Ok(Some(operation));
            }
        }
        Ok(None)
    }

    fn tell_accounts(&self) {
        self.tell(Changed {
            accounts: true,
            ..Changed::default()
        });
    }
}

pub(crate) fn find(provider: &str) -> Result<&'static dyn Provider> {
    providers::find(provider).ok_or_else(|| {
        let known: Vec<&str> = providers::all().iter().map(|p| p.manifest().id).collect();
        EngineError::bad(
            "provider",
            "unknown_provider",
            format!(
                "`{provider}` is not a provider. There are: {}.",
                known.join(", ")
            ),
            format!(
                "« {provider} » n’est pas un fournisseur. Il y a : {}.",
                known.join(", ")
            ),
        )
    })
}

fn name(typed: &str) -> Result<String> {
    let name = typed.trim();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(EngineError::bad(
            "name",
            "bad_name",
            "Give the account a name of 1 to 60 characters.",
            "Donnez au compte un nom de 1 à 60 caractères.",
        ));
    }
    Ok(name.to_owned())
}

fn check_credentials(facts: &Manifest, credentials: &Credentials) -> Result<()> {
    for (name, value) in credentials {
        if !facts.credentials.iter().any(|field| field.name == name) {
            let shown: String = name.chars().take(40).collect();
            return Err(EngineError::bad(
                &shown,
                "unknown_credential",
                format!("{} has no credential called `{shown}`.", facts.name),
                format!("{} n’a pas d’identifiant nommé « {shown} ».", facts.name),
            ));
        }
        let value = value.reveal();
        let clean = value.len() <= LONGEST_CREDENTIAL
            && !value.trim().is_empty()
            && value.trim() == value
            && !value.chars().any(char::is_control);
        if !clean {
            return Err(EngineError::bad(
                name,
                "bad_credential",
                "This value is empty, too long, or has spaces at its ends. Paste it again.",
                "Cette valeur est vide, trop longue, ou a des espaces aux bouts. Collez-la de nouveau.",
            ));
        }
    }
    for field in facts.credentials.iter().filter(|field| field.required) {
        if !credentials.contains_key(field.name) {
            return Err(EngineError::bad(
                field.name,
                "missing_credential",
                format!("“{}” is needed.", field.label.en),
                format!("« {} » est nécessaire.", field.label.fr),
            ));
        }
    }
    Ok(())
}

/// Where requests go: the usual address of the account's country, unless another is named. A live account uses a host of the manifest and no other; a sandbox one may be sent elsewhere, and without
/// TLS only to this computer itself.
fn base_url(
    facts: &Manifest,
    environment: Environment,
    typed: Option<&str>,
    country: Option<Country>,
) -> Result<String> {
    let usual = facts.base_urls(environment);
    let Some(typed) = typed.map(str::trim).filter(|text| !text.is_empty()) else {
        let own = facts.usual_url(environment, country);
        return Ok(own.unwrap_or_default().to_owned());
    };
    let bad = |code: &str, en: String, fr: String| EngineError::bad("base-url", code, en, fr);
    let url = Url::parse(typed).map_err(|_| {
        bad(
            "bad_base_url",
            format!("`{typed}` is not a web address."),
            format!("« {typed} » n’est pas une adresse web."),
        )
    })?;
    let plain = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let loopback = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let safe = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    if !plain || !safe {
        return Err(bad(
            "insecure_base_url",
            "Only https is used, so that nobody on the line reads the keys.".to_owned(),
            "Seul https est utilisé, pour que personne sur la ligne ne lise les clés.".to_owned(),
        ));
    }
    if environment == Environment::Live {
        let admitted = usual
            .iter()
            .filter_map(|known| Url::parse(known).ok())
            .any(|known| {
                known.host_str() == url.host_str()
                    && known.scheme() == url.scheme()
                    && known.port() == url.port()
            });
        if !admitted {
            return Err(bad(
                "not_the_provider",
                format!(
                    "A live account speaks to {} only: {}.",
                    facts.name,
                    usual.join(", ")
                ),
                format!(
                    "Un compte réel ne parle qu’à {} : {}.",
                    facts.name,
                    usual.join(", ")
                ),
            ));
        }
    }
    Ok(typed.trim_end_matches('/').to_owned())
}

/// A hash of what says which merchant this is, so that nothing of a credential stands in the journal.
pub(crate) fn identity(
    facts: &Manifest,
    environment: Environment,
    credentials: &Credentials,
) -> String {
    let mut hash = Sha256::new();
    hash.update(facts.id.as_bytes());
    hash.update([0]);
    hash.update(environment.as_str().as_bytes());
    for field in facts.credentials.iter().filter(|field| field.identity) {
        hash.update([0]);
        if let Some(value) = credentials.get(field.name) {
            hash.update(value.reveal().as_bytes());
        }
    }
    hex::encode(hash.finalize())
}

fn same_identity(other: &Account) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "account_exists",
        format!(
            "These keys are those of “{}”, which is here already ({}).",
            other.name, other.id
        ),
        format!(
            "Ces clés sont celles de « {} », déjà présent ({}).",
            other.name, other.id
        ),
    )
    .next("Change that account instead.", "Modifiez plutôt ce compte.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_of_a_country_with_an_address_of_its_own_uses_that_one() {
        let mut met = 0;
        for provider in providers::all() {
            let facts = provider.manifest();
            for environment in [Environment::Sandbox, Environment::Live] {
                let usual = facts.base_urls(environment);
                let of = |country: &str| {
                    let country = Country::parse(country).ok();
                    base_url(facts, environment, None, country).unwrap()
                };
                assert_eq!(of(facts.countries[0]), usual[0], "{}", facts.id);
                for (url, country) in facts.url_countries {
                    if usual.contains(url) {
                        assert_eq!(of(country), *url, "{}", facts.id);
                        met += 1;
                    }
                }
            }
        }
        assert!(met > 1, "only {met} addresses");
    }
}
