//! Hard ends: the real process is killed, the disk is full, the file is of a newer Duka, a second copy runs.

mod desk;
mod disk;
mod killed;
