//! What went wrong before or beside the money: never an operation's fate, that is its state.

use crate::ports::{SendError, VaultError};
use crate::view::{ErrorView, OperationView};
use domain::{IdError, Lang, MoneyError, Operation, PhoneError, Refusal, RefusalKind, Text};
use store::StoreError;

/// The sort of trouble; the command line's exit code follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Disk, keyring, network before sending.
    Failed,
    /// Bad input, or a guard. Nothing was sent.
    BadInput,
    /// The provider refused.
    Refused,
    /// Sent, fate unknown.
    InDoubt,
    /// No such thing.
    NotFound,
}

/// An error with a word for the machine, a sentence for the person and the one safe next step.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}: {}", message.en)]
pub struct EngineError {
    /// The sort.
    pub class: Class,
    /// A short word.
    pub code: String,
    /// What happened, and what it means for the money.
    pub message: Text,
    /// The input field to mend, by its name on the command line.
    pub field: Option<String>,
    /// The one safe next step.
    pub next: Option<Text>,
    /// The operation it is about.
    pub operation: Option<Box<Operation>>,
}

/// The engine's results.
pub type Result<T> = std::result::Result<T, EngineError>;

impl EngineError {
    /// An error of a class.
    pub fn new(class: Class, code: &str, en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self {
            class,
            code: code.to_owned(),
            message: Text::new(en, fr),
            field: None,
            next: None,
            operation: None,
        }
    }

    /// Bad input in one field. Nothing was sent.
    pub fn bad(field: &str, code: &str, en: impl Into<String>, fr: impl Into<String>) -> Self {
        let mut error = Self::new(Class::BadInput, code, en, fr);
        error.field = Some(field.to_owned());
        error
    }

    /// No such thing.
    pub fn no_such(what_en: &str, what_fr: &str, id: &str) -> Self {
        let id: String = id.chars().take(60).collect();
        Self::new(
            Class::NotFound,
            "not_found",
            format!("There is no {what_en} `{id}` here."),
            format!("Il n’y a pas de {what_fr} « {id} » ici."),
        )
    }

    /// With the next step.
    #[must_use]
    pub fn next(mut self, en: &str, fr: &str) -> Self {
        self.next = Some(Text::new(en, fr));
        self
    }

    /// With the operation it is about.
    #[must_use]
    pub fn about(mut self, operation: Operation) -> Self {
        self.operation = Some(Box::new(operation));
        self
    }

    /// As it leaves.
    #[must_use]
    pub fn view(&self, lang: Lang) -> ErrorView {
        ErrorView {
            code: self.code.clone(),
            message: self.message.in_lang(lang).to_owned(),
            field: self.field.clone(),
            next: self.next.as_ref().map(|text| text.in_lang(lang).to_owned()),
            operation: self
                .operation
                .as_deref()
                .map(|operation| OperationView::new(operation, &[], lang)),
        }
    }
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        let nothing_lost = (
            "Nothing was sent and nothing is lost.",
            "Rien n’a été envoyé et rien n’est perdu.",
        );
        let (code, en, fr, next) = match &error {
            StoreError::Newer { file, found, known } => (
                "newer_database",
                format!(
                    "{} was written by a newer Duka (version {found}; this one knows {known}). It was not touched.",
                    name(file)
                ),
                format!(
                    "{} a été écrit par un Duka plus récent (version {found} ; celui-ci connaît la {known}). Rien n’y a été touché.",
                    name(file)
                ),
                Some((
                    "Install the newer Duka again.",
                    "Réinstallez le Duka plus récent.",
                )),
            ),
            StoreError::Damaged { file, .. } => (
                "damaged_database",
                format!("{} is damaged. Nothing is sent while it is.", name(file)),
                format!(
                    "{} est abîmé. Rien ne part tant que c’est le cas.",
                    name(file)
                ),
                Some((
                    "Keep the file and restore a copy of it.",
                    "Gardez le fichier et restaurez une copie.",
                )),
            ),
            StoreError::Full { .. } => (
                "disk_full",
                format!(
                    "The disk is full, so Duka cannot write down what it does. {}",
                    nothing_lost.0
                ),
                format!(
                    "Le disque est plein : Duka ne peut pas noter ce qu’il fait. {}",
                    nothing_lost.1
                ),
                Some((
                    "Free some space, then try again.",
                    "Libérez de la place, puis réessayez.",
                )),
            ),
            StoreError::Io { file, .. } => (
                "disk_failed",
                format!(
                    "The disk refused to read or write {}. {}",
                    name(file),
                    nothing_lost.0
                ),
                format!(
                    "Le disque a refusé de lire ou d’écrire {}. {}",
                    name(file),
                    nothing_lost.1
                ),
                Some((
                    "Have the disk looked at, then try again.",
                    "Faites examiner le disque, puis réessayez.",
                )),
            ),
            StoreError::ReadOnly { file } => (
                "read_only",
                format!("{} cannot be written. {}", name(file), nothing_lost.0),
                format!("{} ne peut pas être écrit. {}", name(file), nothing_lost.1),
                None,
            ),
            StoreError::Busy => (
                "busy",
                format!("Another program holds Duka’s book. {}", nothing_lost.0),
                format!(
                    "Un autre programme tient le cahier de Duka. {}",
                    nothing_lost.1
                ),
                Some(("Try again in a moment.", "Réessayez dans un moment.")),
            ),
            StoreError::Stale { operation } => (
                "changed_meanwhile",
                format!("{operation} changed meanwhile. Nothing was overwritten."),
                format!("{operation} a changé entre-temps. Rien n’a été écrasé."),
                Some(("Look at it again.", "Regardez-la de nouveau.")),
            ),
            other => (
                "store",
                format!("Duka’s book could not be read or written: {other}."),
                format!("Le cahier de Duka n’a pas pu être lu ou écrit : {other}."),
                None,
            ),
        };
        let built = Self::new(Class::Failed, code, en, fr);
        match next {
            Some((en, fr)) => built.next(en, fr),
            None => built,
        }
    }
}

