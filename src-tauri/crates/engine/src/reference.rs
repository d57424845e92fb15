//! Our reference for an operation: derived from the request id, so that a form can show the final text before anything
//! is written down, and the same intent keeps its reference.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use domain::{Account, AccountId, Details, note};
use providers::{Manifest, OurReference};
use sha2::{Digest, Sha256};

/// What our references begin with where they have a field of their own.
pub(crate) const PREFIX: &str = "DK";

impl Engine {
    /// A reference that this account has not used.
    pub(crate) async fn our_reference(
        &self,
        account: &Account,
        facts: &Manifest,
        request_id: &str,
    ) -> Result<String> {
        for turn in 0_u32.. {
            let reference = derive(&account.id, facts, request_id, turn);
            if !self
                .store()
                .journal
                .our_reference_taken(&account.id, &reference)
                .await?
            {
                return Ok(reference);
            }
        }
        unreachable!("the loop above has no end")
    }

    /// The text exactly as it will leave with the money.
    pub async fn note_preview(
        &self,
        account: &AccountId,
        request_id: &str,
        text: Option<&str>,
    ) -> Result<String> {
        let account = self.account(account).await?;
        let facts = self.provider_of(&account)?.manifest();
        let reference = self.our_reference(&account, facts, request_id).await?;
        final_note(facts, takes_none(facts), &reference, text)
    }
}

/// What a request's reference is when no other has it.
pub(crate) fn first_reference(account: &AccountId, facts: &Manifest, request_id: &str) -> String {
    derive(account, facts, request_id, 0)
}

/// What it is when others have those before.
pub(crate) fn reference_at(
    account: &AccountId,
    facts: &Manifest,
    request_id: &str,
    turn: u32,
) -> String {
    derive(account, facts, request_id, turn)
}

/// Does the provider take no reference of ours, so that it can only stand in a text?
fn takes_none(facts: &Manifest) -> bool {
    matches!(facts.our_reference, OurReference::InNote)
}

/// Does our reference stand first in the text of this?
pub(crate) fn stands_in_note(facts: &Manifest, details: &Details) -> bool {
    let on_its_rail = match details {
        Details::Payout(payout) => facts
            .payout_rails
            .iter()
            .any(|offered| offered.rail == payout.to.rail() && offered.reference_in_note),
        Details::Charge(_) | Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => {
            false
        }
    };
    on_its_rail || takes_none(facts)
}

/// The note as it leaves: with our reference first where it has no field of its own.
pub(crate) fn final_note(
    facts: &Manifest,
    in_note: bool,
    reference: &str,
    text: Option<&str>,
) -> Result<String> {
    let text = text
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let code = in_note.then_some(reference);
    let room = facts.longest_note
        - code
            .map_or(0, |code| code.len() + 1)
            .min(facts.longest_note);
    let length = text.chars().count();
    if length > room {
        return Err(EngineError::bad(
            "note",
            "note_too_long",
            format!(
                "The message is {} characters too long: there is room for {room}.",
                length - room
            ),
            format!(
                "Le message est trop long de {} caractères : il y a place pour {room}.",
                length - room
            ),
        ));
    }
    Ok(match code {
        Some(code) => note::with_code(code, Some(&text), facts.longest_note),
        // Providers demand a text; ours says which charge it is.
        None if text.is_empty() => reference.to_owned(),
        None => text,
    })
}

fn derive(account: &AccountId, facts: &Manifest, request_id: &str, turn: u32) -> String {
    let mut hash = Sha256::new();
    for part in [
        account.as_str().as_bytes(),
        request_id.as_bytes(),
        &turn.to_be_bytes(),
    ] {
        hash.update(part);
        hash.update([0]);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    let chance = |from: usize| {
        let mut eight = [0_u8; 8];
        eight.copy_from_slice(&bytes[from..from + 8]);
        u64::from_be_bytes(eight)
    };
    match facts.our_reference {
        OurReference::InNote => note::code(chance(0)),
        OurReference::Field { longest } => {
            let whole = format!("{PREFIX}{}{}", note::code(chance(0)), note::code(chance(8)));
            whole.chars().take(longest).collect()
        }
    }
}
