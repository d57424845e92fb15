//! Refusals in our own words, both languages, each with what it means for the money and the one safe next step.
//! The provider's own words stand beside them, quoted.

use crate::manifest::{Manifest, Words};
use crate::reading::Asked;
use domain::{Country, Environment, Refusal, RefusalKind, Text};
use std::net::IpAddr;

/// The request came too early; the provider has not taken it.
pub(crate) fn rate_limited(retry_after_s: Option<u32>) -> Refusal {
    let text = Text::new(
        "The provider gets too many requests and did not take this one. Wait a moment, then try again.",
        "Le fournisseur reçoit trop de demandes et n’a pas pris celle-ci. Attendez un instant, puis réessayez.",
    );
    Refusal::new(
        RefusalKind::RateLimited { retry_after_s },
        "rate_limited",
        text,
    )
}

/// The key is not one of the provider's.
pub(crate) fn wrong_key(manifest: &Manifest, keys_at: Words) -> Refusal {
    let (name, en, fr) = (manifest.name, keys_at.en, keys_at.fr);
    let text = Text::new(
        format!("{name} does not accept this key. Copy it again from {en}."),
        format!("{name} n’accepte pas cette clé. Recopiez-la depuis {fr}."),
    );
    Refusal::new(RefusalKind::Unauthorised, "wrong_key", text)
}

/// The account is not verified, or its access is switched off.
pub(crate) fn unverified(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!(
            "{name} has not verified this account yet, or has switched its access off. Finish the verification with {name}."
        ),
        format!(
            "{name} n’a pas encore vérifié ce compte, ou en a coupé l’accès. Terminez la vérification auprès de {name}."
        ),
    );
    Refusal::new(RefusalKind::Unauthorised, "account_unverified", text)
}

/// One answer for both, and the provider does not say which it is.
pub(crate) fn wrong_key_or_unverified(manifest: &Manifest, keys_at: Words) -> Refusal {
    let (name, en, fr) = (manifest.name, keys_at.en, keys_at.fr);
    let text = Text::new(
        format!(
            "{name} refuses this key: either it is wrong, or the account is not verified; {name} does not say which. \
             Copy the key again from {en}; if it is right, finish the verification with {name}."
        ),
        format!(
            "{name} refuse cette clé : elle est fausse, ou le compte n’est pas vérifié ; {name} ne dit pas lequel. \
             Recopiez la clé depuis {fr} ; si elle est juste, terminez la vérification auprès de {name}."
        ),
    );
    Refusal::new(RefusalKind::Unauthorised, "wrong_key_or_unverified", text)
}

/// The key may be right; the computer it comes from is not on the list.
pub(crate) fn address_not_admitted(
    manifest: &Manifest,
    address: Option<IpAddr>,
    admitted_at: Words,
) -> Refusal {
    let (name, en, fr) = (manifest.name, admitted_at.en, admitted_at.fr);
    let seen = address.map_or_else(String::new, |address| format!(" ({address})"));
    let text = Text::new(
        format!(
            "{name} does not admit this computer’s internet address{seen}. The key may be right. Add the address under {en}."
        ),
        format!(
            "{name} n’admet pas l’adresse internet de cet ordinateur{seen}. La clé est peut-être juste. Ajoutez l’adresse sous {fr}."
        ),
    );
    Refusal::new(
        RefusalKind::AddressNotAdmitted,
        "address_not_admitted",
        text,
    )
}

/// One answer for both, and the provider does not say which it is.
pub(crate) fn wrong_key_or_address(manifest: &Manifest, set_at: Words) -> Refusal {
    let (name, en, fr) = (manifest.name, set_at.en, set_at.fr);
    let text = Text::new(
        format!(
            "{name} refuses this key: either it is wrong, or this computer’s internet address is not admitted; {name} \
             does not say which. Check both in {en}."
        ),
        format!(
            "{name} refuse cette clé : elle est fausse, ou l’adresse internet de cet ordinateur n’est pas admise ; {name} \
             ne dit pas lequel. Vérifiez les deux dans {fr}."
        ),
    );
    Refusal::new(RefusalKind::Unauthorised, "wrong_key_or_address", text)
}

