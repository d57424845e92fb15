//! The review of a file of payouts, for programs and for people.

use crate::print::{money, say};
use domain::{Balance, Lang};
use engine::batch::BatchReview;
use engine::batch_file::{ByNetwork, ReadRow, Remark};
use engine::view::{BalanceView, MoneyView};
use serde_json::{Value, json};

pub(super) fn reviewed(review: &BatchReview, lang: Lang) -> Value {
    let summary = &review.summary;
    let totals: Vec<Value> = summary
        .totals
        .iter()
        .map(|it| json!({"count": it.count, "total": MoneyView::from(it.total)}))
        .collect();
    let by_network: Vec<Value> = summary
        .by_network
        .iter()
        .map(|it| {
            json!({
                "network": it.network,
                "count": it.total.count,
                "total": MoneyView::from(it.total.total),
                "balance": held(review, it).map(BalanceView::from),
            })
        })
        .collect();
    json!({
        "nonce": review.nonce,
        "environment": review.environment.as_str(),
        "file_sha256": review.file.sha256,
        "rows": summary.rows,
        "to_send": summary.to_send,
        "recorded_before": summary.recorded,
        "faulty": summary.faulty,
        "warned": summary.warned,
        "totals": totals,
        "by_network": by_network,
        "cautions": review.cautions.iter().map(|it| it.in_lang(lang)).collect::<Vec<_>>(),
        "faults": remarked(review, lang, ReadRow::faults),
        "warnings": remarked(review, lang, |row| &row.warnings),
    })
}

/// What a dry run prints: the review, without what could be confirmed of it.
pub(super) fn dry(review: &Value) -> Value {
    let mut dry = review.clone();
    if let Some(fields) = dry.as_object_mut() {
        fields.remove("nonce");
    }
    json!({ "dry_run": dry })
}

/// The wallet that pays, where it is clear which.
fn held<'a>(review: &'a BatchReview, of: &ByNetwork) -> Option<&'a Balance> {
    let currency = of.total.total.currency();
    let mut fitting = review
        .held
        .iter()
        .filter(|it| it.currency == currency)
        .filter(|it| it.network.is_none() || it.network.as_deref() == of.network);
    let first = fitting.next();
    first.filter(|_| fitting.next().is_none())
}

fn remarked(review: &BatchReview, lang: Lang, of: impl Fn(&ReadRow) -> &[Remark]) -> Vec<Value> {
    let rows = review.file.rows.iter();
    rows.flat_map(|row| of(row).iter().map(move |remark| (row, remark)))
        .map(|(row, remark)| {
            json!({
                "line": row.line,
                "reference": row.reference(),
                "code": remark.code,
                "field": remark.field.map(engine::batch_file::Field::as_str),
                "message": remark.message.in_lang(lang),
                "next": remark.next.in_lang(lang),
                "operation": remark.earlier.as_ref().map(domain::OperationId::as_str),
            })
        })
        .collect()
}

pub(super) fn written(review: &BatchReview, lang: Lang) -> String {
    let summary = &review.summary;
    let count = |en: &str, fr: &str, n: usize| format!("{n} {}\n", say(lang, en, fr));
    let mut text = count("rows", "lignes", summary.rows);
    text += &count("to be sent", "à envoyer", summary.to_send);
    if summary.recorded > 0 {
        text += &count(
            "recorded before, not sent again",
            "déjà enregistrées, pas renvoyées",
            summary.recorded,
        );
    }
    if summary.faulty > 0 {
        text += &count(
            "with a fault, not sent",
            "avec un défaut, pas envoyées",
            summary.faulty,
        );
    }
    for it in &summary.totals {
        text += &format!("  {} × {}\n", it.count, money(&it.total.into(), lang));
    }
    for it in &summary.by_network {
        let total = money(&it.total.total.into(), lang);
        text += &format!("  {}: {total}", it.network.unwrap_or("-"));
        if let Some(balance) = held(review, it)
            && let Some(available) = balance.available
        {
            let is = say(lang, "in the wallet", "dans le portefeuille");
            let at = balance.as_of.format("%Y-%m-%d %H:%M UTC");
            text += &format!(" ({}: {}, {at})", is, money(&available.into(), lang));
        }
        text.push('\n');
    }
    for caution in &review.cautions {
        text += &format!("  {}\n", caution.in_lang(lang));
    }
    let line = say(lang, "line", "ligne");
    for row in &review.file.rows {
        for remark in row.faults().iter().chain(&row.warnings) {
            text += &format!("  {line} {}: {}\n", row.line, remark.message.in_lang(lang));
        }
    }
    text.replace(|c: char| c.is_control() && c != '\n', " ")
}
