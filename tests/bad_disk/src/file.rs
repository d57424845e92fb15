//! A file as SQLite sees it: a table of methods, and behind it the real file, in one piece of memory that SQLite gives.

use crate::plan::{How, Kind, Place, ask};
use libsqlite3_sys::{
    SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, SQLITE_MISUSE,
    SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_MAIN_JOURNAL, SQLITE_OPEN_WAL, sqlite3_file, sqlite3_int64,
    sqlite3_io_methods,
};
use std::ffi::{c_int, c_void};
use std::path::PathBuf;
use std::ptr;

/// The head of that memory. The real file begins right behind it.
#[repr(C)]
pub(crate) struct BadFile {
    base: sqlite3_file,
    /// Owned: made by `Box::into_raw` when the file is opened, given back when it is closed. Null for a file that is not
    /// watched.
    watched: *mut Watched,
}

/// A file whose writes count.
pub(crate) struct Watched {
    path: PathBuf,
    place: Place,
}

/// How many bytes stand before the real file.
pub(crate) const HEAD: usize = size_of::<BadFile>();
// SQLite aligns a file's memory to eight bytes; what begins behind the head must be aligned as well.
const _: () = assert!(HEAD.is_multiple_of(8) && align_of::<BadFile>() <= 8);

impl Watched {
    /// `None` for files that may be lost: nothing is counted there.
    pub(crate) fn of(path: Option<PathBuf>, flags: c_int) -> Option<Self> {
        let place = if flags & SQLITE_OPEN_MAIN_DB != 0 {
            Place::Main
        } else if flags & SQLITE_OPEN_WAL != 0 {
            Place::Wal
        } else if flags & SQLITE_OPEN_MAIN_JOURNAL != 0 {
            Place::Journal
        } else {
            return None;
        };
        Some(Self { path: path?, place })
    }
}

/// The real file behind the head.
///
/// # Safety
/// `file` points at memory of at least [`HEAD`] bytes and a real file's size.
pub(crate) unsafe fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: the caller's promise; the result stays inside of the same piece of memory.
    unsafe { file.cast::<u8>().add(HEAD).cast() }
}

/// Says to SQLite that the file is not open: it will not even close it.
///
/// # Safety
/// As for [`real`].
pub(crate) unsafe fn begin(file: *mut sqlite3_file) {
    // SAFETY: the memory is SQLite's gift to this file and holds a head, whatever was in it before.
    unsafe {
        ptr::write(
            file.cast::<BadFile>(),
            BadFile {
                base: sqlite3_file {
                    pMethods: ptr::null(),
                },
                watched: ptr::null_mut(),
            },
        );
        (*real(file)).pMethods = ptr::null();
    }
}

/// Gives the file its methods, if the real one has any: then SQLite will close it, even when opening failed.
///
/// # Safety
/// As for [`real`], after [`begin`] and the real open.
pub(crate) unsafe fn finish(file: *mut sqlite3_file, watched: Option<Watched>) {
    // SAFETY: `begin` wrote the head, and the real open set the real file's methods or left them null.
    unsafe {
        let methods = (*real(file)).pMethods;
        if methods.is_null() {
            return;
        }
        let head = file.cast::<BadFile>();
        (*head).watched =
            watched.map_or(ptr::null_mut(), |watched| Box::into_raw(Box::new(watched)));
        (*head).base.pMethods = match (*methods).iVersion {
            ..=1 => &METHODS[0],
            2 => &METHODS[1],
            _ => &METHODS[2],
        };
    }
}

/// Never more than the real file can do: SQLite looks at the version before it asks for shared memory or a mapping.
static METHODS: [sqlite3_io_methods; 3] = [methods(1), methods(2), methods(3)];

