//! What no owner may do alone: another one says yes with their own PIN, at the same desk.

use super::Pin;
use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use domain::{Role, Staff, StaffId};

/// Another owner, who says yes.
#[derive(Clone, Debug)]
pub struct SecondOwner {
    /// Who.
    pub id: StaffId,
    /// Their PIN.
    pub pin: Pin,
}

impl Engine {
    /// The owner who says yes, known by their PIN, and none of those who asked.
    pub(crate) async fn second_owner(&self, second: &SecondOwner, asked: &[&str]) -> Result<Staff> {
        let staff = self.known_by_pin(&second.id, &second.pin).await?;
        if staff.role != Role::Owner {
            return Err(EngineError::bad(
                "staff",
                "not_an_owner",
                "Only an owner approves. Nothing was done.",
                "Seul un propriétaire valide. Rien n’a été fait.",
            ));
        }
        if asked.iter().any(|name| staff.is_called(name)) {
            return Err(EngineError::bad(
                "staff",
                "own_request",
                "Whoever asked cannot approve it: it takes two people. Nothing was done.",
                "Qui demande ne peut pas valider : il faut deux personnes. Rien n’a été fait.",
            )
            .next(
                "Let another owner type their PIN.",
                "Laissez un autre propriétaire saisir son code.",
            ));
        }
        Ok(staff)
    }

    /// Where payments need two people, what could undo that needs two as well.
    pub(crate) async fn both_owners(&self, second: Option<&SecondOwner>) -> Result<()> {
        match second {
            Some(second) => {
                let asked = self.actor().name;
                self.second_owner(second, &[&asked]).await.map(drop)
            }
            None => Err(second_owner_needed()),
        }
    }
}

fn second_owner_needed() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "second_owner_needed",
        "Payments here need two people, and so does this. Nothing was changed.",
        "Les envois demandent ici deux personnes, et ceci aussi. Rien n’a été changé.",
    )
    .next(
        "Let another owner type their PIN in the window.",
        "Laissez un autre propriétaire saisir son code dans la fenêtre.",
    )
}
