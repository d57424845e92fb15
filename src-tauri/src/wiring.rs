//! Which homes there are, and which book lies open. The only place that knows of both the shop's own home and practice.
//!
//! Both engines go on working whichever is shown: real money is not left unwatched because somebody practises.

mod desk;

use crate::book::{Book, engine_of};
use crate::error::{self, Said};
use crate::here::Here;
use crate::home_vault;
use crate::practice::Practice;
use crate::rights::Right;
use crate::seat::Seat;
use crate::views::{BootState, BootView, Mode};
use chrono::Utc;
use domain::{AccountState, Environment, Lang, Secret};
use engine::lock::FileLock;
use engine::view::AccountView;
use engine::{Actor, Engine, EngineError};
use paper::Paper;
use platform::{BackupRestored, Home, HomeError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tauri::AppHandle;
use tokio::sync::{RwLock, RwLockReadGuard};

/// Settings of the desk: one and the same in practice.
const OF_THE_DESK: &[&str] = &[
    "language",
    "staff",
    "business",
    "theme",
    "text_size",
    "place",
    "printer",
    "paper",
    "lock_after_minutes",
    "card_entry",
];

/// Where the mode is remembered. Not a setting: it is this window's, and stands outside every book.
const MODE_FILE: &str = "window-mode";

/// How long a first look at practice waits for its book.
const PATIENCE: Duration = Duration::from_secs(30);

/// The homes, opened when first asked for.
pub(crate) struct Wiring {
    root: Option<PathBuf>,
    system_lang: Lang,
    app: OnceLock<AppHandle>,
    open: RwLock<Option<Open>>,
    seat: Seat,
    /// Set for good when Duka leaves: a question that comes late must not open the homes again.
    leaving: AtomicBool,
}

/// What is open.
struct Open {
    home: Home,
    /// One window a home.
    _only_window: FileLock,
    own: Book,
    practice: Option<Practice>,
    mode: Mode,
    /// What the shop should know although Duka works.
    notice: Option<EngineError>,
}

impl Wiring {
    /// `DUKA_HOME`, or where this system keeps a user's data.
    pub(crate) fn at_usual_place() -> Self {
        let named = std::env::var_os("DUKA_HOME").filter(|path| !path.is_empty());
        Self {
            root: named.map(PathBuf::from).or_else(Home::default_path),
            system_lang: language_of_the_system(),
            app: OnceLock::new(),
            open: RwLock::new(None),
            seat: Seat::default(),
            leaving: AtomicBool::new(false),
        }
    }

    /// The home's folder, where the system names one.
    pub(crate) fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The language before any was chosen.
    pub(crate) fn system_lang(&self) -> Lang {
        self.system_lang
    }

    /// Whom to tell of changes. Known once, before the window is made.
    pub(crate) fn tell(&self, app: AppHandle) {
        self.app.get_or_init(|| app);
    }

    /// What the window needs to know before it shows anything. Whatever is wrong, there is an answer.
    pub(crate) async fn boot(&self) -> BootView {
        match self.ready_view().await {
            Ok(view) => view,
            Err(error) => {
                tracing::warn!(error.code = %error.code, "the start is blocked");
                self.blocked_view(&error)
            }
        }
    }

    /// An error unless whoever sits here may do this. For what has to work where no book can be opened.
    pub(crate) async fn may(&self, right: Right) -> Said<()> {
        match self.opened().await {
            Ok(open) => self.allowed(&open, open.mode, right).await.map(drop),
            // Nobody can be asked who they are where the book that knows them cannot be read.
            Err(_) => Ok(()),
        }
    }

    /// The language of every sentence, also where no book can be opened.
    pub(crate) async fn lang(&self) -> Lang {
        match self.opened().await {
            Ok(open) => open.lang(self.system_lang).await,
            Err(_) => self.system_lang,
        }
    }

    /// The open book, for somebody who may do this.
    pub(crate) async fn here(&self, right: Right) -> Said<Here> {
        let open = self
            .opened()
            .await
            .map_err(|e| Box::new(e.view(self.system_lang)))?;
        self.allowed(&open, open.mode, right).await
    }

    /// One of the books, if whoever sits there may do this.
    async fn allowed(&self, open: &Open, mode: Mode, right: Right) -> Said<Here> {
        let lang = open.lang(self.system_lang).await;
        let said = |error: EngineError| Box::new(error.view(lang));
        let who = self.who(open).await.map_err(said)?;
        if !who.may(right) {
            return Err(said(desk::refused(&who)));
        }
        Ok(Here {
            engine: open.engine_of(mode).clone(),
            mode,
            lang,
            who,
        })
    }

    /// The shop's own home, whatever is shown: keys that a person types belong there.
    pub(crate) async fn own(&self, right: Right) -> Said<Here> {
        let open = self
            .opened()
            .await
            .map_err(|e| Box::new(e.view(self.system_lang)))?;
        let mode = match open.mode {
            Mode::Practice | Mode::Sandbox => Mode::Sandbox,
            Mode::Live => Mode::Live,
        };
        self.allowed(&open, mode, right).await
    }

    /// Opens another book, and remembers it.
    pub(crate) async fn open_mode(&self, mode: Mode) -> Said<BootView> {
        drop(self.here(Right::Anybody).await?);
        let mut open = self.open.write().await;
        if let (Some(open), Some(app)) = (open.as_mut(), self.app.get()) {
            let shown = open.show(mode, app).await;
            if let Err(error) = shown.and_then(|()| open.remember(mode)) {
                let lang = open.lang(self.system_lang).await;
                return Err(Box::new(error.view(lang)));
            }
        }
        let practice = open.as_ref().and_then(|open| open.practice.as_ref());
        let filled = practice.map(|practice| practice.book.filled());
        drop(open);
        if let (Mode::Practice, Some(mut filled)) = (mode, filled) {
            // Somebody who sees practice for the first time should not see it empty; the window counts the rows meanwhile.
            let whole = filled.wait_for(|filled| *filled);
            if tokio::time::timeout(PATIENCE, whole).await.is_err() {
                tracing::warn!("the practice book is still being filled");
            }
        }
        Ok(self.boot().await)
    }

    /// Sets a setting: of the desk in every home, of a book in the open one.
    pub(crate) async fn set(&self, key: &str, value: Option<&str>) -> Result<(), EngineError> {
        self.opened().await?.set(key, value).await
    }

    /// Puts a backup in the place of the shop's own books, and opens those. The books lie open until the backup has proven
    /// whole; where no book can be opened, that is what a backup is for.
    pub(crate) async fn restore(
        &self,
        sealed: &Path,
        passphrase: Secret<String>,
    ) -> Result<BackupRestored, EngineError> {
        let (actor, practising) = match self.opened().await {
            Ok(open) => (open.own.engine.actor(), open.mode == Mode::Practice),
            Err(error) if error.code == "already_open" => return Err(error),
            Err(_) => (unnamed(), false),
        };
        if practising {
            return Err(error::in_practice());
        }
        let root = self.root().ok_or_else(error::no_home)?;
        let home = Home::open(root).map_err(error::home)?;
        let backup = platform::open_backup(&home, sealed, passphrase).await?;
        let mut open = self.open.write().await;
        if self.leaving.load(Ordering::Acquire) {
            return Err(error::leaving());
        }
        if let Some(open) = open.take() {
            open.end().await;
        }
        let restored = {
            let window = home.window_lock().map_err(error::home)?;
            let _only_window = window.ok_or_else(error::already_open)?;
            platform::restore_backup(&home, backup, &actor, Utc::now()).await
        };
        // Whatever became of it, a book is open again; where none can be, the next question says why.
        match self.begin().await {
            Ok(again) => *open = Some(again),
            Err(error) => {
                tracing::warn!(error.code = %error.code, "no book could be opened after the restore");
            }
        }
        restored
    }

    /// Lets everything in hand end.
    pub(crate) async fn close(&self) {
        self.leaving.store(true, Ordering::Release);
        if let Some(open) = self.open.write().await.take() {
            open.end().await;
        }
    }

    async fn opened(&self) -> Result<RwLockReadGuard<'_, Open>, EngineError> {
        let open = self.open.read().await;
        if let Ok(open) = RwLockReadGuard::try_map(open, Option::as_ref) {
            return Ok(open);
        }
        let mut open = self.open.write().await;
        if self.leaving.load(Ordering::Acquire) {
            return Err(error::leaving());
        }
        if open.is_none() {
            *open = Some(self.begin().await?);
        }
        Ok(RwLockReadGuard::map(open.downgrade(), |open| {
            open.as_ref().expect("it was filled under the same lock")
        }))
    }

    async fn begin(&self) -> Result<Open, EngineError> {
        let (Some(root), Some(app)) = (self.root(), self.app.get()) else {
            return Err(error::no_home());
        };
        let home = Home::open(root).map_err(error::home)?;
        let window = home.window_lock().map_err(error::home)?;
        let only_window = window.ok_or_else(error::already_open)?;
        let vault = home_vault::of(&home)?;
        let notice = home_vault::what_is_missing(&vault);
        let engine = engine_of(&home, Arc::new(vault)).await?;
        let mut open = Open {
            home,
            _only_window: only_window,
            own: Book::begin(engine, app, false),
            practice: None,
            mode: Mode::Live,
            notice,
        };
        let mode = open.first_mode().await?;
        if let Err(error) = open.show(mode, app).await {
            // The shop's own money is there all the same.
            tracing::warn!(error.code = %error.code, "the remembered book could not be opened");
            open.notice = Some(error);
            open.show(Mode::Live, app).await?;
        }
        Ok(open)
    }

    async fn ready_view(&self) -> Result<BootView, EngineError> {
        let open = self.opened().await?;
        let own = &open.own.engine;
        let own_accounts = own.account_views().await?;
        let shown = open.engine_of(open.mode);
        let shown_accounts = shown.account_views().await?;
        let of = |environment: Environment| {
            let is = environment.as_str();
            let live = own_accounts
                .iter()
                .filter(|a| a.state != "removed" && a.environment == is);
            live.count()
        };
        let (live, sandbox) = (of(Environment::Live), of(Environment::Sandbox));
        let first_run = open.mode != Mode::Practice && live + sandbox == 0;
        let lang = open.lang(self.system_lang).await;
        Ok(BootView {
            state: if first_run {
                BootState::FirstRun
            } else {
                BootState::Ready
            },
            mode: open.mode,
            lang: lang.tag(),
            theme: own
                .setting("theme")
                .await?
                .unwrap_or_else(|| "system".to_owned()),
            staff: self.who_is_here(&open).await?,
            business: own.setting("business").await?,
            time_zone: shown.time_zone().await?,
            country: first_country(&shown_accounts),
            version: env!("CARGO_PKG_VERSION"),
            vault: shown.vault_kind(),
            card_entry: shown.setting("card_entry").await?.as_deref() == Some("on"),
            paper: paper_of(own.setting("paper").await?.as_deref()),
            live_accounts: live,
            sandbox_accounts: sandbox,
            error: open.notice.as_ref().map(|error| error.view(lang)),
        })
    }

    fn blocked_view(&self, error: &EngineError) -> BootView {
        BootView {
            state: BootState::Blocked,
            mode: Mode::Live,
            lang: self.system_lang.tag(),
            theme: "system".to_owned(),
            staff: None,
            business: None,
            time_zone: "UTC".to_owned(),
            country: None,
            version: env!("CARGO_PKG_VERSION"),
            vault: "keyring",
            card_entry: false,
            paper: paper_of(None),
            live_accounts: 0,
            sandbox_accounts: 0,
            error: Some(error.view(self.system_lang)),
        }
    }
}

