//! How long Duka takes from its start to its first real screen, and how much memory it then holds, against a bare window of the
//! same framework in the same run; and how long with a book of a million rows, against one of a new shop.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::display::Display;
use crate::private_env::PrivateUser;
use crate::project::{built, target};
use crate::steps::{Outcome, step};
use crate::window::{Painted, first_paint};

/// An odd number has a middle one.
const STARTS: usize = 7;
/// A book of two busy years.
const LONG: &str = "1000000";
/// Nobody listens there: what is shown comes from the books, as with the network down.
const NOBODY: &str = "http://127.0.0.1:9";

/// Prints one line a figure, each with its ratio to the floor.
pub(crate) fn compare() -> Outcome {
    let display = Display::start()?;
    let user = PrivateUser::kept(target().join("run-home").join("user"))?;
    let homes = target().join("run-home");
    let (new, long) = (homes.join("shop"), homes.join("shop-long"));
    let bare = target().join("debug").join("examples").join("bare");
    for home in [&new, &long] {
        furnish(&user, &display, home)?;
    }
    lengthen(&long)?;
    // The first start of each fills the caches, and is not counted.
    for (binary, home) in [
        (&bare, &new),
        (&built("duka"), &new),
        (&built("duka"), &long),
    ] {
        first_paint(&user, &display, binary, home)?;
    }
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

/// Once: the home gets an account of a sandbox, and somebody at its desk, so that the first page asks nothing.
fn furnish(user: &PrivateUser, display: &Display, home: &Path) -> Outcome {
    if home.join("journal.db").exists() {
        return Ok(());
    }
    fs::create_dir_all(home).map_err(|error| format!("{}: {error}", home.display()))?;
    let dukactl = |arguments: &[&str], typed: &[u8]| -> Outcome {
        let lost = |error: std::io::Error| format!("dukactl {arguments:?}: {error}");
        let mut command = user.session(display);
        command
            .arg(built("dukactl"))
            .arg("--home")
            .arg(home)
            .arg("--json")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        let mut running = command.spawn().map_err(lost)?;
        if let Some(mut keyboard) = running.stdin.take() {
            keyboard.write_all(typed).map_err(lost)?;
        }
        if running.wait().map_err(lost)?.success() {
            return Ok(());
        }
        Err(format!("dukactl {arguments:?} did not end well.").into())
    };
    dukactl(
        &[
            "account",
            "add",
            "--provider",
            "zengapay",
            "--environment",
            "sandbox",
            "--name",
            "Bench",
            "--base-url",
            NOBODY,
            "--set",
            "country=UG",
        ],
        br#"{"api_token":"bench","secret_hash":"bench"}"#,
    )?;
    dukactl(&["setting", "set", "staff", "Bench"], b"")
}

/// Once: the book of this home gets a million rows.
fn lengthen(home: &Path) -> Outcome {
    let done = home.join("long");
    if done.exists() {
        return Ok(());
    }
    let mut fill = Command::new(built("bench"));
    fill.arg("fill").arg(home).arg(LONG);
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
