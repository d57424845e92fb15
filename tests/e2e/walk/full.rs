//! A practice shop in which every kind of thing has happened.

use super::Step::{
    Alone, At, Choose, Click, File, Go, Press, Read, Run, See, Select, Stands, Strike, Today,
    Until, Write,
};
use super::furnish::furnish;
use super::{LOOKS, Place, Screen, dress, see_each};
use crate::batch::TYPE_WHAT_IS_ASKED;
use crate::support::{Market, Page, Stage};
use fantoccini::key::Key;
use serde_json::json;

const FACE: &str = "full";
/// What is in place before anything is typed into a form of money that goes out.
const WAGES: &str = "reference,phone,amount,name,note\n\
    WAGE-{n}1,0772418303,2{n}100,Moses Okello,Wages\n\
    WAGE-{n}2,0752418303,2{n}200,Grace Namuli,Wages\n\
    WAGE-{n}3,07724183,2{n}300,Peter Ssali,Wages\n";

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
            Until(TODAY_STANDS),
        ],
    ),
    Place(
        "take-payment-review",
        &[
            At("charge-account", "zengapay"),
            Write("charge-amount", "1{n}500"),
            Write("charge-phone", "0772418377"),
            Read("charge-review"),
        ],
    ),
    Place(
        "take-payment-paid",
        &[Click("charge-new"), Today("85000"), Stands("succeeded")],
    ),
    Place("take-payment-waiting", &[Today("9000"), Stands("pending")]),
    Place("take-payment-not-paid", &[Today("12000"), Stands("failed")]),
    Place(
        "take-payment-in-doubt",
        &[Today("47000"), Stands("in_doubt")],
    ),
    Place(
        "take-payment-wallet-code",
        &[Today("61000"), See("pay-page"), See("qr")],
    ),
    Place("take-payment-page", &[Today("62000"), See("pay-page")]),
    Place("take-payment-code", &[Today("63000"), See("code")]),
    Place(
        "refund",
        &[
            Today("85000"),
            Stands("succeeded"),
            Click("refund-open"),
            See("refund-note"),
            Read("review"),
        ],
    ),
    Place(
        "counter",
        &[
            Click("refund-close"),
            Alone,
            Run("document.querySelector('main').scrollTo(0, 0)"),
            Click("to-counter"),
            Until("document.querySelector('[data-test=own-sales] button')"),
        ],
    ),
    Place(
        "counter-sale",
        &[
            Run("document.querySelector('[data-test=own-sales] button').click()"),
            Until("document.querySelector('[data-test=sale]:not([data-mark=none])')"),
        ],
    ),
    Place(
        "links",
        &[Click("counter-leave"), Go("links"), See("link-row")],
    ),
    Place(
        "links-review",
        &[
            At("link-account", "dgspay"),
            Write("link-title", "Shoes, pair {n}"),
            Write("link-amount", "4{n}500"),
            Click("link-read"),
            Read("review"),
        ],
    ),
    Place("links-made", &[Click("review-send"), See("link-share")]),
    Place(
        "links-drawer",
        &[
            Click("link-new"),
            Click("link-open-row"),
            See("drawer"),
            See("link-share"),
        ],
    ),
    Place(
        "transactions",
        &[Click("drawer-close"), Go("ledger"), See("ledger-row")],
    ),
    Place(
        "transactions-drawer",
        &[
            Click("ledger-row"),
            See("drawer"),
            Until("document.querySelector('[data-test=drawer] [role=tabpanel] li')"),
        ],
    ),
    Place(
        "transactions-nothing",
        &[
            Click("drawer-close"),
            Write("search-box", "zzzz"),
            Until("!document.querySelector('[data-test=ledger-row]')"),
        ],
    ),
    Place(
        "payout",
        &[
            Write("search-box", "\u{8}"),
            Go("payout"),
            See("payout-form"),
        ],
    ),
    Place(
        "payout-review",
        &[
            At("payout-account", "zengapay"),
            Write("payout-phone", "0772418303"),
            Write("payout-amount", "3{n}500"),
            Write("payout-note", "Rice, sacks"),
            Click("payout-read"),
            Read("review"),
        ],
    ),
    Place("payout-sent", &[Click("review-send"), Stands("pending")]),
    Place(
        "batch",
        &[
            Click("payout-new"),
            Click("act-payout-many"),
            See("batch-choose"),
            Until("document.querySelector('[data-test=batch-given]')"),
        ],
    ),
    Place(
        "batch-mapping",
        &[
            File("batch-file", "wages-{n}.csv", WAGES),
            See("batch-totals"),
            At("batch-account", "zengapay"),
            Until("document.querySelectorAll('[data-test=batch-row]').length === 3"),
        ],
    ),
    Place(
        "batch-mend",
        &[
            Run("[...document.querySelectorAll('[data-test=batch-row]')][2].click()"),
            See("row-mend"),
        ],
    ),
    Place(
        "batch-progress",
        &[
            Run(TYPE_WHAT_IS_ASKED),
            Until("document.querySelector('[data-test=batch-send]:not([aria-disabled])')"),
            Click("batch-send"),
            See("batch-run"),
            Until("document.querySelector('[data-test=batch-run][data-state=ended]')"),
        ],
    ),
    Place(
        "convert",
        &[
            Click("batch-close"),
            Click("act-payout-many"),
            Go("convert"),
            See("convert-form"),
            See("conversion"),
        ],
    ),
    Place(
        "convert-review",
        &[
            Write("convert-amount", "10{n}00"),
            Click("convert-ask"),
            Read("review"),
        ],
    ),
    Place("convert-done", &[Click("review-send"), See("result-state")]),
    Place("balances", &[Go("balances"), See("balance-row")]),
    Place("contacts", &[Go("contacts"), See("contact")]),
    Place(
        "contacts-names",
        &[Click("contact-names"), See("contact-seen")],
    ),
    Place("doubts", &[Go("doubts"), See("doubt-line")]),
    Place("webhooks", &[Go("webhooks"), See("webhook-body")]),
    Place(
        "webhooks-verdict",
        &[
            Write("webhook-headers", "Content-Type: application/json"),
            Write("webhook-body", "{}"),
            Click("webhook-judge"),
            Until("document.querySelector('[data-test=webhook-verdict][data-trust]')"),
        ],
    ),
    Place("accounts", &[Go("accounts"), See("account-row")]),
    Place(
        "accounts-one",
        &[Click("account-open"), See("account-back")],
    ),
    Place(
        "settings",
        &[Click("account-back"), Go("settings"), See("settings-desk")],
    ),
    Place(
        "settings-paper",
        &[
            Choose("settings-paper"),
            Until("document.querySelectorAll('main section, main fieldset').length > 1"),
        ],
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
            See("palette"),
        ],
    ),
    Place(
        "palette-found",
        &[Write("palette-box", "85000"), See("palette-row")],
    ),
    Place(
        "take-payment-networks",
        &[
            Press(Key::Escape),
            Alone,
            Go("charge"),
            Click("charge-new"),
            At("charge-account", "dgspay"),
            Write("charge-phone", "0788123401"),
            Select("charge-scenario", "scenario:auth_pin"),
        ],
    ),
];

