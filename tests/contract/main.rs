//! The contract between the engine and every provider, held by fixtures and by laws that name no provider.

mod agreement;
mod asked;
mod exchanges;
mod fixture;
mod hostile;
mod manifests;
mod refusals;
mod secrets;
mod snapshot;
