//! Practice: a home of its own with made-up keys, whose providers are simulated in this process.

use crate::book::{Book, engine_of};
use crate::error;
use crate::home_vault;
use domain::{Account, AccountState, Environment, Lang, Secret};
use engine::view::ProviderView;
use engine::{AccountDraft, Engine, EngineError};
use platform::{Home, VaultKind};
use simulator::{Config, Running, Simulator};
use std::collections::BTreeMap;
use std::sync::Arc;
use tauri::AppHandle;

/// A host that exists nowhere, by RFC 2606: nothing sent there can reach anybody.
const PAYER_EMAIL: &str = "shop@practice.example";

/// What a practice shop is called, by its provider's country.
const CITIES: &[(&str, &str)] = &[
    ("CI", "Abidjan"),
    ("GN", "Conakry"),
    ("RW", "Kigali"),
    ("SN", "Dakar"),
    ("UG", "Kampala"),
];

/// The practice home at work, and the providers it practises with.
pub(crate) struct Practice {
    pub(crate) book: Book,
    simulator: Running,
}

impl Practice {
    /// Opens the practice home inside of `home`. On first use it gets its accounts and its history.
    pub(crate) async fn open(home: &Home, app: &AppHandle) -> Result<Self, EngineError> {
        let home = Home::open(&home.file("practice")).map_err(error::home)?;
        let simulator = Simulator::start(Config {
            home: Some(home.file("simulator")),
            ..Config::default()
        })
        .await
        .map_err(error::practice)?;
        let vault = home_vault::of_kind(&home, Some(VaultKind::Practice))?;
        let engine = engine_of(&home, Arc::new(vault)).await?;
        furnish(&engine, &simulator).await?;
        let coverage = engine.coverage(Environment::Sandbox).await?;
        let empty = coverage.iter().all(|list| list.last_ok.is_none());
        Ok(Self {
            book: Book::begin(engine, app, empty),
            simulator,
        })
    }

    pub(crate) async fn end(self) {
        self.book.end().await;
        self.simulator.shutdown().await;
    }
}

/// One account at each simulated provider.
async fn furnish(engine: &Engine, simulator: &Running) -> Result<(), EngineError> {
    let accounts = engine.accounts().await?;
    let urls = simulator.base_urls();
    let mut keys = simulator.credentials();
    // Only facts are taken from the views, no words.
    for provider in engine.providers(Lang::default()) {
        let (Some(url), Some(keys)) = (urls.get(&provider.id), keys.remove(&provider.id)) else {
            continue;
        };
        let there = accounts.iter().find(|account| {
            account.provider.as_str() == provider.id && account.state == AccountState::Ready
        });
        match there {
            Some(account) => keep_address(engine, account, url).await?,
            None => {
                engine.add_account(draft(&provider, url, keys)).await?;
            }
        }
    }
    Ok(())
}

/// The simulator keeps its port; where another program took it meanwhile, the account follows to the new one.
async fn keep_address(engine: &Engine, account: &Account, url: &str) -> Result<(), EngineError> {
    if account.base_url == url {
        return Ok(());
    }
    let mut moved = account.clone();
    url.clone_into(&mut moved.base_url);
    let now = engine.clock().now();
    let journal = &engine.store().journal;
    journal.update_account(&moved, &engine.actor(), now).await?;
    Ok(())
}

fn draft(provider: &ProviderView, url: &str, keys: BTreeMap<String, String>) -> AccountDraft {
    let country = provider.countries.first().cloned().unwrap_or_default();
    let asked_for = |field: &String| provider.credentials.iter().any(|one| one.name == *field);
    AccountDraft {
        provider: provider.id.clone(),
        environment: Environment::Sandbox,
        name: shop_name(&country, &provider.name),
        base_url: Some(url.to_owned()),
        settings: BTreeMap::from([
            ("country".to_owned(), country),
            ("payer_email".to_owned(), PAYER_EMAIL.to_owned()),
        ]),
        credentials: keys
            .into_iter()
            .filter(|(field, _)| asked_for(field))
            .map(|(field, value)| (field, Secret::new(value)))
            .collect(),
    }
}

/// One name for both languages: *duka* is a shop, all along the coast.
fn shop_name(country: &str, otherwise: &str) -> String {
    let city = CITIES.iter().find(|(code, _)| *code == country);
    format!("Duka {}", city.map_or(otherwise, |(_, city)| city))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_shop_is_called_after_its_city() {
        assert_eq!(shop_name("UG", "x"), "Duka Kampala");
        assert_eq!(shop_name("RW", "x"), "Duka Kigali");
        assert_eq!(shop_name("ZZ", "Other"), "Duka Other");
    }
}
