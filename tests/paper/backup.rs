//! One encrypted file brings a desk back, and a desk that was brought back sends nothing until it knows everything.

use domain::{Environment, Lang, Secret, State};
use platform::{BackupMade, Home, make_backup, open_backup, restore_backup};
use std::collections::BTreeMap;
use std::path::Path;
use store::Actor;
use tests::{Shop, World};

const PASSPHRASE: &str = "trois chèvres blanches";

fn secret(text: &str) -> Secret<String> {
    Secret::from(text)
}

fn actor() -> Actor {
    Actor {
        name: "Amina".to_owned(),
        by: "test".to_owned(),
    }
}

async fn made(world: &World, folder: &Path) -> BackupMade {
    let home = Home::open(world.home()).unwrap();
    let now = world.engine.clock().now();
    make_backup(&home, &folder.join("one.duka"), secret(PASSPHRASE), now)
        .await
        .unwrap()
}

async fn restored(home: &Path, sealed: &Path, passphrase: &str) -> Result<usize, String> {
    let home = Home::open(home).unwrap();
    let told = |error: engine::EngineError| error.code;
    let opened = open_backup(&home, sealed, secret(passphrase))
        .await
        .map_err(told)?;
    let at = chrono::DateTime::from_timestamp(1_790_100_000, 0).unwrap();
    let done = restore_backup(&home, opened, &actor(), at)
        .await
        .map_err(told)?;
    Ok(done.replaced.len())
}

/// Every file of a home with what is in it.
fn everything(home: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(home).unwrap();
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(&path).unwrap_or_default())
        })
        // Locks come and go, and mean nothing.
        .filter(|(name, _)| !name.ends_with(".lock"))
        .collect()
}

#[tokio::test]
async fn an_empty_home_gets_the_whole_desk_back_and_is_locked() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let paid = world.until(&sent.id, State::Succeeded).await;
    world
        .engine
        .set_setting("business", Some("Duka la Amina"))
        .await
        .unwrap();
    let id = paid.id.as_str();
    let print = world.engine.print_slip(id, Environment::Sandbox, "58mm");
    assert_eq!(print.await.unwrap().number.as_deref(), Some("000001"));
    let backup = made(&world, folder.path()).await;

    let home = tempfile::tempdir().unwrap();
    assert_eq!(restored(home.path(), &backup.path, PASSPHRASE).await, Ok(0));
    let desk = world.run_on(home.path(), "a new computer").await;
    assert_eq!(desk.operation(&paid.id).await.unwrap(), paid);
    let business = desk.setting("business").await.unwrap();
    assert_eq!(business.as_deref(), Some("Duka la Amina"));
    let transaction = paid.transaction().unwrap();
    assert!(desk.show(transaction.as_str(), Lang::En).await.is_ok());
    let lock = desk.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!((lock.why, lock.may_confirm), ("restored", false));
    let refused = desk.create(world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(refused.unwrap_err().code, "sending_locked");

    // The first receipt is known; the next ones may have been given by the desk that was lost.
    let print = desk.print_slip(id, Environment::Sandbox, "58mm");
    let copy = print.await.unwrap();
    assert_eq!((copy.nth, copy.number.as_deref()), (2, Some("000001")));
}

#[tokio::test]
async fn a_restored_desk_gives_no_receipt_number_twice() {
    let mut world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mut paid = Vec::new();
    for shop in Shop::ALL {
        let sent = world.take(world.charge(shop, "01")).await;
        paid.push(world.until(&sent.id, State::Succeeded).await);
    }
    let backup = made(&world, folder.path()).await;
    let number = async |world: &World, of: usize| {
        let id = paid[of].id.as_str();
        let print = world.engine.print_slip(id, Environment::Sandbox, "58mm");
        print.await.unwrap().number.unwrap()
    };
    let lost = number(&world, 0).await;
    world.engine.close().await;
    assert!(
        restored(world.home(), &backup.path, PASSPHRASE)
            .await
            .is_ok()
    );
    world.start_again().await;
    let next = number(&world, 1).await;
    assert_ne!(next, lost, "the number was on paper already");
    assert!(next.ends_with("-000001"), "{next}");
}

#[tokio::test]
async fn what_a_restore_replaces_is_kept_under_a_dated_name() {
    let mut world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let backup = made(&world, folder.path()).await;
    let later = world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.engine.close().await;
    assert_eq!(
        restored(world.home(), &backup.path, PASSPHRASE).await,
        Ok(2)
    );
    let names: Vec<String> = everything(world.home()).into_keys().collect();
    for kept in ["journal.db.replaced-", "history.db.replaced-"] {
        assert!(names.iter().any(|name| name.starts_with(kept)), "{names:?}");
    }
    assert!(
        !names.iter().any(|name| name.starts_with("backup.")),
        "{names:?}"
    );
    world.start_again().await;
    let missing = world.engine.operation(&later.id).await.unwrap_err();
    assert_eq!(missing.code, "not_found");
    let lock = world.engine.sending_lock(Lang::En).await.unwrap().unwrap();
    assert_eq!(lock.why, "restored");
}

