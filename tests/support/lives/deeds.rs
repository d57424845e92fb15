//! What people and the world do in a life.

use super::stage::Stage;
use crate::Shop;
use bad_disk::{How, Lasting};
use domain::{Credentials, Lang, OperationId, Secret, State};
use engine::{AccountChange, Draft, Engine};

/// A form is sent. Now and then the person stops there, and nobody sends it at once.
pub(super) async fn submit(stage: &Stage, engine: &Engine, mut draft: Draft) {
    let mut made = engine.create(draft.clone()).await;
    if let Err(error) = &made {
        // Now and then a person says that it is a second payment.
        if error.code == "possible_duplicate" && stage.below(2) == 0 {
            go_on_despite(&mut draft, error.operation.as_ref().map(|o| o.id.clone()));
            made = engine.create(draft.clone()).await;
        }
    }
    let operation = match made {
        Ok(operation) => operation,
        Err(error) => {
            if matches!(draft, Draft::Refund(_)) {
                stage.met(&format!("refund not made: {}", error.code));
            }
            return;
        }
    };
    stage.told(&operation);
    if stage.below(3) > 0
        && let Ok(sent) = engine.send(&operation.id).await
    {
        stage.told(&sent);
        if sent.state == State::NeedsAction && stage.below(2) == 0 {
            customer(stage, engine).await;
        }
    }
}

fn go_on_despite(draft: &mut Draft, earlier: Option<OperationId>) {
    match draft {
        Draft::Charge(draft) => draft.despite = earlier,
        Draft::Payout(draft) => draft.despite = earlier,
        Draft::Refund(draft) => draft.despite = earlier,
        Draft::Conversion(_) | Draft::Link(_) => {}
    }
}

/// Where customers pay on a page, one of them opens it: the sandbox plays them.
pub(super) async fn customer(stage: &Stage, engine: &Engine) {
    let Some((id, phone)) = stage.waits_on_a_page() else {
        return;
    };
    if let Ok(operation) = engine.simulate_payment(&id, &phone).await {
        stage.met("a customer pays on the page");
        stage.told(&operation);
    }
}

/// A person at the desk tries something on an operation.
pub(super) async fn person(stage: &Stage, engine: &Engine) {
    let Some(id) = stage.any_known() else { return };
    match stage.below(7) {
        0 => drop(engine.check(&id).await),
        1 => drop(engine.cancel(&id).await),
        2 => drop(engine.set_aside(&id, "nobody knows").await),
        3 => {
            if let Ok(again) = engine.send_again(&id).await {
                stage.told(&again);
                let _ = engine.send(&again.id).await;
            }
        }
        4 => adopt_something(engine).await,
        5 => drop(engine.resolve(&id).await),
        _ => drop(engine.send(&id).await),
    }
}

async fn adopt_something(engine: &Engine) {
    let Ok(doubts) = engine.doubts(None, Lang::En).await else {
        return;
    };
    for doubt in doubts {
        let Some(candidate) = doubt.candidates.iter().find(|c| c.adoptable) else {
            continue;
        };
        let id = OperationId::parse(&doubt.operation.id).unwrap();
        let _ = engine.adopt(&id, &candidate.provider_reference).await;
        return;
    }
}

/// The clock of the shop is set wrong, or right, by hand or by a flat battery.
pub(super) fn jump(stage: &Stage) {
    let by = stage.one_of(&[60, 600, 3 * 3_600, 86_400]);
    if stage.below(2) == 0 {
        stage.met("clock jumps ahead");
        stage.jump(by);
    } else {
        stage.met("clock jumps back");
        stage.jump(-by);
    }
}

/// The provider stops taking the keys; later a person brings new ones.
pub(super) async fn keys(stage: &Stage, engine: &Engine) {
    let shop = stage.one_of(&Shop::PAYING);
    match stage.below(4) {
        0 => {
            stage.met("keys turned off in mid-work");
            stage.control.disable_keys(shop.provider, true).unwrap();
        }
        1 => {
            stage.met("keys replaced in mid-work");
            stage.control.rotate_keys(shop.provider).unwrap();
        }
        2 => {
            stage.met("sessions ended in mid-work");
            let other = stage.below(1_000).to_string();
            stage
                .control
                .set_knob("djomy", "tokens", Some(&other))
                .unwrap();
        }
        _ => mend_keys(stage, engine, shop).await,
    }
}

/// A person fetches the keys that are good now, and types them in.
pub(super) async fn mend_keys(stage: &Stage, engine: &Engine, shop: Shop) {
    stage.control.disable_keys(shop.provider, false).unwrap();
    let change = AccountChange {
        credentials: Some(credentials(&stage.control, shop)),
        ..AccountChange::default()
    };
    let account = &stage.accounts[shop.provider];
    if engine.update_account(account, change).await.is_err() {
        stage.note("the keys were not mended");
    }
}

/// The keys that the provider takes, in the fields the account form has.
pub(super) fn credentials(control: &simulator::Control, shop: Shop) -> Credentials {
    let known = providers::find(shop.provider).unwrap().manifest();
    control.practice().credentials[shop.provider]
        .iter()
        .filter(|(field, _)| known.credentials.iter().any(|k| k.name == field.as_str()))
        .map(|(field, value)| (field.clone(), Secret::new(value.clone())))
        .collect()
}

/// Some write from now on fails: once, or until the disk is healed a few deeds later.
pub(super) fn spoil_the_disk(stage: &Stage) -> How {
    let how = stage.one_of(&[How::Full, How::Broken]);
    let lasting = stage.one_of(&[Lasting::Once, Lasting::UntilHealed]);
    let at = 1 + stage.below(60);
    stage.disk.fail_at(at as u64, how, lasting);
    how
}
