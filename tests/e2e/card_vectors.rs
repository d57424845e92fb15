//! The sealing of cards in the web view that customers' cards are typed into: its cryptography, and not that of a test's
//! own runtime, has to give what the provider can open.

use crate::support::Stage;
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// The sealing code as it ships, compiled by the screens' own compiler into something that a script can hold.
fn sealing_code() -> String {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui");
    let compile = "const ts = require('typescript');
        const text = require('fs').readFileSync('src/cards/seal.ts', 'utf8');
        const options = { target: 'ES2022', module: 'CommonJS' };
        process.stdout.write(ts.transpileModule(text, { compilerOptions: options }).outputText);";
    let compiled = Command::new("node")
        .args(["--eval", compile])
        .current_dir(ui)
        .output()
        .expect("node compiles");
    assert!(
        compiled.status.success(),
        "{}",
        String::from_utf8_lossy(&compiled.stderr)
    );
    String::from_utf8(compiled.stdout).expect("a script is text")
}

#[tokio::test]
async fn the_card_vectors_are_sealed_alike_in_the_real_web_view() {
    let stage = Stage::new();
    let session = stage.open().await;
    let script = format!(
        "const done = arguments[arguments.length - 1], exports = {{}};
         (() => {{ {} }})();
         const [key, nonce, texts] = arguments;
         const sealed = async () => {{
           const imported = await exports.keyFrom(key);
           const sealed = await Promise.all(texts.map((text) => exports.seal(text, imported, nonce)));
           const refused = await exports.seal('12', imported, nonce + nonce).then(() => 'taken', () => 'refused');
           const card = await exports.sealCard(
             {{ number: texts[0], expiryMonth: texts[1], expiryYear: texts[2], cvv: texts[3] }}, key);
           return {{ sealed, refused, card }};
         }};
         sealed().then(done, (error) => done(String(error)));",
        sealing_code()
    );
    let arguments = vec![
        json!("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
        json!("abc123def456"),
        json!(["4532123456789010", "12", "2028", "123"]),
    ];
    let seen = session.page.run_async(&script, arguments).await;
    assert_eq!(
        seen["sealed"],
        json!([
            "63oda1oMNeWjs//G2Dtw7hF5YVpWFUu4wUlBIDo4pjc=",
            "7n3Y4sC0bAetrjHFpM2zPYIQ",
            "7X8cYT+LT1yGAqIUbz+39JIX9ug=",
            "7n0d73RO7SL4Im0W9t46jt8Qhg==",
        ]),
        "{seen}"
    );
    assert_eq!(seen["refused"], "refused", "24 characters are no nonce");
    let nonce = seen["card"]["nonce"].as_str().expect("a nonce");
    assert_eq!(nonce.len(), 12);
    assert_ne!(nonce, "abc123def456");
    assert!(
        seen["card"]["number"]
            .as_str()
            .is_some_and(|it| it.len() == 44)
    );
    assert_ne!(
        seen["card"]["number"], seen["sealed"][0],
        "a nonce of its own"
    );
    assert_eq!(seen["card"].as_object().map(serde_json::Map::len), Some(5));
    session.close().await;
}
