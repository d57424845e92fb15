//! What hostile input can reach, and what must hold whatever it is.
//!
//! Each function takes bytes that nobody vouches for and panics when a promise is broken. Coverage-guided fuzzing
//! calls them without end; the ordinary tests call them with every input that is kept.

pub mod batch_file;
pub mod delivery;
pub mod json;
pub mod message;
pub mod money_and_phone;
pub mod provider_reply;
pub mod search_text;
pub mod seeds;
pub mod shop;

mod sightings;

pub use batch_file::batch_file;
pub use delivery::delivery;
pub use money_and_phone::money_and_phone;
pub use provider_reply::provider_reply;
pub use search_text::search_text;
pub use shop::Shop;

/// Puts a target's inputs where `DUKA_FUZZ_INPUTS` says, before the fuzzer looks there, and reads them once: what is
/// loaded on first use, like the numbering plans of the world, is no input's doing.
///
/// # Panics
/// When they cannot be read or written: fuzzing would begin from nothing and find nothing.
pub fn prepare(target: &str, read: impl Fn(&[u8])) {
    if let Some(folder) = std::env::var_os("DUKA_FUZZ_INPUTS") {
        seeds::write(target, folder.as_ref()).expect("the inputs can be put there");
        for seed in seeds::of(target).expect("the inputs can be read") {
            read(&seed.input);
        }
    }
}
