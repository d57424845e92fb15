//! The columns: one line each, in the order in which they stand. A new one is one more line.

use super::cell::Cell;
use crate::words::{doubt_word, kind_word, state_word};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{DoubtKind, Environment, Lang, Money, Operation, OperationId, Phone, Transaction};
use std::borrow::Cow;
use std::collections::HashMap;
use store::Row;

/// What a row is told with, besides itself.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) lang: Lang,
    pub(super) zone: Tz,
    pub(super) environment: Environment,
    /// What the shop calls its accounts, by id.
    pub(super) accounts: HashMap<String, String>,
    /// What providers are called, by id.
    pub(super) providers: HashMap<String, String>,
    /// Open questions, by operation.
    pub(super) doubts: HashMap<OperationId, Vec<DoubtKind>>,
    /// Which columns, in order.
    pub(super) columns: Vec<&'static Column>,
}

/// The column whose heading names the zone.
const LOCAL_TIME: &str = "local_time";

/// A row, and what it is told with.
struct Line<'a> {
    transaction: Option<&'a Transaction>,
    operation: Option<&'a Operation>,
    amount: &'a Money,
    with: &'a Context,
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    /// By which it is chosen.
    pub(super) key: &'static str,
    en: &'static str,
    fr: &'static str,
    /// How wide it is shown, in digits.
    pub(super) width: u8,
    cell: for<'a> fn(&Line<'a>) -> Cell<'a>,
}

const fn column(
    key: &'static str,
    en: &'static str,
    fr: &'static str,
    width: u8,
    cell: for<'a> fn(&Line<'a>) -> Cell<'a>,
) -> Column {
    Column {
        key,
        en,
        fr,
        width,
        cell,
    }
}

/// Those of the keys, in their order; all of them where none is named. `Err` names the key of no column.
pub(super) fn chosen(keys: &[String]) -> Result<Vec<&'static Column>, String> {
    if keys.is_empty() {
        return Ok(COLUMNS.iter().collect());
    }
    let of = |key: &String| COLUMNS.iter().find(|column| column.key == key);
    keys.iter()
        .map(|key| of(key).ok_or_else(|| key.clone()))
        .collect()
}

/// Every column. The first is never empty and begins with a digit: a line that begins otherwise is no row.
pub(super) const COLUMNS: &[Column] = &[
    column(LOCAL_TIME, "Local time", "Heure locale", 20, |line| {
        Cell::Local(line.at().with_timezone(&line.with.zone).naive_local())
    }),
    column("time", "Time (UTC)", "Heure (UTC)", 22, |line| {
        Cell::Moment(line.at())
    }),
    column("environment", "Environment", "Environnement", 12, |line| {
        Cell::text(line.with.environment.as_str())
    }),
    column("kind", "Kind", "Type", 14, |line| {
        Cell::text(kind_word(line.kind(), line.with.lang))
    }),
    column("state", "State", "État", 22, |line| {
        Cell::text(line.state())
    }),
    column("amount", "Amount", "Montant", 14, |line| {
        Cell::Amount(*line.amount)
    }),
    column("currency", "Currency", "Devise", 9, |line| {
        Cell::text(line.amount.currency().code())
    }),
    column("fee", "Fee", "Frais", 12, |line| {
        line.money(|t| t.fee.as_ref())
    }),
    column("net", "Net", "Net", 14, |line| {
        line.money(|t| t.net.as_ref())
    }),
    column("refunded", "Refunded", "Remboursé", 14, |line| {
        line.money(|t| t.refunded.as_ref())
    }),
    column("debited", "Debited", "Débité", 14, |line| {
        line.money(|t| t.debited.as_ref())
    }),
    column(
        "recipient_gets",
        "Recipient gets",
        "Reçu par le destinataire",
        14,
        |line| line.money(|t| t.recipient_gets.as_ref()),
    ),
    column("phone", "Phone", "Téléphone", 16, |line| {
        let phone = line.either(|t| t.phone.as_ref(), |o| o.phone.as_ref());
        Cell::text_if_told(phone.map(Phone::e164))
    }),
    column("name", "Name", "Nom", 24, |line| {
        Cell::text_if_told(line.either(|t| t.name.as_deref(), |o| o.name.as_deref()))
    }),
    column("note", "Message", "Message", 30, |line| {
        Cell::text_if_told(line.either(|t| t.note.as_deref(), |o| o.note.as_deref()))
    }),
    column("account", "Account", "Compte", 20, |line| {
        let id = line.account();
        Cell::text(line.with.accounts.get(id).map_or(id, String::as_str))
    }),
    column("provider", "Provider", "Fournisseur", 14, |line| {
        let id = line.provider();
        Cell::text(line.with.providers.get(id).map_or(id, String::as_str))
    }),
    column("method", "Method", "Moyen", 14, |line| {
        let method = line.transaction.and_then(|t| t.method);
        Cell::text_if_told(method.map(domain::Method::as_str))
    }),
    column("network", "Network", "Réseau", 14, |line| {
        Cell::text_if_told(line.transaction.and_then(|t| t.network.as_deref()))
    }),
    column(
        "provider_reference",
        "Provider's reference",
        "Référence du fournisseur",
        30,
        |line| {
            Cell::text_if_told(line.either(
                |t| Some(t.provider_reference.as_str()),
                |o| o.provider_reference.as_deref(),
            ))
        },
    ),
    column(
        "our_reference",
        "Our reference",
        "Notre référence",
        18,
        |line| {
            Cell::text_if_told(line.either(
                |t| t.our_reference.as_deref(),
                |o| Some(o.our_reference.as_str()),
            ))
        },
    ),
    column(
        "operator_reference",
        "Operator's reference",
        "Référence de l’opérateur",
        22,
        |line| {
            Cell::text_if_told(
                line.transaction
                    .and_then(|t| t.operator_reference.as_deref()),
            )
        },
    ),
    column("doubts", "Doubt", "Doute", 30, |line| line.in_question()),
    column(
        "provider_status",
        "Provider's word",
        "Mot du fournisseur",
        18,
        |line| {
            Cell::text_if_told(line.either(
                |t| Some(t.provider_status.as_str()),
                |o| o.provider_status.as_deref(),
            ))
        },
    ),
    column("reason", "Why", "Pourquoi", 30, |line| line.why()),
    column("status", "Status", "Statut", 12, |line| {
        Cell::text(line.status())
    }),
    column("transaction", "Transaction", "Transaction", 32, |line| {
        Cell::text_if_told(line.transaction.map(|t| t.id.as_str()))
    }),
    column("operation", "Operation", "Opération", 32, |line| {
        Cell::text_if_told(line.operation.map(|o| o.id.as_str()))
    }),
    column("account_id", "Account id", "Id du compte", 32, |line| {
        Cell::text(line.account())
    }),
    column(
        "synced_at",
        "Last read (UTC)",
        "Dernière lecture (UTC)",
        22,
        |line| {
            line.transaction
                .map_or(Cell::Empty, |t| Cell::Moment(t.synced_at))
        },
    ),
];

