//! The amounts of a review, one below the other: what arrives, what it costs, what leaves, what is left.
//!
//! A fee that nobody knows is said to be unknown. It is never left out and never zero, and what hangs on it is pencil.

use super::words::{Told, said};
use crate::view::{FigureView, MoneyView};
use chrono::{DateTime, Utc};
use domain::{ConversionDetails, Details, Lang, Money, Operation, PayoutDetails, RefundDetails};
use providers::FeeFrom;
use rust_decimal::Decimal;

/// How well an amount is known.
#[derive(Clone, Copy)]
enum Known {
    Certain(Money),
    Estimated(Money, Option<DateTime<Utc>>),
    No,
}

impl Known {
    fn money(self) -> Option<Money> {
        match self {
            Self::Certain(money) | Self::Estimated(money, _) => Some(money),
            Self::No => None,
        }
    }

    /// Another amount that hangs on this one.
    fn with(self, change: impl Fn(Money) -> Option<Money>) -> Self {
        match self {
            Self::Certain(money) => change(money).map_or(Self::No, Self::Certain),
            Self::Estimated(money, at) => {
                change(money).map_or(Self::No, |money| Self::Estimated(money, at))
            }
            Self::No => Self::No,
        }
    }
}

struct Figures {
    lang: Lang,
    rows: Vec<FigureView>,
}

impl Figures {
    fn row(&mut self, what: &str, label: String, known: Known, unknown: (&str, &str)) {
        let amount = known.money();
        self.rows.push(FigureView {
            what: what.to_owned(),
            label,
            amount: amount.map(MoneyView::from),
            words: amount
                .is_none()
                .then(|| said(self.lang, unknown.0, unknown.1)),
            certain: matches!(known, Known::Certain(_)),
            as_of: match known {
                Known::Estimated(_, at) => at,
                Known::Certain(_) | Known::No => None,
            },
        });
    }

    fn say(&self, en: &str, fr: &str) -> String {
        said(self.lang, en, fr)
    }
}

/// The figures of what moves; a charge is one amount, which stands in the sentence.
pub(super) fn figures(operation: &Operation, told: &Told, lang: Lang) -> Vec<FigureView> {
    let mut figures = Figures {
        lang,
        rows: Vec::new(),
    };
    match &operation.details {
        Details::Payout(payout) => payout_figures(&mut figures, operation, payout, told),
        Details::Refund(refund) => refund_figures(&mut figures, operation, refund, told),
        Details::Conversion(conversion) => {
            conversion_figures(&mut figures, operation, conversion, told);
        }
        Details::Charge(_) | Details::Link(_) => {}
    }
    figures.rows
}

const NOT_KNOWN: (&str, &str) = ("not known yet", "pas encore connu");
const NOT_KNOWN_FEE: (&str, &str) = ("not known yet", "pas encore connus");

fn payout_figures(
    figures: &mut Figures,
    operation: &Operation,
    payout: &PayoutDetails,
    told: &Told,
) {
    let amount = operation.amount;
    let fee = told
        .fee
        .as_ref()
        .map_or(Known::No, |seen| match seen.seen_at {
            Some(at) => Known::Estimated(seen.fee, Some(at)),
            None => Known::Certain(seen.fee),
        });
    let (arrives, leaves) = match (told.fee_from, payout.recipient_gets) {
        (FeeFrom::Wallet, _) => (
            Known::Certain(amount),
            fee.with(|fee| amount.checked_add(&fee).ok()),
        ),
        (FeeFrom::Recipient, Some(gets)) => (fee.with(|_| Some(gets)), Known::Certain(amount)),
        (FeeFrom::Recipient, None) => (
            fee.with(|fee| amount.checked_sub(&fee).ok()),
            Known::Certain(amount),
        ),
        // Whoever loses the fee, if there is one, the amount is where both begin.
        (FeeFrom::Unstated, _) => (Known::No, Known::Estimated(amount, None)),
    };
    let label = figures.say("They receive", "Le destinataire reçoit");
    figures.row("arrives", label, arrives, NOT_KNOWN);
    let label = fee_label(figures, told);
    figures.row("fee", label, fee, NOT_KNOWN_FEE);
    let label = figures.say("Leaves your wallet", "Sort de votre portefeuille");
    let more = ("the amount and the fee", "le montant et les frais");
    figures.row("leaves", label, leaves, more);
    after(figures, told, leaves.money().unwrap_or(amount));
}

