//! Opening Duka's window with practice money: on this display, or on one nobody sees.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::display::Display;
use crate::private_env::PrivateUser;
use crate::project::{built, root, target};
use crate::steps::{Outcome, last_step};

const PATIENCE: Duration = Duration::from_secs(60);
/// How long the app has to leave by itself.
const GRACE: Duration = Duration::from_secs(5);
/// The app writes this line once its first screen has been drawn.
const PAINTED: &str = "duka: painted";

/// In the user's own session and home; ends when the window is closed.
pub(crate) fn open() -> Outcome {
    last_step(
        "Duka, with practice money; close its window to end",
        Command::new(built("duka"))
            .current_dir(root())
            .env("DUKA_PRACTICE", "1"),
    )
}

/// Shows that it starts: waits for the first painted screen, writes its picture, says where.
pub(crate) fn photograph() -> Outcome {
    eprintln!("==> There is no display here: Duka opens on a virtual one");
    let begun = Instant::now();
    let homes = target().join("run-home");
    let user = PrivateUser::kept(homes.join("user"))?;
    let display = Display::start()?;
    let mut app = App::start(
        user.session(&display)
            .arg(built("duka"))
            .env("DUKA_HOME", homes.join("duka"))
            .env("DUKA_PRACTICE", "1")
            .env("DUKA_REPORT_PAINT", "1"),
    )?;
    app.wait_until_painted(begun + PATIENCE)?;
    let picture = picture_path()?;
    // Painted by the web view is not yet shown by the display server: the picture itself decides.
    while !display.photograph(&picture)? {
        if begun.elapsed() > PATIENCE {
            return Err(format!(
                "Duka says it has painted, but its picture {} is empty.",
                picture.display()
            )
            .into());
        }
    }
    eprintln!(
        "    painted and photographed: {:.1} s",
        begun.elapsed().as_secs_f32()
    );
    writeln!(std::io::stdout(), "{}", picture.display())
        .map_err(|error| format!("the picture's path could not be printed: {error}").into())
}

fn picture_path() -> Outcome<PathBuf> {
    let folder = target().join("screens");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("{} could not be made: {error}", folder.display()))?;
    Ok(folder.join("run.png"))
}

/// A start that ended well.
pub(crate) struct Painted {
    /// From the start of the process to its first real screen, by its own clock.
    pub(crate) after_ms: u64,
    /// What all its processes then hold, shared pages counted by their share.
    pub(crate) memory_kb: u64,
}

/// Starts a window, waits until it has painted, weighs it and ends it.
pub(crate) fn first_paint(
    user: &PrivateUser,
    display: &Display,
    binary: &Path,
    home: &Path,
) -> Outcome<Painted> {
    let mut app = App::start(
        user.session(display)
            .arg(binary)
            .env("DUKA_HOME", home)
            .env("DUKA_REPORT_PAINT", "1"),
    )?;
    app.wait_until_painted(Instant::now() + PATIENCE)?;
    let told = app.lines.recv_timeout(PATIENCE).unwrap_or_default();
    let after_ms = told
        .split_whitespace()
        .find_map(|word| word.parse().ok())
        .ok_or("the window did not say how long it took.")?;
    Ok(Painted {
        after_ms,
        memory_kb: memory_of_group(app.session.id()),
    })
}

/// The memory of a process group, each page by its share, in kB.
fn memory_of_group(group: u32) -> u64 {
    let processes = processes_of(group).into_iter();
    processes
        .filter_map(|process| {
            let rollup = std::fs::read_to_string(process.join("smaps_rollup")).ok()?;
            let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .sum()
}

/// The folders of a group's processes, where the system has such folders.
fn processes_of(group: u32) -> Vec<PathBuf> {
    let group = group.to_string();
    let of_group = |process: &PathBuf| {
        // Behind the name in brackets: state, parent, group.
        std::fs::read_to_string(process.join("stat")).is_ok_and(|stat| {
            stat.rsplit(')')
                .next()
                .and_then(|rest| rest.split_whitespace().nth(2))
                .is_some_and(|its| its == group)
        })
    };
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    all.map(|process| process.path()).filter(of_group).collect()
}

/// The running app with its session: ended as a whole when this goes out of scope.
struct App {
    session: Child,
    lines: Receiver<String>,
}

impl App {
    fn start(command: &mut Command) -> Outcome<Self> {
        let mut session = own_group(command)
            .stdin(Stdio::null())
            // The session's own services chat there, and stdout is for the picture's path alone.
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("dbus-run-session did not run ({error})."))?;
        let errors = session.stderr.take().expect("its errors are piped");
        Ok(Self {
            session,
            lines: lines_of(errors),
        })
    }

    fn wait_until_painted(&mut self, until: Instant) -> Outcome {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) if line.trim() == PAINTED => return Ok(()),
                Ok(line) => eprintln!("    {line}"),
                Err(RecvTimeoutError::Timeout) => {
                    return Err(format!(
                        "Duka's window did not paint within {} s; what it said is above.",
                        PATIENCE.as_secs()
                    )
                    .into());
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(
                        "Duka ended before its window painted; what it said is above.".into(),
                    );
                }
            }
        }
    }
}

/// Reads on after the receiver is gone, so that the app never blocks on a full pipe.
fn lines_of(errors: ChildStderr) -> Receiver<String> {
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    lines
}

impl Drop for App {
    fn drop(&mut self) {
        // The web view's processes belong to the same group: asked together, they leave together. All of them are waited for: what
        // is still leaving would be weighed with the next start.
        let group = format!("-{}", self.session.id());
        for signal in ["-TERM", "-KILL"] {
            let _ = Command::new("kill").args([signal, "--", &group]).status();
            let asked = Instant::now();
            while asked.elapsed() < GRACE {
                let ended = !matches!(self.session.try_wait(), Ok(None));
                if ended && processes_of(self.session.id()).is_empty() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

#[cfg(unix)]
fn own_group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt;
    command.process_group(0)
}

#[cfg(not(unix))]
fn own_group(command: &mut Command) -> &mut Command {
    command
}
