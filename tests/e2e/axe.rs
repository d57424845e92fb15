//! Readable and usable for everybody: what axe-core says of the page as it stands. Every screen is shown to it in `screens.rs`.

use crate::support::{Page, Stage};

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../ui/node_modules/axe-core/axe.min.js"
);

/// What axe finds serious or worse on the page.
pub(crate) async fn serious(page: &Page, axe: &str) -> Vec<String> {
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

/// The text of axe-core.
pub(crate) fn source() -> String {
    std::fs::read_to_string(AXE).expect("axe-core is installed with the screens")
}

#[tokio::test]
async fn axe_finds_what_is_wrong_where_something_is() {
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    // A judge that finds nothing anywhere would be no judge.
    page.run(
        "document.body.insertAdjacentHTML('beforeend', '<img id=\"unnamed\" src=\"/mark-16.svg\">')",
        vec![],
    )
    .await;
    let found = serious(page, &source()).await;
    assert!(
        found.iter().any(|one| one.contains("#unnamed")),
        "{found:?}"
    );
    session.close().await;
}
