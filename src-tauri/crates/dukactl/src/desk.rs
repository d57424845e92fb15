//! The home opened for one command: its engine, and how to speak.

use crate::cli::Cli;
use crate::print::Zone;
use crate::vault;
use domain::{AccountId, Environment, Lang, Operation, OperationId};
use engine::view::OperationView;
use engine::{Class, Engine, EngineError, Parts, why_refused};
use platform::{Home, NetworkHttp, SystemClock, VaultKind, desk_name};
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::sync::Arc;
use store::Store;

/// What every command works with.
pub(crate) struct Desk {
    pub(crate) engine: Engine,
    pub(crate) lang: Lang,
    pub(crate) zone: Zone,
    /// Whether a person can be asked something.
    pub(crate) may_ask: bool,
}

impl Desk {
    /// Opens the home. Nothing is sent, and no keys are read unless the command will need them.
    pub(crate) async fn open(cli: &Cli) -> Result<Self, EngineError> {
        let system = cli.lang.unwrap_or_else(language_of_the_system);
        let home = home(cli)?;
        let store = Store::open(home.path()).await?;
        let lang = match cli.lang {
            Some(lang) => lang,
            None => store
                .journal
                .setting("language")
                .await?
                .and_then(|tag| Lang::parse(&tag))
                .unwrap_or(system),
        };
        let may_ask = !cli.json && std::io::stdin().is_terminal();
        let asked = cli.vault.as_deref().and_then(VaultKind::parse);
        let vault = vault::of(&home, asked, !cli.json, lang).await?;
        if cli.command.needs_keys() {
            vault::reach(&vault, !cli.json, lang).await?;
        }
        let http = NetworkHttp::new().map_err(|error| {
            EngineError::new(
                Class::Failed,
                "network_set_up",
                format!("The network could not be set up: {error}. Nothing was sent."),
                format!("Le réseau n’a pas pu être préparé : {error}. Rien n’a été envoyé."),
            )
        })?;
        let desk = desk_name(home.path(), engine::ports::Vault::kind(&vault));
        let engine = Engine::open(Parts {
            home: home.path().to_owned(),
            store,
            http: Arc::new(http),
            vault: Arc::new(vault),
            clock: Arc::new(SystemClock),
            desk,
            door: "dukactl",
            seed: None,
        })
        .await?;
        engine.settle_at_start().await?;
        let zone = Zone::named(&engine.time_zone().await?);
        Ok(Self {
            engine,
            lang,
            zone,
            may_ask,
        })
    }

    /// An operation as it leaves, with its open doubts.
    pub(crate) async fn view(&self, operation: &Operation) -> Result<OperationView, EngineError> {
        self.engine.operation_view(operation, self.lang).await
    }

    /// What the shop calls its accounts, by id.
    pub(crate) async fn account_names(&self) -> Result<BTreeMap<String, String>, EngineError> {
        let accounts = self.engine.accounts().await?;
        Ok(accounts
            .into_iter()
            .map(|account| (account.id.to_string(), account.name))
            .collect())
    }

    /// The environments to look into, real money first: that of the account, or every one that has accounts.
    pub(crate) async fn environment_of(
        &self,
        account: &AccountId,
    ) -> Result<Environment, EngineError> {
        let accounts = self.engine.accounts().await?;
        accounts
            .iter()
            .find(|one| one.id == *account)
            .map(|one| one.environment)
            .ok_or_else(|| EngineError::no_such("account", "compte", account.as_str()))
    }

    pub(crate) async fn environments(
        &self,
        account: Option<&AccountId>,
    ) -> Result<Vec<Environment>, EngineError> {
        let accounts = self.engine.accounts().await?;
        let has = |environment: Environment| {
            accounts.iter().any(|one| {
                one.environment == environment && account.is_none_or(|wanted| *wanted == one.id)
            })
        };
        let found: Vec<_> = [Environment::Live, Environment::Sandbox]
            .into_iter()
            .filter(|environment| has(*environment))
            .collect();
        match account {
            Some(id) if found.is_empty() => {
                Err(EngineError::no_such("account", "compte", id.as_str()))
            }
            Some(_) | None => Ok(found),
        }
    }
}

/// The account that an option names.
pub(crate) fn account_id(text: Option<&str>) -> Result<Option<AccountId>, EngineError> {
    Ok(text.map(AccountId::parse).transpose()?)
}

/// The operation that an argument names.
pub(crate) fn operation_id(text: &str) -> Result<OperationId, EngineError> {
    Ok(OperationId::parse(text)?)
}

/// LANG, where it is set; elsewhere what the system says.
pub(crate) fn language_of_the_system() -> Lang {
    std::env::var("LANG")
        .ok()
        .filter(|tag| !tag.is_empty())
        .or_else(sys_locale::get_locale)
        .and_then(|tag| Lang::parse(&tag))
        .unwrap_or_default()
}

/// The home that was named, or the system's place for it.
pub(crate) fn home(cli: &Cli) -> Result<Home, EngineError> {
    let path = cli
        .home
        .clone()
        .or_else(Home::default_path)
        .ok_or_else(|| {
            EngineError::bad(
                "home",
                "no_home",
                "The system names no place for a user's data. Name one with --home.",
                "Le système n’indique pas de place pour les données. Indiquez-en une avec --home.",
            )
        })?;
    Home::open(&path).map_err(|error| {
        let path = error.path.display();
        let (en, fr) = why_refused(&error.source);
        EngineError::new(
            Class::Failed,
            "home",
            format!("Duka's folder cannot be used: {path}: {en}. Nothing was sent."),
            format!(
                "Le dossier de Duka ne peut pas être utilisé : {path} : {fr}. Rien n’a été envoyé."
            ),
        )
    })
}
