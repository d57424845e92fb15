//! Why there is no backup, in words for a person.

use super::{BackupError, SHORTEST_PASSPHRASE};
use engine::{Class, EngineError};

impl From<BackupError> for EngineError {
    fn from(error: BackupError) -> Self {
        let (code, en, fr, next) = match &error {
            BackupError::WrongPassphrase => (
                "wrong_passphrase",
                "This passphrase does not open the backup. Nothing was changed.".to_owned(),
                "Cette phrase secrète n’ouvre pas la sauvegarde. Rien n’a été changé.".to_owned(),
                ("Type the passphrase again.", "Saisissez de nouveau la phrase secrète."),
            ),
            BackupError::NotABackup => (
                "not_a_backup",
                "This file is not a backup of Duka’s. Nothing was changed.".to_owned(),
                "Ce fichier n’est pas une sauvegarde de Duka. Rien n’a été changé.".to_owned(),
                ("Choose another file.", "Choisissez un autre fichier."),
            ),
            BackupError::Cut => (
                "cut_backup",
                "A part of this backup is missing or was changed. Nothing was restored, nothing was changed.".to_owned(),
                "Une partie de cette sauvegarde manque ou a été modifiée. Rien n’a été restauré ni changé.".to_owned(),
                (
                    "Copy it again from where it was kept, or choose an earlier one.",
                    "Recopiez-la depuis l’endroit où elle était gardée, ou choisissez-en une plus ancienne.",
                ),
            ),
            BackupError::Newer => (
                "newer_backup",
                "A newer Duka made this backup. Nothing was changed.".to_owned(),
                "Un Duka plus récent a fait cette sauvegarde. Rien n’a été changé.".to_owned(),
                ("Install the newer Duka, then restore.", "Installez le Duka plus récent, puis restaurez."),
            ),
            BackupError::Short => {
                return Self::bad(
                    "passphrase",
                    "passphrase_short",
                    format!("A passphrase has at least {SHORTEST_PASSPHRASE} characters. No backup was made."),
                    format!("Une phrase secrète a au moins {SHORTEST_PASSPHRASE} caractères. Aucune sauvegarde n’a été faite."),
                );
            }
            BackupError::Busy => (
                "backup_busy",
                "Another backup or restore of these books is under way. Nothing was changed.".to_owned(),
                "Une autre sauvegarde ou restauration de ces cahiers est en cours. Rien n’a été changé.".to_owned(),
                ("Wait until it is done, then try again.", "Attendez qu’elle soit finie, puis réessayez."),
            ),
            BackupError::Nothing => (
                "nothing_to_keep",
                "There are no books here yet, so there is nothing to keep.".to_owned(),
                "Il n’y a pas encore de cahiers ici : il n’y a rien à garder.".to_owned(),
                ("Open Duka here first.", "Ouvrez d’abord Duka ici."),
            ),
            BackupError::Full => (
                "disk_full",
                "The disk is full. No backup is left half made, and nothing was changed.".to_owned(),
                "Le disque est plein. Aucune sauvegarde à moitié faite ne reste, et rien n’a été changé.".to_owned(),
                ("Free some space, then try again.", "Libérez de la place, puis réessayez."),
            ),
            BackupError::Io(what) => (
                "backup_failed",
                format!("The disk refused: {what}. Nothing was changed."),
                format!("Le disque a refusé : {what}. Rien n’a été changé."),
                ("Look at the disk, then try again.", "Regardez le disque, puis réessayez."),
            ),
        };
        Self::new(Class::Failed, code, en, fr).next(next.0, next.1)
    }
}
