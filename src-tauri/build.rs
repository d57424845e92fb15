//! Names the commands that a window can be given, so that none is open to a window that was not given it.

const HANDLED: &str = include_str!("src/lib.rs");

fn main() {
    // The screens are embedded while the crate is compiled; cargo itself does not see that they changed.
    println!("cargo:rerun-if-changed=../ui/dist");
    println!("cargo:rerun-if-changed=src/lib.rs");
    println!("cargo:rerun-if-changed=capabilities");
    let commands: Vec<&str> = HANDLED
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("commands::")?
                .strip_suffix(',')?
                .rsplit("::")
                .next()
        })
        .collect();
    let commands = tauri_build::AppManifest::new().commands(commands.leak());
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    tauri_build::try_build(attributes).expect("the window's configuration is sound");
}
