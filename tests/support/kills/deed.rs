//! What is recorded in a round: charges, payouts at every provider, and refunds by either way.

use crate::Shop;
use domain::{AccountId, Kind, TransactionId};
use engine::{ChargeDraft, Draft, PayoutDraft, RefundDraft};
use std::collections::BTreeMap;

/// What the other sides do: one pays, one declines, one never answers, one takes a moment.
const ENDINGS: [&str; 4] = ["01", "02", "03", "13"];
/// Every amount of a round lies above this, and below what was paid for what is given back.
const LEAST: usize = 20_000;
/// What each charge was paid that is given back in part: a refund that left twice would be taken twice.
pub(super) const PAID: u32 = 100_000;
/// A customer who paid, at the two providers where charges are given back.
pub(super) const PAYER: &str = "13";

/// One thing that moves money.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    Charge(Shop),
    Payout(Shop),
    /// By the provider's own call, or by a payout where there is none.
    Refund(Shop),
}

/// The deeds of a round, in the order of their recording.
pub(super) const DEEDS: [Deed; 10] = [
    Deed::Charge(Shop::KAMPALA),
    Deed::Payout(Shop::ABIDJAN),
    Deed::Refund(Shop::KAMPALA),
    Deed::Charge(Shop::KIGALI),
    Deed::Payout(Shop::CONAKRY),
    Deed::Refund(Shop::ABIDJAN),
    Deed::Payout(Shop::KAMPALA),
    Deed::Charge(Shop::KAMPALA),
    Deed::Payout(Shop::KIGALI),
    Deed::Charge(Shop::KIGALI),
];

/// The providers where charges are given back.
pub(super) const GIVE_BACK: [Shop; 2] = [Shop::KAMPALA, Shop::ABIDJAN];

/// The form of the `number`-th deed of a home. No other has its amount, so that any two with one amount are one intent sent
/// twice. `paid` has, by provider, the charges that nothing was given back of yet.
pub(super) fn draft(
    number: usize,
    accounts: &BTreeMap<&'static str, AccountId>,
    paid: &mut BTreeMap<&'static str, Vec<String>>,
) -> Result<Draft, String> {
    let amount = (LEAST + number).to_string();
    let ending = ENDINGS[number / DEEDS.len() % ENDINGS.len()];
    Ok(match DEEDS[number % DEEDS.len()] {
        Deed::Charge(shop) => charge(shop, &accounts[shop.provider], amount, ending).into(),
        Deed::Payout(shop) => payout(shop, &accounts[shop.provider], amount, ending).into(),
        Deed::Refund(shop) => {
            let left = paid.get_mut(shop.provider).and_then(Vec::pop);
            let charge = left.ok_or_else(|| format!("{} has no charge left", shop.provider))?;
            let account = &accounts[shop.provider];
            refund(
                &TransactionId::derive(account, Kind::Charge, &charge),
                amount,
            )
            .into()
        }
    })
}

fn charge(shop: Shop, account: &AccountId, amount: String, ending: &str) -> ChargeDraft {
    ChargeDraft {
        account: account.clone(),
        amount,
        currency: shop.currency.to_owned(),
        method: "mobile-money".to_owned(),
        phone: Some(format!("{}{ending}", shop.customer)),
        network: Some(shop.network.to_owned()),
        payer: None,
        country: None,
        fee_payer: None,
        first_name: None,
        last_name: None,
        email: None,
        note: Some("Cement".to_owned()),
        request_id: None,
        scenario: None,
        despite: None,
    }
}

fn payout(shop: Shop, account: &AccountId, amount: String, ending: &str) -> PayoutDraft {
    PayoutDraft {
        account: account.clone(),
        amount,
        currency: shop.currency.to_owned(),
        to: shop.pays_to.to_owned(),
        contact: None,
        phone: Some(format!("{}{ending}", shop.customer)),
        network: Some(shop.network.to_owned()),
        bank: None,
        number: None,
        branch: None,
        name: Some("Moses Okello".to_owned()),
        country: None,
        note: Some("Wages".to_owned()),
        recipient_gets: false,
        request_id: None,
        scenario: None,
        sub_account: None,
        despite: None,
    }
}

fn refund(of: &TransactionId, amount: String) -> RefundDraft {
    RefundDraft {
        of: of.as_str().to_owned(),
        amount: Some(amount),
        note: None,
        request_id: None,
        scenario: None,
        despite: None,
    }
}
