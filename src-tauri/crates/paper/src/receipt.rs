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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::receipt;
    use crate::{Paper, pdf, text};

    fn written(facts: &Slip, lang: Lang) -> String {
        text(&slip(facts, lang))
    }

    #[test]
    fn a_receipt_reads_in_the_order_of_the_book() {
        assert_eq!(
            written(&receipt(), Lang::En),
            "Quincaillerie Étoile\nMarché de Kaloum, Conakry\n\nReceipt\nNumber: 000124\nDate: 21 Nov 2026\n\
             Time: 14:31:40 UTC\n\nFor: Facture 56, ciment et fer à béton\n1,250,000 GNF\nPAID · Orange Money\n\n\
             Customer: Aïssatou Ɓarry\nPhone: 622 ••• 877\nOur reference: DK7K3M9PQ2\n\
             Kola reference: 3f9a1c2e-7b5d-4f60-a1b2-c3d4e5f60718\nServed by: Fatoumata\n\nThank you\n"
        );
        assert_eq!(
            written(&receipt(), Lang::Fr),
            "Quincaillerie Étoile\nMarché de Kaloum, Conakry\n\nReçu\nNuméro : 000124\nDate : 21 nov. 2026\n\
             Heure : 14:31:40 UTC\n\nObjet : Facture 56, ciment et fer à béton\n1 250 000 GNF\nPAYÉ · Orange Money\n\n\
             Client : Aïssatou Ɓarry\nTéléphone : 622 ••• 877\nNotre référence : DK7K3M9PQ2\n\
             Référence Kola : 3f9a1c2e-7b5d-4f60-a1b2-c3d4e5f60718\nServi par : Fatoumata\n\nMerci\n"
        );
    }

    #[test]
    fn no_paper_says_done_unless_the_money_is_proven() {
        const DONE: [&str; 8] = [
            "PAID",
            "SENT",
            "REFUNDED",
            "CONVERTED",
            "PAYÉ",
            "ENVOYÉ",
            "REMBOURSÉ",
            "CONVERTI",
        ];
        const DENIED: [&str; 3] = ["NOT ", "PAS ENCORE ", "NON "];
        for kind in [Kind::Charge, Kind::Payout, Kind::Refund, Kind::Conversion] {
            for standing in Standing::ALL {
                for lang in [Lang::En, Lang::Fr] {
                    let facts = Slip {
                        kind,
                        standing: *standing,
                        ..receipt()
                    };
                    let mut said = written(&facts, lang);
                    for denied in DENIED {
                        for done in DONE {
                            said = said.replace(&format!("{denied}{done}"), "");
                        }
                    }
                    let proven = *standing == Standing::Proven;
                    let done = DONE.iter().any(|done| said.contains(done));
                    assert_eq!(done, proven, "{said}");
                    let denied = said.contains("not a receipt") || said.contains("pas un reçu");
                    assert_eq!(denied, !proven, "{said}");
                    let thanks = said.contains("Thank you") || said.contains("Merci");
                    assert_eq!(thanks, proven && kind == Kind::Charge, "{said}");
                }
            }
        }
    }

    #[test]
    fn a_doubt_is_said_as_a_doubt_and_not_as_unpaid() {
        let facts = Slip {
            standing: Standing::NotCertain,
            ..receipt()
        };
        let said = written(&facts, Lang::En);
        assert!(said.contains("NOT CERTAIN"), "{said}");
        assert!(!said.contains("NOT PAID"), "{said}");
        assert!(said.contains("Do not pay a second time."));
    }

    #[test]
    fn a_copy_says_so_and_practice_says_specimen_at_both_ends() {
        let facts = Slip {
            specimen: true,
            nth: 2,
            ..receipt()
        };
        for (lang, copy) in [(Lang::En, "COPY"), (Lang::Fr, "DUPLICATA")] {
            let said = written(&facts, lang);
            assert!(said.contains(&format!("*** {copy} ***")), "{said}");
            assert!(said.starts_with("*** SPECIMEN ***"));
            assert!(said.ends_with("*** SPECIMEN ***\n"));
            assert_eq!(slip(&facts, lang).across, Some("SPECIMEN"));
            let first = written(&receipt(), lang);
            assert!(!first.contains(copy) && !first.contains("SPECIMEN"));
        }
    }

    #[test]
    fn every_paper_takes_the_longest_facts_and_the_same_facts_give_the_same_bytes() {
        let long = "Établissements Ŋgalula Ɔtɔ et frères, matériaux ".repeat(6);
        let facts = Slip {
            business: Some(long.clone()),
            what_for: Some("x".repeat(400)),
            name: Some(format!("{long}漢字\u{202e}")),
            provider_reference: Some("F".repeat(64)),
            ..receipt()
        };
        for (paper, width) in Paper::ALL.iter().zip([58, 80, 210]) {
            let once = pdf(&slip(&facts, Lang::Fr), *paper).unwrap();
            assert_eq!(pdf(&slip(&facts, Lang::Fr), *paper).unwrap(), once);
            assert!(once.bytes.starts_with(b"%PDF-"));
            assert_eq!(once.width_mm, width);
        }
    }
}
