//! Where these homes lie: in memory where the system has such a place, for there are hundreds of them.

use bad_disk::Disk;
use std::path::Path;
use tempfile::TempDir;
use tests::World;

/// A world on a disk that can fail.
pub(crate) struct Ground {
    pub(crate) world: World,
    pub(crate) disk: Disk,
}

/// How it goes on after the trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// The same run goes on.
    SameRun,
    /// Duka is closed and begins again.
    StartedAgain,
    /// The power fails, and Duka begins with what lies on the disk.
    CutOff,
}

/// The ways take turns.
pub(crate) fn then_of(turn: u64) -> Then {
    match turn % 3 {
        0 => Then::SameRun,
        1 => Then::StartedAgain,
        _ => Then::CutOff,
    }
}

pub(crate) fn home() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// A home with the same files in it, as they are at this moment.
pub(crate) fn copied(from: &Path) -> TempDir {
    let home = home();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        // The folder of copies is not what is worked on.
        if entry.path().is_file() {
            std::fs::copy(entry.path(), home.path().join(entry.file_name())).unwrap();
        }
    }
    home
}

impl Ground {
    pub(crate) async fn new() -> Self {
        let home = home();
        let disk = bad_disk::under(home.path());
        let world = World::in_home(home, 0).await;
        Self { world, disk }
    }

    /// The disk is well again, and so it goes on.
    pub(crate) async fn go_on(&mut self, then: Then) {
        self.disk.heal();
        match then {
            Then::SameRun => {}
            Then::StartedAgain => self.world.start_again().await,
            Then::CutOff => self.world.cut_off(home()).await,
        }
    }
}
