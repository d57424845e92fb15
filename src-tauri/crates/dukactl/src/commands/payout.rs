//! `payout create`.

use super::reviewed::{Asked, reviewed};
use crate::answer::Answer;
use crate::cli::PayoutCreate;
use crate::desk::{Desk, operation_id};
use domain::AccountId;
use engine::{EngineError, PayoutDraft};

pub(super) async fn create(desk: &Desk, args: PayoutCreate) -> Result<Answer, EngineError> {
    let account = AccountId::parse(&args.account)?;
    let environment = desk.environment_of(&account).await?;
    let despite = args.despite.as_deref().map(operation_id).transpose()?;
    let asked = Asked {
        yes: args.yes,
        despite,
        wait: args.wait,
    };
    let draft = PayoutDraft {
        account,
        amount: args.amount,
        currency: args.currency,
        to: args.to,
        contact: args.contact,
        phone: args.phone,
        network: args.network,
        bank: args.bank,
        number: args.number,
        branch: args.branch,
        name: args.name,
        country: args.country,
        note: args.note,
        recipient_gets: args.recipient_gets,
        request_id: args.request_id,
        scenario: args.scenario,
        sub_account: args.sub_account,
        despite: None,
    };
    reviewed(desk, draft, environment, asked).await
}
