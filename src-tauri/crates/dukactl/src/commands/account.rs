//! `account add|list|test|update|remove`.

use crate::answer::{Answer, DONE, FAILED, REFUSED};
use crate::cli::{AccountAdd, AccountUpdate};
use crate::desk::Desk;
use crate::keys;
use crate::print::{Side, Table, say};
use domain::{AccountId, Environment};
use engine::view::{AccountView, KeyTestView, ListView, ProviderView};
use engine::{AccountChange, AccountDraft, EngineError};
use platform::VaultKind;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) async fn add(desk: &Desk, args: AccountAdd) -> Result<Answer, EngineError> {
    practice_stays_practice(desk, args.environment, args.base_url.as_deref())?;
    let settings = settings(args.set)?;
    let provider = provider(desk, &args.provider)?;
    let credentials = keys::of_new_account(&provider, desk.may_ask, desk.lang)?;
    let draft = AccountDraft {
        provider: args.provider,
        environment: args.environment,
        name: args.name,
        base_url: args.base_url,
        settings,
        credentials,
    };
    let account = desk.engine.add_account(draft).await?;
    Ok(one(desk, &account))
}

pub(super) async fn list(desk: &Desk) -> Result<Answer, EngineError> {
    let items = desk.engine.account_views().await?;
    let text = table(desk, &items);
    Ok(Answer::new(DONE, &ListView { items, next: None }, text))
}

pub(super) async fn test(desk: &Desk, id: &str) -> Result<Answer, EngineError> {
    let id = AccountId::parse(id)?;
    let test = desk.engine.test_account(&id, desk.lang).await?;
    let steps = steps(&test, desk);
    if test.ok {
        return Ok(Answer::new(
            DONE,
            &test,
            format!("{}\n{steps}", test.message),
        ));
    }
    // No answer at all is our trouble, or the network's; everything else is the provider's word.
    let exit = match test.code.as_str() {
        "no_network" | "no_answer" | "no_readable_answer" => FAILED,
        _ => REFUSED,
    };
    let error = json!({
        "error": {
            "code": test.code,
            "message": test.message,
            "field": null,
            "next": null,
            "operation": null,
        },
        "test": test,
    });
    let mut complaint = format!("{}\n", test.message);
    if let Some(words) = &test.provider_message {
        let label = say(desk.lang, "Their words:", "Leurs mots :");
        complaint += &format!("  {label} {words}\n");
    }
    Ok(Answer::new(exit, &error, String::new()).complaining(complaint + &steps))
}

pub(super) async fn update(desk: &Desk, args: AccountUpdate) -> Result<Answer, EngineError> {
    let id = AccountId::parse(&args.id)?;
    let settings = settings(args.set)?;
    let accounts = desk.engine.accounts().await?;
    let account = accounts
        .iter()
        .find(|account| account.id == id)
        .ok_or_else(|| EngineError::no_such("account", "compte", id.as_str()))?;
    let provider = provider(desk, account.provider.as_str())?;
    let credentials = keys::of_update(&provider)?;
    if args.name.is_none() && settings.is_empty() && credentials.is_none() {
        return Err(EngineError::bad(
            "set",
            "nothing_to_change",
            "Nothing to change was given: use --name, --set, or new keys on stdin.",
            "Rien à changer n’a été donné : utilisez --name, --set, ou de nouvelles clés sur l’entrée standard.",
        ));
    }
    let change = AccountChange {
        name: args.name,
        settings,
        credentials,
    };
    let account = desk.engine.update_account(&id, change).await?;
    Ok(one(desk, &account))
}

pub(super) async fn remove(desk: &Desk, id: &str) -> Result<Answer, EngineError> {
    let account = desk.engine.remove_account(&AccountId::parse(id)?).await?;
    Ok(one(desk, &account))
}

