//! The network of a life: no sockets, only the seed's moods.

use engine::ports::{Http, NotWritten, SendError};
use providers::{HeaderValue, HttpRequest, HttpResponse};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sha2::{Digest, Sha256};
use simulator::{Control, Told};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

/// The line between the shop and its providers.
pub(crate) struct Line {
    control: Control,
    chance: Mutex<StdRng>,
    calm: Mutex<bool>,
    /// Told when the process dies in the middle of a request.
    pub(crate) died: Arc<Notify>,
    trace: Mutex<Sha256>,
}

impl Line {
    pub(crate) fn new(control: Control, seed: u64) -> Self {
        Self {
            control,
            chance: Mutex::new(StdRng::seed_from_u64(seed ^ 0x11e)),
            calm: Mutex::new(false),
            died: Arc::new(Notify::new()),
            trace: Mutex::new(Sha256::new()),
        }
    }

    /// From now on nothing goes wrong on the line.
    pub(crate) fn calm_down(&self) {
        *self.calm.lock().unwrap() = true;
    }

    /// Writes something down in the trace of this life.
    pub(crate) fn note(&self, what: &str) {
        let mut trace = self.trace.lock().unwrap();
        trace.update(what.as_bytes());
        trace.update([0]);
    }

    pub(crate) fn trace(&self) -> String {
        hex::encode(self.trace.lock().unwrap().clone().finalize())
    }

    fn mood(&self) -> u32 {
        if *self.calm.lock().unwrap() {
            return 100;
        }
        self.chance.lock().unwrap().random_range(0..100)
    }
}

#[async_trait::async_trait]
impl Http for Line {
    async fn send(&self, request: HttpRequest, _: Duration) -> Result<HttpResponse, SendError> {
        let mood = self.mood();
        let path = request
            .url
            .splitn(4, '/')
            .last()
            .unwrap_or_default()
            .to_owned();
        self.note(&format!("{} {path} {mood}", request.method));
        match mood {
            0..=5 => {
                return Err(SendError::NotWritten {
                    how: NotWritten::Refused,
                });
            }
            6 | 7 => {
                return Err(SendError::NotWritten {
                    how: NotWritten::NoNetwork,
                });
            }
            // The process dies before the provider hears of it.
            8 | 9 => {
                self.died.notify_one();
                std::future::pending::<()>().await;
            }
            _ => {}
        }
        let headers: Vec<(String, String)> = request
            .headers
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    HeaderValue::Plain(value) => value.clone(),
                    HeaderValue::Secret(secret) => secret.reveal().clone(),
                };
                ((*name).to_owned(), value)
            })
            .collect();
        let body = request.body.unwrap_or_default();
        let told = self
            .control
            .ask(request.method, &request.url, &headers, &body);
        // The process dies after the provider has done it, before the answer is written down.
        if mood == 10 || mood == 11 {
            self.died.notify_one();
            std::future::pending::<()>().await;
        }
        match told {
            Told::Reply {
                status,
                headers,
                body,
            } => {
                self.note(&status.to_string());
                Ok(HttpResponse {
                    status,
                    headers,
                    body,
                })
            }
            Told::Silence => Err(SendError::Lost {
                how: "cut".to_owned(),
            }),
        }
    }
}