fn refund_figures(
    figures: &mut Figures,
    operation: &Operation,
    refund: &RefundDetails,
    told: &Told,
) {
    let label = figures.say("They paid", "Le client a payé");
    figures.row("charged", label, Known::Certain(refund.charged), NOT_KNOWN);
    if !refund.refunded_before.amount().is_zero() {
        let label = figures.say("Given back before", "Déjà remboursé");
        let before = Known::Certain(refund.refunded_before);
        figures.row("returned", label, before, NOT_KNOWN);
    }
    let label = figures.say("They receive", "Le client reçoit");
    figures.row(
        "arrives",
        label,
        Known::Certain(operation.amount),
        NOT_KNOWN,
    );
    let label = fee_label(figures, told);
    figures.row("fee", label, Known::No, NOT_KNOWN_FEE);
    let left = refund
        .charged
        .checked_sub(&refund.refunded_before)
        .and_then(|left| left.checked_sub(&operation.amount));
    if let Ok(left) = left {
        let label = figures.say(
            "Can be given back after this",
            "Restera remboursable ensuite",
        );
        figures.row("left", label, Known::Certain(left), NOT_KNOWN);
    }
    after(figures, told, operation.amount);
}

fn conversion_figures(
    figures: &mut Figures,
    operation: &Operation,
    conversion: &ConversionDetails,
    told: &Told,
) {
    let label = figures.say("Leaves your wallet", "Sort de votre portefeuille");
    figures.row("leaves", label, Known::Certain(operation.amount), NOT_KNOWN);
    let preview = conversion.previewed.as_ref();
    let estimated = |money: Option<Money>| {
        money.map_or(Known::No, |money| {
            Known::Estimated(money, preview.map(|preview| preview.at))
        })
    };
    let fee = estimated(preview.and_then(|preview| preview.fee));
    let label = fee_label(figures, told);
    figures.row("fee", label, fee, ("not told", "non indiqués"));
    if let Some((preview, rate)) = preview.and_then(|it| it.rate.map(|rate| (it, rate))) {
        let (from, to) = (operation.amount.currency(), conversion.to);
        let label = figures.say("Rate", "Taux");
        let lang = figures.lang;
        figures.rows.push(FigureView {
            what: "rate".to_owned(),
            label,
            amount: None,
            words: Some(format!("1\u{a0}{from} = {}\u{a0}{to}", written(rate, lang))),
            certain: false,
            as_of: Some(preview.at),
        });
    }
    let arrives = estimated(preview.map(|preview| preview.arrives));
    let label = figures.say("Arrives", "Arrive");
    figures.row("arrives", label, arrives, NOT_KNOWN);
    after(figures, told, operation.amount);
}

/// A rate to the last digit that the provider told.
fn written(rate: Decimal, lang: Lang) -> String {
    let digits = rate.normalize().to_string();
    match lang {
        Lang::En => digits,
        Lang::Fr => digits.replace('.', ","),
    }
}

fn fee_label(figures: &Figures, told: &Told) -> String {
    let provider = told.provider;
    said(
        figures.lang,
        format!("Fee of {provider}"),
        format!("Frais de {provider}"),
    )
}

/// What the wallet would hold then, by what it held when it was last read.
fn after(figures: &mut Figures, told: &Told, leaves: Money) {
    let Some(held) = &told.held else {
        return;
    };
    let Some(available) = held.available else {
        return;
    };
    let rest = available.checked_sub(&leaves).ok();
    let rest = rest.filter(|rest| !rest.amount().is_sign_negative());
    let label = figures.say("Wallet after", "Portefeuille ensuite");
    let known = rest.map_or(Known::No, |rest| Known::Estimated(rest, Some(held.as_of)));
    let holds = MoneyView::from(available).in_words(figures.lang);
    let short = (
        format!("it held only {holds}"),
        format!("il n’avait que {holds}"),
    );
    figures.row("after", label, known, (&short.0, &short.1));
    if let (Known::No, Some(row)) = (known, figures.rows.last_mut()) {
        // What it held is as old as any other reading.
        row.as_of = Some(held.as_of);
    }
}
