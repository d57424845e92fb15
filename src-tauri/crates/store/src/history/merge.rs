//! What a new sighting changes about a kept transaction. What it does not tell stays as it was known.

use domain::Transaction;

fn told<T>(new: Option<T>, kept: Option<T>) -> Option<T> {
    new.or(kept)
}

/// The transaction as it is to be kept, or `None` when the sighting tells nothing new. A sighting older than what
/// is kept only fills gaps: pages, look-ups and deliveries arrive in any order and must end in the same place.
pub(super) fn merge(kept: &Transaction, seen: &Transaction) -> Option<Transaction> {
    let older = seen.synced_at < kept.synced_at;
    let (first, second) = if older { (kept, seen) } else { (seen, kept) };
    let mut merged = Transaction {
        id: kept.id.clone(),
        environment: kept.environment,
        account: kept.account.clone(),
        provider: kept.provider.clone(),
        kind: kept.kind,
        status: first.status,
        provider_status: first.provider_status.clone(),
        amount: first.amount,
        fee: told(first.fee, second.fee),
        net: told(first.net, second.net),
        refunded: told(first.refunded, second.refunded),
        debited: told(first.debited, second.debited),
        recipient_gets: told(first.recipient_gets, second.recipient_gets),
        link: told(first.link.clone(), second.link.clone()),
        system_reference: told(
            first.system_reference.clone(),
            second.system_reference.clone(),
        ),
        provider_reference: kept.provider_reference.clone(),
        our_reference: told(first.our_reference.clone(), second.our_reference.clone()),
        operator_reference: told(
            first.operator_reference.clone(),
            second.operator_reference.clone(),
        ),
        phone: told(first.phone.clone(), second.phone.clone()),
        name: told(first.name.clone(), second.name.clone()),
        method: told(first.method, second.method),
        network: told(first.network.clone(), second.network.clone()),
        note: told(first.note.clone(), second.note.clone()),
        provider_message: told(
            first.provider_message.clone(),
            second.provider_message.clone(),
        ),
        occurred_at: first.occurred_at,
        synced_at: kept.synced_at,
        // A list and a look-up word the same news differently: other words alone are no change.
        raw: kept.raw.clone().or_else(|| seen.raw.clone()),
    };
    if merged == *kept {
        return None;
    }
    merged.synced_at = first.synced_at;
    merged.raw = told(first.raw.clone(), second.raw.clone());
    Some(merged)
}
