//! An account of one's own.

use crate::support::{Page, Session, Stage, in_a_session_with_a_keyring};
use domain::AccountId;
use engine::ports::Vault as _;
use platform::KeyringVault;
use serde_json::json;
use simulator::{Config, Running, Simulator};
use std::fs;
use std::path::Path;

/// A provider's sandbox outside of Duka, as one's own would be.
async fn sandbox() -> Running {
    let config = Config {
        history: 20,
        ..Config::default()
    };
    Simulator::start(config).await.expect("the sandbox starts")
}

/// Goes through the first run to the form, and fills it for this provider.
async fn fill(page: &Page, running: &Running, provider: &str) {
    page.click("firstrun-account").await;
    page.write("staff-name", "Achieng").await;
    page.click("staff-save").await;
    page.choose(&format!("account-provider-{provider}")).await;
    page.choose("account-env-sandbox").await;
    page.write("account-name", "My first shop").await;
    let keys = running.credentials().remove(provider).expect("it has keys");
    let fields = page.invoke("providers", json!({})).await;
    let fields = fields
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["id"] == provider)
        .expect("it is a provider")["credentials"]
        .clone();
    page.run(
        "document.querySelector('[data-test=account-advanced]')?.parentElement.setAttribute('open', '')",
        vec![],
    )
    .await;
    for field in fields.as_array().into_iter().flatten() {
        let name = field["name"].as_str().expect("a field has a name");
        if let Some(value) = keys.get(name) {
            page.write(&format!("credential-{name}"), value).await;
        }
    }
    let url = running.base_url(provider).expect("it has an address");
    page.write("account-base-url", &url).await;
}

async fn test_says(page: &Page, code: &str) {
    page.click("account-test").await;
    page.wait(&format!(
        "document.querySelector(\"[data-test=keytest][data-code='{code}']\")"
    ))
    .await;
}

#[tokio::test]
async fn keyring_holds_the_keys_and_no_file_does() {
    if !in_a_session_with_a_keyring("accounts::keyring_holds_the_keys_and_no_file_does") {
        return;
    }
    let running = sandbox().await;
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    for provider in ["dgspay", "zengapay"] {
        if provider == "dgspay" {
            fill(page, &running, provider).await;
            test_says(page, "ok").await;
            page.click("account-save").await;
            page.wait_for("nav-charge").await;
        } else {
            // The second one by the door the form uses: the form itself was tried.
            let keys = running.credentials().remove(provider).expect("it has keys");
            let draft = json!({
                "provider": provider, "environment": "sandbox", "name": "Second",
                "base_url": running.base_url(provider), "settings": {}, "credentials": keys,
            });
            page.invoke("add_account", json!({ "draft": draft })).await;
        }
    }
    let accounts = page.invoke("accounts", json!({})).await;
    let accounts = accounts.as_array().expect("a list of accounts").clone();
    assert_eq!(accounts.len(), 2);
    for account in &accounts {
        let id = account["id"].as_str().expect("an account has an id");
        let id = AccountId::parse(id).expect("the id is one of ours");
        let kept = KeyringVault.read(&id).await.expect("the keyring has them");
        let given = running.credentials();
        let given = &given[account["provider"].as_str().expect("it has a provider")];
        for (field, value) in &kept {
            assert_eq!(Some(value.reveal()), given.get(field), "{field}");
        }
        for (field, state) in account["credentials"].as_object().expect("fields") {
            assert_eq!(state["set"], json!(kept.contains_key(field)), "{field}");
        }
    }
    // They are used: the book of the sandbox is read with them.
    let read = page.invoke("sync_now", json!({})).await;
    assert!(
        read.as_array()
            .is_some_and(|all| all.iter().all(|one| one["error"].is_null())),
        "{read}"
    );
    let secrets = secrets(&running);
    let said = page
        .run("return document.documentElement.outerHTML", vec![])
        .await;
    let said = said.as_str().unwrap_or_default().to_owned() + &json!(accounts).to_string();
    for secret in &secrets {
        assert!(!said.contains(secret), "a key came out to the screen");
    }
    nowhere_below(&stage.home(), &secrets);
    session.close().await;
    nowhere_below(&stage.home(), &secrets);
}

/// What the manifest calls a credential and nobody but the keyring may hold.
fn secrets(running: &Running) -> Vec<String> {
    let keys = running.credentials();
    let all = keys.values().flat_map(|fields| fields.values().cloned());
    all.filter(|value| value.len() > 8).collect()
}

fn nowhere_below(folder: &Path, secrets: &[String]) {
    let mut files = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .expect("the folder is there")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // A journal that is just being folded may be gone again.
            let Ok(bytes) = fs::read(&path) else { continue };
            files += 1;
            for secret in secrets {
                let found = bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes());
                assert!(!found, "a key stands in {}", path.display());
            }
        }
    }
    assert!(files > 5, "the home was searched");
}

#[tokio::test]
async fn a_refused_key_says_why_in_the_window() {
    let running = sandbox().await;
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    fill(page, &running, "dgspay").await;
    test_says(page, "ok").await;
    let control = running.control();
    control.block_ip("dgspay", true).expect("it is known");
    test_says(page, "address_not_admitted").await;
    control.block_ip("dgspay", false).expect("it is known");
    control.rotate_keys("dgspay").expect("it is known");
    test_says(page, "wrong_key").await;
    let words = page.text_of("[data-test=keytest]").await;
    assert!(words.contains("does not accept this key"), "{words}");
    running.shutdown().await;
    test_says(page, "no_network").await;
    session.close().await;
}

#[tokio::test]
async fn without_a_keyring_the_window_says_so_and_keeps_nothing() {
    let running = sandbox().await;
    let stage = Stage::new().with("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all");
    let session: Session = stage.open().await;
    let page = &session.page;
    fill(page, &running, "zengapay").await;
    test_says(page, "ok").await;
    page.click("account-save").await;
    page.wait_for_words("form", "No keyring service").await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(boot["sandbox_accounts"], 0);
    nowhere_below(&stage.home(), &secrets(&running));
    session.close().await;
}

#[tokio::test]
async fn keys_in_a_file_that_a_person_chose_stand_there_encrypted_only() {
    let running = sandbox().await;
    let stage = Stage::new()
        .with("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
        .with("DUKA_VAULT", "file")
        .with("DUKA_PASSPHRASE", "six words that nobody would guess");
    let session = stage.open().await;
    let page = &session.page;
    fill(page, &running, "zengapay").await;
    page.click("account-save").await;
    page.wait_for("nav-charge").await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(
        (&boot["vault"], &boot["sandbox_accounts"]),
        (&json!("file"), &json!(1))
    );
    let id = page.invoke("accounts", json!({})).await[0]["id"].clone();
    let works = page.invoke("test_account", json!({ "id": id })).await;
    assert_eq!(works["code"], "ok");
    session.close().await;
    assert!(stage.home().join("vault.age").exists());
    nowhere_below(&stage.home(), &secrets(&running));
}
