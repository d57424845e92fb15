//! The evidence pack: what a provider's support desk asks for, and what is known and not known, in so many words.

use crate::line::{LineKind, LineView};
use crate::receipt::SPECIMEN;
use crate::words::say;
use crate::{Document, story, when};
use domain::Lang;
use engine::words::{doubt_word, kind_word, state_word};
use engine::{Evidence, Standing};

/// More of one answer is of no use on paper; how much was cut is said.
const LONGEST_ANSWER: usize = 4_000;

/// The pack for the support desk.
#[must_use]
pub fn evidence(evidence: &Evidence, lang: Lang) -> Document {
    let title = match lang {
        Lang::En => format!("For the support desk of {}", evidence.provider),
        Lang::Fr => format!("Pour l’assistance de {}", evidence.provider),
    };
    let mut lines = Vec::new();
    if evidence.specimen {
        lines.push(LineView::new(LineKind::Stamp, SPECIMEN));
    }
    if let Some(business) = &evidence.business {
        lines.push(LineView::new(LineKind::Business, business));
    }
    lines.push(LineView::new(LineKind::Title, title.clone()));
    lines.push(LineView::new(LineKind::Sentence, request(evidence, lang)));
    known(evidence, lang, &mut lines);
    payment(evidence, lang, &mut lines);
    references(evidence, lang, &mut lines);
    story::lines(evidence, lang, &mut lines);
    answers(evidence, lang, &mut lines);
    lines.push(LineView::bare(LineKind::Gap));
    lines.push(LineView::new(
        LineKind::Centre,
        format!(
            "{} {} · {}",
            say(lang, "Made", "Établi le"),
            when::moment(evidence.made_at, evidence.zone, lang),
            evidence.made_by
        ),
    ));
    Document {
        reference: Some(our_reference(evidence).unwrap_or_default()),
        title,
        lang,
        across: evidence.specimen.then_some(SPECIMEN),
        lines,
    }
}

fn our_reference(evidence: &Evidence) -> Option<String> {
    let show = &evidence.show;
    let of_operation = show.operation.as_ref().map(|it| it.our_reference.clone());
    of_operation.or_else(|| {
        let transaction = show.transaction.as_ref()?;
        let ours = transaction.our_reference.clone();
        Some(ours.unwrap_or_else(|| transaction.provider_reference.clone()))
    })
}

fn request(evidence: &Evidence, lang: Lang) -> &'static str {
    match evidence.standing {
        Standing::Proven => say(
            lang,
            "Please confirm that this payment succeeded, and by which reference of the operator.",
            "Merci de confirmer que ce paiement a abouti, et sous quelle référence de l’opérateur.",
        ),
        Standing::DidNotHappen => say(
            lang,
            "Please confirm that no money moved for this payment, and why.",
            "Merci de confirmer que l’argent n’a pas bougé pour ce paiement, et pourquoi.",
        ),
        Standing::NotYet | Standing::OnItsWay | Standing::NotCertain => say(
            lang,
            "Please tell us what became of this payment: its final status, and the reference of the operator.",
            "Merci de nous dire ce qu’est devenu ce paiement : son état final et la référence de l’opérateur.",
        ),
    }
}

/// What is known, and what is not: each in its own part, so that nobody takes one for the other.
fn known(evidence: &Evidence, lang: Lang, lines: &mut Vec<LineView>) {
    lines.push(LineView::new(
        LineKind::Section,
        say(lang, "Known", "Ce que l’on sait"),
    ));
    let told = evidence.show.transaction.as_ref();
    match told {
        Some(transaction) => lines.push(LineView::new(
            LineKind::Sentence,
            match lang {
                Lang::En => format!(
                    "{} last said {} about it, read {}.",
                    evidence.provider,
                    transaction.provider_status,
                    when::moment(transaction.synced_at, evidence.zone, lang)
                ),
                Lang::Fr => format!(
                    "{} a dit en dernier {}, lu le {}.",
                    evidence.provider,
                    transaction.provider_status,
                    when::moment(transaction.synced_at, evidence.zone, lang)
                ),
            },
        )),
        None => lines.push(LineView::new(
            LineKind::Sentence,
            match lang {
                Lang::En => format!("No list of {} that was read shows it.", evidence.provider),
                Lang::Fr => format!("Aucune liste lue chez {} ne le montre.", evidence.provider),
            },
        )),
    }
    if let Some(operation) = &evidence.show.operation {
        let word = state_word(operation.kind, operation.state, None, lang);
        let asked = when::moment(operation.created_at, evidence.zone, lang);
        lines.push(LineView::new(
            LineKind::Sentence,
            match lang {
                Lang::En => {
                    format!("It was asked for here {asked}. In our book it stands as: {word}.")
                }
                Lang::Fr => format!("Il a été demandé ici le {asked}. Dans notre cahier : {word}."),
            },
        ));
    }
    unknown(evidence, lang, lines);
}

fn unknown(evidence: &Evidence, lang: Lang, lines: &mut Vec<LineView>) {
    lines.push(LineView::new(
        LineKind::Section,
        say(lang, "Not known", "Ce que l’on ne sait pas"),
    ));
    let sentence = match evidence.standing {
        Standing::Proven | Standing::DidNotHappen => say(
            lang,
            "Nothing is open about it here.",
            "Rien n’est en suspens ici à son sujet.",
        ),
        Standing::NotYet => say(
            lang,
            "Whether the money will move: it has not been confirmed.",
            "Si l’argent bougera : rien n’est confirmé.",
        ),
        Standing::OnItsWay => say(
            lang,
            "Whether the money arrived: it has not been confirmed.",
            "Si l’argent est arrivé : rien n’est confirmé.",
        ),
        Standing::NotCertain => say(
            lang,
            "Whether the money moved. It was not sent a second time.",
            "Si l’argent a bougé. Rien n’a été renvoyé.",
        ),
    };
    lines.push(LineView::new(LineKind::Sentence, sentence));
    if let Some(operation) = &evidence.show.operation {
        for kind in &operation.doubts {
            lines.push(LineView::field(
                say(lang, "Open question", "Question ouverte"),
                doubt_word(kind, lang),
            ));
        }
    }
}

