//! The road between the shop and the provider. It is slow where money is asked for, in both directions, and it delivers what
//! was handed over even when the shop has died since: a request may take effect after the kill, and after the next start has
//! looked for it in vain.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::sleep;

/// How long a charge is on its way to the provider, and its answer on its way back, in milliseconds.
const THERE_MS: std::ops::Range<u64> = 5..90;
const BACK_MS: std::ops::Range<u64> = 300..800;

pub(super) struct Road {
    pub(super) port: u16,
    entered: Arc<AtomicU64>,
    gate: AbortHandle,
}

impl Road {
    /// A road to this port of this machine.
    pub(super) async fn to(provider: u16, seed: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let entered = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&entered);
        let gate = tokio::spawn(async move {
            let mut chance = StdRng::seed_from_u64(seed);
            while let Ok((shop, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let there = Duration::from_millis(chance.random_range(THERE_MS));
                let back = Duration::from_millis(chance.random_range(BACK_MS));
                tokio::spawn(carry(shop, provider, there, back));
            }
        });
        Self {
            port,
            entered,
            gate: gate.abort_handle(),
        }
    }

    /// How many requests have come onto the road.
    pub(super) fn entered(&self) -> u64 {
        self.entered.load(Ordering::SeqCst)
    }
}

impl Drop for Road {
    fn drop(&mut self) {
        self.gate.abort();
    }
}

/// One connection, which the shop uses for one request. A broken end is an end.
async fn carry(mut shop: TcpStream, provider: u16, there: Duration, back: Duration) {
    let mut request = vec![0; 16 * 1024];
    let mut reply = vec![0; 16 * 1024];
    let Ok(first) = shop.read(&mut request).await else {
        return;
    };
    let asks_for_money = request.starts_with(b"POST");
    if asks_for_money {
        sleep(there).await;
    }
    let Ok(mut provider) = TcpStream::connect(("127.0.0.1", provider)).await else {
        return;
    };
    if provider.write_all(&request[..first]).await.is_err() {
        return;
    }
    let mut shop_speaks = true;
    let mut shop_listens = true;
    let mut waits = asks_for_money;
    loop {
        tokio::select! {
            read = shop.read(&mut request), if shop_speaks => match read {
                Ok(count) if count > 0 => {
                    if provider.write_all(&request[..count]).await.is_err() {
                        return;
                    }
                }
                // The shop is gone. What it asked for goes on.
                Ok(_) | Err(_) => shop_speaks = false,
            },
            read = provider.read(&mut reply) => match read {
                Ok(count) if count > 0 => {
                    if std::mem::take(&mut waits) {
                        sleep(back).await;
                    }
                    shop_listens = shop_listens && shop.write_all(&reply[..count]).await.is_ok();
                    if !shop_speaks {
                        return;
                    }
                }
                Ok(_) | Err(_) => return,
            },
        }
    }
}
