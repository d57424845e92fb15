//! A shop whose providers cannot be reached: what was read before is old, and nothing new can be asked.

use super::Step::{
    Alone, At, Choose, Click, File, Go, Press, Read, Run, See, Strike, Today, Until, Write,
};
use super::{LOOKS, Place, Screen, dress, see_each};
use crate::support::{Market, Page, account_at};
use fantoccini::key::Key;
use serde_json::json;

const FACE: &str = "failing";
const BOTH: [&str; 2] = ["zengapay", "dgspay"];
const BAD_ROWS: &str = "reference,phone,amount\nA-{n},0772,ten\nB-{n},0772418303,\n";
const TOLD: &str = "document.querySelector('[role=alert]')";

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
        &[
            Go("charge"),
            See("charge-amount"),
            Click("charge-new"),
            Today("9000"),
            See("result-state"),
        ],
    ),
    Place(
        "take-payment-not-sent",
        &[
            Click("charge-new"),
            At("charge-account", "zengapay"),
            Write("charge-amount", "5{n}100"),
            Write("charge-phone", "0772418377"),
            Read("charge-review"),
            Click("charge-submit"),
            See("result-state"),
        ],
    ),
    Place(
        "counter",
        &[
            Click("charge-new"),
            Click("to-counter"),
            Until("document.querySelector('[data-test=own-sales] button')"),
        ],
    ),
    Place(
        "links",
        &[
            Click("counter-leave"),
            Go("links"),
            See("link-form"),
            Click("act-links-again"),
            Until(TOLD),
        ],
    ),
    Place("transactions", &[Go("ledger"), See("ledger-row")]),
    Place("payout", &[Go("payout"), See("payout-form")]),
    Place(
        "payout-to-a-bank",
        &[
            At("payout-account", "dgspay"),
            Choose("payout-to-bank"),
            Until("document.querySelector('[data-test=payout-bank], [role=alert]')"),
        ],
    ),
    Place(
        "batch",
        &[
            Choose("payout-to-mobile-money"),
            Click("act-payout-many"),
            See("batch-choose"),
            File("batch-file", "bad-{n}.csv", BAD_ROWS),
            See("batch-row"),
        ],
    ),
    Place(
        "convert",
        &[
            Click("act-payout-many"),
            Go("convert"),
            Write("convert-amount", "1000"),
            Click("convert-ask"),
            Until(TOLD),
        ],
    ),
    Place(
        "balances",
        &[Go("balances"), See("balance-row"), Strike("r"), Until(TOLD)],
    ),
    Place(
        "contacts",
        &[
            Go("contacts"),
            Write("contact-first", "Moses"),
            Write("contact-phone", "0772"),
            Click("contact-save"),
            Until("document.querySelector('[data-test=contact-phone][aria-invalid=true]')"),
        ],
    ),
    Place(
        "doubts",
        &[
            Go("doubts"),
            See("doubt-line"),
            Click("act-doubt-check"),
            Until("document.querySelector('main h1')"),
        ],
    ),
    Place(
        "webhooks",
        &[
            Go("webhooks"),
            Write("webhook-headers", "X-Signature: 0000"),
            Write("webhook-body", "{}"),
            Click("webhook-judge"),
            Until("document.querySelector('[data-test=webhook-verdict][data-trust]')"),
        ],
    ),
    Place(
        "accounts",
        &[
            Go("accounts"),
            See("account-row"),
            Run("document.querySelector('[data-test=account-row] button').click()"),
            See("keytest"),
        ],
    ),
    Place(
        "accounts-one",
        &[Click("account-open"), See("account-rotate")],
    ),
    Place("settings", &[Go("settings"), See("settings-desk")]),
    Place(
        "settings-paper",
        &[
            Choose("settings-paper"),
            Write("backup-passphrase", "short"),
            Click("backup-make"),
            Until("document.querySelector('[aria-invalid=true]')"),
        ],
    ),
    Place(
        "settings-people",
        &[
            Choose("settings-people"),
            Write("person-pin", "1"),
            Click("person-save"),
            Until("document.querySelector('[aria-invalid=true]')"),
        ],
    ),
    Place(
        "palette",
        &[
            Choose("settings-desk"),
            Click("palette-open"),
            See("palette"),
        ],
    ),
    Place(
        "keys",
        &[
            Press(Key::Escape),
            Alone,
            Strike("?"),
            Until("document.querySelector('[role=dialog] dl')"),
        ],
    ),
];

/// Opens a shop with a past, takes its providers away, and walks through it in every look.
pub(crate) async fn failing(mut seen: impl AsyncFnMut(&Page, &Screen)) {
    let mut market = Market::with_past(60).await;
    let session = market.open_at(&BOTH).await;
    let page = &session.page;
    let account = account_at(page, "zengapay").await;
    for (phone, amount, end) in [
        ("0772418303", "9000", "pending"),
        ("0772418396", "47000", "in_doubt"),
    ] {
        let draft = json!({
            "account": account, "amount": amount, "currency": "UGX", "method": "mobile-money", "phone": phone, "network": "MTN",
        });
        let asked = page.confirmed("review_charge", draft).await;
        page.until_state(&asked["id"], end).await;
    }
    page.invoke("sync_now", json!({})).await;
    page.invoke("balances", json!({ "refresh": true })).await;
    market.goes_dark().await;
    page.invoke("sync_now", json!({})).await;
    for look in LOOKS {
        dress(page, look).await;
        page.wait_for("nav-charge").await;
        see_each(page, PLACES, look, FACE, &mut seen).await;
    }
    session.close().await;
}
