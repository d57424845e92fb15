//! `balance`: the wallets as they are now, or as they last were, with their age.

use crate::answer::{Answer, DONE, FAILED, err};
use crate::cli::OfAccount;
use crate::desk::{Desk, account_id};
use crate::print::{self, Side, Table, money, or_dash, say, span};
use engine::EngineError;
use engine::view::{BalanceView, ListView, MoneyView};
use std::collections::BTreeMap;

/// Asks each provider; where one does not answer, what is known is printed all the same, and the exit code says so.
pub(super) async fn balance(desk: &Desk, args: &OfAccount) -> Result<Answer, EngineError> {
    let account = account_id(args.account.as_deref())?;
    let mut items = Vec::new();
    let mut exit = DONE;
    for environment in desk.environments(account.as_ref()).await? {
        let fresh = desk
            .engine
            .balances(environment, true, account.as_ref())
            .await;
        match fresh {
            Ok(fresh) => items.extend(fresh),
            Err(error) => {
                exit = FAILED;
                err(&print::error(&error.view(desk.lang), desk.lang));
                let known = desk
                    .engine
                    .balances(environment, false, account.as_ref())
                    .await?;
                items.extend(known);
            }
        }
    }
    let names = desk.account_names().await?;
    let text = table(desk, &items, &names);
    Ok(Answer::new(exit, &ListView { items, next: None }, text))
}

fn table(desk: &Desk, items: &[BalanceView], names: &BTreeMap<String, String>) -> String {
    let lang = desk.lang;
    if items.is_empty() {
        return format!(
            "{}\n",
            say(lang, "No balance is known.", "Aucun solde connu.")
        );
    }
    let mut table = Table::new(&[
        (say(lang, "Account", "Compte"), Side::Left),
        (say(lang, "Money", "Argent"), Side::Left),
        (say(lang, "Network", "Réseau"), Side::Left),
        (say(lang, "Available", "Disponible"), Side::Right),
        (say(lang, "On its way", "En attente"), Side::Right),
        (say(lang, "Total", "Total"), Side::Right),
        (say(lang, "Age", "Âge"), Side::Left),
    ]);
    let now = desk.engine.clock().now();
    let shown = |amount: &Option<MoneyView>| {
        or_dash(amount.as_ref().map(|one| money(one, lang)).as_deref())
    };
    for item in items {
        let age = u64::try_from((now - item.as_of).num_seconds()).unwrap_or(0);
        let name = names.get(&item.account).unwrap_or(&item.account);
        table.row([
            name.clone(),
            item.environment.to_owned(),
            or_dash(item.network.as_deref()),
            shown(&item.available),
            shown(&item.pending),
            shown(&item.total),
            span(age, lang),
        ]);
    }
    table.text()
}
