//! The soak's kills: dukactl, built beside this program, is killed in the middle of its sends, and of its files of payouts.

use tests::kills::killed;

/// True when nothing was lost, nothing was sent twice, and no law was broken.
pub(crate) fn survived(kills: u32, seed: u64) -> bool {
    if kills == 0 {
        return true;
    }
    eprintln!("{kills} kills of dukactl, a second or two each");
    let myself = std::env::current_exe().expect("a running program has a file");
    let program = myself.with_file_name(format!("dukactl{}", std::env::consts::EXE_SUFFIX));
    let runtime = tokio::runtime::Runtime::new().expect("the system has room for a soak");
    let report = runtime.block_on(killed(&program, kills, seed));
    println!("{report}");
    report.violations.is_empty() && report.lost == 0 && report.twice == 0
}
