//! `sync`.

use crate::answer::{Answer, DONE, FAILED, err};
use crate::cli::SyncArgs;
use crate::desk::{Desk, account_id};
use crate::print::{Side, Table, or_dash, say};
use engine::view::{ListView, SyncView};
use engine::{EngineError, SyncProgress};
use std::collections::BTreeMap;

/// Pulls history and balances. One account's trouble stops no other; it makes the exit code 1.
pub(super) async fn sync(desk: &Desk, args: &SyncArgs) -> Result<Answer, EngineError> {
    let account = account_id(args.account.as_deref())?;
    let names = desk.account_names().await?;
    let lang = desk.lang;
    let rows = say(lang, "rows", "lignes");
    let progress = |step: SyncProgress| {
        let id = step.account.to_string();
        let name = names.get(&id).unwrap_or(&id);
        let of = step.total.map(|n| format!(" / {n}")).unwrap_or_default();
        err(&format!(
            "{name}: {}, {}{of} {rows}\n",
            step.list, step.rows
        ));
    };
    let items = desk
        .engine
        .sync(account.as_ref(), None, args.full, &progress, lang)
        .await?;
    let failed = items.iter().any(|item| item.error.is_some());
    let exit = if failed { FAILED } else { DONE };
    let text = table(desk, &items, &names);
    Ok(Answer::new(exit, &ListView { items, next: None }, text))
}

fn table(desk: &Desk, items: &[SyncView], names: &BTreeMap<String, String>) -> String {
    let lang = desk.lang;
    if items.is_empty() {
        return format!(
            "{}\n",
            say(lang, "No account yet.", "Pas encore de compte.")
        );
    }
    let mut table = Table::new(&[
        (say(lang, "Account", "Compte"), Side::Left),
        (say(lang, "New", "Nouvelles"), Side::Right),
        (say(lang, "Changed", "Modifiées"), Side::Right),
        (say(lang, "Complete from", "Complet depuis"), Side::Left),
        (say(lang, "Complete to", "Complet jusqu’à"), Side::Left),
        (say(lang, "Trouble", "Problème"), Side::Left),
    ]);
    for item in items {
        let moment = |at: Option<_>| or_dash(at.map(|at| desk.zone.moment(at)).as_deref());
        let name = names.get(&item.account).unwrap_or(&item.account);
        table.row([
            name.clone(),
            item.added.to_string(),
            item.changed.to_string(),
            moment(item.complete_from),
            moment(item.complete_to),
            or_dash(item.error.as_ref().map(|error| error.message.as_str())),
        ]);
    }
    table.text()
}
