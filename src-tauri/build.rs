//! Names the commands that a window can be given, so that none is open to a window that was not given it.

fn main() {
    // The screens are embedded while the crate is compiled; cargo itself does not see that they changed.
    println!("cargo:rerun-if-changed=../ui/dist");
    let commands = tauri_build::AppManifest::new().commands(&[
        "boot",
        "open_mode",
        "set_setting",
        "painted",
        "providers",
        "accounts",
        "test_draft",
        "add_account",
        "test_account",
        "remove_account",
        "note_preview",
        "read_phone",
        "review_charge",
        "confirm_charge",
        "check",
        "cancel",
        "operation",
        "recent",
        "search",
        "show",
        "balances",
        "coverage",
        "sync_now",
        "overview",
        "trend",
        "balance_history",
        "tally",
        "number_card",
        "comment",
        "saved_views",
        "save_view",
        "order_views",
        "remove_view",
        "export_shown",
        "stop_export",
        "doubts",
        "sending_lock",
        "cover_gap",
        "confirm_only_desk",
        "export_journal",
    ]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    tauri_build::try_build(attributes).expect("the window's configuration is sound");
}
