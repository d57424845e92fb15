//! `run`: the executor in the foreground.

use super::webhook;
use crate::answer::{Answer, DONE, err};
use crate::cli::RunArgs;
use crate::desk::Desk;
use crate::print::{money, say, state_word};
use crate::stop;
use domain::{AccountState, Operation, OperationId, State};
use engine::{Changed, EngineError};
use platform::Listener;
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

/// How long a request that is out may take to come home after the wish to end. What is cut off then is in doubt, and the
/// next start says so.
const PATIENCE: Duration = Duration::from_secs(8);

/// Sends, polls and syncs until interrupted, and tells of each operation's change on stderr.
pub(super) async fn run(desk: &Desk, args: &RunArgs) -> Result<Answer, EngineError> {
    let mut told = HashMap::new();
    let (stop, stopping) = watch::channel(false);
    let mut changes = desk.engine.changes();
    let listener = match args.webhooks {
        Some(port) => Some(listen(port).await?),
        None => None,
    };
    if let Some(listener) = &listener {
        err(&places(desk, listener).await?);
    }
    // A task of its own: it must go on while a change is being told.
    let engine = desk.engine.clone();
    let mut work = tokio::spawn(async move {
        let hearing = async {
            if let Some(listener) = listener {
                listener.serve(&engine, stopping.clone()).await;
            }
        };
        tokio::join!(engine.run(stopping.clone()), hearing);
    });
    let asked = stop::asked();
    tokio::pin!(asked);
    err(say(
        desk.lang,
        "Duka runs. Ctrl-C ends it.\n",
        "Duka tourne. Ctrl-C l’arrête.\n",
    ));
    loop {
        tokio::select! {
            _ = &mut work => break,
            () = &mut asked => {
                stop.send_replace(true);
                if tokio::time::timeout(PATIENCE, &mut work).await.is_err() {
                    tracing::warn!("a request was still out when Duka ended");
                }
                break;
            }
            change = changes.recv() => match change {
                Ok(change) => {
                    if let Err(error) = tell(desk, &change, &mut told).await {
                        tracing::warn!(%error, "a change could not be told");
                    }
                }
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            },
        }
    }
    let stopped = say(desk.lang, "Stopped.\n", "Arrêté.\n").to_owned();
    Ok(Answer::new(DONE, &json!({ "stopped": true }), stopped))
}

async fn listen(port: u16) -> Result<Listener, EngineError> {
    let bound = Listener::bind(port).await;
    bound.map_err(|error| webhook::no_port(port, &error))
}

/// Where each account's webhooks are taken.
async fn places(desk: &Desk, listener: &Listener) -> Result<String, EngineError> {
    let heading = say(
        desk.lang,
        "Webhooks are taken on this machine only. A tunnel brings them here:\n",
        "Les webhooks sont pris sur cette machine seulement. Un tunnel les amène ici :\n",
    );
    let mut text = heading.to_owned();
    for account in desk.engine.accounts().await? {
        if account.state != AccountState::Removed {
            let url = listener.url_of(account.id.as_str());
            text += &format!("  {url}  {}\n", account.name);
        }
    }
    Ok(text)
}

/// Tells what is news. The engine also says that it has looked and found everything as before.
async fn tell(
    desk: &Desk,
    change: &Changed,
    told: &mut HashMap<OperationId, State>,
) -> Result<(), EngineError> {
    for id in &change.operations {
        let operation = desk.engine.operation(id).await?;
        if told.insert(id.clone(), operation.state) != Some(operation.state) {
            err(&line(desk, &operation).await?);
        }
    }
    Ok(())
}

async fn line(desk: &Desk, operation: &Operation) -> Result<String, EngineError> {
    let view = desk.view(operation).await?;
    let at = desk.zone.moment(view.updated_at);
    let amount = money(&view.amount, desk.lang);
    let action = view.action.as_ref().map(|action| action.kind);
    let state = state_word(view.kind, view.state, action, desk.lang);
    Ok(format!("{at}  {}  {amount}  {state}\n", view.id))
}
