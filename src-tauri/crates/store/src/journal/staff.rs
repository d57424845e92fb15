//! Table `staff`: who works here, the hash of each PIN, and how often it was mistaken. What a PIN is, is not known here.

use super::audit::{self, Act};
use super::{Actor, Journal};
use crate::cells::{Cells, ms, ms_if_told};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Role, Secret, Staff, StaffId};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "staff";

/// A PIN is being tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PinTry {
    /// It may be compared. The try is counted already: whoever pulls the plug is not given it back.
    Open {
        /// Who says to be here.
        staff: Staff,
        /// What their PIN was hashed to.
        pin_hash: Secret<String>,
    },
    /// Too many were wrong. UTC.
    Blocked {
        /// Until when none is compared.
        until: DateTime<Utc>,
    },
    /// Nobody of this id works here.
    Nobody,
}

fn read(row: &SqliteRow) -> Result<Staff, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(Staff {
        id: cells.formed("id")?,
        name: cells.text("name")?,
        role: cells.word("role", Role::parse)?,
        added_at: cells.time("created_at")?,
    })
}

async fn all(conn: &mut SqliteConnection) -> Result<Vec<Staff>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, role, created_at FROM staff WHERE removed_at IS NULL ORDER BY created_at, id",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

fn described(staff: &Staff) -> String {
    format!("{}, {}", staff.name, staff.role.as_str())
}

impl Journal {
    /// Who works here, those who came first first.
    pub async fn staff(&self) -> Result<Vec<Staff>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                all(&mut conn).await
            })
            .await
    }

    /// Adds somebody, if those who are here allow it: they are given to `allowed` inside the commit.
    pub async fn add_staff<E: From<StoreError>>(
        &self,
        staff: &Staff,
        pin_hash: &Secret<String>,
        actor: &Actor,
        allowed: impl Fn(&[Staff]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut writing = self.file.named(self.file.begin()).await?;
        let there = self.file.named(all(&mut writing.tx)).await?;
        allowed(&there)?;
        self.file
            .named(async {
                sqlx::query(
                    "INSERT INTO staff (id, name, role, pin_hash, failed_tries, created_at) VALUES (?1, ?2, ?3, ?4, 0, ?5)",
                )
                .bind(staff.id.as_str())
                .bind(&staff.name)
                .bind(staff.role.as_str())
                .bind(pin_hash.reveal())
                .bind(ms(staff.added_at))
                .execute(&mut *writing.tx)
                .await?;
                let act = Act {
                    what: "staff_added",
                    subject: staff.id.as_str(),
                    before: None,
                    detail: &described(staff),
                };
                audit::append(&mut writing.tx, actor, act, staff.added_at).await?;
                writing.commit().await
            })
            .await?;
        Ok(())
    }

    /// Removes somebody, if those who are here allow it. What they did keeps their name.
    pub async fn remove_staff<E: From<StoreError>>(
        &self,
        staff: &Staff,
        actor: &Actor,
        at: DateTime<Utc>,
        allowed: impl Fn(&[Staff]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut writing = self.file.named(self.file.begin()).await?;
        let there = self.file.named(all(&mut writing.tx)).await?;
        allowed(&there)?;
        self.file
            .named(async {
                // Written first, while they still have a name here: who removes themselves is staff yet.
                let act = Act {
                    what: "staff_removed",
                    subject: staff.id.as_str(),
                    before: Some(&described(staff)),
                    detail: "",
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                sqlx::query(
                    "UPDATE staff SET removed_at = ?2 WHERE id = ?1 AND removed_at IS NULL",
                )
                .bind(staff.id.as_str())
                .bind(ms(at))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await?;
        Ok(())
    }

    /// Gives somebody another PIN.
    pub async fn set_pin(
        &self,
        staff: &Staff,
        pin_hash: &Secret<String>,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE staff SET pin_hash = ?2, failed_tries = 0, blocked_until = NULL WHERE id = ?1 AND removed_at IS NULL",
                )
                .bind(staff.id.as_str())
                .bind(pin_hash.reveal())
                .execute(&mut *writing.tx)
                .await?;
                let act = Act {
                    what: "pin_set",
                    subject: staff.id.as_str(),
                    before: None,
                    detail: &staff.name,
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }

    /// Begins a try of somebody's PIN, and counts it as mistaken until it is known better. `blocked` says until when the next
    /// one has to wait after so many mistakes.
    pub async fn begin_pin_try(
        &self,
        id: &StaffId,
        at: DateTime<Utc>,
        blocked: impl Fn(u32) -> Option<DateTime<Utc>>,
    ) -> Result<PinTry, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let row = sqlx::query("SELECT * FROM staff WHERE id = ?1 AND removed_at IS NULL")
                    .bind(id.as_str())
                    .fetch_optional(&mut *writing.tx)
                    .await?;
                let Some(row) = row else {
                    writing.abandon().await?;
                    return Ok(PinTry::Nobody);
                };
                let cells = Cells::new(TABLE, &row);
                if let Some(until) = cells.time_if_told("blocked_until")?
                    && at < until
                {
                    writing.abandon().await?;
                    return Ok(PinTry::Blocked { until });
                }
                let tries = u32::try_from(cells.integer("failed_tries")?)
                    .map_err(|_| StoreError::unreadable(TABLE, "failed_tries: out of range"))?
                    .saturating_add(1);
                let staff = read(&row)?;
                let pin_hash = Secret::new(cells.text("pin_hash")?);
                sqlx::query("UPDATE staff SET failed_tries = ?2, blocked_until = ?3 WHERE id = ?1")
                    .bind(id.as_str())
                    .bind(i64::from(tries))
                    .bind(ms_if_told(blocked(tries)))
                    .execute(&mut *writing.tx)
                    .await?;
                writing.commit().await?;
                Ok(PinTry::Open { staff, pin_hash })
            })
            .await
    }

    /// The PIN was right: earlier mistakes are forgotten.
    pub async fn forget_pin_tries(&self, id: &StaffId) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE staff SET failed_tries = 0, blocked_until = NULL WHERE id = ?1",
                )
                .bind(id.as_str())
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }
}