const fn methods(version: c_int) -> sqlite3_io_methods {
    sqlite3_io_methods {
        iVersion: version,
        xClose: Some(close),
        xRead: Some(read),
        xWrite: Some(write),
        xTruncate: Some(truncate),
        xSync: Some(sync),
        xFileSize: Some(file_size),
        xLock: Some(lock),
        xUnlock: Some(unlock),
        xCheckReservedLock: Some(check_reserved_lock),
        xFileControl: Some(file_control),
        xSectorSize: Some(sector_size),
        xDeviceCharacteristics: Some(device_characteristics),
        xShmMap: Some(shm_map),
        xShmLock: Some(shm_lock),
        xShmBarrier: Some(shm_barrier),
        xShmUnmap: Some(shm_unmap),
        xFetch: Some(fetch),
        xUnfetch: Some(unfetch),
    }
}

/// Methods that hand the call on to the real file and do nothing else.
macro_rules! pass {
    ($($name:ident = $method:ident ( $($arg:ident : $type:ty),* );)*) => { $(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $arg: $type)*) -> c_int {
            // SAFETY: SQLite calls a method only of an open file, so the real file behind the head is open too and has
            // a table; the arguments are passed on as they came.
            unsafe {
                let real = real(file);
                match (*(*real).pMethods).$method {
                    Some(method) => method(real $(, $arg)*),
                    None => SQLITE_MISUSE,
                }
            }
        }
    )* };
}

pass! {
    real_close = xClose();
    real_write = xWrite(data: *const c_void, length: c_int, offset: sqlite3_int64);
    real_truncate = xTruncate(length: sqlite3_int64);
    real_sync = xSync(flags: c_int);
    read = xRead(into: *mut c_void, length: c_int, offset: sqlite3_int64);
    file_size = xFileSize(size: *mut sqlite3_int64);
    lock = xLock(level: c_int);
    unlock = xUnlock(level: c_int);
    check_reserved_lock = xCheckReservedLock(held: *mut c_int);
    file_control = xFileControl(what: c_int, about: *mut c_void);
    sector_size = xSectorSize();
    device_characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(region: c_int, size: c_int, extend: c_int, at: *mut *mut c_void);
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap = xShmUnmap(delete: c_int);
    fetch = xFetch(offset: sqlite3_int64, length: c_int, at: *mut *mut c_void);
    unfetch = xUnfetch(offset: sqlite3_int64, at: *mut c_void);
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: as for every method that is passed on.
    unsafe {
        let real = real(file);
        if let Some(method) = (*(*real).pMethods).xShmBarrier {
            method(real);
        }
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once. `watched` is null or came from `Box::into_raw` in `finish`, and nobody looks at it
    // after this.
    unsafe {
        let watched = std::mem::replace(&mut (*file.cast::<BadFile>()).watched, ptr::null_mut());
        if !watched.is_null() {
            drop(Box::from_raw(watched));
        }
        real_close(file)
    }
}

/// Counts a write, and says how it fails.
///
/// # Safety
/// `file` is open.
unsafe fn fails(file: *mut sqlite3_file, kind: Kind) -> Option<How> {
    // SAFETY: the head of an open file was written by `begin` and `finish`; its `watched` lives until `close`, and is never
    // changed.
    let watched = unsafe { (*file.cast::<BadFile>()).watched.as_ref() }?;
    ask(&watched.path, watched.place, kind)
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    data: *const c_void,
    length: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: the file is open. Half of the data is still data that SQLite lets us read.
    unsafe {
        let Some(how) = fails(file, Kind::Data) else {
            return real_write(file, data, length, offset);
        };
        real_write(file, data, length / 2, offset);
        code(how, SQLITE_IOERR_WRITE)
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        match fails(file, Kind::Truncate) {
            Some(how) => code(how, SQLITE_IOERR_TRUNCATE),
            None => real_truncate(file, length),
        }
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        match fails(file, Kind::Sync) {
            Some(how) => code(how, SQLITE_IOERR_FSYNC),
            None => real_sync(file, flags),
        }
    }
}

fn code(how: How, broken: c_int) -> c_int {
    match how {
        How::Full => SQLITE_FULL,
        How::Broken => broken,
    }
}
