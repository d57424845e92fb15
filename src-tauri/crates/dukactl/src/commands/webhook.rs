//! `webhook`: what providers send on their own.

use crate::answer::{Answer, DONE, REFUSED};
use crate::cli::{WebhookCommand, WebhookVerify};
use crate::desk::Desk;
use crate::print::{Side, Table, or_dash, say};
use domain::{Delivery, Flaw, Lang, Trust};
use engine::view::{ListView, RegistrationView};
use engine::{Class, EngineError, Received, why_refused};
use serde::Serialize;
use std::io::Read as _;
use std::path::Path;

/// One more byte than any webhook may have, so that too long is seen to be too long.
const READ_AT_MOST: u64 = 1024 * 1024 + 1;

pub(super) async fn webhook(desk: &Desk, command: WebhookCommand) -> Result<Answer, EngineError> {
    match command {
        WebhookCommand::Verify(args) => verify(desk, args).await,
        WebhookCommand::List { account } => {
            let account = domain::AccountId::parse(&account)?;
            let items = desk.engine.registrations(&account).await?;
            let text = registered(desk, &items);
            Ok(Answer::new(DONE, &ListView { items, next: None }, text))
        }
        WebhookCommand::Register(args) => {
            let account = domain::AccountId::parse(&args.account)?;
            let made = desk
                .engine
                .register_webhook(&account, &args.topic, &args.url)
                .await?;
            let text = registered(desk, std::slice::from_ref(&made));
            Ok(Answer::new(DONE, &made, text))
        }
    }
}

fn registered(desk: &Desk, items: &[RegistrationView]) -> String {
    let lang = desk.lang;
    let mut table = Table::new(&[
        (say(lang, "Topic", "Sujet"), Side::Left),
        (say(lang, "Address", "Adresse"), Side::Left),
        (say(lang, "Reference", "Référence"), Side::Left),
    ]);
    for one in items {
        table.row([
            one.topic.clone(),
            one.url.clone(),
            one.provider_reference.clone(),
        ]);
    }
    table.text()
}

#[derive(Serialize)]
struct Verdict<'a> {
    valid: bool,
    scheme: &'a str,
    /// Why it is not valid.
    why: Option<&'a str>,
    event: Option<&'a str>,
    reference: Option<&'a str>,
}

/// Judges a webhook that somebody has at hand. It is not kept, and nothing is looked up.
async fn verify(desk: &Desk, args: WebhookVerify) -> Result<Answer, EngineError> {
    let account = domain::AccountId::parse(&args.account)?;
    let body = read(&args.body)?;
    let received = Received {
        method: "POST",
        headers: &args.headers,
        body: &body,
    };
    let delivery = desk.engine.read_delivery(&account, &received).await?;
    let valid = delivery.trust == Trust::Verified;
    let verdict = Verdict {
        valid,
        scheme: delivery.scheme,
        why: delivery.flaw.map(Flaw::as_str),
        event: delivery.event.as_deref(),
        reference: delivery.provider_reference.as_deref(),
    };
    let exit = if valid { DONE } else { REFUSED };
    Ok(Answer::new(exit, &verdict, text(&delivery, desk.lang)))
}

fn read(path: &Path) -> Result<Vec<u8>, EngineError> {
    let mut body = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(READ_AT_MOST)
            .read_to_end(&mut body)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(READ_AT_MOST).read_to_end(&mut body))
    };
    match read {
        Ok(_) => Ok(body),
        Err(error) => {
            let (en, fr) = why_refused(&error);
            Err(EngineError::bad(
                "body",
                "unreadable_file",
                format!("The body could not be read: {en}."),
                format!("Le corps n’a pas pu être lu : {fr}."),
            ))
        }
    }
}

fn text(delivery: &Delivery, lang: Lang) -> String {
    let mut text = match delivery.flaw {
        None => say(
            lang,
            "It comes from the provider.\n",
            "Il vient du fournisseur.\n",
        )
        .to_owned(),
        Some(flaw) => format!("{}\n", why(flaw, lang)),
    };
    for (label, value) in [
        (say(lang, "Scheme", "Procédé"), Some(delivery.scheme)),
        (say(lang, "Event", "Événement"), delivery.event.as_deref()),
        (
            say(lang, "Reference", "Référence"),
            delivery.provider_reference.as_deref(),
        ),
    ] {
        text += &format!("  {label:<9}  {}\n", or_dash(value));
    }
    text
}

fn why(flaw: Flaw, lang: Lang) -> &'static str {
    let (en, fr) = match flaw {
        Flaw::NoSignature => (
            "It bears no signature, so nobody knows who wrote it.",
            "Il ne porte pas de signature : personne ne sait qui l’a écrit.",
        ),
        Flaw::NoSecret => (
            "This account holds no secret to check it with.",
            "Ce compte n’a pas de secret pour le vérifier.",
        ),
        Flaw::MalformedSignature => (
            "What stands in the signature's place is no signature, or it stands there twice.",
            "Ce qui tient lieu de signature n’en est pas une, ou s’y trouve deux fois.",
        ),
        Flaw::WrongSignature => (
            "The signature is not that of this body with this account's secret.",
            "La signature n’est pas celle de ce corps avec le secret de ce compte.",
        ),
        Flaw::UnreadableBody => (
            "The fields that are signed cannot be read from the body.",
            "Les champs signés ne se lisent pas dans le corps.",
        ),
        Flaw::OtherEnvironment => (
            "It is signed, but for the other environment: sandbox and live are not mixed.",
            "Il est signé, mais pour l’autre environnement : bac à sable et réel ne se mêlent pas.",
        ),
        Flaw::NotPosted => ("It was not posted.", "Il n’a pas été envoyé par POST."),
        Flaw::TooLarge => (
            "It is longer than any honest webhook.",
            "Il est plus long que tout webhook honnête.",
        ),
    };
    say(lang, en, fr)
}

/// That webhooks are to be taken on a port, and it cannot be had.
pub(super) fn no_port(port: u16, error: &std::io::Error) -> EngineError {
    let (en, fr) = why_refused(error);
    EngineError::new(
        Class::Failed,
        "webhooks_port",
        format!("Port {port} could not be opened for webhooks: {en}. Nothing was begun."),
        format!("Le port {port} n’a pas pu être ouvert aux webhooks : {fr}. Rien n’a commencé."),
    )
    .next(
        "Use another port, or 0 for any.",
        "Prenez un autre port, ou 0 pour n’importe lequel.",
    )
}
