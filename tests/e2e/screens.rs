//! Every screen, photographed as the walk comes by and shown to axe: in both languages and both themes, in a shop with a past,
//! in one where nothing has happened yet, in one whose providers cannot be reached, and what stands instead of the screens.

use crate::axe;
use crate::support::Page;
use crate::walk::{self, Screen};
use std::path::PathBuf;

fn folder() -> PathBuf {
    let folder = std::env::var_os("DUKA_SCREENS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screens")),
        PathBuf::from,
    );
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// What came of the screens that the walk came by.
struct Seen {
    axe: String,
    pictures: usize,
    /// What is not readable or usable for everybody, and where.
    serious: Vec<String>,
}

impl Seen {
    fn nothing_yet() -> Self {
        Self {
            axe: axe::source(),
            pictures: 0,
            serious: Vec::new(),
        }
    }

    async fn look(&mut self, page: &Page, screen: &Screen) {
        page.photograph(&folder().join(format!("{screen}.png")))
            .await;
        self.pictures += 1;
        for found in axe::serious(page, &self.axe).await {
            self.serious.push(format!("{screen}: {found}"));
        }
    }

    /// So many at least, and each of them for everybody.
    fn are(self, at_least: usize) {
        assert!(self.pictures >= at_least, "{} pictures", self.pictures);
        assert!(self.serious.is_empty(), "{}", self.serious.join("\n"));
    }
}

#[tokio::test]
async fn every_screen_of_a_full_shop_is_photographed_and_is_for_everybody() {
    let mut seen = Seen::nothing_yet();
    walk::full(async |page, screen| seen.look(page, screen).await).await;
    seen.are(160);
}

#[tokio::test]
async fn every_screen_of_an_empty_shop_is_photographed_and_is_for_everybody() {
    let mut seen = Seen::nothing_yet();
    walk::bare(async |page, screen| seen.look(page, screen).await).await;
    seen.are(80);
}

#[tokio::test]
async fn every_screen_is_photographed_and_is_for_everybody_while_no_provider_can_be_reached() {
    let mut seen = Seen::nothing_yet();
    walk::failing(async |page, screen| seen.look(page, screen).await).await;
    seen.are(70);
}

#[tokio::test]
async fn what_stands_instead_of_the_screens_is_photographed_and_is_for_everybody() {
    let mut seen = Seen::nothing_yet();
    walk::apart(async |page, screen| seen.look(page, screen).await).await;
    seen.are(36);
}
