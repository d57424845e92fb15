//! Why the system refused a file or a port, in both languages: its own words are of one language only, and end in a number.

use std::io::{Error, ErrorKind};

/// A clause in English and in French, to stand behind a colon. What is rare keeps the system's own words.
#[must_use]
pub fn why_refused(error: &Error) -> (String, String) {
    let (en, fr) = match error.kind() {
        ErrorKind::NotFound => ("it is not there", "il n’existe pas"),
        ErrorKind::PermissionDenied => ("this user may not", "cet utilisateur n’en a pas le droit"),
        ErrorKind::ReadOnlyFilesystem => (
            "this disk can only be read",
            "ce disque est en lecture seule",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("the disk is full", "le disque est plein")
        }
        ErrorKind::AlreadyExists => (
            "something of this name is there already",
            "ce nom est déjà pris",
        ),
        ErrorKind::NotADirectory => ("a file stands in the way", "un fichier est à cette place"),
        ErrorKind::IsADirectory => ("it is a folder", "c’est un dossier"),
        ErrorKind::AddrInUse => ("another program uses it", "un autre programme l’utilise"),
        ErrorKind::TimedOut => ("the disk does not answer", "le disque ne répond pas"),
        _ => return (error.to_string(), error.to_string()),
    };
    (en.to_owned(), fr.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_both_languages_and_without_the_systems_number() {
        // What the system says to writing where nobody but it may, to making a folder inside of a file, and to a full disk.
        for number in [13, 20, 28, 30] {
            let error = Error::from_raw_os_error(number);
            let (en, fr) = why_refused(&error);
            assert_ne!(en, fr, "{error}");
            for said in [en, fr] {
                assert!(!said.contains("os error"), "{said}");
            }
        }
        let (_, rare) = why_refused(&Error::from_raw_os_error(5));
        assert!(rare.contains("os error 5"), "{rare}");
    }
}
