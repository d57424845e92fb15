//! The disk as SQLite sees it: the default one, except that files are opened as ours.

use crate::file::{HEAD, Watched, begin, finish, real};
use libsqlite3_sys::{
    SQLITE_MISUSE, SQLITE_OK, sqlite3_file, sqlite3_filename, sqlite3_initialize, sqlite3_int64,
    sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::PathBuf;
use std::ptr;
use std::sync::Once;

static INSTALLED: Once = Once::new();

pub(crate) fn install() {
    INSTALLED.call_once(|| {
        // SAFETY: SQLite initialises itself once, whoever asks first. The default VFS lives as long as the process, and so
        // does ours, which is leaked on purpose: SQLite keeps the pointer for good.
        let registered = unsafe {
            assert_eq!(sqlite3_initialize(), SQLITE_OK, "SQLite starts");
            let below = sqlite3_vfs_find(ptr::null());
            assert!(!below.is_null(), "SQLite brings a disk of its own");
            let ours = Box::leak(Box::new(over(below)));
            sqlite3_vfs_register(ours, 1)
        };
        assert_eq!(registered, SQLITE_OK, "SQLite takes the bad disk");
    });
}

/// # Safety
/// `below` is a registered VFS.
unsafe fn over(below: *mut sqlite3_vfs) -> sqlite3_vfs {
    // SAFETY: the caller's promise; a registered VFS is never changed.
    let real = unsafe { &*below };
    sqlite3_vfs {
        // Version 3 would add a way to swap system calls, which is for SQLite's own tests.
        iVersion: real.iVersion.min(2),
        szOsFile: real.szOsFile + c_int::try_from(HEAD).expect("a head is a few bytes"),
        mxPathname: real.mxPathname,
        pNext: ptr::null_mut(),
        zName: c"bad-disk".as_ptr(),
        pAppData: below.cast(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_pathname),
        xDlOpen: real.xDlOpen.and(Some(dl_open)),
        xDlError: real.xDlError.and(Some(dl_error)),
        xDlSym: real.xDlSym.and(Some(dl_sym)),
        xDlClose: real.xDlClose.and(Some(dl_close)),
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(current_time),
        xGetLastError: real.xGetLastError.and(Some(get_last_error)),
        xCurrentTimeInt64: real.xCurrentTimeInt64.and(Some(current_time_int64)),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    }
}

/// The VFS that ours lies on.
///
/// # Safety
/// `vfs` is ours.
unsafe fn below(vfs: *mut sqlite3_vfs) -> *mut sqlite3_vfs {
    // SAFETY: the caller's promise, and `over` put it there.
    unsafe { (*vfs).pAppData.cast() }
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives `szOsFile` bytes for the file, which are the head's and the real file's, and a name that is null
    // or ends with a zero and lives as long as the file. It is handed on as it came, since options stand behind that zero.
    unsafe {
        begin(file);
        let below = below(vfs);
        let Some(open) = (*below).xOpen else {
            return SQLITE_MISUSE;
        };
        let opened = open(below, name, real(file), flags, out_flags);
        let path = (!name.is_null())
            .then(|| PathBuf::from(CStr::from_ptr(name).to_string_lossy().into_owned()));
        finish(file, Watched::of(path, flags));
        opened
    }
}

/// Calls that are handed on to the VFS below.
macro_rules! pass {
    ($($name:ident = $method:ident ( $($arg:ident : $type:ty),* ) $(-> $gives:ty, or $else:expr)?;)*) => { $(
        unsafe extern "C" fn $name(vfs: *mut sqlite3_vfs $(, $arg: $type)*) $(-> $gives)? {
            // SAFETY: SQLite hands us our own VFS; the one below gets the arguments as they came.
            unsafe {
                let below = below(vfs);
                match (*below).$method {
                    Some(method) => method(below $(, $arg)*),
                    None => { $($else)? }
                }
            }
        }
    )* };
}

type Symbol = unsafe extern "C" fn(*mut sqlite3_vfs, *mut c_void, *const c_char);

pass! {
    delete = xDelete(name: *const c_char, sync_folder: c_int) -> c_int, or SQLITE_MISUSE;
    access = xAccess(name: *const c_char, flags: c_int, is: *mut c_int) -> c_int, or SQLITE_MISUSE;
    full_pathname = xFullPathname(name: *const c_char, room: c_int, into: *mut c_char) -> c_int, or SQLITE_MISUSE;
    dl_open = xDlOpen(name: *const c_char) -> *mut c_void, or ptr::null_mut();
    dl_error = xDlError(room: c_int, into: *mut c_char);
    dl_sym = xDlSym(library: *mut c_void, symbol: *const c_char) -> Option<Symbol>, or None;
    dl_close = xDlClose(library: *mut c_void);
    randomness = xRandomness(length: c_int, into: *mut c_char) -> c_int, or 0;
    sleep = xSleep(microseconds: c_int) -> c_int, or 0;
    current_time = xCurrentTime(now: *mut f64) -> c_int, or SQLITE_MISUSE;
    get_last_error = xGetLastError(room: c_int, into: *mut c_char) -> c_int, or 0;
    current_time_int64 = xCurrentTimeInt64(now: *mut sqlite3_int64) -> c_int, or SQLITE_MISUSE;
}