impl Open {
    async fn end(self) {
        if let Some(practice) = self.practice {
            tokio::join!(practice.end(), self.own.end());
        } else {
            self.own.end().await;
        }
    }

    fn engine_of(&self, mode: Mode) -> &Engine {
        match (mode, &self.practice) {
            (Mode::Practice, Some(practice)) => &practice.book.engine,
            (Mode::Practice | Mode::Sandbox | Mode::Live, _) => &self.own.engine,
        }
    }

    /// The language of every sentence. A book that cannot be read must still be able to say so.
    async fn lang(&self, otherwise: Lang) -> Lang {
        let set = self.own.engine.setting("language").await;
        let tag = set.ok().flatten();
        tag.and_then(|tag| Lang::parse(&tag)).unwrap_or(otherwise)
    }

    async fn set(&self, key: &str, value: Option<&str>) -> Result<(), EngineError> {
        if !OF_THE_DESK.contains(&key) {
            return self.engine_of(self.mode).set_setting(key, value).await;
        }
        self.own.engine.set_setting(key, value).await?;
        if let Some(practice) = &self.practice {
            practice.book.engine.set_setting(key, value).await?;
        }
        Ok(())
    }

    async fn show(&mut self, mode: Mode, app: &AppHandle) -> Result<(), EngineError> {
        if mode == Mode::Practice && self.practice.is_none() {
            let practice = Practice::open(&self.home, app).await?;
            practice.book.engine.take_staff_of(&self.own.engine);
            for key in OF_THE_DESK {
                let value = self.own.engine.setting(key).await?;
                let engine = &practice.book.engine;
                if engine.setting(key).await? != value {
                    engine.set_setting(key, value.as_deref()).await?;
                }
            }
            self.practice = Some(practice);
        }
        self.mode = mode;
        self.own.show(mode != Mode::Practice);
        if let Some(practice) = &self.practice {
            practice.book.show(mode == Mode::Practice);
        }
        Ok(())
    }

