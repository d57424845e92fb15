//! A shop with an account at every provider, in which nothing has happened yet.

use super::Step::{Alone, At, Choose, Click, Go, Press, Run, See, Strike, Until, Write};
use super::{LOOKS, Place, Screen, dress, see_each};
use crate::support::{Market, Page};
use fantoccini::key::Key;

const FACE: &str = "empty";
const ALL: [&str; 4] = ["zengapay", "dgspay", "djamo", "djomy"];

pub(super) const PLACES: &[Place] = &[
    Place(
        "overview",
        &[
            Go("overview"),
            Until(
                "document.querySelector('[data-test=overview-made], [data-test=overview-empty]')",
            ),
        ],
    ),
    Place(
        "take-payment",
        &[Go("charge"), See("charge-amount"), Click("charge-new")],
    ),
    Place(
        "take-payment-wrong",
        &[
            At("charge-account", "zengapay"),
            Write("charge-phone", "07724"),
            Click("charge-submit"),
            Until("document.querySelector('[aria-invalid=true]')"),
        ],
    ),
    Place(
        "counter",
        &[Click("charge-new"), Click("to-counter"), See("own-sales")],
    ),
    Place(
        "links",
        &[Click("counter-leave"), Go("links"), See("link-form")],
    ),
    Place(
        "transactions",
        &[
            Go("ledger"),
            Until("document.querySelector('main h1') && !document.querySelector('.bars')"),
        ],
    ),
    Place("payout", &[Go("payout"), See("payout-form")]),
    Place("batch", &[Click("act-payout-many"), See("batch-choose")]),
    Place(
        "convert",
        &[Click("act-payout-many"), Go("convert"), See("convert-form")],
    ),
    Place("balances", &[Go("balances")]),
    Place("contacts", &[Go("contacts"), See("contact-form")]),
    Place("doubts", &[Go("doubts")]),
    Place("webhooks", &[Go("webhooks"), See("webhook-body")]),
    Place("accounts", &[Go("accounts"), See("account-row")]),
    Place(
        "accounts-one",
        &[Click("account-open"), See("account-rotate")],
    ),
    Place(
        "accounts-new-keys",
        &[Click("account-rotate"), See("rotate-form")],
    ),
    Place(
        "accounts-add",
        &[
            Click("account-back"),
            Run("document.querySelector('main header button').click()"),
            See("account-provider-dgspay"),
            Choose("account-provider-dgspay"),
        ],
    ),
    Place("settings", &[Go("settings"), See("settings-desk")]),
    Place(
        "settings-paper",
        &[Choose("settings-paper"), See("backup-make")],
    ),
    Place(
        "settings-people",
        &[Choose("settings-people"), See("person-form")],
    ),
    Place(
        "settings-audit",
        &[
            Choose("settings-audit"),
            Until("document.querySelector('main section')"),
        ],
    ),
    Place(
        "keys",
        &[
            Choose("settings-desk"),
            Strike("?"),
            Until("document.querySelector('[role=dialog] dl')"),
        ],
    ),
    Place(
        "palette",
        &[
            Press(Key::Escape),
            Alone,
            Click("palette-open"),
            Write("palette-box", "zzzz"),
            See("palette"),
        ],
    ),
];

/// Opens such a shop, and walks through it in every look.
pub(crate) async fn bare(mut seen: impl AsyncFnMut(&Page, &Screen)) {
    let market = Market::with_past(0).await;
    let session = market.open_at(&ALL).await;
    let page = &session.page;
    for look in LOOKS {
        dress(page, look).await;
        page.wait_for("nav-charge").await;
        see_each(page, PLACES, look, FACE, &mut seen).await;
    }
    session.close().await;
}
