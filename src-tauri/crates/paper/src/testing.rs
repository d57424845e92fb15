//! Samples for the tests of this crate.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::Kind;
use engine::view::MoneyView;
use engine::{Slip, Standing};

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("the sample is a time")
}

pub(crate) fn receipt() -> Slip {
    Slip {
        standing: Standing::Proven,
        kind: Kind::Charge,
        specimen: false,
        business: Some("Quincaillerie Étoile".to_owned()),
        place: Some("Marché de Kaloum, Conakry".to_owned()),
        number: Some("000124".to_owned()),
        nth: 1,
        at: at("2026-11-21T14:31:40Z"),
        made_at: at("2026-11-22T07:30:12Z"),
        zone: Tz::Africa__Conakry,
        what_for: Some("Facture 56, ciment et fer à béton".to_owned()),
        amount: MoneyView {
            amount: "1250000".to_owned(),
            currency: "GNF".to_owned(),
        },
        refunded: None,
        network: Some("Orange Money".to_owned()),
        name: Some("Aïssatou Ɓarry".to_owned()),
        phone: Some("622 ••• 877".to_owned()),
        our_reference: Some("DK7K3M9PQ2".to_owned()),
        provider: "Kola".to_owned(),
        provider_reference: Some("3f9a1c2e-7b5d-4f60-a1b2-c3d4e5f60718".to_owned()),
        served_by: Some("Fatoumata".to_owned()),
    }
}
