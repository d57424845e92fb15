//! `statement`.

use crate::answer::{Answer, DONE};
use crate::cli::StatementArgs;
use crate::desk::Desk;
use crate::print::{Side, Table, money, or_dash, say};
use domain::AccountId;
use engine::view::MoneyView;
use engine::{EngineError, StatementDraft};

pub(super) async fn statement(desk: &Desk, args: StatementArgs) -> Result<Answer, EngineError> {
    let draft = StatementDraft {
        from: args.from,
        to: args.to,
        status: args.status,
        designation: args.designation,
        network: args.network,
        after: args.after,
        limit: args.limit,
    };
    let page = desk
        .engine
        .statement(&AccountId::parse(&args.account)?, draft)
        .await?;
    let lang = desk.lang;
    let mut table = Table::new(&[
        (say(lang, "When", "Quand"), Side::Left),
        (say(lang, "What", "Quoi"), Side::Left),
        (say(lang, "Amount", "Montant"), Side::Right),
        (say(lang, "Left", "Reste"), Side::Right),
        (say(lang, "Number", "Numéro"), Side::Left),
        (say(lang, "Text", "Texte"), Side::Left),
    ]);
    let amount = |amount: &Option<MoneyView>| {
        or_dash(amount.as_ref().map(|one| money(one, lang)).as_deref())
    };
    for row in &page.items {
        table.row([
            or_dash(row.at.map(|at| desk.zone.moment(at)).as_deref()),
            row.kind.unwrap_or(row.designation).to_owned(),
            money(&row.amount, lang),
            amount(&row.balance_after),
            or_dash(row.phone.as_deref()),
            or_dash(row.note.as_deref()),
        ]);
    }
    let text = table.text();
    Ok(Answer::new(DONE, &page, text))
}
