//! The network of a life: no sockets, only the seed's moods. What the provider itself spoils is the simulator's; what the
//! wire, the clocks and the two processes' own ends do to a request is here.

use super::beside;
use super::judge::names;
use super::mood::Mood;
use super::request::{Moves, moves};
use super::stage::Stage;
use engine::ports::{Clock, Http, NotWritten, SendError};
use providers::{HeaderValue, HttpRequest, HttpResponse};
use simulator::Told;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// The line between one process of the shop and its providers.
pub(super) struct Line {
    stage: Arc<Stage>,
    /// Told when the process dies in the middle of a request.
    pub(super) died: Arc<Notify>,
    /// A second process, which has no third one beside it.
    second: bool,
}

/// A request on its way.
struct Letter {
    method: &'static str,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    moves: Option<Moves>,
    /// Our reference, if the request may move money.
    money: Option<String>,
}

impl Line {
    pub(super) fn new(stage: Arc<Stage>) -> Self {
        Self {
            stage,
            died: Arc::default(),
            second: false,
        }
    }

    pub(super) fn of_a_second_process(stage: Arc<Stage>) -> Self {
        Self {
            second: true,
            ..Self::new(stage)
        }
    }

    async fn die(&self) -> ! {
        self.died.notify_one();
        loop {
            std::future::pending::<()>().await;
        }
    }

    /// The provider hears the whole request.
    fn ask(&self, letter: &Letter) -> Told {
        let told =
            self.stage
                .control
                .ask(letter.method, &letter.url, &letter.headers, &letter.body);
        if let Told::Reply { status, .. } = &told {
            self.stage.note(&status.to_string());
            // A provider with sessions says so where one is over, and took nothing.
            let not_taken = *status == 429 || (*status == 401 && letter.url.contains("/djomy/"));
            if let (Some(reference), true) = (&letter.money, not_taken) {
                self.stage.witness.may_leave_again(reference);
            }
            if *status == 401 {
                self.stage.met_on("keys refused", letter.money.is_some());
            }
        }
        told
    }

    fn not_written(&self, letter: &Letter, how: NotWritten) -> SendError {
        if let Some(reference) = &letter.money {
            self.stage.witness.may_leave_again(reference);
        }
        SendError::NotWritten { how }
    }

    async fn carry(&self, letter: &Letter, mood: Mood) -> Result<HttpResponse, SendError> {
        let stage = &self.stage;
        match mood {
            Mood::Good => {
                let told = self.ask(letter);
                if let (Some(reference), false) = (&letter.money, self.second) {
                    self.webhook_first(reference).await;
                }
                answer(told)
            }
            Mood::NotWritten(how) => Err(self.not_written(letter, how)),
            Mood::DiesBefore => self.die().await,
            Mood::DiesAfter => {
                let _ = self.ask(letter);
                self.die().await
            }
            Mood::CutRequest => {
                // Whatever byte it is cut after: the provider has the whole, or it has nothing it could act on.
                let whole = letter.url.len() + letter.body.len();
                if stage.below(2) == 0 {
                    stage.note(&format!("cut after byte {}", stage.below(whole)));
                } else {
                    let _ = self.ask(letter);
                }
                Err(lost("reset"))
            }
            Mood::CutAnswer => {
                let _ = self.ask(letter);
                Err(lost("cut"))
            }
            Mood::ShortAnswer => answer(self.ask(letter)).map(|mut response| {
                let after = stage.below(response.body.len());
                response.body.truncate(after);
                response
            }),
            Mood::TimeOutBefore => {
                stage.wind(30);
                Err(lost("timeout"))
            }
            Mood::TimeOutAfter => {
                let _ = self.ask(letter);
                stage.wind(30);
                Err(lost("timeout"))
            }
            Mood::Huge => {
                if stage.below(2) == 0 {
                    let _ = self.ask(letter);
                }
                Err(lost("too_large"))
            }
            Mood::SuspendedBefore => {
                self.suspend();
                answer(self.ask(letter))
            }
            Mood::SuspendedAndAnswered => {
                let told = self.ask(letter);
                self.suspend();
                answer(told)
            }
            Mood::SuspendedAndLost => {
                let _ = self.ask(letter);
                self.suspend();
                Err(lost("reset"))
            }
            Mood::Slow => {
                // Meanwhile the shop sells on, statuses change, and rows move between the pages of a walk.
                for _ in 0..stage.below(4) {
                    stage.pay_outside();
                }
                stage.wind(stage.one_of(&[1, 5, 130]));
                answer(self.ask(letter))
            }
            Mood::BesideBefore => {
                beside::second_process(stage).await;
                answer(self.ask(letter))
            }
            Mood::BesideAfter => {
                let told = self.ask(letter);
                beside::second_process(stage).await;
                answer(told)
            }
        }
    }

