//! Sentences for people, in every language Duka speaks.

use serde::{Deserialize, Serialize};

/// A language of the screens and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Reads `en`, `fr`, `fr_CI.UTF-8`, `fr-FR` and the like; anything else is `None`.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("fr") {
            Some(Self::Fr)
        } else if tag.starts_with("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The two-letter tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// One sentence in both languages. Made together, so that neither can be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The English sentence.
    pub en: String,
    /// The French sentence.
    pub fr: String,
}

impl Text {
    /// Both sentences.
    pub fn new(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            fr: fr.into(),
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_of_the_system_names_a_language() {
        assert_eq!(Lang::parse("fr_CI.UTF-8"), Some(Lang::Fr));
        assert_eq!(Lang::parse("en-RW"), Some(Lang::En));
        assert_eq!(Lang::parse("C"), None);
    }
}
