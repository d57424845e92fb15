//! The floor under Duka's start: a bare window of the same framework that shows one line, and says when it has.

use std::borrow::Cow;
use std::io::Write as _;
use std::time::Instant;
use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><title>Bare</title><p>Bare</p><script>
requestAnimationFrame(() => requestAnimationFrame(() => fetch('/painted')))
</script>";

fn main() {
    let begun = Instant::now();
    let ended = tauri::Builder::default()
        .register_uri_scheme_protocol("bare", move |_, request| {
            if request.uri().path() == "/painted" {
                let passed = begun.elapsed().as_millis();
                // Nobody reading is no trouble.
                let _ = writeln!(
                    std::io::stderr(),
                    "duka: painted\nduka: painted after {passed} ms"
                );
            }
            Response::builder()
                .header("content-type", "text/html")
                .body(Cow::Borrowed(PAGE.as_bytes()))
                .expect("a fixed page has no bad header")
        })
        .setup(|app| {
            let page = "bare://localhost/".parse()?;
            WebviewWindowBuilder::new(app, "bare", WebviewUrl::CustomProtocol(page))
                .inner_size(1366.0, 768.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    ended.expect("a window can be opened here");
}
