//! A PIN: a few digits, kept as what Argon2id makes of them, and dear to guess.

use crate::error::{Class, EngineError, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::Secret;
use std::fmt::Display;

/// Memory in KiB and rounds: about a tenth of a second on a shop's computer. Whoever steals the journal pays it for each guess.
const MEMORY_KIB: u32 = 32 * 1024;
const ROUNDS: u32 = 3;

/// A PIN as it was typed. It does not print itself.
#[derive(Clone, Debug)]
pub struct Pin(Secret<String>);

impl Pin {
    /// Reads a PIN: four to eight digits. What was typed instead is not repeated.
    pub fn parse(text: Secret<String>) -> Result<Self> {
        let typed = text.reveal();
        if (4..=8).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(text));
        }
        Err(EngineError::bad(
            "pin",
            "bad_pin",
            "A PIN has 4 to 8 digits.",
            "Un code a 4 à 8 chiffres.",
        ))
    }

    /// What is kept of it.
    pub(super) async fn hashed(&self, salt: u128) -> Result<Secret<String>> {
        let pin = self.clone();
        off_the_way(move || {
            let hash: PasswordHash = hasher()
                .and_then(|it| it.hash_password_with_salt(pin.digits(), &salt.to_be_bytes()))
                .map_err(unhashed)?;
            Ok(Secret::new(hash.to_string()))
        })
        .await
    }

    /// Whether this is the PIN that was hashed.
    pub(super) async fn fits(&self, kept: &Secret<String>) -> Result<bool> {
        let (pin, kept) = (self.clone(), kept.clone());
        off_the_way(move || {
            let kept = PasswordHash::new(kept.reveal()).map_err(unhashed)?;
            let verifier = hasher().map_err(unhashed)?;
            Ok(verifier.verify_password(pin.digits(), &kept).is_ok())
        })
        .await
    }

    fn digits(&self) -> &[u8] {
        self.0.reveal().as_bytes()
    }
}

fn hasher() -> std::result::Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(MEMORY_KIB, ROUNDS, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// So long a computation must not hold up what is sent meanwhile.
async fn off_the_way<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(unhashed)?
}

fn unhashed(error: impl Display) -> EngineError {
    EngineError::new(
        Class::Failed,
        "pin_unreadable",
        format!("The PIN could not be compared: {error}. Nothing was done."),
        format!("Le code n’a pas pu être comparé : {error}. Rien n’a été fait."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(text: &str) -> Result<Pin> {
        Pin::parse(Secret::from(text))
    }

    #[test]
    fn a_pin_is_four_to_eight_digits_and_is_not_repeated_when_it_is_not() {
        for text in ["4821", "00000000"] {
            assert!(pin(text).is_ok());
        }
        for text in ["", "123", "123456789", "12a4", "١٢٣٤", " 4821", "-482"] {
            let error = pin(text).unwrap_err();
            assert_eq!(error.code, "bad_pin");
            assert!(text.is_empty() || !format!("{error:?}").contains(text));
        }
        assert!(!format!("{:?}", pin("4821")).contains("4821"));
    }

    #[tokio::test]
    async fn what_is_kept_of_a_pin_is_argon2id_salted_and_only_the_same_digits_fit() {
        let (one, other) = (pin("4821").unwrap(), pin("4822").unwrap());
        let kept = one.hashed(1).await.unwrap();
        let salted = one.hashed(2).await.unwrap();
        assert!(kept.reveal().starts_with("$argon2id$v=19$m=32768,t=3,p=1$"));
        assert_ne!(kept.reveal(), salted.reveal());
        assert!(!kept.reveal().contains("4821"));
        assert!(one.fits(&kept).await.unwrap() && one.fits(&salted).await.unwrap());
        assert!(!other.fits(&kept).await.unwrap());
    }
}
