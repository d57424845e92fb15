//! Every screen, photographed as the walk comes by: in both languages and both themes, in a shop with a past, in one where
//! nothing has happened yet, in one whose providers cannot be reached, and what stands instead of the screens.

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

/// Photographs one, and counts it.
async fn photograph(page: &Page, screen: &Screen, taken: &mut usize) {
    page.photograph(&folder().join(format!("{screen}.png")))
        .await;
    *taken += 1;
}

#[tokio::test]
async fn every_screen_of_a_full_shop_is_photographed() {
    let mut taken = 0;
    walk::full(async |page, screen| photograph(page, screen, &mut taken).await).await;
    assert!(taken >= 160, "{taken} pictures");
}

#[tokio::test]
async fn every_screen_of_an_empty_shop_is_photographed() {
    let mut taken = 0;
    walk::bare(async |page, screen| photograph(page, screen, &mut taken).await).await;
    assert!(taken >= 80, "{taken} pictures");
}

#[tokio::test]
async fn every_screen_is_photographed_while_no_provider_can_be_reached() {
    let mut taken = 0;
    walk::failing(async |page, screen| photograph(page, screen, &mut taken).await).await;
    assert!(taken >= 70, "{taken} pictures");
}

#[tokio::test]
async fn what_stands_instead_of_the_screens_is_photographed() {
    let mut taken = 0;
    walk::apart(async |page, screen| photograph(page, screen, &mut taken).await).await;
    assert!(taken >= 36, "{taken} pictures");
}
