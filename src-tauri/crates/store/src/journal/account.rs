//! Table `accounts`: what is set up about an account and is not secret.

use super::audit::{self, Act};
use super::{Actor, Journal};
use crate::cells::{Cells, json, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Account, AccountId, AccountState, Environment, ProviderId};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "accounts";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, provider, environment, identity, name, base_url, state, settings, credentials_set, created_at \
             FROM accounts ",
            $rest
        )
    };
}

/// What became of a new account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "made once for a new account, and taken apart at once"
)]
pub enum Inserted {
    /// It is in the journal.
    Done,
    /// The same merchant is set up already; nothing was written.
    SameIdentity(Account),
}

fn read(row: &SqliteRow) -> Result<Account, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(Account {
        id: cells.formed("id")?,
        provider: ProviderId::new(cells.text("provider")?),
        environment: cells.word("environment", Environment::parse)?,
        name: cells.text("name")?,
        base_url: cells.text("base_url")?,
        state: cells.word("state", state_of)?,
        settings: cells.json("settings")?,
        credentials_set: cells.json("credentials_set")?,
        identity: cells.text("identity")?,
        created_at: cells.time("created_at")?,
    })
}

fn state_of(word: &str) -> Option<AccountState> {
    [
        AccountState::Ready,
        AccountState::NoKeys,
        AccountState::Removed,
    ]
    .into_iter()
    .find(|state| word_of(*state) == word)
}

fn word_of(state: AccountState) -> &'static str {
    match state {
        AccountState::Ready => "ready",
        AccountState::NoKeys => "no_keys",
        AccountState::Removed => "removed",
    }
}

async fn same_identity(
    conn: &mut SqliteConnection,
    account: &Account,
) -> Result<Option<Account>, StoreError> {
    sqlx::query(select!(
        "WHERE provider = ?1 AND environment = ?2 AND identity = ?3 AND state <> 'removed'"
    ))
    .bind(account.provider.as_str())
    .bind(account.environment.as_str())
    .bind(&account.identity)
    .fetch_optional(conn)
    .await?
    .map(|row| read(&row))
    .transpose()
}

impl Journal {
    /// Adds an account, unless the same merchant is set up already at this provider and environment.
    pub async fn insert_account(
        &self,
        account: &Account,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<Inserted, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                if let Some(same) = same_identity(&mut writing.tx, account).await? {
                    writing.abandon().await?;
                    return Ok(Inserted::SameIdentity(same));
                }
                sqlx::query(
                    "INSERT INTO accounts (id, provider, environment, identity, name, base_url, state, settings, \
                     credentials_set, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )
                .bind(account.id.as_str())
                .bind(account.provider.as_str())
                .bind(account.environment.as_str())
                .bind(&account.identity)
                .bind(&account.name)
                .bind(&account.base_url)
                .bind(word_of(account.state))
                .bind(json(TABLE, &account.settings)?)
                .bind(json(TABLE, &account.credentials_set)?)
                .bind(ms(account.created_at))
                .execute(&mut *writing.tx)
                .await?;
                let act = Act {
                    what: "account_added",
                    subject: account.id.as_str(),
                    before: None,
                    detail: &account.name,
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await?;
                Ok(Inserted::Done)
            })
            .await
    }

    /// Every account, oldest first, those removed included: their history is kept.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!("ORDER BY created_at, id"))
                    .fetch_all(&mut *conn)
                    .await?;
                rows.iter().map(read).collect()
            })
            .await
    }

    /// One account.
    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                sqlx::query(select!("WHERE id = ?1"))
                    .bind(id.as_str())
                    .fetch_optional(&mut *conn)
                    .await?
                    .map(|row| read(&row))
                    .transpose()
            })
            .await
    }

    /// Changes what is set up. Provider and environment of an account never change.
    pub async fn update_account(
        &self,
        account: &Account,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let done = sqlx::query(
                    "UPDATE accounts SET identity = ?1, name = ?2, base_url = ?3, state = ?4, settings = ?5, \
                     credentials_set = ?6 WHERE id = ?7 AND provider = ?8 AND environment = ?9",
                )
                .bind(&account.identity)
                .bind(&account.name)
                .bind(&account.base_url)
                .bind(word_of(account.state))
                .bind(json(TABLE, &account.settings)?)
                .bind(json(TABLE, &account.credentials_set)?)
                .bind(account.id.as_str())
                .bind(account.provider.as_str())
                .bind(account.environment.as_str())
                .execute(&mut *writing.tx)
                .await?;
                if done.rows_affected() == 0 {
                    return Err(StoreError::unreadable(
                        TABLE,
                        format!("no account {} of this provider and environment", account.id),
                    ));
                }
                let act = Act {
                    what: "account_changed",
                    subject: account.id.as_str(),
                    before: None,
                    detail: word_of(account.state),
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }
}
