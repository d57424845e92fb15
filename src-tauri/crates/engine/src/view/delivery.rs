//! Webhooks, for eyes: what one claims, and whether anybody vouches for it.

use chrono::{DateTime, Utc};
use domain::{Delivery, Flaw, Kind};
use serde::Serialize;
use store::KeptDelivery;
use ts_rs::TS;

/// What a webhook is. Only its trust is to be relied on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct VerdictView {
    /// Whether it comes from the provider.
    #[ts(type = "Trust")]
    pub trust: &'static str,
    /// Why it is not verified.
    #[ts(type = "Flaw | null")]
    pub why: Option<&'static str>,
    /// How it is signed.
    pub scheme: String,
    /// The provider's word for what happened.
    pub event: Option<String>,
    /// What it is about, as far as the event tells.
    #[ts(type = "Kind | null")]
    pub kind: Option<&'static str>,
    /// The provider's reference.
    pub provider_reference: Option<String>,
    /// Our reference, where the provider repeats it.
    pub our_reference: Option<String>,
    /// The status word that it tells. Nothing is decided by it.
    pub told: Option<String>,
}

impl From<&Delivery> for VerdictView {
    fn from(delivery: &Delivery) -> Self {
        Self {
            trust: delivery.trust.as_str(),
            why: delivery.flaw.map(Flaw::as_str),
            scheme: delivery.scheme.to_owned(),
            event: delivery.event.clone(),
            kind: delivery.kind.map(Kind::as_str),
            provider_reference: delivery.provider_reference.clone(),
            our_reference: delivery.our_reference.clone(),
            told: delivery.told.clone(),
        }
    }
}

/// A webhook that came and was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeliveryView {
    /// Tells it apart in a list.
    #[ts(type = "number")]
    pub row: i64,
    /// What it is.
    pub verdict: VerdictView,
    /// How often it came.
    #[ts(type = "number")]
    pub seen: u64,
    /// When it first came.
    pub first_at: DateTime<Utc>,
    /// When it last came.
    pub last_at: DateTime<Utc>,
    /// When what it names was looked up.
    pub looked_up_at: Option<DateTime<Utc>>,
    /// When what it names is looked up next.
    pub look_at: Option<DateTime<Utc>>,
    /// Its body, secrets blanked and phones masked; not of forged ones.
    pub body: Option<String>,
}

impl From<&KeptDelivery> for DeliveryView {
    fn from(kept: &KeptDelivery) -> Self {
        Self {
            row: kept.row,
            verdict: VerdictView {
                trust: kept.trust.as_str(),
                why: kept.flaw.map(Flaw::as_str),
                scheme: kept.scheme.clone(),
                event: kept.event.clone(),
                kind: kept.kind.map(Kind::as_str),
                provider_reference: kept.provider_reference.clone(),
                our_reference: kept.our_reference.clone(),
                told: kept.told.clone(),
            },
            seen: kept.seen,
            first_at: kept.first_at,
            last_at: kept.last_at,
            looked_up_at: kept.looked_up_at,
            look_at: kept.look_at,
            body: kept.body.clone(),
        }
    }
}

/// The webhooks that came for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeliveriesView {
    /// The last ones, newest first.
    pub rows: Vec<DeliveryView>,
    /// How many came besides that nobody vouches for, of which only the number is kept.
    #[ts(type = "number")]
    pub only_counted: u64,
}