    /// The book that lay open last; before there was one, that of the accounts there are.
    async fn first_mode(&self) -> Result<Mode, EngineError> {
        if std::env::var("DUKA_PRACTICE").is_ok_and(|value| value == "1") {
            return Ok(Mode::Practice);
        }
        let remembered = std::fs::read_to_string(self.home.file(MODE_FILE)).ok();
        if let Some(mode) = remembered.and_then(|word| Mode::parse(word.trim())) {
            return Ok(mode);
        }
        let accounts = self.own.engine.accounts().await?;
        let mut kept = accounts
            .iter()
            .filter(|account| account.state != AccountState::Removed)
            .peekable();
        let only_sandbox = kept.peek().is_some()
            && kept.all(|account| account.environment == Environment::Sandbox);
        Ok(if only_sandbox {
            Mode::Sandbox
        } else {
            Mode::Live
        })
    }

    fn remember(&self, mode: Mode) -> Result<(), EngineError> {
        let (path, line) = (self.home.file(MODE_FILE), format!("{}\n", mode.as_str()));
        let written = std::fs::write(&path, line);
        written.map_err(|source| error::home(HomeError { path, source }))
    }
}

/// Who restores where no book can say who sits here.
fn unnamed() -> Actor {
    Actor {
        name: "unnamed".to_owned(),
        by: "window".to_owned(),
    }
}

fn first_country(accounts: &[AccountView]) -> Option<String> {
    accounts
        .iter()
        .find(|account| account.state != "removed")
        .and_then(|account| account.settings.get("country").cloned())
}

/// The narrow roll where nothing was chosen: most small printers have it.
fn paper_of(setting: Option<&str>) -> Paper {
    setting.and_then(Paper::parse).unwrap_or(Paper::Roll58)
}

/// `LANG` where it is set, elsewhere what the system says.
fn language_of_the_system() -> Lang {
    std::env::var("LANG")
        .ok()
        .filter(|tag| !tag.is_empty())
        .or_else(sys_locale::get_locale)
        .and_then(|tag| Lang::parse(&tag))
        .unwrap_or_default()
}
