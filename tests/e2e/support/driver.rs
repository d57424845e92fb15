//! tauri-driver, which starts the app and hands it to WebKitWebDriver.

use std::ffi::OsString;
use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

const PATIENCE: Duration = Duration::from_secs(20);
/// More than the driver takes to end the app, when it does.
const DRIVER_ASKS_WITHIN: Duration = Duration::from_secs(12);

/// A running driver. It is ended with SIGTERM: killed, it would leave its WebKitWebDriver behind. That one in turn ends
/// the app some time after it has said so; ended sooner, it leaves the app behind.
pub(crate) struct Driver {
    process: Child,
    /// The app it started, once there is one.
    app: Option<u32>,
    pub(crate) port: u16,
}

impl Driver {
    /// Starts it with this environment, which is also the app's. What either says to a terminal goes to this file.
    pub(crate) async fn start(env: &[(OsString, OsString)], said: File) -> Self {
        let program = std::env::var_os("TAURI_DRIVER").unwrap_or_else(|| "tauri-driver".into());
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("DUKA_") {
                command.env_remove(name);
            }
        }
        let process = command
            .args(["--port", &port.to_string()])
            .args(["--native-port", &native.to_string()])
            .envs(env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(said.try_clone().expect("a file can be held twice"))
            .stderr(said)
            .spawn()
            .expect("tauri-driver is installed");
        let driver = Self {
            process,
            app: None,
            port,
        };
        for (port, who) in [(port, "tauri-driver"), (native, "WebKitWebDriver")] {
            timeout(PATIENCE, answers(port))
                .await
                .unwrap_or_else(|_| panic!("{who} does not answer"));
        }
        driver
    }

    /// Remembers the app: tauri-driver's child is WebKitWebDriver, and that one's child is the app.
    pub(crate) fn has_started(&mut self) {
        let natives = children(self.process.id());
        self.app = natives.into_iter().flat_map(children).next();
    }

    /// Without a word to it.
    pub(crate) fn kill_the_app(&self) {
        let app = self.app.expect("it was started");
        let killed = Command::new("kill")
            .args(["-KILL", &app.to_string()])
            .status();
        assert!(killed.is_ok_and(|status| status.success()));
    }

    /// Waits until the app is gone; false when it stays. Now and then WebKitWebDriver says that it has ended the app and has
    /// not asked it: then it is asked as a desktop that shuts down asks, with a signal.
    pub(crate) async fn app_is_gone(&self) -> bool {
        let Some(app) = self.app else { return true };
        if ends(app, DRIVER_ASKS_WITHIN).await {
            return true;
        }
        let _ = Command::new("kill")
            .args(["-TERM", &app.to_string()])
            .status();
        ends(app, PATIENCE).await
    }
}

async fn ends(app: u32, within: Duration) -> bool {
    let gone = async {
        let mut tick = interval(Duration::from_millis(20));
        while is_running(app) {
            tick.tick().await;
        }
    };
    timeout(within, gone).await.is_ok()
}

fn children(of: u32) -> Vec<u32> {
    let listed = std::fs::read_to_string(format!("/proc/{of}/task/{of}/children"));
    let listed = listed.unwrap_or_default();
    listed
        .split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect()
}

/// True while one of its threads lives. The first may have ended before the others, and what the process had open, its
/// locks too, is closed with the last.
fn is_running(id: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{id}/task"));
    threads.is_ok_and(|threads| threads.flatten().any(|thread| lives(&thread.path())))
}

fn lives(thread: &Path) -> bool {
    // "pid (name) S …": a Z has ended, and waits for its parent to look.
    std::fs::read_to_string(thread.join("stat")).is_ok_and(|line| {
        line.rsplit(") ")
            .next()
            .is_some_and(|rest| !rest.starts_with('Z'))
    })
}

async fn answers(port: u16) {
    let mut tick = interval(Duration::from_millis(20));
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tick.tick().await;
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("the loopback has a free port")
        .port()
}

impl Drop for Driver {
    fn drop(&mut self) {
        let id = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.process.wait();
        if let Some(app) = self.app.filter(|app| is_running(*app)) {
            // A test that failed did not close its window.
            let _ = Command::new("kill")
                .args(["-KILL", &app.to_string()])
                .status();
        }
    }
}
