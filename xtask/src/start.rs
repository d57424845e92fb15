//! How long Duka takes from its start to its first real screen, and how much memory it then holds, against a bare window of the
//! same framework in the same run; and how long with a book of a million rows, against one of a new shop.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::display::Display;
use crate::private_env::PrivateUser;
use crate::project::{built, target};
use crate::steps::{Outcome, step};
use crate::window::{Painted, first_paint, first_start};

/// An odd number has a middle one.
const STARTS: usize = 7;
/// A book of two busy years.
const LONG: &str = "1000000";

/// Prints one line a figure, each with its ratio to the floor.
pub(crate) fn compare() -> Outcome {
    let display = Display::start()?;
    let user = PrivateUser::kept(target().join("run-home").join("user"))?;
    let homes = target().join("run-home");
    let (new, long) = (homes.join("start"), homes.join("start-long"));
    let bare = target().join("debug").join("examples").join("bare");
    // The first start fills the caches and, for Duka, its practice book; it is not counted.
    first_paint(&user, &display, &bare, &new)?;
    for home in [&new, &long] {
        first_start(&user, &display, &built("duka"), home)?;
    }
    lengthen(&long)?;
    let (mut floor, mut short, mut longer) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        floor.push(first_paint(&user, &display, &bare, &new)?);
        short.push(first_paint(&user, &display, &built("duka"), &new)?);
        longer.push(first_paint(&user, &display, &built("duka"), &long)?);
    }
    let (ms, mb) = (
        |it: &Painted| it.after_ms,
        |it: &Painted| it.memory_kb / 1024,
    );
    let bare = ("bare window", &*floor);
    line("start to painted window", "ms", &short, bare, ms)?;
    let new_shop = ("a new shop's", &*short);
    line(
        "the same with a million transactions",
        "ms",
        &longer,
        new_shop,
        ms,
    )?;
    line("memory when painted", "MB", &short, bare, mb)?;
    line(
        "the same with a million transactions",
        "MB",
        &longer,
        bare,
        mb,
    )?;
    size(&built("duka"))
}

/// Once: the practice book of this home gets a million rows more.
fn lengthen(home: &Path) -> Outcome {
    let done = home.join("long");
    if done.exists() {
        return Ok(());
    }
    let mut fill = Command::new(built("bench"));
    fill.arg("fill").arg(home.join("practice")).arg(LONG);
    step("fill a book with a million transactions (once)", &mut fill)?;
    fs::write(&done, "").map_err(|error| format!("{}: {error}", done.display()).into())
}

fn line(
    what: &str,
    unit: &str,
    ours: &[Painted],
    (name, floor): (&str, &[Painted]),
    figure: impl Fn(&Painted) -> u64,
) -> Outcome {
    let (ours, floor) = (median(ours, &figure), median(floor, &figure));
    let percent = ours * 100 / floor.max(1);
    say(&format!(
        "{what}: {ours} {unit}, {name} {floor} {unit}, {}.{:02}x, {:+} {unit} (median of {STARTS})",
        percent / 100,
        percent % 100,
        i64::try_from(ours).unwrap_or(0) - i64::try_from(floor).unwrap_or(0),
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
