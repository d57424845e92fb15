//! What can be set on an account here, and what it is when nobody set it.

use rust_decimal::Decimal;

use crate::sandbox::Access;

/// `CI` or `SN`: the only country whose numbers are taken. Both, when it is not set.
const COUNTRY: &str = "country";
/// The limits of this account's transfers. The vendor's pages name two ranges; which one holds is for Djamo to say.
const SMALLEST: &str = "transfer_smallest";
const LARGEST: &str = "transfer_largest";
/// `missing`: the undocumented list of charges is not there.
const CHARGE_LIST: &str = "charge_list";
/// `listed`: what customers paid stands among the transactions, too. No page says whether it does.
const PAYMENTS: &str = "payments_among_transactions";
/// `field`: who is no customer is told by a field under 200 instead of by a 404.
const CHECK: &str = "customer_check";
/// `missing`: this environment has no refunds.
const REFUND: &str = "refund";

pub(super) const ALL: &[&str] = &[
    COUNTRY,
    SMALLEST,
    LARGEST,
    CHARGE_LIST,
    PAYMENTS,
    CHECK,
    REFUND,
];

pub(super) fn country(access: &Access) -> Option<&str> {
    access.knob(COUNTRY)
}

pub(super) fn smallest_transfer(access: &Access) -> Option<Decimal> {
    access.knob(SMALLEST)?.parse().ok()
}

pub(super) fn largest_transfer(access: &Access) -> Option<Decimal> {
    access.knob(LARGEST)?.parse().ok()
}

pub(super) fn lists_charges(access: &Access) -> bool {
    access.knob(CHARGE_LIST) != Some("missing")
}

pub(super) fn lists_payments(access: &Access) -> bool {
    access.knob(PAYMENTS) == Some("listed")
}

pub(super) fn check_has_field(access: &Access) -> bool {
    access.knob(CHECK) == Some("field")
}

pub(super) fn refunds(access: &Access) -> bool {
    access.knob(REFUND) != Some("missing")
}
