//! `contact add|list`, `bank list`, `network list`.

use crate::answer::{Answer, DONE};
use crate::cli::{ContactAdd, ContactCommand};
use crate::desk::Desk;
use crate::print::{Side, Table, or_dash, say};
use domain::AccountId;
use engine::view::{ContactView, ListView};
use engine::{ContactDraft, EngineError};

pub(super) async fn contact(desk: &Desk, command: ContactCommand) -> Result<Answer, EngineError> {
    match command {
        ContactCommand::Add(args) => add(desk, args).await,
        ContactCommand::List => {
            let items = desk.engine.contacts().await?;
            let text = people(desk, &items);
            Ok(Answer::new(DONE, &ListView { items, next: None }, text))
        }
    }
}

async fn add(desk: &Desk, args: ContactAdd) -> Result<Answer, EngineError> {
    let draft = ContactDraft {
        account: AccountId::parse(&args.account)?,
        first_name: args.first_name,
        last_name: args.last_name,
        phone: args.phone,
        sort: args.sort,
    };
    let contact = desk.engine.add_contact(draft).await?;
    let text = people(desk, std::slice::from_ref(&contact));
    Ok(Answer::new(DONE, &contact, text))
}

fn people(desk: &Desk, items: &[ContactView]) -> String {
    let lang = desk.lang;
    let mut table = Table::new(&[
        (say(lang, "Contact", "Contact"), Side::Left),
        (say(lang, "Name", "Nom"), Side::Left),
        (say(lang, "Phone", "Téléphone"), Side::Left),
        (say(lang, "Type", "Type"), Side::Left),
    ]);
    for one in items {
        let last = one.last_name.as_deref().unwrap_or_default();
        table.row([
            one.id.clone(),
            format!("{} {last}", one.first_name).trim().to_owned(),
            one.phone.clone(),
            one.sort.clone(),
        ]);
    }
    table.text()
}

pub(super) async fn banks(desk: &Desk, account: &str) -> Result<Answer, EngineError> {
    let items = desk.engine.banks(&AccountId::parse(account)?).await?;
    let lang = desk.lang;
    let mut table = Table::new(&[
        (say(lang, "Bank", "Banque"), Side::Left),
        (say(lang, "Name", "Nom"), Side::Left),
        (say(lang, "Branch", "Agence"), Side::Left),
    ]);
    for one in &items {
        let branch = match one.branch_required {
            Some(true) => say(lang, "needed", "à indiquer"),
            Some(false) => say(lang, "not needed", "inutile"),
            None => "–",
        };
        table.row([one.code.clone(), one.name.clone(), branch.to_owned()]);
    }
    let text = table.text();
    Ok(Answer::new(DONE, &ListView { items, next: None }, text))
}

pub(super) async fn networks(desk: &Desk, account: &str) -> Result<Answer, EngineError> {
    let items = desk.engine.networks(&AccountId::parse(account)?).await?;
    let lang = desk.lang;
    let mut table = Table::new(&[
        (say(lang, "Network", "Réseau"), Side::Left),
        (say(lang, "Name", "Nom"), Side::Left),
        (say(lang, "Service", "Service"), Side::Left),
    ]);
    for one in &items {
        table.row([
            one.code.clone(),
            one.name.clone(),
            or_dash(one.service.as_deref()),
        ]);
    }
    let text = table.text();
    Ok(Answer::new(DONE, &ListView { items, next: None }, text))
}