/// The key names the other environment.
pub(crate) fn wrong_environment(manifest: &Manifest, account: Environment) -> Refusal {
    let name = manifest.name;
    let text = match account {
        Environment::Sandbox => Text::new(
            format!(
                "This is a live key of {name}, and this account is a sandbox. Use the sandbox key, or add a live account."
            ),
            format!(
                "C’est une clé réelle de {name}, et ce compte est un bac à sable. Prenez la clé de test, ou ajoutez un compte réel."
            ),
        ),
        Environment::Live => Text::new(
            format!(
                "This is a test key of {name}, and this account is live. Use the live key, or add a sandbox account."
            ),
            format!(
                "C’est une clé de test de {name}, et ce compte est réel. Prenez la clé réelle, ou ajoutez un compte bac à sable."
            ),
        ),
    };
    Refusal::new(RefusalKind::WrongEnvironment, "wrong_environment", text)
}

/// The key is right, and may not do this.
pub(crate) fn forbidden(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!("{name} does not allow this account to do that. Ask {name} to open it."),
        format!("{name} ne permet pas cela à ce compte. Demandez à {name} de l’ouvrir."),
    );
    Refusal::new(RefusalKind::Unauthorised, "forbidden", text)
}

/// The provider finds the request faulty.
pub(crate) fn invalid(manifest: &Manifest, asked: Asked) -> Refusal {
    let name = manifest.name;
    let text = match asked {
        Asked::ToMoveMoney => Text::new(
            format!(
                "{name} did not accept the request, and no money moved. Correct what {name} says below, then try again."
            ),
            format!(
                "{name} n’a pas accepté la demande, et aucun argent n’a bougé. Corrigez ce que {name} indique, puis réessayez."
            ),
        ),
        Asked::ToTell => Text::new(
            format!("{name} did not accept the question. Its own words are below."),
            format!("{name} n’a pas accepté la question. Ses propres mots figurent ci-dessous."),
        ),
    };
    Refusal::new(RefusalKind::Invalid, "invalid_request", text)
}

/// The customer, or their operator, said no.
pub(crate) fn declined() -> Refusal {
    Refusal::new(RefusalKind::Declined, "declined", declined_text())
}

/// What a declined charge means.
pub(crate) fn declined_text() -> Text {
    Text::new(
        "The payment did not go through; the customer was not charged. Ask again if they still want to pay.",
        "Le paiement n’a pas abouti ; le client n’a rien payé. Redemandez s’il veut toujours payer.",
    )
}

/// The provider knows no such thing, or it is another merchant's.
pub(crate) fn not_found(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!("{name} knows no such thing in this account."),
        format!("{name} ne connaît rien de tel dans ce compte."),
    );
    Refusal::new(RefusalKind::NotFound, "not_found", text)
}

/// The provider has seen this request before.
pub(crate) fn conflict(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!(
            "{name} says that it has this request already. Look it up before asking the customer again."
        ),
        format!("{name} dit avoir déjà cette demande. Vérifiez-la avant de redemander au client."),
    );
    Refusal::new(RefusalKind::Conflict, "conflict", text)
}

/// The provider has no such call.
pub(crate) fn unsupported(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!("{name} does not offer this."),
        format!("{name} ne propose pas cela."),
    );
    Refusal::new(RefusalKind::Unsupported, "unsupported", text)
}

fn before_sending(code: &str, field: &str, en: &str, fr: &str) -> Refusal {
    Refusal::new(RefusalKind::Invalid, code, Text::new(en, fr)).about(field)
}

/// Nobody to ask.
pub(crate) fn missing_phone() -> Refusal {
    before_sending(
        "phone_missing",
        "phone",
        "The phone number is missing. Nothing was sent.",
        "Le numéro de téléphone manque. Rien n’a été envoyé.",
    )
}

/// The provider serves one country's numbers.
pub(crate) fn phone_of_another_country(country: Country) -> Refusal {
    before_sending(
        "phone_of_another_country",
        "phone",
        &format!("Only phone numbers of {country} can pay or be paid here. Nothing was sent."),
        &format!(
            "Seuls les numéros de {country} peuvent payer ou être payés ici. Rien n’a été envoyé."
        ),
    )
}

