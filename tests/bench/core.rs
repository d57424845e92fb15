//! What Duka itself adds to a charge: from the form to the answer written down, at a provider that answers at once.

use crate::floor::Bare;
use crate::{Failure, Spread, milliseconds, spread, tell};
use domain::{Credentials, Environment, Operation, Secret, State};
use engine::ports::{Http, HttpRequest, HttpResponse, SendError, Vault, VaultError};
use engine::{AccountDraft, ChargeDraft, Engine, Parts};
use platform::SystemClock;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::{Change, Store};

const CHARGES: u64 = 100;
/// What the core may add to two flushed commits.
const ALLOWED: Duration = Duration::from_micros(150);
/// The size of a page of the log with its head.
const FRAME: u64 = 4_096 + 24;

/// Takes every charge, at once, and knows nothing else.
struct AtOnce {
    taken: AtomicU64,
}

#[async_trait::async_trait]
impl Http for AtOnce {
    async fn send(&self, _: HttpRequest, _: Duration) -> Result<HttpResponse, SendError> {
        let number = self.taken.fetch_add(1, Ordering::Relaxed);
        Ok(HttpResponse {
            status: 202,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: format!(
                r#"{{"code":202,"status":"accepted","message":"Transaction Initiated","transactionReference":"bench-{number:08}"}}"#
            )
            .into_bytes(),
        })
    }
}

/// One key, in memory.
struct OneKey;

#[async_trait::async_trait]
impl Vault for OneKey {
    fn kind(&self) -> &'static str {
        "practice"
    }
    async fn read(&self, _: &domain::AccountId) -> Result<Credentials, VaultError> {
        Ok(credentials())
    }
    async fn write(&self, _: &domain::AccountId, _: &Credentials) -> Result<(), VaultError> {
        Ok(())
    }
    async fn remove(&self, _: &domain::AccountId) -> Result<(), VaultError> {
        Ok(())
    }
}

fn credentials() -> Credentials {
    BTreeMap::from([(
        "api_token".to_owned(),
        Secret::new("bench-token".to_owned()),
    )])
}

fn draft(account: &domain::AccountId, number: u64) -> ChargeDraft {
    ChargeDraft {
        account: account.clone(),
        amount: "85000".to_owned(),
        currency: "UGX".to_owned(),
        method: "mobile-money".to_owned(),
        // Everybody pays once: no charge is a likely double of another.
        phone: Some(format!("07724{number:05}")),
        network: Some("MTN".to_owned()),
        payer: None,
        country: None,
        fee_payer: None,
        first_name: Some("Sarah".to_owned()),
        last_name: Some("Namuli".to_owned()),
        email: None,
        note: Some("Term 3 fees".to_owned()),
        request_id: None,
        scenario: None,
        despite: None,
    }
}

/// The engine of a home whose provider answers at once.
pub(crate) async fn engine(folder: &Path) -> Result<Engine, Failure> {
    let parts = Parts {
        home: folder.to_owned(),
        store: Store::open(folder).await?,
        http: Arc::new(AtOnce {
            taken: AtomicU64::new(0),
        }),
        vault: Arc::new(OneKey),
        clock: Arc::new(SystemClock),
        desk: "the bench".to_owned(),
        door: "dukactl",
        seed: Some(1),
    };
    Ok(Engine::open(parts).await?)
}

/// Measures charges and, in turn with them, two bare flushed commits that together write as much.
pub(crate) async fn charge(folder: &Path, name: &str) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let engine = engine(folder).await?;
    let account = engine
        .add_account(AccountDraft {
            provider: "zengapay".to_owned(),
            environment: Environment::Sandbox,
            name: "bench".to_owned(),
            base_url: Some("http://127.0.0.1:9/zengapay".to_owned()),
            settings: BTreeMap::new(),
            credentials: credentials(),
        })
        .await?;
    let account = domain::AccountId::parse(&account.id)?;
    let log = folder.join("journal.db-wal");
    let begun_at = log.metadata()?.len();
    let (_, first) = take(&engine, &account, 0).await?;
    let bytes = log.metadata()?.len() - begun_at;
    end(&engine, first).await?;
    let bare = Bare::open(&folder.join("bare-charge.db"), "FULL").await?;
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for number in 1..=CHARGES {
        let (took, sent) = take(&engine, &account, number).await?;
        ours.push(took);
        end(&engine, sent).await?;
        let begun = Instant::now();
        bare.write(usize::try_from(bytes / 2)?).await?;
        bare.write(usize::try_from(bytes / 2)?).await?;
        floors.push(begun.elapsed());
    }
    let floors = spread(floors);
    tell(name, &spread(ours), &floors);
    tell_goal(bytes / FRAME, &floors);
    engine.close().await;
    Ok(())
}

async fn take(
    engine: &Engine,
    account: &domain::AccountId,
    number: u64,
) -> Result<(Duration, Operation), Failure> {
    let draft = draft(account, number);
    let begun = Instant::now();
    let recorded = engine.create(draft).await?;
    let sent = engine.send(&recorded.id).await?;
    let took = begun.elapsed();
    if sent.state != State::Pending {
        return Err(format!("a charge of the benchmark is {:?}", sent.state).into());
    }
    Ok((took, sent))
}

/// A shop has few open charges at a time, and each sending here reads them all. This one is over.
async fn end(engine: &Engine, sent: Operation) -> Result<(), Failure> {
    let over = Operation {
        state: State::Failed,
        ..sent
    };
    let change = Change {
        operation: &over,
        from_version: over.version,
        actor: &engine.actor(),
        cause: "bench",
        detail: None,
        at: crate::now(),
        begin_attempt: None,
        end_attempt: None,
        open_doubts: Vec::new(),
        settle_doubts: Vec::new(),
    };
    engine.store().journal.apply(&change).await?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell_goal(pages: u64, floors: &Spread) {
    println!(
        "{:<28} p50 {:>11}  ({pages} pages of the log a charge)",
        "  goal: floor + 150 us",
        milliseconds(floors.p50 + ALLOWED)
    );
}