impl<'a> Line<'a> {
    /// What the provider told, else what was asked for here.
    fn either<T>(
        &self,
        told: impl Fn(&'a Transaction) -> Option<T>,
        asked: impl Fn(&'a Operation) -> Option<T>,
    ) -> Option<T> {
        let told = self.transaction.and_then(told);
        told.or_else(|| self.operation.and_then(asked))
    }

    /// The transaction's, or that of an operation that is none yet.
    fn own<T>(
        &self,
        of_transaction: impl Fn(&'a Transaction) -> T,
        of_operation: impl Fn(&'a Operation) -> T,
    ) -> T {
        match (self.transaction, self.operation) {
            (Some(transaction), _) => of_transaction(transaction),
            (None, Some(operation)) => of_operation(operation),
            (None, None) => unreachable!("a row is a transaction or an operation"),
        }
    }

    fn at(&self) -> DateTime<Utc> {
        self.own(|t| t.occurred_at, |o| o.created_at)
    }

    /// A payout that gives a charge back is a refund, as everywhere else.
    fn kind(&self) -> &'static str {
        match (self.operation, self.transaction) {
            (Some(operation), _) => operation.shown_kind().as_str(),
            (None, transaction) => transaction.map_or("", |t| t.kind.as_str()),
        }
    }

    fn account(&self) -> &'a str {
        self.own(|t| t.account.as_str(), |o| o.account.as_str())
    }

    fn provider(&self) -> &'a str {
        self.own(|t| t.provider.as_str(), |o| o.provider.as_str())
    }

    /// The word of the one status language for machines.
    fn status(&self) -> &'static str {
        self.own(|t| t.status.as_str(), |o| o.state.as_str())
    }

    /// The same for people.
    fn state(&self) -> &'static str {
        let action = match self.transaction {
            Some(_) => None,
            None => self.operation.and_then(|o| o.action.as_ref()),
        };
        let action = action.map(|action| action.kind.as_str());
        state_word(self.kind(), self.status(), action, self.with.lang)
    }

    fn money(&self, told: impl Fn(&'a Transaction) -> Option<&'a Money>) -> Cell<'a> {
        Cell::amount_if_told(self.transaction.and_then(told), self.amount)
    }

    /// Open questions: while there is one, nothing about the row is certain.
    fn in_question(&self) -> Cell<'a> {
        let open = self.operation.and_then(|o| self.with.doubts.get(&o.id));
        let Some(open) = open.filter(|open| !open.is_empty()) else {
            return Cell::Empty;
        };
        let words: Vec<&str> = open
            .iter()
            .map(|kind| doubt_word(kind.as_str(), self.with.lang))
            .collect();
        Cell::Text(Cow::Owned(words.join("; ")))
    }

    fn why(&self) -> Cell<'a> {
        let lang = self.with.lang;
        Cell::text_if_told(self.either(
            |t| t.provider_message.as_deref(),
            |o| o.reason.as_ref().map(|reason| reason.message.in_lang(lang)),
        ))
    }
}

/// The headings. That of the local time names its zone.
pub(super) fn headings(with: &Context) -> Vec<String> {
    with.columns
        .iter()
        .map(|column| {
            let heading = match with.lang {
                Lang::En => column.en,
                Lang::Fr => column.fr,
            };
            if column.key == LOCAL_TIME {
                format!("{heading} ({})", with.zone.name())
            } else {
                heading.to_owned()
            }
        })
        .collect()
}

/// The cells of a row.
pub(super) fn cells<'a>(row: &'a Row, with: &'a Context) -> impl Iterator<Item = Cell<'a>> {
    let line = match row {
        Row::Transaction {
            transaction,
            operation,
        } => Line {
            transaction: Some(transaction),
            operation: operation.as_ref(),
            amount: &transaction.amount,
            with,
        },
        Row::Operation(operation) => Line {
            transaction: None,
            operation: Some(operation),
            amount: &operation.amount,
            with,
        },
    };
    with.columns.iter().map(move |column| (column.cell)(&line))
}
