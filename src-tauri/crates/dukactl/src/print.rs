//! For people: amounts, phones, times, words and tables in the language that was chosen.

mod amount;
mod operation;
mod table;
mod time;

pub(crate) use amount::{money, phone};
pub(crate) use engine::words::{doubt_word, kind_word, say, state_word};
pub(crate) use operation::operation;
pub(crate) use table::{Side, Table};
pub(crate) use time::{Zone, span};

use domain::Lang;
use engine::view::ErrorView;

/// A text that may be missing.
pub(crate) fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("–").to_owned()
}

/// What happened, what it is about, and the one safe next step.
pub(crate) fn error(view: &ErrorView, lang: Lang) -> String {
    let mut text = format!("{}\n", view.message);
    if let Some(field) = &view.field {
        text += &format!("  {}: {field}\n", say(lang, "Look at", "À regarder"));
    }
    if let Some(about) = &view.operation {
        let amount = money(&about.amount, lang);
        let to = about.phone.as_deref().map(phone).unwrap_or_default();
        let state = state_word(about.kind, about.state, None, lang);
        text += &format!("  {}  {amount}  {to}  {state}\n", about.id);
    }
    if let Some(next) = &view.next {
        text += &format!("  {} {next}\n", say(lang, "Next:", "Ensuite :"));
    }
    if let ("possible_duplicate", Some(earlier)) = (view.code.as_str(), &view.operation) {
        text += &format!("  --despite {}\n", earlier.id);
    }
    text
}
