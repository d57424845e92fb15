//! The way into table `transactions`: by id, which is account, kind and provider reference, and never by content.

use super::merge::merge;
use super::rollup::Deltas;
use super::transaction::{TABLE, load_by_ids};
use super::{History, local_day};
use crate::cells::{ms, parts};
use crate::error::StoreError;
use crate::row_id;
use chrono::{DateTime, SubsecRound, Utc};
use domain::{Money, Transaction, TransactionId};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// What a page of sightings changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upserted {
    /// How many were not known before.
    pub added: u64,
    /// Which were known and are told otherwise now.
    pub changed: Vec<TransactionId>,
    /// How many told nothing new; for these nothing was written.
    pub unchanged: u64,
}

/// The time with no more than the store keeps of it, so that what comes again compares equal.
fn cut(mut transaction: Transaction) -> Transaction {
    transaction.occurred_at = transaction.occurred_at.trunc_subsecs(3);
    transaction.synced_at = transaction.synced_at.trunc_subsecs(3);
    transaction
}

async fn place(conn: &mut SqliteConnection, at: DateTime<Utc>) -> Result<i64, StoreError> {
    let (first, last) = row_id::range(TABLE, at)?;
    let taken: Option<i64> =
        sqlx::query_scalar("SELECT max(row) FROM transactions WHERE row BETWEEN ?1 AND ?2")
            .bind(first)
            .bind(last)
            .fetch_one(conn)
            .await?;
    row_id::next(TABLE, at, taken)
}

fn split(money: Option<&Money>) -> Result<(Option<i64>, Option<&'static str>), StoreError> {
    match money {
        None => Ok((None, None)),
        Some(money) => Ok((Some(parts(TABLE, money)?), Some(money.currency().code()))),
    }
}

/// Writes one row whole. The same statement adds and changes, so that neither can forget a column.
async fn write(
    conn: &mut SqliteConnection,
    row: i64,
    t: &Transaction,
    revision: i64,
) -> Result<(), StoreError> {
    let (fee, fee_currency) = split(t.fee.as_ref())?;
    let (net, net_currency) = split(t.net.as_ref())?;
    let (refunded, refunded_currency) = split(t.refunded.as_ref())?;
    let (debited, debited_currency) = split(t.debited.as_ref())?;
    let (recipient_gets, recipient_gets_currency) = split(t.recipient_gets.as_ref())?;
    sqlx::query(
        "INSERT INTO transactions (row, id, environment, account, provider, kind, status, provider_status, amount, \
         currency, fee, fee_currency, net, net_currency, refunded, refunded_currency, provider_reference, our_reference, \
         operator_reference, phone, name, method, network, note, provider_message, occurred_at, synced_at, raw, revision, \
         debited, debited_currency, recipient_gets, recipient_gets_currency, link, system_reference) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, \
         ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35) \
         ON CONFLICT (id) DO UPDATE SET row = excluded.row, status = excluded.status, \
         provider_status = excluded.provider_status, amount = excluded.amount, currency = excluded.currency, \
         fee = excluded.fee, fee_currency = excluded.fee_currency, net = excluded.net, \
         net_currency = excluded.net_currency, refunded = excluded.refunded, \
         refunded_currency = excluded.refunded_currency, debited = excluded.debited, \
         debited_currency = excluded.debited_currency, recipient_gets = excluded.recipient_gets, \
         recipient_gets_currency = excluded.recipient_gets_currency, link = excluded.link, \
         system_reference = excluded.system_reference, our_reference = excluded.our_reference, \
         operator_reference = excluded.operator_reference, phone = excluded.phone, name = excluded.name, \
         method = excluded.method, network = excluded.network, note = excluded.note, \
         provider_message = excluded.provider_message, occurred_at = excluded.occurred_at, \
         synced_at = excluded.synced_at, raw = excluded.raw, revision = excluded.revision",
    )
    .bind(row)
    .bind(t.id.as_str())
    .bind(t.environment.as_str())
    .bind(t.account.as_str())
    .bind(t.provider.as_str())
    .bind(t.kind.as_str())
    .bind(t.status.as_str())
    .bind(&t.provider_status)
    .bind(parts(TABLE, &t.amount)?)
    .bind(t.amount.currency().code())
    .bind(fee)
    .bind(fee_currency)
    .bind(net)
    .bind(net_currency)
    .bind(refunded)
    .bind(refunded_currency)
    .bind(&t.provider_reference)
    .bind(t.our_reference.as_deref())
    .bind(t.operator_reference.as_deref())
    .bind(t.phone.as_ref().map(domain::Phone::e164))
    .bind(t.name.as_deref())
    .bind(t.method.map(domain::Method::as_str))
    .bind(t.network.as_deref())
    .bind(t.note.as_deref())
    .bind(t.provider_message.as_deref())
    .bind(ms(t.occurred_at))
    .bind(ms(t.synced_at))
    .bind(t.raw.as_deref())
    .bind(revision)
    .bind(debited)
    .bind(debited_currency)
    .bind(recipient_gets)
    .bind(recipient_gets_currency)
    .bind(t.link.as_deref())
    .bind(t.system_reference.as_deref())
    .execute(conn)
    .await?;
    Ok(())
}

/// A row whose time was corrected moves to its new place in the order; the old place is noted for copies in memory.
async fn moved(
    conn: &mut SqliteConnection,
    row: i64,
    kept: &Transaction,
    wanted: &Transaction,
    revision: i64,
) -> Result<i64, StoreError> {
    if kept.occurred_at == wanted.occurred_at {
        return Ok(row);
    }
    sqlx::query("INSERT INTO vacated (row, revision) VALUES (?1, ?2) ON CONFLICT (row) DO UPDATE SET revision = ?2")
        .bind(row)
        .bind(revision)
        .execute(&mut *conn)
        .await?;
    place(conn, wanted.occurred_at).await
}

impl History {
    /// Keeps a page of sightings in one transaction, with everything that is derived of them.
    pub async fn upsert(&self, transactions: &[Transaction]) -> Result<Upserted, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let revision = writing.revision;
                let tx = &mut *writing.tx;
                let ids: Vec<&str> = transactions.iter().map(|t| t.id.as_str()).collect();
                let mut known: HashMap<TransactionId, (i64, Transaction)> = load_by_ids(tx, &ids)
                    .await?
                    .into_iter()
                    .map(|(row, kept)| (kept.id.clone(), (row, kept)))
                    .collect();
                let mut deltas = Deltas::new(local_day::zone(tx).await?);
                let mut done = Upserted::default();
                for seen in transactions {
                    let seen = cut(seen.clone());
                    let (row, wanted) = match known.get(&seen.id) {
                        None => {
                            done.added += 1;
                            (place(tx, seen.occurred_at).await?, seen)
                        }
                        Some((row, kept)) => {
                            let Some(wanted) = merge(kept, &seen) else {
                                done.unchanged += 1;
                                continue;
                            };
                            deltas.take_out(kept)?;
                            done.changed.push(kept.id.clone());
                            (moved(tx, *row, kept, &wanted, revision).await?, wanted)
                        }
                    };
                    deltas.put_in(&wanted)?;
                    write(tx, row, &wanted, revision).await?;
                    known.insert(wanted.id.clone(), (row, wanted));
                }
                if done.added == 0 && done.changed.is_empty() {
                    writing.abandon().await?;
                    return Ok(done);
                }
                deltas.apply(tx).await?;
                writing.commit().await?;
                Ok(done)
            })
            .await
    }
}
