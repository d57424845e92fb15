//! Tells, when asked by the environment, that the first real screen stands, and how long that took.

use std::io::Write as _;
use std::sync::OnceLock;
use std::time::Instant;

static BEGUN: OnceLock<Instant> = OnceLock::new();
static TOLD: OnceLock<()> = OnceLock::new();

/// The clock starts with the process.
pub(crate) fn begin() {
    BEGUN.get_or_init(Instant::now);
}

/// The first screen stands. Said once, on stderr, where `DUKA_REPORT_PAINT` asks for it.
pub(crate) fn tell() {
    if std::env::var_os("DUKA_REPORT_PAINT").is_none() || TOLD.set(()).is_err() {
        return;
    }
    let passed = BEGUN.get().map_or(0, |begun| begun.elapsed().as_millis());
    // Nobody reading is no trouble.
    let _ = writeln!(
        std::io::stderr(),
        "duka: painted\nduka: painted after {passed} ms"
    );
}
