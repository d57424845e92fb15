//! That the first real screen stands: what can wait until then does, and who asks by the environment is told how long it took.

use std::io::Write as _;
use std::sync::{LazyLock, OnceLock};
use std::time::Instant;
use tokio::sync::watch;

static BEGUN: OnceLock<Instant> = OnceLock::new();
static STANDS: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// The clock starts with the process.
pub(crate) fn begin() {
    BEGUN.get_or_init(Instant::now);
}

/// The first screen stands. Said once, on stderr, where `DUKA_REPORT_PAINT` asks for it.
pub(crate) fn tell() {
    if STANDS.send_replace(true) || std::env::var_os("DUKA_REPORT_PAINT").is_none() {
        return;
    }
    let passed = BEGUN.get().map_or(0, |begun| begun.elapsed().as_millis());
    // Nobody reading is no trouble.
    let _ = writeln!(
        std::io::stderr(),
        "duka: painted\nduka: painted after {passed} ms"
    );
}

/// Ends when the first screen stands.
pub(crate) async fn stands() {
    // The sender lives as long as the process.
    let _ = STANDS.subscribe().wait_for(|stands| *stands).await;
}
