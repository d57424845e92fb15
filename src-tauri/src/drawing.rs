//! How the web view draws.

use tauri::WebviewWindow;

/// Without a graphics processor the web view would imitate one: each frame is then compiled, drawn and copied by the processor, for a
/// quarter of a second and some sixty megabytes at the start alone. There it is to draw by itself. With one, all is left as it is.
#[cfg(target_os = "linux")]
pub(crate) fn suits_the_machine(window: &WebviewWindow) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    if has_graphics_processor() {
        return;
    }
    // Where it cannot be asked for, everything is drawn the slower way.
    let _ = window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    });
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn suits_the_machine(_window: &WebviewWindow) {}

/// The kernel gives each one that can draw for a program a node of its own.
#[cfg(target_os = "linux")]
fn has_graphics_processor() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|nodes| {
        nodes
            .flatten()
            .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
    })
}
