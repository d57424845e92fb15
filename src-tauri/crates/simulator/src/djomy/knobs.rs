//! What can be set on an account here, and what it is when nobody set it.

use chrono::TimeDelta;

use crate::sandbox::Access;

/// Seconds that a token lives.
const TOKEN_LIFE: &str = "token_life_s";
/// Whatever stands here, a change of it ends every token that was given out before.
const TOKENS: &str = "tokens";
/// The domain that every request must name, as live accounts have one.
const DOMAIN: &str = "partner_domain";
/// `fails`: every payment by Orange Money fails, as in the real sandbox.
const ORANGE_MONEY: &str = "orange_money";
/// `required`: OM and MOMO wait for the code of the payer, as the catalogue says.
const OTP: &str = "otp";
/// `refunded`: what an operator takes back is REFUNDED; otherwise FAILED, as it is everywhere else.
const REVERSAL: &str = "reversal";
/// `v2`: bodies of webhooks have one more level.
const WEBHOOKS: &str = "webhook_version";
/// `live`: links are ACTIVE and then REVOKED; otherwise ENABLED and then PAID.
const LINK_WORDS: &str = "link_words";
/// `shown`: a link lists its payments.
const LINK_PAYMENTS: &str = "link_payments";

pub(super) const ALL: &[&str] = &[
    TOKEN_LIFE,
    TOKENS,
    DOMAIN,
    ORANGE_MONEY,
    OTP,
    REVERSAL,
    WEBHOOKS,
    LINK_WORDS,
    LINK_PAYMENTS,
];

pub(super) fn token_life(access: &Access) -> TimeDelta {
    let given = access.knob(TOKEN_LIFE).and_then(|text| text.parse().ok());
    given
        .and_then(TimeDelta::try_seconds)
        .unwrap_or(TimeDelta::hours(1))
}

pub(super) fn tokens(access: &Access) -> &str {
    access.knob(TOKENS).unwrap_or_default()
}

pub(super) fn domain(access: &Access) -> Option<&str> {
    access.knob(DOMAIN)
}

pub(super) fn orange_money_fails(access: &Access) -> bool {
    access.knob(ORANGE_MONEY) == Some("fails")
}

pub(super) fn waits_for_otp(access: &Access) -> bool {
    access.knob(OTP) == Some("required")
}

pub(super) fn reversals_are_refunds(access: &Access) -> bool {
    access.knob(REVERSAL) == Some("refunded")
}

pub(super) fn webhooks_have_one_more_level(access: &Access) -> bool {
    access.knob(WEBHOOKS) == Some("v2")
}

pub(super) fn links_have_live_words(access: &Access) -> bool {
    access.knob(LINK_WORDS) == Some("live")
}

pub(super) fn links_list_payments(access: &Access) -> bool {
    access.knob(LINK_PAYMENTS) == Some("shown")
}
