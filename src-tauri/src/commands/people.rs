//! Who works here, what waits for a second person, and what was done.
//!
//! A locked desk answers `staff` and `sign_in` and nothing else of these.

use crate::audit_export;
use crate::bounds::short;
use crate::error::Answer;
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::shown::Shown;
use crate::views::{ApprovedView, PinInput, SecondInput, StaffView};
use crate::wiring::Wiring;
use domain::{Currency, Lang, OperationId, Role, StaffId};
use engine::view::{ApprovalsView, AuditView, ExportView};
use engine::{Approved, EngineError};
use tauri::{AppHandle, State};

#[tauri::command]
pub(crate) async fn staff(wiring: State<'_, Wiring>) -> Answer<StaffView> {
    Ok(Shown::as_it_is(wiring.staff().await?))
}

/// `lang` is what was chosen at the locked desk, where nobody may set anything: it is set by whoever sits down.
#[tauri::command]
pub(crate) async fn sign_in(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    pin: Given<PinInput>,
    lang: Given<Option<String>>,
) -> Answer<StaffView> {
    let chosen = lang.0.as_deref().and_then(Lang::parse);
    let lang = match chosen {
        Some(lang) => lang,
        None => wiring.lang().await,
    };
    let said = |error: EngineError| Box::new(error.view(lang));
    let id = staff_id(&id).map_err(said)?;
    let pin = pin.0.read().map_err(said)?;
    Ok(Shown::as_it_is(wiring.sign_in(&id, &pin, lang).await?))
}

#[tauri::command]
pub(crate) async fn sign_out(wiring: State<'_, Wiring>) -> Answer<StaffView> {
    Ok(Shown::as_it_is(wiring.sign_out().await?))
}

/// Somebody moved a hand: the desk does not lock itself yet.
#[tauri::command]
pub(crate) async fn touch(wiring: State<'_, Wiring>) -> Answer<()> {
    Ok(Shown::as_it_is(wiring.touch().await?))
}

/// `second` is another owner with their PIN, where payments need two people and one more owner is added.
#[tauri::command]
pub(crate) async fn add_staff(
    wiring: State<'_, Wiring>,
    name: Given<String>,
    role: Given<String>,
    pin: Given<PinInput>,
    second: Given<Option<SecondInput>>,
) -> Answer<StaffView> {
    let own = wiring.people().await?;
    own.say(short("name", &name))?;
    let role = own.say(Role::parse(&role).ok_or_else(unknown_role))?;
    let pin = own.say(pin.0.read())?;
    let second = own.say(second.0.map(SecondInput::read).transpose())?;
    let added = own.engine.add_staff(&name, role, &pin, second.as_ref());
    let added = own.say(added.await)?;
    if own.who == crate::seat::Sitting::Anybody {
        // The first one added themselves, and need not be asked for what they have just typed.
        let seated = wiring.sign_in(&added.id, &pin, own.lang).await?;
        return Ok(Shown::as_it_is(seated));
    }
    staff(wiring).await
}

/// One's own PIN, or as an owner anybody's. `second` as for `add_staff`, where it is another owner's.
#[tauri::command]
pub(crate) async fn set_pin(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    pin: Given<PinInput>,
    second: Given<Option<SecondInput>>,
) -> Answer<StaffView> {
    let own = wiring.people().await?;
    let id = own.say(staff_id(&id))?;
    let pin = own.say(pin.0.read())?;
    let second = own.say(second.0.map(SecondInput::read).transpose())?;
    own.say(own.engine.set_pin(&id, &pin, second.as_ref()).await)?;
    staff(wiring).await
}

