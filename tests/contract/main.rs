//! The contract between the engine and every provider, held by fixtures and by laws that name no provider.
#![expect(
    clippy::unwrap_used,
    reason = "all of this is test, also what no test attribute marks"
)]

mod agreement;
mod asked;
mod call;
mod deliveries;
mod dgspay;
mod djomy;
mod exchanges;
mod fixture;
mod hostile;
mod manifests;
mod refusals;
mod secrets;
mod snapshot;
