//! Every screen, in both languages and both themes: to be photographed, and to be judged by other tests.

use crate::support::{Page, Shop, Stage};
use serde_json::json;
use std::fmt;
use std::path::{Path, PathBuf};

/// One screen as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    what: &'static str,
    lang: &'static str,
    theme: &'static str,
    state: &'static str,
}

impl Screen {
    pub(crate) fn name(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}-{}-{}-{}",
            self.what, self.lang, self.theme, self.state
        )
    }
}

const LOOKS: [(&str, &str); 4] = [
    ("en", "light"),
    ("en", "dark"),
    ("fr", "light"),
    ("fr", "dark"),
];

/// Leads through every screen, beginning where Duka was never started, and shows each to `look`.
pub(crate) async fn every_screen(page: &Page, mut look: impl AsyncFnMut(&Screen)) {
    for (lang, theme) in LOOKS {
        dress(page, lang, theme).await;
        let mut see = async |what: &'static str, state: &'static str| {
            look(&Screen {
                what,
                lang,
                theme,
                state,
            })
            .await;
        };
        page.wait_for("firstrun-practice").await;
        see("first-run", "full").await;
        if (lang, theme) == LOOKS[0] {
            page.click("firstrun-practice").await;
            page.wait_for("staff-name").await;
            see("staff", "empty").await;
        }
    }
    page.invoke("set_setting", json!({ "key": "staff", "value": "Achieng" }))
        .await;
    for (lang, theme) in LOOKS {
        dress(page, lang, theme).await;
        page.click("firstrun-account").await;
        page.wait_for("account-env-sandbox").await;
        look(&Screen {
            what: "add-account",
            lang,
            theme,
            state: "empty",
        })
        .await;
    }
    page.invoke("open_mode", json!({ "mode": "practice" }))
        .await;
    page.reload().await;
    page.wait_for("nav-charge").await;
    for (phone, amount, end) in [
        ("0772418302", "12000", "failed"),
        ("0772418303", "9000", "pending"),
        ("0772418396", "47000", "in_doubt"),
        ("0772418301", "85000", "succeeded"),
    ] {
        crate::charge::ask(page, phone, amount).await;
        page.wait(&format!(
            "document.querySelector('[data-test=result-state][data-state={end}]')"
        ))
        .await;
    }
    page.invoke("balances", json!({ "refresh": true })).await;
    for (lang, theme) in LOOKS {
        dress(page, lang, theme).await;
        inside(page, lang, theme, &mut look).await;
    }
}

async fn inside(
    page: &Page,
    lang: &'static str,
    theme: &'static str,
    look: &mut impl AsyncFnMut(&Screen),
) {
    let mut see = async |what: &'static str, state: &'static str| {
        look(&Screen {
            what,
            lang,
            theme,
            state,
        })
        .await;
    };
    page.click("nav-overview").await;
    page.wait_for("bar-chart").await;
    see("overview", "full").await;
    page.click("nav-charge").await;
    page.wait_for("charge-amount").await;
    see("take-payment", "empty").await;
    // What was taken today stands below the form, and opens on the right.
    page.wait("document.querySelector('[data-test=nav-charge]') && [...document.querySelectorAll('main li button')].length > 0").await;
    page.run("document.querySelector('main li button').click()", vec![])
        .await;
    page.wait_for("result-state").await;
    see("take-payment", "full").await;
    page.click("to-counter").await;
    page.wait("document.querySelector('[data-test=own-sales] button')")
        .await;
    see("counter", "empty").await;
    page.run(
        "document.querySelector('[data-test=own-sales] button').click()",
        vec![],
    )
    .await;
    page.wait("document.querySelector('[data-test=sale]:not([data-mark=none])')")
        .await;
    see("counter", "full").await;
    page.click("counter-leave").await;
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;
    see("transactions", "full").await;
    page.click("ledger-row").await;
    page.wait_for("drawer").await;
    see("transactions", "drawer").await;
    page.write("search-box", "zzzz").await;
    page.wait("!document.querySelector('[data-test=ledger-row]')")
        .await;
    see("transactions", "nothing").await;
    page.press("\u{e00c}").await;
    page.click("nav-balances").await;
    page.wait_for("balance-row").await;
    see("balances", "full").await;
    page.click("nav-doubts").await;
    page.wait_for("doubt-line").await;
    see("doubts", "full").await;
    page.click("palette-open").await;
    page.wait_for("palette").await;
    see("palette", "full").await;
    page.press("\u{e00c}").await;
    page.wait("!document.querySelector('[data-test=palette]')")
        .await;
    page.click("nav-accounts").await;
    page.wait_for("account-row").await;
    see("accounts", "full").await;
    page.click("nav-settings").await;
    page.wait("location.hash === '#/settings'").await;
    see("settings", "full").await;
}

/// Another language and another theme, from the page's beginning.
async fn dress(page: &Page, lang: &str, theme: &str) {
    page.invoke("set_setting", json!({ "key": "language", "value": lang }))
        .await;
    page.invoke("set_setting", json!({ "key": "theme", "value": theme }))
        .await;
    page.reload().await;
    page.wait(&format!(
        "document.documentElement.lang === '{lang}' && document.documentElement.dataset.theme === '{theme}'"
    ))
    .await;
}

/// A home that was copied, before anything was cleared.
async fn locked(folder: &Path) {
    let shop = Shop::set_up().await;
    let (_stage, session) = crate::locked::open_copy(&shop).await;
    let page = &session.page;
    for (lang, theme) in LOOKS {
        dress(page, lang, theme).await;
        page.click("nav-charge").await;
        page.wait_for("charge-locked").await;
        page.photograph(&folder.join(format!("locked-{lang}-{theme}-full.png")))
            .await;
    }
    session.close().await;
}

#[tokio::test]
async fn screens() {
    let folder = std::env::var_os("DUKA_SCREENS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screens")),
        PathBuf::from,
    );
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    every_screen(page, async |screen: &Screen| {
        page.photograph(&folder.join(format!("{screen}.png"))).await;
    })
    .await;
    session.close().await;
    locked(&folder).await;
    let taken = std::fs::read_dir(&folder).map_or(0, Iterator::count);
    assert!(taken >= 40, "{taken} pictures");
}
