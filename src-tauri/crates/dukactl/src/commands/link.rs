//! `link create|list|show|update|revoke`.

use super::charge::waited;
use super::{fate, send};
use crate::answer::{Answer, DONE, FAILED, err};
use crate::cli::{LinkCommand, LinkCreate, LinkUpdate};
use crate::desk::{Desk, account_id};
use crate::print::{self, Side, Table, money, or_dash, say};
use domain::{AccountId, LinkId, State};
use engine::view::{LinkView, ListView, MoneyView};
use engine::{EngineError, LinkChange, LinkDraft};

pub(super) async fn link(desk: &Desk, command: LinkCommand) -> Result<Answer, EngineError> {
    match command {
        LinkCommand::Create(args) => create(desk, *args).await,
        LinkCommand::List(args) => list(desk, args.account.as_deref()).await,
        LinkCommand::Show { id } => {
            let link = desk.engine.link(&LinkId::parse(&id)?).await?;
            Ok(one(desk, &link))
        }
        LinkCommand::Update(args) => update(desk, args).await,
        LinkCommand::Revoke { id } => {
            let link = desk.engine.revoke_link(&LinkId::parse(&id)?).await?;
            Ok(one(desk, &link))
        }
    }
}

/// Prints the link once it is there; until then, or when it is not to be, its operation.
async fn create(desk: &Desk, args: LinkCreate) -> Result<Answer, EngineError> {
    let draft = LinkDraft {
        account: AccountId::parse(&args.account)?,
        title: args.title,
        amount: args.amount,
        min: args.min,
        max: args.max,
        currency: args.currency,
        uses: args.uses,
        expires: args.expires,
        methods: args.methods,
        phone: args.phone,
        sms: args.sms,
        note: args.note,
        request_id: args.request_id,
    };
    let recorded = desk.engine.create(draft).await?;
    let sent = send(desk, recorded).await?;
    let ended = waited(desk, sent, args.wait).await?;
    if let (State::Succeeded, Some(reference)) = (ended.state, &ended.provider_reference) {
        let link = desk
            .engine
            .link(&LinkId::derive(&ended.account, reference))
            .await?;
        return Ok(one(desk, &link));
    }
    fate(desk, &ended).await
}

async fn list(desk: &Desk, account: Option<&str>) -> Result<Answer, EngineError> {
    let account = account_id(account)?;
    let mut items = Vec::new();
    let mut exit = DONE;
    for environment in desk.environments(account.as_ref()).await? {
        let (links, trouble) = desk
            .engine
            .links(environment, account.as_ref(), true)
            .await?;
        items.extend(links);
        if let Some(error) = trouble {
            exit = FAILED;
            err(&print::error(&error.view(desk.lang), desk.lang));
        }
    }
    let text = table(desk, &items);
    Ok(Answer::new(exit, &ListView { items, next: None }, text))
}

async fn update(desk: &Desk, args: LinkUpdate) -> Result<Answer, EngineError> {
    let change = LinkChange {
        title: args.title,
        amount: args.amount,
        min: args.min,
        max: args.max,
        uses: args.uses,
        expires: args.expires,
    };
    let link = desk
        .engine
        .update_link(&LinkId::parse(&args.id)?, change)
        .await?;
    Ok(one(desk, &link))
}

fn one(desk: &Desk, link: &LinkView) -> Answer {
    Answer::new(DONE, link, table(desk, std::slice::from_ref(link)))
}

fn table(desk: &Desk, links: &[LinkView]) -> String {
    let lang = desk.lang;
    if links.is_empty() {
        return format!(
            "{}\n",
            say(lang, "No payment link.", "Pas de lien de paiement.")
        );
    }
    let mut table = Table::new(&[
        (say(lang, "Link", "Lien"), Side::Left),
        (say(lang, "Title", "Titre"), Side::Left),
        (say(lang, "Amount", "Montant"), Side::Right),
        (say(lang, "State", "État"), Side::Left),
        (say(lang, "Paid", "Payé"), Side::Right),
        (say(lang, "Page", "Page"), Side::Left),
    ]);
    let amount = |amount: &Option<MoneyView>| {
        or_dash(amount.as_ref().map(|one| money(one, lang)).as_deref())
    };
    for link in links {
        let status = match link.status {
            "active" => say(lang, "active", "actif"),
            "used_up" => say(lang, "used up", "épuisé"),
            "expired" => say(lang, "expired", "expiré"),
            "turned_off" => say(lang, "turned off", "désactivé"),
            _ => say(lang, "not known", "inconnu"),
        };
        let paid = match (link.uses, link.uses_limit) {
            (Some(uses), Some(limit)) => format!("{uses}/{limit}"),
            (Some(uses), None) => uses.to_string(),
            (None, _) => "–".to_owned(),
        };
        table.row([
            link.id.clone(),
            or_dash(link.title.as_deref()),
            amount(&link.amount),
            status.to_owned(),
            paid,
            or_dash(link.url.as_deref()),
        ]);
    }
    table.text()
}