fn name(file: &std::path::Path) -> String {
    file.file_name().map_or_else(
        || file.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    )
}

impl From<VaultError> for EngineError {
    fn from(error: VaultError) -> Self {
        let (code, en, fr, next_en, next_fr) = match &error {
            VaultError::NoService => (
                "no_keyring",
                "No keyring service runs in this session, so Duka has nowhere safe to keep or read keys. Nothing was sent.".to_owned(),
                "Aucun trousseau de clés ne fonctionne dans cette session : Duka n’a pas d’endroit sûr pour garder ou lire les clés. Rien n’a été envoyé.".to_owned(),
                "Start a keyring (for example GNOME Keyring), or set this home up with the file vault.",
                "Démarrez un trousseau (par exemple GNOME Keyring), ou installez Duka avec le coffre en fichier.",
            ),
            VaultError::Locked => (
                "keyring_locked",
                "The keyring is locked, so the keys cannot be read. They are not lost. Nothing was sent.".to_owned(),
                "Le trousseau est verrouillé : les clés ne peuvent pas être lues. Elles ne sont pas perdues. Rien n’a été envoyé.".to_owned(),
                "Unlock the keyring (log in again), then try again.",
                "Déverrouillez le trousseau (reconnectez-vous), puis réessayez.",
            ),
            VaultError::Missing => (
                "no_keys",
                "The keyring is open and holds no keys for this account. Nothing was sent.".to_owned(),
                "Le trousseau est ouvert et n’a pas de clés pour ce compte. Rien n’a été envoyé.".to_owned(),
                "Enter the account’s keys again.",
                "Saisissez de nouveau les clés du compte.",
            ),
            VaultError::Denied => (
                "keyring_denied",
                "The system did not let Duka use the keyring. Nothing was sent.".to_owned(),
                "Le système n’a pas laissé Duka utiliser le trousseau. Rien n’a été envoyé.".to_owned(),
                "Allow Duka when the system asks, then try again.",
                "Autorisez Duka quand le système le demande, puis réessayez.",
            ),
            VaultError::WrongPassphrase => (
                "wrong_passphrase",
                "This passphrase does not open the vault. Nothing was sent.".to_owned(),
                "Cette phrase secrète n’ouvre pas le coffre. Rien n’a été envoyé.".to_owned(),
                "Type the passphrase again.",
                "Saisissez de nouveau la phrase secrète.",
            ),
            VaultError::OtherKind { set_up, asked } => (
                "other_vault",
                format!("This home keeps its keys in `{set_up}`, not in `{asked}`. A home has one kind of vault for good."),
                format!("Ce dossier garde ses clés dans « {set_up} », pas dans « {asked} ». Un dossier n’a qu’une sorte de coffre."),
                "Leave `--vault` out.",
                "Retirez « --vault ».",
            ),
            VaultError::Broken(what) => (
                "vault",
                format!("The keys could not be reached: {what}."),
                format!("Les clés n’ont pas pu être atteintes : {what}. Rien n’a été envoyé."),
                "Try again; if it stays so, enter the keys again.",
                "Réessayez ; si cela continue, saisissez de nouveau les clés.",
            ),
        };
        let class = match error {
            VaultError::OtherKind { .. } => Class::BadInput,
            _ => Class::Failed,
        };
        Self::new(class, code, en, fr).next(next_en, next_fr)
    }
}

impl From<Refusal> for EngineError {
    fn from(refusal: Refusal) -> Self {
        let class = match refusal.kind {
            RefusalKind::Invalid | RefusalKind::Unsupported
                if refusal.provider_message.is_none() =>
            {
                Class::BadInput
            }
            RefusalKind::WrongEnvironment if refusal.provider_message.is_none() => Class::BadInput,
            _ => Class::Refused,
        };
        Self {
            class,
            code: refusal.code,
            message: refusal.message,
            field: refusal.field,
            next: None,
            operation: None,
        }
    }
}