#[tokio::test]
async fn nothing_changes_where_a_backup_does_not_open_to_its_end() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let sent = world.take(world.charge(Shop::KAMPALA, "01")).await;
    world.until(&sent.id, State::Succeeded).await;
    let backup = made(&world, folder.path()).await;
    world.engine.close().await;
    let before = everything(world.home());
    let whole = std::fs::read(&backup.path).unwrap();
    let phone = sent.phone.as_ref().unwrap().e164().as_bytes();
    assert!(
        !whole.windows(phone.len()).any(|part| part == phone),
        "it is sealed"
    );

    let wrong = restored(world.home(), &backup.path, "trois chèvres noires").await;
    assert_eq!(wrong.unwrap_err(), "wrong_passphrase");
    let bad = folder.path().join("bad.duka");
    let middle = whole.len() / 2;
    for cut in [whole.len() - 1, middle, 300] {
        std::fs::write(&bad, &whole[..cut]).unwrap();
        let refused = restored(world.home(), &bad, PASSPHRASE).await;
        assert_eq!(refused.unwrap_err(), "cut_backup", "cut at {cut}");
    }
    let mut changed = whole.clone();
    changed[middle] ^= 1;
    std::fs::write(&bad, &changed).unwrap();
    let refused = restored(world.home(), &bad, PASSPHRASE).await;
    assert_eq!(refused.unwrap_err(), "cut_backup");
    for stranger in [&b""[..], b"PK\x03\x04 a picture", &[0; 4096]] {
        std::fs::write(&bad, stranger).unwrap();
        let refused = restored(world.home(), &bad, PASSPHRASE).await;
        assert_eq!(refused.unwrap_err(), "not_a_backup");
    }
    assert_eq!(everything(world.home()), before);
}

#[tokio::test]
async fn a_newer_backup_is_refused_before_anything_is_written() {
    let home = tempfile::tempdir().unwrap();
    let sealed = home.path().join("newer.duka");
    for text in [
        "duka backup 2\n",
        "duka backup 1\n{\"made_at\":\"2027-01-01T00:00:00Z\",\"duka\":\"9.0.0\",\"journal\":99,\"history\":1,\
         \"files\":[{\"name\":\"journal.db\",\"bytes\":0},{\"name\":\"history.db\",\"bytes\":0}]}\n",
    ] {
        std::fs::write(&sealed, sealed_text(text)).unwrap();
        let refused = restored(home.path(), &sealed, PASSPHRASE).await;
        assert_eq!(refused.unwrap_err(), "newer_backup");
    }
    let elsewhere = "duka backup 1\n{\"made_at\":\"2027-01-01T00:00:00Z\",\"duka\":\"0.1.0\",\"journal\":1,\"history\":1,\
                     \"files\":[{\"name\":\"../journal.db\",\"bytes\":1}]}\nx";
    std::fs::write(&sealed, sealed_text(elsewhere)).unwrap();
    let refused = restored(home.path(), &sealed, PASSPHRASE).await;
    assert_eq!(refused.unwrap_err(), "not_a_backup");
    assert_eq!(everything(home.path()).len(), 1);
}

/// A file of the same form, made by another hand.
fn sealed_text(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut recipient = age::scrypt::Recipient::new(PASSPHRASE.to_owned().into());
    recipient.set_work_factor(10);
    let to = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(to).unwrap();
    let mut sealed = Vec::new();
    let writer = encryptor.wrap_output(&mut sealed).unwrap();
    let mut packed = flate2::write::GzEncoder::new(writer, flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap().finish().unwrap();
    sealed
}

#[tokio::test]
async fn a_home_at_work_is_not_restored_over() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let backup = made(&world, folder.path()).await;
    let lock = engine::lock::FileLock::try_acquire(&world.home().join("executor.lock"));
    let held = lock.unwrap().unwrap();
    let refused = restored(world.home(), &backup.path, PASSPHRASE).await;
    assert_eq!(refused.unwrap_err(), "home_in_use");
    drop(held);
}

#[tokio::test]
async fn no_half_of_a_backup_stays_where_none_could_be_made() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let home = Home::open(world.home()).unwrap();
    let now = world.engine.clock().now();
    let nowhere = folder.path().join("gone").join("one.duka");
    let error = make_backup(&home, &nowhere, secret(PASSPHRASE), now).await;
    assert_eq!(error.unwrap_err().code, "backup_failed");
    let short = make_backup(&home, &folder.path().join("two.duka"), secret("goats"), now).await;
    assert_eq!(short.unwrap_err().code, "passphrase_short");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(
        !everything(world.home())
            .keys()
            .any(|name| name.starts_with("backup."))
    );
}
