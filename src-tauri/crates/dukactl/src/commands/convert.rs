//! `convert`.

use super::reviewed::{Asked, reviewed};
use crate::answer::{Answer, DONE};
use crate::cli::ConvertArgs;
use crate::desk::Desk;
use crate::print::{money, say};
use domain::AccountId;
use engine::view::MoneyView;
use engine::{ConversionDraft, EngineError};
use serde_json::json;

pub(super) async fn convert(desk: &Desk, args: ConvertArgs) -> Result<Answer, EngineError> {
    let account = AccountId::parse(&args.account)?;
    let environment = desk.environment_of(&account).await?;
    let draft = ConversionDraft {
        account,
        from: args.from,
        to: args.to,
        amount: args.amount,
        request_id: args.request_id,
        previewed: None,
    };
    if !args.preview {
        let asked = Asked {
            yes: args.yes,
            despite: None,
            wait: args.wait,
        };
        return reviewed(desk, draft, environment, asked).await;
    }
    let preview = desk.engine.preview_conversion(&draft).await?;
    let arrives = MoneyView::from(preview.arrives);
    let text = format!(
        "{} {} ({})\n",
        say(desk.lang, "About", "Environ"),
        money(&arrives, desk.lang),
        desk.zone.moment(preview.at),
    );
    let told = json!({"preview": {
        "arrives": arrives,
        "rate": preview.rate.map(|rate| rate.normalize().to_string()),
        "fee": preview.fee.map(MoneyView::from),
        "at": preview.at,
    }});
    Ok(Answer::new(DONE, &told, text))
}