impl From<SendError> for EngineError {
    fn from(error: SendError) -> Self {
        let how = error.text();
        let (how_en, how_fr) = (how.in_lang(Lang::En), how.in_lang(Lang::Fr));
        let (en, fr) = match error {
            SendError::NotWritten { .. } => (
                format!("The provider could not be reached: {how_en}."),
                format!("Le fournisseur n’a pas pu être joint\u{a0}: {how_fr}."),
            ),
            SendError::Lost { .. } => (
                format!("The provider’s answer did not arrive: {how_en}."),
                format!("La réponse du fournisseur n’est pas arrivée\u{a0}: {how_fr}."),
            ),
        };
        Self::new(Class::Failed, "no_network", en, fr).next(
            "Check the connection, then try again.",
            "Vérifiez la connexion, puis réessayez.",
        )
    }
}

impl From<IdError> for EngineError {
    fn from(error: IdError) -> Self {
        Self::new(
            Class::NotFound,
            "not_found",
            format!("There is no such thing: {error}."),
            format!("Rien de tel : {error}."),
        )
    }
}

/// What is wrong with an amount, said for the field it was typed in.
pub(crate) fn bad_amount(error: &MoneyError) -> EngineError {
    match error {
        MoneyError::NotANumber(text) => EngineError::bad(
            "amount",
            "bad_amount",
            format!("`{text}` is not an amount. Write digits only, for example 85000."),
            format!(
                "« {text} » n’est pas un montant. Écrivez seulement des chiffres, par exemple 85000."
            ),
        ),
        MoneyError::NotPositive => EngineError::bad(
            "amount",
            "bad_amount",
            "The amount must be more than zero.",
            "Le montant doit être supérieur à zéro.",
        ),
        MoneyError::TooManyDecimals {
            currency,
            allowed: 0,
            ..
        } => EngineError::bad(
            "amount",
            "too_many_decimals",
            format!("{currency} has no decimals: write a whole amount."),
            format!("Le {currency} n’a pas de décimales : écrivez un montant entier."),
        ),
        MoneyError::TooManyDecimals {
            currency, allowed, ..
        } => EngineError::bad(
            "amount",
            "too_many_decimals",
            format!("{currency} has {allowed} decimals, not more."),
            format!("Le {currency} a {allowed} décimales, pas plus."),
        ),
        MoneyError::OutOfRange(_) => EngineError::bad(
            "amount",
            "amount_too_large",
            "This amount is larger than Duka can keep exactly.",
            "Ce montant dépasse ce que Duka peut garder exactement.",
        ),
        MoneyError::UnknownCurrency(code) => EngineError::bad(
            "currency",
            "bad_currency",
            format!("`{code}` is not a currency of ISO 4217, such as UGX or RWF."),
            format!("« {code} » n’est pas une devise ISO 4217, comme UGX ou RWF."),
        ),
        MoneyError::TwoCurrencies(one, other) => EngineError::bad(
            "currency",
            "two_currencies",
            format!("{one} and {other} cannot be added."),
            format!("{one} et {other} ne s’additionnent pas."),
        ),
    }
}

/// A country as a sentence calls it; one without a name here stays its code.
fn called(country: &str) -> (&str, &str) {
    match country {
        "CI" => ("Côte d’Ivoire", "la Côte d’Ivoire"),
        "GN" => ("Guinea", "la Guinée"),
        "RW" => ("Rwanda", "le Rwanda"),
        "SN" => ("Senegal", "le Sénégal"),
        "UG" => ("Uganda", "l’Ouganda"),
        other => (other, other),
    }
}

/// What is wrong with a phone number, said for the field it was typed in.
pub(crate) fn bad_phone(error: &PhoneError, country: &str) -> EngineError {
    let (place, place_fr) = called(country);
    let (code, en, fr) = match error {
        PhoneError::NotANumber => (
            "bad_phone",
            "This is not a phone number.".to_owned(),
            "Ce n’est pas un numéro de téléphone.".to_owned(),
        ),
        PhoneError::OtherCountry(other) => (
            "phone_of_another_country",
            format!(
                "This number belongs to another country ({other}); this account works with {place}."
            ),
            format!(
                "Ce numéro est d’un autre pays ({other}) ; ce compte travaille avec {place_fr}."
            ),
        ),
        PhoneError::TooShort {
            missing: 1,
            expected,
        } => (
            "bad_phone",
            format!("One digit is missing: {place} has {expected}."),
            format!("Il manque un chiffre : {place_fr} en a {expected}."),
        ),
        PhoneError::TooShort { missing, expected } => (
            "bad_phone",
            format!("{missing} digits are missing: {place} has {expected}."),
            format!("Il manque {missing} chiffres : {place_fr} en a {expected}."),
        ),
        PhoneError::TooLong { extra: 1, expected } => (
            "bad_phone",
            format!("One digit too many: {place} has {expected}."),
            format!("Un chiffre de trop : {place_fr} en a {expected}."),
        ),
        PhoneError::TooLong { extra, expected } => (
            "bad_phone",
            format!("{extra} digits too many: {place} has {expected}."),
            format!("{extra} chiffres de trop : {place_fr} en a {expected}."),
        ),
        PhoneError::UnknownCountry(code) => (
            "bad_country",
            format!("`{code}` is not a country code such as UG or RW."),
            format!("« {code} » n’est pas un code de pays comme UG ou RW."),
        ),
    };
    EngineError::bad("phone", code, en, fr)
}
