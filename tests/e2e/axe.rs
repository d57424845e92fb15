//! Readable and usable for everybody: axe-core on every screen, in both languages and both themes.

use crate::screens::{Screen, every_screen};
use crate::support::{Page, Stage};

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../ui/node_modules/axe-core/axe.min.js"
);

/// What axe finds serious on the page as it stands.
async fn serious(page: &Page, axe: &str) -> Vec<String> {
    page.settle().await;
    let there = page
        .run("return typeof window.axe === 'object'", vec![])
        .await;
    if there != true {
        // Run by name on the window: the script's own scope ends with it.
        page.run(&format!("{axe};\nwindow.axe = window.axe ?? axe;"), vec![])
            .await;
    }
    let found = page
        .run_async(
            "const done = arguments[arguments.length - 1];
             axe.run(document, { resultTypes: ['violations'] }).then(
               (result) => done(result.violations
                 .filter((one) => ['serious', 'critical'].includes(one.impact))
                 .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(', ')}`)),
               (error) => done([String(error)]));",
            vec![],
        )
        .await;
    let list = found.as_array().expect("axe gives a list");
    list.iter()
        .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
        .collect()
}

#[tokio::test]
async fn axe_finds_nothing_serious() {
    let axe = std::fs::read_to_string(AXE).expect("axe-core is installed with the screens");
    let stage = Stage::new();
    let mut breaches = Vec::new();
    let session = stage.open().await;
    let page = &session.page;
    // A judge that finds nothing anywhere would be no judge.
    page.run(
        "document.body.insertAdjacentHTML('beforeend', '<img id=\"unnamed\" src=\"/mark-16.svg\">')",
        vec![],
    )
    .await;
    let found = serious(page, &axe).await;
    assert!(
        found.iter().any(|one| one.contains("#unnamed")),
        "{found:?}"
    );
    every_screen(page, async |screen: &Screen| {
        for found in serious(page, &axe).await {
            breaches.push(format!("{}: {found}", screen.name()));
        }
    })
    .await;
    session.close().await;
    assert_eq!(breaches, Vec::<String>::new(), "{}", breaches.join("\n"));
}
