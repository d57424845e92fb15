//! What is said of who is paid.

use super::{Remark, remark, shown};
use crate::batch_file::Field;
use domain::Text;

pub(in crate::batch_file) fn zero_restored(read: &str) -> Remark {
    remark(
        "zero_restored",
        Some(Field::Phone),
        (
            format!("The first zero was lost, as spreadsheets do. The number is read as {read}."),
            format!(
                "Le premier zéro a été perdu, comme dans les tableurs. Le numéro est lu {read}."
            ),
        ),
        ("Compare it with your list.", "Comparez avec votre liste."),
    )
}

pub(in crate::batch_file) fn letters_in_phone(text: &str) -> Remark {
    let text = shown(text);
    remark(
        "letters_in_phone",
        Some(Field::Phone),
        (
            format!("`{text}` holds something that is no digit. An O is not a zero."),
            format!("« {text} » contient autre chose que des chiffres. Un O n’est pas un zéro."),
        ),
        ("Write digits only.", "Écrivez seulement des chiffres."),
    )
}

pub(in crate::batch_file) fn unknown_network(text: &str, known: &str) -> Remark {
    let text = shown(text);
    remark(
        "unknown_network",
        Some(Field::Network),
        (
            format!("`{text}` is not a network here: {known}."),
            format!("« {text} » n’est pas un réseau d’ici : {known}."),
        ),
        ("Correct the network.", "Corrigez le réseau."),
    )
}

pub(in crate::batch_file) fn network_differs(told: &str, likely: &str) -> Remark {
    remark(
        "network_differs",
        Some(Field::Network),
        (
            format!(
                "The row says {told}; the number begins like one of {likely}. Numbers do move between networks."
            ),
            format!(
                "La ligne dit {told} ; le numéro commence comme ceux de {likely}. Un numéro peut changer de réseau."
            ),
        ),
        ("Look at it once more.", "Regardez-le encore une fois."),
    )
}

pub(in crate::batch_file) fn not_offered(field: Field, offered: &Text) -> Remark {
    let label = field.label();
    remark(
        "not_offered",
        Some(field),
        (
            format!(
                "This account cannot pay by {}. It pays to: {}.",
                label.en, offered.en
            ),
            format!(
                "Ce compte ne peut pas payer par « {} ». Il paie vers : {}.",
                label.fr, offered.fr
            ),
        ),
        (
            "Choose another account, or empty the cell.",
            "Choisissez un autre compte, ou videz la cellule.",
        ),
    )
}

pub(in crate::batch_file) fn two_recipients(one: Field, other: Field) -> Remark {
    let (one, other) = (one.label(), other.label());
    remark(
        "two_recipients",
        None,
        (
            format!("This row names two to pay: {} and {}.", one.en, other.en),
            format!(
                "Cette ligne désigne deux destinataires : « {} » et « {} ».",
                one.fr, other.fr
            ),
        ),
        ("Leave one of them empty.", "Laissez l’un d’eux vide."),
    )
}
