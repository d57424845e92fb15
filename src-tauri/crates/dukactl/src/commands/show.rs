//! `show`.

use crate::answer::{Answer, DONE};
use crate::desk::Desk;
use crate::print::{self, Side, Table, money, phone, say, state_word};
use engine::EngineError;
use engine::view::{ShowView, TransactionView};

pub(super) async fn show(desk: &Desk, id: &str) -> Result<Answer, EngineError> {
    let view = desk.engine.show(id, desk.lang).await?;
    let text = described(desk, &view);
    Ok(Answer::new(DONE, &view, text))
}

fn described(desk: &Desk, view: &ShowView) -> String {
    let lang = desk.lang;
    let mut text = String::new();
    if let Some(operation) = &view.operation {
        text += &print::operation(operation, desk.zone, lang);
    }
    if let Some(transaction) = &view.transaction {
        text += &told(desk, transaction);
    }
    if view.timeline.is_empty() {
        return text;
    }
    let mut table = Table::new(&[
        (say(lang, "When", "Quand"), Side::Left),
        (say(lang, "Who", "Qui"), Side::Left),
        (say(lang, "What", "Quoi"), Side::Left),
        (say(lang, "Why", "Pourquoi"), Side::Left),
    ]);
    for entry in &view.timeline {
        table.row([
            desk.zone.moment(entry.at),
            entry.actor.clone(),
            entry.what.clone(),
            entry.cause.clone(),
        ]);
    }
    text.push('\n');
    text + &table.text()
}

/// What the provider says.
fn told(desk: &Desk, one: &TransactionView) -> String {
    let lang = desk.lang;
    let state = state_word(one.kind, one.status, None, lang);
    let mut text = format!(
        "{} {}  {}\n",
        say(lang, "Transaction", "Transaction"),
        one.id,
        money(&one.amount, lang)
    );
    let amount = |money_of: &Option<_>| money_of.as_ref().map(|m| money(m, lang));
    let lines = [
        (say(lang, "State", "État"), Some(state.to_owned())),
        (
            say(lang, "Their word", "Leur mot"),
            Some(one.provider_status.clone()),
        ),
        (
            say(lang, "Their words", "Leurs mots"),
            one.provider_message.clone(),
        ),
        (say(lang, "Fee", "Frais"), amount(&one.fee)),
        (say(lang, "Net", "Net"), amount(&one.net)),
        (say(lang, "Refunded", "Remboursé"), amount(&one.refunded)),
        (say(lang, "Name", "Nom"), one.name.clone()),
        (
            say(lang, "Phone", "Téléphone"),
            one.phone.as_deref().map(phone),
        ),
        (say(lang, "Network", "Réseau"), one.network.clone()),
        (say(lang, "Message", "Message"), one.note.clone()),
        (
            say(lang, "Their reference", "Leur réf."),
            Some(one.provider_reference.clone()),
        ),
        (
            say(lang, "Operator’s ref.", "Réf. opérateur"),
            one.operator_reference.clone(),
        ),
        (
            say(lang, "When", "Quand"),
            Some(desk.zone.moment(one.occurred_at)),
        ),
        (
            say(lang, "Read", "Lu"),
            Some(desk.zone.moment(one.synced_at)),
        ),
    ];
    for (label, value) in lines {
        if let Some(value) = value {
            let value = value.replace(char::is_control, " ");
            text += &format!("  {label:<17}  {value}\n");
        }
    }
    text
}