/// What support desks ask for first.
fn payment(evidence: &Evidence, lang: Lang, lines: &mut Vec<LineView>) {
    lines.push(LineView::new(
        LineKind::Section,
        say(lang, "The payment", "Le paiement"),
    ));
    let (operation, transaction) = (&evidence.show.operation, &evidence.show.transaction);
    let mut field = |en: &str, fr: &str, text: Option<String>| {
        lines.extend(text.map(|text| LineView::field(say(lang, en, fr), text)));
    };
    let either = |ours: Option<String>, theirs: Option<String>| ours.or(theirs);
    let kind = operation.as_ref().map(|it| it.kind);
    let kind = kind.or(transaction.as_ref().map(|it| it.kind));
    field(
        "Kind",
        "Genre",
        kind.map(|kind| kind_word(kind, lang).to_owned()),
    );
    let amount = operation.as_ref().map(|it| &it.amount);
    let told = transaction.as_ref().map(|it| &it.amount);
    field(
        "Amount",
        "Montant",
        amount.or(told).map(|it| it.in_words(lang)),
    );
    if let (Some(ours), Some(theirs)) = (amount, told)
        && ours != theirs
    {
        field(
            "Amount they tell",
            "Montant indiqué",
            Some(theirs.in_words(lang)),
        );
    }
    let fee = transaction.as_ref().and_then(|it| it.fee.as_ref());
    field("Fee", "Frais", fee.map(|it| it.in_words(lang)));
    field(
        "Number (MSISDN)",
        "Numéro (MSISDN)",
        either(
            operation.as_ref().and_then(|it| it.phone.clone()),
            transaction.as_ref().and_then(|it| it.phone.clone()),
        ),
    );
    field(
        "Name",
        "Nom",
        either(
            operation.as_ref().and_then(|it| it.name.clone()),
            transaction.as_ref().and_then(|it| it.name.clone()),
        ),
    );
    field("Network", "Réseau", evidence.network.clone());
    let their_word = transaction.as_ref().map(|it| it.provider_status.clone());
    field(
        "Their word",
        "Leur mot",
        their_word.or_else(|| operation.as_ref()?.provider_status.clone()),
    );
    let both = |at| {
        let local = when::moment(at, evidence.zone, lang);
        format!("{local} ({})", when::exact(at))
    };
    field(
        "Asked",
        "Demandé le",
        operation.as_ref().map(|it| both(it.created_at)),
    );
    field(
        "Their time",
        "Leur heure",
        transaction.as_ref().map(|it| both(it.occurred_at)),
    );
    let environment = operation.as_ref().map(|it| it.environment);
    let environment = environment.or(transaction.as_ref().map(|it| it.environment));
    let account = environment.map(|word| format!("{} ({word})", evidence.account));
    field("Account", "Compte", account);
}

fn references(evidence: &Evidence, lang: Lang, lines: &mut Vec<LineView>) {
    lines.push(LineView::new(
        LineKind::Section,
        say(lang, "References", "Références"),
    ));
    let (operation, transaction) = (&evidence.show.operation, &evidence.show.transaction);
    let mut field = |label: &str, text: Option<&String>| {
        lines.extend(text.map(|text| LineView::field(label, text)));
    };
    let ours = operation.as_ref().map(|it| &it.our_reference);
    field(
        say(lang, "Ours", "La nôtre"),
        ours.or_else(|| transaction.as_ref()?.our_reference.as_ref()),
    );
    let theirs = operation
        .as_ref()
        .and_then(|it| it.provider_reference.as_ref());
    field(
        &evidence.provider,
        theirs.or_else(|| transaction.as_ref().map(|it| &it.provider_reference)),
    );
    field(
        say(lang, "Operator", "Opérateur"),
        transaction
            .as_ref()
            .and_then(|it| it.operator_reference.as_ref()),
    );
    field("Duka", operation.as_ref().map(|it| &it.id));
    field("Duka", transaction.as_ref().map(|it| &it.id));
}

/// As they came, with secrets and phones blanked: that was done before they were ever kept.
fn answers(evidence: &Evidence, lang: Lang, lines: &mut Vec<LineView>) {
    if evidence.show.answers.is_empty() {
        return;
    }
    lines.push(LineView::new(
        LineKind::Section,
        say(lang, "What they answered", "Ce qu’ils ont répondu"),
    ));
    for answer in &evidence.show.answers {
        lines.push(LineView::labelled(
            LineKind::Moment,
            &story::clock(answer.at, evidence.zone, lang),
            format!("{}, HTTP {}", answer.what, answer.status),
        ));
        let body: String = answer.body.chars().take(LONGEST_ANSWER).collect();
        let cut = answer.body.chars().count().saturating_sub(LONGEST_ANSWER);
        lines.push(LineView::new(LineKind::Quote, body));
        if cut > 0 {
            lines.push(LineView::new(
                LineKind::Sentence,
                match lang {
                    Lang::En => format!("({cut} more characters)"),
                    Lang::Fr => format!("({cut} caractères de plus)"),
                },
            ));
        }
    }
}
