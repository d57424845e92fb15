//! Signing in by PIN. A try is written down before it is compared: neither a crash nor many tries at once are given back.

use super::Pin;
use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use chrono::{DateTime, Duration, Utc};
use domain::{Staff, StaffId};
use store::{Act, PinTry};

/// So many mistakes cost nothing.
const FREE_TRIES: u32 = 5;
const FIRST_WAIT_S: i64 = 30;
/// A forgotten PIN must not lock a shop out of its day.
const LONGEST_WAIT_S: i64 = 3_600;

/// How long the next try waits after so many mistakes in a row.
fn wait_after(tries: u32) -> Option<Duration> {
    let doublings = tries.checked_sub(FREE_TRIES)?.min(20);
    let seconds = FIRST_WAIT_S.saturating_mul(1 << doublings);
    Some(Duration::seconds(seconds.min(LONGEST_WAIT_S)))
}

impl Engine {
    /// Somebody signs in at the desk.
    pub async fn sign_in(&self, id: &StaffId, pin: &Pin) -> Result<Staff> {
        let staff = self.known_by_pin(id, pin).await?;
        self.audit_staff("signed_in", &staff).await?;
        Ok(staff)
    }

    /// Somebody leaves the desk, or was away from it for too long.
    pub async fn sign_out(&self, staff: &Staff, of_itself: bool) -> Result<()> {
        let what = if of_itself { "locked" } else { "signed_out" };
        self.audit_staff(what, staff).await
    }

    async fn audit_staff(&self, what: &str, staff: &Staff) -> Result<()> {
        let act = Act {
            what,
            subject: staff.id.as_str(),
            before: None,
            detail: staff.role.as_str(),
        };
        let actor = self.as_actor(staff);
        Ok(self.people().audit(&actor, act, self.now()).await?)
    }

    /// Who this is, if the PIN is theirs. After some mistakes the next try has to wait, longer each time.
    pub(crate) async fn known_by_pin(&self, id: &StaffId, pin: &Pin) -> Result<Staff> {
        let now = self.now();
        let blocked = |tries| wait_after(tries).map(|wait| now + wait);
        let (staff, pin_hash) = match self.people().begin_pin_try(id, now, blocked).await? {
            PinTry::Open { staff, pin_hash } => (staff, pin_hash),
            PinTry::Blocked { until } => return Err(pin_blocked(until, now)),
            PinTry::Nobody => return Err(wrong_pin()),
        };
        if pin.fits(&pin_hash).await? {
            self.people().forget_pin_tries(id).await?;
            return Ok(staff);
        }
        let act = Act {
            what: "pin_refused",
            subject: id.as_str(),
            before: None,
            detail: &staff.name,
        };
        self.people().audit(&self.itself(), act, now).await?;
        Err(wrong_pin())
    }
}

fn wrong_pin() -> EngineError {
    EngineError::bad(
        "pin",
        "wrong_pin",
        "This is not the PIN of that person. Nothing was done.",
        "Ce n’est pas le code de cette personne. Rien n’a été fait.",
    )
}

fn pin_blocked(until: DateTime<Utc>, now: DateTime<Utc>) -> EngineError {
    let seconds = (until - now).num_seconds().max(1);
    EngineError::new(
        Class::BadInput,
        "pin_blocked",
        format!("Too many wrong PINs. The next one counts in {seconds} seconds."),
        format!("Trop de codes faux. Le prochain compte dans {seconds} secondes."),
    )
    .next(
        "Wait, or ask an owner to set a new PIN.",
        "Attendez, ou demandez à un propriétaire de changer le code.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_mistakes_cost_half_a_minute_and_each_further_one_twice_as_much_up_to_an_hour() {
        let seconds = |tries| wait_after(tries).map(|wait| wait.num_seconds());
        assert_eq!(seconds(4), None);
        assert_eq!([5, 6, 7].map(seconds), [Some(30), Some(60), Some(120)]);
        assert_eq!(seconds(12), Some(3_600));
        assert_eq!(seconds(u32::MAX), Some(3_600));
    }
}
