//! What the page may not do, even if somebody else's words ran in it.

use crate::support::Stage;
use serde_json::json;

#[tokio::test]
async fn the_content_policy_is_strict() {
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    // A script of a test is exempt from the policy; one that the page itself adds is not.
    let inline = "const done = arguments[arguments.length - 1];
        const broken = [];
        document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.__inline = true; try { eval(\"window.__eval = true\") } catch {}';
        document.head.append(script);
        const style = document.createElement('style');
        style.textContent = 'body { outline: 3px solid rgb(1, 2, 3) }';
        document.head.append(style);
        const image = new Image();
        image.src = 'http://127.0.0.1:9/pixel.png';
        fetch('http://127.0.0.1:9/').then(() => 'went', () => 'refused').then((fetched) => {
          setTimeout(() => done({
            fetched, broken, inline: window.__inline === true, eval: window.__eval === true,
            outline: getComputedStyle(document.body).outlineColor }), 100);
        });";
    let seen = page.run_async(inline, vec![]).await;
    assert_eq!(seen["fetched"], "refused");
    assert_eq!(seen["inline"], false);
    assert_eq!(seen["eval"], false);
    assert_ne!(seen["outline"], "rgb(1, 2, 3)");
    let broken: Vec<&str> = seen["broken"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str())
        .collect();
    for directive in ["connect-src", "script-src", "style-src", "img-src"] {
        assert!(
            broken.iter().any(|it| it.starts_with(directive)),
            "{directive} is not in {broken:?}"
        );
    }
    assert_eq!(
        page.run("return typeof window.__TAURI__", vec![]).await,
        "undefined"
    );
    session.close().await;
}

#[tokio::test]
async fn the_window_goes_to_no_other_page() {
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    let before = page.run("return location.href", vec![]).await;
    page.run(
        "window.__stays = true; location.href = 'http://127.0.0.1:9/'; window.open('http://127.0.0.1:9/');",
        vec![],
    )
    .await;
    page.invoke("boot", json!({})).await;
    assert_eq!(page.run("return location.href", vec![]).await, before);
    assert_eq!(page.run("return window.__stays", vec![]).await, true);
    session.close().await;
}

#[tokio::test]
async fn the_window_holds_the_least_capabilities() {
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    let not_ours = [
        ("no_such_command", json!({})),
        ("plugin:window|close", json!({ "label": "main" })),
        (
            "plugin:webview|create_webview_window",
            json!({ "options": { "label": "x" } }),
        ),
        ("plugin:app|version", json!({})),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        (
            "plugin:event|emit",
            json!({ "event": "changed", "payload": {} }),
        ),
        ("plugin:resources|close", json!({ "rid": 0 })),
    ];
    for (command, arguments) in not_ours {
        let answer = page.try_invoke(command, arguments).await;
        let refusal = answer.expect_err(command).to_string();
        assert!(
            refusal.contains("not allowed") || refusal.contains("not found"),
            "{command}: {refusal}"
        );
    }
    // An absurd size is refused at the door.
    let long = crate::first_run::search(&"9".repeat(100_000));
    let refused = page.try_invoke("search", long).await;
    assert_eq!(refused.expect_err("it is too long")["code"], "too_long");
    session.close().await;
}
