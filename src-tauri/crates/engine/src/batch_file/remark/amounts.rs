//! What is said of amounts.

use super::{Remark, remark, shown};
use crate::batch_file::Field;
use domain::Money;

pub(in crate::batch_file) fn ambiguous_amount(text: &str) -> Remark {
    let text = shown(text);
    remark(
        "ambiguous_amount",
        Some(Field::Amount),
        (
            format!("`{text}` can be thousands or decimals, a thousand times apart."),
            format!(
                "« {text} » peut être des milliers ou des décimales, mille fois plus ou moins."
            ),
        ),
        (
            "Write it without a mark between thousands, for example 25000.",
            "Écrivez-le sans séparateur de milliers, par exemple 25000.",
        ),
    )
}

pub(in crate::batch_file) fn long_amount(text: &str) -> Remark {
    let text = shown(text);
    remark(
        "long_amount",
        Some(Field::Amount),
        (
            format!("The cell shows less than it holds: {text}."),
            format!("La cellule montre moins qu’elle ne contient : {text}."),
        ),
        (
            "Round it in the spreadsheet.",
            "Arrondissez-le dans le tableur.",
        ),
    )
}

pub(in crate::batch_file) fn split_amount(amount: &str, behind: &str) -> Remark {
    remark(
        "split_amount",
        Some(Field::Amount),
        (
            format!(
                "The amount {amount} is followed by a cell `{behind}`: `{amount},{behind}` may have been cut in two by the comma."
            ),
            format!(
                "Le montant {amount} est suivi d’une cellule « {behind} » : « {amount},{behind} » a pu être coupé par la virgule."
            ),
        ),
        (
            "Write the amount without a comma, for example 25000.",
            "Écrivez le montant sans virgule, par exemple 25000.",
        ),
    )
}

pub(in crate::batch_file) fn below_least(least: Money) -> Remark {
    remark(
        "amount_too_small",
        Some(Field::Amount),
        (
            format!("The least that can be sent at once is {least}."),
            format!("Le minimum par envoi est de {least}."),
        ),
        ("Raise it.", "Augmentez-le."),
    )
}

pub(in crate::batch_file) fn above_most(most: Money) -> Remark {
    remark(
        "amount_too_large",
        Some(Field::Amount),
        (
            format!("The most that can be sent at once is {most}."),
            format!("Le maximum par envoi est de {most}."),
        ),
        (
            "Split it into several rows.",
            "Séparez-le en plusieurs lignes.",
        ),
    )
}

pub(in crate::batch_file) fn unusual_amount(limit: Money) -> Remark {
    remark(
        "unusual_amount",
        Some(Field::Amount),
        (
            format!("This amount is beyond the usual limit of {limit}."),
            format!("Ce montant dépasse la limite habituelle de {limit}."),
        ),
        ("Look at it once more.", "Regardez-le encore une fois."),
    )
}
