//! One operation, for people.

use super::{Zone, doubt_word, kind_word, money, phone, say, state_word};
use domain::Lang;
use engine::view::OperationView;

/// What it is, how it stands, why, and what it means for the money.
pub(crate) fn operation(view: &OperationView, zone: Zone, lang: Lang) -> String {
    let action = view.action.as_ref();
    let state = state_word(view.kind, view.state, action.map(|a| a.kind), lang);
    let mut text = format!(
        "{} {}  {}\n",
        kind_word(view.kind, lang),
        view.id,
        money(&view.amount, lang)
    );
    let mut line = |label: &str, value: &str| {
        let value = value.replace(char::is_control, " ");
        text += &format!("  {label:<17}  {value}\n");
    };
    line(say(lang, "State", "État"), state);
    if let Some(meaning) = meaning(view, lang) {
        line("", meaning);
    }
    for kind in &view.doubts {
        line(say(lang, "Doubt", "Doute"), doubt_word(kind, lang));
    }
    if let Some(reason) = &view.reason {
        line(say(lang, "Why", "Pourquoi"), &reason.message);
        if let Some(words) = &reason.provider_message {
            line(say(lang, "Their words", "Leurs mots"), &quoted(words, lang));
        }
    }
    if let Some(url) = action.and_then(|a| a.url.as_deref()) {
        line(say(lang, "Page", "Page"), url);
    }
    let who = [view.name.clone(), view.phone.as_deref().map(phone)];
    let who: Vec<String> = who.into_iter().flatten().collect();
    if !who.is_empty() {
        line(say(lang, "Customer", "Client"), &who.join(", "));
    }
    if let Some(note) = &view.note {
        line(say(lang, "Message", "Message"), note);
    }
    line(
        say(lang, "Our reference", "Notre réf."),
        &view.our_reference,
    );
    if let Some(reference) = &view.provider_reference {
        line(say(lang, "Their reference", "Leur réf."), reference);
    }
    line(say(lang, "Request id", "Demande"), &view.request_id);
    line(
        say(lang, "Written down", "Noté"),
        &zone.moment(view.created_at),
    );
    line(
        say(lang, "Changed", "Modifié"),
        &zone.moment(view.updated_at),
    );
    if let Some(at) = view.next_check {
        line(
            say(lang, "Next check", "Prochain contrôle"),
            &zone.moment(at),
        );
    }
    if let Some(failure) = &view.last_check_failure {
        line(say(lang, "Last check", "Dernier contrôle"), failure);
    }
    text
}

/// What a state that is not an end means for the money.
fn meaning(view: &OperationView, lang: Lang) -> Option<&'static str> {
    Some(match view.state {
        "recorded" => say(
            lang,
            "Nothing left this computer, so nothing can have been paid.",
            "Rien n’est parti de cet ordinateur, donc rien n’a pu être payé.",
        ),
        "sending" | "in_doubt" => say(
            lang,
            "It may be paid. Do not send it again; Duka looks it up.",
            "C’est peut-être payé. Ne renvoyez pas ; Duka vérifie.",
        ),
        "pending" | "needs_action" => say(
            lang,
            "The provider has it. It is not paid yet.",
            "Le fournisseur l’a reçu. Ce n’est pas encore payé.",
        ),
        _ => return None,
    })
}

fn quoted(words: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("\"{words}\""),
        Lang::Fr => format!("«\u{a0}{words}\u{a0}»"),
    }
}
