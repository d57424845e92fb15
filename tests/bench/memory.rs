//! What the process holds of the machine's memory, as the system tells it. Elsewhere than on Linux nothing is told.

/// Memory from a moment on, in bytes.
pub(crate) struct Memory {
    before: u64,
}

impl Memory {
    /// From now on.
    pub(crate) fn begin() -> Option<Self> {
        std::fs::write("/proc/self/clear_refs", "5").ok()?;
        let before = told_by_the_system("VmRSS:")?;
        Some(Self { before })
    }

    /// How much more there was of it at most.
    pub(crate) fn most(&self) -> u64 {
        self.since("VmHWM:")
    }

    /// How much more there is of it.
    pub(crate) fn now(&self) -> u64 {
        self.since("VmRSS:")
    }

    fn since(&self, label: &str) -> u64 {
        told_by_the_system(label).map_or(0, |bytes| bytes.saturating_sub(self.before))
    }
}

fn told_by_the_system(label: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(label))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1_024)
}
