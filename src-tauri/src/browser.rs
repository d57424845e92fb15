//! Opening a payment page in the system's own browser, and only a page of the provider's own: what stands in an answer is a
//! provider's word, and a word is not clicked unread.

use domain::Operation;
use engine::{Class, EngineError};
use tauri::Url;

/// The page that a charge waits at, if it is one that may be opened from here.
pub(crate) fn page_of(operation: &Operation) -> Result<Url, EngineError> {
    let written = operation
        .action
        .as_ref()
        .and_then(|action| action.url.as_deref())
        .ok_or_else(|| {
            EngineError::new(
                Class::BadInput,
                "no_page",
                "This payment waits at no page.",
                "Ce paiement n’attend sur aucune page.",
            )
        })?;
    let facts = providers::find(operation.provider.as_str()).map(|provider| provider.manifest());
    Url::parse(written)
        .ok()
        .filter(|url| facts.is_some_and(|facts| may_open(url, |host| facts.has_pages_at(host))))
        .ok_or_else(elsewhere)
}

/// https, the usual port, nobody's name in it, and a host of the provider's.
fn may_open(url: &Url, is_theirs: impl Fn(&str) -> bool) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.host_str().is_some_and(is_theirs)
}

/// Hands the page to the browser. What becomes of it there is the customer's.
pub(crate) fn open(page: &Url) -> Result<(), EngineError> {
    open::that_detached(page.as_str()).map_err(|_| {
        EngineError::new(
            Class::Failed,
            "no_browser",
            "This computer opened no browser. The payment is as it was.",
            "Cet ordinateur n’a pas ouvert de navigateur. Le paiement est comme avant.",
        )
        .next(
            "Copy the address, or let the customer scan the code.",
            "Copiez l’adresse, ou faites scanner le code par le client.",
        )
    })
}

fn elsewhere() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "page_elsewhere",
        "This page does not stand at the provider’s own address, so Duka does not open it here. The payment is as it was.",
        "Cette page n’est pas à l’adresse du fournisseur : Duka ne l’ouvre pas ici. Le paiement est comme avant.",
    )
    .next(
        "Let the customer scan the code with their own phone.",
        "Faites scanner le code par le client, avec son téléphone.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_the_provider_is_opened() {
        let theirs = |host: &str| host == "pay.example" || host.ends_with(".pay.example");
        for (page, opens) in [
            ("https://pay.example/l/1?x=y", true),
            ("https://sandbox.pay.example/l/1", true),
            ("http://pay.example/l/1", false),
            ("https://pay.example:8443/l/1", false),
            ("https://pay.example@elsewhere.example/l/1", false),
            ("https://elsewhere.example/pay.example", false),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
        ] {
            let url = Url::parse(page).expect("the row is an address");
            assert_eq!(may_open(&url, theirs), opens, "{page}");
        }
    }
}
