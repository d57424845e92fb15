//! Who sits at the desk, for every book at once: signing in and out, and the lock of a desk that was left.

use super::{Open, Wiring};
use crate::error::{self, Said};
use crate::events;
use crate::here::Here;
use crate::rights::Right;
use crate::seat::{Found, LOCK_AFTER_MINUTES, Sitting};
use crate::views::{ChangedView, Mode, StaffView};
use domain::{Lang, Staff, StaffId};
use engine::view::MemberView;
use engine::{Engine, EngineError, Pin};
use std::time::Duration;
use tauri::Manager as _;

/// How often a desk is looked at that somebody sits at.
const GLANCE: Duration = Duration::from_secs(5);

impl Wiring {
    /// Who sits here, read from the journal each time: whoever was removed meanwhile does not.
    pub(super) async fn who(&self, open: &Open) -> Result<Sitting, EngineError> {
        let own = &open.own.engine;
        let staff = own.staff().await?;
        if staff.is_empty() {
            if self.seat.leave().is_some() {
                open.sit(None);
            }
            return Ok(Sitting::Anybody);
        }
        let of = |id: &StaffId| staff.iter().find(|it| it.id == *id).cloned();
        let found = self.seat.look(own.clock().now(), lock_after(own).await?);
        match found {
            Found::Here(id) => match of(&id) {
                Some(staff) => Ok(Sitting::Staff(staff)),
                None => {
                    self.seat.leave();
                    open.sit(None);
                    Ok(Sitting::Nobody)
                }
            },
            Found::Left(id) => {
                open.sit(None);
                if let Some(staff) = of(&id) {
                    own.sign_out(&staff, true).await?;
                }
                self.tell_locked();
                Ok(Sitting::Nobody)
            }
            Found::Empty => Ok(Sitting::Nobody),
        }
    }

    /// What is called whoever works here: the one who signed in, or the name that was set.
    pub(super) async fn who_is_here(&self, open: &Open) -> Result<Option<String>, EngineError> {
        Ok(match self.who(open).await? {
            Sitting::Anybody => open.own.engine.setting("staff").await?,
            Sitting::Staff(staff) => Some(staff.name),
            Sitting::Nobody => None,
        })
    }

    /// Who works here and who sits here: what a locked desk says too, since somebody has to be able to sit down.
    pub(crate) async fn staff(&self) -> Said<StaffView> {
        let open = self.opened().await.map_err(|e| self.unopened(&e))?;
        let view = self.staff_view(&open).await;
        let lang = open.lang(self.system_lang).await;
        view.map_err(|error| Box::new(error.view(lang)))
    }

    async fn staff_view(&self, open: &Open) -> Result<StaffView, EngineError> {
        let own = &open.own.engine;
        let who = self.who(open).await?;
        let members: Vec<MemberView> = own.staff().await?.iter().map(MemberView::from).collect();
        Ok(StaffView {
            needed: !members.is_empty(),
            locked: who == Sitting::Nobody,
            rights: who.rights(),
            me: match who {
                Sitting::Staff(staff) => Some(MemberView::from(&staff)),
                Sitting::Anybody | Sitting::Nobody => None,
            },
            lock_after_minutes: lock_after(own).await?,
            members,
        })
    }

    /// Somebody sits down, and the desk speaks the language that they chose while it was locked. Whoever sat there before has
    /// left.
    pub(crate) async fn sign_in(&self, id: &StaffId, pin: &Pin, lang: Lang) -> Said<StaffView> {
        let open = self.opened().await.map_err(|e| self.unopened(&e))?;
        let said = |error: EngineError| Box::new(error.view(lang));
        let own = &open.own.engine;
        let staff = own.sign_in(id, pin).await.map_err(said)?;
        self.stand_up(&open, false).await.map_err(said)?;
        open.sit(Some(&staff));
        self.seat.take(id, own.clock().now());
        self.watch_the_desk(staff);
        if open.lang(self.system_lang).await != lang {
            // They sit there all the same, and may choose it once more.
            if let Err(error) = open.set("language", Some(lang.tag())).await {
                tracing::warn!(error.code = %error.code, "the chosen language was not kept");
            }
        }
        self.staff_view(&open).await.map_err(said)
    }

    /// Whoever sits there leaves.
    pub(crate) async fn sign_out(&self) -> Said<StaffView> {
        let open = self.opened().await.map_err(|e| self.unopened(&e))?;
        let lang = open.lang(self.system_lang).await;
        let said = |error: EngineError| Box::new(error.view(lang));
        self.stand_up(&open, false).await.map_err(said)?;
        self.staff_view(&open).await.map_err(said)
    }

    async fn stand_up(&self, open: &Open, of_itself: bool) -> Result<(), EngineError> {
        let Some(id) = self.seat.leave() else {
            return Ok(());
        };
        open.sit(None);
        let own = &open.own.engine;
        match own.staff().await?.into_iter().find(|it| it.id == id) {
            Some(staff) => own.sign_out(&staff, of_itself).await,
            None => Ok(()),
        }
    }

    /// A person did something at the desk. Who had left does not come back by it.
    pub(crate) async fn touch(&self) -> Said<()> {
        let here = self.here(Right::Anybody).await?;
        self.seat.touch(here.engine.clock().now());
        Ok(())
    }

    /// The shop's own home, for who works here: they are the same in every book.
    pub(crate) async fn people(&self) -> Said<Here> {
        let open = self.opened().await.map_err(|e| self.unopened(&e))?;
        self.allowed(&open, Mode::Live, Right::People).await
    }

    /// The window hears of a desk that locked itself, although nobody asks.
    fn watch_the_desk(&self, staff: Staff) {
        let Some(app) = self.app.get().cloned() else {
            return;
        };
        tauri::async_runtime::spawn(async move {
            loop {
                tokio::time::sleep(GLANCE).await;
                let wiring = app.state::<Self>();
                let open = wiring.open.read().await;
                let Some(open) = open.as_ref() else { return };
                match wiring.who(open).await {
                    Ok(Sitting::Staff(here)) if here.id == staff.id => {}
                    Ok(_) => return,
                    Err(error) => tracing::warn!(error.code = %error.code, "the desk was not seen"),
                }
            }
        });
    }

    fn tell_locked(&self) {
        if let Some(app) = self.app.get() {
            let view = ChangedView {
                settings: true,
                ..ChangedView::default()
            };
            events::changed(app, view);
        }
    }

    fn unopened(&self, error: &EngineError) -> Box<engine::view::ErrorView> {
        Box::new(error.view(self.system_lang))
    }
}

impl Open {
    /// Says in every book who acts from now on.
    fn sit(&self, staff: Option<&Staff>) {
        self.own.engine.seat(staff);
        if let Some(practice) = &self.practice {
            practice.book.engine.seat(staff);
        }
    }
}

/// After how many minutes a desk that is left locks itself.
async fn lock_after(own: &Engine) -> Result<u32, EngineError> {
    let set = own.setting("lock_after_minutes").await?;
    let minutes = set.and_then(|text| text.parse().ok());
    Ok(minutes.unwrap_or(LOCK_AFTER_MINUTES))
}

/// Only here is it known that nobody may act.
pub(super) fn refused(who: &Sitting) -> EngineError {
    match who {
        Sitting::Nobody => error::locked(),
        Sitting::Anybody | Sitting::Staff(_) => error::not_allowed(),
    }
}
