//! One line per step with the seconds it took, and a sign of life while a long one works.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// Why a command ends early.
pub(crate) enum Stop {
    /// With a sentence for the person who started it.
    Because(String),
    /// The program that failed has said everything, in its own last lines.
    Said,
}

impl<T: Into<String>> From<T> for Stop {
    fn from(sentence: T) -> Self {
        Self::Because(sentence.into())
    }
}

pub(crate) type Outcome<T = ()> = Result<T, Stop>;

/// Runs one program to its end as one step; its output goes to the terminal as it comes.
pub(crate) fn step(what: &str, command: &mut Command) -> Outcome {
    let status = watched(what, command)?;
    if status.success() {
        Ok(())
    } else {
        Err(Stop::Because(format!("`{what}` failed ({status}).")))
    }
}

/// The same for a last step whose own last lines are what the reader wants to see.
pub(crate) fn last_step(what: &str, command: &mut Command) -> Outcome {
    eprintln!("==> {what}");
    let mut child = spawn(what, command)?;
    let status = child
        .wait()
        .map_err(|error| format!("`{what}` was lost: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(Stop::Said)
    }
}

fn watched(what: &str, command: &mut Command) -> Outcome<ExitStatus> {
    eprintln!("==> {what}");
    let begun = Instant::now();
    let mut child = spawn(what, command)?;
    let still = || {
        eprintln!(
            "    … {what} still working, {} s",
            begun.elapsed().as_secs()
        )
    };
    let status = alive(SIGN_OF_LIFE, still, move || child.wait())
        .map_err(|error| format!("`{what}` was lost: {error}"))?;
    eprintln!("    {what}: {:.1} s", begun.elapsed().as_secs_f32());
    Ok(status)
}

fn spawn(what: &str, command: &mut Command) -> Outcome<Child> {
    command.stdin(Stdio::null()).spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        Stop::Because(format!(
            "`{what}` could not start: {program} did not run ({error})."
        ))
    })
}

/// Does the work here, while another thread says at every interval that it still goes on.
fn alive<T>(interval: Duration, still: impl Fn() + Send, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while waiting.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                still();
            }
        });
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_step_says_that_it_still_works() {
        let (say, heard) = mpsc::channel();
        // One may come after the work has ended, when nobody listens any more.
        let still = move || {
            let _ = say.send(());
        };
        // The work ends only after two signs were heard: without them this never returns.
        let answer = alive(Duration::from_millis(1), still, || {
            (heard.recv(), heard.recv())
        });
        assert_eq!(answer, (Ok(()), Ok(())));
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_step_stops_with_its_name() {
        let stop = step("a step that fails", &mut Command::new("false"));
        let Err(Stop::Because(sentence)) = stop else {
            panic!("a failing program must stop the command");
        };
        assert!(sentence.contains("a step that fails"), "{sentence}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let stop = step("a ghost", &mut Command::new("duka-no-such-program"));
        let Err(Stop::Because(sentence)) = stop else {
            panic!("a missing program must stop the command");
        };
        assert!(sentence.contains("duka-no-such-program"), "{sentence}");
    }
}
