//! The contract between the engine and every provider, held by fixtures and by laws that name no provider.
#![expect(
    clippy::unwrap_used,
    reason = "all of this is test, also what no test attribute marks"
)]

mod agreement;
mod agreement_dgspay;
mod agreement_djomy;
mod asked;
mod call;
mod deliveries;
mod dgspay;
mod djamo;
mod djomy;
mod exchanges;
mod fifth;
mod fixture;
mod front_page;
mod hostile;
mod manifests;
mod refusals;
mod secrets;
mod snapshot;
mod subjects;
mod toy;
mod zengapay;
