//! The provider's words, and what each means for us. What is not here is not known.

use crate::reading::Word;
use domain::{Action, ActionKind, Kind, Method, Sighting, Status};

/// The words of charges and those of the list differ; both are read everywhere.
pub(super) fn status(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "pending" => Status::Pending,
        "successful" | "success" => Status::Succeeded,
        "failed" => Status::Failed,
        _ => Status::InDoubt,
    }
}

/// A conversion is `processing` until the target wallet is credited.
pub(super) fn conversion_status(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "processing" => Status::Pending,
        other => status(other),
    }
}

pub(super) fn method(word: &Word) -> Option<Method> {
    match word.as_str() {
        "mobile_money" => Some(Method::MobileMoney),
        "card" => Some(Method::Card),
        "bank_transfer" | "bank" => Some(Method::Bank),
        _ => None,
    }
}

/// What a `next_action_type` asks for. Only `redirect_url` is in the documents; the others are read loosely, by the
/// names that the processor behind this provider uses. A word that fits none is shown as it stands.
pub(super) fn action(word: &str, url: Option<&str>, text: Option<String>) -> Action {
    let lower = word.to_ascii_lowercase();
    let says = |part| lower.contains(part);
    let kind = if says("redirect") {
        ActionKind::Redirect
    } else if says("avs") || says("additional") || says("address") {
        ActionKind::Address
    } else if says("otp") {
        ActionKind::Otp
    } else if says("pin") {
        ActionKind::Pin
    } else if says("3ds") {
        // No step of its own: it is a page, or else a code.
        url.map_or(ActionKind::Otp, |_| ActionKind::Redirect)
    } else {
        ActionKind::Other
    };
    Action {
        kind,
        required: true,
        url: url.map(str::to_owned),
        word: (kind == ActionKind::Other).then(|| word.to_owned()),
        text,
    }
}

/// A sighting of which no more is known than this.
pub(super) fn sighted(kind: Kind, reference: String, status: Status, word: String) -> Sighting {
    Sighting {
        kind,
        provider_reference: Some(reference),
        our_reference: None,
        operator_reference: None,
        status,
        provider_status: word,
        amount: None,
        fee: None,
        net: None,
        refunded: None,
        debited: None,
        recipient_gets: None,
        link: None,
        system_reference: None,
        phone: None,
        name: None,
        method: None,
        network: None,
        note: None,
        occurred_at: None,
        action: None,
        reason: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_documents_is_known_and_no_other() {
        for (word, expected) in [
            ("pending", Status::Pending),
            ("success", Status::Succeeded),
            ("successful", Status::Succeeded),
            ("failed", Status::Failed),
            ("on_hold", Status::InDoubt),
            ("processing", Status::InDoubt),
            ("succeeded?", Status::InDoubt),
            ("", Status::InDoubt),
        ] {
            assert_eq!(status(word), expected, "{word}");
        }
        assert_eq!(conversion_status("processing"), Status::Pending);
        assert_eq!(conversion_status("success"), Status::Succeeded);
        assert_eq!(conversion_status("reversed"), Status::InDoubt);
    }

    #[test]
    fn a_next_action_is_read_loosely_and_an_unknown_one_is_shown_raw() {
        let page = Some("https://provider.example/3ds");
        for (word, page, expected) in [
            ("redirect_url", page, ActionKind::Redirect),
            ("requires_pin", None, ActionKind::Pin),
            ("requires_otp", None, ActionKind::Otp),
            ("requires_additional_fields", None, ActionKind::Address),
            ("auth_avs", None, ActionKind::Address),
            ("auth_pin_3ds", page, ActionKind::Pin),
            ("auth_3ds", page, ActionKind::Redirect),
            ("auth_3ds", None, ActionKind::Otp),
            ("payment_instruction", None, ActionKind::Other),
            ("dance", None, ActionKind::Other),
        ] {
            let action = action(word, page, None);
            assert_eq!(action.kind, expected, "{word}");
            let raw = (expected == ActionKind::Other).then_some(word);
            assert_eq!(action.word.as_deref(), raw, "{word}");
        }
    }
}