/// The provider must be told which network to ask.
pub(crate) fn missing_network(manifest: &Manifest) -> Refusal {
    let names: Vec<&str> = manifest.networks.iter().map(|n| n.name).collect();
    let (en, fr) = (names.join(" or "), names.join(" ou "));
    before_sending(
        "network_missing",
        "network",
        &format!("Choose the network of the number: {en}. Nothing was sent."),
        &format!("Choisissez le réseau du numéro : {fr}. Rien n’a été envoyé."),
    )
}

/// The provider takes another currency.
pub(crate) fn other_currency(currency: &str) -> Refusal {
    before_sending(
        "currency_not_taken",
        "currency",
        &format!("Only {currency} can be taken here. Nothing was sent."),
        &format!("Seul le {currency} est accepté ici. Rien n’a été envoyé."),
    )
}

/// Not an amount that may leave.
pub(crate) fn unusable_amount() -> Refusal {
    before_sending(
        "amount_not_sendable",
        "amount",
        "The amount must be more than zero, with no more decimals than its currency has. Nothing was sent.",
        "Le montant doit être supérieur à zéro, sans plus de décimales que sa devise. Rien n’a été envoyé.",
    )
}

/// The provider takes no charge without an e-mail address.
pub(crate) fn missing_email() -> Refusal {
    before_sending(
        "email_missing",
        "email",
        "An e-mail address is needed: the customer’s, or the shop’s own in the account’s settings. Nothing was sent.",
        "Une adresse e-mail est nécessaire : celle du client, ou celle de la boutique dans les réglages du compte. Rien n’a été envoyé.",
    )
}

/// The provider takes no contact without a first name.
pub(crate) fn missing_first_name() -> Refusal {
    before_sending(
        "first_name_missing",
        "first_name",
        "The first name is missing. Nothing was sent.",
        "Le prénom manque. Rien n’a été envoyé.",
    )
}

/// The provider takes no charge without a last name.
pub(crate) fn missing_last_name() -> Refusal {
    before_sending(
        "last_name_missing",
        "last_name",
        "The customer’s last name is missing. Nothing was sent.",
        "Le nom de famille du client manque. Rien n’a été envoyé.",
    )
}

/// A story for practice has no place where money is real.
pub(crate) fn scenario_on_live() -> Refusal {
    before_sending(
        "scenario_on_live",
        "scenario",
        "Scenarios are for the sandbox; this account moves real money. Nothing was sent.",
        "Les scénarios sont pour le bac à sable ; ce compte déplace de l’argent réel. Rien n’a été envoyé.",
    )
}

/// A credential is missing, or holds what no header can carry.
pub(crate) fn unusable_credential(name: &str) -> Refusal {
    let text = Text::new(
        format!(
            "The credential `{name}` is missing, or has a space or line break in it. Nothing was sent."
        ),
        format!(
            "L’identifiant « {name} » manque, ou contient une espace ou un retour à la ligne. Rien n’a été envoyé."
        ),
    );
    Refusal::new(RefusalKind::Unauthorised, "credential_unusable", text).about(name)
}

/// The account's base URL leads nowhere.
pub(crate) fn no_address(base_url: &str) -> Refusal {
    before_sending(
        "base_url_unusable",
        "base_url",
        &format!("`{base_url}` is not an address that can be asked. Nothing was sent."),
        &format!("« {base_url} » n’est pas une adresse joignable. Rien n’a été envoyé."),
    )
}

/// A reference that cannot be looked up.
pub(crate) fn no_reference() -> Refusal {
    before_sending(
        "reference_unusable",
        "reference",
        "This reference cannot be looked up. Nothing was sent.",
        "Cette référence ne peut pas être recherchée. Rien n’a été envoyé.",
    )
}

/// A place in a list that its provider did not give.
pub(crate) fn unusable_cursor() -> Refusal {
    before_sending(
        "cursor_unusable",
        "cursor",
        "This place in the list is not known. Start from its beginning.",
        "Cette position dans la liste est inconnue. Recommencez au début.",
    )
}

/// The wallet does not hold enough. Nothing left it.
pub(crate) fn insufficient_funds(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!(
            "The wallet at {name} does not hold enough for this and its fee. Nothing was sent. Fill it up, then try again."
        ),
        format!(
            "Le solde chez {name} ne suffit pas pour ce montant et ses frais. Rien n’a été envoyé. Alimentez-le, puis réessayez."
        ),
    );
    Refusal::new(RefusalKind::Invalid, "insufficient_funds", text).about("amount")
}

