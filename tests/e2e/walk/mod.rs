//! The walk through every screen: a table says what there is to see and how a person gets there, and each walker comes by
//! in both languages and both themes, to photograph what stands there or to judge it.
//!
//! Each screen is seen in three faces: in a shop with a past, in one where nothing has happened yet, and in one whose
//! providers cannot be reached. What stands before or instead of the screens is seen apart.

mod apart;
mod bare;
mod failing;
mod full;
mod furnish;

use crate::support::{Page, account_at};
use fantoccini::key::Key;
use serde_json::json;
use std::fmt;

pub(crate) use apart::apart;
pub(crate) use bare::bare;
pub(crate) use failing::failing;
pub(crate) use full::full;

/// One screen as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    what: &'static str,
    look: Look,
    face: &'static str,
}

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Look { lang, theme, .. } = self.look;
        write!(f, "{}-{lang}-{theme}-{}", self.what, self.face)
    }
}

/// A language, a theme, and which of the walks this is: what may be asked for only once is asked for anew in each.
#[derive(Clone, Copy, Debug)]
struct Look {
    lang: &'static str,
    theme: &'static str,
    nth: u8,
}

const fn look(lang: &'static str, theme: &'static str, nth: u8) -> Look {
    Look { lang, theme, nth }
}

const LOOKS: [Look; 4] = [
    look("en", "light", 1),
    look("en", "dark", 2),
    look("fr", "light", 3),
    look("fr", "dark", 4),
];

/// What there is to see, and the way to it from wherever one stands.
struct Place(&'static str, &'static [Step]);

/// One thing that a person does, or waits for. In texts `{n}` is the number of the walk.
enum Step {
    /// Goes to a screen by its line at the left.
    Go(&'static str),
    Click(&'static str),
    /// Chooses what lies under its label.
    Choose(&'static str),
    Write(&'static str, &'static str),
    Select(&'static str, &'static str),
    /// Chooses the account at this provider.
    At(&'static str, &'static str),
    /// Opens the operation of this amount from the list of today.
    Today(&'static str),
    /// Gives a file: its name and its text.
    File(&'static str, &'static str, &'static str),
    /// Waits for a part.
    See(&'static str),
    /// Waits until a review stands there and can be answered.
    Read(&'static str),
    /// Waits until the operation that is looked at stands so.
    Stands(&'static str),
    /// Waits until no question stands before the page.
    Alone,
    /// Waits for a condition of the page.
    Until(&'static str),
    Press(Key),
    /// Strikes a letter where no field has it.
    Strike(&'static str),
    Run(&'static str),
}

impl Step {
    async fn take(&self, page: &Page, nth: u8) {
        let filled = |text: &str| text.replace("{n}", &nth.to_string());
        match self {
            Self::Go(screen) => {
                page.click(&format!("nav-{screen}")).await;
                page.wait(&format!(
                    "location.hash === '#/{screen}' && document.querySelector('main h1')"
                ))
                .await;
            }
            Self::Click(part) => page.click(part).await,
            Self::Choose(part) => page.choose(part).await,
            Self::Write(part, text) => page.rewrite(part, &filled(text)).await,
            Self::Select(part, option) => page.select(part, option).await,
            Self::At(part, provider) => {
                let account = account_at(page, provider).await;
                page.select(part, &account).await;
            }
            Self::Today(amount) => {
                // Grouped in either language, and not by chance the end of a time with another amount behind it.
                let (thousands, rest) = amount.split_at(amount.len() - 3);
                let row = format!(
                    "[...document.querySelectorAll('main li button')]
                       .find((row) => ` ${{row.textContent}}`.replace(/\\D/g, ' ').includes(' {thousands} {rest} '))"
                );
                page.wait(&row).await;
                page.run(&format!("{row}.click()"), vec![]).await;
            }
            Self::File(part, name, text) => {
                page.give_file(part, &filled(name), &filled(text)).await;
            }
            Self::See(part) => page.wait_for(part).await,
            Self::Read(part) => {
                page.wait(&format!(
                    "document.querySelector('[data-test={part}][data-open=true]')"
                ))
                .await;
            }
            Self::Stands(state) => {
                page.wait(&format!(
                    "document.querySelector('[data-test=result-state][data-state={state}]')"
                ))
                .await;
            }
            Self::Alone => {
                page.wait("!document.querySelector('[role=dialog]')").await;
            }
            Self::Until(condition) => {
                page.wait(condition).await;
            }
            Self::Press(key) => page.press(&key.to_string()).await,
            Self::Strike(letter) => {
                page.run("document.querySelector('main').focus()", vec![])
                    .await;
                page.press(letter).await;
            }
            Self::Run(script) => {
                page.run(script, vec![]).await;
            }
        }
    }
}

/// Goes to each of these places in turn, and shows each to `look`.
async fn see_each(
    page: &Page,
    places: &[Place],
    look: Look,
    face: &'static str,
    seen: &mut impl AsyncFnMut(&Page, &Screen),
) {
    for Place(what, way) in places {
        let screen = Screen { what, look, face };
        // Where it fails, this is the last line that was written.
        eprintln!("{screen}");
        for step in *way {
            step.take(page, look.nth).await;
        }
        seen(page, &screen).await;
    }
}

/// Another language and another theme, from the page's beginning.
async fn dress(page: &Page, Look { lang, theme, .. }: Look) {
    for (key, value) in [("language", lang), ("theme", theme)] {
        page.invoke("set_setting", json!({ "key": key, "value": value }))
            .await;
    }
    page.reload().await;
    page.wait(&format!(
        "document.documentElement.lang === '{lang}' && document.documentElement.dataset.theme === '{theme}'"
    ))
    .await;
}

#[test]
fn every_screen_of_the_window_is_walked_in_every_face() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/screens.ts");
    let listed = std::fs::read_to_string(path).expect("the screens are listed there");
    let ids: Vec<&str> = listed
        .split(" id: \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(ids.len() > 8, "{ids:?}");
    for (face, places) in [
        ("full", full::PLACES),
        ("bare", bare::PLACES),
        ("failing", failing::PLACES),
    ] {
        for id in &ids {
            let seen = places.iter().any(|Place(_, way)| {
                way.iter()
                    .any(|step| matches!(step, Step::Go(screen) if screen == id))
            });
            assert!(seen, "nobody comes by {id} in the {face} shop");
        }
    }
}
