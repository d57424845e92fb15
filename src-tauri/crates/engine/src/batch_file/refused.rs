//! A file that cannot be read as a list of payouts: why, and what mends it. Nothing of it was written down.

use super::field::Field;
use super::table::MOST_ROWS;
use crate::error::EngineError;

fn file(code: &str, en: impl Into<String>, fr: impl Into<String>) -> EngineError {
    EngineError::bad("file", code, en, fr)
}

pub(super) fn too_large() -> EngineError {
    file(
        "file_too_large",
        "This file is larger than 20 MB. Nothing was sent.",
        "Ce fichier dépasse 20 Mo. Rien n’a été envoyé.",
    )
    .next(
        "Keep only the columns that pay, or split it into several files.",
        "Gardez seulement les colonnes utiles, ou séparez-le en plusieurs fichiers.",
    )
}

pub(super) fn empty() -> EngineError {
    file(
        "empty_file",
        "This file holds no row to pay. Nothing was sent.",
        "Ce fichier n’a aucune ligne à payer. Rien n’a été envoyé.",
    )
    .next(
        "Choose the file with the payouts.",
        "Choisissez le fichier des versements.",
    )
}

pub(super) fn too_many_rows() -> EngineError {
    file(
        "too_many_rows",
        format!("This file has more than {MOST_ROWS} rows. Nothing was sent."),
        format!("Ce fichier a plus de {MOST_ROWS} lignes. Rien n’a été envoyé."),
    )
    .next(
        "Split it into several files.",
        "Séparez-le en plusieurs fichiers.",
    )
}

pub(super) fn too_many_columns() -> EngineError {
    file(
        "too_many_columns",
        "This file has more columns than Duka reads. Nothing was sent.",
        "Ce fichier a plus de colonnes que Duka n’en lit. Rien n’a été envoyé.",
    )
    .next(
        "Keep only the columns that pay.",
        "Gardez seulement les colonnes utiles.",
    )
}

pub(super) fn not_a_table() -> EngineError {
    file(
        "not_a_table",
        "This is neither a CSV nor an XLSX file. Nothing was sent.",
        "Ce n’est ni un fichier CSV ni un fichier XLSX. Rien n’a été envoyé.",
    )
    .next(
        "Open it in your spreadsheet and save it as XLSX or as CSV UTF-8.",
        "Ouvrez-le dans votre tableur et enregistrez-le en XLSX ou en CSV UTF-8.",
    )
}

pub(super) fn old_or_locked() -> EngineError {
    file(
        "old_or_locked_workbook",
        "This is a workbook of an old Excel (.xls), or one locked with a password. Nothing was sent.",
        "C’est un classeur d’un ancien Excel (.xls), ou protégé par un mot de passe. Rien n’a été envoyé.",
    )
    .next(
        "Save it as XLSX, without a password.",
        "Enregistrez-le en XLSX, sans mot de passe.",
    )
}

pub(super) fn damaged() -> EngineError {
    file(
        "damaged_file",
        "This workbook is damaged and cannot be read whole. Nothing was sent.",
        "Ce classeur est abîmé et ne peut pas être lu en entier. Rien n’a été envoyé.",
    )
    .next(
        "Open it in your spreadsheet and save it again as XLSX.",
        "Ouvrez-le dans votre tableur et enregistrez-le de nouveau en XLSX.",
    )
}

pub(super) fn unpacks_too_large() -> EngineError {
    file(
        "unpacks_too_large",
        "This workbook is far larger inside than its file is. Duka does not open it. Nothing was sent.",
        "Ce classeur est bien plus grand dedans que son fichier. Duka ne l’ouvre pas. Rien n’a été envoyé.",
    )
    .next(
        "Copy the rows into a new workbook, without pictures or formats.",
        "Copiez les lignes dans un nouveau classeur, sans images ni mises en forme.",
    )
}

pub(super) fn no_sheet() -> EngineError {
    file(
        "no_sheet",
        "This workbook shows no sheet with cells. Nothing was sent.",
        "Ce classeur ne montre aucune feuille avec des cellules. Rien n’a été envoyé.",
    )
    .next(
        "Show the sheet with the payouts.",
        "Affichez la feuille des versements.",
    )
}

pub(super) fn open_quote(line: u32) -> EngineError {
    file(
        "open_quote",
        format!("A quotation mark opened on line {line} is never closed, so the rows below it cannot be told apart. Nothing was sent."),
        format!("Un guillemet ouvert à la ligne {line} n’est jamais fermé : les lignes suivantes ne se distinguent plus. Rien n’a été envoyé."),
    )
    .next("Remove it, or double it where it belongs to the text.", "Retirez-le, ou doublez-le s’il fait partie du texte.")
}

pub(super) fn stray_quote(line: u32) -> EngineError {
    file(
        "stray_quote",
        format!("On line {line}, text follows a closing quotation mark, so its cells cannot be told apart. Nothing was sent."),
        format!("À la ligne {line}, du texte suit un guillemet fermant : ses cellules ne se distinguent plus. Rien n’a été envoyé."),
    )
    .next("Double the marks that belong to the text.", "Doublez les guillemets qui font partie du texte.")
}

pub(super) fn no_header(titles: &[&str]) -> EngineError {
    let seen: Vec<String> = titles
        .iter()
        .map(|title| title.chars().take(24).collect())
        .collect();
    let seen = seen.join(", ");
    file(
        "no_header",
        format!("No row names the columns. One must say at least `reference`, `phone` and `amount`; the first row says: {seen}. Nothing was sent."),
        format!("Aucune ligne ne nomme les colonnes. Il faut au moins « référence », « téléphone » et « montant » ; la première ligne dit : {seen}. Rien n’a été envoyé."),
    )
    .next("Put the titles in the first row.", "Mettez les titres dans la première ligne.")
}

pub(super) fn two_columns(field: Field, one: &str, other: &str) -> EngineError {
    let label = field.label();
    file(
        "two_columns",
        format!(
            "Two columns could be the {}: `{one}` and `{other}`. Nothing was sent.",
            label.en
        ),
        format!(
            "Deux colonnes pourraient être « {} » : « {one} » et « {other} ». Rien n’a été envoyé.",
            label.fr
        ),
    )
    .next(
        "Rename one of them, or say which one it is.",
        "Renommez l’une d’elles, ou dites laquelle c’est.",
    )
}

pub(super) fn missing_columns(missing: &[Field]) -> EngineError {
    let labels: Vec<_> = missing.iter().map(|field| field.label()).collect();
    let en: Vec<String> = labels
        .iter()
        .map(|label| format!("`{}`", label.en))
        .collect();
    let fr: Vec<String> = labels
        .iter()
        .map(|label| format!("« {} »", label.fr))
        .collect();
    file(
        "missing_column",
        format!("No column is called {}. Nothing was sent.", en.join(" or ")),
        format!(
            "Aucune colonne ne s’appelle {}. Rien n’a été envoyé.",
            fr.join(" ou ")
        ),
    )
    .next(
        "Add it: each row needs a reference of its own, so that no row is paid twice.",
        "Ajoutez-la : chaque ligne a besoin de sa propre référence, pour n’être payée qu’une fois.",
    )
}

pub(super) fn nobody_to_pay() -> EngineError {
    file(
        "missing_column",
        "No column says who is paid: a phone, an account number at a bank, or a contact. Nothing was sent.",
        "Aucune colonne ne dit qui est payé : un téléphone, un numéro de compte ou un contact. Rien n’a été envoyé.",
    )
    .next("Add a column called `phone`.", "Ajoutez une colonne « téléphone ».")
}
