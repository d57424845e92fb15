//! What only the window can run into, in both languages. All else comes from the engine with its sentence.

use crate::shown::Shown;
use engine::view::ErrorView;
use engine::{Class, EngineError, why_refused};
use platform::HomeError;
use std::fmt::Display;

/// What is said on the way to an answer. Refusals are rare and large, so they stand aside.
pub(crate) type Said<T> = Result<T, Box<ErrorView>>;

/// What a command answers: a view for the eyes of whoever sits there. Nothing else fits, so no command can forget them.
pub(crate) type Answer<T> = Said<Shown<T>>;

pub(crate) fn locked() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "locked",
        "The desk is locked: somebody has to sign in first. Nothing was done.",
        "Le poste est verrouillé : quelqu’un doit d’abord s’identifier. Rien n’a été fait.",
    )
    .next("Type your PIN.", "Saisissez votre code.")
}

pub(crate) fn not_allowed() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "not_allowed",
        "This is not yours to see or do here. Nothing was done.",
        "Ceci ne vous revient pas ici. Rien n’a été fait.",
    )
    .next("Ask an owner.", "Demandez à un propriétaire.")
}

pub(crate) fn already_open() -> EngineError {
    EngineError::new(
        Class::Failed,
        "already_open",
        "Duka is already open on this computer. This second window does nothing.",
        "Duka est déjà ouvert sur cet ordinateur. Cette deuxième fenêtre ne fait rien.",
    )
    .next(
        "Use the window that is open, and close this one.",
        "Utilisez la fenêtre déjà ouverte et fermez celle-ci.",
    )
}

pub(crate) fn leaving() -> EngineError {
    EngineError::new(
        Class::Failed,
        "leaving",
        "Duka is being closed. Nothing was sent.",
        "Duka se ferme. Rien n’a été envoyé.",
    )
}

pub(crate) fn no_home() -> EngineError {
    EngineError::new(
        Class::Failed,
        "no_home",
        "The system names no place for a user's data. Nothing was sent.",
        "Le système n’indique pas de place pour les données. Rien n’a été envoyé.",
    )
    .next(
        "Set DUKA_HOME to a folder of yours.",
        "Mettez dans DUKA_HOME un dossier à vous.",
    )
}

pub(crate) fn home(error: HomeError) -> EngineError {
    let path = error.path.display();
    let (en, fr) = why_refused(&error.source);
    EngineError::new(
        Class::Failed,
        "home",
        format!("Duka’s folder cannot be used: {path}: {en}. Nothing was sent."),
        format!(
            "Le dossier de Duka ne peut pas être utilisé : {path} : {fr}. Rien n’a été envoyé."
        ),
    )
    .next(
        "Make the folder writable, then open Duka again.",
        "Rendez le dossier accessible en écriture, puis rouvrez Duka.",
    )
}

pub(crate) fn network(error: impl Display) -> EngineError {
    EngineError::new(
        Class::Failed,
        "network_set_up",
        format!("The network could not be set up: {error}. Nothing was sent."),
        format!("Le réseau n’a pas pu être préparé : {error}. Rien n’a été envoyé."),
    )
}

pub(crate) fn practice(error: impl Display) -> EngineError {
    EngineError::new(
        Class::Failed,
        "practice",
        format!("Practice could not be opened: {error}. Your own money is not touched by it."),
        format!("L’exercice n’a pas pu être ouvert : {error}. Votre argent n’y est pas mêlé."),
    )
}

pub(crate) fn passphrase_needed() -> EngineError {
    EngineError::new(
        Class::Failed,
        "passphrase_needed",
        "This home keeps its keys in a file, and its passphrase is not known here. Nothing can be sent.",
        "Ce dossier garde ses clés dans un fichier, et sa phrase secrète n’est pas connue ici. Rien ne peut partir.",
    )
    .next(
        "Start Duka with DUKA_PASSPHRASE set.",
        "Lancez Duka avec DUKA_PASSPHRASE.",
    )
}

pub(crate) fn not_saved(error: &std::io::Error) -> EngineError {
    let (en, fr) = why_refused(error);
    EngineError::new(
        Class::Failed,
        "not_saved",
        format!("The file could not be written: {en}. It counts as printed, so the next one says that it is a copy."),
        format!("Le fichier n’a pas pu être écrit : {fr}. Il compte comme imprimé : le prochain portera la mention duplicata."),
    )
    .next(
        "Free some space, then save it again.",
        "Libérez de la place, puis enregistrez-le de nouveau.",
    )
}

pub(crate) fn in_practice() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "in_practice",
        "This is practice: a backup is of the shop’s own books. Nothing was written.",
        "C’est l’exercice : une sauvegarde est celle des vrais cahiers. Rien n’a été écrit.",
    )
    .next(
        "Leave practice, then make it.",
        "Quittez l’exercice, puis faites-la.",
    )
}

pub(crate) fn another_than_shown() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "review_differs",
        "What was confirmed is not what was shown. Nothing was sent.",
        "Ce qui a été confirmé n’est pas ce qui était affiché. Rien n’a été envoyé.",
    )
    .next("Open it again.", "Rouvrez-le.")
}

pub(crate) fn no_file_open() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "no_file_open",
        "No file of payouts lies open here any more. Nothing was sent.",
        "Aucun fichier de paiements n’est plus ouvert ici. Rien n’a été envoyé.",
    )
    .next("Choose the file again.", "Choisissez le fichier à nouveau.")
}

pub(crate) fn nothing_to_send() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "nothing_to_send",
        "No row of this file is left to be sent. Nothing was sent.",
        "Aucune ligne de ce fichier ne reste à envoyer. Rien n’a été envoyé.",
    )
}

pub(crate) fn unwritten(path: &std::path::Path, error: &std::io::Error) -> EngineError {
    let path = path.display();
    let (en, fr) = why_refused(error);
    EngineError::new(
        Class::Failed,
        "unwritten",
        format!("{path} could not be written: {en}."),
        format!("{path} n’a pas pu être écrit : {fr}."),
    )
    .next(
        "Make room or choose another folder for downloads, then save again.",
        "Libérez de la place ou changez le dossier des téléchargements, puis enregistrez à nouveau.",
    )
}

pub(crate) fn not_damaged() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "not_damaged",
        "The book is not damaged: all of it can be read in Transactions. Nothing was written.",
        "Le cahier n’est pas abîmé : tout se lit dans Transactions. Rien n’a été écrit.",
    )
}

pub(crate) fn one_export() -> EngineError {
    EngineError::new(
        Class::Failed,
        "one_export",
        "A file is being written already. One at a time.",
        "Un fichier est déjà en train d’être écrit. Un seul à la fois.",
    )
    .next(
        "Wait until it is done, or stop it.",
        "Attendez la fin, ou arrêtez-le.",
    )
}

pub(crate) fn not_understood(field: &str) -> EngineError {
    EngineError::bad(
        field,
        "not_understood",
        "This is not of the kind that is asked for here. Nothing was sent.",
        "Ceci n’est pas du genre demandé ici. Rien n’a été envoyé.",
    )
}

pub(crate) fn too_long(field: &str, most: usize) -> EngineError {
    EngineError::bad(
        field,
        "too_long",
        format!("This has more than {most} characters. Nothing was sent."),
        format!("Ceci dépasse {most} caractères. Rien n’a été envoyé."),
    )
}
