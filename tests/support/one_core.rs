//! A test at a time on each processor.

/// Keeps this thread, and each that it starts, on one processor: the one of the runner's slot, so that tests side by side do not
/// share one. A world is one chain of events: its threads hand over to each other and hardly ever work at once, and to wake one on
/// another processor costs more than the work, in a virtual machine half of all time. Nothing where no such runner is.
pub fn on_one_core() {
    #[cfg(target_os = "linux")]
    if let Some(slot) = slot() {
        // Where it is refused, the test takes longer and says the same.
        let _ = rustix::thread::sched_getaffinity(None).and_then(|allowed| {
            let allowed: Vec<usize> = (0..rustix::thread::CpuSet::MAX_CPU)
                .filter(|core| allowed.is_set(*core))
                .collect();
            let mut mine = rustix::thread::CpuSet::new();
            if let Some(core) = allowed.get(slot % allowed.len().max(1)) {
                mine.set(*core);
            }
            rustix::thread::sched_setaffinity(None, &mine)
        });
    }
}

#[cfg(target_os = "linux")]
fn slot() -> Option<usize> {
    std::env::var("NEXTEST_TEST_GLOBAL_SLOT").ok()?.parse().ok()
}
