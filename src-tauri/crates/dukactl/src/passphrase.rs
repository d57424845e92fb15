//! The passphrase of a file vault: from the environment, or from a person at a terminal.

use domain::{Lang, Secret, Text};
use engine::ports::VaultError;
use engine::{Class, EngineError};
use platform::PassphraseFor;
use std::io::IsTerminal as _;

const VARIABLE: &str = "DUKA_PASSPHRASE";
const OF_BACKUP: &str = "DUKA_BACKUP_PASSPHRASE";

/// Where the passphrase comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// DUKA_PASSPHRASE.
    Environment,
    /// A person, asked in this language.
    Person(Lang),
}

impl Source {
    /// The source there is. `ask` is false where nothing may be asked.
    pub(crate) fn find(ask: bool, lang: Lang) -> Result<Self, EngineError> {
        if is_in_environment() {
            return Ok(Self::Environment);
        }
        if ask && std::io::stderr().is_terminal() {
            return Ok(Self::Person(lang));
        }
        Err(EngineError::new(
            Class::BadInput,
            "passphrase_needed",
            "This home keeps its keys in a file, and its passphrase is not known here. Nothing was sent.",
            "Ce dossier garde ses clés dans un fichier, et sa phrase secrète n’est pas connue ici. Rien n’a été envoyé.",
        )
        .next(
            "Set DUKA_PASSPHRASE, or run the command at a terminal without --json.",
            "Définissez DUKA_PASSPHRASE, ou lancez la commande dans un terminal sans --json.",
        ))
    }

    /// The passphrase.
    pub(crate) fn read(self, purpose: PassphraseFor) -> Result<Secret<String>, VaultError> {
        match self {
            Self::Environment => std::env::var(VARIABLE)
                .map(Secret::new)
                .map_err(|_| VaultError::WrongPassphrase),
            Self::Person(lang) => ask(purpose, lang),
        }
    }
}

/// The passphrase of a backup, which is not that of the keys.
pub(crate) fn of_backup(
    ask: bool,
    making: bool,
    lang: Lang,
) -> Result<Secret<String>, EngineError> {
    let given = std::env::var(OF_BACKUP).ok();
    if let Some(given) = given.filter(|value| !value.is_empty()) {
        return Ok(Secret::new(given));
    }
    if !ask || !std::io::stderr().is_terminal() {
        return Err(EngineError::new(
            Class::BadInput,
            "passphrase_needed",
            "A backup is sealed with a passphrase, and none is known here. Nothing was changed.",
            "Une sauvegarde est scellée par une phrase secrète, et aucune n’est connue ici. Rien n’a été changé.",
        )
        .next(
            "Set DUKA_BACKUP_PASSPHRASE, or run the command at a terminal without --json.",
            "Définissez DUKA_BACKUP_PASSPHRASE, ou lancez la commande dans un terminal sans --json.",
        ));
    }
    let question = Text::new(
        "Passphrase of the backup. Nobody can find it again for you: ",
        "Phrase secrète de la sauvegarde. Personne ne pourra la retrouver : ",
    );
    let first = prompt(&question, lang)?;
    if making && prompt(&Text::new("Once more: ", "Encore une fois : "), lang)? != first {
        return Err(EngineError::bad(
            "passphrase",
            "passphrases_differ",
            "These are two different passphrases. No backup was made.",
            "Ce sont deux phrases secrètes différentes. Aucune sauvegarde n’a été faite.",
        ));
    }
    Ok(first)
}

/// Whether the environment brings one.
pub(crate) fn is_in_environment() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| !value.is_empty())
}

fn ask(purpose: PassphraseFor, lang: Lang) -> Result<Secret<String>, VaultError> {
    match purpose {
        PassphraseFor::Opening => prompt(
            &Text::new(
                "Passphrase of this home's keys: ",
                "Phrase secrète des clés de ce dossier : ",
            ),
            lang,
        ),
        PassphraseFor::Making => {
            let first = prompt(
                &Text::new(
                    "Choose a passphrase for the keys. Nobody can find it again for you: ",
                    "Choisissez une phrase secrète pour les clés. Personne ne pourra la retrouver : ",
                ),
                lang,
            )?;
            let second = prompt(&Text::new("Once more: ", "Encore une fois : "), lang)?;
            if first == second {
                Ok(first)
            } else {
                Err(VaultError::WrongPassphrase)
            }
        }
    }
}

fn prompt(question: &Text, lang: Lang) -> Result<Secret<String>, VaultError> {
    rpassword::prompt_password(question.in_lang(lang))
        .map(Secret::new)
        .map_err(|_| VaultError::Denied)
}
