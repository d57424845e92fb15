//! Short lives of a shop under one seed each: its clock, its network, its provider's moods, its disk and its own deaths all
//! come from the seed. After each life everything calms down, and a model that shares no code with the engine reads the
//! provider's ledger, the journal and the history, and says whether a law was broken.
//!
//! Which fault is played where:
//!
//! | fault | by |
//! | --- | --- |
//! | refused, no network, TLS, no connection in time | the line (`mood`) |
//! | reset and time-out before and after commit | the simulator, and the line with time passing |
//! | cut after byte k of request or answer; an answer that ends after byte k | the line |
//! | 5xx before and after commit, HTML, empty, truncated, garbage, redirect, 200 with failure inside, number as string | the simulator |
//! | huge | the line: its reader gives up at its bound, as the real one does |
//! | 429 with good, absurd or no `Retry-After` | the simulator |
//! | keys refused in mid-work, sessions that end in mid-work | `deeds::keys` |
//! | wallets that run dry | `birth` |
//! | clock jumps of the shop alone | `deeds::jump` |
//! | suspend and resume in mid-request | the line |
//! | page drift: short pages, rows and statuses that come between pages, a page that fails | the line's `Slow`, and all of the above on a list |
//! | late success after failed, amount changed, paid and then taken back | the simulator's stories (`Stage::new_draft`) |
//! | death before and after commit; a start anew at any deed | the line; `life` |
//! | a second process beside the first, also in the middle of its request | `beside` |
//! | webhooks late, doubled, reordered, replayed, forged, to the wrong account, to a second process, before the answer | `post` |
//! | disk full, disk broken, at the n-th write, once or until healed | `deeds::spoil_the_disk` |

mod beside;
mod birth;
mod books;
mod deeds;
mod judge;
mod keys;
mod life;
mod line;
mod liveness;
mod met;
mod mood;
mod post;
mod refunds;
mod request;
mod stage;
mod witness;

pub use life::{Lived, lived, with_and_without_the_post};
pub use met::Met;
