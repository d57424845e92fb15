//! Money that goes back: of a charge that Duka made, or of one that came in elsewhere and that only the history knows.

use super::judge::transaction;
use super::stage::Stage;
use crate::Shop;
use domain::{Environment, Kind, Status};
use engine::{AccountChange, Draft, Engine, RefundDraft};
use std::collections::BTreeMap;
use store::Query;

/// Less than the sandbox takes, so that no customer gets back more than they paid.
const TYPED_FEE: &str = "100";

/// Where the recipient loses the fee, nothing is given back before it is known: the owner types it, or the shop learns it from
/// what it pays.
pub(super) async fn type_the_fee(stage: &Stage, engine: &Engine) {
    let change = AccountChange {
        settings: BTreeMap::from([("fee_mobile-money".to_owned(), TYPED_FEE.to_owned())]),
        ..AccountChange::default()
    };
    let account = &stage.accounts[Shop::KIGALI.provider];
    engine.update_account(account, change).await.unwrap();
}

/// A form that gives back a charge that was paid, at any of the providers; the customer may come twice. `None` where the
/// history has no such charge, or cannot be read.
pub(super) async fn of_something(stage: &Stage, engine: &Engine) -> Option<Draft> {
    let mut paid = Vec::new();
    for shop in Shop::PAYING {
        let of_shop = paid_at(stage, engine, shop).await?;
        if !of_shop.is_empty() {
            paid.push(of_shop);
        }
    }
    if paid.is_empty() {
        return None;
    }
    let charge = stage.one_of(&stage.one_of(&paid));
    let amount = stage.one_of(&[2_000, 5_000, 85_000]);
    Some(stage.kept(form(stage, &charge, amount)))
}

async fn paid_at(stage: &Stage, engine: &Engine, shop: Shop) -> Option<Vec<String>> {
    let mut query = Query::new(Environment::Sandbox);
    query.accounts = vec![stage.accounts[shop.provider].clone()];
    query.kinds = vec![Kind::Charge];
    query.statuses = vec![Status::Succeeded];
    let page = engine.store().search(&query).await.ok()?;
    let paid = page.rows.iter().filter_map(transaction);
    Some(paid.map(|charge| charge.id.to_string()).collect())
}

/// The whole of a charge, a part of it, or what a person thinks is a part of it.
pub(super) fn form(stage: &Stage, charge: &str, amount: u32) -> Draft {
    let amount = match stage.below(3) {
        0 => None,
        1 => Some(2_000),
        _ => Some(amount),
    };
    Draft::from(RefundDraft {
        of: charge.to_owned(),
        amount: amount.map(|amount| amount.to_string()),
        note: None,
        request_id: Some(stage.request_id()),
        scenario: None,
        despite: None,
    })
}
