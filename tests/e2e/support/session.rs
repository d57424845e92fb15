//! One run of Duka: its home, its driver, its page.

use super::display::Display;
use super::driver::Driver;
use super::page::Page;
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::ffi::OsString;
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(40);

/// What a run begins with.
pub(crate) struct Stage {
    folder: TempDir,
    display: Display,
    env: Vec<(OsString, OsString)>,
}

impl Stage {
    /// A computer on which Duka was never started.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let display = Display::new();
        let of_its_own = ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"]
            .map(|name| (name.into(), folder.path().join(name).into_os_string()));
        let mut stage = Self {
            env: of_its_own.into(),
            folder,
            display,
        };
        stage.set("DUKA_HOME", stage.home());
        stage.set("DISPLAY", stage.display.name.clone());
        stage.set("LANG", "en_GB.UTF-8");
        stage.set("TZ", "UTC");
        stage
    }

    /// The same, with practice money at once.
    pub(crate) fn practising() -> Self {
        Self::new().with("DUKA_PRACTICE", "1")
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.set(name, value);
        self
    }

    /// From the next start on Duka runs with this instead.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.env.push((name.into(), value.into()));
    }

    /// The environment that Duka runs in here.
    pub(crate) fn env(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.env.iter().map(|(name, value)| (name, value))
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// What Duka said to its terminal, if it had one.
    pub(crate) fn said(&self) -> PathBuf {
        self.folder.path().join("said")
    }

    /// Starts Duka, and waits for its first screen.
    pub(crate) async fn open(&self) -> Session {
        let said = File::create(self.said()).expect("a file can be made");
        let mut driver = Driver::start(&self.env, said).await;
        let mut wanted = fantoccini::wd::Capabilities::new();
        wanted.insert("browserName".into(), json!("wry"));
        wanted.insert(
            "tauri:options".into(),
            json!({ "application": env!("CARGO_BIN_EXE_duka") }),
        );
        let address = format!("http://127.0.0.1:{}", driver.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = builder.capabilities(wanted);
        let client = timeout(PATIENCE, connecting.connect(&address))
            .await
            .expect("the window opens in time")
            .expect("the window opens");
        driver.has_started();
        let page = Page::new(client);
        page.wait("document.querySelector('#app')?.textContent.trim() !== ''")
            .await;
        Session {
            page,
            home: self.home(),
            driver,
        }
    }

    /// Starts Duka with practice money, a name at the desk and a book that has been read.
    pub(crate) async fn open_named(&self) -> Session {
        let session = self.open().await;
        let page = &session.page;
        page.invoke("open_mode", json!({ "mode": "practice" }))
            .await;
        page.invoke("set_setting", json!({ "key": "staff", "value": "Achieng" }))
            .await;
        page.reload().await;
        page.wait("document.querySelector('[data-test=nav-charge]')")
            .await;
        session
    }
}

/// A running Duka.
pub(crate) struct Session {
    pub(crate) page: Page,
    home: PathBuf,
    driver: Driver,
}

impl Session {
    /// Ends the process as a power cut would, in the middle of whatever it does.
    pub(crate) async fn kill(self) {
        self.driver.kill_the_app();
        assert!(self.driver.app_is_gone().await, "nothing outlives that");
    }

    /// Closes the window, and waits until the process is gone, and its hold on its home with it.
    pub(crate) async fn close(self) {
        self.page.close().await;
        if !self.driver.app_is_gone().await {
            let log = std::fs::read_to_string(self.home.join("logs/duka.log"));
            panic!(
                "Duka did not end with its window:\n{}",
                log.unwrap_or_default()
            );
        }
    }
}
