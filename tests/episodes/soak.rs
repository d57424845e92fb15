//! `cargo xtask soak`: many lives, both cores busy. Each violation is printed at once with its seed, and the totals at the end.
//! Then the real program is killed, many times.

mod kills;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tests::lives::{Met, lived};

const USAGE: &str = "soak [--episodes N] [--seed S] [--minutes M] [--kills K]

  --episodes N   so many lives; 2000 unless told, and without end when only minutes are told
  --seed S       the first life's seed; the others follow it
  --minutes M    stop the lives after so long, whatever is left
  --kills K      then kill dukactl so many times; 500 unless told, 0 leaves it out
";

/// How many lives a process lives before another takes over: its memory is its own.
const A_STRETCH: u64 = 100;

struct Asked {
    episodes: u64,
    seed: u64,
    minutes: Option<u64>,
    kills: u32,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [live, first, count] = words.as_slice()
        && live == "live"
        && let (Ok(first), Ok(count)) = (first.parse(), count.parse())
    {
        live_through(first, count);
        return ExitCode::SUCCESS;
    }
    let Some(asked) = read(&words) else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    let all_lived = soak(&asked);
    if kills::survived(asked.kills, asked.seed) && all_lived {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn read(words: &[String]) -> Option<Asked> {
    let mut told = BTreeMap::new();
    for pair in words.chunks(2) {
        let [name, value] = pair else { return None };
        let value: u64 = value.parse().ok()?;
        if !["--episodes", "--seed", "--minutes", "--kills"].contains(&name.as_str()) {
            return None;
        }
        told.insert(name.as_str(), value);
    }
    let minutes = told.get("--minutes").copied();
    let usual = if minutes.is_some() { u64::MAX } else { 2_000 };
    Some(Asked {
        episodes: told.get("--episodes").copied().unwrap_or(usual),
        seed: told.get("--seed").copied().unwrap_or(0),
        minutes,
        kills: u32::try_from(told.get("--kills").copied().unwrap_or(500)).ok()?,
    })
}

/// One process's stretch of lives; its lines are read by the one that started it.
fn live_through(first: u64, count: u64) {
    let mut met = Met::default();
    for seed in first..first.saturating_add(count) {
        say(&format!("begun\t{seed}"));
        let life = lived(seed);
        for law in life.broken {
            say(&format!("broken\t{}", law.replace('\n', " ")));
        }
        met.merge(&life.met);
    }
    for (fault, times) in met.iter() {
        say(&format!("met\t{fault}\t{times}"));
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever listened may be gone; then nobody wants to know.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

#[derive(Default)]
struct Totals {
    lives: AtomicU64,
    violations: AtomicU64,
    met: Mutex<Met>,
}

/// True when no law was broken.
fn soak(asked: &Asked) -> bool {
    let begun = Instant::now();
    let until = asked
        .minutes
        .map(|minutes| begun + Duration::from_secs(minutes.saturating_mul(60)));
    let totals = Totals::default();
    let next = AtomicU64::new(0);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while until.is_none_or(|until| Instant::now() < until) {
                    let first = next.fetch_add(A_STRETCH, Ordering::SeqCst);
                    let count = asked.episodes.saturating_sub(first).min(A_STRETCH);
                    if count == 0 {
                        break;
                    }
                    stretch(asked.seed.saturating_add(first), count, until, &totals);
                }
            });
        }
    });
    let lives = totals.lives.load(Ordering::SeqCst);
    let violations = totals.violations.load(Ordering::SeqCst);
    println!("faults met:");
    for (fault, times) in totals.met.lock().expect("nobody panicked").iter() {
        println!("  {times:>8}  {fault}");
    }
    let took = begun.elapsed();
    let apiece = took.as_millis() / u128::from(lives.max(1));
    println!(
        "{lives} episodes from seed {}, {violations} violations, {} s, {apiece} ms per episode on {cores} cores",
        asked.seed,
        took.as_secs(),
    );
    violations == 0
}

/// Lets another process live a stretch, and another the rest of it should that one die.
fn stretch(mut first: u64, mut count: u64, until: Option<Instant>, totals: &Totals) {
    while count > 0 {
        let begun = one_process(first, count, until, totals);
        let Some((died_in, why)) = begun else { return };
        totals.violations.fetch_add(1, Ordering::SeqCst);
        println!("VIOLATION seed {died_in}: the process died: {why}");
        count -= (died_in - first + 1).min(count);
        first = died_in + 1;
    }
}

/// `None` when it came to its end, else the seed it died in.
fn one_process(
    first: u64,
    count: u64,
    until: Option<Instant>,
    totals: &Totals,
) -> Option<(u64, String)> {
    let myself = std::env::current_exe().expect("a running program has a file");
    let mut child = Command::new(myself)
        .args(["live", &first.to_string(), &count.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program starts a second time");
    let mut seed = first;
    let lines = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
    for line in lines.map_while(Result::ok) {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            ["begun", at] => {
                if until.is_some_and(|until| Instant::now() >= until) {
                    // The faults of this stretch go uncounted; its lives do not.
                    let _ = child.kill();
                    let _ = child.wait();
                    return None;
                }
                totals.lives.fetch_add(1, Ordering::SeqCst);
                seed = at.parse().unwrap_or(seed);
            }
            ["broken", law] => {
                totals.violations.fetch_add(1, Ordering::SeqCst);
                println!("VIOLATION {law}");
            }
            ["met", fault, times] => {
                let times = times.parse().unwrap_or(0);
                let mut met = totals.met.lock().expect("nobody panicked");
                met.add(fault, times);
            }
            _ => println!("{line}"),
        }
    }
    let status = child.wait().expect("a child that was started ends");
    (!status.success()).then(|| (seed, status.to_string()))
}
