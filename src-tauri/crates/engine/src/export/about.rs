//! What an export says about itself: which money, which filter, which period, and how far the data can be trusted.

use super::cell::{iso, local};
use super::columns::Context;
use crate::reading::SearchDraft;
use crate::view::CoverageView;
use crate::words::say;
use chrono::{DateTime, Utc};
use domain::{Environment, Lang};
use store::Query;

/// Lines of a label and what it says.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) lines: Vec<(String, String)>,
    pub(super) lang: Lang,
}

impl About {
    pub(super) fn new(
        asked: &SearchDraft,
        query: &Query,
        coverage: &[CoverageView],
        business: Option<&str>,
        now: DateTime<Utc>,
        with: &Context,
    ) -> Self {
        let lang = with.lang;
        let mut about = Self {
            lines: Vec::new(),
            lang,
        };
        about.line(
            "Export",
            "Export",
            &format!("Duka {}", env!("CARGO_PKG_VERSION")),
        );
        if let Some(business) = business {
            about.line("Business", "Commerce", business);
        }
        about.line("Environment", "Environnement", money_of(with));
        about.line("Period", "Période", &period(query, with));
        about.line("Filter", "Filtre", &filter(asked, with));
        about.line("Time zone", "Fuseau horaire", with.zone.name());
        let made = format!("{} ({})", clock(now, with), iso(now));
        about.line("Made at", "Fait le", &made);
        for account in coverage {
            let of = |en: &str, fr: &str| format!("{}: {}", say(lang, en, fr), account.name);
            let label = of("Age of the data", "Âge des données");
            about.lines.push((label, age(account, with)));
        }
        about.line(
            "Amounts",
            "Montants",
            say(
                lang,
                "Exact. One in another currency than its row stands as text with its currency.",
                "Exacts. Un montant d’une autre devise que sa ligne est en texte, avec sa devise.",
            ),
        );
        about
    }

    fn line(&mut self, en: &str, fr: &str, value: &str) {
        let label = say(self.lang, en, fr).to_owned();
        self.lines.push((label, value.to_owned()));
    }

    /// The name of the sheet.
    pub(super) fn title(&self, lang: Lang) -> &'static str {
        say(lang, "About", "À propos")
    }

    /// What could not be written as it is.
    pub(super) fn exceptions(&self, as_text: u64, cut: u64) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let mut line = |en: &str, fr: &str, value: String| {
            lines.push((say(self.lang, en, fr).to_owned(), value));
        };
        if as_text > 0 {
            let why = say(
                self.lang,
                "with more digits than a spreadsheet keeps: they stand as text and are in no sum.",
                "avec plus de chiffres qu’un tableur n’en garde : ils sont en texte et dans aucune somme.",
            );
            line(
                "Amounts as text",
                "Montants en texte",
                format!("{as_text} {why}"),
            );
        }
        if cut > 0 {
            let why = say(
                self.lang,
                "longer than a cell holds.",
                "plus longs qu’une cellule.",
            );
            line("Texts cut short", "Textes coupés", format!("{cut} {why}"));
        }
        lines
    }
}

fn clock(at: DateTime<Utc>, with: &Context) -> String {
    local(at.with_timezone(&with.zone).naive_local())
}

fn money_of(with: &Context) -> &'static str {
    match with.environment {
        Environment::Live => say(with.lang, "live (real money)", "live (argent réel)"),
        Environment::Sandbox => say(
            with.lang,
            "sandbox (no real money)",
            "sandbox (pas d’argent réel)",
        ),
    }
}

fn period(query: &Query, with: &Context) -> String {
    let end = |at: Option<DateTime<Utc>>, open: &str| {
        at.map_or_else(|| open.to_owned(), |at| clock(at, with))
    };
    let from = end(query.from, say(with.lang, "the beginning", "le début"));
    let to = end(query.to, say(with.lang, "now", "maintenant"));
    let until = say(with.lang, "until, not including,", "jusqu’à, non compris,");
    match query.to {
        Some(_) => format!("{from} {until} {to}"),
        None => format!("{from} – {to}"),
    }
}

fn filter(asked: &SearchDraft, with: &Context) -> String {
    let lang = with.lang;
    let name = |id: &String| with.accounts.get(id).unwrap_or(id).clone();
    let asked = &asked.filters;
    let text = Some(asked.text.clone()).filter(|text| !text.trim().is_empty());
    let several = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let accounts: Vec<String> = asked.accounts.iter().map(name).collect();
    let parts = [
        (say(lang, "text", "texte"), text),
        (say(lang, "status", "statut"), several(&asked.statuses)),
        (say(lang, "kind", "type"), several(&asked.kinds)),
        (say(lang, "account", "compte"), several(&accounts)),
        (say(lang, "method", "moyen"), several(&asked.methods)),
        (say(lang, "network", "réseau"), several(&asked.networks)),
        (say(lang, "currency", "devise"), asked.currency.clone()),
        (say(lang, "phone", "téléphone"), asked.phone.clone()),
        (say(lang, "reference", "référence"), asked.reference.clone()),
        (
            say(lang, "payment link", "lien de paiement"),
            asked.link.clone(),
        ),
        (say(lang, "having", "avec"), several(&asked.having)),
        (
            say(lang, "least amount", "montant minimal"),
            asked.min.clone(),
        ),
        (
            say(lang, "greatest amount", "montant maximal"),
            asked.max.clone(),
        ),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter_map(|(label, value)| Some(format!("{label} {}", value?)))
        .collect();
    match told.as_slice() {
        [] => say(lang, "none", "aucun").to_owned(),
        told => told.join("; "),
    }
}

/// How far the history of an account goes, in words. What is not claimed is not said.
fn age(account: &CoverageView, with: &Context) -> String {
    let lang = with.lang;
    let mut text = match account.complete_to {
        Some(at) => format!(
            "{} {}",
            say(lang, "complete to", "complet jusqu’au"),
            clock(at, with)
        ),
        None => say(
            lang,
            "not known to be complete",
            "on ne sait pas si c’est complet",
        )
        .to_owned(),
    };
    if let Some(from) = account.complete_from {
        let since = say(lang, "from", "à partir du");
        text += &format!(", {since} {}", clock(from, with));
    }
    let read = match account.last_ok {
        Some(at) => format!(
            "; {} {}",
            say(lang, "last read", "dernière lecture"),
            clock(at, with)
        ),
        None => say(lang, "; never read", "; jamais lu").to_owned(),
    };
    text += &read;
    if let Some(error) = &account.error {
        let trouble = say(
            lang,
            "the last reading failed",
            "la dernière lecture a échoué",
        );
        text += &format!("; {trouble}: {error}");
    }
    text
}
