//! A receipt, or the claim slip that stands in for one until the money is proven.

use crate::line::{LineKind, LineView};
use crate::qr;
use crate::words::{outcome, say, sentence, title};
use crate::{Document, when};
use domain::{Kind, Lang};
use engine::{Slip, Standing};

/// The paper that goes to the customer.
#[must_use]
pub fn slip(slip: &Slip, lang: Lang) -> Document {
    let mut lines = Vec::new();
    if slip.specimen {
        lines.push(LineView::new(LineKind::Stamp, SPECIMEN));
    }
    head(slip, lang, &mut lines);
    lines.push(LineView::bare(LineKind::Rule));
    money(slip, lang, &mut lines);
    lines.push(LineView::bare(LineKind::Rule));
    whose(slip, lang, &mut lines);
    let code = slip
        .our_reference
        .as_ref()
        .or(slip.provider_reference.as_ref());
    if let Some(code) = code.and_then(|code| qr::line(code)) {
        lines.push(code);
    }
    references(slip, lang, &mut lines);
    foot(slip, lang, &mut lines);
    Document {
        title: match &slip.number {
            Some(number) => format!("{} {number}", title(slip.kind, slip.standing, lang)),
            None => title(slip.kind, slip.standing, lang).to_owned(),
        },
        reference: None,
        lang,
        across: slip.specimen.then_some(SPECIMEN),
        lines,
    }
}

/// The same word in both languages.
pub(crate) const SPECIMEN: &str = "SPECIMEN";

fn head(slip: &Slip, lang: Lang, lines: &mut Vec<LineView>) {
    if let Some(business) = &slip.business {
        lines.push(LineView::new(LineKind::Business, business));
    }
    if let Some(place) = &slip.place {
        lines.push(LineView::new(LineKind::Centre, place));
    }
    lines.push(LineView::bare(LineKind::Rule));
    lines.push(LineView::new(
        LineKind::Title,
        title(slip.kind, slip.standing, lang),
    ));
    if slip.nth > 1 {
        lines.push(LineView::new(
            LineKind::Stamp,
            say(lang, "COPY", "DUPLICATA"),
        ));
        lines.push(LineView::field(
            say(lang, "Copy made", "Duplicata du"),
            when::moment(slip.made_at, slip.zone, lang),
        ));
    }
    if let Some(number) = &slip.number {
        lines.push(LineView::field(say(lang, "Number", "Numéro"), number));
    }
    lines.push(LineView::field("Date", when::day(slip.at, slip.zone, lang)));
    lines.push(LineView::field(
        say(lang, "Time", "Heure"),
        when::hour(slip.at, slip.zone),
    ));
}

fn money(slip: &Slip, lang: Lang, lines: &mut Vec<LineView>) {
    if let Some(what_for) = &slip.what_for {
        lines.push(LineView::field(say(lang, "For", "Objet"), what_for));
    }
    let amount = slip.amount.in_words(lang);
    lines.push(LineView::new(LineKind::Amount, amount.clone()));
    lines.push(LineView::bare(LineKind::DoubleRule));
    let word = outcome(slip.kind, slip.standing, lang);
    lines.push(LineView::new(
        LineKind::Outcome,
        match &slip.network {
            Some(network) => format!("{word} · {network}"),
            None => word.to_owned(),
        },
    ));
    if let Some(sentence) = sentence(slip.kind, slip.standing, lang) {
        lines.push(LineView::new(LineKind::Sentence, sentence));
    }
    if let Some(refunded) = &slip.refunded {
        let of = say(lang, "of", "sur");
        lines.push(LineView::field(
            say(lang, "Refunded", "Remboursé"),
            format!("{} {of} {amount}", refunded.in_words(lang)),
        ));
    }
}

fn whose(slip: &Slip, lang: Lang, lines: &mut Vec<LineView>) {
    let label = match slip.kind {
        Kind::Payout | Kind::Refund => say(lang, "To", "À"),
        Kind::Charge | Kind::Link | Kind::Conversion => say(lang, "Customer", "Client"),
    };
    if let Some(name) = &slip.name {
        lines.push(LineView::field(label, name));
    }
    if let Some(phone) = &slip.phone {
        lines.push(LineView::field(say(lang, "Phone", "Téléphone"), phone));
    }
}

fn references(slip: &Slip, lang: Lang, lines: &mut Vec<LineView>) {
    if let Some(reference) = &slip.our_reference {
        lines.push(LineView::field(
            say(lang, "Our reference", "Notre référence"),
            reference,
        ));
    }
    if let Some(reference) = &slip.provider_reference {
        let label = match lang {
            Lang::En => format!("{} reference", slip.provider),
            Lang::Fr => format!("Référence {}", slip.provider),
        };
        lines.push(LineView::field(&label, reference));
    }
    if let Some(name) = &slip.served_by {
        lines.push(LineView::field(say(lang, "Served by", "Servi par"), name));
    }
}

fn foot(slip: &Slip, lang: Lang, lines: &mut Vec<LineView>) {
    if slip.standing == Standing::Proven && slip.kind == Kind::Charge {
        lines.push(LineView::bare(LineKind::Gap));
        lines.push(LineView::new(
            LineKind::Centre,
            say(lang, "Thank you", "Merci"),
        ));
    }
    if slip.specimen {
        lines.push(LineView::new(LineKind::Stamp, SPECIMEN));
    }
}
