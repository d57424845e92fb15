//! Who comes, who goes, and whose PIN is another one from now on.

use super::{Pin, SecondOwner};
use crate::core::{Changed, Engine};
use crate::error::{Class, EngineError, Result};
use domain::{Role, Staff, StaffId};
use store::Actor;

const LONGEST_NAME: usize = 60;

impl Engine {
    /// Adds somebody. The first is an owner. Where payments need two people, so does one more owner.
    pub async fn add_staff(
        &self,
        name: &str,
        role: Role,
        pin: &Pin,
        second: Option<&SecondOwner>,
    ) -> Result<Staff> {
        let name = name.trim();
        check_name(name)?;
        if role == Role::Owner && self.needs_two().await? {
            self.both_owners(second).await?;
        }
        let staff = Staff {
            id: StaffId::new(self.now(), self.chance()),
            name: name.to_owned(),
            role,
            added_at: self.now(),
        };
        let hash = pin.hashed(self.chance()).await?;
        let there = self.people();
        // The first owner says so before anybody could be signed in.
        let actor = if there.staff().await?.is_empty() {
            self.as_actor(&staff)
        } else {
            self.actor()
        };
        let allowed = |there: &[Staff]| {
            if there.iter().any(|it| it.is_called(name)) {
                return Err(name_taken());
            }
            if there.is_empty() && role != Role::Owner {
                return Err(owner_first());
            }
            Ok(())
        };
        there.add_staff(&staff, &hash, &actor, allowed).await?;
        self.tell_staff();
        Ok(staff)
    }

    /// Gives somebody another PIN. Where payments need two people, so does the PIN of another owner.
    pub async fn set_pin(
        &self,
        id: &StaffId,
        pin: &Pin,
        second: Option<&SecondOwner>,
    ) -> Result<Staff> {
        let staff = self.member(id).await?;
        let another = !staff.is_called(&self.actor().name);
        if another && staff.role == Role::Owner && self.needs_two().await? {
            self.both_owners(second).await?;
        }
        let hash = pin.hashed(self.chance()).await?;
        let (actor, now) = (self.actor(), self.now());
        self.people().set_pin(&staff, &hash, &actor, now).await?;
        self.tell_staff();
        Ok(staff)
    }

    /// Removes somebody: they cannot sign in any more, and what they did keeps their name. Never the last owner, and never
    /// the second one while payments need two people.
    pub async fn remove_staff(&self, id: &StaffId) -> Result<()> {
        let staff = self.member(id).await?;
        let least = if self.needs_two().await? { 2 } else { 1 };
        let allowed = |there: &[Staff]| {
            let owners = there.iter().filter(|it| it.role == Role::Owner).count();
            if staff.role == Role::Owner && owners <= least {
                return Err(if least == 1 {
                    last_owner()
                } else {
                    owners_needed()
                });
            }
            Ok(())
        };
        let (actor, now) = (self.actor(), self.now());
        self.people()
            .remove_staff(&staff, &actor, now, allowed)
            .await?;
        self.tell_staff();
        Ok(())
    }

    async fn member(&self, id: &StaffId) -> Result<Staff> {
        let staff = self.staff().await?;
        staff
            .into_iter()
            .find(|it| it.id == *id)
            .ok_or_else(|| EngineError::no_such("member of staff", "employé", id.as_str()))
    }

    /// Some payments need two people here.
    async fn needs_two(&self) -> Result<bool> {
        Ok(!self.thresholds().await?.is_empty())
    }

    fn tell_staff(&self) {
        self.tell(Changed {
            settings: true,
            ..Changed::default()
        });
    }
}

fn check_name(name: &str) -> Result<()> {
    let length = name.chars().count();
    let reserved = name.to_lowercase() == Actor::ITSELF.to_lowercase();
    if (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control) && !reserved {
        return Ok(());
    }
    Err(EngineError::bad(
        "name",
        "bad_name",
        format!("A name has 1 to {LONGEST_NAME} letters, and Duka’s own is taken."),
        format!("Un nom a 1 à {LONGEST_NAME} lettres, et celui de Duka est pris."),
    ))
}

fn name_taken() -> EngineError {
    EngineError::bad(
        "name",
        "name_taken",
        "Somebody here has this name already: what is written down would not tell them apart.",
        "Quelqu’un porte déjà ce nom ici : on ne saurait plus qui a fait quoi.",
    )
}

fn owner_first() -> EngineError {
    EngineError::bad(
        "role",
        "owner_first",
        "The first person is an owner: somebody has to be able to add the others.",
        "La première personne est propriétaire : il en faut une pour ajouter les autres.",
    )
}

fn last_owner() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "last_owner",
        "This is the last owner. Nobody could open the settings any more, so nobody was removed.",
        "C’est le dernier propriétaire. Plus personne ne pourrait ouvrir les réglages : personne n’a été retiré.",
    )
    .next("Add another owner first.", "Ajoutez d’abord un autre propriétaire.")
}

pub(crate) fn owners_needed() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "owners_needed",
        "Payments that need two people need two owners. Nothing was changed.",
        "Les envois à deux personnes demandent deux propriétaires. Rien n’a été changé.",
    )
    .next(
        "Add a second owner first.",
        "Ajoutez d’abord un deuxième propriétaire.",
    )
}
