//! What is said of a payment that may be made twice.

use super::{Remark, remark};
use crate::batch_file::Field;
use domain::OperationId;

pub(in crate::batch_file) fn same_reference(line: u32) -> Remark {
    remark(
        "reference_repeated",
        Some(Field::Reference),
        (
            format!(
                "Line {line} has the same reference. Which of the two is meant cannot be known."
            ),
            format!(
                "La ligne {line} a la même référence. On ne peut pas savoir laquelle est voulue."
            ),
        ),
        (
            "Give each row a reference of its own, or remove one.",
            "Donnez à chaque ligne sa propre référence, ou retirez-en une.",
        ),
    )
}

pub(in crate::batch_file) fn reference_used(earlier: &OperationId) -> Remark {
    let mut said = remark(
        "reference_reused",
        Some(Field::Reference),
        (
            format!("This reference stands for another payout already: {earlier}."),
            format!("Cette référence désigne déjà un autre versement : {earlier}."),
        ),
        (
            "Give the row a new reference if it is a new payout.",
            "Donnez une nouvelle référence à la ligne si c’est un nouveau versement.",
        ),
    );
    said.earlier = Some(earlier.clone());
    said
}

pub(in crate::batch_file) fn already_recorded(earlier: &OperationId) -> Remark {
    let mut said = remark(
        "already_recorded",
        None,
        (
            format!("This row was recorded before, as {earlier}. It is not sent again."),
            format!(
                "Cette ligne a déjà été enregistrée : {earlier}. Elle n’est pas envoyée de nouveau."
            ),
        ),
        ("Nothing is to be done.", "Il n’y a rien à faire."),
    );
    said.earlier = Some(earlier.clone());
    said
}

pub(in crate::batch_file) fn same_payment(line: u32) -> Remark {
    remark(
        "same_payment",
        None,
        (
            format!("Line {line} pays the same amount to the same recipient."),
            format!("La ligne {line} paie le même montant au même destinataire."),
        ),
        (
            "Remove one of them unless both are owed.",
            "Retirez-en une, sauf si les deux sont dues.",
        ),
    )
}

pub(in crate::batch_file) fn paid_lately(earlier: &OperationId) -> Remark {
    let mut said = remark(
        "possible_duplicate",
        None,
        (
            format!(
                "The same amount went to the same recipient within the last 24 hours: {earlier}."
            ),
            format!(
                "Le même montant est parti au même destinataire dans les dernières 24 heures : {earlier}."
            ),
        ),
        (
            "Remove the row unless it is owed once more.",
            "Retirez la ligne, sauf s’il est dû encore une fois.",
        ),
    );
    said.earlier = Some(earlier.clone());
    said
}

pub(in crate::batch_file) fn in_doubt(earlier: &OperationId) -> Remark {
    let mut said = remark(
        "earlier_in_doubt",
        None,
        (
            format!(
                "A payout of this amount to this recipient is still being checked: {earlier}. It may have been paid."
            ),
            format!(
                "Un versement de ce montant à ce destinataire est encore en vérification : {earlier}. Il a pu être payé."
            ),
        ),
        ("Wait until it is settled.", "Attendez qu’il soit éclairci."),
    );
    said.earlier = Some(earlier.clone());
    said
}
