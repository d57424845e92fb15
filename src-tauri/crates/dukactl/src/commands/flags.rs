//! Flags that a provider has no field for: named and left out, unless leaving them out would change who pays.
//!
//! What changes how much is paid is refused by the engine, for every door alike.

use crate::answer::err;
use crate::cli::ChargeCreate;
use crate::desk::Desk;
use crate::print::say;
use domain::{AccountId, Method};
use engine::EngineError;
use providers::ChargeMethod;

/// Takes out of the draft what the account's provider has no field for.
pub(super) async fn fit(
    desk: &Desk,
    account: &AccountId,
    args: &mut ChargeCreate,
) -> Result<(), EngineError> {
    let accounts = desk.engine.accounts().await?;
    let account = accounts
        .iter()
        .find(|one| one.id == *account)
        .ok_or_else(|| EngineError::no_such("account", "compte", account.as_str()))?;
    let Some(facts) = providers::find(account.provider.as_str()).map(|one| one.manifest()) else {
        return Ok(());
    };
    let wanted = Method::parse(&args.method);
    let rail = facts
        .charge_methods
        .iter()
        .find(|rail| Some(rail.method) == wanted);
    // A rail that is not offered is the engine's to refuse.
    let Some(rail) = rail else { return Ok(()) };
    if args.payer.is_some() && rail.method != Method::Wallet {
        return Err(EngineError::bad(
            "payer",
            "unsupported",
            format!(
                "{} has no field for --payer here, and it decides who pays. Nothing was sent.",
                facts.name
            ),
            format!(
                "{} n’a pas de champ pour --payer ici, et il décide qui paie. Rien n’a été envoyé.",
                facts.name
            ),
        )
        .next(
            "Give the number that pays as --phone.",
            "Donnez le numéro qui paie avec --phone.",
        ));
    }
    for flag in left_out(args, rail) {
        err(&format!(
            "{flag}: {}\n",
            say(
                desk.lang,
                "the provider has no field for it, so it is left out.",
                "le fournisseur n’a pas de champ pour cela, donc c’est laissé de côté.",
            )
        ));
    }
    Ok(())
}

/// Empties what has no field, and names it.
fn left_out(args: &mut ChargeCreate, rail: &ChargeMethod) -> Vec<&'static str> {
    let mut without = Vec::new();
    if !rail.names {
        without.push(("--first-name", &mut args.first_name));
        without.push(("--last-name", &mut args.last_name));
        without.push(("--email", &mut args.email));
    }
    if !rail.needs_network {
        without.push(("--network", &mut args.network));
    }
    if rail.scenarios.is_empty() {
        without.push(("--scenario", &mut args.scenario));
    }
    without
        .into_iter()
        .filter_map(|(flag, value)| value.take().map(|_| flag))
        .collect()
}
