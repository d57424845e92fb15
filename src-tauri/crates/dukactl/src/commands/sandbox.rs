//! `sandbox`: the simulated providers, for scripts and trials. It keeps nothing: what was paid is forgotten at its end,
//! and the same seed begins the same world again.

use crate::answer::{Answer, DONE, out};
use crate::cli::SandboxArgs;
use crate::stop;
use engine::{Class, EngineError};
use serde_json::json;
use simulator::{Config, Simulator};

/// Serves until interrupted. Its one line is printed at the start, so the answer is empty.
pub(super) async fn serve(args: &SandboxArgs) -> Result<Answer, EngineError> {
    let config = Config {
        port: args.port,
        seed: args.seed,
        ..Config::default()
    };
    let running = Simulator::start(config).await.map_err(|error| {
        EngineError::new(
            Class::Failed,
            "sandbox",
            format!("The simulated providers could not start: {error}."),
            format!("Les fournisseurs simulés n’ont pas pu démarrer : {error}."),
        )
    })?;
    out(&format!("{}\n", json!(running.practice())));
    stop::asked().await;
    running.shutdown().await;
    Ok(Answer::silent(DONE))
}
