//! `search`: one list over real money and practice money, never mixed: all live items come before all sandbox items.

use crate::answer::{Answer, DONE};
use crate::cli::SearchArgs;
use crate::desk::{Desk, account_id};
use crate::print::{Side, Table, kind_word, money, or_dash, phone, say, state_word};
use domain::Environment;
use engine::view::{ListView, OperationView, RowView, TransactionView};
use engine::{EngineError, SearchDraft};
use serde::Serialize;

/// One item: a transaction, or an operation that is none yet.
#[derive(Serialize)]
#[serde(untagged)]
enum Item {
    Transaction(Box<TransactionView>),
    Operation(Box<OperationView>),
}

pub(super) async fn search(desk: &Desk, args: SearchArgs) -> Result<Answer, EngineError> {
    let account = account_id(args.filters.account.as_deref())?;
    let environments = desk.environments(account.as_ref()).await?;
    let (first, mut after) = match args.after.as_deref() {
        Some(cursor) => place(cursor)?,
        None => (environments.first().copied(), None),
    };
    let mut rows: Vec<RowView> = Vec::new();
    let mut next = None;
    let to_go = environments
        .iter()
        .copied()
        .skip_while(|environment| Some(*environment) != first);
    for environment in to_go {
        let taken = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let room = args.limit.saturating_sub(taken);
        if room == 0 {
            next = Some(cursor(environment, None));
            break;
        }
        let draft = draft(&args, environment, room, after.take());
        let page = desk.engine.search(draft, desk.lang).await?;
        rows.extend(page.rows);
        if let Some(further) = page.next {
            next = Some(cursor(environment, Some(&further)));
            break;
        }
    }
    let items: Vec<Item> = rows.into_iter().filter_map(item).collect();
    let text = table(desk, &items, next.as_deref()).await?;
    Ok(Answer::new(DONE, &ListView { items, next }, text))
}

fn draft(
    args: &SearchArgs,
    environment: Environment,
    limit: u32,
    after: Option<String>,
) -> SearchDraft {
    SearchDraft {
        environment,
        filters: args.filters.narrowing(),
        order: None,
        limit,
        after,
        totals: false,
    }
}

/// A cursor says in which environment to go on, and where in it.
fn cursor(environment: Environment, further: Option<&str>) -> String {
    format!("{}.{}", environment.as_str(), further.unwrap_or_default())
}

fn place(cursor: &str) -> Result<(Option<Environment>, Option<String>), EngineError> {
    cursor
        .split_once('.')
        .and_then(|(environment, further)| {
            let environment = Environment::parse(environment)?;
            let further = (!further.is_empty()).then(|| further.to_owned());
            Some((Some(environment), further))
        })
        .ok_or_else(|| {
            EngineError::bad(
                "after",
                "bad_cursor",
                "This is not a place that a page before has named as `next`.",
                "Ce n’est pas un endroit qu’une page précédente a nommé « next ».",
            )
        })
}

/// A transaction stands for its operation, and names it.
fn item(row: RowView) -> Option<Item> {
    match (row.transaction, row.operation) {
        (Some(transaction), _) => Some(Item::Transaction(Box::new(transaction))),
        (None, Some(operation)) => Some(Item::Operation(Box::new(operation))),
        (None, None) => None,
    }
}

async fn table(desk: &Desk, items: &[Item], next: Option<&str>) -> Result<String, EngineError> {
    let lang = desk.lang;
    if items.is_empty() {
        return Ok(format!("{}\n", say(lang, "Nothing found.", "Rien trouvé.")));
    }
    let names = desk.account_names().await?;
    let mut table = Table::new(&[
        (say(lang, "When", "Quand"), Side::Left),
        (say(lang, "What", "Quoi"), Side::Left),
        (say(lang, "State", "État"), Side::Left),
        (say(lang, "Amount", "Montant"), Side::Right),
        (say(lang, "Phone", "Téléphone"), Side::Left),
        (say(lang, "Name", "Nom"), Side::Left),
        (say(lang, "Message", "Message"), Side::Left),
        (say(lang, "Account", "Compte"), Side::Left),
        (say(lang, "Money", "Argent"), Side::Left),
        (say(lang, "Id", "Id"), Side::Left),
    ]);
    for item in items {
        let name_of = |account: &String| names.get(account).unwrap_or(account).clone();
        let number = |e164: &Option<String>| or_dash(e164.as_deref().map(phone).as_deref());
        match item {
            Item::Transaction(one) => table.row([
                desk.zone.moment(one.occurred_at),
                kind_word(one.kind, lang).to_owned(),
                state_word(one.kind, one.status, None, lang).to_owned(),
                money(&one.amount, lang),
                number(&one.phone),
                or_dash(one.name.as_deref()),
                or_dash(one.note.as_deref()),
                name_of(&one.account),
                one.environment.to_owned(),
                one.id.clone(),
            ]),
            Item::Operation(one) => table.row([
                desk.zone.moment(one.created_at),
                kind_word(one.kind, lang).to_owned(),
                state_word(
                    one.kind,
                    one.state,
                    one.action.as_ref().map(|a| a.kind),
                    lang,
                )
                .to_owned(),
                money(&one.amount, lang),
                number(&one.phone),
                or_dash(one.name.as_deref()),
                or_dash(one.note.as_deref()),
                name_of(&one.account),
                one.environment.to_owned(),
                one.id.clone(),
            ]),
        }
    }
    let mut text = table.text();
    if let Some(next) = next {
        let more = say(lang, "More: add", "Suite : ajoutez");
        text += &format!("{more} --after {next}\n");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        for further in [None, Some("1700000000.tx_a")] {
            let cursor = cursor(Environment::Live, further);
            let (environment, after) = place(&cursor).unwrap();
            assert_eq!(environment, Some(Environment::Live));
            assert_eq!(after.as_deref(), further);
        }
        for nonsense in ["", "live", "practice.x"] {
            assert_eq!(place(nonsense).unwrap_err().code, "bad_cursor");
        }
    }
}
