//! What a failed request says about its own fate.

use engine::ports::{NotWritten, SendError};
use reqwest::Error;
use std::error::Error as StdError;
use std::io::{self, ErrorKind};

/// Why a connection could not be made. Nothing was written over it, whatever the reason; the reason only chooses the
/// words on the screen.
pub(crate) fn not_written(error: &Error, encrypted: bool) -> NotWritten {
    if error.is_timeout() {
        return NotWritten::ConnectTimeout;
    }
    if error.is_dns() {
        return NotWritten::NoNetwork;
    }
    if any_cause(error, |cause| cause.is::<rustls::Error>()) {
        return NotWritten::Tls;
    }
    match io_kind(error) {
        Some(ErrorKind::ConnectionRefused) => NotWritten::Refused,
        // The line was there and broke before TLS was agreed.
        Some(
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::InvalidData,
        ) if encrypted => NotWritten::Tls,
        _ => NotWritten::NoNetwork,
    }
}

/// How an answer was lost once the connection stood. The request may have been read and obeyed.
pub(crate) fn what_was_lost(error: &Error) -> SendError {
    let reset = |cause: &(dyn StdError + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|cause| {
            matches!(
                cause.kind(),
                ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe
            )
        })
    };
    let how = if error.is_timeout() {
        "timeout"
    } else if any_cause(error, reset) {
        "reset"
    } else {
        "cut"
    };
    SendError::Lost {
        how: how.to_owned(),
    }
}

/// The innermost word of the system on it.
fn io_kind(error: &Error) -> Option<ErrorKind> {
    let mut kind = None;
    any_cause(error, |cause| {
        if let Some(io) = cause.downcast_ref::<io::Error>() {
            kind = Some(io.kind());
        }
        false
    });
    kind
}

/// Whether one of the causes, outermost first, satisfies `test`.
fn any_cause(error: &Error, mut test: impl FnMut(&(dyn StdError + 'static)) -> bool) -> bool {
    let mut cause = error.source();
    while let Some(current) = cause {
        if test(current) {
            return true;
        }
        // An io::Error that wraps another error passes over it in `source`.
        cause = match current.downcast_ref::<io::Error>() {
            Some(io) => io
                .get_ref()
                .map(|inner| inner as &(dyn StdError + 'static))
                .or_else(|| current.source()),
            None => current.source(),
        };
    }
    false
}
