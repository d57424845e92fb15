//! A payment link as it stands in every answer about one.

use super::currency;
use super::manifest::MANIFEST;
use super::payment::Payment;
use crate::reading::{Amount, Told, Word, in_zone, page};
use domain::{Currency, LinkSighting, LinkStatus};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Link {
    pub(super) payment_link_reference: Word,
    link_name: Word,
    status: Word,
    usage_type: Word,
    amount_to_pay: Amount,
    merchant_reference: Word,
    payment_page_url: Word,
    created_at: Word,
    expires_at: Word,
    number_of_usage: Amount,
    usage_limit: Amount,
    pub(super) payments: Option<Vec<Payment>>,
}

impl Link {
    /// What it says. `None` without a reference (the field `reference` is deprecated), or with an amount that is none.
    pub(super) fn sighting(self, base_url: &str) -> Option<LinkSighting> {
        let provider_reference = self.payment_link_reference.0.clone()?;
        let currency = Currency::parse(currency::HOME).ok();
        let amount = match self.amount_to_pay.of(currency) {
            Told::Nothing => None,
            // The customer types it.
            Told::Money(money) if money.amount().is_zero() => None,
            Told::Money(money) => Some(money),
            Told::Nonsense => return None,
        };
        let time = |word: &Word| in_zone(word.as_str(), MANIFEST.time_zone);
        let status = self.status();
        Some(LinkSighting {
            provider_reference,
            our_reference: self.merchant_reference.0.clone(),
            title: self.link_name.0.clone(),
            amount,
            currency,
            url: page(self.payment_page_url.as_str(), base_url).map(str::to_owned),
            status,
            provider_status: self.status.as_str().to_owned(),
            uses: count(self.number_of_usage),
            uses_limit: self.uses_limit(),
            expires_at: time(&self.expires_at),
            created_at: time(&self.created_at),
        })
    }

    fn uses_limit(&self) -> Option<u32> {
        if self.usage_type.is("UNIQUE") {
            return Some(1);
        }
        count(self.usage_limit)
    }

    /// Whether it was used is told by how often, and not by its word: a link for one payment may become REVOKED or PAID
    /// by it, and either may come otherwise.
    fn status(&self) -> LinkStatus {
        let uses = count(self.number_of_usage);
        let used = uses.is_some_and(|uses| uses > 0);
        let used_up = match (uses, self.uses_limit()) {
            (Some(uses), Some(limit)) => limit > 0 && uses >= limit,
            (None, _) | (_, None) => false,
        };
        match self.status.as_str() {
            _ if used_up => LinkStatus::UsedUp,
            "ACTIVE" | "ENABLED" => LinkStatus::Active,
            // One for several payments closes like this after the first, where no limit was sent.
            "PAID" if used => LinkStatus::UsedUp,
            "REVOKED" | "DISABLED" => LinkStatus::TurnedOff,
            "EXPIRED" => LinkStatus::Expired,
            _ => LinkStatus::Unknown,
        }
    }
}

fn count(told: Amount) -> Option<u32> {
    match told {
        Amount::Exact(count) if count.fract().is_zero() => u32::try_from(count).ok(),
        Amount::Exact(_) | Amount::Absent | Amount::Unreadable => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(fields: &str) -> LinkStatus {
        let link: Link = serde_json::from_str(fields).unwrap();
        link.status()
    }

    #[test]
    fn how_often_a_link_was_used_is_the_sign_and_not_its_word() {
        use LinkStatus::{Active, Expired, TurnedOff, Unknown, UsedUp};
        for (word, uses, expected) in [
            ("ACTIVE", "0", Active),
            ("ENABLED", "0", Active),
            ("ACTIVE", "1", UsedUp),
            ("REVOKED", "1", UsedUp),
            ("PAID", "1", UsedUp),
            ("REVOKED", "0", TurnedOff),
            ("DISABLED", "0", TurnedOff),
            ("EXPIRED", "0", Expired),
            ("PAID", "0", Unknown),
            ("PAID", "null", Unknown),
            ("ARCHIVED", "0", Unknown),
        ] {
            let fields = format!(
                r#"{{"status":"{word}","usageType":"UNIQUE","numberOfUsage":{uses},"usageLimit":9}}"#
            );
            assert_eq!(status(&fields), expected, "{word} {uses}");
        }
    }

    #[test]
    fn a_link_for_several_is_used_up_at_its_limit() {
        use LinkStatus::{Active, UsedUp};
        for (uses, limit, word, expected) in [
            ("2", "50", "ACTIVE", Active),
            ("50", "50", "ACTIVE", UsedUp),
            ("1", "null", "PAID", UsedUp),
            ("1", "null", "ACTIVE", Active),
        ] {
            let fields = format!(
                r#"{{"status":"{word}","usageType":"MULTIPLE","numberOfUsage":{uses},"usageLimit":{limit}}}"#
            );
            assert_eq!(status(&fields), expected, "{fields}");
        }
    }
}
