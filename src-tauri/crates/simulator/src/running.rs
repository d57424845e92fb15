//! Starting and stopping.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::control::Control;
use crate::log::HomeError;
use crate::practice::Practice;
use crate::sandbox::Credentials;
use crate::server::Server;
use crate::story::Delays;
use crate::world::{Plan, World};

/// How a simulator is started.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it remembers; without one all is forgotten at the end.
    pub home: Option<PathBuf>,
    /// The port to listen on. Without one: the port the home had before, or any free one.
    pub port: Option<u16>,
    /// A home keeps the seed it was born with.
    pub seed: u64,
    pub clock: Clock,
    /// Transactions of the past that a new world is born with, over all providers.
    pub history: usize,
    pub delays: Delays,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            home: None,
            port: None,
            seed: 1,
            clock: Clock::Real,
            history: 2_000,
            delays: Delays::default(),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Home(#[from] HomeError),
    #[error("port {port} of the loopback address cannot be used: {source}")]
    Port { port: u16, source: std::io::Error },
    #[error("the practice home cannot be written: {0}")]
    Write(std::io::Error),
}

/// The four sandboxes, not yet running.
#[derive(Debug)]
pub struct Simulator;

impl Simulator {
    /// Starts on the loopback address; the runtime it is called in serves it.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let plan_config = config.clone();
        let opened = tokio::task::spawn_blocking(move || {
            World::open(&Plan {
                home: plan_config.home.as_deref(),
                seed: plan_config.seed,
                clock: plan_config.clock,
                history: plan_config.history,
                delays: plan_config.delays,
            })
        });
        let (world, saved) = opened
            .await
            .map_err(|error| StartError::Write(std::io::Error::other(error)))??;
        let (listener, moved_from) = listen(config.port, saved).await?;
        let address = listener.local_addr().map_err(StartError::Write)?;
        let control =
            Control::new(world, config.home, address.port()).map_err(StartError::Write)?;
        let server = Server::start(listener, control.clone());
        Ok(Running {
            control,
            server,
            moved_from,
        })
    }
}

/// A port that was asked for is taken or refused; one that is only remembered may be given up.
async fn listen(
    asked: Option<u16>,
    saved: Option<u16>,
) -> Result<(TcpListener, Option<u16>), StartError> {
    let on = |port: u16| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    if let Some(port) = asked {
        let bound = on(port)
            .await
            .map_err(|source| StartError::Port { port, source })?;
        return Ok((bound, None));
    }
    let mut moved_from = None;
    if let Some(port) = saved {
        match on(port).await {
            Ok(listener) => return Ok((listener, None)),
            Err(error) => {
                tracing::warn!(port, %error, "the practice port is taken, using another");
                moved_from = Some(port);
            }
        }
    }
    let bound = on(0)
        .await
        .map_err(|source| StartError::Port { port: 0, source })?;
    Ok((bound, moved_from))
}

/// A running simulator. It stops when this is dropped; `shutdown` also waits until it has.
#[derive(Debug)]
pub struct Running {
    control: Control,
    server: Server,
    moved_from: Option<u16>,
}

impl Running {
    pub fn port(&self) -> u16 {
        self.control.port()
    }

    /// The port this home had before, when another process has taken it.
    pub fn moved_from(&self) -> Option<u16> {
        self.moved_from
    }

    /// Provider id to base URL.
    pub fn base_urls(&self) -> BTreeMap<String, String> {
        self.control.practice().base_urls
    }

    pub fn base_url(&self, provider: &str) -> Option<String> {
        self.base_urls().remove(provider)
    }

    /// Provider id to credential field to value, as they are valid now.
    pub fn credentials(&self) -> BTreeMap<String, Credentials> {
        self.control.practice().credentials
    }

    /// All that another process needs to use it.
    pub fn practice(&self) -> Practice {
        self.control.practice()
    }

    pub fn control(&self) -> Control {
        self.control.clone()
    }

    /// Ends every connection, frees the port and the home.
    pub async fn shutdown(self) {
        self.server.stop().await;
    }
}
