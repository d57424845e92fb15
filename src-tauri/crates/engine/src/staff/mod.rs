//! Who works here, by which PIN they are known, and who sits at the desk now.
//!
//! Without anybody Duka belongs to one unnamed owner who may do everything. What a person may see and do is the window's to
//! enforce; what nobody may do alone is enforced here.

mod members;
mod pin;
mod second;
mod sign_in;

pub use pin::Pin;
pub use second::SecondOwner;

pub(crate) use members::owners_needed;

use crate::core::{Engine, locked};
use crate::error::Result;
use crate::view::OperationView;
use crate::zone::start_of_day;
use domain::{Environment, Lang, OperationId, Role, Staff};
use store::{Actor, Journal, Store};

impl Engine {
    /// Takes the staff of another home for this one's: practice has none of its own.
    pub fn take_staff_of(&self, home: &Engine) {
        self.inner.people.get_or_init(|| home.store().clone());
    }

    /// The journal that says who works here.
    pub(crate) fn people(&self) -> &Journal {
        let store: &Store = self.inner.people.get().unwrap_or_else(|| self.store());
        &store.journal
    }

    /// Who works here, those who came first first.
    pub async fn staff(&self) -> Result<Vec<Staff>> {
        Ok(self.people().staff().await?)
    }

    /// How many owners there are.
    pub(crate) async fn owners(&self) -> Result<usize> {
        let staff = self.staff().await?;
        Ok(staff.iter().filter(|it| it.role == Role::Owner).count())
    }

    /// Somebody sits down at the desk, or leaves it: what is done from now on bears their name.
    pub fn seat(&self, staff: Option<&Staff>) {
        self.forget_reviews();
        *locked(&self.inner.seat) = staff.map(|staff| staff.name.clone());
    }

    /// What somebody asked for today themselves, newest first.
    pub async fn asked_today_by(
        &self,
        environment: Environment,
        name: &str,
        limit: u32,
        lang: Lang,
    ) -> Result<Vec<OperationView>> {
        let today = self.now().with_timezone(&self.zone().await?).date_naive();
        let since = start_of_day(today, self.zone().await?).unwrap_or_else(|| self.now());
        let own = self
            .store()
            .journal
            .recent_operations_of(environment, name, since, limit)
            .await?;
        let mut views = Vec::with_capacity(own.len());
        for operation in &own {
            views.push(self.operation_view(operation, lang).await?);
        }
        Ok(views)
    }

    /// True where this person wrote the operation down.
    pub async fn was_recorded_by(&self, operation: &OperationId, name: &str) -> Result<bool> {
        let actor = self.store().journal.recorded_by(operation).await?;
        Ok(actor.is_some_and(|actor| actor.name == name))
    }

    /// True where this person asked for the payment of this id, `op_…` or `tx_…`. What nobody asked for here is nobody's.
    pub async fn was_asked_for_by(&self, id: &str, name: &str) -> Result<bool> {
        match self.named(id).await?.0 {
            Some(operation) => self.was_recorded_by(&operation.id, name).await,
            None => Ok(false),
        }
    }

    /// Somebody who acts here by their PIN, whoever sits at the desk.
    pub(crate) fn as_actor(&self, staff: &Staff) -> Actor {
        Actor {
            name: staff.name.clone(),
            by: self.inner.door.to_owned(),
        }
    }
}
