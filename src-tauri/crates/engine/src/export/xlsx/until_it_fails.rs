//! A file that has failed takes whatever comes and keeps nothing: an archive that is dropped half-way tries to write its
//! end, and would complain on the terminal about what has been told already.

use std::io::{self, Seek, SeekFrom, Write};

pub(super) struct UntilItFails<W> {
    file: W,
    failed: bool,
    /// Where the next byte goes, or would go.
    at: u64,
    end: u64,
}

impl<W> UntilItFails<W> {
    /// Around an empty file.
    pub(super) fn new(file: W) -> Self {
        Self {
            file,
            failed: false,
            at: 0,
            end: 0,
        }
    }

    fn note<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done {
            self.failed |= error.kind() != io::ErrorKind::Interrupted;
        }
        done
    }
}

impl<W: Write> Write for UntilItFails<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = if self.failed {
            bytes.len()
        } else {
            let done = self.file.write(bytes);
            self.note(done)?
        };
        self.at += taken as u64;
        self.end = self.end.max(self.at);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed {
            return Ok(());
        }
        let done = self.file.flush();
        self.note(done)
    }
}

impl<W: Seek> Seek for UntilItFails<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = if self.failed {
            match to {
                SeekFrom::Start(at) => at,
                SeekFrom::End(by) => self.end.saturating_add_signed(by),
                SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            }
        } else {
            let done = self.file.seek(to);
            self.note(done)?
        };
        Ok(self.at)
    }
}
