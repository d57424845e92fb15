//! The log: on stderr, only when DUKA_LOG asks for it, and only our own words.
//!
//! Libraries below us may log addresses with a customer's number in them, or whole requests. Ours log ids; so ours are
//! all that gets through, whatever DUKA_LOG says.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

const OURS: [&str; 7] = [
    "domain",
    "providers",
    "store",
    "engine",
    "platform",
    "simulator",
    "dukactl",
];

/// Begins to log, when it is asked for.
pub(crate) fn begin() {
    let Ok(wanted) = std::env::var("DUKA_LOG") else {
        return;
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    let started = tracing_subscriber::registry()
        .with(EnvFilter::new(wanted))
        .with(filter_fn(|about| is_ours(about.target())))
        .with(lines)
        .try_init();
    debug_assert!(started.is_ok(), "the log is begun once");
}

fn is_ours(target: &str) -> bool {
    let from = target.split("::").next().unwrap_or(target);
    OURS.contains(&from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_crates_are_heard() {
        assert!(is_ours("engine::send"));
        assert!(is_ours("dukactl"));
        for target in [
            "sqlx::query",
            "hyper_util::client",
            "reqwest",
            "enginery::x",
        ] {
            assert!(!is_ours(target), "{target}");
        }
    }
}