#[tauri::command]
pub(crate) async fn remove_staff(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<StaffView> {
    let own = wiring.people().await?;
    let id = own.say(staff_id(&id))?;
    own.say(own.engine.remove_staff(&id).await)?;
    staff(wiring).await
}

/// Above how much, in a currency of the open book, a second person is asked; null asks nobody. `second` where it gets looser.
#[tauri::command]
pub(crate) async fn set_threshold(
    wiring: State<'_, Wiring>,
    currency: Given<String>,
    above: Given<Option<String>>,
    second: Given<Option<SecondInput>>,
) -> Answer<ApprovalsView> {
    let here = wiring.here(Right::People).await?;
    here.say(short("currency", &currency))?;
    here.say(short("amount", above.as_deref().unwrap_or_default()))?;
    let currency = here.say(currency_of(&currency))?;
    let second = here.say(second.0.map(SecondInput::read).transpose())?;
    let set = here
        .engine
        .set_threshold(currency, above.as_deref(), second.as_ref());
    here.say(set.await)?;
    waiting(&here).await
}

#[tauri::command]
pub(crate) async fn approvals(wiring: State<'_, Wiring>) -> Answer<ApprovalsView> {
    waiting(&wiring.here(Right::Approve).await?).await
}

/// Another owner says yes with their PIN, perhaps at the desk of whoever asked. `id` is an operation's or a file's; `despite`
/// names what the double-pay guard tells of. A file that was approved has to be run.
#[tauri::command]
pub(crate) async fn approve(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    second: Given<SecondInput>,
    despite: Given<Option<String>>,
) -> Answer<ApprovedView> {
    let here = wiring.here(Right::Approve).await?;
    here.say(waits_here(&here, &id).await)?;
    let second = here.say(second.0.read())?;
    here.say(short("despite", despite.as_deref().unwrap_or_default()))?;
    let despite = here.say(
        despite
            .as_deref()
            .map(OperationId::parse)
            .transpose()
            .map_err(EngineError::from),
    )?;
    let named: Vec<OperationId> = despite.into_iter().collect();
    let approved = here.engine.approve(&id, &second, &named).await;
    let view = match here.say(approved)? {
        Approved::Operation(operation) => {
            here.engine.watch_operation(&operation.id);
            let view = here.engine.operation_view(&operation, here.lang).await;
            ApprovedView {
                operation: Some(here.say(view)?),
                batch: None,
            }
        }
        Approved::Batch(batch) => ApprovedView {
            operation: None,
            batch: Some(batch),
        },
    };
    here.show(Ok(view))
}

#[tauri::command]
pub(crate) async fn refuse(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    reason: Given<String>,
) -> Answer<ApprovalsView> {
    let here = wiring.here(Right::Approve).await?;
    here.say(waits_here(&here, &id).await)?;
    // The engine measures the reason in letters; a letter may be four bytes.
    here.say(if reason.len() > 2_000 {
        Err(crate::error::too_long("reason", 500))
    } else {
        Ok(())
    })?;
    here.say(here.engine.refuse(&id, &reason).await)?;
    waiting(&here).await
}

/// What was done before a place in the chain, newest first; null begins at the newest.
#[tauri::command]
pub(crate) async fn audit(
    wiring: State<'_, Wiring>,
    before: Given<Option<i64>>,
) -> Answer<AuditView> {
    let here = wiring.here(Right::People).await?;
    here.show(here.engine.audit_page(before.0, here.environment()).await)
}

#[tauri::command]
pub(crate) async fn export_audit(app: AppHandle, wiring: State<'_, Wiring>) -> Answer<ExportView> {
    let here = wiring.here(Right::Export).await?;
    here.say(here.must(Right::People))?;
    here.show(audit_export::of(&app, &wiring, &here).await)
}

async fn waiting(here: &Here) -> Answer<ApprovalsView> {
    here.show(here.engine.approvals(here.environment(), here.lang).await)
}

/// Nothing of another environment is answered from here.
async fn waits_here(here: &Here, id: &str) -> Result<(), EngineError> {
    short("id", id)?;
    let waiting = here.engine.approvals(here.environment(), here.lang).await?;
    let known = waiting.operations.iter().any(|it| it.operation.id == id)
        || waiting.batches.iter().any(|it| it.batch == id);
    if known {
        return Ok(());
    }
    Err(EngineError::no_such("approval", "validation", id))
}

fn staff_id(id: &str) -> Result<StaffId, EngineError> {
    short("id", id)?;
    Ok(StaffId::parse(id)?)
}

fn currency_of(code: &str) -> Result<Currency, EngineError> {
    Currency::parse(code).map_err(|_| crate::error::not_understood("currency"))
}

fn unknown_role() -> EngineError {
    crate::error::not_understood("role")
}
