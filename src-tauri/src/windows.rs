//! The main window: how it is made, what it may load, and how Duka leaves.

use crate::batches::Batches;
use crate::card_window::{self, CardDesk};
use crate::drawing;
use crate::views::{BootView, Mode};
use crate::wiring::Wiring;
use platform::Home;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use tauri::async_runtime::spawn;
use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, ExitRequestApi, Manager as _, Url, WebviewUrl, WebviewWindowBuilder,
    WindowEvent,
};
use tokio::time::timeout;

/// The window's label, by which its capability is found.
pub(crate) const MAIN: &str = "main";

/// More than all that is ended may take together. A desktop that shuts down waits no longer either.
const GOODBYE: Duration = Duration::from_secs(9);

const STAYING: u8 = 0;
const LEAVING: u8 = 1;
const LEFT: u8 = 2;

/// How far Duka is with leaving.
#[derive(Default)]
pub(crate) struct Farewell(AtomicU8);

/// Makes the window, and opens the homes meanwhile.
pub(crate) fn open_main(app: &App) -> tauri::Result<()> {
    app.manage(Farewell::default());
    app.manage(CardDesk::default());
    let wiring = app.state::<Wiring>();
    wiring.tell(app.handle().clone());
    let handle = app.handle().clone();
    // The web view takes longer to start than the stores: neither waits for the other.
    spawn(async move { handle.state::<Wiring>().boot().await });
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Duka")
        .inner_size(1366.0, 768.0)
        .min_inner_size(1024.0, 640.0)
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some(folder) = web_data(app.handle()) {
        window = window.data_directory(folder);
    }
    let window = window.build()?;
    drawing::suits_the_machine(&window);
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        // No card is keyed at a desk that nobody looks at.
        if matches!(event, WindowEvent::Destroyed) {
            card_window::close(&handle);
        }
        if let WindowEvent::CloseRequested { api, .. } = event
            && handle.state::<Batches>().any_running()
        {
            // A file of payouts runs in front of somebody: leaving it is a question.
            api.prevent_close();
            crate::events::leaving(&handle);
        }
    });
    Ok(())
}

/// Where web views keep what is theirs. Where there is no home, they must not wait for one: they are to say what is wrong.
pub(crate) fn web_data(app: &AppHandle) -> Option<PathBuf> {
    let wiring = app.state::<Wiring>();
    match wiring.root().map(Home::open) {
        Some(Ok(home)) => Some(home.file("webview")),
        Some(Err(_)) | None => None,
    }
}

/// The window shows Duka's own screens and never goes anywhere else.
pub(crate) fn is_ours(url: &Url) -> bool {
    matches!(
        (url.scheme(), url.host_str()),
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost"))
    ) || url.as_str() == "about:blank"
}

/// The title says whose money it is, for whoever looks at the task bar.
pub(crate) fn name(app: &AppHandle, boot: &BootView) {
    let title = match (boot.mode, boot.lang) {
        (Mode::Practice, "fr") => "Exercice · Duka",
        (Mode::Practice, _) => "Practice · Duka",
        (Mode::Sandbox, "fr") => "Bac à sable · Duka",
        (Mode::Sandbox, _) => "Sandbox · Duka",
        (Mode::Live, _) => "Duka",
    };
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window manager that shows no titles loses nothing.
        let _ = window.set_title(title);
    }
}

/// The last window closed: what is in hand is ended first. Whoever asks twice is not kept waiting any less: five seconds
/// are the most, and a doubt costs more.
pub(crate) fn leave_in_order(app: &AppHandle, api: &ExitRequestApi) {
    let farewell = &app.state::<Farewell>().0;
    if farewell.load(Ordering::Acquire) == LEFT {
        return;
    }
    api.prevent_exit();
    if farewell.swap(LEAVING, Ordering::AcqRel) == STAYING {
        // Nobody stands in front of a file of payouts any more.
        app.state::<Batches>().stop_all();
        let app = app.clone();
        spawn(async move {
            let closed = timeout(GOODBYE, async { app.state::<Wiring>().close().await });
            if closed.await.is_err() {
                tracing::warn!("Duka left before everything was closed");
            }
            app.state::<Farewell>().0.store(LEFT, Ordering::Release);
            app.exit(0);
        });
    }
}

/// A desktop that shuts down asks with a signal.
#[cfg(unix)]
pub(crate) fn follow_signals(app: &AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    let app = app.clone();
    spawn(async move {
        let (Ok(mut term), Ok(mut interrupt)) = (
            signal(SignalKind::terminate()),
            signal(SignalKind::interrupt()),
        ) else {
            return;
        };
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
        app.exit(0);
    });
}

#[cfg(not(unix))]
pub(crate) fn follow_signals(_app: &AppHandle) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        for (url, ours) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.com/", false),
            ("http://localhost:1420/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
        ] {
            let url = Url::parse(url).expect("the row is an address");
            assert_eq!(is_ours(&url), ours, "{url}");
        }
    }
}