const TODAY_STANDS: &str = "[...document.querySelectorAll('main li button')].length > 5";

/// Opens a shop, lets everything happen in it that can, and walks through it in every look.
pub(crate) async fn full(mut seen: impl AsyncFnMut(&Page, &Screen)) {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    furnish(page).await;
    for look in LOOKS {
        dress(page, look).await;
        see_each(page, PLACES, look, FACE, &mut seen).await;
    }
    session.close().await;
    for look in LOOKS {
        by_card(look, &mut seen).await;
    }
}

/// The card's own window, over a sale that is paid by card. Each look has a Duka of its own: a driver that closes a window
/// leaves the window's frame behind.
async fn by_card(look: super::Look, seen: &mut impl AsyncFnMut(&Page, &Screen)) {
    const WAY: &[super::Step] = &[
        Go("charge"),
        Until("document.querySelector('input[type=radio][value=card]')"),
        Run("document.querySelector('input[type=radio][value=card]').click()"),
        Write("charge-amount", "2{n}000"),
        Write("charge-phone", "0788123401"),
        Read("charge-review"),
        Choose("charge-submit"),
    ];
    let market = Market::with_past(0).await;
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    page.invoke("set_setting", json!({ "key": "card_entry", "value": "on" }))
        .await;
    dress(page, look).await;
    for step in WAY {
        step.take(page, look.nth).await;
    }
    page.to_window(true).await;
    page.wait_for("card-number").await;
    let screen = Screen {
        what: "card",
        look,
        face: FACE,
    };
    seen(page, &screen).await;
    page.to_window(false).await;
    session.close().await;
}
