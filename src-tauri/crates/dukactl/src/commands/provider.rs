//! `provider list`.

use crate::answer::{Answer, DONE};
use crate::desk::Desk;
use crate::print::{Side, Table, say};
use engine::view::{CredentialFieldView, ListView, ProviderView};

/// The providers there are, with what an account needs.
pub(super) fn list(desk: &Desk) -> Answer {
    let items = desk.engine.providers(desk.lang);
    let text = items.iter().map(|one| described(one, desk)).collect();
    Answer::new(DONE, &ListView { items, next: None }, text)
}

fn described(provider: &ProviderView, desk: &Desk) -> String {
    let lang = desk.lang;
    let mut text = format!("{}  {}\n", provider.id, provider.name);
    for (label, words) in [
        (say(lang, "Countries", "Pays"), &provider.countries),
        (say(lang, "Currencies", "Devises"), &provider.currencies),
        (say(lang, "Can", "Peut"), &provider.capabilities),
    ] {
        text += &format!("  {label:<11}  {}\n", words.join(", "));
    }
    let mut keys = Table::new(&[
        (say(lang, "  Credential", "  Clé"), Side::Left),
        (say(lang, "Label", "Libellé"), Side::Left),
        (say(lang, "Where to find it", "Où la trouver"), Side::Left),
    ]);
    for field in &provider.credentials {
        keys.row([
            format!("  {}", field.name),
            marked(field, desk),
            field.help.clone(),
        ]);
    }
    text += &keys.text();
    for words in &provider.must_tell {
        text += &format!("  ! {words}\n");
    }
    for step in &provider.help {
        let about = match step.about.as_str() {
            "keys" => say(lang, "keys", "clés"),
            "webhook" => say(lang, "webhooks", "webhooks"),
            "address" => say(lang, "address", "adresse"),
            _ => say(lang, "going live", "passage au réel"),
        };
        text += &format!("  {about}: {}\n", step.words);
    }
    for announced in &provider.announced {
        text += &format!("  {}: {}\n", announced.word, announced.words);
    }
    text.push('\n');
    text
}

fn marked(field: &CredentialFieldView, desk: &Desk) -> String {
    let lang = desk.lang;
    let mut marks = Vec::new();
    if field.secret {
        marks.push(say(lang, "secret", "secrète"));
    }
    if !field.required {
        marks.push(say(lang, "optional", "facultative"));
    }
    if marks.is_empty() {
        return field.label.clone();
    }
    format!("{} ({})", field.label, marks.join(", "))
}
