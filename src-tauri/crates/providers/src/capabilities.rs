//! What can be done at a provider, as words. Derived from its endpoints, so that what a screen offers cannot disagree with
//! the code.

use crate::contract::Provider;

/// The words of a provider.
#[must_use]
pub fn capabilities(provider: &dyn Provider) -> Vec<String> {
    let facts = provider.manifest();
    let mut words = Vec::new();
    if provider.create_charge().is_some() {
        let rails = facts.charge_methods.iter();
        words.extend(rails.map(|rail| format!("charge:{}", rail.method.as_str())));
    }
    if provider.create_payout().is_some() {
        let rails = facts.payout_rails.iter();
        words.extend(rails.map(|rail| format!("payout:{}", rail.rail.as_str())));
    }
    for (word, has) in calls(provider) {
        if has {
            words.push(word.to_owned());
        }
    }
    words
}

/// Every word but the rails', with whether the provider has what it stands for.
fn calls(provider: &dyn Provider) -> [(&'static str, bool); 25] {
    [
        ("charge:confirm", provider.authorise_charge().is_some()),
        ("charge:simulate", provider.simulate_payment().is_some()),
        ("payout:batch-call", provider.create_payouts().is_some()),
        ("payout:dry-run", provider.dry_run_payout().is_some()),
        ("payout:retry", provider.retry_payout().is_some()),
        ("payout:check", provider.check_recipient().is_some()),
        ("refund", provider.refund_charge().is_some()),
        (
            "refund:by-payout",
            provider.refund_charge().is_none() && provider.create_payout().is_some(),
        ),
        ("convert", provider.convert().is_some()),
        ("link", provider.create_link().is_some()),
        ("link:list", provider.list_links().is_some()),
        ("link:update", provider.update_link().is_some()),
        ("link:revoke", provider.revoke_link().is_some()),
        ("verify", provider.fetch_transaction().is_some()),
        ("find", provider.find_by_reference().is_some()),
        ("list", provider.list_transactions().is_some()),
        ("balance", provider.read_balances().is_some()),
        ("statement", provider.read_statement().is_some()),
        ("account", provider.read_account().is_some()),
        ("contact", provider.create_contact().is_some()),
        ("bank:list", provider.list_banks().is_some()),
        ("network:list", provider.list_networks().is_some()),
        ("sub-account:list", provider.list_sub_accounts().is_some()),
        ("webhook", provider.read_delivery().is_some()),
        ("webhook:register", provider.register_webhook().is_some()),
    ]
}
