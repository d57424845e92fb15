//! `doubts`: of every environment, oldest first, since each of them is somebody's money or somebody's rehearsal.

use crate::answer::{Answer, DONE};
use crate::desk::Desk;
use crate::print::{self, doubt_word, money, say, span};
use domain::Lang;
use engine::EngineError;
use engine::view::{DoubtView, ListView};

pub(super) async fn doubts(desk: &Desk) -> Result<Answer, EngineError> {
    let items = desk.engine.doubts(None, desk.lang).await?;
    let text = if items.is_empty() {
        let nothing = say(desk.lang, "Nothing in doubt.", "Rien à éclaircir.");
        format!("{nothing}\n")
    } else {
        items.iter().map(|one| described(desk, one)).collect()
    };
    Ok(Answer::new(DONE, &ListView { items, next: None }, text))
}

fn described(desk: &Desk, doubt: &DoubtView) -> String {
    let lang = desk.lang;
    let mut text = print::operation(&doubt.operation, desk.zone, lang);
    let mut line = |label: &str, value: &str| {
        text += &format!("  {label:<17}  {}\n", value.replace(char::is_control, " "));
    };
    let since = desk.zone.moment(doubt.since);
    let open = format!("{} ({since})", doubt_word(doubt.kind, lang));
    line(say(lang, "Question", "Question"), &open);
    if let Some(usual) = doubt.usual_s {
        line(
            say(lang, "Usually takes", "Durée usuelle"),
            &span(usual, lang),
        );
    }
    for one in &doubt.candidates {
        let found = format!(
            "{}  {}  {}  {}",
            one.provider_reference,
            money(&one.amount, lang),
            desk.zone.moment(one.occurred_at),
            one.evidence.join(" "),
        );
        line(say(lang, "May be", "Peut-être"), &found);
    }
    let customer = match lang {
        Lang::En => &doubt.say.en,
        Lang::Fr => &doubt.say.fr,
    };
    line(say(lang, "To the customer", "Au client"), customer);
    if let Some(reason) = &doubt.set_aside {
        line(say(lang, "Set aside", "Mis de côté"), reason);
    }
    text.push('\n');
    text
}