/// What a failed payout means.
pub(crate) fn not_sent_text() -> Text {
    Text::new(
        "The provider did not pay it out: the recipient has got nothing. See its reason before you send again.",
        "Le fournisseur ne l’a pas versé : le destinataire n’a rien reçu. Lisez sa raison avant de renvoyer.",
    )
}

/// No refund by a call: the call is not there, or the charge is not.
pub(crate) fn no_refund_there(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let text = Text::new(
        format!(
            "{name} does not know this charge here, or has no refunds in this environment. Nothing was given back."
        ),
        format!(
            "{name} ne connaît pas cet encaissement ici, ou ne rembourse pas dans cet environnement. Rien n’a été remboursé."
        ),
    );
    Refusal::new(RefusalKind::NotFound, "no_refund_there", text)
}

/// Nobody plays the customer where money is real.
pub(crate) fn simulation_on_live() -> Refusal {
    let text = Text::new(
        "Playing the customer is for the sandbox; this account moves real money. Nothing was sent.",
        "Jouer le client n’est possible qu’au bac à sable ; ce compte déplace de l’argent réel. Rien n’a été envoyé.",
    );
    Refusal::new(RefusalKind::Unsupported, "simulation_on_live", text)
}

/// The provider does not work in the account's country.
pub(crate) fn country_not_served(manifest: &Manifest) -> Refusal {
    let name = manifest.name;
    let served = manifest.countries.join(", ");
    before_sending(
        "country_not_served",
        "country",
        &format!("{name} works in {served} only. Correct the account’s country. Nothing was sent."),
        &format!(
            "{name} ne travaille que dans : {served}. Corrigez le pays du compte. Rien n’a été envoyé."
        ),
    )
}

/// The account's address is that of another country.
pub(crate) fn address_of_another_country(base_url: &str, country: &str) -> Refusal {
    before_sending(
        "address_of_another_country",
        "base_url",
        &format!(
            "This account’s country is {country}, and `{base_url}` serves another. Correct one of the two. Nothing was sent."
        ),
        &format!(
            "Le pays de ce compte est {country}, et « {base_url} » en sert un autre. Corrigez l’un des deux. Rien n’a été envoyé."
        ),
    )
}

/// More, or less, than the provider takes at once.
pub(crate) fn beyond_the_limit(least: u64, most: u64, currency: &str, words: Words) -> Refusal {
    before_sending(
        "beyond_the_limit",
        "amount",
        &format!(
            "Between {least} and {most} {currency} can be moved at once. {} Nothing was sent.",
            words.en
        ),
        &format!(
            "On peut déplacer de {least} à {most} {currency} à la fois. {} Rien n’a été envoyé.",
            words.fr
        ),
    )
}

/// Too many at once, none at all, or two that could not be told apart.
pub(crate) fn unusable_batch(most: usize) -> Refusal {
    before_sending(
        "batch_unusable",
        "rows",
        &format!(
            "One request carries 1 to {most} payouts, each with a reference of its own. Nothing was sent."
        ),
        &format!(
            "Une demande porte de 1 à {most} versements, chacun avec sa propre référence. Rien n’a été envoyé."
        ),
    )
}

/// A webhook that could never arrive.
pub(crate) fn address_not_public() -> Refusal {
    before_sending(
        "address_not_public",
        "url",
        "The provider cannot reach this address: it has to be https and open to the internet. Nothing was sent.",
        "Le fournisseur ne peut pas joindre cette adresse : il faut du https ouvert sur internet. Rien n’a été envoyé.",
    )
}

/// The internet address that a provider quotes in its refusal.
pub(crate) fn address_in(words: &str) -> Option<IpAddr> {
    words
        .split(|c: char| !(c.is_ascii_hexdigit() || c == '.' || c == ':'))
        .map(|word| word.trim_matches([':', '.']))
        .find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_a_provider_saw_is_found_in_its_words() {
        let found = |text| address_in(text).map(|address| address.to_string());
        assert_eq!(
            found("from unauthorized IP: 81.202.241.36,  This IP is NOT"),
            Some("81.202.241.36".to_owned())
        );
        assert_eq!(
            found("blocked (2001:db8::1)."),
            Some("2001:db8::1".to_owned())
        );
        assert_eq!(found("API v2.1 says no"), None);
    }
}