    /// Now and then the provider's webhook is quicker than its answer, and another process takes it in.
    async fn webhook_first(&self, reference: &str) {
        let stage = &self.stage;
        if stage.is_calm() || stage.post.below(8) > 0 {
            return;
        }
        stage.wind([5, 40, 130][stage.post.below(3)]);
        let handed = beside::takes_the_post(stage).await;
        let ledger = stage.control.ledger();
        let tells = ledger.iter().any(|entry| {
            names(entry, reference) && handed.iter().any(|d| d.reference == entry.reference)
        });
        if tells {
            stage.met("webhook before the answer of the send");
        }
    }

    /// The lid is closed and opened again hours later.
    fn suspend(&self) {
        let hours = self.stage.one_of(&[1, 7, 20]);
        self.stage.wind(hours * 3_600);
    }
}

#[async_trait::async_trait]
impl Http for Line {
    async fn send(&self, request: HttpRequest, _: Duration) -> Result<HttpResponse, SendError> {
        let mut letter = Letter::of(request, self.stage.page);
        let mood = Mood::draw(&self.stage, letter.is_list(), self.second);
        let path = letter.url.splitn(4, '/').last().unwrap_or_default();
        self.stage
            .note(&format!("{} {path} {mood:?}", letter.method));
        self.stage.asks();
        if let Some(moves) = &letter.moves {
            let now = self.stage.clock.now();
            let seen = self.stage.witness.see(moves, now).await;
            for law in seen.broken {
                self.stage.broke(law);
            }
            if let Some(operation) = &seen.operation {
                self.stage.met(&format!(
                    "{} leaves ({})",
                    operation.shown_kind().as_str(),
                    operation.provider
                ));
                if !self.second {
                    self.stage.leaves(&operation.id);
                }
            }
            letter.money = Some(seen.reference);
        }
        if let Some(name) = mood.name() {
            self.stage.met_on(name, letter.money.is_some());
        }
        let answered = self.carry(&letter, mood).await;
        let good = answered.as_ref().is_ok_and(|answer| answer.status == 200);
        if letter.is_a_later_page() && !good {
            self.stage.met("a page fails between two pages of a walk");
        }
        answered
    }
}

impl Letter {
    fn of(request: HttpRequest, page: u32) -> Self {
        let headers = request.headers.iter().map(|(name, value)| {
            let value = match value {
                HeaderValue::Plain(value) => value.clone(),
                HeaderValue::Secret(secret) => secret.reveal().clone(),
            };
            ((*name).to_owned(), value)
        });
        let body = request.body.unwrap_or_default();
        Self {
            method: request.method,
            // A provider may give fewer rows to a page than it is asked for.
            url: request
                .url
                .replace("per_page=100", &format!("per_page={page}"))
                .replace("limit=100", &format!("limit={page}")),
            headers: headers.collect(),
            moves: moves(request.method, &request.url, &body),
            money: None,
            body,
        }
    }

    fn is_list(&self) -> bool {
        self.url.contains("page=") || self.url.contains("cursor=")
    }

    fn is_a_later_page(&self) -> bool {
        self.is_list() && !self.url.contains("?page=1&")
    }
}

fn answer(told: Told) -> Result<HttpResponse, SendError> {
    match told {
        Told::Reply {
            status,
            headers,
            body,
        } => Ok(HttpResponse {
            status,
            headers,
            body,
        }),
        Told::Silence => Err(lost("cut")),
    }
}

fn lost(how: &str) -> SendError {
    SendError::Lost {
        how: how.to_owned(),
    }
}

/// No network at all, for where none is asked.
pub(super) struct Nobody;

#[async_trait::async_trait]
impl Http for Nobody {
    async fn send(&self, _: HttpRequest, _: Duration) -> Result<HttpResponse, SendError> {
        Err(SendError::NotWritten {
            how: NotWritten::NoNetwork,
        })
    }
}
