//! What an account can pay, drawn from its provider's facts: by this a file is judged.

use crate::batch_file::{Limits, Offered, Rules};
use crate::draft::home_country;
use crate::error::{Result, bad_amount};
use domain::{Account, Currency, Kind, Money, Rail};
use providers::{Limit, Manifest, OurReference};
use rust_decimal::Decimal;

/// As long as any accounting programme makes them.
const LONGEST_REFERENCE: usize = 64;
const LONGEST_NAME: usize = 60;

pub(super) fn rules(account: &Account, facts: &'static Manifest) -> Result<Rules> {
    let mut codes: Vec<&str> = Vec::new();
    for code in facts.payout_rails.iter().flat_map(|rail| rail.currencies) {
        if !codes.contains(code) {
            codes.push(code);
        }
    }
    let currencies = codes
        .iter()
        .map(|code| Currency::parse(code).map_err(|error| bad_amount(&error)))
        .collect::<Result<Vec<_>>>()?;
    let offers = |wanted: Rail| facts.payout_rails.iter().any(|rail| rail.rail == wanted);
    let code = match facts.our_reference {
        OurReference::InNote => domain::note::CODE_LENGTH + 1,
        OurReference::Field { .. } => 0,
    };
    let (mut hard, mut soft) = (Vec::new(), Vec::new());
    for limit in facts.limits.iter().filter(|it| it.kind == Kind::Payout) {
        hard.push(limits(limit, limit.hard_for(&account.settings))?);
        if let Some(range) = limit.soft_for(&account.settings) {
            soft.push(limits(limit, range)?);
        }
    }
    Ok(Rules {
        country: home_country(account, facts)?,
        currencies,
        networks: facts.networks,
        offered: Offered {
            phone: offers(Rail::MobileMoney) || offers(Rail::Wallet),
            bank: offers(Rail::Bank),
            contact: offers(Rail::Contact),
        },
        hard,
        soft,
        longest_reference: LONGEST_REFERENCE,
        longest_name: LONGEST_NAME,
        longest_note: facts.longest_note.saturating_sub(code),
    })
}

fn limits(limit: &Limit, (least, most): (u64, u64)) -> Result<Limits> {
    let currency = Currency::parse(limit.currency).map_err(|error| bad_amount(&error))?;
    let money = |whole: u64| {
        Money::told(Decimal::from(whole), currency).map_err(|error| bad_amount(&error))
    };
    Ok(Limits {
        currency,
        least: Some(money(least)?),
        most: Some(money(most)?),
    })
}
