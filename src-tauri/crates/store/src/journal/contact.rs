//! Tables `contacts` and `contacts_at_providers`: one address book over all providers.

use super::Journal;
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use domain::{AccountId, Contact, ContactId, Phone};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "contacts";

fn read(row: &SqliteRow) -> Result<Contact, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(Contact {
        id: cells.formed("id")?,
        first_name: cells.text("first_name")?,
        last_name: cells.text_if_told("last_name")?,
        phone: cells.formed("phone")?,
        sort: cells.text("sort")?,
        at_providers: cells.json("at_providers")?,
        created_at: cells.time("created_at")?,
        updated_at: cells.time("updated_at")?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.first_name, c.last_name, c.phone, c.sort, c.created_at, c.updated_at, \
             (SELECT json_group_array(json_array(p.account, p.provider_reference)) FROM contacts_at_providers p \
             WHERE p.contact = c.id) AS at_providers FROM contacts c ",
            $rest
        )
    };
}

async fn by_phone(
    conn: &mut SqliteConnection,
    phone: &Phone,
) -> Result<Option<Contact>, StoreError> {
    sqlx::query(select!("WHERE c.phone = ?1"))
        .bind(phone.e164())
        .fetch_optional(conn)
        .await?
        .map(|row| read(&row))
        .transpose()
}

impl Journal {
    /// Keeps people: each number once. Who is there already keeps the id and the name that the shop gave, and is only tied
    /// to where else they are known.
    pub async fn keep_contacts(&self, contacts: &[Contact]) -> Result<Vec<Contact>, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let mut kept = Vec::with_capacity(contacts.len());
                for contact in contacts {
                    sqlx::query(
                        "INSERT INTO contacts (id, first_name, last_name, phone, sort, created_at, updated_at) \
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (phone) DO NOTHING",
                    )
                    .bind(contact.id.as_str())
                    .bind(&contact.first_name)
                    .bind(contact.last_name.as_deref())
                    .bind(contact.phone.e164())
                    .bind(&contact.sort)
                    .bind(ms(contact.created_at))
                    .bind(ms(contact.updated_at))
                    .execute(&mut *writing.tx)
                    .await?;
                    let one = by_phone(&mut writing.tx, &contact.phone)
                        .await?
                        .ok_or_else(|| StoreError::unreadable(TABLE, "a contact that was just kept"))?;
                    for (account, reference) in &contact.at_providers {
                        tie(&mut writing.tx, &one.id, account, reference).await?;
                    }
                    let one = by_phone(&mut writing.tx, &contact.phone).await?.unwrap_or(one);
                    kept.push(one);
                }
                writing.commit().await?;
                Ok(kept)
            })
            .await
    }

    /// One person.
    pub async fn contact(&self, id: &ContactId) -> Result<Option<Contact>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                sqlx::query(select!("WHERE c.id = ?1"))
                    .bind(id.as_str())
                    .fetch_optional(&mut *conn)
                    .await?
                    .map(|row| read(&row))
                    .transpose()
            })
            .await
    }

    /// Whose number this is.
    pub async fn contact_of(&self, phone: &Phone) -> Result<Option<Contact>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                by_phone(&mut conn, phone).await
            })
            .await
    }

    /// Everybody, by name.
    pub async fn contacts(&self) -> Result<Vec<Contact>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!("ORDER BY c.first_name, c.last_name, c.id"))
                    .fetch_all(&mut *conn)
                    .await?;
                rows.iter().map(read).collect()
            })
            .await
    }
}

async fn tie(
    conn: &mut SqliteConnection,
    contact: &ContactId,
    account: &AccountId,
    reference: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO contacts_at_providers (contact, account, provider_reference) VALUES (?1, ?2, ?3) \
         ON CONFLICT (account, provider_reference) DO UPDATE SET contact = ?1",
    )
    .bind(contact.as_str())
    .bind(account.as_str())
    .bind(reference)
    .execute(conn)
    .await?;
    Ok(())
}
