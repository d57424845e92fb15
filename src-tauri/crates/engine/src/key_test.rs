//! Does this key work, and if not, why? One harmless authenticated call.

use crate::accounts::AccountDraft;
use crate::core::Engine;
use crate::error::Result;
use crate::exchange::{Answered, Prepared};
use crate::ports::{NotWritten, SendError};
use crate::question::{Pair, Question};
use crate::view::{KeyTestStep, KeyTestView};
use domain::{Account, AccountId, Credentials, Lang, Outcome, Refusal, RefusalKind, Text};
use providers::TestKey;
use std::net::IpAddr;

impl Engine {
    /// Tests an account's keys.
    pub async fn test_account(&self, id: &AccountId, lang: Lang) -> Result<KeyTestView> {
        let account = self.usable_account(id).await?;
        let credentials = self.inner.vault.read(id).await?;
        self.test_keys(&account, credentials, lang).await
    }

    /// Tests keys before they are kept anywhere.
    pub async fn test_draft(&self, draft: &AccountDraft, lang: Lang) -> Result<KeyTestView> {
        let account = self.draft_account(draft).await?;
        self.test_keys(&account, draft.credentials.clone(), lang)
            .await
    }

    async fn test_keys(
        &self,
        account: &Account,
        credentials: Credentials,
        lang: Lang,
    ) -> Result<KeyTestView> {
        let provider = self.provider_of(account)?;
        let Some(endpoint) = provider.test_key() else {
            return Err(crate::send::unsupported());
        };
        let name = provider.manifest().name;
        let question = Pair {
            endpoint,
            call: &TestKey,
        };
        let request = match question.request(&self.connection(account, &credentials, None)) {
            Ok(request) => request,
            Err(refusal) => {
                return Ok(refused(
                    &refusal,
                    &[
                        ("network", None, None),
                        ("answer", None, None),
                        ("key", Some(false), None),
                    ],
                    lang,
                ));
            }
        };
        let keys = credentials.clone();
        let begun = self.now();
        let prepared = Prepared {
            request,
            credentials,
            session: None,
        };
        let answered = self
            .send_prepared(account, provider, &question, prepared)
            .await;
        let took = format!("{} ms", (self.now() - begun).num_milliseconds());
        if let Answered::Answer {
            outcome: Outcome::Known(()),
            ..
        } = &answered
        {
            self.learn_merchant(account, keys).await?;
        }
        Ok(match answered {
            Answered::Silence(error) => silent(&error, name, lang),
            Answered::Answer { outcome, response } => {
                let status = Some(response.status.to_string());
                match outcome {
                    Outcome::Known(()) => KeyTestView {
                        ok: true,
                        code: "ok".to_owned(),
                        message: Text::new(
                            format!("{name} accepts this key."),
                            format!("{name} accepte cette clé."),
                        )
                        .in_lang(lang)
                        .to_owned(),
                        provider_message: None,
                        address: None,
                        steps: steps(&[("network", Some(true), Some(took)), ("answer", Some(true), status), ("key", Some(true), None)]),
                    },
                    Outcome::Refused(refusal) => refused(
                        &refusal,
                        &[("network", Some(true), Some(took)), ("answer", Some(true), status), ("key", Some(false), None)],
                        lang,
                    ),
                    Outcome::Unknown(doubt) => KeyTestView {
                        ok: false,
                        code: "no_readable_answer".to_owned(),
                        message: Text::new(
                            format!("Something answered, but not as {name} does ({}). The key may well be right. Try again in a while.", doubt.detail()),
                            format!("Quelque chose a répondu, mais pas comme {name} ({}). La clé est peut-être bonne. Réessayez plus tard.", doubt.detail()),
                        )
                        .in_lang(lang)
                        .to_owned(),
                        provider_message: None,
                        address: None,
                        steps: steps(&[("network", Some(true), Some(took)), ("answer", Some(false), status), ("key", None, None)]),
                    },
                }
            }
        })
    }
}

type Told = (&'static str, Option<bool>, Option<String>);

fn steps(told: &[Told]) -> Vec<KeyTestStep> {
    told.iter()
        .map(|(what, ok, detail)| KeyTestStep {
            what,
            ok: *ok,
            detail: detail.clone(),
        })
        .collect()
}

fn refused(refusal: &Refusal, told: &[Told], lang: Lang) -> KeyTestView {
    let address = match refusal.kind {
        RefusalKind::AddressNotAdmitted => refusal.provider_message.as_deref().and_then(address_in),
        _ => None,
    };
    KeyTestView {
        ok: false,
        code: refusal.code.clone(),
        message: refusal.message.in_lang(lang).to_owned(),
        provider_message: refusal.provider_message.clone(),
        address,
        steps: steps(told),
    }
}

fn silent(error: &SendError, name: &str, lang: Lang) -> KeyTestView {
    let how = error.text();
    let (how_en, how_fr) = (how.in_lang(Lang::En), how.in_lang(Lang::Fr));
    let (code, text) = match error {
        SendError::NotWritten {
            how: NotWritten::NoNetwork,
        } => (
            "no_network",
            Text::new(
                format!(
                    "{name} could not be reached: there seems to be no connection. Nothing is wrong with the key as far as is known."
                ),
                format!(
                    "{name} n’a pas pu être joint : il semble qu’il n’y ait pas de connexion. La clé n’y est pour rien, autant qu’on sache."
                ),
            ),
        ),
        SendError::NotWritten { .. } => (
            "no_network",
            Text::new(
                format!(
                    "{name} could not be reached ({how_en}). Check the connection and the address."
                ),
                format!(
                    "{name} n’a pas pu être joint ({how_fr}). Vérifiez la connexion et l’adresse."
                ),
            ),
        ),
        SendError::Lost { .. } => (
            "no_answer",
            Text::new(
                format!("{name} was reached but did not answer ({how_en}). Try again in a moment."),
                format!(
                    "{name} a été joint mais n’a pas répondu ({how_fr}). Réessayez dans un moment."
                ),
            ),
        ),
    };
    let reached = matches!(error, SendError::Lost { .. });
    KeyTestView {
        ok: false,
        code: code.to_owned(),
        message: text.in_lang(lang).to_owned(),
        provider_message: None,
        address: None,
        steps: steps(&[
            ("network", Some(reached), None),
            ("answer", reached.then_some(false), None),
            ("key", None, None),
        ]),
    }
}

/// The first address in a provider's words.
fn address_in(words: &str) -> Option<String> {
    words
        .split(|c: char| !(c.is_ascii_hexdigit() || c == '.' || c == ':'))
        .map(|word| word.trim_matches([':', '.']))
        .find(|word| word.parse::<IpAddr>().is_ok())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_the_provider_saw_is_found_in_its_words() {
        let words =
            "Connection refused from unauthorized IP: 203.0.113.47,  This IP is NOT unauthorized";
        assert_eq!(address_in(words).as_deref(), Some("203.0.113.47"));
        assert_eq!(address_in("no address here"), None);
    }
}
