//! A connection with a cord to pull: HTTP alone cannot lose a reply, so the cut is made below it.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Ends its connection from inside a handler.
#[derive(Clone, Debug, Default)]
pub(super) struct Cord(Arc<Mutex<Cut>>);

#[derive(Clone, Copy, Debug, Default)]
enum Cut {
    #[default]
    None,
    /// Nothing more goes out, and the peer is told by a reset.
    Reset,
    /// So many bytes more go out, counted from the end of the head.
    After { left: usize, head: Head },
}

/// How much of the empty line that ends a head has gone by.
#[derive(Clone, Copy, Debug)]
struct Head {
    matched: usize,
}

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

impl Cord {
    pub(super) fn reset(&self) {
        *self.cut() = Cut::Reset;
    }

    pub(super) fn end_after_body_bytes(&self, bytes: usize) {
        *self.cut() = Cut::After {
            left: bytes,
            head: Head { matched: 0 },
        };
    }

    fn cut(&self) -> MutexGuard<'_, Cut> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cut {
    /// How many of these bytes may go out.
    fn allowed(self, bytes: &[u8]) -> usize {
        match self {
            Self::None => bytes.len(),
            Self::Reset => 0,
            Self::After { left, head } => head
                .clone()
                .pass(bytes)
                .saturating_add(left)
                .min(bytes.len()),
        }
    }

    /// Takes note of bytes that went out.
    fn sent(&mut self, bytes: &[u8]) {
        if let Self::After { left, head } = self {
            let head_bytes = head.pass(bytes);
            *left -= (bytes.len() - head_bytes).min(*left);
        }
    }
}

impl Head {
    /// How many of these bytes belong to the head.
    fn pass(&mut self, bytes: &[u8]) -> usize {
        let mut passed = 0;
        for &byte in bytes {
            if self.matched == END_OF_HEAD.len() {
                break;
            }
            passed += 1;
            self.matched = if byte == END_OF_HEAD[self.matched] {
                self.matched + 1
            } else {
                usize::from(byte == END_OF_HEAD[0])
            };
        }
        passed
    }
}

pub(super) struct Line {
    stream: TcpStream,
    cord: Cord,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let cut = *self.cord.cut();
        let allowed = cut.allowed(buf);
        if allowed == 0 && !buf.is_empty() {
            if matches!(cut, Cut::Reset) {
                self.stream.set_zero_linger()?;
            }
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let written = Pin::new(&mut self.stream).poll_write(cx, &buf[..allowed]);
        if let Poll::Ready(Ok(count)) = written {
            self.cord.cut().sent(&buf[..count]);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// A listener that hands out lines.
pub(super) struct Doorway {
    listener: TcpListener,
}

impl Doorway {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self { listener }
    }
}

impl Listener for Doorway {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    return (
                        Line {
                            stream,
                            cord: Cord::default(),
                        },
                        address,
                    );
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    // As when the process has no file handle left: trying at once would spin.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, Doorway>> for Cord {
    fn connect_info(stream: IncomingStream<'_, Doorway>) -> Self {
        stream.io().cord.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_counts_body_bytes_however_the_writes_are_split() {
        let reply = b"HTTP/1.1 200 OK\r\nx: \r\r\n\r\n0123456789";
        let head = reply.len() - 10;
        for piece in 1..=reply.len() {
            let mut cut = Cut::After {
                left: 4,
                head: Head { matched: 0 },
            };
            let mut out = 0;
            for bytes in reply.chunks(piece) {
                let allowed = cut.allowed(bytes);
                cut.sent(&bytes[..allowed]);
                out += allowed;
            }
            assert_eq!(out, head + 4, "in pieces of {piece}");
        }
    }
}
