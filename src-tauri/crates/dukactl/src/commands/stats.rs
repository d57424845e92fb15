//! `stats`: what a period brought, each currency and each environment by itself.

use crate::answer::{Answer, DONE};
use crate::cli::StatsArgs;
use crate::desk::Desk;
use crate::print::{Side, Table, money, or_dash, say, state_word};
use engine::view::{ListView, StatsView};
use engine::{EngineError, StatsDraft};

/// All live items before all sandbox items, never added up.
pub(super) async fn stats(desk: &Desk, args: &StatsArgs) -> Result<Answer, EngineError> {
    let mut items = Vec::new();
    for environment in desk.environments(None).await? {
        let draft = StatsDraft {
            environment,
            from: args.from.clone(),
            to: args.to.clone(),
            by: args.by,
        };
        items.extend(desk.engine.stats(&draft).await?);
    }
    let text = table(desk, &items);
    Ok(Answer::new(DONE, &ListView { items, next: None }, text))
}

fn table(desk: &Desk, items: &[StatsView]) -> String {
    let lang = desk.lang;
    if items.is_empty() {
        return format!(
            "{}\n",
            say(
                lang,
                "Nothing in this period.",
                "Rien pendant cette période."
            )
        );
    }
    let mut table = Table::new(&[
        (heading(items, desk), Side::Left),
        (say(lang, "Money", "Argent"), Side::Left),
        (say(lang, "Number", "Nombre"), Side::Right),
        (say(lang, "Succeeded", "Réussies"), Side::Right),
        (say(lang, "Received", "Reçu"), Side::Right),
        (say(lang, "Fees", "Frais"), Side::Right),
        (say(lang, "Net", "Net"), Side::Right),
        (say(lang, "Paid out", "Envoyé"), Side::Right),
        (say(lang, "Refunded", "Remboursé"), Side::Right),
    ]);
    for item in items {
        let net = item.net.as_ref().map(|net| money(net, lang));
        table.row([
            key(item, desk),
            item.environment.to_owned(),
            item.count.to_string(),
            item.succeeded.to_string(),
            money(&item.received, lang),
            money(&item.fees, lang),
            or_dash(net.as_deref()),
            money(&item.paid_out, lang),
            money(&item.refunded, lang),
        ]);
    }
    table.text()
}

fn heading(items: &[StatsView], desk: &Desk) -> &'static str {
    match items.first().and_then(|item| item.by) {
        Some("day") => say(desk.lang, "Day", "Jour"),
        Some("provider") => say(desk.lang, "Provider", "Fournisseur"),
        Some("method") => say(desk.lang, "Method", "Moyen"),
        Some("status") => say(desk.lang, "State", "État"),
        _ => "",
    }
}

/// What the item is of, in words.
fn key(item: &StatsView, desk: &Desk) -> String {
    match (item.by, item.key.as_deref()) {
        (Some("status"), Some(status)) => state_word("charge", status, None, desk.lang).to_owned(),
        (Some("provider"), Some(id)) => {
            providers::find(id).map_or_else(|| id.to_owned(), |one| one.manifest().name.to_owned())
        }
        (Some(_), key) => or_dash(key),
        (None, _) => String::new(),
    }
}
