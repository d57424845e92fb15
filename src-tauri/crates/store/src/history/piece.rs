//! Table `transactions`, read many rows at a time: one text of JSON carries them, since the driver's price is by the row and
//! by the cell, and a quarter of it is left this way.

use super::transaction::TABLE;
use crate::cells::json;
use crate::error::StoreError;
use chrono::DateTime;
use domain::{
    AccountId, Currency, Environment, Kind, Method, Money, Phone, ProviderId, Status, Transaction,
    TransactionId,
};
use serde::Deserialize;
use sqlx::SqliteConnection;
use std::ops::{Range, RangeInclusive};

macro_rules! told {
    ($rest:literal) => {
        told!(
            $rest, "id", "environment", "account", "provider", "kind", "status", "provider_status", "amount",
            "currency", "fee", "fee_currency", "net", "net_currency", "refunded", "refunded_currency", "debited",
            "debited_currency", "recipient_gets", "recipient_gets_currency", "link", "system_reference",
            "provider_reference", "our_reference", "operator_reference", "phone", "name", "method", "network", "note",
            "provider_message", "occurred_at", "synced_at"
        )
    };
    ($rest:literal, $($column:literal),+) => {
        concat!(
            "SELECT json_group_array(json_array(row", $(", ", $column,)+ ")) FROM (SELECT row", $(", ", $column,)+
            " FROM transactions ", $rest, ")"
        )
    };
}

/// A row as it is read here: by position, in the order of its columns.
#[derive(Deserialize)]
struct Told {
    row: i64,
    id: TransactionId,
    environment: Environment,
    account: AccountId,
    provider: ProviderId,
    kind: Kind,
    status: Status,
    provider_status: String,
    amount: i64,
    currency: Currency,
    fee: Option<i64>,
    fee_currency: Option<Currency>,
    net: Option<i64>,
    net_currency: Option<Currency>,
    refunded: Option<i64>,
    refunded_currency: Option<Currency>,
    debited: Option<i64>,
    debited_currency: Option<Currency>,
    recipient_gets: Option<i64>,
    recipient_gets_currency: Option<Currency>,
    link: Option<String>,
    system_reference: Option<String>,
    provider_reference: String,
    our_reference: Option<String>,
    operator_reference: Option<String>,
    phone: Option<String>,
    name: Option<String>,
    method: Option<Method>,
    network: Option<String>,
    note: Option<String>,
    provider_message: Option<String>,
    occurred_at: i64,
    synced_at: i64,
}

impl Told {
    fn read(self) -> Result<(i64, Transaction), StoreError> {
        let bad = |what: &str| StoreError::unreadable(TABLE, what.to_owned());
        let time = |ms: i64, what: &str| {
            DateTime::from_timestamp_millis(ms)
                .ok_or_else(|| bad(&format!("{what}: outside of time")))
        };
        let money = |parts: Option<i64>, currency: Option<Currency>| match (parts, currency) {
            (None, _) => Ok(None),
            (Some(parts), Some(currency)) => Ok(Some(Money::from_ten_thousandths(parts, currency))),
            (Some(_), None) => Err(bad("an amount without a currency")),
        };
        let transaction = Transaction {
            id: self.id,
            environment: self.environment,
            account: self.account,
            provider: self.provider,
            kind: self.kind,
            status: self.status,
            provider_status: self.provider_status,
            amount: Money::from_ten_thousandths(self.amount, self.currency),
            fee: money(self.fee, self.fee_currency)?,
            net: money(self.net, self.net_currency)?,
            refunded: money(self.refunded, self.refunded_currency)?,
            debited: money(self.debited, self.debited_currency)?,
            recipient_gets: money(self.recipient_gets, self.recipient_gets_currency)?,
            link: self.link,
            system_reference: self.system_reference,
            provider_reference: self.provider_reference,
            our_reference: self.our_reference,
            operator_reference: self.operator_reference,
            phone: self
                .phone
                .map(|text| {
                    Phone::try_from(text).map_err(|_| bad("phone: not of the expected form"))
                })
                .transpose()?,
            name: self.name,
            method: self.method,
            network: self.network,
            note: self.note,
            provider_message: self.provider_message,
            occurred_at: time(self.occurred_at, "occurred_at")?,
            synced_at: time(self.synced_at, "synced_at")?,
            raw: None,
        };
        Ok((self.row, transaction))
    }
}

/// Which rows of the table a reader of all of it wants. An empty list bounds nothing.
pub(crate) struct Wanted<'a> {
    pub(crate) environment: Environment,
    pub(crate) rows: Range<i64>,
    pub(crate) amounts: RangeInclusive<i64>,
    pub(crate) accounts: &'a [AccountId],
    pub(crate) kinds: &'a [Kind],
    pub(crate) statuses: &'a [Status],
}

/// The newest of the wanted rows, without the providers' raw answers.
pub(crate) async fn load_piece(
    conn: &mut SqliteConnection,
    wanted: &Wanted<'_>,
    limit: u32,
) -> Result<Vec<(i64, Transaction)>, StoreError> {
    let text: String = sqlx::query_scalar(told!(
        "NOT INDEXED WHERE environment = ?1 AND row >= ?2 AND row < ?3 AND amount BETWEEN ?4 AND ?5 \
         AND (?6 = '[]' OR account IN (SELECT value FROM json_each(?6))) \
         AND (?7 = '[]' OR kind IN (SELECT value FROM json_each(?7))) \
         AND (?8 = '[]' OR status IN (SELECT value FROM json_each(?8))) \
         ORDER BY row DESC LIMIT ?9"
    ))
    .bind(wanted.environment.as_str())
    .bind(wanted.rows.start)
    .bind(wanted.rows.end)
    .bind(*wanted.amounts.start())
    .bind(*wanted.amounts.end())
    .bind(json(TABLE, wanted.accounts)?)
    .bind(json(TABLE, wanted.kinds)?)
    .bind(json(TABLE, wanted.statuses)?)
    .bind(limit)
    .fetch_one(conn)
    .await?;
    read(&text)
}

/// Transactions by row id, without the providers' raw answers.
pub(crate) async fn load_by_rows(
    conn: &mut SqliteConnection,
    rows: &[i64],
) -> Result<Vec<(i64, Transaction)>, StoreError> {
    let text: String = sqlx::query_scalar(told!("WHERE row IN (SELECT value FROM json_each(?1))"))
        .bind(json(TABLE, rows)?)
        .fetch_one(conn)
        .await?;
    read(&text)
}

fn read(text: &str) -> Result<Vec<(i64, Transaction)>, StoreError> {
    let told: Vec<Told> = serde_json::from_str(text)
        .map_err(|error| StoreError::unreadable(TABLE, error.to_string()))?;
    told.into_iter().map(Told::read).collect()
}

/// Which of these ids are there.
pub(crate) async fn known_ids(
    conn: &mut SqliteConnection,
    ids: &[&str],
) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM transactions WHERE id IN (SELECT value FROM json_each(?1))",
    )
    .bind(json(TABLE, ids)?)
    .fetch_all(conn)
    .await?)
}
