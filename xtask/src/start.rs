//! How long Duka takes from its start to its first real screen, and how much memory it then holds, against a bare window of the
//! same framework in the same run.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::display::Display;
use crate::private_env::PrivateUser;
use crate::project::{built, target};
use crate::steps::Outcome;
use crate::window::{Painted, first_paint};

/// An odd number has a middle one.
const STARTS: usize = 7;

/// Prints one line a figure, each with its ratio to the floor.
pub(crate) fn compare() -> Outcome {
    let display = Display::start()?;
    let user = PrivateUser::kept(target().join("run-home").join("user"))?;
    let home = target().join("run-home").join("start");
    let bare = target().join("debug").join("examples").join("bare");
    // The first start of each fills the caches and, for Duka, its practice book; it is not counted.
    let mut floor = Vec::new();
    let mut ours = Vec::new();
    for turn in 0..=STARTS {
        let one = first_paint(&user, &display, &bare, &home)?;
        let other = first_paint(&user, &display, &built("duka"), &home)?;
        if turn > 0 {
            floor.push(one);
            ours.push(other);
        }
    }
    line("start to painted window", "ms", &ours, &floor, |it| {
        it.after_ms
    })?;
    line("memory when painted", "MB", &ours, &floor, |it| {
        it.memory_kb / 1024
    })?;
    size(&built("duka"))
}

fn line(
    what: &str,
    unit: &str,
    ours: &[Painted],
    floor: &[Painted],
    figure: impl Fn(&Painted) -> u64,
) -> Outcome {
    let (ours, floor) = (median(ours, &figure), median(floor, &figure));
    let percent = ours * 100 / floor.max(1);
    say(&format!(
        "{what}: {ours} {unit}, bare window {floor} {unit}, {}.{:02}x (median of {STARTS})",
        percent / 100,
        percent % 100
    ))
}

fn median(of: &[Painted], figure: &impl Fn(&Painted) -> u64) -> u64 {
    let mut figures: Vec<u64> = of.iter().map(figure).collect();
    figures.sort_unstable();
    figures.get(figures.len() / 2).copied().unwrap_or(0)
}

fn size(binary: &Path) -> Outcome {
    let bytes = fs::metadata(binary).map_or(0, |it| it.len());
    say(&format!("{}: {} MB", binary.display(), bytes / 1_000_000))
}

fn say(what: &str) -> Outcome {
    writeln!(std::io::stdout(), "{what}")
        .map_err(|error| format!("nothing could be printed: {error}").into())
}