/// A practice home keeps its keys in a plain file, so it takes none that open anything but a simulator on this machine.
fn practice_stays_practice(
    desk: &Desk,
    environment: Environment,
    base_url: Option<&str>,
) -> Result<(), EngineError> {
    let simulated = environment == Environment::Sandbox
        && base_url.is_some_and(|url| {
            ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"]
                .iter()
                .any(|here| url.starts_with(here))
        });
    if simulated || desk.engine.vault_kind() != VaultKind::Practice.as_str() {
        return Ok(());
    }
    Err(EngineError::bad(
        "base-url",
        "practice_only",
        "This is a practice home: it does not keep keys safely, so it takes accounts of a simulator on this computer only.",
        "Ceci est un dossier d’exercice : il ne garde pas les clés en sûreté, donc il n’accepte que les comptes d’un simulateur sur cet ordinateur.",
    )
    .next(
        "Add the account in another home.",
        "Ajoutez le compte dans un autre dossier.",
    ))
}

fn provider(desk: &Desk, id: &str) -> Result<ProviderView, EngineError> {
    let known = desk.engine.providers(desk.lang);
    let names: Vec<&str> = known.iter().map(|one| one.id.as_str()).collect();
    let names = names.join(", ");
    let wanted: String = id.chars().take(40).collect();
    known.into_iter().find(|one| one.id == id).ok_or_else(|| {
        EngineError::bad(
            "provider",
            "unknown_provider",
            format!("There is no provider `{wanted}`; there are: {names}."),
            format!("Il n’y a pas de fournisseur « {wanted} » ; il y a : {names}."),
        )
    })
}

fn settings(pairs: Vec<(String, String)>) -> Result<BTreeMap<String, String>, EngineError> {
    let mut settings = BTreeMap::new();
    for (key, value) in pairs {
        if settings.contains_key(&key) {
            return Err(EngineError::bad(
                &key,
                "setting_twice",
                format!("The setting `{key}` is given twice."),
                format!("Le réglage « {key} » est donné deux fois."),
            ));
        }
        settings.insert(key, value);
    }
    Ok(settings)
}

fn one(desk: &Desk, account: &AccountView) -> Answer {
    Answer::new(DONE, account, table(desk, std::slice::from_ref(account)))
}

fn table(desk: &Desk, accounts: &[AccountView]) -> String {
    let lang = desk.lang;
    if accounts.is_empty() {
        return format!(
            "{}\n",
            say(lang, "No account yet.", "Pas encore de compte.")
        );
    }
    let mut table = Table::new(&[
        (say(lang, "Account", "Compte"), Side::Left),
        (say(lang, "Name", "Nom"), Side::Left),
        (say(lang, "Provider", "Fournisseur"), Side::Left),
        (say(lang, "Money", "Argent"), Side::Left),
        (say(lang, "State", "État"), Side::Left),
        (say(lang, "Keys that are set", "Clés présentes"), Side::Left),
    ]);
    for account in accounts {
        let state = match account.state {
            "ready" => say(lang, "ready", "prêt"),
            "no_keys" => say(lang, "no keys", "sans clés"),
            _ => say(lang, "removed", "retiré"),
        };
        let keys = account.credentials.iter().filter(|(_, key)| key.set);
        let keys: Vec<&str> = keys.map(|(name, _)| name.as_str()).collect();
        table.row([
            account.id.clone(),
            account.name.clone(),
            account.provider.clone(),
            account.environment.to_owned(),
            state.to_owned(),
            keys.join(", "),
        ]);
    }
    table.text()
}

fn steps(test: &KeyTestView, desk: &Desk) -> String {
    let lang = desk.lang;
    let mut text = String::new();
    for step in &test.steps {
        let what = match step.what {
            "network" => say(lang, "Network", "Réseau"),
            "answer" => say(lang, "Answer", "Réponse"),
            _ => say(lang, "Key", "Clé"),
        };
        let how = match step.ok {
            Some(true) => say(lang, "good", "bon"),
            Some(false) => say(lang, "not good", "pas bon"),
            None => say(lang, "not tried", "pas essayé"),
        };
        let detail = step.detail.as_deref().unwrap_or_default();
        text += format!("  {what:<8}  {how:<10}  {detail}").trim_end();
        text.push('\n');
    }
    text
}
