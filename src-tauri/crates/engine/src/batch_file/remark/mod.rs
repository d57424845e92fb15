//! What is said of a row: why it is not paid, or what a person should look at before it is.

mod amounts;
mod recipients;
mod repeats;

pub(super) use amounts::*;
pub(super) use recipients::*;
pub(super) use repeats::*;

use super::field::Field;
use crate::error::EngineError;
use domain::{OperationId, Text};

/// A fault, or a warning, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// A short word for the machine.
    pub code: &'static str,
    /// The column it is about; none is the row as a whole.
    pub field: Option<Field>,
    /// What is so.
    pub message: Text,
    /// What mends it.
    pub next: Text,
    /// The earlier operation that it speaks of.
    pub earlier: Option<OperationId>,
}

fn remark(
    code: &'static str,
    field: Option<Field>,
    message: (impl Into<String>, impl Into<String>),
    next: (&str, &str),
) -> Remark {
    Remark {
        code,
        field,
        message: Text::new(message.0, message.1),
        next: Text::new(next.0, next.1),
        earlier: None,
    }
}

impl Remark {
    /// What stands against one payout stands against the row that asks for it.
    pub(crate) fn of_error(error: &EngineError) -> Self {
        Self {
            code: "not_payable",
            field: None,
            message: error.message.clone(),
            next: error
                .next
                .clone()
                .unwrap_or_else(|| Text::new("Correct the row.", "Corrigez la ligne.")),
            earlier: error.operation.as_ref().map(|it| it.id.clone()),
        }
    }
}

/// As much of a cell as a sentence can hold.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

pub(super) fn missing(field: Field) -> Remark {
    let label = field.label();
    remark(
        "missing",
        Some(field),
        (
            format!("This row has no {}.", label.en),
            format!("Cette ligne n’a pas de valeur « {} ».", label.fr),
        ),
        ("Fill it in.", "Remplissez-la."),
    )
}

pub(super) fn too_long(field: Field, longest: usize) -> Remark {
    let label = field.label();
    remark(
        "too_long",
        Some(field),
        (
            format!("The {} has more than {longest} characters.", label.en),
            format!("« {} » dépasse {longest} caractères.", label.fr),
        ),
        ("Shorten it.", "Raccourcissez-la."),
    )
}

pub(super) fn odd_characters(field: Field) -> Remark {
    let label = field.label();
    remark(
        "odd_characters",
        Some(field),
        (
            format!(
                "The {} holds a line break or an invisible character.",
                label.en
            ),
            format!(
                "« {} » contient un retour à la ligne ou un caractère invisible.",
                label.fr
            ),
        ),
        (
            "Type it again, on one line.",
            "Saisissez-la de nouveau, sur une ligne.",
        ),
    )
}

pub(super) fn became_a_date(field: Field) -> Remark {
    let label = field.label();
    remark(
        "became_a_date",
        Some(field),
        (
            format!(
                "The spreadsheet made the {} a date, so what was typed is lost.",
                label.en
            ),
            format!(
                "Le tableur a fait de « {} » une date : ce qui a été saisi est perdu.",
                label.fr
            ),
        ),
        (
            "Format the column as text, then type it again.",
            "Mettez la colonne au format texte, puis saisissez-la de nouveau.",
        ),
    )
}

pub(super) fn broken_formula(field: Field) -> Remark {
    let label = field.label();
    remark(
        "broken_formula",
        Some(field),
        (
            format!(
                "The formula of the {} has no result, or an error.",
                label.en
            ),
            format!(
                "La formule de « {} » n’a pas de résultat, ou une erreur.",
                label.fr
            ),
        ),
        (
            "Mend the formula, or type the value.",
            "Corrigez la formule, ou saisissez la valeur.",
        ),
    )
}

pub(super) fn digits_lost(field: Field, text: &str) -> Remark {
    let label = field.label();
    let text = shown(text);
    remark(
        "digits_lost",
        Some(field),
        (
            format!(
                "The spreadsheet wrote the {} as `{text}`: it took the digits for a quantity and lost some of them.",
                label.en
            ),
            format!(
                "Le tableur a écrit « {} » comme « {text} » : il a pris les chiffres pour une quantité et en a perdu.",
                label.fr
            ),
        ),
        (
            "Format the column as text, type the number again, then save.",
            "Mettez la colonne au format texte, saisissez de nouveau le numéro, puis enregistrez.",
        ),
    )
}

pub(super) fn digits_kept(field: Field, read: &str) -> Remark {
    let label = field.label();
    remark(
        "digits_kept",
        Some(field),
        (
            format!(
                "The spreadsheet keeps the {} as a quantity. All digits are still there: it is read as {read}.",
                label.en
            ),
            format!(
                "Le tableur garde « {} » comme une quantité. Tous les chiffres y sont : il est lu {read}.",
                label.fr
            ),
        ),
        ("Compare it with your list.", "Comparez avec votre liste."),
    )
}

/// What the rest of the engine says of a phone or an amount, said of a row.
pub(super) fn from_error(code: &'static str, field: Field, error: &EngineError) -> Remark {
    Remark {
        code,
        field: Some(field),
        message: error.message.clone(),
        next: Text::new("Correct it.", "Corrigez cette cellule."),
        earlier: None,
    }
}

pub(super) fn other_currency(text: &str, taken: &str) -> Remark {
    let text = shown(text);
    remark(
        "currency_not_of_account",
        Some(Field::Currency),
        (
            format!("`{text}` is not a currency of this account, which pays in {taken}."),
            format!("« {text} » n’est pas une devise de ce compte, qui paie en {taken}."),
        ),
        (
            "Correct the currency, or choose another account.",
            "Corrigez la devise, ou choisissez un autre compte.",
        ),
    )
}

pub(super) fn cells_beyond(title_count: usize) -> Remark {
    remark(
        "cells_beyond",
        None,
        (
            format!(
                "This row has more cells than the {title_count} titles: something in it was cut in two."
            ),
            format!(
                "Cette ligne a plus de cellules que les {title_count} titres : quelque chose y a été coupé en deux."
            ),
        ),
        (
            "Put the text that holds a comma or semicolon between quotation marks.",
            "Mettez entre guillemets le texte qui contient une virgule ou un point-virgule.",
        ),
    )
}

pub(super) fn several_lines() -> Remark {
    remark(
        "several_lines",
        None,
        (
            "A cell of this row goes over several lines, and may have swallowed rows.",
            "Une cellule de cette ligne s’étend sur plusieurs lignes, et a pu avaler des lignes.",
        ),
        (
            "Look for a stray quotation mark.",
            "Cherchez un guillemet de trop.",
        ),
    )
}

pub(super) fn hidden() -> Remark {
    remark(
        "hidden_row",
        None,
        (
            "This row is hidden in the workbook, by a filter perhaps. It would be paid like the others.",
            "Cette ligne est masquée dans le classeur, par un filtre peut-être. Elle serait payée comme les autres.",
        ),
        (
            "Remove it from the file if it is not to be paid.",
            "Retirez-la du fichier si elle ne doit pas être payée.",
        ),
    )
}
