//! What goes out with a payment link: the words to a customer, the address that begins a message in another program, and the
//! picture of its code. All of it is made here from the link that is kept, so a screen cannot send anybody anywhere else.

use domain::{Lang, Phone};
use engine::view::LinkView;
use engine::{Class, EngineError};
use std::path::{Path, PathBuf};
use tauri::Url;

/// A code with its words beside it takes some twenty kilobytes.
const LARGEST_PICTURE: usize = 512 * 1024;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Where a message begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    WhatsApp,
    Sms,
    Email,
}

impl Channel {
    pub(crate) fn parse(word: &str) -> Result<Self, EngineError> {
        match word {
            "whatsapp" => Ok(Self::WhatsApp),
            "sms" => Ok(Self::Sms),
            "email" => Ok(Self::Email),
            _ => Err(EngineError::bad(
                "channel",
                "bad_channel",
                "There is no such way to send it. Nothing was sent.",
                "Cette voie d’envoi n’existe pas. Rien n’a été envoyé.",
            )),
        }
    }
}

/// What a customer reads, in their language.
pub(crate) fn message(
    link: &LinkView,
    business: Option<&str>,
    lang: Lang,
) -> Result<String, EngineError> {
    let url = link.url.as_deref().ok_or_else(no_page)?;
    let title = link.title.as_deref().unwrap_or_default();
    let what = match (&link.amount, lang) {
        (Some(amount), Lang::En) => format!("to pay {}", amount.in_words(lang)),
        (Some(amount), Lang::Fr) => format!("pour régler {}", amount.in_words(lang)),
        (None, Lang::En) => "to pay the amount you choose".to_owned(),
        (None, Lang::Fr) => "pour régler le montant de votre choix".to_owned(),
    };
    let whom = match (business, lang) {
        (Some(name), Lang::En) => format!(" to {name}"),
        (Some(name), Lang::Fr) => format!(" à {name}"),
        (None, _) => String::new(),
    };
    Ok(match (title.is_empty(), lang) {
        (false, Lang::En) => format!("Hello, here is the link {what}{whom} for “{title}”: {url}"),
        (false, Lang::Fr) => {
            format!("Bonjour, voici le lien {what}{whom} pour «\u{a0}{title}\u{a0}»\u{a0}: {url}")
        }
        (true, Lang::En) => format!("Hello, here is the link {what}{whom}: {url}"),
        (true, Lang::Fr) => format!("Bonjour, voici le lien {what}{whom} : {url}"),
    })
}

/// The address that has the system's own program begin this message. Sending it is that program's, and the person's.
pub(crate) fn address(
    channel: Channel,
    message: &str,
    subject: &str,
    to: Option<&Phone>,
) -> Result<Url, EngineError> {
    let digits = to.map(|phone| phone.e164().trim_start_matches('+'));
    let (base, fields) = match channel {
        Channel::WhatsApp => (
            format!("https://wa.me/{}", digits.unwrap_or_default()),
            vec![("text", message)],
        ),
        Channel::Sms => (
            format!("sms:{}", to.map_or("", Phone::e164)),
            vec![("body", message)],
        ),
        Channel::Email => (
            "mailto:".to_owned(),
            vec![("subject", subject), ("body", message)],
        ),
    };
    let mut url = Url::parse(&base).map_err(|_| no_page())?;
    let query: Vec<String> = fields
        .iter()
        .map(|(name, text)| format!("{name}={}", escaped(text)))
        .collect();
    url.set_query(Some(&query.join("&")));
    Ok(url)
}

/// Percent signs for all that is no letter or figure: mail programs read a plus sign as a plus sign.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// Puts the picture of a code where a person finds it, under a name of the link's own.
pub(crate) async fn keep_picture(
    link: &LinkView,
    bytes: Vec<u8>,
    folder: &Path,
) -> Result<PathBuf, EngineError> {
    if bytes.len() > LARGEST_PICTURE || !bytes.starts_with(PNG) {
        return Err(EngineError::bad(
            "picture",
            "no_picture",
            "This is no picture of a code. Nothing was written.",
            "Ce n’est pas l’image d’un code. Rien n’a été écrit.",
        ));
    }
    let path = folder.join(format!("payment-link-{}.png", link.id));
    tokio::fs::write(&path, bytes).await.map_err(|error| {
        EngineError::new(
            Class::Failed,
            "not_written",
            format!("The picture could not be written: {error}."),
            format!("L’image n’a pas pu être écrite : {error}."),
        )
    })?;
    Ok(path)
}

fn no_page() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "no_page",
        "The provider has not told this link’s page yet. Nothing was sent.",
        "Le fournisseur n’a pas encore donné la page de ce lien. Rien n’a été envoyé.",
    )
    .next("Read the links again.", "Relisez les liens.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Hello & good day: https://pay.example/l/1?a=b#c";

    #[test]
    fn a_message_goes_along_whole_and_cannot_reach_out_of_its_field() {
        let escaped = "Hello%20%26%20good%20day%3A%20https%3A%2F%2Fpay.example%2Fl%2F1%3Fa%3Db%23c";
        for (channel, expected) in [
            (Channel::WhatsApp, format!("https://wa.me/?text={escaped}")),
            (Channel::Sms, format!("sms:?body={escaped}")),
            (
                Channel::Email,
                format!("mailto:?subject=Term%203&body={escaped}"),
            ),
        ] {
            let url = address(channel, WORDS, "Term 3", None).expect("it is an address");
            assert_eq!(url.as_str(), expected);
        }
    }

    #[test]
    fn a_number_that_was_read_is_the_one_that_is_written_to() {
        let phone = Phone::parse("+256772418305").expect("the number is one");
        let url = address(Channel::WhatsApp, "x", "", Some(&phone)).expect("it is an address");
        assert_eq!(url.as_str(), "https://wa.me/256772418305?text=x");
    }

    #[test]
    fn only_the_known_ways_out_are_taken() {
        assert!(Channel::parse("https://elsewhere.example").is_err());
        assert_eq!(Channel::parse("sms").ok(), Some(Channel::Sms));
    }
}
